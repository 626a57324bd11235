"""A scenario tried on the page of levers: computed at once, beside the path that fits, and how sure it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from autan.evidence.figures.queries.registry import PUBLIC, Reader
from autan.foresight.engine.core.assumptions import AssumptionValues
from autan.foresight.engine.core.axes import ScenarioMeasure
from autan.foresight.engine.core.checks import LAST_YEAR
from autan.foresight.engine.core.choices import AssumptionChoice, LeverChoices, read_assumptions, read_choices
from autan.foresight.engine.core.engine import run, without_refused
from autan.foresight.engine.core.furthest import furthest_levers
from autan.foresight.engine.core.lever_levels import LeverPotential, lever_potentials, whole_quantity
from autan.foresight.engine.core.placements import largest_quantities
from autan.foresight.engine.core.results import ScenarioResult
from autan.foresight.engine.core.scenarios import DEFAULT_SEED, LEGAL, STEPS, Scenario, ScenarioFault
from autan.foresight.engine.core.state import StartingState
from autan.foresight.engine.core.uncertainty import (
    OutcomeRange,
    Sensitivity,
    decisive_between,
    decisive_for_target,
    outcome_ranges,
    tornado,
)
from autan.foresight.engine.importers.assumptions import shipped_assumptions
from autan.foresight.engine.importers.levers import shipped_library, shipped_paths
from autan.foresight.scenarios.models import KeptScenario
from autan.foresight.scenarios.queries.kept_scenarios import document_of, open_scenario, scenario_of
from autan.foresight.scenarios.queries.places import ForesightPlace
from autan.foresight.scenarios.queries.reference_paths import MEMBERS_PATHS, NATIONAL, find_reference
from autan.foresight.starting_states.core.strategies import ReferencePath
from autan.ground.texts.core.notation import read_whole
from autan.ground.texts.language import ungrouped_number
from autan.ground.wordings import Sentence

DEFAULT_HORIZON = 2050
BESIDE, NATIONAL_PATH = "c", "p"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What was tried.

    Attributes:
        largest: what the levers that are taken leave for each kind that treats a stock or draws on a resource.
        assumptions: own values of assumptions that were typed, in their place when they can be taken.
        result: what it gives; without the levers that are refused, when some are.
        faults: why some are refused, each with its place: a lever, or a parameter of the address.
        key: changes with data, assumptions, engine and choices.
    """

    place: ForesightPlace
    potentials: Mapping[str, LeverPotential]
    largest: Mapping[str, float]
    choices: LeverChoices
    assumptions: tuple[AssumptionChoice, ...]
    result: ScenarioResult
    faults: tuple[ScenarioFault, ...]
    reference: ReferencePath | None
    key: str

    def largest_of(self, potential: LeverPotential) -> float | None:
        """Largest quantity of a lever beside the others that are taken; None where nothing bounds it."""
        left = self.largest.get(potential.kind.code)
        if left is None or potential.largest is None:
            return potential.largest
        return min(potential.largest, whole_quantity(left))

    @property
    def written(self) -> dict[str, str]:
        """Return the parameters of an address that makes the same choices."""
        # the national path is the default: an address does without it
        aside = self.reference is not None and self.reference.code != NATIONAL
        parameters = self.choices.written()
        for assumption in self.assumptions:
            parameters |= assumption.written()
        parameters |= {NATIONAL_PATH: national.code} if (national := self.result.scenario.national) else {}
        return parameters | ({BESIDE: self.reference.code} if aside and self.reference else {})


def horizons_of(place: ForesightPlace) -> tuple[int, ...]:
    """Return the horizons that are offered: ten, twenty, thirty and forty years on, and those of the law."""
    return tuple(sorted({*LEGAL, *(place.year + step for step in STEPS)}))


def read_horizon(place: ForesightPlace, text: str) -> tuple[int, str]:
    """Return the horizon that is asked for, any year that can be computed; the usual one for another, and why."""
    first, year = place.year + 1, read_whole(text)
    usual = max(DEFAULT_HORIZON, first)
    if year is not None and first <= year <= LAST_YEAR:
        return year, ""
    words = "«\u202f{text}\u202f» n’est pas une année de {first} à {last}\u00a0: le calcul va jusqu’en {usual}"
    return usual, Sentence(words, text=text, first=first, last=LAST_YEAR, usual=usual) if text.strip() else ""


def try_out(place: ForesightPlace, fields: Mapping[str, str], *, reader: Reader = PUBLIC) -> Trial:
    """Compute what somebody chose.

    `fields` is what was typed (see `core.choices.read_choices`), in the language of the page: `h` is the horizon,
    `c` the path beside, `p` the national path. Plans that are not for this reader give no path.

    Raises InvalidScenarioError: no sector of the place is whole.
    """
    state, library = place.computed, shipped_library()
    fields = {name: ungrouped_number(text) for name, text in fields.items()}
    typed = read_assumptions(fields, shipped_assumptions())
    owned = {
        assumption.code: (assumption.own.value, assumption.own.reason)
        for assumption in typed
        if assumption.own is not None
    }
    assumptions = shipped_assumptions().with_values(owned) if owned else shipped_assumptions()
    potentials = (
        _rooms(state) if not owned else lever_potentials(state, library, AssumptionValues(assumptions=assumptions))
    )
    horizon, not_a_horizon = read_horizon(place, fields.get("h", ""))
    choices = read_choices(fields, potentials, base_year=place.year, horizon=horizon)
    scenario = replace(
        scenario_of(place, horizon=horizon, assumptions=assumptions),
        levers=choices.levers,
        national=shipped_paths().get(fields.get(NATIONAL_PATH, "")),
    )
    result, faults = without_refused(scenario, run)
    reference_code = fields.get(BESIDE, "") or NATIONAL
    reference = find_reference(reference_code, place, result, reader=reader)
    in_address = _unknown_choices(
        fields, choices, not_a_horizon, has_reference=reference_code == NATIONAL or bool(reference)
    )
    return Trial(
        place=place,
        potentials=potentials,
        largest=largest_quantities(result.scenario) if result.scenario.levers else {},
        choices=choices,
        assumptions=typed,
        result=result,
        faults=(*faults, *in_address),
        reference=reference or find_reference(NATIONAL, place, result),
        key=scenario.key,
    )


