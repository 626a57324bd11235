"""The one way into the lake: an edition is written beside its place, then renamed whole.

Adopting the same content twice changes nothing.
"""

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from autan.ground.engine import file_rows
from autan.ground.whole_files import set_mode
from autan.opendata.sources.core.source_cards import SourceCard
from autan.opendata.sources.lake.locks import COMING, lock_source
from autan.opendata.sources.lake.snapshots import (
    CARD,
    TABLE,
    DamagedSnapshotError,
    Snapshot,
    checksum_of,
    current_snapshots,
    is_whole,
    lake_root,
    try_snapshot,
)

DAMAGED = "damaged"  # where the damaged tables of a source are put apart


@contextmanager
def incoming_snapshot(
    *, card: SourceCard, table: Path, adopted_at: str, again: bool = False
) -> Iterator[tuple[Snapshot, bool]]:
    """Put a table into the lake when the block ends, whole or not at all. Called by `actions` only.

    The table is copied beside and checked first; the folder takes its name only if nothing fails in the block, so that
    the journal and the lake tell the same.

    `card`: its card; a checksum in it must be that of the table.
    `again`: True when content that another edition has replaced since is to be in use again.

    Yields:
        The snapshot, and whether it is new: content that is in use is never written twice.
    """
    checksum = checksum_of(table)
    if card.checksum and card.checksum != checksum:
        raise DamagedSnapshotError(table, card.checksum, checksum)
    with lock_source(card.source):
        folder = lake_root() / card.source / f"{card.data_date}-{checksum[:8]}"
        existing = try_snapshot(folder / CARD) if (folder / CARD).is_file() else None
        if existing and is_whole(existing) and again and (used := _in_use(existing)) != existing:
            existing, folder = (used, folder) if used.card.checksum == checksum else (None, _next_name(folder))
        if existing and is_whole(existing):
            yield existing, False
        else:
            yield from _coming(card, table, adopted_at, checksum, folder)


def _in_use(snapshot: Snapshot) -> Snapshot:
    """The edition in use of the source and the date of another."""
    place = (snapshot.card.source, snapshot.card.data_date)
    return next(
        snapshot for snapshot in current_snapshots() if (snapshot.card.source, snapshot.card.data_date) == place
    )


def _next_name(folder: Path) -> Path:
    """A free name for the same content adopted again: `2024-f5a44a13-2`."""
    rank = 2
    while (again := folder.with_name(f"{folder.name}-{rank}")).exists():
        rank += 1
    return again


def _coming(
    card: SourceCard, table: Path, adopted_at: str, checksum: str, folder: Path
) -> Iterator[tuple[Snapshot, bool]]:
    rows = file_rows(table, "SELECT count(*) FROM file")[0][0]
    checked = replace(card, checksum=checksum)
    temporary = Path(tempfile.mkdtemp(prefix=COMING, dir=folder.parent))
    try:
        _fill(temporary, table, {"card": checked.to_mapping(), "adopted_at": adopted_at, "rows": rows}, checksum)
        yield Snapshot(card=checked, name=folder.name, folder=folder, adopted_at=adopted_at, rows=rows), True
        if folder.exists():  # the same content, once adopted and since damaged: kept apart for whoever looks for why
            _put_apart(folder)
        temporary.rename(folder)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _put_apart(folder: Path) -> None:
    apart = folder.parent / DAMAGED
    apart.mkdir(exist_ok=True)
    folder.rename(Path(tempfile.mkdtemp(prefix=f"{folder.name}-", dir=apart)) / folder.name)


def _fill(temporary: Path, table: Path, values: Mapping[str, Any], checksum: str) -> None:
    shutil.copyfile(table, temporary / TABLE)
    copied = checksum_of(temporary / TABLE)
    if copied != checksum:
        raise DamagedSnapshotError(temporary / TABLE, checksum, copied)
    text = json.dumps(values, ensure_ascii=False, indent=1)
    (temporary / CARD).write_text(text + "\n", encoding="utf-8")
    set_mode(temporary, 0o755)  # mkdtemp lets in its owner alone; a site and a command line may be two people
