"""CSV tables of any French make: their encoding, their separator, their columns, and the rows that are cut.

Every cell stays text: what it means is for the connector to say, fault by fault (`raw_table`).
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.core.tables import NATIONAL_LIMITS, Row
from autan.ground.tables.importers.delimited import (
    BYTE_ORDER_MARK,
    SEPARATORS,
    Content,
    above_titles,
    decode,
    detect_content,
    find_encoding,
    find_separator,
    first_line,
    separated_rows,
)
from autan.ground.wordings import Sentence

MOST_HEADINGS = 100_000
NEVER_PLAIN = (b'"', b"\r", b"\xc2\xa0", b"\xe2\x80")  # quotes, returns, and the spaces that UTF-8 starts so


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTable:
    """A table whose cells are text.

    Attributes:
        frame: `row` (line of the file, the header being 1) and the columns asked for.
        remarks: what was understood of its form, in French.
        is_plain: True when no cell can have spaces around it or be an empty text: nothing is to be trimmed.
    """

    frame: pl.DataFrame
    remarks: tuple[str, ...]
    is_plain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """What is known of the rows of a table before they are read.

    Attributes:
        content: the table, without the lines that hold nothing.
        lines: line of the file where each row begins; None where each is on a line of its own.
    """

    content: bytes
    lines: list[int] | None = None


def open_table(content: bytes, *, file: str, columns: Sequence[str], lines_above: int = 0) -> OpenTable:
    """Open a table.

    `content`: the file, from the line of its column names on.
    `columns`: columns that are read; all must be there.
    `lines_above`: lines of the file that come before the content, so that faults tell its own line numbers.
    """
    content, remarks = _in_utf8(content)
    start = above_titles(content)
    content, lines_above = content[start:], lines_above + content.count(b"\n", 0, start)
    _refuse_page(content, file)
    header = first_line(content)
    separator = find_separator(decode(content[:MOST_HEADINGS].partition(b"\n")[0]))
    if separator != ",":
        remarks.append(f"colonnes séparées par {SEPARATORS[separator]}")
    rows = _rows_of(content, separator, file, lines_above)
    places = {name.strip(): place for place, name in enumerate(header)}
    selected = list(dict.fromkeys(columns))
    _refuse_absent([name for name in selected if name not in places], header, file)
    _refuse_twice([name for name in selected if [heading.strip() for heading in header].count(name) > 1], file)
    frame = _read(rows, separator, {name: places[name] for name in selected}, file, lines_above)
    if frame.is_empty():
        raise ImportFileError(file, [Fault(expected="au moins une ligne de données")])
    return OpenTable(frame=frame, remarks=tuple(remarks), is_plain=_is_plain(content, separator.encode()))


def _read(rows: _Rows, separator: str, places: dict[str, int], file: str, lines_above: int) -> pl.DataFrame:
    read = sorted(places.values())
    try:
        frame = pl.read_csv(rows.content, separator=separator, infer_schema=False, columns=read)
    except pl.exceptions.NoDataError:
        raise ImportFileError(file, [Fault(expected="au moins une ligne de données")]) from None
    except pl.exceptions.PolarsError as error:
        message = str(error).splitlines()[0][:80]
        raise ImportFileError(
            file, [Fault(value=message, expected="du texte en lignes et colonnes, au format CSV")]
        ) from None
    names = {place: name for name, place in places.items()}
    frame.columns = [names[place] for place in read]
    frame = frame.select(list(places)).with_row_index("row", offset=2 + lines_above)
    if rows.lines is not None:
        frame = frame.with_columns(pl.Series("row", [line + lines_above for line in rows.lines], dtype=pl.UInt32))
    if len(places) == 1:
        return frame
    return frame.filter(~pl.all_horizontal(pl.col(name).is_null() for name in places))  # « ;;;; », left by spreadsheets


def _in_utf8(content: bytes) -> tuple[bytes, list[str]]:
    remarks = []
    if find_encoding(content) == "cp1252":
        content, remarks = decode(content).encode(), ["fichier en Latin-1 (Windows), lu comme tel"]
    content = content.removeprefix(BYTE_ORDER_MARK)
    content = content.replace(b"\r\n", b"\n")
    return (content if b"\n" in content else content.replace(b"\r", b"\n")), remarks


def _refuse_page(content: bytes, file: str) -> None:
    kind = detect_content(content)
    if kind in {Content.PAGE, Content.OBJECT}:
        start = content[:500].decode(errors="replace").lstrip().lower()
        expected = "un tableau CSV, pas une page ou un objet JSON"
        raise ImportFileError(file, [Fault(row=1, value=start[:40], expected=expected)])
    if kind is Content.OTHER:
        expected = "un tableau en texte (CSV), pas un fichier d’une autre sorte"
        raise ImportFileError(file, [Fault(row=1, expected=expected)])
    if kind is Content.EMPTY:
        raise ImportFileError(file, [Fault(expected="un fichier qui ne soit pas vide")])


def _is_plain(content: bytes, sign: bytes) -> bool:
    """True when no cell is quoted and no space of any kind touches a separator or the end of a line."""
    if any(mark in content for mark in NEVER_PLAIN):
        return False
    touching = (b" " + sign, sign + b" ", b" \n", b"\n ")
    return not any(pair in content for pair in touching) and (sign == b"\t" or b"\t" not in content)


def _refuse_absent(absent: Sequence[str], header: Sequence[str], file: str) -> None:
    if absent:
        shown = [", ".join(name.strip() for name in header)[:200], *[""] * len(absent)]  # the header is shown once
        faults = [
            Fault(row=1, column=name, value=value, expected=Sentence("une colonne «\u202f{name}\u202f»", name=name))
            for name, value in zip(absent, shown, strict=False)
        ]
        raise ImportFileError(file, faults)


def _refuse_twice(names: Sequence[str], file: str) -> None:
    """Nobody can tell which of two columns of one name is meant."""
    if names:
        expected = "une seule colonne de ce nom"
        raise ImportFileError(file, [Fault(row=1, column=name, value=name, expected=expected) for name in names])


def _rows_of(content: bytes, separator: str, file: str, lines_above: int) -> _Rows:
    """The rows of a table, empty lines left out.

    Raises ImportFileError: rows have more or fewer cells than the header, as in half a file.
    """
    sign = separator.encode()
    end = content.find(b"\n")
    by_row = content[:end].count(sign) if end >= 0 else content.count(sign)
    lines = content.count(b"\n") + (not content.endswith(b"\n"))
    if (
        by_row and content.count(sign) == lines * by_row and b"\r" not in content
    ):  # true of nearly every file, and a thousand times faster to see
        return _Rows(content=content)
    rows = list(separated_rows(content.decode(), file, separator=separator, strict=False, limits=NATIONAL_LIMITS))
    return _without_empty_lines(rows, content, separator, file, lines_above) if rows else _Rows(content=content)


def _without_empty_lines(rows: list[Row], content: bytes, separator: str, file: str, lines_above: int) -> _Rows:
    width = len(rows[0].cells)
    ragged = [
        Fault(
            row=row.line + lines_above,
            value=separator.join(str(cell or "") for cell in row.cells)[:80],
            expected=Sentence("{width} cellules (il y en a {count})", width=width, count=len(row.cells)),
        )
        for row in rows[1:]
        if len(row.cells) != width
    ]
    if ragged:
        raise ImportFileError(file, ragged)
    if len(rows) < content.count(b"\n") + (not content.endswith(b"\n")) or b"\r" in content:
        out = io.StringIO()
        csv.writer(out, delimiter=separator, lineterminator="\n").writerows(row.cells for row in rows)
        content = out.getvalue().encode()
    return _Rows(content=content, lines=[row.line for row in rows[1:]])
