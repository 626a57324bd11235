"""Takes in values of indicators from a table: every fault at its place, what it changes told, then written in one act.

One row a value: `indicator` (its code, or its identifier in the national list, whose unit stands where none is told),
`year` (or a date: 2024, 06/2024, 30/06/2024), `value`; where wanted, `siren`,
`unit`, `state`, `source`, `method`, `reliability`, `comment`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils import timezone

from autan.evidence.figures.core.states import GIVEN_STATES, ValueState
from autan.evidence.figures.core.units import get_unit
from autan.evidence.imports.core import Import, Preview, PreviewItem, Record, Upload, compare, show_plainly
from autan.ground.errors import Fault
from autan.ground.tables.core.findings import Findings
from autan.ground.tables.core.tables import TextRow
from autan.ground.tables.importers.tables import read_text_rows
from autan.ground.texts.language import exact_number, words
from autan.ground.wordings import Sentence, Text
from autan.people.journal.actions import Actor
from autan.plans.indicators.actions.values import GivenYearValue, record_values
from autan.plans.indicators.core.definitions import IndicatorDefinition
from autan.plans.indicators.core.values import (
    InvalidValueError,
    Reliability,
    YearValue,
    in_unit_of,
    read_moment,
    read_value,
    settle_state,
)
from autan.plans.indicators.importers import by_national_identifier
from autan.plans.indicators.models import Indicator
from autan.plans.indicators.queries.indicators import definition_of
from autan.territories.networks.models import Territory

COLUMNS = ("indicator", "year", "value")
MORE_COLUMNS = ("siren", "unit", "state", "source", "method", "reliability", "comment")
_STATES = {state.label.fr: state for state in GIVEN_STATES} | {state.value: state for state in GIVEN_STATES}
_RELIABILITIES = {word.label.fr: word for word in Reliability} | {word.value: word for word in Reliability}
_FIELDS = {
    "value": Sentence("Valeur"),
    "state": Sentence("Comment elle est connue"),
    "method": Sentence("Méthode"),
    "reliability": Sentence("Fiabilité"),
    "comment": Sentence("Commentaire"),
    "alert": Sentence("À vérifier, hors des bornes"),
}


def values_import(by: Actor | None, territory: Territory | None) -> Import[GivenYearValue]:
    """Return how a table of values is taken in.

    Args:
        by: who gives them; None for the product itself.
        territory: whose values they are where the rows do not say; None for a table whose rows all say it.
    """
    return Import(
        kind=f"indicator-values/{territory.siren if territory else ''}",
        read=lambda upload: preview_values(upload, by=by, territory=territory),
        write=write_values,
        fields=_FIELDS,
        show=_show,
    )


def preview_values(upload: Upload, *, by: Actor | None, territory: Territory | None) -> Preview[GivenYearValue]:
    """Say what a table of values would change. Two queries, and one a territory for the right.

    Raises:
        ImportFileError: it is no such table.
    """
    required = COLUMNS if territory else ("siren", *COLUMNS)
    rows = read_text_rows(upload.data, upload.file, required=required)
    findings = Findings()
    reader = _RowReader(rows, by, territory, findings, timezone.localdate())
    read = list(reader.right_rows())
    if findings.faults:
        return Preview(file=upload.file, faults=tuple(findings.faults))
    items = compare(
        (_record(year_value, reader.definition(year_value.indicator), line) for line, year_value in read),
        _current_values((year_value for _line, year_value in read), reader.definition),
    )
    return Preview(file=upload.file, items=items)


def write_values(by: Actor | None, preview: Preview[GivenYearValue]) -> None:
    """Record the values of a preview.

    Raises:
        NotAllowedError: the person does not give the values of one of the territories; nothing is written.
    """
    by_territory: dict[int, list[GivenYearValue]] = {}
    for item in preview.to_write:
        by_territory.setdefault(item.record.content.indicator.territory_id, []).append(item.record.content)
    for year_values in by_territory.values():
        record_values(by=by, territory=year_values[0].indicator.territory, year_values=year_values)


class _RowReader:
    """Reads the rows of one table."""

    def __init__(
        self, rows: Iterable[TextRow], by: Actor | None, territory: Territory | None, findings: Findings, today: date
    ) -> None:
        self.rows, self.findings, self.today = [_by_code(row) for row in rows], findings, today
        self.siren = territory.siren if territory else ""
        sirens = {row.cells.get("siren") or self.siren for row in self.rows}
        following = Territory.objects.filter(siren__in=sirens, pk__in=Indicator.objects.values("territory"))
        places = {place.siren: place for place in following}
        codes = {row.cells["indicator"] for row in self.rows}
        followed = Indicator.objects.filter(territory__in=places.values(), code__in=codes)
        self.indicators = {
            (indicator.territory.siren, indicator.code): indicator for indicator in followed.select_related("territory")
        }
        self.definitions: dict[str, IndicatorDefinition] = {}
        self.sirens = set(places)
        self.allowed = {
            siren for siren, place in places.items() if by is None or by.has_perm("indicators.give_values", place)
        }

    def right_rows(self) -> Iterator[tuple[int, GivenYearValue]]:
        seen: set[tuple[str, int, str, str]] = set()
        for row in self.findings.until_full(self.rows):
            year_value = self._read(row)
            if year_value is None:
                continue
            key = (year_value.indicator.slug, *year_value.value.key)
            if key in seen:
                self.findings.add(
                    row.fault("year", "une seule valeur pour cet indicateur, cette année et cette source")
                )
                continue
            seen.add(key)
            yield row.line, year_value

    def _read(self, row: TextRow) -> GivenYearValue | None:
        siren = row.cells.get("siren") or self.siren
        if siren not in self.sirens:
            self.findings.add(row.fault("siren", "le SIREN d’un territoire qui suit des indicateurs"))
            return None
        if siren not in self.allowed:
            self.findings.add(row.fault("siren", "un territoire dont vous donnez les valeurs"))
            return None
        indicator = self.indicators.get((siren, row.cells["indicator"]))
        if indicator is None:
            self.findings.add(row.fault("indicator", "le code d’un indicateur que ce territoire suit"))
            return None
        value, faults = self._value(row, self.definition(indicator))
        self.findings.add(*faults)
        return GivenYearValue(indicator=indicator, value=value) if value else None

    def definition(self, indicator: Indicator) -> IndicatorDefinition:
        """What an indicator measures, looked up once."""
        if indicator.slug not in self.definitions:
            self.definitions[indicator.slug] = definition_of(indicator)
        return self.definitions[indicator.slug]

    def _value(self, row: TextRow, definition: IndicatorDefinition) -> tuple[YearValue | None, list[Fault]]:
        cells = row.cells
        faults = [
            row.fault(column, Sentence("rien, ou l’un de : {known}", known=", ".join(known)))
            for column, known in (("state", _STATES), ("reliability", _RELIABILITIES))
            if cells.get(column, "") not in {"", *known}
        ]
        try:
            year, on = read_moment(cells["year"], today=self.today)
            number = read_value(cells["value"])
            converted = None if number is None else in_unit_of(definition, number, cells.get("unit", ""))
            state = settle_state(converted, _STATES.get(cells.get("state", ""), ValueState.OBSERVED))
        except InvalidValueError as error:
            return None, [*faults, row.fault(error.field, error.expected)]
        if faults:
            return None, faults
        value = YearValue(
            year=year,
            on=on,
            value=converted,
            state=state,
            source=cells.get("source", "")[:120],
            method=cells.get("method", "")[:200],
            reliability=_RELIABILITIES.get(cells.get("reliability", ""), Reliability.MEDIUM),
            comment=cells.get("comment", ""),
        )
        return value, []


def _by_code(row: TextRow) -> TextRow:
    """A row about an indicator of the catalogue, where it names it by its national identifier."""
    known = by_national_identifier().get(row.cells["indicator"])
    if known is None:
        return row
    unit = row.cells.get("unit", "")
    return replace(
        row, cells={**row.cells, "indicator": known.code, "unit": _NATIONAL_UNITS.get(unit, unit) or known.unit}
    )


_NATIONAL_UNITS = {"kteq CO2": "ktCO2e", "tonnes": "t", "%": "pct", "Nombre": "inhabitants"}
"""Units as the national list writes them."""


def _fields(value: YearValue, definition: IndicatorDefinition) -> dict[str, Any]:
    """What is compared; a value beyond the bounds is kept, and flagged."""
    fields: dict[str, Any] = {
        "value": value.value,
        "state": value.state.value,
        "method": value.method,
        "reliability": value.reliability.value,
        "comment": value.comment,
    }
    is_flagged = value.value is not None and not definition.is_within(value.value)
    return fields | ({"alert": definition.bounds_words} if is_flagged else {})


def _key(slug: str, value: YearValue) -> str:
    return f"{slug}/{value.on or value.year}/{value.source}"


def _record(year_value: GivenYearValue, definition: IndicatorDefinition, line: int | None) -> Record[GivenYearValue]:
    label, year = definition.label, year_value.value.on or year_value.value.year
    place = year_value.indicator.territory.short_name
    return Record(
        key=_key(year_value.indicator.slug, year_value.value),
        name=Sentence.joined(", ", (label, year)),
        group=Text(place, place),
        fields=_fields(year_value.value, definition),
        content=year_value,
        line=line,
    )


def _current_values(
    given_values: Iterable[GivenYearValue], definition: Callable[[Indicator], IndicatorDefinition]
) -> Mapping[str, Record[GivenYearValue]]:
    """Return the current values of the years and sources of the table."""
    indicators: dict[int, tuple[Indicator, set[tuple[int, str, str]]]] = {}
    for given_value in given_values:
        indicators.setdefault(given_value.indicator.pk, (given_value.indicator, set()))[1].add(given_value.value.key)
    current_values = (
        GivenYearValue(indicator=indicator, value=value)
        for indicator, keys in indicators.values()
        for value in indicator.values
        if value.key in keys
    )
    return {
        _key(year_value.indicator.slug, year_value.value): _record(year_value, definition(year_value.indicator), None)
        for year_value in current_values
    }


def _show(item: PreviewItem[GivenYearValue], field: str, value: Any) -> str:
    if isinstance(value, Text):
        return words(value)
    if field == "state" and value:
        return words(ValueState(value).label)
    if field == "reliability" and value:
        return words(Reliability(value).label)
    if field == "value" and value is not None:
        unit = get_unit(definition_of(item.record.content.indicator).unit)
        return f"{exact_number(value)} {words(unit.symbol)}".strip()
    return show_plainly(item, field, value)
