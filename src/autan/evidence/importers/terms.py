"""The words that pages explain, read from the file that lists them."""

import csv
from pathlib import Path

from autan.evidence.core.terms import Term
from autan.evidence.core.texts import Text

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
