"""The EPCI of the latest vintage, and the bodies that no vintage holds, from small tables that ship.

Who asks for one EPCI by its name needs no frames: reading this table imports nothing heavy. It holds what
`register.epci_of(LATEST)` gives, and a test compares the two.
"""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from autan.territories.perimeters.core.bodies import LATEST, Epci, EpciKind, TerritorialBody

PATH = Path(__file__).parent / "register" / "latest_epci.csv"
BODIES = Path(__file__).parent / "territorial_bodies.csv"


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


@cache
def territorial_bodies() -> Mapping[str, TerritorialBody]:
    """Return the bodies of Greater Paris by SIREN: without own taxation, so that no vintage holds them.

    Their communes are those of the latest vintage, from the package that the register is made of.
    """
    with BODIES.open(encoding="utf-8", newline="") as file:
        return {
            row["siren"]: TerritorialBody(siren=row["siren"], name=row["name"], communes=tuple(row["communes"].split()))
            for row in csv.DictReader(file)
        }
