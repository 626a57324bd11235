"""Writes into the lake, each time with a line in the journal."""

import tempfile
from pathlib import Path

import polars as pl
from django.db import transaction
from django.utils import timezone

from autan.accounts.models import Person
from autan.evidence.actions import record_source
from autan.journal.actions import record_entry
from autan.observatory import lake
from autan.observatory.connectors.raw_table import Expectation
from autan.observatory.connectors.registry import SOURCES, UnknownSourceError, read_file
from autan.observatory.core.cards import Card
from autan.observatory.definitions import SHELF_FOLDER, shipped_cards
from autan.observatory.lake import Snapshot
from autan.observatory.perimeter import known_commune_codes


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
    adopted_at = timezone.now().isoformat(timespec="seconds")
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
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / lake.TABLE
        write_table(reading.table, table)
        return adopt_snapshot(by=by, card=card, table=table)


def write_table(table: pl.DataFrame, path: Path) -> None:
    """Write a tidy table as sorted Parquet, small enough to ship."""
    table.write_parquet(path, compression="zstd", compression_level=12, statistics=True)
