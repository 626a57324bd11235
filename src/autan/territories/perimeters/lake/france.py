"""Contours and areas of every EPCI of metropolitan France, which ship, and the department of each.

What ships is written by `tools/build_france_contours.py`; its card says where it comes from and how exact it is.
Overseas territories have no contour here; they are in the register like all others.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from autan.ground.wordings import Sentence
from autan.territories.perimeters.core.departments import department_of, region_of
from autan.territories.perimeters.lake.register import membership_frame, read_card

FOLDER = Path(__file__).parent / "contours"
FRANCE_CREDIT = Sentence("Contours\u00a0: IGN, 2025, simplifiés.")
_GRID = 1000.0  # the file holds thousandths of a degree

type Polygons = list[list[NDArray[np.float64]]]
"""Rings of each piece of ground, outer ring first: rows of longitude and latitude, in degrees."""


@cache
def france_card() -> Mapping[str, Any]:
    """Return the card of the national contours: producer, licence, date, what was done, limits, what is missing."""
    return read_card(FOLDER / "epci_france.yaml")


@cache
def _table() -> pl.DataFrame:
    return pl.read_parquet(FOLDER / "epci_france.parquet")


@cache
def every_contour() -> dict[str, Polygons]:
    """Return the contours of every EPCI of metropolitan France, by SIREN."""
    table = _table()
    lengths = table["longitudes"].list.len().to_list()
    points = np.column_stack([table[name].explode().to_numpy() / _GRID for name in ("longitudes", "latitudes")])
    rings = np.split(points, np.cumsum(lengths)[:-1])
    contours: dict[str, Polygons] = {}
    for siren, number, ring in zip(table["siren"], table["ring"], rings, strict=True):
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


@cache
def areas_km2() -> dict[str, float]:
    """Area of each EPCI of metropolitan France by SIREN, in square kilometres, good to some percent."""
    return dict(_table().select("siren", "area_km2").unique("siren", maintain_order=True).iter_rows())


@cache
def main_departments() -> dict[str, str]:
    """Department where most inhabitants of each EPCI live, by SIREN; the first code where populations are unknown."""
    members = membership_frame().with_columns(
        pl.col("insee_code").map_elements(department_of, return_dtype=pl.String).alias("department")
    )
    sizes = members.group_by("siren", "department").agg(pl.col("population").sum())
    ranked = sizes.sort("siren", "population", "department", descending=[False, True, False])
    return dict(ranked.unique("siren", keep="first", maintain_order=True).select("siren", "department").iter_rows())


@cache
def sirens_of_region(code: str) -> tuple[str, ...]:
    """EPCI whose inhabitants live mostly in a region, by SIREN."""
    return tuple(siren for siren, department in main_departments().items() if region_of(department).code == code)
