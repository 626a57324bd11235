"""What the plans add up to: the levers of the action sheets of a place, as a scenario."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from autan.evidence.figures.queries.registry import Reader
from autan.foresight.engine.core.engine import prepare, without_refused
from autan.foresight.engine.core.levers import Diffusion, Lever
from autan.foresight.engine.core.scenarios import ScenarioDocument, ScenarioFault
from autan.foresight.engine.core.summaries import LeverCoverage, cover_target, families_without_action
from autan.foresight.engine.importers.levers import shipped_library
from autan.foresight.scenarios.models import ActionLever, KeptScenario
from autan.foresight.scenarios.queries.kept_scenarios import document_of, open_scenario
from autan.foresight.scenarios.queries.places import ForesightPlace
from autan.plans.projects.models import ActionSheet

TITLE = "Ce que les plans additionnent"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlansScenario:
    """What the plans of a place add up to.

    Attributes:
        document: the scenario of the actions that can be computed together.
        faults: why others are left out, each at the lever of its sheet.
        coverage: beside a target: what is asked, what is covered; empty without a target.
    """

    document: ScenarioDocument
    asked: tuple[Lever, ...]
    titles: Mapping[str, str]
    faults: tuple[ScenarioFault, ...]
    coverage: tuple[LeverCoverage, ...]
    missing_families: tuple[str, ...]


def plans_scenario(
    place: ForesightPlace, *, horizon: int, reader: Reader, target: KeptScenario | None = None
) -> PlansScenario:
    """Return what the plans of a place add up to, beside a target when there is one.

    Sheets that are not for this reader do not enter.
    """
    rows = action_levers(place, reader=reader)
    levers = tuple(_lever(row, place) for row in rows)
    document = ScenarioDocument(title=TITLE, place=place.code, horizon=horizon, levers=levers)
    ready, faults = without_refused(open_scenario(document), prepare)
    planned = ready.scenario.levers
    aimed = document_of(target).levers if target is not None else ()
    return PlansScenario(
        document=replace(document, levers=planned),
        asked=levers,
        titles={row.sheet.slug: row.sheet.title for row in rows},
        faults=faults,
        coverage=cover_target(aimed, planned),
        missing_families=families_without_action(shipped_library(), planned),
    )


def action_levers(place: ForesightPlace, *, reader: Reader) -> list[ActionLever]:
    """Return what the action sheets of a place that a reader may read do, in quantities of levers."""
    rows = (
        ActionLever.objects.filter(sheet__carriers__siren__in=list(place.states), kind__in=list(shipped_library()))
        .select_related("sheet__plan")
        .prefetch_related("sheet__carriers")
        .distinct()
    )
    return [row for row in rows if reader.has_perm("projects.read_action", row.sheet)]


def _lever(action_lever: ActionLever, place: ForesightPlace) -> Lever:
    """The lever of a sheet; one that several territories carry is done by those of the place."""
    carriers = {territory.siren for territory in action_lever.sheet.carriers.all()}
    return Lever(
        key=f"{action_lever.sheet.slug}:{action_lever.kind}",
        kind=action_lever.kind,
        quantity=action_lever.quantity,
        start=action_lever.start,
        end=action_lever.end,
        diffusion=Diffusion(action_lever.diffusion),
        territories=tuple(siren for siren in place.states if siren in carriers),
        origin=action_lever.sheet.slug,
    )


def levers_of_sheet(slug: str) -> list[ActionLever]:
    """Return the levers of a sheet, in the order in which they were given. One query."""
    return list(ActionLever.objects.filter(sheet__slug=slug, kind__in=list(shipped_library())))


def writes_sheet(reader: Reader, slug: str) -> bool:
    """Say whether a person writes the sheet of this identifier. One query, and those of the right."""
    sheet = ActionSheet.objects.filter(slug=slug).select_related("plan").first()
    return sheet is not None and reader.has_perm("projects.write_action", sheet)