def _unknown_choices(
    fields: Mapping[str, str], choices: LeverChoices, not_a_horizon: str, *, has_reference: bool
) -> Iterator[ScenarioFault]:
    """Say what an address asks for and is none: a horizon, a path beside, a national path, levers."""
    if not_a_horizon:
        yield ScenarioFault(place="h", problem=not_a_horizon)
    if not has_reference:
        words = Sentence("aucun chemin «\u202f{code}\u202f» à mettre à côté ici", code=fields[BESIDE])
        yield ScenarioFault(place=BESIDE, problem=words)
    if (code := fields.get(NATIONAL_PATH, "")) and code not in shipped_paths():
        yield ScenarioFault(
            place=NATIONAL_PATH, problem=Sentence("aucun chemin national «\u202f{code}\u202f»", code=code)
        )
    for code in choices.unknown:
        words = Sentence("Aucun levier «\u202f{code}\u202f»\u00a0: ce choix ne compte pas.", code=code)
        yield ScenarioFault(place="levers", problem=words)


def furthest_trials(place: ForesightPlace) -> tuple[Trial, ...]:
    """Return what every lever of a place gives at its highest plain level: without a national path, then with each."""
    fields = dict(_furthest_choices(place.computed))
    return tuple(try_out(place, fields | {NATIONAL_PATH: code}) for code in ("", *shipped_paths()))


def without_electricity(trial: Trial) -> tuple[float, float]:
    """Return what is emitted at the horizon and what the national path leaves, t, were electricity to emit nothing.

    Both its start and its end are then without it: this computation counts its life cycle, the path does not.
    """
    scenario = trial.result.scenario
    shipped = scenario.assumptions.by_code
    nothing = {
        code: replace(factor, low=0.0, central=0.0, by_year=())
        for code, factor in shipped.items()
        if code.startswith("factor_electricity")
    }
    result = run(replace(scenario, assumptions=replace(scenario.assumptions, by_code={**shipped, **nothing})))
    path = find_reference(NATIONAL, trial.place, result)
    values = path.values if path is not None else {}
    return float(result.chosen.emissions_tco2e[:, -1].sum()), values.get(scenario.horizon, float("nan"))


@lru_cache(maxsize=64)
def _furthest_choices(state: StartingState) -> tuple[tuple[str, str], ...]:
    """The parameters of an address that makes these choices, computed once for a state."""
    assumptions, library, potentials = shipped_assumptions(), shipped_library(), _rooms(state)
    horizon = max(DEFAULT_HORIZON, state.base_year + 1)
    scenario = Scenario(title="", state=state, assumptions=assumptions, library=library, horizon=horizon)
    return tuple(
        (f"n.{lever.kind}", str(len(levels)))
        if lever.quantity == (levels := potentials[lever.kind].levels)[-1]
        else (f"q.{lever.kind}", f"{lever.quantity:.12g}")
        for lever in furthest_levers(scenario, potentials)
    )


@lru_cache(maxsize=64)
def _rooms(state: StartingState) -> dict[str, LeverPotential]:
    """Return the potential of each lever with the assumptions that ship, computed once for a state."""
    return lever_potentials(state, shipped_library(), AssumptionValues(assumptions=shipped_assumptions()))


def member_paths(place: ForesightPlace, *, reader: Reader) -> tuple[ReferencePath, ...]:
    """Return what the plans of the members of a network add up to, laid on its trend: emissions, then energy."""
    result = try_out(place, {}).result
    references = (find_reference(code, place, result, reader=reader) for code in MEMBERS_PATHS)
    return tuple(path for path in references if path is not None)


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


def uncertainty_of(trial: Trial, *, rival: KeptScenario | None = None) -> TrialUncertainty:
    """Compute how sure a trial is: 1,000 draws, whose seed is that of every scenario.

    Raises InvalidScenarioError: the rival cannot be computed any more.
    """
    scenario, reference = trial.result.scenario, trial.reference
    horizon, base = scenario.horizon, scenario.state.base_year
    years = sorted({*range(base, horizon, _STEP), horizon})
    moved = tornado(scenario, measure=ScenarioMeasure.EMISSIONS, year=horizon)
    level = reference.values.get(horizon) if reference else None
    decisive: tuple[Sensitivity, ...] = ()
    if reference is not None and level is not None:
        is_same = reference.measure is ScenarioMeasure.EMISSIONS
        rows = moved if is_same else tornado(scenario, measure=reference.measure, year=horizon)
        decisive = decisive_for_target(rows, level)
    return TrialUncertainty(
        ranges=outcome_ranges(scenario, seed=DEFAULT_SEED, years=years),
        sensitivities=moved,
        decisive=decisive,
        rivals=decisive_between(scenario, other, measure=ScenarioMeasure.EMISSIONS, year=min(horizon, other.horizon))
        if rival is not None and (other := open_scenario(document_of(rival)))
        else (),
    )
