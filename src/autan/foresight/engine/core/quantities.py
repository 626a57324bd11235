"""The quantity of a lever, territory by territory, and the share of a consumption that it takes.

Source of the rule: method of foresight, sections 2.4 and 2.5: an absolute quantity becomes a share (quantity at
reference intensity over the reference cells) and takes that share of what is left.
"""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from autan.foresight.engine.core.assumptions import AssumptionValues
from autan.foresight.engine.core.diffusion import last_step, progress, surviving_yield
from autan.foresight.engine.core.levers import Basis, CellSelection, Effect, Lever, LeverKind, find_kind
from autan.foresight.engine.core.scenarios import Scenario
from autan.foresight.engine.core.state import StartingState
from autan.foresight.engine.core.stocks import is_asked, sizes_of

type Floats = NDArray[np.float64]
type Ranks = tuple[int, ...]

PERCENT = 100.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LeverEffect:
    """A lever as numbers.

    Attributes:
        sectors: ranks of the sectors that it acts on.
        uses: ranks of the uses.
        carriers: ranks of the carriers.
        quantity: complete quantity [territory], in the unit of the kind.
        progress: part done [year].
        share: share taken of what is left, once complete [draw or 1, territory, 1]; 0 when it takes none.
        added: what it adds [draw or 1, territory, year]; None for a share.
        used_here: what its users take of it and no longer buy, MWh [draw or 1, territory, year]; None for nothing.
        towards: what one MWh of its carriers emits once it is made of this, t [draw or 1, 1, 1]; None where it moves.
        ratios: for a shift, rank of each carrier of arrival and MWh for each MWh taken [draw or 1, 1, 1].
    """

    lever: Lever
    kind: LeverKind
    sectors: Ranks
    uses: Ranks
    carriers: Ranks
    quantity: Floats
    progress: Floats
    share: Floats
    added: Floats | None = None
    used_here: Floats | None = None
    towards: Floats | None = None
    ratios: tuple[tuple[int, Floats], ...] = ()

    @property
    def takes_share(self) -> bool:
        """True when it takes a share of a consumption or of emissions."""
        return _takes_share(self.kind)

    @property
    def done(self) -> Floats:
        """Quantity done [territory, year]."""
        return np.outer(self.quantity, self.progress)

    def part(self, where: slice) -> "LeverEffect":
        """Return the same for some of the territories."""
        added = None if self.added is None else self.added[:, where]
        used = None if self.used_here is None else self.used_here[:, where]
        return replace(self, quantity=self.quantity[where], share=self.share[:, where], added=added, used_here=used)

    def share_in(self, growth: Floats) -> Floats:
        """Return the share taken in each year [draw or 1, territory, year], never above 1.

        A share of a consumption follows it; a number of units does not: where the activity has grown, the same units
        are a smaller share of it. `growth` is the activity, 1 in the base year [draw or 1, territory, year].
        """
        share = self.share * self.progress
        if self.kind.basis is not Basis.SHARE:
            share = share / np.maximum(growth, 1.0)
        return np.minimum(share, 1.0)


def _takes_share(kind: LeverKind) -> bool:
    return kind.effect not in (Effect.STORE, Effect.PRODUCE)


@lru_cache(maxsize=1024)
def ranks(codes: tuple[str, ...], axis: tuple[str, ...]) -> Ranks:
    """Return the places of codes on an axis; all of it when no code is given. What the axis does not have is left out.

    >>> ranks(("b",), ("a", "b")), ranks((), ("a", "b"))
    ((1,), (0, 1))
    """
    return tuple(rank for rank, code in enumerate(axis) if not codes or code in codes)


def cell_ranks(cells: CellSelection, state: StartingState) -> tuple[Ranks, Ranks, Ranks]:
    """Return the places of the sectors, uses and carriers of some cells."""
    return ranks(cells.sectors, state.sectors), ranks(cells.uses, state.uses), ranks(cells.carriers, state.carriers)


def cells_of[Kind: np.generic](table: NDArray[Kind], cells: CellSelection, state: StartingState) -> NDArray[Kind]:
    """Return some cells of a table of a state, by its four axes."""
    sectors, uses, carriers = cell_ranks(cells, state)
    return table[:, sectors][:, :, uses][:, :, :, carriers]


def growth_of(rate: Floats, years: NDArray[np.int64], base_year: int) -> Floats:
    """Return a yearly rate as an index, 1 in the base year: one more axis for years, at the end."""
    return np.asarray((1.0 + rate)[..., None] ** (years - base_year))


def fading_growth_of(
    rate: Floats, common: Floats, persistence: Floats, years: NDArray[np.int64], base_year: int
) -> Floats:
    """Return a yearly rate as an index; of what it has beyond a common rate, a share is kept from year to year.

    >>> years = np.array([2024, 2025, 2026])
    >>> fading_growth_of(np.array(0.1), np.array(0.0), np.array(0.5), years, 2024).round(4).tolist()
    [1.0, 1.1, 1.1537]
    """
    passed = years - base_year
    lasting = np.where(
        persistence[..., None] < 1,
        (1 - persistence[..., None] ** passed) / np.maximum(1 - persistence[..., None], 1e-12),
        passed,
    )
    return np.asarray(growth_of(common, years, base_year) * ((1 + rate) / (1 + common))[..., None] ** lasting)


def reference_mwh(state: StartingState, kind: LeverKind) -> Floats:
    """Return the consumption of the base year that a kind acts on [territory]."""
    known, selection = _references_of(state), kind.cells
    if selection not in known:
        known[selection] = cells_of(state.energy_mwh, selection, state).sum(axis=(1, 2, 3))
    return known[selection]


