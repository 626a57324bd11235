"""Reads what came in for a source; what is at fault is put in quarantine, with a line in the journal."""

from collections.abc import Mapping, Sequence

from django.utils import timezone

from autan.ground.errors import Fault, ImportFileError
from autan.ground.wordings import Sentence
from autan.opendata.measures.queries.perimeter import commune_identities, known_commune_codes
from autan.opendata.producers.connectors.registry import clean_files, read_editions
from autan.opendata.sources.core.file_mappings import FileMapping
from autan.opendata.sources.core.readings import Expectation, Reading, counted
from autan.opendata.sources.core.source_cards import SourceCard
from autan.opendata.sources.lake.quarantine import keep_quarantine
from autan.people.accounts.models import Person
from autan.people.journal.actions import acting
from autan.people.journal.core import ObjectRef


def read_or_set_aside(
    *,
    by: Person | None,
    card: SourceCard,
    files: Mapping[str, bytes],
    skip_bad_rows: bool,
    date: str,
    mapping: FileMapping | None = None,
) -> tuple[Reading, ...]:
    """Read files; the rows set aside, or the faults of a refused file, are kept in a file that a person can read.

    Files of another date (or year) than the one expected are refused; nothing is expected where it is empty.
    """
    expectation = Expectation(
        today=timezone.localdate(),
        communes=known_commune_codes(),
        identities=commune_identities(),
        skip_bad_rows=skip_bad_rows,
        mapping=mapping,
    )
    clean: Mapping[str, bytes] = {}  # what was not cleaned may hold names, and is not copied
    try:
        clean = clean_files(card.source, files)
        readings = read_editions(card, clean, expectation=expectation)
        _refuse_other_date(readings, date, next(iter(clean)))
    except ImportFileError as error:
        _quarantine(by=by, source=card.source, file=error.file, faults=error.faults, content=clean.get(error.file, b""))
        raise
    aside = next((reading.aside for reading in readings if reading.aside), ())
    if aside:
        content = next(iter(clean.values())) if len(clean) == 1 else b""  # a fault does not tell which file
        _quarantine(by=by, source=card.source, file=", ".join(clean), faults=aside, content=content)
    return readings


def _refuse_other_date(readings: Sequence[Reading], date: str, file: str) -> None:
    other = [reading.data_date for reading in readings if not reading.data_date.startswith(date)]
    if other:
        raise ImportFileError(file, [Fault(value=other[0], expected=Sentence("des données de {date}", date=date))])


def _quarantine(*, by: Person | None, source: str, file: str, faults: Sequence[Fault], content: bytes) -> None:
    """Keep what was refused, with the reason of each refusal."""
    with acting(by=by, act="quarantine_rows") as act:
        path = keep_quarantine(source=source, file=file, faults=faults, content=content, at=timezone.now())
        act.record(
            ObjectRef("observatory", "file", f"{source}/{path.name}"),
            summary=f"Lignes mises de côté\u00a0: {file}, {counted(len(faults), 'défaut', 'défauts')}",
            details={"path": str(path)},
        )
