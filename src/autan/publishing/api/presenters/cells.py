"""Cells of published tables as JSON and CSV write them; an unknown cell is null, or empty."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any


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
