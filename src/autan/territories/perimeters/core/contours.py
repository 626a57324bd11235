"""The outline of a territory, as a value that a map can draw.

How outlines are read from GeoJSON is in `core/geojson.py`; which ones ship is in `lake/contours.py`.
"""

from dataclasses import dataclass

Point = tuple[float, float]
Ring = tuple[Point, ...]
Polygon = tuple[Ring, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contour:
    """One territory on the ground.

    Invariants: at least one polygon; a ring is closed (its last point is its first) and has at least four points.

    Attributes:
        code: SIREN of an EPCI, or INSEE code of a commune.
        name: its name, or an empty text when the file gives none.
        polygons: one for each piece of ground; the first ring of a polygon is its outside, the others are its holes.
            Points are longitude and latitude, WGS 84, in degrees.
    """

    code: str
    name: str
    polygons: tuple[Polygon, ...]

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east and north ends, in degrees.

        >>> square = ((0.0, 43.0), (1.0, 43.0), (1.0, 44.0), (0.0, 44.0), (0.0, 43.0))
        >>> Contour(code="31555", name="Toulouse", polygons=((square,),)).bounds
        (0.0, 43.0, 1.0, 44.0)
        """
        points = [point for polygon in self.polygons for ring in polygon for point in ring]
        longitudes, latitudes = zip(*points, strict=True)
        return min(longitudes), min(latitudes), max(longitudes), max(latitudes)
