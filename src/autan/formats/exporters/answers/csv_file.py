"""How is a table of answers written as CSV that a spreadsheet opens without harm?

UTF-8 with a byte-order mark, so that accents are read right. A text that a spreadsheet would take for a formula is
preceded by an apostrophe; `restore_text` takes it away again.
"""

import csv
import io
import re

from autan.formats.core.tables import AnswerTable
from autan.questionnaires.core.spread.columns import FlatCell

SEPARATORS = (",", ";", "\t")
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")  # full-width signs open formulas too
_GUARDED = re.compile("''*[=+\\-@\t\r\n＝＋－＠]")


def write_csv(table: AnswerTable, *, separator: str = ",") -> bytes:
    """Return the whole file: headings, then one line a row; an unknown cell is empty.

    Args:
        table: the answers.
        separator: comma, semicolon or tab.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    writer.writerow([guard_text(column.heading) for column in table.columns])
    writer.writerows([_cell(cell) for cell in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig")


def guard_text(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula.

    >>> guard_text("=1+1"), guard_text("Plan climat")
    ("'=1+1", 'Plan climat')
    """
    return f"'{text}" if _FORMULA.match(text) else text


def restore_text(text: str) -> str:
    """Return a guarded text as it was.

    >>> restore_text("'=1+1"), restore_text("l'élu")
    ('=1+1', "l'élu")
    """
    return text[1:] if _GUARDED.match(text) else text


def _cell(cell: FlatCell) -> str | int | float:
    if cell is None:
        return ""
    return guard_text(cell) if isinstance(cell, str) else cell
