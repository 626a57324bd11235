"""Writes into the lake, each time with a line in the journal."""

import errno
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl
from django.db import transaction
from django.utils import timezone

from autan.accounts.models import Person
from autan.errors import Fault, ImportFileError
from autan.evidence.actions import record_source
from autan.evidence.core.notation import format_date
from autan.evidence.core.texts import Text
from autan.journal.actions import record_entry
from autan.observatory import lake
from autan.observatory.connectors import geo_register
from autan.observatory.connectors.geo_contours import fetch_contours
from autan.observatory.connectors.harvest import DatasetNeededError, Harvest, Identity, Wish
from autan.observatory.connectors.raw_table import Expectation, Reading, counted
from autan.observatory.connectors.registry import (
    SOURCES,
    SOURCES_OF_MANY,
    UnknownSourceError,
    clean_files,
    fetch,
    kind_of,
    read_editions,
)
from autan.observatory.connectors.transport import Transport
from autan.observatory.core.cards import Card
from autan.observatory.core.revisions import EditionComparison, ScaleShift
from autan.observatory.definitions import SHELF_FOLDER, shelf_cards, shipped_cards
from autan.observatory.editions import Incoming, prepare_edition
from autan.observatory.lake import Snapshot
from autan.observatory.one_at_a_time import one_at_a_time
from autan.observatory.perimeter import known_commune_codes
from autan.observatory.raw_snapshots import keep_answers, keep_quarantine
from autan.territories.contour_actions import KeptContours, keep_contours


@transaction.atomic
def adopt_snapshot(*, by: Person | None, card: Card, table: Path, again: bool = False) -> Snapshot:
    """Put a table into the lake as a new edition; the content that is in use changes nothing.

    Args:
        by: who adopts it; None for the product itself.
        card: card of the edition.
        table: Parquet file.
        again: put content that was replaced since in use again; else it stays replaced.

    Raises:
        DamagedSnapshotError: the table is not the one of the card.
    """
    adopted_at = timezone.now().isoformat(timespec="microseconds")  # two adoptions in one second stay in order
    with lake.incoming_snapshot(card=card, table=table, adopted_at=adopted_at, again=again) as (snapshot, is_new):
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
        for card in shelf_cards().values()
    )


def add_file(
    *, by: Person | None, source: str, file: Path, skip_bad_rows: bool = False, keeps_others: bool = True
) -> Snapshot:
    """Read one file that the user has into a new dated snapshot of its source: the latest, when it holds several years.

    See `add_files`.
    """
    found = add_files(by=by, source=source, files=[file], skip_bad_rows=skip_bad_rows, keeps_others=keeps_others)
    return found[-1]


def add_files(
    *,
    by: Person | None,
    source: str,
    files: Sequence[Path],
    skip_bad_rows: bool = False,
    accept: bool = False,
    identity: Identity | None = None,
    date: str = "",
    keeps_others: bool = True,
) -> tuple[Snapshot, ...]:
    """Read files that the user has into new dated snapshots of their source, one for each year or day.

    Args:
        by: who adds them.
        source: slug of the source that the files come from.
        files: tables, or archives of tables.
        skip_bad_rows: set faulty rows aside, in quarantine, instead of refusing the files.
        accept: take an edition whose numbers are of another scale than the last one.
        identity: which data set the files are, for a portal of many.
        date: year or day that the files must be about; empty for any.
        keeps_others: the territories that the files do not hold stay as in the last edition of the same date.

    Raises:
        UnknownSourceError: no connector reads this source.
        ImportFileError: a file is at fault; the reasons are kept, and the last good snapshot stays in use.
    """
    adopted = adopt_files(
        by=by,
        source=source,
        files=files,
        skip_bad_rows=skip_bad_rows,
        accept=accept,
        identity=identity,
        date=date,
        keeps_others=keeps_others,
    )
    return tuple(snapshot for _, snapshot in adopted)


def adopt_files(
    *,
    by: Person | None,
    source: str,
    files: Sequence[Path],
    skip_bad_rows: bool = False,
    accept: bool = False,
    identity: Identity | None = None,
    date: str = "",
    keeps_others: bool = True,
) -> tuple[tuple[Incoming, Snapshot], ...]:
    """Do as `add_files`, and say what each edition changes in the one that it follows."""
    model, readings = _read_given(
        by=by, source=source, files=files, skip_bad_rows=skip_bad_rows, identity=identity, date=date
    )
    names = ", ".join(file.name for file in files)
    found = []
    with one_at_a_time(lake.lake_root() / model.source):
        for reading in readings:
            incoming = prepare_edition(
                model,
                reading,
                retrieved_on=timezone.localdate(),
                republished_by=f"fichier «\u202f{names}\u202f» fourni par l’utilisateur",
                keeps_others=keeps_others,
            )
            if not accept:
                incoming.refuse_other_scale(names)
            found.append((incoming, _adopt_table(by=by, card=incoming.card, table=incoming.table)))
    return tuple(found)


