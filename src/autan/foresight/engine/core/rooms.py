"""What is left for a lever beside others, and how its quantity is spread over territories that have room for it.

Units of a stock are treated once, energy of a resource is drawn once, a consumption is moved once. A quantity of
several territories is shared by what they have, and what one has no room for goes to the others: the largest quantity
of a network is what its members can do together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from autan.foresight.engine.core.assumptions import AssumptionValues
from autan.foresight.engine.core.levers import Basis, Effect, Lever, LeverGroup, LeverKind, Product
from autan.foresight.engine.core.quantities import PERCENT, cell_ranks, chosen_ranks, reference_mwh, split_key
from autan.foresight.engine.core.state import StartingState
from autan.foresight.engine.core.stocks import Treated, sizes_of, unions, units_left

type Floats = NDArray[np.float64]
type Cell = tuple[int, int, int]
_DIGITS = 6
"""Decimals kept of a largest quantity: what a share of a sum loses to rounding is less."""
_ROUNDING = 1e-11
_MOVED = (LeverGroup.MECHANISM, LeverGroup.RESOURCE)
"""Groups whose levers take shares of one and the same consumption."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Taken:
    """What one lever takes of stocks, resources and consumptions.

    Attributes:
        quantity: units treated [territory].
        where: places of the territories where it is done.
        own: own values of assumptions of the lever.
        resource_mwh: energy that it draws from its resource, over all of them; 0 when it has none.
        cells: places of the consumptions that it moves a share of; none in the groups where shares multiply.
        share: share that it moves [territory].
    """

    kind: LeverKind
    quantity: Floats
    where: frozenset[int]
    own: Mapping[str, float] = field(default_factory=dict)
    resource_mwh: float = 0.0
    cells: frozenset[Cell] = frozenset()
    share: Floats | float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Placement:
    """Where the quantity of a lever goes, and what was left for it.

    Attributes:
        stock_left: units that others leave [territory]; infinite where no stock bounds it.
        resource_left: energy of its resource that others leave; infinite where none bounds it.
        share_left: part of the consumption that it moves that others leave [territory].
    """

    lever: Lever
    taken: Taken
    stock_left: Floats
    resource_left: float
    share_left: Floats

    @property
    def is_over(self) -> bool:
        """True where it asks for more than is left."""
        own = self.taken
        return (
            bool(is_over(own.quantity, self.stock_left).any())
            or own.resource_mwh > max(self.resource_left, 0.0) * (1 + _ROUNDING)
            or (bool(own.cells) and bool(is_over(own.share, self.share_left).any()))
        )


