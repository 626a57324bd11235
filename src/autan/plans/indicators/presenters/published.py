"""What is published of the indicators that territories follow: their values, year by year."""

from collections.abc import Iterator
from typing import Any

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.importers import read_columns
from autan.evidence.figures.presenters.published import figure_cells
from autan.ground.extension_points import PublishedFigures, PublishedTable
from autan.ground.texts.core.texts import Text
from autan.plans.indicators.models import Indicator
from autan.plans.indicators.queries.indicators import all_indicators, series_figures


def _published(slug: str) -> list[Indicator]:
    return [indicator for indicator in all_indicators(slug) if indicator.is_published]


def _rows(slug: str) -> Iterator[tuple[Any, ...]]:
    for indicator in _published(slug):
        territory = indicator.territory
        for figure in series_figures(indicator).values():
            about = (slug, territory.siren, indicator.slug, indicator.code)
            yield (*about, *figure_cells(figure), territory.is_invented)


def _figures(slug: str) -> Iterator[Figure]:
    for indicator in _published(slug):
        yield from series_figures(indicator).values()


PUBLISHED_VALUES = PublishedTable(
    name="indicators",
    rank=80,
    title=Text("Valeurs des indicateurs", "Values of indicators"),
    description=Text(
        "Une année d’un indicateur publié par ligne ; un indicateur qui n’est pas publié n’a pas de ligne.",
        "One year of a published indicator a row; an indicator that is not published has none.",
    ),
    columns=read_columns("indicators", "indicators"),
    key=("network", "figure_id"),
    rows=_rows,
)
PUBLISHED_SERIES = PublishedFigures(rank=40, figures=_figures)
