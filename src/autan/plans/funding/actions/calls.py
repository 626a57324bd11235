"""Writes a call, attaches an action to it, takes a table in, takes a name out."""

from collections.abc import Iterable
from typing import Any

from django.utils.text import slugify

from autan.evidence.figures.queries.registry import OPERATOR
from autan.evidence.imports.core import Import, Preview, Record, Upload, compare
from autan.ground.descriptions.core.documents import as_json, change_texts, descriptions_of, publication_gaps
from autan.ground.errors import ConflictError, DomainError
from autan.ground.extension_points import DataSubject
from autan.ground.tables.core.findings import Findings
from autan.ground.texts.core.plain_letters import fold_accents
from autan.ground.texts.language import current_language, words
from autan.ground.web.queries import free_slug
from autan.ground.wordings import Sentence, Text
from autan.people.individuals.models import ERASED_NAME
from autan.people.journal.actions import Act, Actor, acting
from autan.people.journal.core import ObjectRef, list_changes, without_name
from autan.plans.funding.core.calls import FUNDING, FundingCall, call_faults
from autan.plans.funding.importers import read_calls
from autan.plans.funding.models import FundingCallRecord
from autan.plans.funding.queries import attached_actions, names
from autan.plans.obligations.importers.rules import obligation_rules
from autan.plans.projects.actions.sheets import SheetInput, change_sheet
from autan.plans.projects.core.lines import CALL_FIELD
from autan.plans.projects.models import ActionSheet
from autan.territories.networks.models import Network

REFUSAL = "seules la coordination du réseau et les personnes de ses membres écrivent ses appels et fonds"


def call_ref(record: FundingCallRecord) -> ObjectRef:
    """Return the reference in the journal."""
    return ObjectRef(FUNDING, "call", record.slug)


def write_call(
    *, by: Actor | None, network: Network, call: FundingCall, record: FundingCallRecord | None = None
) -> FundingCallRecord:
    """Write a call, or give it another content.

    Raises:
        DomainError: it cannot be so, or is published and would lack what publication asks.
        ConflictError: another call of the network has this name, or actions name it by the one that it has.
        NotAllowedError: `by` does not take part in the network.
    """
    name = "change_call" if record else "add_call"
    with acting(by=by, act=name, permission="funding.write_calls", on=network, refusal=REFUSAL) as act:
        return _write(act, network, call, record)


def _write(act: Act, network: Network, call: FundingCall, record: FundingCallRecord | None) -> FundingCallRecord:
    if faults := [words(text) for _field, text in call_faults(call)]:
        listed = Sentence.joined(" ; ", tuple(faults))
        raise DomainError("cet appel ne peut pas être écrit\u00a0: il faut {faults}", faults=listed)
    if others := sorted(set(call.duties) - {rule.code for rule in obligation_rules()}):
        raise DomainError("aucune règle ne porte le code «\u202f{code}\u202f»", code=others[0])
    _refuse_other_name(network, call, record)
    row = record or FundingCallRecord(network=network, content={})
    if row.is_published:
        require_whole(call)
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
        raise ConflictError("un appel de ce réseau porte déjà ce nom")
    if record and not call.is_named(record.name) and attached_actions(record, reader=OPERATOR):
        raise ConflictError("des actions nomment cet appel\u00a0: son nom ne change plus")


def require_whole(call: FundingCall) -> None:
    """Refuse a call that lacks what publication asks.

    Raises:
        DomainError: it does.
    """
    if gaps := publication_gaps(call):
        listed = Sentence.joined(" ; ", tuple(map(words, gaps)))
        raise DomainError("«\u202f{name}\u202f» ne peut pas être publié\u00a0: {gaps}", name=call.name, gaps=listed)


def _fill(record: FundingCallRecord, call: FundingCall) -> None:
    record.content, record.name, record.kind = as_json(call), call.name.strip(), call.kind.value
    record.closes_on = call.closes_on


def attach_action(
    *, by: Actor | None, record: FundingCallRecord, sheet: ActionSheet, asked: str = "", granted: str = ""
) -> None:
    """Write in the funding of an action that it goes to a call, with what it asks and what it got, as typed.

    Raises:
        ConflictError: its funding names the call already.
        DomainError: an amount cannot be read.
        NotAllowedError: `by` does not write this action.
    """
    if names(record, sheet):
        raise ConflictError("cette action nomme déjà cet appel\u00a0: changez la ligne de sa fiche")
    line = {"funder": record.document.funder or record.name, CALL_FIELD: record.name}
    line |= {code: text for code, text in (("asked", asked), ("granted", granted)) if text}
    lines = {**sheet.lines, "funding": [*sheet.lines.get("funding", ()), line]}
    change_sheet(by=by, sheet=sheet, sheet_input=SheetInput(typed={}, lines=lines, revision=sheet.revision))


def erase_named(subject: DataSubject) -> int:
    """Take what names somebody out of every text; called inside the act of the room of personal data."""
    changed = 0
    for record in FundingCallRecord.objects.all():
        call = document = record.document
        for name in subject.words:
            document = change_texts(document, lambda text, name=name: without_name(text, name, ERASED_NAME))  # type: ignore[misc]
        if document != call:
            _fill(record, document)
            record.save()
            changed += 1
    return changed


# A table of calls, taken in.


def calls_import(network: Network) -> Import[FundingCall]:
    """Return how a table of the calls of a network is taken in."""
    described = descriptions_of(FundingCall)
    return Import(
        kind=f"funding/{network.slug}",
        read=lambda upload: preview_calls(upload, network),
        write=lambda by, preview: _write_preview(by, network, preview),
        fields={name: description.heading for name, description in described.items()},
    )


def preview_calls(upload: Upload, network: Network) -> Preview[FundingCall]:
    """Say what a table would change of the calls of a network. One query.

    Raises:
        ImportFileError: it is no such table.
    """
    standing = {key: record.document for key, record in _standing(network).items()}
    findings, rules = Findings(), {rule.code for rule in obligation_rules()}
    read = read_calls(upload.data, upload.file, standing, rules, findings)
    if findings.faults:
        return Preview(file=upload.file, faults=tuple(findings.faults))
    current = {key: _record(call, descriptions_of(FundingCall), None) for key, call in standing.items()}
    return Preview(
        file=upload.file, items=compare([_record(call, fields, line) for line, call, fields in read], current)
    )


def _standing(network: Network) -> dict[str, FundingCallRecord]:
    return {fold_accents(row.name): row for row in FundingCallRecord.objects.filter(network=network)}


def _record(call: FundingCall, fields: Iterable[str], line: int | None) -> Record[FundingCall]:
    described, language = descriptions_of(FundingCall), current_language()
    values = {name: getattr(call, name) for name in fields}
    shown = {
        name: "" if described[name].is_empty(value) else described[name].say(value, language, {})
        for name, value in values.items()
    }
    return Record(
        key=fold_accents(call.name),
        name=Text(call.name, call.name),
        group=call.kind.label,
        fields=shown,
        content=call,
        line=line,
    )


def _write_preview(by: Any, network: Network, preview: Preview[FundingCall]) -> None:
    """Write the calls of a preview in one act.

    Raises:
        NotAllowedError: `by` does not take part in the network; nothing is written.
    """
    with acting(by=by, act="import_calls", permission="funding.write_calls", on=network, refusal=REFUSAL) as act:
        standing = _standing(network)
        for item in preview.to_write:
            call = item.record.content
            _write(act, network, call, standing.get(fold_accents(call.name)))
