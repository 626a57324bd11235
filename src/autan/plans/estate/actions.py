"""The only writers of estates: an asset, its publication, a table taken in, a name taken out."""

from collections.abc import Sequence
from datetime import date

from django.utils.text import slugify

from autan.evidence.imports.core import Import
from autan.evidence.imports.importers import documents_import
from autan.ground.descriptions.core.documents import as_json, refuse_faults, require_whole
from autan.ground.errors import DomainError, RuleError
from autan.ground.extension_points import DataSubject
from autan.ground.web.queries import free_slug
from autan.people.journal.actions import Act, Actor, acting
from autan.people.journal.core import ObjectRef, list_changes, refs_to
from autan.people.personal_data.actions import erase_in_documents
from autan.plans.estate.core.assets import ESTATE, EstateAsset, asset_faults, asset_key
from autan.plans.estate.importers import read_estate
from autan.plans.estate.models import EstateRecord
from autan.territories.networks.models import Territory
from autan.territories.networks.queries.networks import networks_of

REFUSAL = "seules les personnes qui agissent pour ce territoire, et la coordination, écrivent son patrimoine"
asset_ref = refs_to(ESTATE, "good")


def write_asset(
    *, by: Actor | None, territory: Territory, asset: EstateAsset, record: EstateRecord | None = None
) -> EstateRecord:
    """Write an asset, or give it another content.

    Raises:
        DomainError: it cannot be so, or is published and would lack what publication asks.
        RuleError: another good of the authority has this kind and name.
    """
    name = "change_good" if record else "add_good"
    with acting(by=by, act=name, permission="estate.write", on=territory, refusal=REFUSAL) as act:
        return _write(act, territory, asset, record, _network(territory))


def write_assets(
    *, by: Actor | None, territory: Territory, assets: Sequence[tuple[EstateAsset, EstateRecord | None]]
) -> int:
    """Write several assets, each new or over a record as `write_asset` does, all or none; return how many."""
    with acting(by=by, act="fill_estate", permission="estate.write", on=territory, refusal=REFUSAL) as act:
        network = _network(territory)
        for asset, record in assets:
            _write(act, territory, asset, record, network)
    return len(assets)


def remove_asset(*, by: Actor | None, record: EstateRecord) -> None:
    """Take an asset out of an estate."""
    with acting(by=by, act="remove_good", permission="estate.write", on=record.territory, refusal=REFUSAL) as act:
        act.record(asset_ref(record), summary=f"Bien retiré : {record.name}", network=_network(record.territory))
        record.delete()


def publish_estate(*, by: Actor | None, territory: Territory, today: date) -> int:
    """Publish every asset of an authority; return how many were not."""
    with acting(by=by, act="publish_estate", permission="estate.write", on=territory, refusal=REFUSAL) as act:
        rows = list(EstateRecord.objects.filter(territory=territory, is_published=False))
        if not rows:
            raise DomainError("aucun bien n’attend d’être publié")
        for row in rows:
            require_whole(row.document, row.name)
        EstateRecord.objects.filter(pk__in=[row.pk for row in rows]).update(is_published=True, published_on=today)
        _record_step(act, territory, f"Patrimoine publié : {len(rows)} bien(s)")
    return len(rows)


def withdraw_estate(*, by: Actor | None, territory: Territory) -> int:
    """Make every asset of an authority private again; return how many were public."""
    with acting(by=by, act="withdraw_estate", permission="estate.write", on=territory, refusal=REFUSAL) as act:
        rows = EstateRecord.objects.filter(territory=territory, is_published=True)
        count = rows.update(is_published=False, published_on=None)
        _record_step(act, territory, f"Patrimoine rendu privé : {count} bien(s)")
    return count


def _record_step(act: Act, territory: Territory, summary: str) -> None:
    act.record(ObjectRef(ESTATE, "estate", territory.siren), summary=summary, network=_network(territory))


def _write(
    act: Act, territory: Territory, asset: EstateAsset, record: EstateRecord | None, network: str
) -> EstateRecord:
    refuse_faults(asset_faults(asset))
    others = EstateRecord.objects.filter(territory=territory, kind=asset.kind.value, name=asset.name.strip())
    if (others.exclude(pk=record.pk) if record else others).exists():
        raise RuleError("un bien de cette sorte porte déjà ce nom dans ce patrimoine")
    row = record or EstateRecord(territory=territory, content={})
    if row.is_published:
        require_whole(asset, asset.name)
    before = row.content
    _fill(row, asset)
    row.slug = row.slug or free_slug(
        EstateRecord.objects.all(), f"{territory.siren}-{slugify(asset.name)[:80] or 'bien'}"
    )
    row.save()
    changes = list_changes(before, row.content) if record else ()
    act.record(asset_ref(row), summary=f"Bien écrit : {row.name}", network=network, changes=changes)
    return row


def _fill(record: EstateRecord, asset: EstateAsset) -> None:
    record.content, record.name, record.kind = as_json(asset), asset.name.strip(), asset.kind.value


def _network(territory: Territory) -> str:
    return next((network.slug for network in networks_of(territory.siren)), "")


def erase_named(subject: DataSubject) -> int:
    """Take what names somebody out of every text; called inside the act of the room of personal data."""
    return erase_in_documents(EstateRecord.objects.all(), subject, _fill)


def estate_import(territory: Territory) -> Import[EstateAsset]:
    """Return how a table of the assets of an authority is taken in."""

    def records() -> dict[str, EstateRecord]:
        return {asset_key(row.document): row for row in EstateRecord.objects.filter(territory=territory)}

    def write(by: Actor | None, assets: list[EstateAsset]) -> None:
        with acting(by=by, act="import_estate", permission="estate.write", on=territory, refusal=REFUSAL) as act:
            existing, network = records(), _network(territory)
            for asset in assets:
                _write(act, territory, asset, existing.get(asset_key(asset)), network)

    return documents_import(
        kind=f"estate/{territory.siren}",
        document=EstateAsset,
        key=asset_key,
        existing=lambda: [row.document for row in records().values()],
        read=read_estate,
        write=write,
    )
