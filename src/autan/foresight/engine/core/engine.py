"""The engine: levers in their fixed order on what the earlier ones left, over every territory and year at once.

Blocks of one sector and one use are computed one after the other, so that memory stays small; arrays are
[carrier, draw, territory, year]. Nothing here loops over territories, years or draws.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from autan.foresight.engine.core.accounts import Accounts, Weights, join_accounts
from autan.foresight.engine.core.assumptions import AssumptionValues
from autan.foresight.engine.core.checks import check_effects, check_scenario
from autan.foresight.engine.core.levers import Effect, LeverGroup
from autan.foresight.engine.core.national_effects import NationalShift, national_shifts
from autan.foresight.engine.core.placements import placements
from autan.foresight.engine.core.quantities import LeverEffect, lever_effect
from autan.foresight.engine.core.results import ScenarioPath, ScenarioResult
from autan.foresight.engine.core.scenarios import InvalidScenarioError, Scenario, ScenarioFault
from autan.foresight.engine.core.trends import drawn_cells, drawn_trend, grown_population

type Floats = NDArray[np.float64]
type _Bought = dict[tuple[int, int, int], Floats]

PART_SIZE = 10_000
"""Numbers of one carrier that are worked on at once: paths x territories x years."""
_MULTIPLIED = (LeverGroup.NEED, LeverGroup.EFFICIENCY, LeverGroup.PRODUCTION)
"""In these groups each lever acts on what the others left; in the two others, on what entered the group."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PreparedScenario:
    """A scenario made ready for some years: what does not depend on which levers are on.

    Attributes:
        years: years that are computed [year].
        effects: levers as numbers, in the order of the groups.
        activity: activity, 1 in the base year [draw or 1, territory, sector, year].
        path: consumption without levers, 1 in the base year [draw or 1, territory, sector, year].
        cells: starting cells in parts [territory, sector, use, carrier], each with what draws make of it [draw or 1].
        used: True where some territory uses something [sector, use, carrier].
        national: what the national path takes of consumptions, after the levers.
    """

    scenario: Scenario
    years: NDArray[np.int64]
    values: AssumptionValues
    effects: tuple[LeverEffect, ...]
    activity: Floats
    path: Floats
    cells: tuple[tuple[Floats, Floats], ...]
    weights: Weights
    used: NDArray[np.bool_]
    national: tuple[NationalShift, ...] = ()

    def part(self, where: slice) -> "PreparedScenario":
        """Return the same for some of the territories."""
        state = self.scenario.state.at(where)
        return replace(
            self,
            scenario=replace(self.scenario, state=state, trend=None),
            effects=tuple(effect.part(where) for effect in self.effects),
            activity=self.activity[:, where],
            path=self.path[:, where],
            cells=tuple((part[where], drawn) for part, drawn in self.cells),
            national=tuple(shift.part(where) for shift in self.national),
        )

    @property
    def worlds(self) -> tuple["PreparedScenario", ...]:
        """Return the same without national measures, then with them; itself alone without a national path."""
        if self.scenario.national is None:
            return (self,)
        alone = replace(self.scenario, national=None)
        weights = Weights.of(self.scenario.state, self.values, self.years)
        return replace(self, scenario=alone, weights=weights, national=()), self


def prepare(
    scenario: Scenario, *, years: NDArray[np.int64] | None = None, values: AssumptionValues | None = None
) -> PreparedScenario:
    """Make a scenario ready.

    Every year and the central values by default.

    Raises InvalidScenarioError: it cannot be computed; every fault is listed.
    """
    check_scenario(scenario)
    years = scenario.years if years is None else years
    central = AssumptionValues(assumptions=scenario.assumptions)
    values = values or central
    state = scenario.state
    order = list(LeverGroup)
    # by key inside a group: the order in which levers are written changes no digit
    levers = sorted(scenario.levers, key=lambda lever: (order.index(scenario.library[lever.kind].group), lever.key))
    placed = placements(scenario)
    quantities = {placement.lever.key: placement.taken.quantity for placement in placed}
    effects = tuple(lever_effect(scenario, lever, quantities[lever.key], values, years) for lever in levers)
    # what there is bounds the central values alone: in a draw that takes more, all of it is taken
    is_central = values is central
    check_effects(
        scenario,
        effects
        if is_central
        else [lever_effect(scenario, lever, quantities[lever.key], central, years) for lever in levers],
        placed,
    )
    activity, path = drawn_trend(scenario, values, years)
    return PreparedScenario(
        scenario=scenario,
        years=years,
        values=values,
        effects=effects,
        activity=activity,
        path=path,
        cells=tuple(drawn_cells(scenario, values)),
        weights=Weights.of(state, values, years, scenario.national),
        used=(state.energy_mwh != 0).any(axis=0),
        national=national_shifts(scenario.national, state, values, years, activity) if scenario.national else (),
    )


