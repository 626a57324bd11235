"""Keeping a scenario, publishing it, removing it: the only writer of kept scenarios."""

from typing import Any

from django.utils.text import slugify

from autan.foresight.models import KeptScenario, TableWorkshop
from autan.journal.actions import Actor, acting
from autan.journal.core.objects import ObjectRef
from autan.territories.models import Network, Territory
from autan.territories.queries.networks import journal_network

REFUSAL = "seules les personnes qui coordonnent ce lieu y gardent des scénarios"
_RIGHT = "foresight.keep_scenario"


def keep_scenario(
    *,
    by: Actor | None,
    place: Network | Territory,
    title: str,
    document: dict[str, Any],
    key: str,
    authors: str,
    note: str = "",
    workshop: TableWorkshop | None = None,
    is_published: bool = False,
) -> KeptScenario:
    """Keep a scenario under a title, with its authors.

    Raises:
        NotAllowedError: the person does not keep scenarios there.
    """
    with acting(by=by, act="keep_scenario", permission=_RIGHT, on=place, refusal=REFUSAL) as act:
        kept = KeptScenario.objects.create(
            slug=_free_slug(title),
            title=title.strip(),
            network=place if isinstance(place, Network) else None,
            territory=place if isinstance(place, Territory) else None,
            workshop=workshop,
            document={**document, "title": title.strip()},
            key=key,
            authors=authors.strip() or act.by_name,
            note=note.strip(),
            is_published=is_published,
        )
        act.record(_ref(kept), summary=f"Scénario gardé : {kept.title}", network=_network(place))
    return kept


def _free_slug(title: str) -> str:
    start, rank = slugify(title)[:60] or "scenario", 1
    wanted = start
    while KeptScenario.objects.filter(slug=wanted).exists():
        rank += 1
        wanted = f"{start}-{rank}"
    return wanted


def publish_scenario(*, by: Actor | None, kept: KeptScenario, is_published: bool) -> KeptScenario:
    """Publish a scenario, or withdraw it.

    Raises:
        NotAllowedError: the person does not keep scenarios there.
    """
    place = kept.network or kept.territory
    with acting(by=by, act="publish_scenario", permission=_RIGHT, on=place, refusal=REFUSAL) as act:
        kept.is_published = is_published
        kept.save(update_fields=["is_published"])
        word = "publié" if is_published else "retiré"
        act.record(_ref(kept), summary=f"Scénario {word} : {kept.title}", network=_network(place))
    return kept


def _ref(kept: KeptScenario) -> ObjectRef:
    return ObjectRef("foresight", "scenario", kept.slug)


def _network(place: Network | Territory | None) -> str:
    if isinstance(place, Network):
        return place.slug
    return journal_network(place) if place is not None else ""
