"""Immutable dated Parquet snapshots of the sources, each with its card: the tables of the lake on disk.

Layout: `<lake>/<source>/<edition>/{data.parquet, card.json}`, with `reconciliation.parquet` where another producer
tells of the same thing. An edition is named by its data date and the first letters of its checksum, and is never
edited (`incoming.py` writes it). The library reads them without the site.
"""

import hashlib
import json
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from autan.ground.errors import SourceError
from autan.opendata.sources.core.source_cards import (
    INDICATOR_PREFIX,
    InvalidCardError,
    SourceCard,
    SourceEdition,
    parse_card,
)

TABLE, CARD, RECONCILIATION = "data.parquet", "card.json", "reconciliation.parquet"
PARQUET_MARK = b"PAR1"
CHECKED_AT_FIRST_USE = 50_000_000  # bytes; a bigger table is checked on adoption and by `autan data status --verify`


class DamagedSnapshotError(SourceError):
    """A table of the lake is not what its card says.

    Attributes:
        expected: checksum of its card.
        found: checksum of the file, or empty when it cannot be read.
    """

    def __init__(self, path: Path, expected: str, actual: str) -> None:
        self.path = path
        self.expected = expected
        self.found = actual
        super().__init__(
            "{path}\u00a0: empreinte {found} au lieu de {expected}",
            path=path,
            found=actual[:12] or "-",
            expected=expected[:12],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """One edition of one source in the lake."""

    card: SourceCard
    name: str
    folder: Path
    adopted_at: str
    rows: int

    def __hash__(self) -> int:
        """Source, name and time of adoption tell editions apart: figures look them up thousands of times."""
        return hash((self.card.source, self.name, self.adopted_at))

    @property
    def table(self) -> Path:
        """The Parquet file."""
        return self.folder / TABLE

    @property
    def reconciliation(self) -> Path:
        """What other producers said of the same places at its adoption, in Parquet; no file where none does."""
        return self.folder / RECONCILIATION

    @property
    def edition(self) -> SourceEdition:
        """The snapshot as the accounts see it."""
        return SourceEdition(card=self.card, name=self.name)


def lake_root() -> Path:
    """Folder of the lake of this instance."""
    from django.conf import settings  # not needed by whoever names the folder

    return Path(settings.AUTAN_LAKE)


def checksum_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def list_snapshots(lake: Path | None = None) -> tuple[Snapshot, ...]:
    """Every snapshot, by source, then data date, then time of adoption. A folder without a readable card is not one.

    `lake`: folder of another lake than that of this instance.
    """
    files = (lake or lake_root()).glob(f"*/*/{CARD}")
    snapshots = [snapshot for file in files if (snapshot := try_snapshot(file))]
    return tuple(sorted(snapshots, key=lambda s: (s.card.source, s.card.data_date, s.adopted_at, s.name)))


def try_snapshot(file: Path) -> Snapshot | None:
    """The snapshot of a card; None where the card is damaged, or that of raw answers."""
    try:
        return _read_snapshot(file, file.stat().st_mtime_ns)
    except (KeyError, TypeError, ValueError, InvalidCardError):
        return None


@lru_cache(maxsize=512)
def _read_snapshot(file: Path, _written: int) -> Snapshot:
    values: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return Snapshot(
        card=parse_card(values["card"]),
        name=file.parent.name,
        folder=file.parent,
        adopted_at=values["adopted_at"],
        rows=values["rows"],
    )


def current_snapshots(lake: Path | None = None) -> tuple[Snapshot, ...]:
    """For each source and each data date, the last one adopted, in order: what figures are computed from.

    One whose table is damaged is passed over for the one adopted before it: see `damaged_snapshots`.
    """
    latest: dict[tuple[str, str], Snapshot] = {}
    for snapshot in reversed(list_snapshots(lake)):
        key = (snapshot.card.source, snapshot.card.data_date)
        if key not in latest and is_whole(snapshot):
            latest[key] = snapshot
    return tuple(reversed(latest.values()))


def damaged_snapshots() -> tuple[Snapshot, ...]:
    """Editions that would be in use if their table were whole; what is in use instead is older, or of another date."""
    in_use = {(snapshot.card.source, snapshot.card.data_date): snapshot.adopted_at for snapshot in current_snapshots()}
    return tuple(
        snapshot
        for snapshot in list_snapshots()
        if not is_whole(snapshot)
        and snapshot.adopted_at > in_use.get((snapshot.card.source, snapshot.card.data_date), "")
    )


def is_whole(snapshot: Snapshot) -> bool:
    """True when the table of a snapshot is the one that was adopted; looked at again when the file changes."""
    try:
        stat = snapshot.table.stat()
    except OSError:
        return False
    return _is_whole(snapshot, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=1024)
def _is_whole(snapshot: Snapshot, _written: int, size: int) -> bool:
    if size > CHECKED_AT_FIRST_USE:  # its two ends tell a file that was cut
        with snapshot.table.open("rb") as file:
            start = file.read(len(PARQUET_MARK))
            file.seek(-len(PARQUET_MARK), 2)
            return start == file.read() == PARQUET_MARK
    return checksum_of(snapshot.table) == snapshot.card.checksum


def find_snapshot(source: str, edition: str) -> Snapshot | None:
    """The snapshot of this name, or None; it says so when it stands in for an edition that is damaged."""
    file = lake_root() / source / edition / CARD
    is_inside = file.resolve().is_relative_to(lake_root().resolve())
    if not is_inside:
        return None
    if not file.is_file():
        return _find_year(source, edition)
    snapshot = try_snapshot(file)
    return _with_warning(snapshot) if snapshot else None


def of_year(snapshot: Snapshot, year: int) -> Snapshot:
    """One year of an edition that holds many, named and dated by it: `2015-0116378c` of `2022-0116378c`."""
    name = f"{year}{snapshot.name.removeprefix(snapshot.card.data_date)}"
    return replace(snapshot, card=replace(snapshot.card, data_date=str(year)), name=name)


def _find_year(source: str, edition: str) -> Snapshot | None:
    """The year of an edition that a name tells, as `of_year` writes it."""
    year = edition.partition("-")[0]
    if not source.startswith(INDICATOR_PREFIX) or not (len(year) == 4 and year.isascii() and year.isdigit()):
        return None
    snapshots = map(try_snapshot, (lake_root() / source).glob(f"*/{CARD}"))
    years = (of_year(snapshot, int(year)) for snapshot in snapshots if snapshot is not None)
    return next((snapshot for snapshot in years if snapshot.name == edition), None)


def _with_warning(snapshot: Snapshot) -> Snapshot:
    """The snapshot, with a remark when an edition of the same date, adopted since, is damaged."""
    files = snapshot.folder.parent.glob(f"{snapshot.card.data_date}-*/{CARD}")
    others = [sibling for file in files if file.parent != snapshot.folder and (sibling := try_snapshot(file))]
    damaged = [other.name for other in others if other.adopted_at > snapshot.adopted_at and not is_whole(other)]
    if not damaged:
        return snapshot
    text = f"l’édition {damaged[-1]} est endommagée, celle-ci reste en usage"
    return replace(snapshot, card=replace(snapshot.card, remarks=(*snapshot.card.remarks, text)))


def verify_snapshot(snapshot: Snapshot) -> None:
    """Check the table of a snapshot against its card."""
    checksum = checksum_of(snapshot.table) if snapshot.table.is_file() else ""
    if checksum != snapshot.card.checksum:
        raise DamagedSnapshotError(snapshot.table, snapshot.card.checksum, checksum)
