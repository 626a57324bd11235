"""What is left for a lever beside others: units of a stock treated once, energy of a resource drawn on by several."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from autan.foresight.engine.core.assumptions import AssumptionValues
from autan.foresight.engine.core.levers import Basis, Effect, Lever, LeverKind
from autan.foresight.engine.core.quantities import chosen_ranks, reference_mwh, split_key, split_quantity
from autan.foresight.engine.core.scenarios import Scenario
from autan.foresight.engine.core.state import StartingState
from autan.foresight.engine.core.stocks import StockSizes, Treated, unions, units_left

type Floats = NDArray[np.float64]
_DIGITS = 6
"""Decimals kept of a largest quantity: what a share of a sum loses to rounding is less."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Taken:
    """What one lever takes of stocks and resources.

    Attributes:
        quantity: units treated [territory].
        where: places of the territories where it is done.
        resource_mwh: energy that it draws from its resource, over all of them; 0 when it has none.
    """

    kind: LeverKind
    quantity: Floats
    where: frozenset[int]
    resource_mwh: float


def taken_by(state: StartingState, kind: LeverKind, lever: Lever, values: AssumptionValues) -> Taken:
    """Return what a lever takes, once it is complete, with central values."""
    drawn = lever.quantity * resource_mwh_per_unit(kind, values.with_own(lever.values)) if kind.resource else 0.0
    where = frozenset(chosen_ranks(state, lever).tolist())
    return Taken(kind=kind, quantity=split_quantity(state, kind, lever), where=where, resource_mwh=drawn)


def resource_mwh_per_unit(kind: LeverKind, values: AssumptionValues) -> float:
    """Return the energy of its resource that one unit of a kind takes: what it produces, or burns once it is moved."""
    amount = float(values.subtract(kind.amount, kind.less).item())
    if kind.effect is Effect.PRODUCE:
        return amount
    return amount * sum(float(values.subtract(to.ratio, to.less).item()) for to in kind.destinations)


type KnownSizes = dict[str, StockSizes]
"""Sizes of stocks by code of the whole, kept from one lever to the next."""


def stock_left(
    state: StartingState, kind: LeverKind, beside: Sequence[Taken] = (), sizes: KnownSizes | None = None
) -> Floats:
    """Return how many units of its stock a kind may treat beside other levers [territory].

    Infinite where no stock bounds it; negative where the others alone ask for more than there is.
    """
    partition = kind.partition
    if partition is None:
        return np.full(len(state.territories), np.inf)
    others = [
        Treated(parts=partition.parts_of(other.kind.stock), quantity=other.quantity)
        for other in beside
        if (other.kind.partition, other.kind.treatment) == (partition, kind.treatment) and other.quantity.any()
    ]
    known = {} if sizes is None else sizes
    stock = known.setdefault(partition.code, StockSizes(state, partition))
    return units_left(stock, partition.parts_of(kind.stock), others)


def resource_left(state: StartingState, kind: LeverKind, where: frozenset[int], beside: Sequence[Taken] = ()) -> float:
    """Return the energy of its resource, MWh a year, that is left in some territories beside other levers.

    Infinite where no resource bounds it, or where it is not known.
    """
    resource = state.pivot(kind.resource)
    same = [other for other in beside if kind.resource and other.kind.resource == kind.resource]
    left = [np.inf]
    for union in unions(where, [other.where for other in same]):
        whole = float(resource[sorted(union)].sum())
        drawn = sum(other.resource_mwh for other in same if other.where <= union)
        left += [] if np.isnan(whole) else [whole - drawn]
    return min(left)


def largest_beside(
    state: StartingState,
    kind: LeverKind,
    values: AssumptionValues,
    beside: Sequence[Taken] = (),
    sizes: KnownSizes | None = None,
) -> float:
    """Return the largest quantity of a kind over all territories that stocks, resources and energy leave beside others.

    Infinite where nothing bounds it.
    """
    units = np.maximum(stock_left(state, kind, beside, sizes), 0.0)
    if kind.basis is Basis.ENERGY and kind.effect in (Effect.REDUCE, Effect.SHIFT):
        used, amount = reference_mwh(state, kind), float(values.subtract(kind.amount, kind.less).item())
        units = np.where(used > 0, np.minimum(units, used / amount if amount > 0 else np.inf), units)
    key = np.nan_to_num(split_key(state, kind))
    shared = key > 0
    if len(units) > 1 and shared.any():
        largest = float(np.min(units[shared] * key.sum() / key[shared]))
    else:
        largest = float(units.sum())
    if kind.resource:
        left = resource_left(state, kind, frozenset(range(len(units))), beside)
        largest = min(largest, max(left, 0.0) / resource_mwh_per_unit(kind, values))
    return round(largest, _DIGITS)


def largest_quantities(scenario: Scenario) -> Mapping[str, float]:
    """Return the largest quantity of each kind that has a stock or a resource, beside the levers of a scenario.

    A lever of the same kind is no other: its own quantity is left aside.
    """
    values = AssumptionValues(assumptions=scenario.assumptions)
    taken = [
        taken_by(scenario.state, kind, lever, values)
        for lever in scenario.levers
        if (kind := scenario.library[lever.kind]).partition or kind.resource
    ]
    sizes: KnownSizes = {}
    return {
        code: largest_beside(
            scenario.state, kind, values, [other for other in taken if other.kind.code != kind.code], sizes
        )
        for code, kind in scenario.library.items()
        if kind.partition or kind.resource
    }
