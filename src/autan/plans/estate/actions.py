"""The only writers of estates: a good, its publication, a table taken in, a name taken out."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.text import slugify

from autan.evidence.imports.core import Import, Preview, PreviewItem, Record, Upload, compare
from autan.ground.descriptions.core.documents import as_json, change_texts, descriptions_of, publication_gaps
from autan.ground.errors import ConflictError, DomainError
from autan.ground.extension_points import DataSubject
from autan.ground.tables.core.findings import Findings
from autan.ground.texts.language import current_language, words
from autan.ground.web.queries import free_slug
from autan.ground.wordings import Sentence, Text
from autan.people.individuals.models import ERASED_NAME
from autan.people.journal.actions import Act, Actor, acting
from autan.people.journal.core import ObjectRef, list_changes, without_name
from autan.plans.estate.core.goods import ESTATE, EstateGood, good_faults
from autan.plans.estate.importers import read_estate
from autan.plans.estate.models import EstateRecord
from autan.territories.networks.models import Territory
from autan.territories.networks.queries.networks import networks_of

REFUSAL = "seules les personnes qui agissent pour ce territoire, et la coordination, écrivent son patrimoine"


def good_ref(record: EstateRecord) -> ObjectRef:
    """Return the reference in the journal."""
    return ObjectRef(ESTATE, "good", record.slug)


def write_good(
    *, by: Actor | None, territory: Territory, good: EstateGood, record: EstateRecord | None = None
) -> EstateRecord:
    """Write a good, or give it another content.

    Raises:
        DomainError: it cannot be so, or is published and would lack what publication asks.
        ConflictError: another good of the authority has this kind and name.
        NotAllowedError: `by` does not act for the territory.
    """
    name = "change_good" if record else "add_good"
    with acting(by=by, act=name, permission="estate.write", on=territory, refusal=REFUSAL) as act:
        return _write(act, territory, good, record, _network(territory))


def write_goods(
    *, by: Actor | None, territory: Territory, goods: Sequence[tuple[EstateGood, EstateRecord | None]]
) -> int:
    """Write several goods, each new or over a record, all or none; return how many.

    Raises:
        DomainError: one of them cannot be so, or is published and would lack what publication asks.
        ConflictError: another good of the authority has its kind and name.
        NotAllowedError: `by` does not act for the territory.
    """
    with acting(by=by, act="fill_estate", permission="estate.write", on=territory, refusal=REFUSAL) as act:
        network = _network(territory)
        for good, record in goods:
            _write(act, territory, good, record, network)
    return len(goods)


def remove_good(*, by: Actor | None, record: EstateRecord) -> None:
    """Take a good out of an estate.

    Raises:
        NotAllowedError: `by` does not act for the territory.
    """
    with acting(by=by, act="remove_good", permission="estate.write", on=record.territory, refusal=REFUSAL) as act:
        act.record(good_ref(record), summary=f"Bien retiré : {record.name}", network=_network(record.territory))
        record.delete()


def publish_estate(*, by: Actor | None, territory: Territory, today: date) -> int:
    """Publish every good of an authority; return how many were not.

    Raises:
        DomainError: one of them lacks what publication asks, or there is none to publish.
        NotAllowedError: `by` does not act for the territory.
    """
    with acting(by=by, act="publish_estate", permission="estate.write", on=territory, refusal=REFUSAL) as act:
        rows = list(EstateRecord.objects.filter(territory=territory, is_published=False))
        if not rows:
            raise DomainError("aucun bien n’attend d’être publié")
        for row in rows:
            _require_whole(row.document)
        EstateRecord.objects.filter(pk__in=[row.pk for row in rows]).update(is_published=True, published_on=today)
        _record_step(act, territory, f"Patrimoine publié : {len(rows)} bien(s)")
    return len(rows)


def withdraw_estate(*, by: Actor | None, territory: Territory) -> int:
    """Make every good of an authority private again; return how many were public.

    Raises:
        NotAllowedError: `by` does not act for the territory.
    """
    with acting(by=by, act="withdraw_estate", permission="estate.write", on=territory, refusal=REFUSAL) as act:
        rows = EstateRecord.objects.filter(territory=territory, is_published=True)
        count = rows.update(is_published=False, published_on=None)
        _record_step(act, territory, f"Patrimoine rendu privé : {count} bien(s)")
    return count


def _record_step(act: Act, territory: Territory, summary: str) -> None:
    act.record(ObjectRef(ESTATE, "estate", territory.siren), summary=summary, network=_network(territory))


def _write(act: Act, territory: Territory, good: EstateGood, record: EstateRecord | None, network: str) -> EstateRecord:
    if faults := list(good_faults(good)):
        raise DomainError("ce bien ne peut pas être écrit\u00a0: il faut {faults}", faults=_joined(faults))
    others = EstateRecord.objects.filter(territory=territory, kind=good.kind.value, name=good.name.strip())
    if (others.exclude(pk=record.pk) if record else others).exists():
        raise ConflictError("un bien de cette sorte porte déjà ce nom dans ce patrimoine")
    row = record or EstateRecord(territory=territory, content={})
    if row.is_published:
        _require_whole(good)
    before = row.content
    _fill(row, good)
    row.slug = row.slug or free_slug(
        EstateRecord.objects.all(), f"{territory.siren}-{slugify(good.name)[:80] or 'bien'}"
    )
    row.save()
    changes = list_changes(before, row.content) if record else ()
    act.record(good_ref(row), summary=f"Bien écrit : {row.name}", network=network, changes=changes)
    return row


def _joined(faults: Iterable[tuple[str, Text]]) -> Sentence:
    return Sentence.joined(" ; ", tuple(words(text) for _field, text in faults))


def _require_whole(good: EstateGood) -> None:
    if gaps := publication_gaps(good):
        listed = Sentence.joined(" ; ", tuple(map(words, gaps)))
        raise DomainError("«\u202f{name}\u202f» ne peut pas être publié\u00a0: {gaps}", name=good.name, gaps=listed)


def _fill(record: EstateRecord, good: EstateGood) -> None:
    record.content, record.name, record.kind = as_json(good), good.name.strip(), good.kind.value


def _network(territory: Territory) -> str:
    return next((network.slug for network in networks_of(territory.siren)), "")


def erase_named(subject: DataSubject) -> int:
    """Take what names somebody out of every text; called inside the act of the room of personal data."""
    changed = 0
    for record in EstateRecord.objects.all():
        good = document = record.document
        for name in subject.words:
            document = change_texts(document, lambda text, name=name: without_name(text, name, ERASED_NAME))  # type: ignore[misc]
        if document != good:
            _fill(record, document)
            record.save()
            changed += 1
    return changed


# A table of goods, taken in.


def estate_import(territory: Territory) -> Import[EstateGood]:
    """Return how a table of the goods of an authority is taken in."""
    described = descriptions_of(EstateGood)
    return Import(
        kind=f"estate/{territory.siren}",
        read=lambda upload: preview_estate(upload, territory),
        write=lambda by, preview: _write_preview(by, territory, preview),
        fields={name: description.heading for name, description in described.items()},
    )


def preview_estate(upload: Upload, territory: Territory) -> Preview[EstateGood]:
    """Say what a table would change of an estate. One query.

    Raises:
        ImportFileError: it is no such table.
    """
    standing = _standing(territory)
    goods = {key: record.document for key, record in standing.items()}
    findings = Findings()
    read = read_estate(upload.data, upload.file, goods, findings)
    if findings.faults:
        return Preview(file=upload.file, faults=tuple(findings.faults))
    current = {"/".join(key): _record(good, descriptions_of(EstateGood), None) for key, good in goods.items()}
    items = compare([_record(good, fields, line) for line, good, fields in read], current)
    return Preview(file=upload.file, items=items)


def _standing(territory: Territory) -> dict[tuple[str, str], EstateRecord]:
    rows = EstateRecord.objects.filter(territory=territory)
    return {(row.kind, row.name): row for row in rows}


def _record(good: EstateGood, fields: Iterable[str], line: int | None) -> Record[EstateGood]:
    described, language = descriptions_of(EstateGood), current_language()
    values = {name: getattr(good, name) for name in fields}
    shown = {
        name: "" if described[name].is_empty(value) else described[name].say(value, language, {})
        for name, value in values.items()
    }
    return Record(
        key=f"{good.kind.value}/{good.name}",
        name=Text(good.name, good.name),
        group=good.kind.label,
        fields=shown,
        content=good,
        line=line,
    )


def _write_preview(by: Any, territory: Territory, preview: Preview[EstateGood]) -> None:
    """Write the goods of a preview in one act.

    Raises:
        NotAllowedError: `by` does not act for the territory; nothing is written.
    """
    with acting(by=by, act="import_estate", permission="estate.write", on=territory, refusal=REFUSAL) as act:
        standing, network = _standing(territory), _network(territory)
        items: Sequence[PreviewItem[EstateGood]] = preview.to_write
        for item in items:
            good = item.record.content
            _write(act, territory, good, standing.get((good.kind.value, good.name)), network)
