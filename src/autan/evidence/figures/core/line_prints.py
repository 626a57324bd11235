"""Prints of the lines of a document that facts were read on: a line that moves or changes is found again."""

import re
from collections.abc import Sequence
from hashlib import sha256

_SIGNS = 12
_NUMBER = re.compile(r"\d+")


def line_span(locator: str) -> range:
    """Read « lignes 53-55 » or « 53-55 » as the lines 53, 54 and 55, counted from 1; nothing as none.

    >>> list(line_span("lignes 53-55")), list(line_span("53")), list(line_span(""))
    ([53, 54, 55], [53], [])
    """
    ends = [int(number) for number in _NUMBER.findall(locator)]
    return range(ends[0], ends[-1] + 1) if ends else range(0)


def print_of_lines(lines: Sequence[str], locator: str) -> str:
    """Return the print of the lines that a locator names: 12 hexadecimal signs of the SHA-256 of their words.

    Blanks count as one, so that a line set otherwise keeps its print. Lines beyond the end are empty.

    Args:
        lines: lines of the document, the first one at rank 0.
        locator: where in the document, as `line_span` reads it.

    >>> print_of_lines(["Un  mot", "puis un autre"], "lignes 1-2") == print_of_lines(["Un mot puis", "un autre"], "1-2")
    True
    """
    words = " ".join(" ".join(lines[number - 1] for number in line_span(locator) if number <= len(lines)).split())
    return sha256(words.encode()).hexdigest()[:_SIGNS]
