"""Takes in a table of several authorities by the import of one: its column `siren` says whose each row is."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from autan.evidence.imports.core import Import, Preview, PreviewItem, Record, Upload
from autan.ground.errors import Fault
from autan.ground.tables.core.findings import Findings
from autan.ground.tables.core.tables import TextRow
from autan.ground.tables.importers.tables import read_text_rows
from autan.people.journal.actions import Actor
from autan.territories.networks.models import Territory

SIREN = "siren"
type ImportOfPlace[T] = Callable[[Territory], Import[T]]


def import_by_place[T](by: Actor | None, *, kind: str, permission: str, importing: ImportOfPlace[T]) -> Import[T]:
    """Return how a table of several authorities is taken in.

    Args:
        by: who gives it; None for the product itself.
        kind: what is taken in.
        permission: the right that the rows of an authority need.
        importing: the import of one authority, which passes over the column `siren`.
    """
    return Import(
        kind=kind,
        read=lambda upload: _read(upload, by, permission, importing),
        write=lambda actor, preview: _write(actor, preview, importing),
    )


def _read[T](upload: Upload, by: Actor | None, permission: str, importing: ImportOfPlace[T]) -> Preview[T]:
    """Read the rows of each authority apart, and tell each at its line. One query, and those of each authority."""
    findings, items = Findings(), list[PreviewItem[T]]()
    rows = read_text_rows(upload.data, upload.file, required=(SIREN,))
    places = _places({row.cells[SIREN] for row in rows})
    allowed = {siren for siren, place in places.items() if by is None or by.has_perm(permission, place)}
    by_place: dict[str, list[TextRow]] = {}
    for row in findings.until_full(rows):
        if row.cells[SIREN] in allowed:
            by_place.setdefault(row.cells[SIREN], []).append(row)
        else:
            findings.add(row.fault(SIREN, "le SIREN d’une collectivité pour laquelle vous écrivez"))
    for siren, own in by_place.items():
        preview = importing(places[siren]).read(Upload(file="rows.csv", data=_table(own)))
        findings.add(*_faults(preview.faults, own))
        items += [_of_place(item, siren, own) for item in preview.items]
    return Preview(file=upload.file, items=tuple(items), faults=tuple(findings.faults))


def _write[T](by: Any, preview: Preview[T], importing: ImportOfPlace[T]) -> None:
    by_place: dict[str, list[PreviewItem[T]]] = {}
    for item in preview.to_write:
        siren, _slash, key = item.record.key.partition("/")
        by_place.setdefault(siren, []).append(replace(item, record=replace(item.record, key=key)))
    places = _places(by_place)
    for siren, items in by_place.items():
        importing(places[siren]).write(by, replace(preview, items=tuple(items)))


def _places(sirens: Any) -> dict[str, Territory]:
    return Territory.objects.in_bulk(sirens, field_name=SIREN)


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


def _of_place[T](item: PreviewItem[T], siren: str, rows: Sequence[TextRow]) -> PreviewItem[T]:
    def of_place(record: Record[T]) -> Record[T]:
        line = _line(record.line, rows) if record.line else None
        return replace(record, key=f"{siren}/{record.key}", line=line)

    return replace(item, record=of_place(item.record), current=item.current and of_place(item.current))
