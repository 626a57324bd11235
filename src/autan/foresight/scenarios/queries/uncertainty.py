"""How sure a trial is: ranges of its measures, the assumptions that move them, those that would decide."""

from collections.abc import Mapping
from dataclasses import dataclass

from autan.foresight.engine.core.results import ScenarioMeasure
from autan.foresight.engine.core.scenario_documents import DEFAULT_SEED
from autan.foresight.engine.core.uncertainty import (
    OutcomeRange,
    Sensitivity,
    decisive_between,
    decisive_for_target,
    outcome_ranges,
    tornado,
)
from autan.foresight.scenarios.models import KeptScenario
from autan.foresight.scenarios.queries.kept_scenarios import document_of
from autan.foresight.scenarios.queries.scenario_documents import open_scenario
from autan.foresight.scenarios.queries.trials import Trial

_STEP = 5
"""Years between two ranges: 1,000 draws of every year would cost seconds for a band that the eye reads as straight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialUncertainty:
    """How sure a trial is.

    Attributes:
        ranges: P10, P50 and P90 of each measure, every five years and at the horizon.
        sensitivities: what each assumption moves alone, of what the path beside is about: emissions without one.
        decisive: assumptions that, if known, could change whether the path beside is held; none without one.
        rivals: assumptions that, if known, could change which of this trial and a kept scenario emits less.
    """

    ranges: Mapping[ScenarioMeasure, OutcomeRange]
    sensitivities: tuple[Sensitivity, ...]
    decisive: tuple[Sensitivity, ...]
    rivals: tuple[Sensitivity, ...]
    drawn: tuple[str, ...]


def uncertainty_of(trial: Trial, *, rival: KeptScenario | None = None) -> TrialUncertainty:
    """Compute how sure a trial is: 1,000 draws, whose seed is that of every scenario.

    Raises InvalidScenarioError: the rival cannot be computed any more.
    """
    scenario, beside = trial.result.scenario, trial.reference
    horizon, base = scenario.horizon, scenario.state.base_year
    years = sorted({*range(base, horizon, _STEP), horizon})
    moved = tornado(scenario, measure=ScenarioMeasure.EMISSIONS, year=horizon)
    level = beside.values.get(horizon) if beside else None
    decisive: tuple[Sensitivity, ...] = ()
    if beside is not None and level is not None:
        is_same = beside.measure is ScenarioMeasure.EMISSIONS
        rows = moved if is_same else tornado(scenario, measure=beside.measure, year=horizon)
        decisive = decisive_for_target(rows, level)
    return TrialUncertainty(
        ranges=outcome_ranges(scenario, seed=DEFAULT_SEED, years=years),
        sensitivities=moved,
        decisive=decisive,
        rivals=_between(trial, rival) if rival is not None else (),
        drawn=tuple(row.code for row in moved),
    )


def _between(trial: Trial, rival: KeptScenario) -> tuple[Sensitivity, ...]:
    other = open_scenario(document_of(rival))
    year = min(trial.result.scenario.horizon, other.horizon)
    return decisive_between(trial.result.scenario, other, measure=ScenarioMeasure.EMISSIONS, year=year)