@lru_cache(maxsize=8)
def _references_of(_state: StartingState) -> dict[CellSelection, Floats]:
    return {}


def lost_carbon(state: StartingState, kind: LeverKind) -> Floats:
    """Return the carbon that the land of a kind loses in a year, t [territory]; 0 where it takes some in."""
    return np.maximum(-state.sequestration_tco2e[:, ranks((kind.target,), state.sinks)].sum(axis=1), 0.0)


def needs_stock(state: StartingState, kind: LeverKind) -> bool:
    """Say whether a kind treats a stock that a state speaks of, or that nothing can stand in for."""
    if kind.partition is None:
        return False
    return kind.basis is Basis.STOCK or is_asked(state, kind.partition, kind.stock)


def split_key(state: StartingState, kind: LeverKind) -> Floats:
    """Return what a quantity of several territories is shared by: resource, stock, else consumption, else population.

    A resource shares a production alone: what moves a consumption follows its stock. A territory whose stock nobody
    counts is NaN; consumption stands in for a stock that a state does not speak of.
    """
    if kind.resource and kind.effect is Effect.PRODUCE and not np.isnan(state.pivot(kind.resource)).any():
        return state.pivot(kind.resource)
    if kind.partition is not None and needs_stock(state, kind):
        return sizes_of(state, kind.partition).counted(kind.stock)
    if kind.effect in (Effect.REDUCE, Effect.SHIFT):
        return reference_mwh(state, kind)
    return state.pivot("population")


def chosen_ranks(state: StartingState, lever: Lever) -> NDArray[np.int64]:
    """Return the places of the territories where a lever is done [place]."""
    if not lever.territories:
        return np.arange(len(state.territories))
    return np.array([state.rank(code) for code in lever.territories])


def network_total(state: StartingState, kind: LeverKind, quantity: Floats) -> Floats:
    """Return a quantity over all territories: the sum of units, the true share of what the territories share.

    `quantity` is [territory] or [territory, year].
    """
    if kind.basis is not Basis.SHARE:
        return np.asarray(quantity.sum(axis=0))
    if kind.effect is Effect.EMIT_LESS:
        weight = state.non_energy_tco2e[:, ranks(kind.cells.sectors, state.sectors)].sum(axis=1)
    elif kind.effect is Effect.STORE:
        weight = lost_carbon(state, kind)
    else:
        weight = reference_mwh(state, kind)
    return np.asarray(np.tensordot(weight / weight.sum(), quantity, axes=1) if weight.sum() else quantity.mean(axis=0))


def lever_effect(
    scenario: Scenario, lever: Lever, quantity: Floats, values: AssumptionValues, years: NDArray[np.int64]
) -> LeverEffect:
    """Return a lever as numbers for given years; `quantity` is what each territory does of it [territory]."""
    kind = find_kind(scenario.library, lever.kind)
    state = scenario.state
    values = values.with_own(lever.values)
    steps = values.steps(kind.amount)
    amount = values.subtract(kind.amount, kind.less) * (last_step(lever, steps) if steps else 1.0)
    added = _output(kind, quantity, amount, lever, values, scenario, years)
    sectors, uses, carriers = cell_ranks(kind.cells, state)
    return LeverEffect(
        lever=lever,
        kind=kind,
        sectors=sectors,
        uses=uses,
        carriers=carriers,
        quantity=quantity,
        progress=progress(lever, years, steps),
        share=_share(state, kind, quantity, amount),
        added=added,
        used_here=None if added is None or kind.self_consumed is None else added * values.multiply(kind.self_consumed),
        towards=None if kind.towards is None else values.multiply(kind.towards),
        ratios=tuple(
            (state.carriers.index(to.carrier), values.subtract(to.ratio, to.less)) for to in kind.destinations
        ),
    )


def _share(state: StartingState, kind: LeverKind, quantity: Floats, amount: Floats) -> Floats:
    """Share of what is left that the complete quantity takes [draw or 1, territory, 1]."""
    if not _takes_share(kind):
        return np.zeros((1, len(quantity), 1))
    nothing_done = quantity == 0
    whole = np.where(nothing_done, 1.0, _whole(state, kind))
    with np.errstate(divide="ignore"):
        part = np.where(nothing_done, 0.0, quantity / whole)
    return np.asarray(amount * part[None, :, None])


def _whole(state: StartingState, kind: LeverKind) -> Floats | float:
    """Return the quantity that a share is a share of."""
    if kind.basis is Basis.SHARE:
        return PERCENT
    return state.pivot(kind.stock) if kind.basis is Basis.STOCK else reference_mwh(state, kind)


def _output(
    kind: LeverKind,
    quantity: Floats,
    amount: Floats,
    lever: Lever,
    values: AssumptionValues,
    scenario: Scenario,
    years: NDArray[np.int64],
) -> Floats | None:
    """MWh produced or tonnes stored [draw or 1, territory, year]."""
    if kind.effect not in (Effect.PRODUCE, Effect.STORE):
        return None
    if kind.basis is Basis.SHARE:
        quantity = quantity / PERCENT * lost_carbon(scenario.state, kind)
    reached = progress(lever, scenario.years)
    loss = values.of(kind.yearly_loss)[:, 0, 0] if kind.yearly_loss else None
    grown = reached[None, :] if loss is None else surviving_yield(reached, loss)
    grown = grown[:, years - scenario.state.base_year]
    return np.asarray(amount * quantity[None, :, None] * grown[:, None, :])
