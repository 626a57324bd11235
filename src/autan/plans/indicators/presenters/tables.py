"""Values of indicators as a table, which the import takes in again."""

from collections.abc import Iterable

from autan.evidence.figures.core.units import get_unit
from autan.plans.indicators.models import Indicator
from autan.plans.indicators.queries.indicators import definition_of
from autan.plans.plans.exporters import Cells

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
