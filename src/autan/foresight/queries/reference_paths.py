"""The paths that a scenario of a place may be set beside, and one of them laid on what was computed."""

from collections.abc import Iterator
from dataclasses import replace

from autan.evidence.core.texts import Text
from autan.evidence.queries.registry import PUBLIC, Reader
from autan.foresight.queries.places import ForesightPlace
from autan.foresight.queries.plan_targets import PlanTargets, plan_targets
from autan.foresight.queries.reference_curves import national_curves, strategies_of
from autan.plans.core.targets import TargetKind
from autan.scenarios.core.measures import ScenarioMeasure
from autan.scenarios.core.results import ScenarioResult
from autan.scenarios.core.summaries import levels_at
from autan.starting_states.core.national_strategy import Points
from autan.starting_states.core.reference_curves import total_curve
from autan.starting_states.core.reference_paths import ReferencePath, change_index
from autan.starting_states.core.regional_strategies import UnalignedYearsError, aligned_path

NATIONAL = "snbc-2"
_PLAN = "plan/"
_MEASURES = {"ghg": ScenarioMeasure.EMISSIONS, "final_energy": ScenarioMeasure.ENERGY}
_NATIONAL_LABEL = Text("stratégie nationale", "national strategy")
_NATIONAL_CAUTION = Text(
    "La stratégie nationale compte les émissions directes\u202f; elle est posée ici sur le niveau de départ "
    "du calcul, qui compte tout le cycle de vie des énergies, et en suit le mouvement.",
    "The national strategy counts direct emissions; it is laid here on the level that the computation starts from, "
    "which counts the whole life of energies, and moves as it does.",
)
_LAID = Text(
    "Cet objectif est posé sur le niveau de départ du calcul : seul son mouvement est repris, en ligne droite entre "
    "ses dates.",
    "This target is laid on the level that the computation starts from: only its movement is kept, straight between "
    "its dates.",
)


def reference_choices(place: ForesightPlace, *, reader: Reader) -> tuple[tuple[str, Text], ...]:
    """Return code and name of each path: the nation, the region, and the plans of a territory (a network has none)."""
    found = [(NATIONAL, Text("Stratégie nationale (SNBC-2)", "National strategy (SNBC-2)"))]
    found += [(each.code, each.name) for each in strategies_of(place) if each.quantity("final_energy")]
    found += [
        (code, Text(f"{label.fr}, {title}", f"{label.en}, {title}")) for code, label, title, _ in _plans(place, reader)
    ]
    return tuple(found)


def find_reference(
    code: str, place: ForesightPlace, result: ScenarioResult, *, reader: Reader = PUBLIC
) -> ReferencePath | None:
    """Return a path laid on what was computed; None when the place has none of this code."""
    if code == NATIONAL:
        return _national(place, result)
    for strategy in strategies_of(place):
        quantity = strategy.quantity("final_energy")
        if code == strategy.code and quantity is not None:
            label = Text("Région", "region")
            path = ReferencePath(code=code, label=label, measure=ScenarioMeasure.ENERGY, values={}, caution=_LAID)
            return _laid(path, quantity.index, place, result)
    for name, label, _title, (measure, index) in _plans(place, reader) if code.startswith(_PLAN) else ():
        if code == name:
            path = ReferencePath(code=code, label=label, measure=measure, values={}, caution=_LAID)
            return _laid(path, index, place, result)
    return None


def _plans(place: ForesightPlace, reader: Reader) -> Iterator[tuple[str, Text, str, tuple[ScenarioMeasure, Points]]]:
    """Code, label, title and index of the targets of the whole territory that are changes from one year."""
    if place.is_network:
        return
    for plan in plan_targets(place, reader=reader):
        for quantity, index in _indexes(plan):
            measure = _MEASURES[quantity]
            label = Text(f"plan : {measure.label.fr}", f"plan: {measure.label.en}")
            yield f"{_PLAN}{plan.plan}/{quantity}", label, plan.title, (measure, index)


def _indexes(plan: PlanTargets) -> Iterator[tuple[str, Points]]:
    for series in plan.series:
        changes = [
            target
            for target in series.targets
            if target.kind is TargetKind.CHANGE and target.unit == "pct" and target.base_year is not None
        ]
        bases = {target.base_year for target in changes}
        if series.quantity in _MEASURES and series.part == "total" and len(bases) == 1:
            base_year = changes[0].base_year or 0
            yield series.quantity, change_index(base_year, [(each.horizon, each.value) for each in changes])


def _national(place: ForesightPlace, result: ScenarioResult) -> ReferencePath | None:
    """The national path of the computed sectors that it covers."""
    sectors = result.scenario.state.sectors
    curves = {
        each.sector: each.curve
        for each in national_curves(place)
        if each.curve is not None and each.curve.values and each.sector in sectors
    }
    index = tuple(total_curve(tuple(curves.values())).items())
    if not index:
        return None
    path = ReferencePath(
        code=NATIONAL,
        label=_NATIONAL_LABEL,
        measure=ScenarioMeasure.EMISSIONS,
        values={},
        lacking=tuple(sector for sector in sectors if sector not in curves),
        caution=_NATIONAL_CAUTION,
    )
    return _laid(path, index, place, result)


def _laid(path: ReferencePath, index: Points, place: ForesightPlace, result: ScenarioResult) -> ReferencePath:
    """The path that starts at the level of the base year and moves as an index does, or why there is none."""
    start = levels_at(result.trend, place.year)
    observed = start.energy_mwh if path.measure is ScenarioMeasure.ENERGY else start.emissions_tco2e
    years = tuple(int(year) for year in result.trend.years)
    try:
        return replace(path, values=aligned_path(index, observed=observed, observed_year=place.year, years=years))
    except UnalignedYearsError as error:
        told = Text(
            f"elle ne dit rien de l’année de départ : {error}",
            f"it says nothing of the starting year: {error.observed_year} is outside its years",
        )
        return replace(path, refusal=told)
