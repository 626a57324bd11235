"""How a table of own values becomes values beside the providers': every fault is told with its place, or all is kept.

One row a value: `siren`, `measure`, `date`, `value`, `unit`, `reason`, `document`; where wanted, `state`, `used` and
`confirmed`.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from django.utils import timezone

from autan.accounts.models import Person
from autan.errors import Fault, ImportFileError
from autan.evidence.core.notation import read_number
from autan.evidence.core.states import ValueState
from autan.intake.core.tables import TextRow
from autan.intake.importers.tables import read_file, read_text_rows
from autan.observatory.actions.own_values import GivenValue, record_own_values
from autan.observatory.core.own_value_checks import InvalidOwnValueError, check_own_value, check_size, check_words
from autan.observatory.models import OwnValue
from autan.observatory.queries.figures import provider_value
from autan.territories.models import Territory

COLUMNS = ("siren", "measure", "date", "value", "unit", "reason", "document")
_YES = {"oui": True, "yes": True, "non": False, "no": False, "": False}
_STATES = {state.label.fr: state for state in ValueState} | {state.value: state for state in ValueState}
Row = tuple[Territory, GivenValue]


def import_own_values(*, by: Person | None, source: Path) -> list[OwnValue]:
    """Keep every value of a table, or none.

    Args:
        by: who gives them; must act for each territory, unless the product itself does.
        source: CSV, whatever its separator and its writing.

    Raises:
        ImportFileError: every fault of the file; nothing is written.
        RuleError: the person may not speak for one of the territories; nothing is written.
    """
    rows, faults = _check(read_text_rows(read_file(source), source.name, required=COLUMNS), timezone.localdate())
    if faults:
        raise ImportFileError(source.name, faults)
    return record_own_values(by=by, given=rows)


def _check(rows: Iterable[TextRow], today: date) -> tuple[list[Row], list[Fault]]:
    found = list(rows)
    places = Territory.objects.in_bulk({row.cells["siren"] for row in found}, field_name="siren")
    read: list[Row] = []
    faults: list[Fault] = []
    seen: set[tuple[str, str, str]] = set()
    for row in found:
        key = (row.cells["siren"], row.cells["measure"], row.cells["date"])
        blamed = [*_blame_cells(row, places), *_blame_repeat(row, key, seen)]
        seen.add(key)
        given = _given(row.cells)
        told = {fault.column for fault in blamed}
        blamed += [fault for fault in _blame_value(row, given, today) if fault.column not in told]
        if not blamed:
            read.append((places[row.cells["siren"]], given))
        faults += blamed
    return read, faults


def _blame_cells(row: TextRow, places: Mapping[str, Territory]) -> list[Fault]:
    """Cells that cannot be read at all."""
    cells = row.cells
    checks = (
        ("siren", cells["siren"] in places, "le SIREN d’un territoire suivi"),
        ("value", read_number(cells["value"]) is not None, "un nombre, comme 1234,5"),
        ("state", cells.get("state", "") in {"", *_STATES}, "un état, comme « observé » ou « estimé », ou rien"),
        ("used", cells.get("used", "").lower() in _YES, "« oui », « non » ou rien"),
    )
    return [_fault(row, column, expected) for column, is_right, expected in checks if not is_right]


def _blame_repeat(row: TextRow, key: tuple[str, str, str], seen: set[tuple[str, str, str]]) -> list[Fault]:
    return [_fault(row, "measure", "une mesure donnée une seule fois pour ce territoire et cette date")] * (key in seen)


def _blame_value(row: TextRow, given: GivenValue, today: date) -> list[Fault]:
    """What the rules of own values refuse: in the value, then in the words."""
    found = []
    try:
        checked = check_own_value(
            measure=given.measure, date=given.date, value=given.value, unit=given.unit, state=given.state, today=today
        )
        if not given.is_confirmed:
            check_size(checked.value, provider_value(row.cells["siren"], given.measure))
    except InvalidOwnValueError as error:
        found.append(_fault(row, error.field, error.expected))
    try:
        check_words(reason=given.reason, document=given.document)
    except InvalidOwnValueError as error:
        found.append(_fault(row, error.field, error.expected))
    return found


def _given(cells: Mapping[str, str]) -> GivenValue:
    return GivenValue(
        measure=cells["measure"],
        date=cells["date"],
        value=read_number(cells["value"]) or 0.0,
        unit=cells["unit"],
        reason=cells["reason"],
        document=cells["document"],
        state=_STATES.get(cells.get("state", ""), ValueState.OBSERVED),
        is_used=_YES.get(cells.get("used", "").lower(), False),
        is_confirmed=_YES.get(cells.get("confirmed", "").lower(), False),
    )


def _fault(row: TextRow, column: str, expected: str) -> Fault:
    return Fault(row=row.line, column=column, value=row.cells.get(column, ""), expected=expected)
