"""What a search finds of this room: networks and territories."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from autan.evidence.core.searching import rate_each, search_words
from autan.evidence.language import words
from autan.extension_points import SearchHit, SearchSource
from autan.perimeters.core.bodies import EpciKind
from autan.perimeters.lake.register import FoundEpci, register_holds
from autan.territories.queries.bodies import search_bodies
from autan.territories.queries.networks import list_networks

_MOST_TERRITORIES = 20


def search_territories(text: str, reader: Any) -> Sequence[SearchHit]:
    """Return the networks and territories that a text names, the same for every reader. Two queries."""
    del reader
    asked = search_words(text)
    by_slug = {network.slug: network for network in list_networks()}
    rated = rate_each(asked, ((slug, words(network.name), "") for slug, network in by_slug.items()))
    networks = [
        SearchHit(
            title=words(by_slug[slug].name),
            url=reverse("site:network", kwargs={"slug": slug}),
            kind=_("Réseau"),
            score=score,
        )
        for slug, score in rated.items()
    ]
    return [*networks, *(_hit(found) for found in search_bodies(text)[:_MOST_TERRITORIES])]


def _hit(found: FoundEpci) -> SearchHit:
    return SearchHit(
        title=found.epci.name,
        url=reverse("site:territory", kwargs={"siren": found.epci.siren}),
        kind=words(EpciKind(found.epci.kind).label),
        excerpt=found.commune,
        score=found.score,
    )


TERRITORY_SEARCH = SearchSource(name="territories", search=search_territories, holds=register_holds)
