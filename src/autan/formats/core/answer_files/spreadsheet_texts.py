"""Texts of a CSV file that no spreadsheet takes for a formula: guarded by an apostrophe, then restored."""

import re

SEPARATORS = (",", ";", "\t")
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")  # full-width signs open formulas too
_GUARDED = re.compile("''*[=+\\-@\t\r\n＝＋－＠]")


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
