"""Takes in a table of described documents: each line over what stands of it, compared field by field."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Protocol

from autan.evidence.imports.core import Import, Preview, PreviewItem, Record, Upload, compare
from autan.ground.descriptions.core.documents import descriptions_of
from autan.ground.descriptions.presenters import stored_words
from autan.ground.tables.core.findings import Findings
from autan.ground.texts.core.labelled import Labelled
from autan.ground.wordings import Text


class NamedDocument(Protocol):
    """A described document with a name, of one kind among others."""

    @property
    def kind(self) -> Labelled:
        """What it is."""

    @property
    def name(self) -> str:
        """What it is called."""


type ReadLines[D] = Callable[[Upload, Mapping[str, D], Findings], Iterable[tuple[int, D, Collection[str]]]]


def documents_import[D: NamedDocument](
    *,
    kind: str,
    document: type[D],
    key: Callable[[D], str],
    existing: Callable[[], Iterable[D]],
    read: ReadLines[D],
    write: Callable[[Any, list[D]], object],
) -> Import[D]:
    """Return how a table of documents is taken in; those that it does not tell stay.

    `read`: reads each with its line and the fields that it tells, over those that stand by key; notes what is wrong.
    `write`: takes who acts and what is added or changed.
    """
    described = descriptions_of(document)

    def record(content: D, names: Iterable[str], line: int | None = None) -> Record[D]:
        # what is kept is compared, not its words: an amount is said without its cents
        fields = {name: described[name].keep(getattr(content, name)) for name in names}
        name, group = Text(content.name, content.name), content.kind.label
        return Record(key=key(content), name=name, group=group, fields=fields, content=content, line=line)

    def preview(upload: Upload) -> Preview[D]:
        documents, findings = {key(content): content for content in existing()}, Findings()
        lines = read(upload, documents, findings)
        if findings.faults:
            faults = sorted(findings.faults, key=lambda fault: fault.row or 0)
            return Preview(file=upload.file, faults=tuple(faults))
        current = {name: record(content, described) for name, content in documents.items()}
        items = compare([record(content, names, line) for line, content, names in lines], current)
        return Preview(file=upload.file, items=items, warnings=tuple(findings.warnings))

    def show(_item: PreviewItem[D], field: str, value: Any) -> str:
        return stored_words(described[field], value) or "—"

    return Import(
        kind=kind,
        read=preview,
        write=lambda by, done: write(by, [item.record.content for item in done.to_write]),
        fields={name: description.heading for name, description in described.items()},
        show=show,
    )
