"""How a delimited text of any make is opened: comma, semicolon or tab; UTF-8 or the writing of Windows."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from autan.errors import Fault, ImportFileError

if TYPE_CHECKING:
    from _csv import Reader

_ENCODINGS = ("utf-8-sig", "cp1252", "latin-1")  # the last one accepts any byte


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRow:
    """One row.

    Attributes:
        line: line of the file where it begins, counted from 1.
        cells: text of each column, without the spaces around; empty where the row is too short.
        overflow: cells beyond the last column.
    """

    line: int
    cells: Mapping[str, str]
    overflow: tuple[str, ...]


def read_rows(path: Path, *, required: Sequence[str]) -> list[TextRow]:
    """Read the rows of a delimited text; empty rows are left out.

    Args:
        path: the file.
        required: columns that it must have, in small letters; others are kept too.

    Raises:
        ImportFileError: the file cannot be read, a column is missing or there twice, or there is no row.
    """
    text = _decode(path)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        header = [cell.strip().lower() for cell in next(reader, [])]
        _check_header(path.name, header, required)
        rows = list(_rows(reader, header))
    except csv.Error as error:
        fault = Fault(row=reader.line_num, value=str(error), expected="des guillemets qui se ferment")
        raise ImportFileError(path.name, [fault]) from None
    if not rows:
        raise ImportFileError(path.name, [Fault(expected="au moins une ligne sous les titres")])
    return rows


def _decode(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        fault = Fault(value=error.strerror, expected="un fichier qui existe et que l’on peut lire")
        raise ImportFileError(path.name, [fault]) from None
    for encoding in _ENCODINGS[:-1]:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode(_ENCODINGS[-1])


def _delimiter(text: str) -> str:
    """The separator met most often in the line of titles; a comma when there is none."""
    titles = text.partition("\n")[0]
    return max(",;\t", key=titles.count)


def _check_header(file: str, header: Sequence[str], required: Sequence[str]) -> None:
    missing = [name for name in required if name not in header]
    repeated = sorted({name for name in header if name and header.count(name) > 1})
    found = ", ".join(name for name in header if name) or None
    faults = [
        *(Fault(row=1, column=name, value=found, expected=f"une colonne « {name} »") for name in missing),
        *(Fault(row=1, column=name, value=name, expected="un titre qui ne sert qu’une fois") for name in repeated),
    ]
    if faults:
        raise ImportFileError(file, faults)


def _rows(reader: "Reader", header: Sequence[str]) -> Iterator[TextRow]:
    line = reader.line_num + 1
    for values in reader:
        cells = [value.replace("\u00a0", " ").strip() for value in values]
        if any(cells):
            known = dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=False))
            yield TextRow(line=line, cells=known, overflow=tuple(filter(None, cells[len(header) :])))
        line = reader.line_num + 1
