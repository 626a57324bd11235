"""A page of a published table in the two forms that programs read, and its cells: null or empty if unknown; keys."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from autan.ground.extension_points import PublishedColumnKind, PublishedTable
from autan.ground.texts.language import words
from autan.publishing.api.core import read_cursor, write_cursor
from autan.publishing.api.models import ReadKey
from autan.publishing.api.queries.tables import Row, writable_tables


def json_cell(value: object) -> Any:
    """Return a cell for JSON: a day as ISO text.

    >>> json_cell(date(2026, 11, 26)), json_cell(None), json_cell(0)
    ('2026-11-26', None, 0)
    """
    return value.isoformat() if isinstance(value, date) else value


def csv_cell(value: object) -> str:
    """Return a cell for CSV, after RFC 4180 and CSV on the Web: `true`, `false`, ISO days, a point for decimals.

    >>> csv_cell(True), csv_cell(None), csv_cell(2.5), csv_cell(3.0)
    ('true', '', '2.5', '3.0')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(json_cell(value))


def write_csv(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    r"""Write rows as CSV: UTF-8, commas, lines ended by CRLF.

    >>> write_csv(["a", "b"], [[1, None], ["x, y", True]])
    b'a,b\r\n1,\r\n"x, y",true\r\n'
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(headings)
    writer.writerows([csv_cell(cell) for cell in row] for row in rows)
    return buffer.getvalue().encode()


JSON, CSV = "json", "csv"
MEDIA_TYPES = {JSON: "application/json", CSV: "text/csv; charset=utf-8"}
_KEY_TYPES: Mapping[PublishedColumnKind, type] = {PublishedColumnKind.INTEGER: int}


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePage:
    """Some rows of a table, how many there are on all pages, and the cursor of the next, empty on the last."""

    table: PublishedTable
    rows: Sequence[Row]
    total: int
    next: str


def keep_rows(table: PublishedTable, rows: Sequence[Row], filters: Mapping[str, str | int]) -> list[Row]:
    """Keep the rows whose cells are those that filters ask for, by name of the column."""
    places = [
        (place, str(filters[column.name])) for place, column in enumerate(table.columns) if column.name in filters
    ]
    return [row for row in rows if all(str(row[place]) == value for place, value in places)]


def cut_page(table: PublishedTable, rows: Sequence[Row], *, after: str, limit: int | None) -> TablePage:
    """Return the rows after a cursor, `limit` at most, None for all; InvalidCursorError for one of another table."""
    key_of = _key_of(table)
    kinds = {column.name: _KEY_TYPES.get(column.kind, str) for column in table.columns}
    begin = read_cursor(after, [kinds[name] for name in table.key]) if after else None
    left = [row for row in rows if begin is None or key_of(row) > begin]
    shown = left if limit is None else left[:limit]
    is_last = len(shown) == len(left)
    return TablePage(table=table, rows=shown, total=len(rows), next="" if is_last else write_cursor(key_of(shown[-1])))


def _key_of(table: PublishedTable) -> Callable[[Row], tuple[Any, ...]]:
    names = [column.name for column in table.columns]
    places = [names.index(name) for name in table.key]
    return lambda row: tuple(row[place] for place in places)


def write_page(page: TablePage, form: str) -> bytes:
    """Write a page in a form: `json` tells the total and the cursor of the next page, `csv` holds the rows alone."""
    names = [column.name for column in page.table.columns]
    if form == CSV:
        return write_csv(names, page.rows)
    content = {
        "table": page.table.name,
        "total": page.total,
        "count": len(page.rows),
        "next": page.next or None,
        "rows": [dict(zip(names, map(json_cell, row), strict=True)) for row in page.rows],
    }
    return json.dumps(content, ensure_ascii=False).encode()


def key_lines(keys: Iterable[ReadKey], names: Mapping[str, str], *, today: date) -> Iterator[Mapping[str, Any]]:
    """Give keys as they are listed, in words; `names` are those of networks, by slug."""
    tables = writable_tables()
    for key in keys:
        table = words(tables[key.act].title) if key.act in tables else key.act
        name = names.get(key.network, key.network)
        yield {"key": key, "network": name, "table": table, "is_open": key.is_open(today)}
