"""What a search finds of this room: networks and territories."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from autan.ground.extension_points import SearchHit, SearchSource
from autan.ground.search.core.searching import rate_each, search_words
from autan.ground.texts.language import words
from autan.territories.networks.queries.bodies import ELSEWHERE, near_sirens, search_bodies
from autan.territories.networks.queries.networks import searched_networks
from autan.territories.perimeters.core.bodies import EpciKind
from autan.territories.perimeters.lake.register import register_holds

_MOST_TERRITORIES = 20


def search_territories(text: str, reader: Any) -> Sequence[SearchHit]:
    """Return the networks and territories that a text names, the places of their own network first."""
    terms = search_words(text)
    listed, near = searched_networks(), near_sirens(reader)
    rows = [(slug, words(network.name), "") for slug, network in listed.items()]
    networks = [
        SearchHit(
            title=words(listed[slug].name),
            url=reverse("site:network", kwargs={"slug": slug}),
            kind=_("Réseau"),
            score=score,
            is_invented=listed[slug].is_invented,
        )
        for slug, score in rate_each(terms, rows).items()
    ]
    return [
        *networks,
        *(
            SearchHit(
                title=body.epci.name,
                url=reverse("site:territory", kwargs={"siren": body.epci.siren}),
                kind=words(EpciKind(body.epci.kind).label),
                excerpt=body.commune,
                score=body.score if body.epci.siren in near else body.score * ELSEWHERE,
                is_invented=body.epci.is_invented,
            )
            for body in search_bodies(text)[:_MOST_TERRITORIES]
        ),
    ]


TERRITORY_SEARCH = SearchSource(
    name="territories", search=search_territories, holds=register_holds, gives_evidence=False
)
