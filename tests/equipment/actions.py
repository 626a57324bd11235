"""The only writers of equipment: write it, move it along its life, take a name out of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.text import slugify

from autan.ground.descriptions.core.documents import as_json, require_whole, search_text
from autan.ground.errors import DomainError
from autan.ground.extension_points import DataSubject
from autan.ground.web.queries import free_slug
from autan.people.journal.actions import Actor, acting
from autan.people.journal.core import ObjectRef, list_changes
from autan.people.personal_data.actions import erase_in_documents
from autan.territories.networks.models import Network, Territory
from tests.equipment.core import Equipment
from tests.equipment.models import EquipmentRecord

REFUSAL = "seules les personnes de la collectivité et la coordination écrivent ce matériel"


def equipment_ref(record: EquipmentRecord) -> ObjectRef:
    """Return the reference in the journal."""
    return ObjectRef("equipment", "equipment", record.slug)


def write_equipment(
    *,
    by: Actor | None,
    network: Network,
    territory: Territory,
    document: Equipment,
    record: EquipmentRecord | None = None,
) -> EquipmentRecord:
    """Write a piece of equipment, or give it another content.

    Raises:
        DomainError: it is published, and would lack what publication asks.
        NotAllowedError: `by` neither acts for the territory nor coordinates the network.
    """
    is_new = record is None
    record = record or EquipmentRecord(network=network, author_id=by.pk if by else None, content={})
    record.territory = territory
    act_name = "add_equipment" if is_new else "change_equipment"
    with acting(by=by, act=act_name, permission="equipment.write", on=record, refusal=REFUSAL) as act:
        if record.is_published:
            require_whole(document, document.title)
        before = record.content
        _fill(record, document)
        start = slugify(document.title)[:100] or "materiel"
        record.slug = record.slug or free_slug(EquipmentRecord.objects.all(), start)
        record.save()
        summary, changes = f"Matériel écrit : {record.title}", () if is_new else list_changes(before, record.content)
        act.record(equipment_ref(record), summary=summary, network=network.slug, changes=changes)
    return record


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the life of a piece of equipment."""

    is_from_published: bool
    summary: str
    check: Callable[[Equipment], None] = lambda _document: None


STEPS = {
    "publish": Step(
        is_from_published=False,
        summary="Matériel publié",
        check=lambda document: require_whole(document, document.title),
    ),
    "withdraw": Step(is_from_published=True, summary="Matériel retiré"),
}


def move_equipment(*, by: Actor | None, record: EquipmentRecord, step: str, today: date) -> EquipmentRecord:
    """Publish, or withdraw.

    Raises:
        DomainError: the step does not exist, or not from where it stands, or something lacks.
        NotAllowedError: `by` does not write it.
    """
    with acting(by=by, act=f"{step}_equipment"[:60], permission="equipment.write", on=record, refusal=REFUSAL) as act:
        transition = STEPS.get(step)
        if transition is None or transition.is_from_published != record.is_published:
            raise DomainError("ce matériel n’en est pas là")
        transition.check(record.document)
        record.is_published = not record.is_published
        record.published_on = today if record.is_published else None
        record.save()
        act.record(equipment_ref(record), summary=f"{transition.summary} : {record.title}", network=record.network.slug)
    return record


def erase_named(subject: DataSubject) -> int:
    """Take what names somebody out of every text; called inside the act of the room of personal data."""
    return erase_in_documents(EquipmentRecord.objects.all(), subject, _fill)


def _fill(record: EquipmentRecord, document: Equipment) -> None:
    record.content, record.title = as_json(document), document.title.strip()
    record.search_text, record.kind = search_text(document), document.kind.value if document.kind else ""
