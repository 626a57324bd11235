"""A file of a source given on a page: what it would change in the lake is told, then adopted as dated editions."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from autan.evidence.imports.core import Import, Preview, Record, Upload, compare
from autan.ground.errors import Fault
from autan.ground.wordings import Sentence, Text
from autan.opendata.producers.connectors.registry import SOURCES, SOURCES_OF_MANY
from autan.opendata.updates.actions.data_start import MAY_ADD, REFUSAL
from autan.opendata.updates.actions.files import GivenFiles, adopt_files, compare_files
from autan.opendata.updates.queries.edition_changes import IncomingEdition, require_acceptance
from autan.opendata.updates.queries.file_mappings import find_mapping
from autan.people.accounts.models import Person
from autan.people.journal.actions import require_right

PAGE_SOURCES = tuple(source for source in SOURCES if source not in SOURCES_OF_MANY)
"""Sources whose files are taken on a page; those of a portal of many need a description, and the command line."""

MAPPED = "correspondance-"
"""What stands before the number of a mapping, in place of a source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LakeFile:
    """A file and one edition that it would become; what stands has no file."""

    upload: Upload | None


@contextmanager
def _given_files(upload: Upload) -> Iterator[GivenFiles]:
    """The file on the disk, as the readers of sources take it."""
    with TemporaryDirectory(prefix="autan-given-") as folder:
        path = Path(folder) / Path(upload.file).name
        path.write_bytes(upload.data)
        skip_bad_rows = bool(upload.options.get("skip_bad_rows"))
        source, mapping = str(upload.options["source"]), None
        if source.startswith(MAPPED):
            mapping = find_mapping(int(source.removeprefix(MAPPED))).document
            source = mapping.source
        yield GivenFiles(source=source, files=[path], skip_bad_rows=skip_bad_rows, mapping=mapping)


def _preview(upload: Upload) -> Preview[LakeFile]:
    with _given_files(upload) as source_files:
        files = compare_files(files=source_files)
    if not upload.options.get("accept"):
        require_acceptance(files, upload.file)
    current = {_key(incoming): _current_edition(incoming) for incoming in files if incoming.previous}
    warnings = [alert for incoming in files for alert in incoming.alerts]
    warnings += [Fault(value=remark, expected="") for incoming in files for remark in incoming.card.remarks]
    return Preview(
        file=upload.file,
        items=compare([_incoming(incoming, upload) for incoming in files], current),
        warnings=tuple(warnings),
    )


def _key(incoming: IncomingEdition) -> str:
    return f"{incoming.card.source} {incoming.card.data_date}"


def _incoming(incoming: IncomingEdition, upload: Upload) -> Record[LakeFile]:
    known = incoming.comparison
    fields = {
        "rows": incoming.table.height,
        "added": known.added if known else incoming.table.height,
        "removed": known.removed if known else 0,
        "revised": known.revised if known else 0,
    }
    return Record(key=_key(incoming), name=_name(incoming), fields=fields, content=LakeFile(upload=upload))


def _current_edition(incoming: IncomingEdition) -> Record[LakeFile]:
    """The edition that the new one is compared with: it adds nothing to itself."""
    rows = incoming.previous.rows if incoming.previous else 0
    fields = {"rows": rows, "added": 0, "removed": 0, "revised": 0}
    return Record(key=_key(incoming), name=_name(incoming), fields=fields, content=LakeFile(upload=None))


def _name(incoming: IncomingEdition) -> Text:
    words = f"{incoming.card.title}, {incoming.card.data_date}"
    return Text(words, words)


def _write(by: Person | None, preview: Preview[LakeFile]) -> None:
    """Adopt the file whole."""
    require_right(by, MAY_ADD, refusal=REFUSAL)
    upload = preview.to_write[0].record.content.upload
    if upload is not None:
        with _given_files(upload) as source_files:
            options = upload.options
            adopt_files(
                by=by, files=source_files, accept=bool(options.get("accept")), reason=str(options.get("reason") or "")
            )


LAKE_FILES: Import[LakeFile] = Import(
    kind="lake",
    read=_preview,
    write=_write,
    fields={
        "rows": Sentence("Lignes"),
        "added": Sentence("Ajoutées"),
        "removed": Sentence("Disparues"),
        "revised": Sentence("Valeurs révisées"),
    },
)
