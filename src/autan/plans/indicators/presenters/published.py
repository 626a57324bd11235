"""Values of indicators, year by year: as they are published, and as a table that the import takes in again."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.units import convert, get_unit
from autan.evidence.figures.importers import read_columns
from autan.evidence.figures.presenters.trace_record import figure_cells
from autan.ground.extension_points import PublishedFigures, PublishedTable
from autan.ground.wordings import Sentence, Text
from autan.plans.indicators.importers import national_identifiers
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


def national_rows(indicators: Iterable[Indicator]) -> list[Cells]:
    """Return the same by the identifiers of the national list, in its units; what has no identifier is left out."""
    rows: list[Cells] = [(*_HEADINGS, *_MORE)]
    for indicator in indicators:
        known = national_identifiers().get(indicator.code)
        if known is None:
            continue
        definition = definition_of(indicator)
        own, wanted = get_unit(definition.unit), get_unit(known.unit)
        head = (indicator.territory.siren, known.identifier, definition.label.fr)
        for value in indicator.values:
            number = None if value.value is None else float(convert(value.value, from_unit=own, to_unit=wanted))
            cells = (value.state.value, value.source, value.method, value.reliability.value, value.comment)
            rows.append((*head, value.on or value.year, number, wanted.code, *cells))
    return rows


def without_identifier(indicators: Iterable[Indicator]) -> Sequence[Text]:
    """Return the labels of the indicators that the national list does not know."""
    return [definition_of(one).label for one in indicators if one.code not in national_identifiers()]
