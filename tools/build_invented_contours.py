"""Draws the contours of the twelve invented territories, so that maps of the invented network can be tried.

A country that exists nowhere is put out at sea, in the Bay of Biscay: an irregular coast, cut into one cell around each
main town, with borders that wander as real ones do. Nothing is drawn at random: every bend comes from a hash of the two
ends of its border, so that two neighbours bend alike and that the same programme gives the same bytes.

    .venv/bin/python tools/build_invented_contours.py
"""

import hashlib
import json
import math
from itertools import pairwise
from pathlib import Path
from typing import Any

import shapely
import yaml
from shapely.geometry import LineString, MultiPoint, Point, Polygon, mapping
from shapely.ops import polygonize, unary_union

REPOSITORY = Path(__file__).resolve().parent.parent
CONTENT = REPOSITORY / "src" / "autan" / "instance" / "demo" / "content" / "invented"
TARGET = CONTENT / "contours.geojson"
CENTRE = (-8.2, 45.75)  # far out at sea: no land within 200 km
DEGREES_PER_UNIT = (0.0130, 0.0092)  # one unit is about a kilometre
COAST_POINTS = 14
COAST_RADIUS = 72.0
BEND = 0.16
ROUNDS = 4
DECIMALS = 4

Point2 = tuple[float, float]


def noise(*parts: object) -> float:
    """A number from -1 to 1 that depends on the parts alone."""
    digest = hashlib.sha256(repr(parts).encode()).digest()
    return int.from_bytes(digest[:6]) / 2**47 - 1


def coast() -> Polygon:
    """The outer line: a rough oval with capes and bays."""
    points = []
    for rank in range(COAST_POINTS):
        angle = 2 * math.pi * rank / COAST_POINTS
        radius = COAST_RADIUS * (1 + 0.17 * noise("coast", rank))
        points.append((radius * math.cos(angle) * 1.12, radius * math.sin(angle) * 0.9))
    return Polygon(points)


def cells(towns: dict[str, Point2], land: Polygon) -> list[LineString]:
    """The borders of the cells nearest to each town, within the coast, cut at their meeting points."""
    diagram = shapely.voronoi_polygons(MultiPoint(list(towns.values())), extend_to=land.buffer(60))
    edges = unary_union([cell.boundary for cell in diagram.geoms] + [land.boundary])
    inside = edges.intersection(land.buffer(1e-6))
    merged = shapely.line_merge(inside)
    return [line for line in merged.geoms if line.length > 1e-3]


def wander(line: LineString) -> LineString:
    """Bend every side of a line, again and again, the same whichever of its ends comes first."""
    points = [(round(x, 6), round(y, 6)) for x, y in line.coords]
    for depth in range(ROUNDS):
        bent = [points[0]]
        for start, end in pairwise(points):
            bent += [middle(start, end, depth), end]
        points = bent
    return LineString(points)


def middle(start: Point2, end: Point2, depth: int) -> Point2:
    """The middle of a side, pushed to the left or to the right of it."""
    first, last = sorted((start, end))
    dx, dy = last[0] - first[0], last[1] - first[1]
    push = BEND * noise(first, last) * (0.9 if depth else 0.7)
    return round((first[0] + last[0]) / 2 - dy * push, 6), round((first[1] + last[1]) / 2 + dx * push, 6)


def faces(lines: list[LineString], towns: dict[str, Point2]) -> dict[str, Polygon]:
    """The polygon around each town."""
    found = list(polygonize(unary_union(lines)))
    placed: dict[str, Polygon] = {}
    for siren, town in towns.items():
        placed[siren] = min(found, key=lambda face: face.distance(Point(town)))
    return placed


def as_degrees(coordinates: Any) -> Any:
    """Nested units turned into longitude and latitude."""
    if isinstance(coordinates[0], float):
        x, y = coordinates[:2]
        return [
            round(CENTRE[0] + x * DEGREES_PER_UNIT[0], DECIMALS),
            round(CENTRE[1] + y * DEGREES_PER_UNIT[1], DECIMALS),
        ]
    return [as_degrees(part) for part in coordinates]


def build() -> None:
    """Draw, check that neighbours share their borders, write."""
    members = yaml.safe_load((CONTENT / "network.yaml").read_text(encoding="utf-8"))["members"]
    towns = {member["siren"]: (float(member["at"][0]), float(member["at"][1])) for member in members}
    shapes = faces([wander(line) for line in cells(towns, coast())], towns)
    if len({shape.wkb for shape in shapes.values()}) != len(towns):
        raise SystemExit("two towns share a cell: move them apart in network.yaml")
    if not shapely.coverage_is_valid(list(shapes.values())):
        raise SystemExit("the cells overlap or leave slivers")
    lines = [json.dumps(as_feature(siren, shape), ensure_ascii=False) for siren, shape in sorted(shapes.items())]
    TARGET.write_text('{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n", encoding="utf-8")
    print(f"{TARGET.name}: {len(lines)} contours, {TARGET.stat().st_size:,} bytes")


def as_feature(siren: str, shape: Polygon) -> dict[str, Any]:
    """One feature, its outer ring anticlockwise."""
    geometry = mapping(shapely.orient_polygons(shapely.normalize(shape)))
    return {
        "type": "Feature",
        "properties": {"code": siren, "is_invented": True},
        "geometry": {"type": geometry["type"], "coordinates": as_degrees(geometry["coordinates"])},
    }


if __name__ == "__main__":
    build()
