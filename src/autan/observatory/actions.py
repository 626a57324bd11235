"""Writes into the lake, each time with a line in the journal."""

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl
from django.db import transaction
from django.utils import timezone

from autan.accounts.models import Person
from autan.evidence.actions import record_source
from autan.journal.actions import record_entry
from autan.observatory import lake
from autan.observatory.connectors.harvest import Harvest, Wish
from autan.observatory.connectors.raw_table import Expectation
from autan.observatory.connectors.registry import SOURCES, UnknownSourceError, fetch, read_file
from autan.observatory.connectors.transport import Transport
from autan.observatory.core.cards import Card
from autan.observatory.core.revisions import EditionComparison, compare_tables
from autan.observatory.definitions import SHELF_FOLDER, shipped_cards
from autan.observatory.lake import Snapshot
from autan.observatory.perimeter import current_perimeter, known_commune_codes
from autan.observatory.raw_snapshots import keep_answers


@transaction.atomic
def adopt_snapshot(*, by: Person | None, card: Card, table: Path) -> Snapshot:
    """Put a table into the lake as a new edition; the same content again changes nothing.

    Args:
        by: who adopts it; None for the product itself.
        card: card of the edition.
        table: Parquet file.

    Raises:
        DamagedSnapshotError: the table is not the one of the card.
    """
    adopted_at = timezone.now().isoformat(timespec="microseconds")  # two adoptions in one second stay in order
    with lake.incoming_snapshot(card=card, table=table, adopted_at=adopted_at) as (snapshot, is_new):
        if is_new:
            record_source(by=by, source=snapshot.card.to_source())
            record_entry(
                by=by,
                act="adopt_snapshot",
                room="observatory",
                kind="snapshot",
                object_id=f"{card.source}/{snapshot.name}",
                summary=f"Données adoptées\u00a0: {card.title}, {card.data_date} ({snapshot.rows} lignes)",
                details={"checksum": snapshot.card.checksum, "remarks": list(card.remarks)},
            )
    return snapshot


def adopt_shelf(*, by: Person | None = None) -> tuple[Snapshot, ...]:
    """Put every table that ships into the lake; a second time it changes nothing."""
    return tuple(
        adopt_snapshot(by=by, card=card, table=SHELF_FOLDER / f"{card.source}.parquet")
        for card in shipped_cards().values()
    )


def add_file(*, by: Person | None, source: str, file: Path, skip_bad_rows: bool = False) -> Snapshot:
    """Read a file that the user has into a new dated snapshot of its source.

    Args:
        by: who adds it.
        source: slug of the source that the file comes from.
        file: the file.
        skip_bad_rows: set faulty rows aside instead of refusing the file.

    Raises:
        UnknownSourceError: no connector reads this source.
        ImportFileError: the file is at fault; nothing is written and the last good snapshot stays in use.
    """
    if source not in SOURCES:
        raise UnknownSourceError(source, SOURCES)
    today = timezone.localdate()
    expectation = Expectation(today=today, communes=known_commune_codes(), skip_bad_rows=skip_bad_rows)
    model = shipped_cards()[source]
    reading = read_file(model, file.read_bytes(), file=file.name, expectation=expectation)
    card = model.for_edition(
        data_date=reading.data_date,
        retrieved_on=today,
        republished_by=f"fichier « {file.name} » fourni par l’utilisateur",
        remarks=reading.all_remarks,
    )
    return _adopt_table(by=by, card=card, table=reading.table)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """What came of one edition that a service gave.

    Attributes:
        card: card of the edition.
        comparison: how it differs from the last one; None when there is no other.
        previous: the edition that it was compared with, or None.
        snapshot: the edition in the lake; None when it was not adopted.
        answers: folder of the raw answers.
    """

    card: Card
    comparison: EditionComparison | None
    previous: Snapshot | None
    snapshot: Snapshot | None
    answers: Path


def refresh_source(
    *, by: Person | None, source: str, transport: Transport, wish: Wish, accept: bool = False
) -> tuple[Refreshed, ...]:
    """Bring back the editions of a source from its service; adopt each that revises and loses nothing.

    Args:
        by: who refreshes.
        source: slug of the source.
        transport: who asks the service.
        wish: which years and places.
        accept: adopt an edition that revises values or loses rows too.

    Raises:
        UnknownSourceError: no service gives this source.
        SourceError: the service is out of reach, or has changed.
        ImportFileError: what came is at fault. The last good snapshot stays in use, and the raw answers are kept.
    """
    harvests = fetch(source, transport, wish)
    return tuple(_take_in(by=by, model=shipped_cards()[source], harvest=item, accept=accept) for item in harvests)


def _take_in(*, by: Person | None, model: Card, harvest: Harvest, accept: bool) -> Refreshed:
    answers = keep_answers(harvest, model=model, taken_at=timezone.now())
    today = timezone.localdate()
    expectation = Expectation(today=today, communes=known_commune_codes())
    reading = read_file(model, harvest.content, file=harvest.name, expectation=expectation)
    edition = model.for_edition(
        data_date=reading.data_date, retrieved_on=today, republished_by="", remarks=reading.all_remarks
    )
    card = replace(edition, geography_vintage=harvest.geography_vintage or model.geography_vintage)
    previous = _find_previous(card)
    table, comparison = reading.table, None
    if previous:
        lake.verify_snapshot(previous)
        asked, others = _split_by_place(pl.read_parquet(previous.table), card, harvest)
        is_same_date = previous.card.data_date == card.data_date
        comparison = compare_tables(asked, table, key=card.key, is_same_date=is_same_date)
        table = _with_others(table, others, card) if is_same_date else table
    is_taken = accept or comparison is None or comparison.is_clean
    snapshot = _adopt_table(by=by, card=card, table=table) if is_taken else None
    return Refreshed(card=card, comparison=comparison, previous=previous, snapshot=snapshot, answers=answers)


def _find_previous(card: Card) -> Snapshot | None:
    """The edition in use of the same date, else the latest of the source."""
    found = [snapshot for snapshot in lake.current_snapshots() if snapshot.card.source == card.source]
    same = [snapshot for snapshot in found if snapshot.card.data_date == card.data_date]
    return next(iter(same or reversed(found)), None)


def _split_by_place(old: pl.DataFrame, card: Card, harvest: Harvest) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows of the last edition for the places that were asked for, and for the others, which stay as they are."""
    if not harvest.sirens:
        return old, old.clear()
    codes = [code for code, siren in current_perimeter().holders.items() if siren in harvest.sirens]
    is_asked = pl.col(card.key[0]).is_in(codes)
    return old.filter(is_asked), old.filter(~is_asked)


def _with_others(table: pl.DataFrame, others: pl.DataFrame, card: Card) -> pl.DataFrame:
    """The table with the rows of other places; a commune that has changed hands comes from the new edition alone."""
    kept = others.join(table, on=card.key[0], how="anti").select(table.columns)
    return pl.concat([table, kept]).sort(card.key)


def _adopt_table(*, by: Person | None, card: Card, table: pl.DataFrame) -> Snapshot:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / lake.TABLE
        write_table(table, path)
        return adopt_snapshot(by=by, card=card, table=path)


def write_table(table: pl.DataFrame, path: Path) -> None:
    """Write a tidy table as sorted Parquet, small enough to ship."""
    table.write_parquet(path, compression="zstd", compression_level=12, statistics=True)