def run(scenario: Scenario) -> ScenarioResult:
    """Compute a scenario: its trend and its chosen path, every year.

    Raises InvalidScenarioError: it cannot be computed; every fault is listed.
    """
    ready = prepare(scenario)
    alone, *joined = ready.worlds
    return ScenarioResult(
        scenario=scenario,
        trend=_in_parts(alone, _trend_accounts, 1),
        chosen=compute(ready),
        done={effect.lever.key: effect.done for effect in ready.effects},
        levers_alone=compute(alone) if joined else None,
        national_alone=_in_parts(ready, _trend_accounts, 1) if joined else None,
    )


def without_refused[Made](
    scenario: Scenario, make: Callable[[Scenario], Made]
) -> tuple[Made, tuple[ScenarioFault, ...]]:
    """Make something of a scenario without the levers that are refused, and say why each of them is.

    Raises InvalidScenarioError: what is wrong is in no lever.
    """
    try:
        return make(scenario), ()
    except InvalidScenarioError as error:
        refused = {fault.place.split(".")[1] for fault in error.faults if fault.place.startswith("levers.")}
        if not refused:
            raise
        levers = tuple(lever for lever in scenario.levers if lever.key not in refused)
        result, more = without_refused(scenario.with_levers(levers), make)
        return result, (*error.faults, *more)


def compute(ready: PreparedScenario, member: Floats | None = None) -> ScenarioPath:
    """Compute the path with all levers, or many paths at once.

    `member` is 1 where a lever is on, 0 where it is off [lever in the order of `effects`, path]; all on by default.

    Returns the path; with draws or `member`, each array has one more axis, at the front.
    """
    paths = ready.values.draws if member is None else member.shape[1]
    return _in_parts(ready, lambda part: _accounts(part, member, paths), paths)


