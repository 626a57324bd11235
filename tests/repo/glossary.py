"""Reads GLOSSARY.md: one section for each district, one table row for each word."""

import re
from dataclasses import dataclass

from tests.repo.tree import REPOSITORY

HEADINGS = ["Term", "French label", "Definition", "Source", "Code name"]
NO_NAME = "—"
"""Written where the code, or the screen, has no name for a word."""
_CODE = re.compile(r"`([^`]+)`")
_SECTION = re.compile(r"^## (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One row: the English term, what the screen says, what it means, where it comes from, its names in code."""

    section: str
    cells: tuple[str, ...]

    @property
    def term(self) -> str:
        """The English word."""
        return self.cells[0]

    @property
    def code_names(self) -> list[str]:
        """Its names in the code."""
        return _CODE.findall(self.cells[-1])


def read_words() -> list[Word]:
    """Every word of the glossary, in its order.

    Raises:
        AssertionError: a table has other headings than the agreed ones.
    """
    pieces = _SECTION.split((REPOSITORY / "GLOSSARY.md").read_text())[1:]
    words = []
    for section, text in zip(pieces[::2], pieces[1::2], strict=True):
        rows = [
            tuple(cell.strip() for cell in line.strip().strip("|").split(" | "))
            for line in text.splitlines()
            if line.startswith("|")
        ]
        assert list(rows[0]) == HEADINGS, section
        words += [Word(section=section, cells=row) for row in rows[2:]]
    return words
