"""Contours and areas of every EPCI of metropolitan France, which ship, and the department of each.

What ships is written by `tools/build_france_contours.py`; its card says where it comes from and how exact it is.
Overseas territories have no contour here; they are in the register like all others.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autan.ground.engine import file_rows
from autan.ground.wordings import Sentence
from autan.territories.perimeters.core.departments import department_of, region_of
from autan.territories.perimeters.lake.register import membership_rows, read_card, register_rows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FOLDER = Path(__file__).parent / "contours"
FRANCE_CREDIT = Sentence("Contours\u00a0: IGN, 2025, simplifiés.")
_GRID = 1000.0  # the file holds thousandths of a degree

type Polygons = list[list[NDArray[np.float64]]]
"""Rings of each piece of ground, outer ring first: rows of longitude and latitude, in degrees."""


@cache
def france_card() -> Mapping[str, Any]:
    """Return the card of the national contours: producer, licence, date, what was done, limits, what is missing."""
    return read_card(FOLDER / "epci_france.yaml")


def _rows(query: str) -> list[tuple[Any, ...]]:
    return file_rows(FOLDER / "epci_france.parquet", query)


@cache
def every_contour() -> dict[str, Polygons]:
    """Return the contours of every EPCI of metropolitan France, by SIREN."""
    import numpy as np  # 80 ms of CPU, for those who draw alone: areas and departments are read by many more

    contours: dict[str, Polygons] = {}
    for siren, number, *ends in _rows("SELECT siren, ring, longitudes, latitudes FROM file"):
        ring = np.column_stack(ends) / _GRID
        polygons = contours.setdefault(siren, [])
        # ring 0 is the outside of a new polygon, the others are holes of the last one
        if number == 0:
            polygons.append([ring])
        else:
            polygons[-1].append(ring)
    return contours


def france_contours(sirens: Iterable[str]) -> dict[str, Polygons]:
    """Return the national contours of EPCI by SIREN, in the order asked; those without contour are left out."""
    known = every_contour()
    return {siren: known[siren] for siren in sirens if siren in known}


def has_national_contour(siren: str) -> bool:
    """Say whether an EPCI has a national contour, without reading the contours."""
    return siren in areas_km2()


@cache
def areas_km2() -> dict[str, float]:
    """Area of each EPCI of metropolitan France by SIREN, in square kilometres, good to some percent."""
    return dict(_rows("SELECT siren, first(area_km2) FROM file GROUP BY siren ORDER BY siren"))


@cache
def main_departments() -> dict[str, str]:
    """Department where most inhabitants of each EPCI live, by SIREN; the first code where populations are unknown."""
    sizes: Counter[tuple[str, str]] = Counter()
    for siren, code, _name, population in register_rows(membership_rows()):
        sizes[siren, department_of(code)] += population or 0
    # the last one told is kept, so the largest comes last
    return dict(sorted(sizes, key=lambda place: (place[0], sizes[place], [-ord(sign) for sign in place[1]])))


@cache
def sirens_of_region(code: str) -> tuple[str, ...]:
    """EPCI whose inhabitants live mostly in a region, by SIREN."""
    return tuple(siren for siren, department in main_departments().items() if region_of(department).code == code)
