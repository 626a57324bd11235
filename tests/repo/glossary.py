"""Reads GLOSSARY.md: one table row for each word of the house."""

import re
from dataclasses import dataclass

from tests.repo.tree import REPOSITORY

HEADINGS = ["Term", "French label", "Definition", "Source", "Code name"]
_CODE = re.compile(r"`([^`]+)`")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One row: the English term, what the screen says, what it means, where it comes from, its names in code."""

    term: str
    french_label: str
    definition: str
    source: str
    code_names: tuple[str, ...]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split(" | ")]


def read_tables() -> list[list[str]]:
    """Every row of every table, headings and rules apart, as cells.

    Raises:
        AssertionError: a table has other headings than the agreed ones.
    """
    rows = [_cells(line) for line in (REPOSITORY / "GLOSSARY.md").read_text().splitlines() if line.startswith("|")]
    headings = [row for row in rows if row[0] == HEADINGS[0]]
    assert headings, "GLOSSARY.md has no table"
    assert all(row == HEADINGS for row in headings)
    return [row for row in rows if row not in headings and set("".join(row)) - set("-| :")]


def read_words() -> list[Word]:
    """Every word of the glossary, in its order."""
    return [
        Word(
            term=row[0], french_label=row[1], definition=row[2], source=row[3], code_names=tuple(_CODE.findall(row[4]))
        )
        for row in read_tables()
    ]