def compare_files(
    *,
    source: str,
    files: Sequence[Path],
    skip_bad_rows: bool = False,
    identity: Identity | None = None,
    date: str = "",
    keeps_others: bool = True,
) -> tuple[Incoming, ...]:
    """Say what files would change, without adopting them. Faulty rows are put in quarantine, as `add_files` does."""
    model, readings = _read_given(
        by=None, source=source, files=files, skip_bad_rows=skip_bad_rows, identity=identity, date=date
    )
    today = timezone.localdate()
    return tuple(prepare_edition(model, reading, retrieved_on=today, keeps_others=keeps_others) for reading in readings)


def _read_given(
    *,
    by: Person | None,
    source: str,
    files: Sequence[Path],
    skip_bad_rows: bool,
    identity: Identity | None,
    date: str,
) -> tuple[Card, tuple[Reading, ...]]:
    """Read files of a source, with the card that serves them; what is at fault is put in quarantine."""
    if kind_of(source) not in SOURCES:
        raise UnknownSourceError(source, SOURCES)
    if kind_of(source) in SOURCES_OF_MANY and identity is None:
        raise DatasetNeededError(source)
    model = shipped_cards()[kind_of(source)]
    model = identity.fill(model) if identity else model
    contents = {_name_among(files, file): file.read_bytes() for file in files}
    return model, _read(by=by, card=model, files=contents, skip_bad_rows=skip_bad_rows, date=date)


def _name_among(files: Sequence[Path], file: Path) -> str:
    """The name of a file, with its folders when another of the files has the same."""
    return file.name if [other.name for other in files].count(file.name) == 1 else str(file)


def _read(
    *, by: Person | None, card: Card, files: Mapping[str, bytes], skip_bad_rows: bool, date: str
) -> tuple[Reading, ...]:
    """Read files; the rows set aside, or the faults of a refused file, are kept in a file that a person can read.

    Files of another date (or year) than the one expected are refused; nothing is expected where it is empty.
    """
    expectation = Expectation(today=timezone.localdate(), communes=known_commune_codes(), skip_bad_rows=skip_bad_rows)
    clean: Mapping[str, bytes] = {}  # what was not cleaned may hold names, and is not copied
    try:
        clean = clean_files(card.source, files)
        readings = read_editions(card, clean, expectation=expectation)
        _refuse_other_date(readings, date, next(iter(clean)))
    except ImportFileError as error:
        _quarantine(by=by, source=card.source, file=error.file, faults=error.faults, content=clean.get(error.file, b""))
        raise
    for reading in readings:
        if reading.aside:
            content = next(iter(clean.values())) if len(clean) == 1 else b""  # a fault does not tell which file
            _quarantine(by=by, source=card.source, file=", ".join(clean), faults=reading.aside, content=content)
            break
    return readings


def _refuse_other_date(readings: Sequence[Reading], date: str, file: str) -> None:
    other = [reading.data_date for reading in readings if not reading.data_date.startswith(date)]
    if other:
        raise ImportFileError(file, [Fault(value=other[0], expected=f"des données de {date}")])


@transaction.atomic
def _quarantine(*, by: Person | None, source: str, file: str, faults: Sequence[Fault], content: bytes) -> Path:
    """Keep what was refused, with the reason of each refusal."""
    path = keep_quarantine(source=source, file=file, faults=faults, content=content, at=timezone.now())
    record_entry(
        by=by,
        act="quarantine_rows",
        room="observatory",
        kind="file",
        object_id=f"{source}/{path.name}",
        summary=f"Lignes mises en quarantaine\u00a0: {file}, {counted(len(faults), 'défaut', 'défauts')}",
        details={"path": str(path)},
    )
    return path


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """What came of one edition that a service gave.

    Attributes:
        card: card of the edition.
        comparison: how it differs from the last one; None when there is no other.
        previous: the edition that it was compared with, or None.
        snapshot: the edition in the lake; None when it was not adopted.
        answers: folder of the raw answers.
        per_head: a column whose amount per inhabitant is beyond what people can use, or None.
    """

    card: Card
    comparison: EditionComparison | None
    previous: Snapshot | None
    snapshot: Snapshot | None
    answers: Path
    per_head: ScaleShift | None = None