@dataclass(frozen=True, eq=False)
class Rooms:
    """What a state leaves to levers, with central values."""

    state: StartingState
    values: AssumptionValues

    def stock_left(self, kind: LeverKind, beside: Sequence[Taken] = ()) -> Floats:
        """Return how many units of its stock a kind may treat beside other levers [territory].

        Infinite where no stock bounds it; negative where the others alone ask for more than there is.
        """
        partition = kind.partition
        if kind.replaces:
            return self._users_left(kind, beside)
        if partition is None:
            return np.full(len(self.state.territories), np.inf)
        others = [
            Treated(parts=partition.parts_of(other.kind.stock), quantity=other.quantity)
            for other in beside
            if (other.kind.partition, other.kind.treatment) == (partition, kind.treatment) and other.quantity.any()
        ]
        return units_left(sizes_of(self.state, partition), partition.parts_of(kind.stock), others)

    def _users_left(self, kind: LeverKind, beside: Sequence[Taken]) -> Floats:
        """Units of a heat whose users are left [territory]; every heat of the same cells serves the same ones."""
        others = [other for other in beside if other.kind.replaces and other.kind.cells == kind.cells]
        met = sum((other.quantity * self._mwh_per_unit(other.kind) for other in others), np.zeros(1))
        left = (reference_mwh(self.state, kind) - met) / self._mwh_per_unit(kind)
        return np.where(np.isnan(left), np.inf, left)

    def _mwh_per_unit(self, kind: LeverKind) -> float:
        """MWh that one unit of a heat replaces."""
        return self.amount(kind) * float(self.values.subtract(kind.self_consumed or Product(), None).item())

    def resource_left(self, kind: LeverKind, where: frozenset[int], others: Sequence[Taken] = ()) -> float:
        """Return the energy of its resource, MWh a year, that is left in some territories beside other levers.

        Infinite where no resource bounds it, or where it is not known.
        """
        if not kind.resource:
            return np.inf
        resource = self.state.pivot(kind.resource)
        same = [other for other in others if other.kind.resource == kind.resource]
        left = [np.inf]
        for union in unions(where, [other.where for other in same]):
            whole = float(resource[sorted(union)].sum())
            drawn = sum(other.resource_mwh for other in same if other.where <= union)
            left += [] if np.isnan(whole) else [whole - drawn]
        return min(left)

    def share_left(self, kind: LeverKind, others: Sequence[Taken] = ()) -> Floats:
        """Return the part of the consumption of a kind that others of its group leave to be moved [territory]."""
        cells = self.moved_cells(kind)
        shares = np.zeros(len(self.state.territories))
        for cell in cells:
            here = [other.share for other in others if other.kind.group is kind.group and cell in other.cells]
            shares = np.maximum(shares, sum(here, np.zeros_like(shares)))
        return np.maximum(1.0 - shares, 0.0)

    def units_left(self, kind: LeverKind, others: Sequence[Taken] = (), stock_left: Floats | None = None) -> Floats:
        """Return the units of a kind that stocks and energy leave [territory]; infinite where nothing bounds them."""
        units = np.maximum(self.stock_left(kind, others) if stock_left is None else stock_left, 0.0)
        if kind.basis is not Basis.ENERGY or kind.effect not in (Effect.REDUCE, Effect.SHIFT):
            return units
        used, amount = reference_mwh(self.state, kind), self.amount(kind)
        left = used * self.share_left(kind, others)
        return np.where(used > 0, np.minimum(units, left / amount if amount > 0 else np.inf), units)

    def moved_cells(self, kind: LeverKind) -> frozenset[Cell]:
        """Places of the consumptions that a kind moves a share of; none where shares multiply."""
        if kind.group not in _MOVED or kind.effect is Effect.EMIT_LESS:
            return frozenset()
        return frozenset(product(*cell_ranks(kind.cells, self.state)))

    def amount(self, kind: LeverKind, own: Mapping[str, float] | None = None) -> float:
        """Return what one unit of a kind takes, central or with the own values of a lever."""
        return float(self.values.with_own(own or {}).subtract(kind.amount, kind.less).item())

    def resource_mwh_per_unit(
        self, kind: LeverKind, where: frozenset[int], own: Mapping[str, float] | None = None
    ) -> float:
        """Return the energy of its resource that a unit makes, or burns once moved; one percent for a share."""
        amount, values = self.amount(kind, own), self.values.with_own(own or {})
        if kind.effect is Effect.PRODUCE:
            return amount
        if kind.basis is Basis.SHARE:
            amount *= float(np.nansum(reference_mwh(self.state, kind)[sorted(where)])) / PERCENT
        return amount * sum(float(values.subtract(to.ratio, to.less).item()) for to in kind.destinations)

    def place(self, kind: LeverKind, lever: Lever, others: Sequence[Taken] = ()) -> Placement:
        """Spread a lever over its territories, where others leave room first."""
        where = chosen_ranks(self.state, lever)
        stock_left = self.stock_left(kind, others)
        quantity = np.zeros(len(self.state.territories))
        if kind.basis is Basis.SHARE or len(where) == 1:
            quantity[where] = lever.quantity
        else:
            room = self.units_left(kind, others, stock_left)[where]
            quantity[where] = spread(lever.quantity, split_key(self.state, kind)[where], room)
        cells = self.moved_cells(kind)
        places = frozenset(where.tolist())
        drawn = lever.quantity * self.resource_mwh_per_unit(kind, places, lever.values) if kind.resource else 0.0
        taken = Taken(kind=kind, quantity=quantity, where=places, own=lever.values, resource_mwh=drawn, cells=cells)
        return self.placed(lever, self.moved(taken, quantity), others, stock_left)

    def placed(
        self, lever: Lever, taken: Taken, others: Sequence[Taken], stock_left: Floats | None = None
    ) -> Placement:
        """Return what a lever takes, with what others leave for it."""
        kind = taken.kind
        return Placement(
            lever=lever,
            taken=taken,
            stock_left=self.stock_left(kind, others) if stock_left is None else stock_left,
            resource_left=self.resource_left(kind, taken.where, others),
            share_left=self.share_left(kind, others),
        )

    def moved(self, taken: Taken, quantity: Floats) -> Taken:
        """Return the same lever with another quantity in each territory."""
        if not taken.cells:
            return replace(taken, quantity=quantity)
        whole = PERCENT if taken.kind.basis is Basis.SHARE else reference_mwh(self.state, taken.kind)
        with np.errstate(divide="ignore", invalid="ignore"):
            share = np.where(quantity == 0, 0.0, self.amount(taken.kind, taken.own) * quantity / whole)
        return replace(taken, quantity=quantity, share=share)

    def largest(self, kind: LeverKind, others: Sequence[Taken] = ()) -> float:
        """Return the largest quantity of a kind over all territories beside others; infinite without a bound."""
        if kind.basis is Basis.SHARE:
            share = float(np.min(self.share_left(kind, others), initial=1.0))
            return self.within_resource(kind, share * PERCENT, others)
        return self.within_resource(kind, float(self.most_units(kind, others).sum()), others)

    def most_units(self, kind: LeverKind, others: Sequence[Taken] = ()) -> Floats:
        """Return the most units of a kind beside others, where these are [territory].

        A territory that has nothing of what a quantity is shared by does nothing of it: no stock counted, no resource.
        """
        units, key = self.units_left(kind, others), split_key(self.state, kind)
        return units if len(units) == 1 or np.isnan(key).all() else np.where(key > 0, units, 0.0)

    def within_resource(self, kind: LeverKind, units: float, others: Sequence[Taken] = ()) -> float:
        """Return units of a kind over all territories, no more than their resource leaves."""
        everywhere = frozenset(range(len(self.state.territories)))
        if kind.resource and (mwh := self.resource_mwh_per_unit(kind, everywhere)) > 0:
            units = min(units, max(self.resource_left(kind, everywhere, others), 0.0) / mwh)
        return round(units, _DIGITS)


