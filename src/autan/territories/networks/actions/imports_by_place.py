"""Takes in a table of several authorities, or networks, by the import of one: a column says whose each row is."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from autan.evidence.imports.core import Import, Preview, PreviewItem, Record, Upload
from autan.ground.errors import Fault
from autan.ground.tables.core.findings import Findings
from autan.ground.tables.core.tables import TextRow
from autan.ground.tables.importers.tables import read_text_rows
from autan.ground.wordings import Sentence
from autan.people.journal.actions import Actor
from autan.territories.networks.models import Network, Territory

SIREN = "siren"
type ImportOfOne[T] = Callable[[Any], Import[T]]


class OwnerColumn(NamedTuple):
    """The column that says whose a row is, how they are found by what it holds, and what is expected there."""

    name: str
    find: Callable[[Iterable[str]], dict[str, Any]]
    expected: Sentence


BY_SIREN = OwnerColumn(
    SIREN,
    lambda sirens: Territory.objects.in_bulk(list(sirens), field_name=SIREN),
    Sentence("le SIREN d’une collectivité pour laquelle vous écrivez"),
)
BY_NETWORK = OwnerColumn(
    "reseau",
    lambda slugs: Network.objects.in_bulk(list(slugs), field_name="slug"),
    Sentence("le nom court d’un réseau pour lequel vous écrivez"),
)


def import_by_place[T](
    by: Actor | None,
    *,
    kind: str,
    permission: str,
    importing: ImportOfOne[T],
    column: OwnerColumn = BY_SIREN,
) -> Import[T]:
    """Return how a table of several authorities, or networks, is taken in.

    `permission`: the right that the rows of each need.
    `importing`: the import of one, which passes over the column that says whose a row is.
    """
    return Import(
        kind=kind,
        read=lambda upload: _read(upload, by, permission, importing, column),
        write=lambda actor, preview: _write(actor, preview, importing, column),
    )


def _read[T](
    upload: Upload, by: Actor | None, permission: str, importing: ImportOfOne[T], column: OwnerColumn
) -> Preview[T]:
    """Read the rows of each owner apart, and tell each at its line. One query, and those of each owner."""
    findings, items = Findings(), list[PreviewItem[T]]()
    rows = read_text_rows(upload.data, upload.file, required=(column.name,))
    owners = column.find({row.cells[column.name] for row in rows})
    allowed = {code for code, owner in owners.items() if by is None or by.has_perm(permission, owner)}
    by_owner: dict[str, list[TextRow]] = {}
    for row in findings.until_full(rows):
        if row.cells[column.name] in allowed:
            by_owner.setdefault(row.cells[column.name], []).append(row)
        else:
            findings.add(row.fault(column.name, column.expected))
    for code, own in by_owner.items():
        preview = importing(owners[code]).read(Upload(file="rows.csv", data=_table(own)))
        findings.add(*_faults(preview.faults, own))
        items += [_of_owner(item, code, own) for item in preview.items]
    return Preview(file=upload.file, items=tuple(items), faults=tuple(findings.faults))


def _write[T](by: Any, preview: Preview[T], importing: ImportOfOne[T], column: OwnerColumn) -> None:
    by_owner: dict[str, list[PreviewItem[T]]] = {}
    for item in preview.to_write:
        code, _slash, key = item.record.key.partition("/")
        by_owner.setdefault(code, []).append(replace(item, record=replace(item.record, key=key)))
    owners = column.find(by_owner)
    for code, items in by_owner.items():
        importing(owners[code]).write(by, replace(preview, items=tuple(items)))


def _table(rows: Sequence[TextRow]) -> bytes:
    """The rows of one authority as a table of its own, each on one line, which its SIREN keeps from being empty."""
    names = list(rows[0].cells)
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(names)
    writer.writerows([" ".join(row.cells[name].splitlines()) for name in names] for row in rows)
    return buffer.getvalue().encode()


def _line(line: int, rows: Sequence[TextRow]) -> int:
    return rows[line - 2].line  # under the headings


def _faults(faults: Sequence[Fault], rows: Sequence[TextRow]) -> Iterator[Fault]:
    return (replace(fault, row=_line(fault.row, rows) if fault.row else None) for fault in faults)


def _of_owner[T](item: PreviewItem[T], siren: str, rows: Sequence[TextRow]) -> PreviewItem[T]:
    def of_owner(record: Record[T]) -> Record[T]:
        line = _line(record.line, rows) if record.line else None
        return replace(record, key=f"{siren}/{record.key}", line=line)

    return replace(item, record=of_owner(item.record), current=item.current and of_owner(item.current))
