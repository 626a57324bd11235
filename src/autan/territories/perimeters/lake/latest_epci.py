"""The EPCI of the latest vintage, and the bodies that no vintage holds, from small tables that ship.

Who asks for one EPCI by its name needs no frames: reading this table imports nothing heavy. It holds what
`register.epci_of(LATEST)` gives, and a test compares the two.
"""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from autan.territories.perimeters.core.bodies import LATEST, Epci, EpciKind

PATH = Path(__file__).parent / "register" / "latest_epci.csv"
_BODIES = Path(__file__).parent / "territorial_bodies.csv"


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
def territorial_bodies() -> Mapping[str, str]:
    """Return the names of the bodies of Greater Paris by SIREN: without own taxation, so that no vintage holds them.

    Created on 1 January 2016 (code général des collectivités territoriales, L. 5219-2). Names and SIREN as in
    incubateur-ademe/facili-tacct@27c86d25, etl/runPopulation.mjs, two of them as filings of climate plans have them
    too. Their communes are not told there.
    """
    with _BODIES.open(encoding="utf-8", newline="") as file:
        return {row["siren"]: row["name"] for row in csv.DictReader(file)}
