"""Takes in the files that somebody has, as editions of their source, or says what they would change."""

from collections.abc import Sequence
from pathlib import Path

from django.utils import timezone

from autan.accounts.models import Person
from autan.observatory import lake
from autan.observatory.actions.intake import read_or_set_aside
from autan.observatory.actions.snapshots import adopt_table
from autan.observatory.connectors.harvest import DatasetNeededError, Identity
from autan.observatory.connectors.raw_table import Reading
from autan.observatory.connectors.registry import (
    SOURCES,
    SOURCES_OF_MANY,
    UnknownSourceError,
    kind_of,
)
from autan.observatory.core.cards import Card
from autan.observatory.definitions import shipped_cards
from autan.observatory.editions import Incoming, prepare_edition
from autan.observatory.lake import Snapshot
from autan.observatory.one_at_a_time import one_at_a_time


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
            found.append((incoming, adopt_table(by=by, card=incoming.card, table=incoming.table)))
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
    return model, read_or_set_aside(by=by, card=model, files=contents, skip_bad_rows=skip_bad_rows, date=date)


def _name_among(files: Sequence[Path], file: Path) -> str:
    """The name of a file, with its folders when another of the files has the same."""
    return file.name if [other.name for other in files].count(file.name) == 1 else str(file)
