"""Ranges of a scenario, and the assumptions that matter: draws with common random numbers, one-at-a-time, decisions.

A draw gives each assumption a number between its bounds (triangular distribution). The numbers of an assumption come
from the seed and from its code alone: they are the same in every scenario, so that differences between scenarios do
not come from chance.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from autan.foresight.engine.core.accounts import factor_code, price_code
from autan.foresight.engine.core.assumptions import Assumption, AssumptionSet, AssumptionValues
from autan.foresight.engine.core.axes import CellState, ScenarioMeasure
from autan.foresight.engine.core.engine import compute, prepare
from autan.foresight.engine.core.results import read_total
from autan.foresight.engine.core.scenarios import Scenario
from autan.foresight.engine.core.trends import trend_codes

type Floats = NDArray[np.float64]

DRAWS = 1_000
PERCENTILES = (10, 50, 90)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OutcomeRange:
    """P10, P50 and P90 of a measure, over the territories of a scenario.

    Attributes:
        low: one draw in ten is below [year].
        middle: half of the draws are below [year].
        high: one draw in ten is above [year].
    """

    measure: ScenarioMeasure
    years: NDArray[np.int64]
    low: Floats
    middle: Floats
    high: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity:
    """The change that one assumption makes alone, between its bounds."""

    code: str
    low: float
    central: float
    high: float

    @property
    def swing(self) -> float:
        """The distance between its two ends."""
        return abs(self.high - self.low)

    def crosses(self, threshold: float) -> bool:
        """Say whether knowing it could change on which side of a threshold the measure is."""
        return min(self.low, self.central, self.high) <= threshold < max(self.low, self.central, self.high)


def varying_assumptions(scenario: Scenario) -> list[Assumption]:
    """Return the assumptions that a scenario reads and that have two bounds, in alphabetical order of their codes."""
    state, values = scenario.state, AssumptionValues(assumptions=scenario.assumptions)
    kinds = [scenario.library[lever.kind] for lever in scenario.levers]
    used = (state.cell_states != CellState.NOT_USED).any(axis=(0, 1, 2))
    carriers = {carrier for carrier, is_used in zip(state.carriers, used, strict=True) if is_used}
    carriers |= {to.carrier for kind in kinds for to in kind.destinations}
    codes = {code for kind in kinds for code in kind.codes}
    codes |= {factor_code(values, carrier, use) for carrier in carriers for use in state.uses}
    codes |= {price_code(values, carrier, sector) for carrier in carriers for sector in state.sectors}
    codes |= set(trend_codes(scenario))
    if scenario.national is not None:
        codes |= set(scenario.national.codes)
    assumptions = (scenario.assumptions.find(code) for code in sorted(codes))
    return [assumption for assumption in assumptions if assumption.low < assumption.high]


def draw_assumptions(assumptions: Sequence[Assumption], *, seed: int, draws: int) -> dict[str, Floats]:
    """Return values of assumptions by code, each [draw]; same seed and same bounds, same digits."""
    sampled = {}
    for assumption in assumptions:
        generator = np.random.default_rng([seed, *assumption.code.encode()])
        sampled[assumption.code] = assumption.drawn(generator.random(draws))
    return sampled


def outcome_ranges(
    scenario: Scenario, *, seed: int, years: Sequence[int], draws: int = DRAWS, territory: str = ""
) -> dict[ScenarioMeasure, OutcomeRange]:
    """Return the range of each measure in some years.

    The sum of all territories without `territory` (SIREN). Raises InvalidScenarioError: it cannot be computed.
    """
    sampled = draw_assumptions(varying_assumptions(scenario), seed=seed, draws=draws)
    values = AssumptionValues(assumptions=scenario.assumptions, draws=draws, drawn=sampled)
    array = np.array(years)
    path = compute(prepare(scenario, years=array, values=values))
    ranges = {}
    for measure in ScenarioMeasure:
        totals = np.atleast_2d(read_total(path, measure, scenario.state, territory))
        low, middle, high = np.percentile(totals, PERCENTILES, axis=0)
        ranges[measure] = OutcomeRange(measure=measure, years=array, low=low, middle=middle, high=high)
    return ranges


def tornado(
    scenario: Scenario, *, measure: ScenarioMeasure, year: int, territory: str = "", codes: Sequence[str] = ()
) -> tuple[Sensitivity, ...]:
    """Return what each assumption changes alone, the widest first.

    The sum of all territories without `territory` (SIREN); every assumption that the scenario reads without `codes`.

    Raises InvalidScenarioError: it cannot be computed.
    """
    moved = [scenario.assumptions.find(code) for code in codes] or varying_assumptions(scenario)
    # one computation for all: the centre, then the two ends of each assumption
    values = AssumptionValues(
        assumptions=scenario.assumptions, draws=1 + 2 * len(moved), drawn=_one_at_a_time(moved, scenario.assumptions)
    )
    path = compute(prepare(scenario, years=np.array([year]), values=values))
    central, *ends = np.atleast_2d(read_total(path, measure, scenario.state, territory))[:, 0].tolist()
    rows = [
        Sensitivity(code=assumption.code, low=ends[2 * rank], central=central, high=ends[2 * rank + 1])
        for rank, assumption in enumerate(moved)
    ]
    return tuple(sorted(rows, key=lambda row: (-row.swing, row.code)))


def _one_at_a_time(moved: Sequence[Assumption], assumptions: AssumptionSet) -> dict[str, Floats]:
    """Central values, except the low then the high one of each assumption in turn [draw]."""
    sampled: dict[str, Floats] = {}
    for rank, assumption in enumerate(moved):
        sampled[assumption.code] = np.full(1 + 2 * len(moved), assumptions.find(assumption.code).central)
        sampled[assumption.code][1 + 2 * rank : 3 + 2 * rank] = assumption.low, assumption.high
    return sampled


def decisive_for_target(rows: Sequence[Sensitivity], target: float) -> tuple[Sensitivity, ...]:
    """Return the assumptions that, if known, could change whether a target is met."""
    return tuple(row for row in rows if row.crosses(target))


def decisive_between(
    one: Scenario, other: Scenario, *, measure: ScenarioMeasure, year: int, territory: str = ""
) -> tuple[Sensitivity, ...]:
    """Return the assumptions that, if known, could change which of two scenarios is lower; values are differences.

    Raises InvalidScenarioError: one of them cannot be computed.
    """
    # the codes of both, so that what one of them does not read still has a value in each difference
    codes = sorted({assumption.code for scenario in (one, other) for assumption in varying_assumptions(scenario)})

    def moved(scenario: Scenario) -> Mapping[str, Sensitivity]:
        rows = tornado(scenario, measure=measure, year=year, territory=territory, codes=codes)
        return {row.code: row for row in rows}

    ones, others = moved(one), moved(other)
    gaps = [
        Sensitivity(
            code=code,
            low=ones[code].low - others[code].low,
            central=ones[code].central - others[code].central,
            high=ones[code].high - others[code].high,
        )
        for code in codes
    ]
    decisive = [gap for gap in gaps if gap.swing > 0 and gap.crosses(0.0)]
    return tuple(sorted(decisive, key=lambda gap: (-gap.swing, gap.code)))