def spread(total: float, key: Floats, room: Floats) -> Floats:
    """Share a total by a key, what one has no room for going to the others; the whole by the key when none has room.

    Where the key is known and nobody has any, equal shares: what is asked for is not lost, but refused.

    >>> spread(10.0, np.array([1.0, 1.0]), np.array([2.0, np.inf])).tolist()
    [2.0, 8.0]
    >>> spread(10.0, np.array([1.0, 1.0]), np.array([2.0, 3.0])).tolist()
    [5.0, 5.0]
    >>> spread(10.0, np.array([np.nan, 0.0]), np.array([2.0, 0.0])).tolist()
    [0.0, 10.0]
    >>> spread(10.0, np.array([np.nan, np.nan]), np.array([2.0, 0.0])).tolist()
    [0.0, 0.0]
    """
    key = np.where(np.isnan(key), 0.0, key if np.nansum(key) else 1.0)
    if not key.any():
        return key
    quantity = total * key / key.sum()
    full = np.zeros(len(key), dtype=bool)
    # a total that is the sum of all rooms may pass it by a rounding
    if not (quantity > room).any() or room[key > 0].sum() < total * (1 - _ROUNDING):
        return np.asarray(quantity)
    while (over := ~full & (quantity > room)).any():
        full |= over
        left = total - room[full].sum()
        others = np.where(full, 0.0, key)
        quantity = np.where(full, room, left * others / (others.sum() or 1.0))
    return np.asarray(quantity)


def counted_in(state: StartingState, kind: LeverKind) -> NDArray[np.bool_]:
    """Say where the stock of a kind is counted [territory]; nowhere for a kind that has none."""
    if kind.partition is None:
        return np.zeros(len(state.territories), dtype=bool)
    return ~np.isnan(sizes_of(state, kind.partition).counted(kind.stock))


def is_over(demand: Floats | float, left: Floats | float) -> NDArray[np.bool_]:
    """Say where more is asked for than is left, except rounding."""
    return np.asarray(demand > np.maximum(left, 0.0) * (1 + _ROUNDING))