def refresh_source(
    *,
    by: Person | None,
    source: str,
    transport: Transport,
    wish: Wish,
    accept: bool = False,
    skip_bad_rows: bool = False,
) -> tuple[Refreshed, ...]:
    """Bring back the editions of a source from its service; adopt each that revises and loses nothing.

    Args:
        by: who refreshes.
        source: slug of the source.
        transport: who asks the service.
        wish: which years, places and data set.
        accept: adopt an edition that revises values or loses rows too.
        skip_bad_rows: set faulty rows aside, in quarantine, instead of refusing the edition.

    Raises:
        UnknownSourceError: no service gives this source.
        SourceError: the service is out of reach, or has changed.
        ImportFileError: what came is at fault. The last good snapshot stays in use, and the raw answers are kept.
    """
    harvests = fetch(source, transport, replace(wish, today=timezone.localdate()))
    model = shipped_cards()[kind_of(source)]
    return tuple(
        refreshed
        for harvest in harvests
        for refreshed in _take_in(
            by=by,
            model=harvest.identity.fill(model) if harvest.identity else model,
            harvest=harvest,
            wish=wish,
            accept=accept,
            skip_bad_rows=skip_bad_rows,
        )
    )


def refresh_contours(*, by: Person | None, transport: Transport, sirens: Sequence[str]) -> KeptContours:
    """Bring back the contours of EPCI and of their communes; keep the raw answers, and the contours for maps.

    Args:
        by: who refreshes.
        transport: who asks the service.
        sirens: EPCI wanted.

    Raises:
        SourceError: the service is out of reach, or has changed; the contours held stay as they are.
    """
    found, today = fetch_contours(transport, sirens), timezone.localdate()
    harvest = Harvest(name="contours", content=b"", data_date=today.isoformat(), answers=found.answers)
    with one_at_a_time(lake.lake_root() / geo_register.SOURCE):
        keep_answers(harvest, model=shipped_cards()[geo_register.SOURCE], taken_at=timezone.now())
    credit = Text(
        f"Contours\u00a0: geo.api.gouv.fr, IGN, {format_date(today, language='fr')}, simplifiés.",
        f"Outlines: geo.api.gouv.fr, IGN, {format_date(today, language='en')}, simplified.",
    )
    return keep_contours(by=by, contours=found.contours, credit=credit)


def _take_in(
    *, by: Person | None, model: Card, harvest: Harvest, wish: Wish, accept: bool, skip_bad_rows: bool
) -> Iterator[Refreshed]:
    with one_at_a_time(lake.lake_root() / model.source):
        yield from _compare_and_adopt(by, model, harvest, wish, accept=accept, skip_bad_rows=skip_bad_rows)


def _compare_and_adopt(
    by: Person | None, model: Card, harvest: Harvest, wish: Wish, *, accept: bool, skip_bad_rows: bool
) -> Iterator[Refreshed]:
    answers = keep_answers(harvest, model=model, taken_at=timezone.now())
    readings = _read(by=by, card=model, files=harvest.files, skip_bad_rows=skip_bad_rows, date=harvest.data_date)
    for reading in _of_years(readings, wish):
        incoming = prepare_edition(
            model,
            reading,
            retrieved_on=timezone.localdate(),
            remarks=harvest.remarks,
            geography_vintage=harvest.geography_vintage,
            sirens=harvest.sirens,
        )
        is_taken = accept or incoming.is_clean
        yield Refreshed(
            card=incoming.card,
            comparison=incoming.comparison,
            previous=incoming.previous,
            snapshot=_adopt_table(by=by, card=incoming.card, table=incoming.table) if is_taken else None,
            answers=answers,
            per_head=incoming.per_head,
        )


def _of_years(readings: Sequence[Reading], wish: Wish) -> Sequence[Reading]:
    """Editions of the years wished for, when one answer holds several: the latest alone, or all from a year on."""
    first = readings[-1].data_date if wish.from_year is None else str(wish.from_year)
    return [reading for reading in readings if reading.data_date >= first] or readings[-1:]


def _adopt_table(*, by: Person | None, card: Card, table: pl.DataFrame) -> Snapshot:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / lake.TABLE
        write_table(table, path)
        return adopt_snapshot(by=by, card=card, table=path, again=True)


def write_table(table: pl.DataFrame, path: Path, *, compression_level: int = 3) -> None:
    """Write a tidy table as sorted Parquet; a higher level makes it smaller, and slower to write.

    Raises:
        OSError: the disk is full, or the file cannot be written.
    """
    try:
        table.write_parquet(path, compression="zstd", compression_level=compression_level, statistics=True)
    except pl.exceptions.PolarsError as error:
        raise OSError(errno.EIO, str(error).splitlines()[0], str(path)) from error
