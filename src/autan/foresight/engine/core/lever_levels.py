"""How much of each lever there can be in a place, and its four plain levels in local quantities."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from autan.foresight.engine.core.assumptions import AssumptionValues
from autan.foresight.engine.core.levers import Basis, Effect, LeverKind
from autan.foresight.engine.core.quantities import PERCENT, lost_carbon, reference_mwh
from autan.foresight.engine.core.rooms import Rooms, counted_in
from autan.foresight.engine.core.state import StartingState

PRODUCTION_LEVELS = (0.05, 0.1, 0.2, 0.4)
"""Levels of a production, in share of the energy used today: no stock bounds it."""
_NO_LEVEL = 0.0
_FIGURES = 2
_TINY = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverPotential:
    """How much of a lever there can be.

    Attributes:
        largest: largest quantity, in the unit of the kind; None where nothing bounds it, or where it is not known.
        levels: four quantities, in the unit of the kind; none where a level has no meaning here.
        shares: the same in share of what bounds them: of the largest quantity, or of the energy used for a production.
        mwh_per_unit: energy that one unit saves or produces, central; None for a share of a consumption.
        blocker: why the lever cannot be used here: `no_cells`, `unknown`; empty when it can.
        without: territories that do nothing of it, because nobody counts its stock there.
    """

    kind: LeverKind
    largest: float | None
    levels: tuple[float, ...]
    shares: tuple[float, ...]
    mwh_per_unit: float | None
    blocker: str = ""
    without: tuple[str, ...] = ()

    def quantity_at(self, level: float) -> float:
        """Return the quantity of a level, or of a point between two: straight from one to the next."""
        if level == int(level):
            return (_NO_LEVEL, *self.levels)[int(level)]
        quantity = float(np.interp(level, range(len(self.levels) + 1), (_NO_LEVEL, *self.levels)))
        return min(rounded(quantity), self.levels[-1])

    def level_of(self, quantity: float) -> float:
        """Return where a quantity is along the levels, the last one for what is beyond."""
        ends = np.maximum.accumulate((_NO_LEVEL, *self.levels))
        return float(np.interp(quantity, ends, range(len(ends))))


def lever_potential(state: StartingState, kind: LeverKind, values: AssumptionValues) -> LeverPotential:
    """Return how much of a lever there can be over the territories of a state.

    The values are central.
    """
    cells = float(reference_mwh(state, kind).sum())
    acts_on_cells = kind.effect in (Effect.REDUCE, Effect.SHIFT) or kind.replaces
    if acts_on_cells and cells == 0:
        return _blocked_potential(kind, "no_cells")
    if kind.effect in (Effect.EMIT_LESS, Effect.STORE) and not kind.stock:
        return _of_emissions(state, kind)
    amount = float(values.subtract(kind.amount, kind.less).mean())
    if kind.basis is Basis.SHARE:
        return _room(kind, Rooms(state, values).largest(kind), None)
    if kind.effect is Effect.PRODUCE:
        return _of_production(state, kind, values, amount)
    counted = counted_in(state, kind)
    if not counted.any():
        return _blocked_potential(kind, "unknown")
    largest = Rooms(state, values).largest(kind)
    if kind.basis is Basis.STOCK:
        amount *= float(reference_mwh(state, kind)[counted].sum()) / float(state.pivot(kind.stock)[counted].sum())
    without = tuple(code for code, is_known in zip(state.territories, counted, strict=True) if not is_known)
    return replace(_room(kind, largest, None if kind.effect is Effect.STORE else amount), without=without)


def lever_potentials(
    state: StartingState, library: Mapping[str, LeverKind], values: AssumptionValues
) -> dict[str, LeverPotential]:
    """Return how much of every lever there can be, by code."""
    return {code: lever_potential(state, kind, values) for code, kind in library.items()}


def _of_production(state: StartingState, kind: LeverKind, values: AssumptionValues, amount: float) -> LeverPotential:
    """A production goes up to its local resource; without any that is known, its levels are shares of what is used."""
    largest = Rooms(state, values).largest(kind)
    if np.isfinite(largest):
        return _room(kind, largest, amount)
    used = float(np.nansum(state.energy_mwh))
    most = np.inf if kind.nation is None else float(values.multiply(kind.nation).mean())
    levels = tuple(min(rounded(share * used / amount), most) for share in PRODUCTION_LEVELS)
    return LeverPotential(kind=kind, largest=None, levels=levels, shares=PRODUCTION_LEVELS, mwh_per_unit=amount)


def _of_emissions(state: StartingState, kind: LeverKind) -> LeverPotential:
    """A share needs the sectors that emit, or the land that loses carbon; km of hedges have no bound known here."""
    if kind.basis is not Basis.SHARE:
        return LeverPotential(kind=kind, largest=None, levels=(), shares=(), mwh_per_unit=None)
    if kind.effect is Effect.STORE:
        emits = bool((lost_carbon(state, kind) > 0).any())
    else:
        emits = any(sector in state.sectors for sector in kind.cells.sectors)
    return _room(kind, PERCENT, None) if emits else _blocked_potential(kind, "no_cells")


def _room(kind: LeverKind, largest: float, mwh_per_unit: float | None) -> LeverPotential:
    whole = whole_quantity(largest)
    return LeverPotential(
        kind=kind,
        largest=whole,
        levels=tuple(min(rounded(share * largest), whole) for share in kind.levels) if whole else (),
        shares=kind.levels if whole else (),
        mwh_per_unit=mwh_per_unit,
    )


def whole_quantity(largest: float) -> float:
    """The largest quantity, cut to what a person may type without being refused."""
    return float(np.floor(largest)) if largest >= PERCENT + 1 else float(np.floor(largest * 10 + _TINY) / 10)


def _blocked_potential(kind: LeverKind, blocker: str) -> LeverPotential:
    return LeverPotential(kind=kind, largest=None, levels=(), shares=(), mwh_per_unit=None, blocker=blocker)


def rounded(quantity: float) -> float:
    """Round a quantity to two significant figures: a level is an order of magnitude.

    >>> rounded(41687.0), rounded(0.0), rounded(7.46)
    (42000.0, 0.0, 7.5)
    """
    if quantity == _NO_LEVEL:
        return 0.0
    scale = int(np.floor(np.log10(abs(quantity))))
    return float(round(quantity, _FIGURES - 1 - scale))
