"""Terms that pages explain at their first use, as the file of definitions gives them."""

import csv
from dataclasses import dataclass
from pathlib import Path

from autan.ground.texts.core.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word that a reader may not know, and what it means.

    Attributes:
        code: name in addresses; that of the state where the word names one.
    """

    code: str
    label: Text
    meaning: Text


_FILE = Path(__file__).parents[1] / "definitions" / "terms.csv"


def _read_terms() -> list[Term]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        return [
            Term(
                code=row["code"],
                label=Text(row["label_fr"], row["label_en"]),
                meaning=Text(row["meaning_fr"], row["meaning_en"]),
            )
            for row in csv.DictReader(file)
        ]


TERMS = {term.code: term for term in _read_terms()}
"""Every term by its code, in the order of the page that lists them."""
