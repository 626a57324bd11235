"""Writes what actions asked of calls, got and were paid, in their sheets: one by one, or a table of them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from autan.evidence.imports.core import Import, Preview, Record, Upload, compare, show_plainly
from autan.ground.errors import ConflictError
from autan.ground.tables.core.findings import Findings
from autan.ground.tables.core.tables import TextRow
from autan.ground.tables.importers.tables import read_text_rows
from autan.ground.texts.core.money import read_amount
from autan.ground.wordings import Sentence, Text
from autan.people.journal.actions import Actor
from autan.plans.funding.core.figures import ASKED, GRANTED, PAID
from autan.plans.funding.models import FundingCallRecord
from autan.plans.funding.queries import calls_of_action, names
from autan.plans.projects.actions.sheets import SheetInput, change_sheet
from autan.plans.projects.core.lines import CALL_FIELD
from autan.plans.projects.models import ActionSheet

REQUEST_COLUMNS = ("action", "appel")
MORE_REQUEST_COLUMNS: Mapping[str, str] = {"demande": ASKED, "accorde": GRANTED, "verse": PAID}
"""Columns that a row may have, and the field of a line of funding that each holds."""
_FIELDS = {
    ASKED: Sentence("Demandé"),
    GRANTED: Sentence("Accordé"),
    PAID: Sentence("Versé"),
}


class RequestRow(NamedTuple):
    """What a row says of an action and of a call; `amounts` as typed, by field."""

    sheet: ActionSheet
    call: FundingCallRecord
    amounts: Mapping[str, str]


def requests_import(by: Actor | None) -> Import[RequestRow]:
    """Return how a table of requests is taken in; what the rows do not tell stays."""

    def read(upload: Upload) -> Preview[RequestRow]:
        findings = Findings()
        lines = list(_rows(upload, by, findings))
        if findings.faults:
            return Preview(file=upload.file, faults=tuple(findings.faults))
        current = {record.key: record for _line, row in lines if (record := _current(row)) is not None}
        return Preview(file=upload.file, items=compare([_record(row, line) for line, row in lines], current))

    return Import(kind="funding-requests", read=read, write=_write, fields=_FIELDS, show=show_plainly)


def _rows(upload: Upload, by: Actor | None, findings: Findings) -> Iterator[tuple[int, RequestRow]]:
    rows = list(read_text_rows(upload.data, upload.file, required=REQUEST_COLUMNS))
    slugs = {row.cells["action"] for row in rows}
    sheets = {sheet.slug: sheet for sheet in ActionSheet.objects.filter(slug__in=slugs).prefetch_related("carriers")}
    allowed = {slug for slug, sheet in sheets.items() if by is None or by.has_perm("projects.write_action", sheet)}
    calls = {slug: calls_of_action(sheets[slug]) for slug in allowed}
    seen: set[str] = set()
    for row in findings.until_full(rows):
        slug = row.cells["action"]
        call = next((one for one in calls.get(slug, ()) if one.document.is_named(row.cells["appel"])), None)
        amounts = dict(_amounts(row, findings))
        if slug not in allowed:
            findings.add(row.fault("action", "l’identifiant d’une action que vous écrivez"))
        elif call is None:
            findings.add(row.fault("appel", "le nom d’un appel ou d’un fonds de son réseau"))
        elif (key := f"{slug}/{call.slug}") in seen:
            findings.add(row.fault("appel", "une seule ligne par action et par appel"))
        else:
            seen.add(key)
            yield row.line, RequestRow(sheets[slug], call, amounts)


def _amounts(row: TextRow, findings: Findings) -> Iterator[tuple[str, str]]:
    for column, field in MORE_REQUEST_COLUMNS.items():
        typed = row.cells.get(column, "").strip()
        if typed and read_amount(typed) is None:
            findings.add(row.fault(column, "un montant, comme 150 k€ HT"))
        elif typed:
            yield field, typed


def _record(row: RequestRow, line: int | None = None) -> Record[RequestRow]:
    return Record(
        key=f"{row.sheet.slug}/{row.call.slug}",
        name=Text(row.sheet.title, row.sheet.title),
        group=Text(row.call.name, row.call.name),
        fields=row.amounts,
        content=row,
        line=line,
    )


def _current(row: RequestRow) -> Record[RequestRow] | None:
    """What the funding of the action says of the call; None where it does not name it."""
    call, funding = row.call.document, row.sheet.lines.get("funding", ())
    lines = [line for line in funding if call.is_named(line.get(CALL_FIELD, ""))]
    amounts = {field: lines[0].get(field, "") for field in _FIELDS} if lines else {}
    return _record(row._replace(amounts=amounts)) if lines else None


def _write(by: Actor | None, preview: Preview[RequestRow]) -> None:
    """Write each action once, whatever the calls that it goes to.

    Raises NotAllowedError: `by` does not write one of the actions; nothing is written.
    """
    by_sheet: dict[str, list[RequestRow]] = {}
    for item in preview.to_write:
        by_sheet.setdefault(item.record.content.sheet.slug, []).append(item.record.content)
    for rows in by_sheet.values():
        _write_sheet(by, rows[0].sheet, rows)


def _write_sheet(by: Actor | None, sheet: ActionSheet, rows: Iterable[RequestRow]) -> None:
    """Write what one action asked of calls: in the line of each, or in a new one."""
    lines = [dict(line) for line in sheet.lines.get("funding", ())]
    for row in rows:
        call = row.call.document
        line = next((one for one in lines if call.is_named(one.get(CALL_FIELD, ""))), None)
        if line is None:
            line = {"funder": call.funder or row.call.name, CALL_FIELD: row.call.name}
            lines.append(line)
        line.update(row.amounts)
    kept = {**sheet.lines, "funding": lines}
    change_sheet(by=by, sheet=sheet, sheet_input=SheetInput(typed={}, lines=kept, revision=sheet.revision))


def attach_action(
    *, by: Actor | None, record: FundingCallRecord, sheet: ActionSheet, asked: str = "", granted: str = ""
) -> None:
    """Write in the funding of an action that it goes to a call, with what it asks and what it got, as typed.

    Raises DomainError: an amount cannot be read.
    """
    if names(record, sheet):
        raise ConflictError("cette action nomme déjà cet appel\u00a0: changez la ligne de sa fiche")
    amounts = {code: text for code, text in ((ASKED, asked), (GRANTED, granted)) if text}
    _write_sheet(by, sheet, [RequestRow(sheet, record, amounts)])
