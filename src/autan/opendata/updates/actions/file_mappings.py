"""Keeps the mappings of a network: one is written, corrected, deleted."""

from autan.ground.descriptions.core.documents import as_json, refuse_faults
from autan.ground.errors import RuleError
from autan.opendata.observatory.models import FileMappingRecord
from autan.opendata.sources.core.file_mappings import FileMapping, mapping_faults
from autan.people.journal.actions import Actor, acting
from autan.people.journal.core import list_changes, refs_to
from autan.territories.networks.models import Network

KEEP = "observatory.keep_mappings"
REFUSAL = "seule la coordination du réseau tient ses correspondances de fichiers"
mapping_ref = refs_to("observatory", "mapping", "pk")


def write_mapping(
    *, by: Actor | None, network: Network, mapping: FileMapping, record: FileMappingRecord | None = None
) -> FileMappingRecord:
    """Write a mapping, or give it another content. Raises DomainError: no file could be read with it."""
    name = "change_mapping" if record else "add_mapping"
    with acting(by=by, act=name, permission=KEEP, on=network, refusal=REFUSAL) as act:
        refuse_faults(mapping_faults(mapping))
        row = record or FileMappingRecord(network=network)
        if FileMappingRecord.objects.filter(network=network, name=mapping.name.strip()).exclude(pk=row.pk).exists():
            raise RuleError("une correspondance de ce réseau porte déjà ce nom")
        before, row.content, row.name = row.content, as_json(mapping), mapping.name.strip()
        row.save()
        changes = list_changes(before, row.content) if record else ()
        act.record(
            mapping_ref(row), summary=f"Correspondance écrite : {row.name}", network=network.slug, changes=changes
        )
    return row


def delete_mapping(*, by: Actor | None, record: FileMappingRecord) -> None:
    """Delete a mapping; the editions that were read with it stay, and still name it."""
    with acting(by=by, act="delete_mapping", permission=KEEP, on=record.network, refusal=REFUSAL) as act:
        act.record(
            mapping_ref(record), summary=f"Correspondance supprimée : {record.name}", network=record.network.slug
        )
        record.delete()
