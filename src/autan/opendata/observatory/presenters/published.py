"""What is published of the energy and greenhouse gas accounts."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.importers import read_columns
from autan.evidence.figures.presenters.trace_record import figure_cells, only_territory
from autan.ground.extension_points import NewsFeed, NewsItem, PublishedFigures, PublishedTable
from autan.ground.wordings import Sentence
from autan.opendata.measures.core.addresses import MeasureAddress
from autan.opendata.measures.queries.editions import joined_credit, lake_state, licences_of
from autan.opendata.observatory.core.sums import has_rows
from autan.opendata.observatory.queries.figures import (
    figures_by_measure,
    member_figures,
    network_figures_by_measure,
)
from autan.territories.networks.queries.networks import is_invented_network


def _figures(slug: str, siren: str = "") -> Iterator[Figure]:
    """Figures of one member, else of the network and of each; those that no row tells about are left out."""
    if siren:
        by_place = [figures_by_measure(siren)]
    else:
        by_place = [network_figures_by_measure(slug), *member_figures(slug).values()]
    for figures in by_place:
        yield from (figure for figure in figures.values() if has_rows(figure))


def _rows(slug: str, siren: str = "") -> Iterator[tuple[Any, ...]]:
    is_invented = is_invented_network(slug)
    for figure in _figures(slug, siren):
        sources = (joined_credit(figure).fr, "\u202f; ".join(licences_of(figure)))
        measure = MeasureAddress.of(figure).measure
        yield (slug, only_territory(figure), measure, *figure_cells(figure), *sources, is_invented)


def _news() -> Iterator[NewsItem]:
    """Each edition of a source that is in use."""
    for snapshot in lake_state():
        yield NewsItem(
            key=f"{snapshot.card.source}/{snapshot.name}",
            title=Sentence(snapshot.card.title),
            summary=snapshot.card.credit,
            path=reverse("updates:open-data"),
            on=datetime.fromisoformat(snapshot.adopted_at).date(),
        )


PUBLISHED = (
    NewsFeed(name="donnees", rank=20, title=Sentence("nouvelles données"), items=_news),
    PublishedTable(
        name="accounts",
        rank=40,
        title=Sentence("Comptes d’énergie et de gaz à effet de serre"),
        description=Sentence(
            "Une mesure d’une collectivité, ou du réseau entier, par ligne, à sa dernière date ; ce "
            "qu’aucune source ne renseigne n’a pas de ligne."
        ),
        columns=read_columns("observatory", "accounts"),
        key=("network", "figure_id"),
        rows=_rows,
        of_member=_rows,
    ),
    PublishedFigures(rank=20, figures=_figures),
)
