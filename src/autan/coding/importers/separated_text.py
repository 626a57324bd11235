"""A file of separated values (CSV), read into texts with the line of each row."""

import csv
import io
from dataclasses import dataclass

from autan.errors import Fault, ImportFileError

MAX_BYTES = 50_000_000
MAX_CELL = 131_072  # signs; longer than any answer, shorter than a book
SEPARATORS = (";", ",", "\t")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTable:
    """Rows of texts under headings.

    Attributes:
        headings: the first line, blanks around each left out.
        rows: the other lines, as many cells in each as there are headings; blank lines are left out.
        lines: line of the file of each row, from 1.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]

    def column(self, rank: int) -> list[str]:
        """Cells of a column, in order."""
        return [row[rank] for row in self.rows]


def decode_text(data: bytes, file: str, *, most: int = MAX_BYTES) -> str:
    """Decode a text: UTF-8 or UTF-16 with or without their mark, else Windows-1252.

    Raises:
        ImportFileError: too large, or not a text.
    """
    if len(data) > most:
        raise ImportFileError(file, [Fault(expected=f"un fichier d’au plus {most // 1_000_000}\u00a0Mo")])
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise ImportFileError(file, [Fault(expected="un fichier de texte")])
    return text


def read_separated(data: bytes, file: str) -> TextTable:
    """Read a file of separated values; the separator is the one of its first line.

    Args:
        data: the whole file.
        file: its name, for the errors.

    Raises:
        ImportFileError: no text, no line of headings, quotes that do not close, a cell longer than 131,072 signs, or
            rows that have not as many cells as headings, each listed.
    """
    text = decode_text(data, file)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    rows: list[tuple[int, list[str]]] = []
    begun = 1
    try:
        for row in reader:
            rows.append((begun, [cell.strip() for cell in row]))
            begun = reader.line_num + 1
    except csv.Error as error:
        expected = f"un texte séparé bien formé, de cellules d’au plus {MAX_CELL} signes ({error})"
        raise ImportFileError(file, [Fault(row=begun, expected=expected)]) from None
    filled = [(line, row) for line, row in rows if any(row)]
    if not filled:
        raise ImportFileError(file, [Fault(row=1, expected="une première ligne d’en-têtes, puis des lignes")])
    headings = filled[0][1]
    faults = [
        Fault(row=line, expected=f"{len(headings)} cellules, comme l’en-tête (il y en a {len(row)})")
        for line, row in filled[1:]
        if len(row) != len(headings)
    ]
    if faults:
        raise ImportFileError(file, faults)
    return TextTable(
        headings=tuple(headings),
        rows=tuple(tuple(row) for _, row in filled[1:]),
        lines=tuple(line for line, _ in filled[1:]),
    )


def _separator(text: str) -> str:
    """The separator that the first line with words holds most often, quoted parts left out."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    bare = "".join(first.split('"')[::2])
    return max(SEPARATORS, key=bare.count)
