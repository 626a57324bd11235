"""The ground of maps of metropolitan France, which ships: departments, regions, coast, main towns, all EPCI.

What ships is written by `tools/build_ground.py`; its card says where it comes from and which lines are approximate.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from autan.territories.perimeters.lake.france import Polygons, every_contour

FOLDER = Path(__file__).parent / "contours"
_GRID = 1000.0  # the file holds thousandths of a degree

type Line = NDArray[np.float64]
"""Points of a line, one row each: longitude and latitude, in degrees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundLine:
    """One line: `department`, `region`, `coast`, or `locator` for the rough outline of the country."""

    kind: str
    is_exact: bool
    points: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A town: its name, its place in degrees."""

    name: str
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What lies around the places of a map; towns, the largest first."""

    neighbours: Mapping[str, Polygons]
    lines: tuple[GroundLine, ...]
    towns: tuple[Town, ...]


@cache
def france_ground() -> Ground:
    """Return the ground of metropolitan France."""
    table = pl.read_parquet(FOLDER / "ground_lines.parquet")
    lines = tuple(
        GroundLine(kind=kind, is_exact=is_exact, points=np.column_stack([longitudes, latitudes]) / _GRID)
        for kind, is_exact, longitudes, latitudes in table.iter_rows()
    )
    towns = pl.read_parquet(FOLDER / "towns.parquet").select("name", "longitude", "latitude")
    return Ground(
        neighbours=every_contour(),
        lines=lines,
        towns=tuple(Town(name=name, longitude=x, latitude=y) for name, x, y in towns.iter_rows()),
    )
