"""The territorial bodies of Greater Paris, by SIREN: no EPCI with own taxation, so that no vintage holds them.

Created on 1 January 2016 (code général des collectivités territoriales, L. 5219-2). Names and SIREN as in
incubateur-ademe/facili-tacct@27c86d25, etl/runPopulation.mjs, two of them as filings of climate plans have them too.
Their communes are not told there.
"""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "territorial_bodies.csv"


@cache
def territorial_bodies() -> Mapping[str, str]:
    """Return their names by SIREN."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return {row["siren"]: row["name"] for row in csv.DictReader(file)}
