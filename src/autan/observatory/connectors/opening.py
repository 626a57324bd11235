"""How a CSV of any French make is opened: its letters, its separator, its columns, and the rows that are cut.

Every cell stays text: what it means is for the connector to say, fault by fault (`raw_table`).
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from autan.errors import Fault, ImportFileError
from autan.observatory.connectors.published import first_line

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
NEVER_PLAIN = (b'"', b"\r", b"\xc2\xa0", b"\xe2\x80")  # quotes, returns, and the spaces that UTF-8 starts so
SEPARATORS = {",": "virgule", ";": "point-virgule", "\t": "tabulation", "|": "barre verticale"}


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


def open_table(content: bytes, *, file: str, columns: Sequence[str], lines_above: int = 0) -> OpenTable:
    """Open a table.

    Args:
        content: the file, from the line of its column names on.
        file: its name, for the messages.
        columns: columns that are read; all must be there.
        lines_above: lines of the file that come before the content, so that faults tell its own line numbers.

    Raises:
        ImportFileError: a web page, an empty file, a cut row, a column that is not there.
    """
    content, remarks = _in_utf8(content)
    _refuse_page(content, file)
    header = first_line(content)
    separator = _separator(content)
    if separator != ",":
        remarks.append(f"colonnes séparées par {SEPARATORS[separator]}")
    ragged = _ragged_rows(content, separator, lines_above)
    if ragged:
        raise ImportFileError(file, ragged)
    places = {name.strip(): place for place, name in enumerate(header)}
    wanted = list(dict.fromkeys(columns))
    _refuse_absent([name for name in wanted if name not in places], header, file)
    read = sorted(places[name] for name in wanted)
    frame = pl.read_csv(content, separator=separator, infer_schema=False, columns=read)
    names = {place: name for name, place in places.items()}
    frame.columns = [names[place] for place in read]
    return OpenTable(
        frame=frame.select(wanted).with_row_index("row", offset=2 + lines_above),
        remarks=tuple(remarks),
        is_plain=_is_plain(content, separator.encode()),
    )


def _in_utf8(content: bytes) -> tuple[bytes, list[str]]:
    content = content.removeprefix(BYTE_ORDER_MARK)
    if content.isascii():
        return content, []
    try:
        content.decode()
    except UnicodeDecodeError:
        said = "fichier en Latin-1 (Windows), lu comme tel"
        return content.decode("cp1252", errors="replace").encode(), [said]
    return content, []


def _refuse_page(content: bytes, file: str) -> None:
    start = content[:500].decode(errors="replace").lstrip().lower()
    if start.startswith(("<!doctype", "<html", "<?xml", "{", "[")):
        expected = "un tableau CSV, pas une page ou un objet JSON"
        raise ImportFileError(file, [Fault(row=1, value=start[:40], expected=expected)])
    if not start:
        raise ImportFileError(file, [Fault(expected="un fichier qui ne soit pas vide")])


def _separator(content: bytes) -> str:
    header = content[: content.find(b"\n")] if b"\n" in content[:100_000] else content[:100_000]
    return max(SEPARATORS, key=lambda sign: header.count(sign.encode()))


def _is_plain(content: bytes, sign: bytes) -> bool:
    """True when no cell is quoted and no space of any kind touches a separator or the end of a line."""
    if any(mark in content for mark in NEVER_PLAIN):
        return False
    touching = (b" " + sign, sign + b" ", b" \n", b"\n ")
    return not any(pair in content for pair in touching) and (sign == b"\t" or b"\t" not in content)


def _refuse_absent(absent: Sequence[str], header: Sequence[str], file: str) -> None:
    if absent:
        found = [", ".join(name.strip() for name in header)[:200], *[""] * len(absent)]  # the header is shown once
        faults = [
            Fault(row=1, column=name, value=value, expected=f"une colonne «\u202f{name}\u202f»")
            for name, value in zip(absent, found, strict=False)
        ]
        raise ImportFileError(file, faults)


def _ragged_rows(content: bytes, separator: str, lines_above: int) -> list[Fault]:
    """Rows that have more or fewer cells than the header, as in half a file."""
    sign = separator.encode()
    end = content.find(b"\n")
    by_row = content[:end].count(sign) if end >= 0 else content.count(sign)
    lines = content.count(b"\n") + (not content.endswith(b"\n"))
    if content.count(sign) == lines * by_row:  # true of nearly every file, and a thousand times faster to see
        return []
    reader = csv.reader(io.StringIO(content.decode(), newline=""), delimiter=separator)
    try:
        rows = [(reader.line_num + lines_above, row) for row in reader]
    except csv.Error as error:
        return [Fault(row=reader.line_num, expected=f"du texte en lignes et colonnes, au format CSV ({error})")]
    width = len(rows[0][1])
    return [
        Fault(row=line, value=separator.join(row)[:80], expected=f"{width} cellules (il y en a {len(row)})")
        for line, row in rows[1:]
        if row and len(row) != width
    ]
