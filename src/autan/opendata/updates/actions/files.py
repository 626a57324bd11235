"""Takes in the files that somebody has, as editions of their source, or says what they would change."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from autan.opendata.producers.connectors.registry import SOURCES, SOURCES_OF_MANY, UnknownSourceError, kind_of
from autan.opendata.sources.connectors.fetching import DatasetNeededError, Identity
from autan.opendata.sources.core.file_mappings import FileMapping
from autan.opendata.sources.core.readings import Reading
from autan.opendata.sources.core.source_cards import SourceCard
from autan.opendata.sources.importers import shipped_cards
from autan.opendata.sources.lake.locks import lock_source
from autan.opendata.sources.lake.snapshots import Snapshot
from autan.opendata.updates.actions.reading import read_or_set_aside
from autan.opendata.updates.actions.snapshots import adopt_table
from autan.opendata.updates.queries.edition_changes import IncomingEdition, prepare_edition, require_acceptance
from autan.opendata.updates.queries.mapped_editions import complete_edition
from autan.people.accounts.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenFiles:
    """Files that a person has of a source, and how they are read.

    Attributes:
        skip_bad_rows: set faulty rows aside, in quarantine, instead of refusing the files.
        identity: which data set the files are, for a portal of many.
        date: year or day that the files must be about; empty for any.
        keeps_others: the territories that the files do not hold stay as in the last edition of the same date.
    """

    source: str
    files: Sequence[Path]
    skip_bad_rows: bool = False
    identity: Identity | None = None
    date: str = ""
    keeps_others: bool = True
    mapping: FileMapping | None = None


def adopt_files(
    *, by: Person | None, files: GivenFiles, accept: bool = False, reason: str = ""
) -> tuple[tuple[IncomingEdition, Snapshot], ...]:
    """Read files into new dated snapshots of their source, one for each year or day; say what each changes.

    `accept`: take an implausible edition: rows lost or gained, values revised, another scale, zeros that come together,
    numbers hard to believe.
    `reason`: why it is accepted; kept on its card with what was found.

    Raises:
        ImportFileError: a file is at fault; the reasons are kept, and the last good snapshot stays in use.
        ImplausibleEditionError: an edition is implausible, and is not accepted.
    """
    model, readings = _read(by, files)
    names = ", ".join(file.name for file in files.files)
    origin = f"fichier «\u202f{names}\u202f» fourni par l’utilisateur"
    if files.mapping:
        origin = f"{origin}, lu par la correspondance «\u202f{files.mapping.name}\u202f»"

    def prepare(reading: Reading) -> IncomingEdition:
        return prepare_edition(
            *_complete_card(model, reading, files.mapping),
            retrieved_on=timezone.localdate(),
            republished_by=origin,
            keeps_others=files.keeps_others,
        )

    adopted = list[tuple[IncomingEdition, Snapshot]]()
    with lock_source(model.source):
        editions = [prepare(reading) for reading in readings]
        if not accept:
            require_acceptance(editions, names)
        dates = set[str]()
        for edition, reading in zip(editions, readings, strict=True):
            # of two files about one day, the second goes beside what the first has just given
            incoming = prepare(reading) if edition.card.data_date in dates else edition
            incoming = incoming.accepted(reason)
            adopted.append((incoming, adopt_table(by=by, card=incoming.card, table=incoming.table)))
            dates.add(incoming.card.data_date)
    return tuple(adopted)


def compare_files(*, files: GivenFiles) -> tuple[IncomingEdition, ...]:
    """Say what files would change, without adopting them. Faulty rows are put in quarantine, as `adopt_files` does."""
    model, readings = _read(None, files)
    today = timezone.localdate()
    return tuple(
        prepare_edition(
            *_complete_card(model, reading, files.mapping), retrieved_on=today, keeps_others=files.keeps_others
        )
        for reading in readings
    )


def _read(by: Person | None, files: GivenFiles) -> tuple[SourceCard, tuple[Reading, ...]]:
    """Read files of a source, with the card that serves them; what is at fault is put in quarantine."""
    kind = kind_of(files.source)
    if kind not in SOURCES:
        raise UnknownSourceError(files.source, SOURCES)
    if kind in SOURCES_OF_MANY and files.identity is None:
        raise DatasetNeededError(files.source)
    model = shipped_cards()[kind]
    model = files.identity.fill(model) if files.identity else model
    contents = {_name_among(files.files, file): file.read_bytes() for file in files.files}
    readings = read_or_set_aside(
        by=by, card=model, files=contents, skip_bad_rows=files.skip_bad_rows, date=files.date, mapping=files.mapping
    )
    return model, readings


def _complete_card(model: SourceCard, reading: Reading, mapping: FileMapping | None) -> tuple[SourceCard, Reading]:
    """The card and the reading of a file that a mapping lays out: of its producer, beside what is in use."""
    return complete_edition(model, reading, mapping) if mapping else (model, reading)


def _name_among(files: Sequence[Path], file: Path) -> str:
    """The name of a file, with its folders when another of the files has the same."""
    return file.name if [other.name for other in files].count(file.name) == 1 else str(file)
