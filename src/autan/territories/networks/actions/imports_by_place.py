"""Takes in a table of several authorities, networks, plans, by the import of one: columns say whose each row is."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from autan.evidence.imports.core import Import, Preview, PreviewItem, Record, Upload
from autan.ground.tables.core.findings import Findings
from autan.ground.tables.core.tables import TextRow
from autan.ground.tables.importers.tables import read_text_rows
from autan.ground.wordings import Sentence
from autan.people.journal.actions import Actor
from autan.territories.networks.models import Network, Territory

SIREN = "siren"
type ImportOfOne[T] = Callable[[Any], Import[T]]


class OwnerColumns(NamedTuple):
    """The columns that say whose a row is, how they are found by what it holds there, and what is expected.

    `find` takes and answers the cells of these columns, joined by a colon.
    """

    names: tuple[str, ...]
    find: Callable[[Iterable[str]], dict[str, Any]]
    expected: Sentence


BY_SIREN = OwnerColumns(
    (SIREN,),
    lambda sirens: Territory.objects.in_bulk(list(sirens), field_name=SIREN),
    Sentence("le SIREN d’une collectivité pour laquelle vous écrivez"),
)
BY_NETWORK = OwnerColumns(
    ("reseau",),
    lambda slugs: Network.objects.in_bulk(list(slugs), field_name="slug"),
    Sentence("le nom court d’un réseau pour lequel vous écrivez"),
)


def import_by_place[T](
    by: Actor | None,
    *,
    kind: str,
    permission: str,
    importing: ImportOfOne[T],
    columns: OwnerColumns = BY_SIREN,
) -> Import[T]:
    """Return how a table of several authorities, networks, plans, is taken in.

    `permission`: the right that the rows of each need.
    `importing`: the import of one, which passes over the columns that say whose a row is.
    """
    return Import(
        kind=kind,
        read=lambda upload: _read(upload, by, permission, importing, columns),
        write=lambda actor, preview: _write(actor, preview, importing, columns),
    )


def _read[T](
    upload: Upload, by: Actor | None, permission: str, importing: ImportOfOne[T], columns: OwnerColumns
) -> Preview[T]:
    """Read the rows of each owner apart, and tell each at its line. One query, and those of each owner."""
    findings, items = Findings(), list[PreviewItem[T]]()
    rows = read_text_rows(upload.data, upload.file, required=columns.names)
    codes = [":".join(row.cells[name] for name in columns.names) for row in rows]
    owners = columns.find(set(codes))
    allowed = {code for code, owner in owners.items() if by is None or by.has_perm(permission, owner)}
    by_owner: dict[str, list[TextRow]] = {}
    for code, row in findings.until_full(zip(codes, rows, strict=True)):
        if code in allowed:
            by_owner.setdefault(code, []).append(row)
        else:
            findings.add(row.fault(columns.names[-1], columns.expected))
    for code, own in by_owner.items():
        table, lines = _table(own)
        preview = importing(owners[code]).read(Upload(file="rows.csv", data=table))
        findings.add(*(replace(fault, row=lines.get(fault.row)) for fault in preview.faults))
        items += [_of_owner(item, code, lines) for item in preview.items]
    return Preview(file=upload.file, items=tuple(items), faults=tuple(findings.faults))


def _write[T](by: Any, preview: Preview[T], importing: ImportOfOne[T], columns: OwnerColumns) -> None:
    by_owner: dict[str, list[PreviewItem[T]]] = {}
    for item in preview.to_write:
        code, _slash, key = item.record.key.partition("/")
        by_owner.setdefault(code, []).append(replace(item, record=replace(item.record, key=key)))
    owners = columns.find(by_owner)
    for code, items in by_owner.items():
        importing(owners[code]).write(by, replace(preview, items=tuple(items)))


def _table(rows: Sequence[TextRow]) -> tuple[bytes, dict[int | None, int]]:
    """The rows of one owner as a table of their own, which whose they are keeps from being empty.

    With it, the line of each row in the table of all, by its line in this one, where a text may be on several.
    """
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, rows[0].cells, lineterminator="\n")
    writer.writeheader()
    lines: dict[int | None, int] = {}
    for row in rows:
        lines[buffer.getvalue().count("\n") + 1] = row.line
        writer.writerow({name: "\n".join(cell.splitlines()) for name, cell in row.cells.items()})
    return buffer.getvalue().encode(), lines


def _of_owner[T](item: PreviewItem[T], code: str, lines: Mapping[int | None, int]) -> PreviewItem[T]:
    def of_owner(record: Record[T]) -> Record[T]:
        return replace(record, key=f"{code}/{record.key}", line=lines.get(record.line))

    return replace(item, record=of_owner(item.record), current=item.current and of_owner(item.current))
