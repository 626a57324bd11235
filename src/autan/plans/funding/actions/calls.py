"""Writes a call, takes a table in, takes a name out."""

from django.utils.text import slugify

from autan.evidence.figures.queries.registry import OPERATOR
from autan.evidence.imports.core import Import
from autan.evidence.imports.importers import documents_import
from autan.ground.descriptions.core.documents import as_json, refuse_faults, require_whole
from autan.ground.errors import ConflictError, DomainError
from autan.ground.extension_points import DataSubject
from autan.ground.web.queries import free_slug
from autan.people.journal.actions import Act, Actor, acting
from autan.people.journal.core import ObjectRef, list_changes
from autan.people.personal_data.actions import erase_in_documents
from autan.plans.funding.core.calls import FUNDING, FundingCall, call_faults, call_key
from autan.plans.funding.importers import read_calls
from autan.plans.funding.models import FundingCallRecord
from autan.plans.funding.queries import attached_actions
from autan.plans.obligations.importers.rules import obligation_rules
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
        raise ConflictError("un appel de ce réseau porte déjà ce nom")
    if record and not call.is_named(record.name) and attached_actions(record, reader=OPERATOR):
        raise ConflictError("des actions nomment cet appel\u00a0: son nom ne change plus")


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
            standing = records()
            for call in calls:
                _write(act, network, call, standing.get(call_key(call)))

    return documents_import(
        kind=f"funding/{network.slug}",
        document=FundingCall,
        key=call_key,
        standing=lambda: [row.document for row in records().values()],
        read=lambda upload, standing, findings: read_calls(upload, standing, _codes(), findings),
        write=write,
    )


def _codes() -> set[str]:
    return {rule.code for rule in obligation_rules()}
