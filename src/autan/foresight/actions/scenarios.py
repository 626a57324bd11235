"""The only writers of scenarios: save one, revise it, publish it, delete it."""

from typing import Any

from django.utils.text import slugify

from autan.accounts.models import Person
from autan.errors import ConflictError, DomainError
from autan.evidence.queries.registry import quotations_of
from autan.foresight.core.engine import run
from autan.foresight.core.results import ScenarioResult
from autan.foresight.core.scenario_documents import ScenarioDocument
from autan.foresight.exporters.scenarios import results_object, scenario_inputs, versions_object
from autan.foresight.models import SavedScenario
from autan.foresight.queries.scenario_documents import open_scenario
from autan.journal.actions import Actor, acting
from autan.journal.core.objects import ObjectRef
from autan.territories.models import Network, Territory
from autan.territories.queries.networks import journal_network

REFUSAL = "seules la coordination d’un réseau, et les personnes qui agissent pour un territoire, y gardent un scénario"
_WRITE = "foresight.write_scenario"
_SLUG_LENGTH = 60


class StaleScenarioError(ConflictError):
    """A scenario was revised by somebody since it was read."""

    def __init__(self) -> None:
        super().__init__("ce scénario a changé depuis que vous l’avez ouvert : relisez-le avant de l’enregistrer")


class QuotedScenarioError(ConflictError):
    """A scenario was to be deleted while texts quote its figures.

    Attributes:
        places: where it is quoted.
    """

    def __init__(self, places: tuple[str, ...]) -> None:
        self.places = places
        super().__init__(f"ce scénario est cité : {', '.join(places)} ; ôtez-le d’abord de ces textes")


def save_scenario(
    *,
    by: Actor | None,
    place: Network | Territory,
    document: ScenarioDocument,
    summary: str = "",
    author_name: str = "",
    origin: str = "",
    is_published: bool = False,
) -> SavedScenario:
    """Keep a scenario of a place, with the numbers that it gives today.

    Args:
        by: who acts; None for the product itself.
        place: network or territory that it is about.
        document: what was chosen; its place is that of the scenario.
        summary: what it is, in a few words.
        author_name: who made it, when it is not who saves it: a group of a workshop.
        origin: address of what it comes from, such as a workshop; empty for none.
        is_published: True when anybody may read it.

    Raises:
        NotAllowedError: `by` keeps no scenario there.
        DomainError: it has no title, or is about another place.
        InvalidScenarioError: it cannot be computed; every fault is listed.
    """
    if not document.title.strip():
        raise DomainError("un scénario a un titre")
    if place.pk is None:
        raise DomainError("ce territoire n’est suivi par aucun réseau : il ne garde pas de scénario")
    if document.place != _code(place):
        raise DomainError("ce scénario est celui d’un autre lieu")
    with acting(by=by, act="save_scenario", permission=_WRITE, on=place, refusal=REFUSAL) as act:
        result = run(open_scenario(document))
        scenario = SavedScenario.objects.create(
            slug=_free_slug(document.title),
            summary=summary.strip(),
            network=place if isinstance(place, Network) else None,
            territory=place if isinstance(place, Territory) else None,
            author=by if isinstance(by, Person) and not author_name else None,
            author_name=author_name.strip() or act.by_name,
            is_published=is_published,
            origin=origin,
            **_kept(document, result),
        )
        act.record(scenario_ref(scenario), summary=f"Scénario gardé : {scenario.title}", network=_network(place))
    return scenario


def revise_scenario(
    *, by: Actor | None, scenario: SavedScenario, document: ScenarioDocument, revision: int, summary: str | None = None
) -> SavedScenario:
    """Put other choices in a scenario, with the numbers that they give today.

    Raises:
        NotAllowedError: `by` keeps no scenario there.
        StaleScenarioError: somebody revised it since this revision.
        InvalidScenarioError: it cannot be computed; every fault is listed.
    """
    with acting(by=by, act="revise_scenario", permission=_WRITE, on=scenario.place, refusal=REFUSAL) as act:
        standing = SavedScenario.objects.select_for_update().get(pk=scenario.pk)
        if standing.revision != revision:
            raise StaleScenarioError
        for name, value in _kept(document, run(open_scenario(document))).items():
            setattr(standing, name, value)
        standing.revision = revision + 1
        standing.summary = standing.summary if summary is None else summary.strip()
        standing.save()
        act.record(
            scenario_ref(standing), summary=f"Scénario revu : {standing.title}", network=_network(standing.place)
        )
    return standing


def publish_scenario(*, by: Actor | None, scenario: SavedScenario, is_published: bool) -> SavedScenario:
    """Show a scenario to anybody, or to the people of its place alone.

    Raises:
        NotAllowedError: `by` keeps no scenario there.
    """
    with acting(by=by, act="publish_scenario", permission=_WRITE, on=scenario.place, refusal=REFUSAL) as act:
        scenario.is_published = is_published
        scenario.save(update_fields=["is_published", "changed_at"])
        done = "publié" if is_published else "retiré de la publication"
        act.record(
            scenario_ref(scenario), summary=f"Scénario {done} : {scenario.title}", network=_network(scenario.place)
        )
    return scenario


def delete_scenario(*, by: Actor | None, scenario: SavedScenario) -> None:
    """Delete a scenario that no text quotes.

    Raises:
        NotAllowedError: `by` keeps no scenario there.
        QuotedScenarioError: a text quotes it.
    """
    with acting(by=by, act="delete_scenario", permission=_WRITE, on=scenario.place, refusal=REFUSAL) as act:
        if places := tuple(quotations_of(f"scenario.{scenario.slug}")):
            raise QuotedScenarioError(places)
        act.record(
            scenario_ref(scenario), summary=f"Scénario supprimé : {scenario.title}", network=_network(scenario.place)
        )
        scenario.delete()


def scenario_ref(scenario: SavedScenario) -> ObjectRef:
    """Return the scenario as the journal names it."""
    return ObjectRef("foresight", "scenario", scenario.slug)


def _kept(document: ScenarioDocument, result: ScenarioResult) -> dict[str, Any]:
    versions = versions_object(result)
    return {
        "title": document.title.strip()[:160],
        "inputs": scenario_inputs(document),
        "results": results_object(result),
        "engine_version": versions["engine"],
        "assumptions_version": versions["assumptions"],
        "data_version": versions["data"],
        "key": versions["key"],
    }


def _free_slug(title: str) -> str:
    start = slugify(title)[:_SLUG_LENGTH].strip("-") or "scenario"
    wanted, rank = start, 1
    while SavedScenario.objects.filter(slug=wanted).exists():
        rank += 1
        wanted = f"{start}-{rank}"
    return wanted


def _code(place: Network | Territory) -> str:
    return place.slug if isinstance(place, Network) else place.siren


def _network(place: Network | Territory) -> str:
    return place.slug if isinstance(place, Network) else journal_network(place)
