"""The only writer of kept scenarios: keep one, revise it; it is published, withdrawn and deleted in `workflow.py`."""

from typing import Any, cast

from django.utils.text import slugify

from autan.foresight.engine.core.engine import run
from autan.foresight.engine.core.scenarios import ScenarioDocument
from autan.foresight.engine.exporters import results_object, scenario_inputs, versions_object
from autan.foresight.scenarios.models import KeptScenario, TableWorkshop
from autan.foresight.scenarios.queries.kept_scenarios import open_scenario
from autan.ground.errors import ConflictError, DomainError
from autan.ground.web.queries import free_slug
from autan.people.journal.actions import Actor, acting
from autan.people.journal.core import refs_to
from autan.territories.networks.models import Network, Territory
from autan.territories.networks.queries.networks import journal_network

REFUSAL = "seules les personnes qui coordonnent ce lieu y gardent des scénarios"
_RIGHT = "foresight.keep_scenario"
_ref = refs_to("foresight", "scenario")


def keep_scenario(
    *,
    by: Actor | None,
    place: Network | Territory,
    document: ScenarioDocument,
    authors: str = "",
    note: str = "",
    workshop: TableWorkshop | None = None,
    is_published: bool = False,
) -> KeptScenario:
    """Keep a scenario of a place with its authors and the numbers that it gives today.

    Raises:
        DomainError: it has no title, is about another place, or about one that no network follows.
        InvalidScenarioError: it cannot be computed; every fault is listed.
    """
    _check(place, document)
    with acting(by=by, act="keep_scenario", permission=_RIGHT, on=place, refusal=REFUSAL) as act:
        typed = "" if authors.strip() == act.by_name else authors.strip()
        scenario = KeptScenario.objects.create(
            slug=free_slug(KeptScenario.objects.all(), slugify(document.title)[:60] or "scenario"),
            network=place if isinstance(place, Network) else None,
            territory=place if isinstance(place, Territory) else None,
            workshop=workshop,
            kept_by_id=None if typed else act.author_id,
            authors=typed,
            note=note.strip(),
            is_published=is_published,
            **_numbers(document),
        )
        act.record(_ref(scenario), summary=f"Scénario gardé : {scenario.title}", network=journal_network(place))
    return scenario


def _check(place: Network | Territory, document: ScenarioDocument) -> None:
    if not document.title.strip():
        raise DomainError("un scénario a un titre")
    if place.pk is None:
        raise DomainError("ce territoire n’est suivi par aucun réseau\u00a0: il ne garde pas de scénario")
    if document.place != (place.slug if isinstance(place, Network) else place.siren):
        raise DomainError("ce scénario est celui d’un autre lieu")


def _numbers(document: ScenarioDocument) -> dict[str, Any]:
    """What was chosen, and what it gives today with which versions."""
    result = run(open_scenario(document))
    versions = versions_object(result)
    return {
        "title": document.title.strip()[:160],
        "document": scenario_inputs(document),
        "results": results_object(result),
        "versions": versions,
        "key": versions["key"],
    }


def revise_scenario(
    *, by: Actor | None, scenario: KeptScenario, document: ScenarioDocument, revision: int
) -> KeptScenario:
    """Put other choices in a scenario, with the numbers that they give today.

    Raises:
        DomainError: it has no title, or is about another place.
        InvalidScenarioError: it cannot be computed; every fault is listed.
    """
    place = place_of(scenario)
    _check(place, document)
    with acting(by=by, act="revise_scenario", permission=_RIGHT, on=place, refusal=REFUSAL) as act:
        current = KeptScenario.objects.select_for_update().get(pk=scenario.pk)
        if current.revision != revision:
            message = "ce scénario a changé depuis que vous l’avez ouvert\u00a0: relisez-le avant de l’enregistrer"
            raise ConflictError(message)
        for name, value in _numbers(document).items():
            setattr(current, name, value)
        current.revision = revision + 1
        current.save()
        act.record(_ref(current), summary=f"Scénario revu : {current.title}", network=journal_network(place))
    return current


def place_of(row: KeptScenario | TableWorkshop) -> Network | Territory:
    """Return the network or the territory of a scenario or of a workshop: a constraint of both tables."""
    return cast("Network | Territory", row.network or row.territory)
