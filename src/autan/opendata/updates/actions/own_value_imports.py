"""Takes in own values from a table: what it changes is told, every fault at its place, then written in one act.

One row a value: `siren`, `measure`, `date`, `value`, `unit`, `reason`, `document`; where wanted, `state`, `used` and
`confirmed`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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
from autan.ground.texts.core.notation import read_number
from autan.ground.texts.language import exact_number, words
from autan.ground.wordings import Sentence, Text
from autan.opendata.measures.core.catalogue import BASE_MEASURES
from autan.opendata.observatory.models import ChosenSource, OwnValue
from autan.opendata.observatory.queries.figures import provider_value
from autan.opendata.updates.actions.own_values import choose_source, record_own_value
from autan.opendata.updates.core.own_value_checks import (
    GivenValue,
    InvalidOwnValueError,
    check_own_value,
    check_size,
    check_words,
)
from autan.people.accounts.models import Person
from autan.territories.networks.models import Territory

COLUMNS = ("siren", "measure", "date", "value", "unit", "reason", "document")
_YES = {
    **dict.fromkeys(("oui", "yes", "true", "vrai", "1"), True),
    **dict.fromkeys(("non", "no", "false", "faux", "0", ""), False),
}
_STATES = {state.label.fr: state for state in GIVEN_STATES} | {state.value: state for state in GIVEN_STATES}
_FIELDS = {
    "value": Sentence("Valeur"),
    "state": Sentence("Comment elle est connue"),
    "reason": Sentence("Raison"),
    "document": Text("Document", "Document"),
    "used": Sentence("Utilisée"),
}
_YES_NO = (Sentence("oui"), Sentence("non"))
type Said = GivenRow | OwnValue


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenRow:
    """One right row of a table: whose value it is, as it was typed, and in the unit of its measure."""

    territory: Territory
    given: GivenValue
    value: float


def own_values_import(by: Person | None) -> Import[Said]:
    """Return how a table of own values is taken in for a person; None for the product itself.

    A row about a territory that the person may not speak for is at fault.
    """
    return Import(
        kind="own-values",
        read=lambda upload: preview_own_values(upload, by=by),
        write=write_own_values,
        fields=_FIELDS,
        show=_show,
    )


def preview_own_values(upload: Upload, *, by: Person | None) -> Preview[Said]:
    """Say what a table of own values would change in the last ones recorded. Three queries, and one a territory.

    Raises ImportFileError: it is no such table.
    """
    findings = Findings()
    rows = list(_right_rows(read_text_rows(upload.data, upload.file, required=COLUMNS), by, findings))
    if findings.faults:
        return Preview(file=upload.file, faults=tuple(findings.faults))
    current = _current({row.territory.siren for _line, row in rows})
    return Preview(file=upload.file, items=compare((_proposed_record(line, row) for line, row in rows), current))


def write_own_values(by: Person | None, preview: Preview[Said]) -> None:
    """Record the values of a preview; one that stands already is only chosen.

    Raises NotAllowedError: the person may not speak for one of the territories; nothing is written.
    """
    for item in preview.to_write:
        row, current = item.record.content, item.current.content if item.current else None
        if not isinstance(row, GivenRow):
            continue
        if isinstance(current, OwnValue) and {change.field for change in item.changes} == {"used"}:
            measure, day, reason = current.measure, current.date, row.given.reason
            choose_source(by=by, territory=row.territory, measure=measure, date=day, own_value=current, reason=reason)
        else:
            record_own_value(by=by, territory=row.territory, value_input=row.given)


def _proposed_record(line: int, row: GivenRow) -> Record[Said]:
    entry = row.given
    fields = {
        "value": row.value,
        "state": entry.kept_state.value,
        "reason": entry.reason.strip(),
        "document": entry.document.strip(),
    }
    key = f"{row.territory.siren}/{entry.measure}/{entry.date}"
    return _record(key, row.territory, fields | ({"used": True} if entry.is_used else {}), row, line)


def _current(sirens: Iterable[str]) -> dict[str, Record[Said]]:
    """The last value of each territory for each measure and date, and whether it is the one that is used."""
    slots = {"territory__siren__in": list(sirens)}
    chosen = {
        (choice.territory_id, choice.measure, choice.date): choice.own_value_id
        for choice in ChosenSource.objects.filter(**slots)
    }
    last = {
        f"{v.territory.siren}/{v.measure}/{v.date}": v
        for v in OwnValue.objects.filter(**slots).select_related("territory")
    }
    return {
        key: _record(
            key,
            value.territory,
            {
                "value": value.value,
                "state": value.state,
                "reason": value.reason,
                "document": value.document,
                "used": chosen.get((value.territory_id, value.measure, value.date)) == value.pk,
            },
            value,
        )
        for key, value in last.items()
    }


def _record(
    key: str, territory: Territory, fields: Mapping[str, Any], content: Said, line: int | None = None
) -> Record[Said]:
    _siren, measure, day = key.split("/")
    label = BASE_MEASURES[measure].label if measure in BASE_MEASURES else Text(measure, measure)
    name = Sentence.joined(", ", (label, day))
    group = Text(territory.short_name, territory.short_name)
    return Record(key=key, name=name, group=group, fields=fields, content=content, line=line)


def _show(item: PreviewItem[Said], field: str, value: Any) -> str:
    if field == "used":
        return words(_YES_NO[0] if value else _YES_NO[1])
    if field == "state" and value:
        return words(ValueState(value).label)
    if field == "value" and value is not None:
        unit = BASE_MEASURES[item.record.key.split("/")[1]].unit
        return f"{exact_number(value)} {words(get_unit(unit).symbol)}"
    return show_plainly(item, field, value)


def _right_rows(rows: Iterable[TextRow], by: Person | None, findings: Findings) -> Iterable[tuple[int, GivenRow]]:
    """The rows without a fault, each with its line."""
    all_rows, today = list(rows), timezone.localdate()
    places = Territory.objects.in_bulk({row.cells["siren"] for row in all_rows}, field_name="siren")
    spoken_for = {s for s, place in places.items() if by is None or by.has_perm("observatory.record_own_value", place)}
    seen = set[tuple[str, str, str]]()
    for row in findings.until_full(all_rows):
        key = (row.cells["siren"], row.cells["measure"], row.cells["date"])
        faults = _unreadable(row, places, spoken_for)
        if key in seen:
            faults.append(row.fault("measure", "une mesure donnée une seule fois pour ce territoire et cette date"))
        seen.add(key)
        entry = GivenValue(
            measure=row.cells["measure"],
            date=row.cells["date"],
            value=read_number(row.cells["value"]) or 0.0,
            unit=row.cells["unit"],
            reason=row.cells["reason"],
            document=row.cells["document"],
            state=_STATES.get(row.cells.get("state", ""), ValueState.OBSERVED),
            is_used=_YES.get(row.cells.get("used", "").lower(), False),
            is_confirmed=_YES.get(row.cells.get("confirmed", "").lower(), False),
        )
        columns = {fault.column for fault in faults}
        value, refused = _check(row, entry, today)
        faults += [fault for fault in refused if fault.column not in columns]
        findings.add(*faults)
        if value is not None and not faults:
            yield row.line, GivenRow(territory=places[row.cells["siren"]], given=entry, value=value)


def _unreadable(row: TextRow, places: Mapping[str, Territory], spoken_for: set[str]) -> list[Fault]:
    """Cells that cannot be read at all."""
    cells = row.cells
    siren = cells["siren"]
    checks = (
        ("siren", siren in places, Sentence("le SIREN d’un territoire suivi")),
        ("siren", siren not in places or siren in spoken_for, Sentence("un territoire dont vous donnez les valeurs")),
        ("value", read_number(cells["value"]) is not None, Sentence("un nombre, comme 1234,5")),
        (
            "state",
            cells.get("state", "") in {"", *_STATES},
            Sentence("un état, comme « observé » ou « estimé », ou rien"),
        ),
        ("used", cells.get("used", "").lower() in _YES, Sentence("« oui », « non » ou rien")),
    )
    return [row.fault(column, expected) for column, is_right, expected in checks if not is_right]


def _check(row: TextRow, entry: GivenValue, today: date) -> tuple[float | None, list[Fault]]:
    """The value in the unit of its measure, and what the rules of own values refuse in it, then in its words."""
    value: float | None = None
    faults = []
    try:
        value = check_own_value(entry, today=today)
        if not entry.is_confirmed:
            check_size(value, provider_value(row.cells["siren"], entry.measure))
    except InvalidOwnValueError as error:
        faults.append(row.fault(error.field, error.expected))
    try:
        check_words(entry)
    except InvalidOwnValueError as error:
        faults.append(row.fault(error.field, error.expected))
    return value, faults
