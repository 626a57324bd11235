"""Writes editions into the lake, each time with a line in the journal. `files` and `refreshing` make them."""

import errno
import tempfile
from pathlib import Path

import polars as pl
from django.utils import timezone

from autan.evidence.figures.actions.facts import record_source
from autan.opendata.sources.core.source_cards import SourceCard
from autan.opendata.sources.importers import SHIPPED_TABLES, shipped_table_cards
from autan.opendata.sources.lake.incoming import incoming_snapshot
from autan.opendata.sources.lake.snapshots import TABLE, Snapshot
from autan.opendata.updates.queries.reconciliations import reconciled
from autan.people.accounts.models import Person
from autan.people.journal.actions import acting
from autan.people.journal.core import ObjectRef


def adopt_snapshot(*, by: Person | None, card: SourceCard, table: Path, again: bool = False) -> Snapshot:
    """Put a table into the lake as a new edition; the content that is in use changes nothing.

    Raises DamagedSnapshotError: the table is not the one of the card.

    `by`: who adopts it; None for the product itself.
    `again`: put content that was replaced since in use again; else it stays replaced.
    """
    adopted_at = timezone.now().isoformat(timespec="microseconds")  # two adoptions in one second stay in order
    with (
        acting(by=by, act="adopt_snapshot") as act,
        incoming_snapshot(card=card, table=table, adopted_at=adopted_at, again=again) as (snapshot, is_new),
    ):
        if is_new:
            record_source(by=by, source=snapshot.card.to_source())
            act.record(
                ObjectRef("observatory", "snapshot", f"{card.source}/{snapshot.name}"),
                summary=f"Données adoptées\u00a0: {card.title}, {card.data_date} ({snapshot.rows} lignes)",
                details={"checksum": snapshot.card.checksum, "remarks": list(card.remarks)},
            )
    if is_new:
        _keep_reconciliation(snapshot)
    return snapshot


def _keep_reconciliation(snapshot: Snapshot) -> None:
    """Keep what other producers say of the same places, whole or not at all, with the edition."""
    rows = reconciled(snapshot.card, pl.read_parquet(snapshot.table))
    if not rows.is_empty():
        coming = snapshot.reconciliation.with_suffix(".coming")
        write_table(rows, coming)
        coming.rename(snapshot.reconciliation)


def adopt_shipped_tables(*, by: Person | None = None) -> tuple[Snapshot, ...]:
    """Put every table that ships into the lake; a second time it changes nothing."""
    return tuple(
        adopt_snapshot(by=by, card=card, table=SHIPPED_TABLES / f"{card.source}.parquet")
        for card in shipped_table_cards().values()
    )


def adopt_table(*, by: Person | None, card: SourceCard, table: pl.DataFrame) -> Snapshot:
    """Put a tidy table into the lake as a new edition, or in use again. See `adopt_snapshot`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / TABLE
        write_table(table, path)
        return adopt_snapshot(by=by, card=card, table=path, again=True)


def write_table(table: pl.DataFrame, path: Path, *, compression_level: int = 3) -> None:
    """Write a tidy table as sorted Parquet; a higher level makes it smaller, and slower to write."""
    try:
        table.write_parquet(path, compression="zstd", compression_level=compression_level, statistics=True)
    except pl.exceptions.PolarsError as error:
        raise OSError(errno.EIO, str(error).splitlines()[0], str(path)) from error
