"""Contours on the page: projected, fitted to the room, snapped so that neighbours keep one common border."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from autan.territories.charts.renderers.drawing.map_systems import LAMBERT_93, MapSystem
from autan.territories.charts.renderers.drawing.pen import coordinate

type Ring = Sequence[tuple[float, float]] | Points
type Polygons = Sequence[Sequence[Ring]]
type Contours = Mapping[str, Polygons]
"""Polygons by code (SIREN or INSEE), as in a GeoJSON MultiPolygon: longitude and latitude, in degrees."""

type Points = NDArray[np.float64]

_GRAIN = 0.5
_SEARCH = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle of the page; `y` grows downwards."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Bottom edge."""
        return self.top + self.height


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How metres become units of the page.

    Attributes:
        scale: units of the page in a metre.
        left: easting drawn at x = 0.
        top: northing drawn at y = 0.
        system: projection that the metres are in.
    """

    scale: float
    left: float
    top: float
    system: MapSystem = LAMBERT_93

    def place(self, easting: float, northing: float) -> tuple[float, float]:
        """Where a point is drawn."""
        return (easting - self.left) * self.scale, (self.top - northing) * self.scale

    def place_degrees(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a point of the globe is drawn."""
        easting, northing = self.system.project_points(np.array([[longitude, latitude]], dtype=float))[0]
        return self.place(float(easting), float(northing))

    def degrees(self, x: float, y: float) -> tuple[float, float]:
        """Longitude and latitude of a point of the page."""
        return self.system.unproject(self.left + x / self.scale, self.top - y / self.scale)


def fit_to_width(
    rings: Iterable[Points], room: Box, tallest: float, system: MapSystem = LAMBERT_93
) -> tuple[Fit, float]:
    """Fit rings in metres to the width of a room, or to its greatest height when they are taller than wide.

    Returns the fit, and the height that the rings take.
    """
    corners = [(ring.min(axis=0), ring.max(axis=0)) for ring in rings]
    west, south = np.min([low for low, _ in corners], axis=0)
    east, north = np.max([high for _, high in corners], axis=0)
    scale = float(min(room.width / (east - west), tallest / (north - south)))
    spare = room.width - (east - west) * scale
    left, top = float(west - (room.left + spare / 2) / scale), float(north + room.top / scale)
    fit = Fit(scale=scale, left=left, top=top, system=system)
    return fit, float((north - south) * scale)


def project_polygons(polygons: Polygons, system: MapSystem = LAMBERT_93) -> list[list[Points]]:
    """Project every ring to metres."""
    return [[system.project_points(np.array(ring, dtype=float)[:, :2]) for ring in polygon] for polygon in polygons]


@dataclass(frozen=True, kw_only=True)
class Shape:
    """One territory on the page.

    Attributes:
        code: SIREN or INSEE code.
        polygons: rings in units of the page, outer ring first.
    """

    code: str
    polygons: tuple[tuple[Points, ...], ...]

    @classmethod
    def fitted(cls, code: str, polygons: Iterable[Iterable[Points]], fit: Fit) -> "Shape":
        """Place projected rings on the page; points that fall together are kept once, rings of no area dropped."""
        placed = (tuple(_snap(ring, fit) for ring in polygon) for polygon in polygons)
        rings = (tuple(ring for ring in polygon if len(ring) > 2) for polygon in placed)
        return cls(code=code, polygons=tuple(polygon for polygon in rings if polygon))

    @cached_property
    def path(self) -> str:
        """The `d` of a path, in relative moves."""
        return "".join(_ring_path(ring) for polygon in self.polygons for ring in polygon)

    @cached_property
    def largest(self) -> tuple[Points, ...]:
        """The polygon of greatest area."""
        return max(self.polygons, key=lambda polygon: abs(_ring_area(polygon[0])))

    @cached_property
    def area(self) -> float:
        """Area of the largest polygon, in square units of the page."""
        return abs(_ring_area(self.largest[0]))

    @cached_property
    def box(self) -> Box:
        """Bounds of the largest polygon."""
        low, high = self.largest[0].min(axis=0), self.largest[0].max(axis=0)
        return Box(left=float(low[0]), top=float(low[1]), width=float(high[0] - low[0]), height=float(high[1] - low[1]))

    @cached_property
    def inner_point(self) -> tuple[float, float]:
        """The point of the largest polygon that is furthest from its edges, on a grid of the bounds."""
        box = self.box
        xs = box.left + (np.arange(_SEARCH) + 0.5) * box.width / _SEARCH
        ys = box.top + (np.arange(_SEARCH) + 0.5) * box.height / _SEARCH
        grid = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
        inside = grid[contains(self.largest, grid)]
        if not len(inside):
            return box.left + box.width / 2, box.top + box.height / 2
        best = inside[int(np.argmax(_distance_to_edges(self.largest[0], inside)))]
        return float(best[0]), float(best[1])


def _snap(ring: Points, fit: Fit) -> Points:
    """Put points on a fine grid: the shared points of two neighbours fall on one place, whatever their order."""
    placed = (ring - (fit.left, fit.top)) * (fit.scale, -fit.scale)
    snapped: Points = np.round(placed / _GRAIN) * _GRAIN
    moves = np.any(snapped != np.roll(snapped, 1, axis=0), axis=1)
    points: Points = snapped[moves]
    return points


def _ring_path(ring: Points) -> str:
    steps = np.diff(ring, axis=0)
    first = f"M{coordinate(ring[0][0])} {coordinate(ring[0][1])}l"
    moves = ""
    for x, y in steps:
        for text in (coordinate(x), coordinate(y)):
            text = text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text
            moves += text if not moves or text.startswith("-") else f" {text}"
    return f"{first}{moves}z"


def _ring_area(ring: Points) -> float:
    x, y = ring[:, 0], ring[:, 1]
    return float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2


def contains(polygon: Sequence[Points], points: Points) -> NDArray[np.bool_]:
    """Tell which points are inside a polygon (even-odd rule, holes left out)."""
    inside = np.zeros(len(points), dtype=bool)
    for ring in polygon:
        start, end = ring, np.roll(ring, -1, axis=0)
        above = (start[:, 1] > points[:, 1, None]) != (end[:, 1] > points[:, 1, None])
        rise = np.where(end[:, 1] == start[:, 1], 1.0, end[:, 1] - start[:, 1])
        crossing = start[:, 0] + (points[:, 1, None] - start[:, 1]) / rise * (end[:, 0] - start[:, 0])
        inside ^= (np.sum(above & (points[:, 0, None] < crossing), axis=1) % 2).astype(bool)
    return inside


def _distance_to_edges(ring: Points, points: Points) -> NDArray[np.float64]:
    start = ring
    along = np.roll(ring, -1, axis=0) - start
    length = np.maximum(np.sum(along**2, axis=1), 1e-9)
    reach = points[:, None, :] - start
    share = np.clip(np.sum(reach * along, axis=2) / length, 0, 1)
    nearest = start + share[..., None] * along
    distances: NDArray[np.float64] = np.sqrt(np.sum((points[:, None, :] - nearest) ** 2, axis=2)).min(axis=1)
    return distances