def _in_parts(ready: PreparedScenario, account: Callable[[PreparedScenario], Accounts], paths: int) -> ScenarioPath:
    """Account for some territories after others, so that what is worked on stays near the processor, and join them."""
    territories = len(ready.scenario.state.territories)
    step = max(1, PART_SIZE // (paths * len(ready.years)))
    if step >= territories:
        accounts = account(ready)
    else:
        parts = [account(ready.part(slice(first, first + step))) for first in range(0, territories, step)]
        accounts = join_accounts(parts)
    return accounts.trajectory(ready.years, grown_population(ready.scenario, ready.years))


def _trend_accounts(ready: PreparedScenario) -> Accounts:
    accounts = Accounts.empty(ready.scenario.state, ready.values.draws, len(ready.years))
    for sector in range(len(ready.scenario.state.sectors)):
        _add_uses(accounts, ready, sector, (), {})
        accounts.emitted[sector] += _other_emissions(ready, sector, (), {})
    return accounts


def _add_steady(accounts: Accounts, ready: PreparedScenario, sector: int, uses: Sequence[int]) -> None:
    for part, drawn in ready.cells:
        if (cells := part[:, sector, list(uses)]).any():
            accounts.add_steady(sector, uses, cells, ready.path[:, :, sector] * drawn[:, None, None], ready.weights)


def _starting_consumption(ready: PreparedScenario, sector: int, use: int, carriers: Sequence[int]) -> Floats:
    """Consumptions of a sector and a use without levers [carrier, draw or 1, territory, year]."""
    started = [
        part[:, sector, use, carriers].T[:, None, :, None] * (ready.path[:, :, sector] * drawn[:, None, None])
        for part, drawn in ready.cells
    ]
    return np.asarray(sum(started[1:], started[0]))


def _accounts(ready: PreparedScenario, member: Floats | None, paths: int) -> Accounts:
    accounts = Accounts.empty(ready.scenario.state, paths, len(ready.years))
    bought = _baseline_purchases(ready)
    for sector in range(len(ready.scenario.state.sectors)):
        here = [(rank, effect) for rank, effect in enumerate(ready.effects) if sector in effect.sectors]
        shares = {
            rank: _masked(effect.share_in(ready.activity[:, :, sector]), rank, member)
            for rank, effect in here
            if effect.takes_share
        }
        accounts.emitted[sector] += _other_emissions(ready, sector, here, shares)
        _add_uses(accounts, ready, sector, [(effect, shares[rank]) for rank, effect in here if rank in shares], bought)
    for rank, effect in enumerate(ready.effects):
        met: Floats | float = 1.0
        if effect.used_here is not None:
            met = _use_here(accounts, ready, effect, _masked(effect.used_here, rank, member), bought)
        if effect.added is not None and effect.kind.target:
            # heat that nobody takes is not made; power that nobody takes on the spot goes to the grid
            added = _masked(effect.added, rank, member)
            accounts.add_local(effect.kind, added * met if effect.kind.replaces else added)
    return accounts


def _baseline_purchases(ready: PreparedScenario) -> _Bought:
    """What users of a production buy without levers, cell by cell [1, territory, year]."""
    cells = {
        (sector, use, carrier)
        for effect in ready.effects
        if effect.used_here is not None
        for sector in effect.sectors
        for use in effect.uses
        for carrier in effect.carriers
        if ready.used[sector, use, carrier]
    }
    return {(s, u, c): _starting_consumption(ready, s, u, [c])[0] for s, u, c in sorted(cells)}


def _use_here(
    accounts: Accounts, ready: PreparedScenario, effect: LeverEffect, used: Floats, bought: _Bought
) -> Floats:
    """Take what users make for themselves from what they buy that year: an amount, at most all of it.

    What takes the place of a carrier arrives on another, or on the same one where only what makes it changes. Returns
    the part of the amount that is taken.
    """
    places = product(effect.sectors, effect.uses, effect.carriers)
    blocks = {cell: bought[cell] for cell in places if cell in bought}
    whole = sum(blocks.values(), np.zeros(accounts.sectors.shape[1:]))
    part = np.divide(used, whole, out=np.zeros(whole.shape), where=whole != 0)
    for (sector, use, carrier), block in blocks.items():
        cut = block * np.minimum(part, 1.0)
        bought[sector, use, carrier] = block - cut
        if effect.towards is not None:
            tonnes_per_mwh = ready.weights.of_block(sector, use, [carrier])[0][0]
            accounts.emitted[sector] += cut * (effect.towards - tonnes_per_mwh)
            continue
        accounts.add_block(sector, [carrier], -cut[None], ready.weights.of_block(sector, use, [carrier]))
        for arrival, ratio in effect.ratios:
            weights = ready.weights.of_block(sector, use, [arrival])
            accounts.add_block(sector, [arrival], (cut * ratio)[None], weights)
    return np.where(part > 1.0, 1.0 / np.maximum(part, 1.0), np.where(whole > 0, 1.0, 0.0))


def _masked(array: Floats, rank: int, member: Floats | None) -> Floats:
    return array if member is None else array * member[rank][:, None, None]


def _other_emissions(
    ready: PreparedScenario, sector: int, here: Sequence[tuple[int, LeverEffect]], shares: dict[int, Floats]
) -> Floats:
    """Emissions of a sector that energy does not make [path or 1, territory, year]; they follow the activity.

    Levers on all of them act on what the others leave; those on one part of them, such as livestock, add up.
    """
    left = ready.scenario.state.non_energy_tco2e[:, sector, None] * ready.activity[:, :, sector]
    acting = [(effect, shares[rank]) for rank, effect in here if effect.kind.effect is Effect.EMIT_LESS]
    for share in (share for effect, share in acting if not effect.kind.amount.codes):
        left = left * (1.0 - share)
    parts = sum((share for effect, share in acting if effect.kind.amount.codes), np.zeros(1))
    return np.asarray(left * (1.0 - np.minimum(parts, 1.0)))


def _add_uses(
    accounts: Accounts,
    ready: PreparedScenario,
    sector: int,
    acting: Sequence[tuple[LeverEffect, Floats]],
    bought: _Bought,
) -> None:
    """Compute the consumptions of one sector, use by use, and add them to the accounts."""
    acting = [(effect, share) for effect, share in acting if effect.kind.effect is not Effect.EMIT_LESS]
    uses = range(len(ready.scenario.state.uses))
    touched = {use for effect, _ in acting for use in effect.uses}
    touched |= {use for shift in ready.national if sector in shift.sectors for use in shift.uses}
    for use in touched:
        block = _add_block(accounts, ready, sector, use, [pair for pair in acting if use in pair[0].uses])
        bought |= {(sector, use, carrier): left for carrier, left in block.items() if (sector, use, carrier) in bought}
    # what no lever touches only follows the trend: it is added at once
    if steady := [use for use in uses if use not in touched]:
        _add_steady(accounts, ready, sector, steady)


def _add_block(
    accounts: Accounts, ready: PreparedScenario, sector: int, use: int, acting: Sequence[tuple[LeverEffect, Floats]]
) -> dict[int, Floats]:
    """Compute the consumptions of one sector and use, by carrier, and add them to the accounts."""
    territories = len(ready.scenario.state.territories)
    national = [shift for shift in ready.national if sector in shift.sectors and use in shift.uses]
    reached = {rank for effect, _ in acting for rank, _ in effect.ratios}
    reached |= {rank for shift in national for rank, _ in shift.arrivals}
    carriers = sorted(reached.union(ready.used[sector, use].nonzero()[0].tolist()))
    if not carriers:
        return {}
    place = {carrier: position for position, carrier in enumerate(carriers)}
    block = np.empty((len(carriers), accounts.sectors.shape[1], territories, len(ready.years)))
    block[...] = _starting_consumption(ready, sector, use, carriers)
    for group in LeverGroup:
        levers = [(effect, share) for effect, share in acting if effect.kind.group is group]
        if levers and group in _MULTIPLIED:
            _reduce(block, place, levers)
        elif levers:
            _move(block, place, levers)
    for shift in national:
        for carrier in (carrier for carrier in shift.carriers if carrier in place):
            moved = block[place[carrier]] * shift.share
            block[place[carrier]] -= moved
            for arrival, ratio in shift.arrivals:
                block[place[arrival]] += moved * ratio
    accounts.add_block(sector, carriers, block, ready.weights.of_block(sector, use, carriers))
    return dict(zip(carriers, block, strict=True))


def _reduce(block: Floats, place: dict[int, int], levers: Sequence[tuple[LeverEffect, Floats]]) -> None:
    """Take from each carrier the share of each lever, one after the other: their order changes nothing."""
    factors: dict[tuple[int, ...], Floats] = {}
    for effect, share in levers:
        touched = tuple(place[carrier] for carrier in effect.carriers if carrier in place)
        left = 1.0 - share
        factors[touched] = factors[touched] * left if touched in factors else left
    for touched, factor in factors.items():
        for position in touched:
            block[position] *= factor


def _move(block: Floats, place: dict[int, int], levers: Sequence[tuple[LeverEffect, Floats]]) -> None:
    """Move shares of what entered the group from carriers to others: their order changes nothing."""
    moves = [
        (place[carrier], effect, share) for effect, share in levers for carrier in effect.carriers if carrier in place
    ]
    totals: dict[int, Floats] = {}
    for position, _, share in moves:
        totals[position] = totals.get(position, 0.0) + share
    entering = {position: block[position].copy() for position in totals}
    for position, total in totals.items():
        block[position] *= 1.0 - np.minimum(total, 1.0)
    for position, effect, share in moves:
        moved = entering[position] * (share / np.maximum(totals[position], 1.0))  # only draws take more than all
        for arrival, ratio in effect.ratios:
            block[place[arrival]] += moved * ratio
