"""Writes a call, takes tables in, takes a name out; and what actions asked of calls, got and were paid."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from django.utils.text import slugify

from autan.evidence.figures.queries.registry import OPERATOR
from autan.evidence.imports.core import Import, Preview, Record, Upload, compare, show_plainly
from autan.evidence.imports.importers import documents_import
from autan.ground.descriptions.core.documents import as_json, refuse_faults, require_whole
from autan.ground.errors import DomainError, RuleError
from autan.ground.extension_points import DataSubject
from autan.ground.tables.core.findings import Findings
from autan.ground.tables.core.tables import TextRow
from autan.ground.tables.importers.tables import read_text_rows
from autan.ground.texts.core.money import AMOUNT, read_amount
from autan.ground.web.queries import free_slug
from autan.ground.wordings import Sentence, Text
from autan.people.journal.actions import Act, Actor, acting
from autan.people.journal.core import list_changes, refs_to
from autan.people.personal_data.actions import erase_in_documents
from autan.plans.funding.core.calls import FUNDING, FundingCall, call_faults, call_key
from autan.plans.funding.core.figures import ASKED, GRANTED, PAID
from autan.plans.funding.importers import read_calls
from autan.plans.funding.models import FundingCallRecord
from autan.plans.funding.queries import attached_actions, calls_of_action, names
from autan.plans.obligations.importers.rules import obligation_rules
from autan.plans.projects.actions.sheets import SheetInput, change_sheet
from autan.plans.projects.core.lines import CALL_FIELD
from autan.plans.projects.models import ActionSheet
from autan.territories.networks.models import Network

REFUSAL = "seules la coordination du réseau et les personnes de ses membres écrivent ses appels et fonds"
call_ref = refs_to(FUNDING, "call")


def write_call(
    *, by: Actor | None, network: Network, call: FundingCall, record: FundingCallRecord | None = None
) -> FundingCallRecord:
    """Write a call, or give it another content.

    Raises:
        DomainError: it cannot be so, or is published and would lack what publication asks.
        RuleError: another call of the network has this name, or actions name it by the one that it has.
    """
    name = "change_call" if record else "add_call"
    with acting(by=by, act=name, permission="funding.write_calls", on=network, refusal=REFUSAL) as act:
        return _write(act, network, call, record)


def _write(act: Act, network: Network, call: FundingCall, record: FundingCallRecord | None) -> FundingCallRecord:
    refuse_faults(call_faults(call))
    if others := sorted(set(call.duties) - _codes()):
        raise DomainError("aucune règle ne porte le code «\u202f{code}\u202f»", code=others[0])
    _refuse_other_name(network, call, record)
    row = record or FundingCallRecord(network=network, content={})
    if row.is_published:
        require_whole(call, call.name)
    before = row.content
    _fill(row, call)
    row.slug = row.slug or free_slug(FundingCallRecord.objects.all(), slugify(call.name)[:100] or "appel")
    row.save()
    changes = list_changes(before, row.content) if record else ()
    act.record(call_ref(row), summary=f"Appel écrit : {row.name}", network=network.slug, changes=changes)
    return row


def _refuse_other_name(network: Network, call: FundingCall, record: FundingCallRecord | None) -> None:
    others = FundingCallRecord.objects.filter(network=network)
    if record:
        others = others.exclude(pk=record.pk)
    if any(other.document.is_named(call.name) for other in others):
        raise RuleError("un appel de ce réseau porte déjà ce nom")
    if record and not call.is_named(record.name) and attached_actions(record, reader=OPERATOR):
        raise RuleError("des actions nomment cet appel\u00a0: son nom ne change plus")


def _fill(record: FundingCallRecord, call: FundingCall) -> None:
    record.content, record.name, record.kind = as_json(call), call.name.strip(), call.kind.value
    record.closes_on = call.closes_on


def erase_named(subject: DataSubject) -> int:
    """Take what names somebody out of every text; called inside the act of the room of personal data."""
    return erase_in_documents(FundingCallRecord.objects.all(), subject, _fill)


def calls_import(network: Network) -> Import[FundingCall]:
    """Return how a table of the calls of a network is taken in."""

    def records() -> dict[str, FundingCallRecord]:
        return {call_key(row.document): row for row in FundingCallRecord.objects.filter(network=network)}

    def write(by: Actor | None, calls: list[FundingCall]) -> None:
        with acting(by=by, act="import_calls", permission="funding.write_calls", on=network, refusal=REFUSAL) as act:
            existing = records()
            for call in calls:
                _write(act, network, call, existing.get(call_key(call)))

    return documents_import(
        kind=f"funding/{network.slug}",
        document=FundingCall,
        key=call_key,
        existing=lambda: [row.document for row in records().values()],
        read=lambda upload, existing, findings: read_calls(upload, existing, _codes(), findings),
        write=write,
    )


def _codes() -> set[str]:
    return {rule.code for rule in obligation_rules()}


REQUEST_COLUMNS = ("action", "appel")
MORE_REQUEST_COLUMNS: Mapping[str, str] = {"demande": ASKED, "accorde": GRANTED, "verse": PAID}
"""Columns that a row may have, and the field of a line of funding that each holds."""
_FIELDS = {ASKED: Sentence("Demandé"), GRANTED: Sentence("Accordé"), PAID: Sentence("Versé")}


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

    return Import(kind="funding-requests", read=read, write=_write_requests, fields=_FIELDS, show=show_plainly)


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
            findings.add(row.fault(column, AMOUNT))
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


def _write_requests(by: Actor | None, preview: Preview[RequestRow]) -> None:
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
    sections = {**sheet.lines, "funding": lines}
    change_sheet(by=by, sheet=sheet, sheet_input=SheetInput(typed={}, lines=sections, revision=sheet.revision))


def attach_action(
    *, by: Actor | None, record: FundingCallRecord, sheet: ActionSheet, amounts: Mapping[str, str]
) -> None:
    """Write in the funding of an action that it goes to a call, with what it asks, got and was paid, as typed.

    Raises DomainError: an amount cannot be read.
    """
    if names(record, sheet):
        raise RuleError("cette action nomme déjà cet appel\u00a0: changez la ligne de sa fiche")
    _write_sheet(by, sheet, [RequestRow(sheet, record, {code: text for code, text in amounts.items() if text})])
