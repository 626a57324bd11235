"""What the plans add up to: the levers of the action sheets of a place, as a scenario."""

from dataclasses import dataclass, replace

from autan.evidence.queries.registry import Reader
from autan.foresight.core.engine import prepare
from autan.foresight.core.levers import Diffusion, Lever
from autan.foresight.core.plan_coverage import LeverCoverage, cover_target, families_without_action
from autan.foresight.core.scenario_documents import ScenarioDocument
from autan.foresight.core.scenarios import InvalidScenarioError, Scenario, ScenarioFault
from autan.foresight.importers.levers import shipped_library
from autan.foresight.models import ActionLever, SavedScenario
from autan.foresight.queries.places import ForesightPlace
from autan.foresight.queries.saved_scenarios import document_of
from autan.foresight.queries.scenario_documents import open_scenario

TITLE = "Ce que les plans additionnent"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlansScenario:
    """What the plans of a place add up to.

    Attributes:
        document: the scenario of the actions that can be computed together.
        faults: why others are left out, each at the lever of its sheet.
        coverage: beside a target: what is asked, what is covered; empty without a target.
        missing_families: families of levers that no action touches.
    """

    document: ScenarioDocument
    faults: tuple[ScenarioFault, ...]
    coverage: tuple[LeverCoverage, ...]
    missing_families: tuple[str, ...]


def plans_scenario(
    place: ForesightPlace, *, horizon: int, reader: Reader, target: SavedScenario | None = None
) -> PlansScenario:
    """Return what the plans of a place add up to, beside a target when there is one.

    Args:
        place: a territory or a network.
        horizon: last year.
        reader: who reads: sheets that are not for this reader do not enter.
        target: a scenario to set beside.
    """
    levers = action_levers(place, reader=reader)
    document = ScenarioDocument(title=TITLE, place=place.code, horizon=horizon, levers=levers)
    kept, faults = _computable(open_scenario(document))
    asked = document_of(target).levers if target is not None else ()
    return PlansScenario(
        document=replace(document, levers=kept),
        faults=faults,
        coverage=cover_target(asked, kept),
        missing_families=families_without_action(shipped_library(), kept),
    )


def action_levers(place: ForesightPlace, *, reader: Reader) -> tuple[Lever, ...]:
    """Return the levers of the action sheets of a place that a reader may read, each from its sheet.

    A sheet that several territories carry is done by those of the place.
    """
    sirens = list(place.states)
    held = (
        ActionLever.objects.filter(sheet__carriers__siren__in=sirens, kind__in=list(shipped_library()))
        .select_related("sheet__plan")
        .prefetch_related("sheet__carriers")
        .distinct()
    )
    found = []
    for each in held:
        if reader.has_perm("projects.read_action", each.sheet):
            carriers = {territory.siren for territory in each.sheet.carriers.all()}
            found.append(_lever(each, tuple(siren for siren in sirens if siren in carriers)))
    return tuple(found)


def _lever(held: ActionLever, territories: tuple[str, ...]) -> Lever:
    return Lever(
        key=f"{held.sheet.slug}:{held.kind}",
        kind=held.kind,
        quantity=held.quantity,
        start=held.start,
        end=held.end,
        diffusion=Diffusion(held.diffusion),
        territories=territories,
        origin=held.sheet.slug,
    )


def _computable(scenario: Scenario) -> tuple[tuple[Lever, ...], tuple[ScenarioFault, ...]]:
    """The levers that can be computed together, and why others cannot."""
    try:
        prepare(scenario)
    except InvalidScenarioError as error:
        refused = {fault.place.split(".")[1] for fault in error.faults if fault.place.startswith("levers.")}
        if not refused:
            raise
        kept = tuple(lever for lever in scenario.levers if lever.key not in refused)
        levers, more = _computable(scenario.with_levers(kept))
        return levers, (*error.faults, *more)
    return scenario.levers, ()
