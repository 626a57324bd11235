"""Separated texts of any make: their encoding, their separator, their line ends, their quotes."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING

from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.core.tables import LIMITS, Limits, Row
from autan.ground.wordings import Sentence

if TYPE_CHECKING:
    from _csv import Reader

SEPARATORS = {",": "virgule", ";": "point-virgule", "\t": "tabulation", "|": "barre verticale"}
BYTE_ORDER_MARK = codecs.BOM_UTF8
MAX_CELL = csv.field_size_limit()
_WELL_FORMED = Sentence("des guillemets qui se ferment, des cellules d’au plus {max_cell} signes", max_cell=MAX_CELL)
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LOOKED_AT = 1_000
_MOST_TEXT = 100_000
_PAGE = ("<!doctype", "<html", "<?xml")
_ABOVE = re.compile(rb"(?:\xef\xbb\xbf)?(?:(?:sep=[^\r\n]|[ \t;,|]*)(?:\r\n?|\n))*")
_SEPARATOR_LINE = "sep="
_QUOTED = re.compile(r'"[^"]*"')


def _as_control(error: UnicodeError) -> tuple[str, int]:
    """Five bytes stand for nothing in the Western code of Windows; browsers read the control that Latin-1 has there."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("as-control", _as_control)


class Content(StrEnum):
    """What the first bytes of a file that should be a text say of it."""

    EMPTY = "empty"
    PAGE = "page"
    OBJECT = "object"
    OTHER = "other"
    TEXT = "text"


def detect_content(data: bytes) -> Content:
    """Return what a file holds: a web page, a JSON object, something that is no text, or a text that may be a table.

    >>> [detect_content(data).value for data in (b" ", b"<html>", b'{"a": 1}', b"%PDF-1.7", b"a;b")]
    ['empty', 'page', 'object', 'other', 'text']
    """
    if find_utf_16(data):
        return Content.TEXT
    # a cut may fall in the middle of a letter
    start = data[:500].removeprefix(BYTE_ORDER_MARK).decode(errors="replace").lstrip().lower()
    if start.startswith(_PAGE):
        return Content.PAGE
    if start.startswith(("{", "[")):
        return Content.OBJECT
    if start.startswith("%pdf") or b"\0" in data[:_MOST_TEXT]:
        return Content.OTHER
    return Content.TEXT if start else Content.EMPTY


def find_utf_16(data: bytes) -> str:
    """Return the name of the UTF-16 that a text is written in, with its mark or without; empty for another encoding."""
    if data.startswith(_UTF_16):
        return "utf-16"
    start = data[:_LOOKED_AT]
    # in Western text, one byte of two of UTF-16 is nil
    halves = ((start[1::2], "utf-16-le"), (start[::2], "utf-16-be"))
    return next((name for half, name in halves if len(half) > 1 and half.count(0) > len(half) // 2), "")


def find_encoding(data: bytes) -> str:
    """Return the encoding of a text: UTF-8, UTF-16 with its mark or without, else the Western code of Windows.

    >>> find_encoding("é".encode()), find_encoding("é".encode("utf-16")), find_encoding("é".encode("cp1252"))
    ('utf-8-sig', 'utf-16', 'cp1252')
    """
    if name := find_utf_16(data):
        return name
    if data.isascii():
        return "utf-8-sig"
    try:
        data.decode()
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def decode(data: bytes) -> str:
    """Return bytes as text, without their mark; never fails."""
    encoding = find_encoding(data)
    return data.decode(encoding, "as-control" if encoding == "cp1252" else "replace")


def decode_text(data: bytes, file: str, *, limits: Limits = LIMITS) -> str:
    """Return the text of a file; `ImportFileError` when it is too large, or no text at all."""
    if len(data) > limits.max_bytes:
        raise ImportFileError(
            file,
            [
                Fault(
                    expected=Sentence(
                        "un fichier d’au plus {megabytes}\u00a0Mo", megabytes=limits.max_bytes // 1_000_000
                    )
                )
            ],
        )
    text = decode(data)
    if "\0" in text:
        raise ImportFileError(file, [Fault(expected="un fichier texte (celui-ci est d’une autre sorte)")])
    return text


def find_separator(text: str) -> str:
    """Return the separator met most often in the first line that has any, outside quotes; a comma when there is none.

    >>> find_separator('id;"a, b, c";token'), find_separator("a|b")
    (';', '|')
    """
    bare = re.split(r"[\r\n]+", _QUOTED.sub("", text[:MAX_CELL]))
    titles = next((line for line in bare if any(sign in line for sign in SEPARATORS)), "")
    return max(SEPARATORS, key=titles.count)


def above_titles(data: bytes) -> int:
    r"""Return how many bytes stand above the titles of a table: empty lines, and the separator that Excel is given.

    >>> above_titles(b"a;b"), above_titles(b"sep=;\r\n;;\na;b")
    (0, 10)
    """
    above = _ABOVE.match(data)
    lines = above[0] if above else b""
    return len(lines) if lines.endswith((b"\n", b"\r")) else 0  # else the byte order mark alone


def first_line(data: bytes) -> list[str]:
    r"""Return the cells of the titles of a table, whatever its separator; empty when it is no table.

    >>> first_line("\ufeffa;b c\n1;2".encode())
    ['a', 'b c']
    """
    data = data[above_titles(data) :]
    end = min((place for mark in (b"\n", b"\r") if (place := data.find(mark)) >= 0), default=len(data))
    line = decode(data[:end])
    try:
        return next(csv.reader([line], delimiter=find_separator(line)), [])
    except csv.Error:
        return []


def cell_reader(text: str, *, separator: str = "", strict: bool = True) -> "Reader":
    """Return a reader of the cells of a separated text; its lines end as Windows, Unix or old Macs end them.

    The separator is that of its headings unless given. A strict reader refuses, with `csv.Error`, quotes that do not
    close or that something follows.
    """
    lines = io.StringIO(text, newline="")
    return csv.reader(lines, delimiter=separator or find_separator(text), strict=strict)


def separated_rows(
    text: str, file: str, *, separator: str = "", strict: bool = True, limits: Limits = LIMITS
) -> Iterator[Row]:
    """Give the lines of a separated text that hold something; a row over several lines has the first of them.

    Raises ImportFileError: quotes that do not close, a cell without end, too many rows or columns.
    """
    reader = cell_reader(text, separator=separator, strict=strict)
    begun, count = 1, 0
    try:
        for cells in reader:
            if any(map(str.strip, cells)) and (count or "".join(cells) != _SEPARATOR_LINE):
                count += 1
                if count > limits.max_rows:
                    raise ImportFileError(
                        file,
                        [Fault(expected=Sentence("au plus {max_rows} lignes par feuille", max_rows=limits.max_rows))],
                    )
                if len(cells) > limits.max_columns:
                    raise ImportFileError(
                        file,
                        [Fault(expected=Sentence("au plus {max_columns} colonnes", max_columns=limits.max_columns))],
                    )
                yield Row(begun, [cell or None for cell in cells])
            begun = reader.line_num + 1
    except csv.Error as error:
        expected = Sentence("un texte séparé bien formé (CSV)\u00a0: {well_formed}", well_formed=_WELL_FORMED)
        raise ImportFileError(file, [Fault(row=begun, value=str(error), expected=expected)]) from None
