"""The EPCI of the latest vintage, from a small table that ships beside the register.

Who asks for one EPCI by its name needs no frames: reading this table imports nothing heavy. It holds what
`register.epci_of(LATEST)` gives, and a test compares the two.
"""

import csv
from functools import cache
from pathlib import Path

from autan.territories.perimeters.core.bodies import Epci, EpciKind
from autan.territories.perimeters.core.vintages import LATEST

PATH = Path(__file__).parent / "register" / "latest_epci.csv"


@cache
def latest_epci() -> dict[str, Epci]:
    """Return every EPCI of the latest vintage, by SIREN."""
    with PATH.open(encoding="utf-8", newline="") as file:
        return {
            row["siren"]: Epci(
                siren=row["siren"],
                name=row["name"],
                kind=EpciKind(row["kind"]),
                vintage=LATEST,
                population=int(row["population"]) if row["population"] else None,
                communes=int(row["communes"]),
            )
            for row in csv.DictReader(file)
        }
