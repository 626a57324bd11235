"""Sheets of a file of rows, and the tables that they hold under their headings, every cell with its place."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from types import MappingProxyType

from autan.ground.errors import Fault
from autan.ground.tables.core.findings import MAX_SHOWN, Findings
from autan.ground.wordings import Sentence

type CellValue = str | int | float | bool | None
_UNSEEN = re.compile("[\u200b\u2060\ufeff\u00ad]")
type Place = tuple[int, int]
"""Line and column of a cell, counted from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How large a file may be; it is refused before it is read where that can be known.

    Attributes:
        max_bytes: size of the file.
        max_opened_bytes: size of what an archive holds, once opened.
        max_rows: lines of a sheet that hold something.
        max_cells: rows of a workbook times its columns, over all its sheets.
    """

    max_bytes: int = 50_000_000
    max_opened_bytes: int = 200_000_000
    max_rows: int = 200_000
    max_columns: int = 20_000
    max_cells: int = 10_000_000


LIMITS = Limits()
"""Of a file that a person gives."""

NATIONAL_LIMITS = Limits(
    max_bytes=1_500_000_000, max_opened_bytes=1_500_000_000, max_rows=100_000_000, max_cells=100_000_000
)
"""Of a file that covers the country, with a row for each commune or building."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line that is not empty: its number in the file, counted from 1, and its cells."""

    line: int
    cells: Sequence[CellValue]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet of a file.

    Attributes:
        rows: its lines that are not empty, read once.
        faults: cells without a value of their own: formulas that were never computed, errors, merged cells.
        merged: first and last place of the cells that are one.
        hidden_rows: lines that its readers do not see, hidden or filtered, counted from 1.
        hidden_columns: columns that its readers do not see, counted from 1.
        indents: how far texts are indented from the left of their cells, by their places.
    """

    name: str
    rows: Iterable[Row]
    faults: tuple[Fault, ...] = ()
    merged: tuple[tuple[Place, Place], ...] = ()
    is_hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    indents: Mapping[Place, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The rows of a sheet under its first line that is not empty, which holds the headings.

    Attributes:
        headings: texts of the first line, without spaces around; the last one is not empty.
        rows: cells of the other lines, as many in each as there are headings.
        overflow: what stands beyond the last heading, by line.
        last_width: how many cells the last row has in the file.
    """

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[CellValue, ...], ...]
    lines: tuple[int, ...]
    line: int = 1
    overflow: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    last_width: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRow:
    """One row of a table whose columns are known by name.

    Attributes:
        line: line of the file where it begins, counted from 1.
        overflow: cells beyond the last column.
        titles: the heading of a column that the file calls otherwise.
    """

    line: int
    cells: Mapping[str, str]
    overflow: tuple[str, ...] = ()
    sheet: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)

    def fault(self, column: str, expected: str) -> Fault:
        """Return a fault at one of its cells."""
        value = self.cells.get(column, "")[:MAX_SHOWN]
        title = self.titles.get(column, column)
        return Fault(sheet=self.sheet or None, row=self.line, column=title, value=value, expected=expected)


def read_table(sheet: Sheet, findings: Findings) -> Table | None:
    """Read the rows of a sheet under its headings; None for a sheet without any.

    `findings` note its cells without a value, those of a banner above the headings excepted.
    """
    rows = iter(sheet.rows)
    first = next(rows, None)
    if first is None:
        return None
    headings = [text_of(cell) for cell in first.cells]
    while not headings[-1]:
        headings.pop()
    width, kept_rows, lines, overflow, last_width = len(headings), [], [], {}, 0
    for row in rows:
        last_width = len(row.cells)
        kept_rows.append((*row.cells[:width], *[None] * (width - len(row.cells))))
        lines.append(row.line)
        if beyond := tuple(filter(None, map(text_of, row.cells[width:]))):
            overflow[row.line] = beyond
    findings.add(*(fault for fault in sheet.faults if (fault.row or 0) >= first.line))
    return Table(
        name=sheet.name,
        headings=tuple(headings),
        rows=tuple(kept_rows),
        lines=tuple(lines),
        line=first.line,
        overflow=overflow,
        last_width=last_width,
    )


def repeated_names(names: Iterable[str]) -> list[str]:
    """Return the names that stand more than once, in alphabetical order; an empty one is none.

    >>> repeated_names(["b", "a", "", "b", "a", "", "c"])
    ['a', 'b']
    """
    return sorted(name for name, count in Counter(names).items() if name and count > 1)


NO_LABELS: Mapping[str, str] = MappingProxyType({})


def columns_of(table: Table, labels: Mapping[str, str]) -> list[str]:
    """Return the columns that its headings name, in small letters; `labels` gives the column of other names."""
    return [labels.get(heading.lower(), heading.lower()) for heading in table.headings]


def check_headings(table: Table | None, required: Sequence[str], labels: Mapping[str, str] = NO_LABELS) -> list[Fault]:
    """Return what is wrong with the headings of a table: those that lack, those that serve twice."""
    texts = columns_of(table, labels) if table else []
    line, sheet = (table.line, table.name or None) if table else (1, None)
    shown = ", ".join(name for name in texts if name) or None
    missing = [name for name in required if name not in texts]
    repeated = repeated_names(texts)
    return [
        Fault(sheet=sheet, row=line, column=name, value=value, expected=expected)
        for name, value, expected in (
            *((name, shown, Sentence("une colonne « {name} »", name=name)) for name in missing),
            *((name, name, Sentence("un titre qui ne sert qu’une fois")) for name in repeated),
        )
    ]


def text_rows(table: Table, labels: Mapping[str, str] = NO_LABELS) -> Iterator[TextRow]:
    """Give the rows of a table by its columns; see `columns_of`."""
    names = columns_of(table, labels)
    titles = {name: title for name, title in zip(names, table.headings, strict=True) if name != title.lower()}
    for cells, line in zip(table.rows, table.lines, strict=True):
        texts = (text_of(cell).replace("\u00a0", " ").strip() for cell in cells)
        known = dict(zip(names, texts, strict=True))
        yield TextRow(line=line, cells=known, overflow=table.overflow.get(line, ()), sheet=table.name, titles=titles)


def text_of(value: CellValue) -> str:
    """Return a cell as text: a whole number has no decimals, an empty cell is an empty text.

    >>> text_of(200071298.0), text_of(" a "), text_of(None), text_of(True), text_of(0.5)
    ('200071298', 'a', '', 'true', '0.5')
    """
    if isinstance(value, str):
        return value.strip()
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(int(value)) if float(value).is_integer() else repr(value)


def visible_text(value: CellValue) -> str:
    """Write a cell as text, without the signs of no width that come with what is copied from pages and mails."""
    text = text_of(value)
    return text if text.isascii() else _UNSEEN.sub("", text).strip()


def plain_value(value: object) -> CellValue:
    """Return what a workbook holds in a cell as text, number or truth; a day and a time in ISO form.

    >>> plain_value(datetime(2013, 4, 1)), plain_value(datetime(2013, 4, 1, 12, 30)), plain_value(" ")
    ('2013-04-01', '2013-04-01 12:30:00', None)
    """
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    return str(value)


def column_letters(place: int) -> str:
    """Return the letters of a column of a workbook, counted from 1.

    >>> column_letters(1), column_letters(27), column_letters(16384)
    ('A', 'AA', 'XFD')
    """
    letters = ""
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
