"""Values of indicators, year by year: as they are published, and as a table that the import takes in again."""

from collections.abc import Iterable, Iterator
from typing import Any

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.units import get_unit
from autan.evidence.figures.importers import read_columns
from autan.evidence.figures.presenters.trace_record import figure_cells
from autan.ground.extension_points import PublishedFigures, PublishedTable
from autan.ground.wordings import Sentence
from autan.plans.indicators.models import Indicator
from autan.plans.indicators.queries.indicators import all_indicators, definition_of, series_figures
from autan.plans.plans.exporters import Cells


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
    title=Sentence("Valeurs des indicateurs"),
    description=Sentence(
        "Une année d’un indicateur publié par ligne ; un indicateur qui n’est pas publié n’a pas de ligne."
    ),
    columns=read_columns("indicators", "indicators"),
    key=("network", "figure_id"),
    rows=_rows,
)
PUBLISHED_SERIES = PublishedFigures(rank=40, figures=_figures)


_HEADINGS = ("siren", "indicator", "label", "year", "value", "unit")
_MORE = ("state", "source", "method", "reliability", "comment")


def value_rows(indicators: Iterable[Indicator]) -> list[Cells]:
    """Return the headings, then one row a value: those that were given, every source; an unknown one is empty."""
    rows: list[Cells] = [(*_HEADINGS, *_MORE)]
    for indicator in indicators:
        definition = definition_of(indicator)
        head = (indicator.territory.siren, indicator.code, definition.label.fr)
        unit = get_unit(definition.unit).code
        for value in indicator.values:
            cells = (value.state.value, value.source, value.method, value.reliability.value, value.comment)
            rows.append((*head, value.on or value.year, value.value, unit, *cells))
    return rows
