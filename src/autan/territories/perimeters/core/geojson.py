"""Contours read from a parsed GeoJSON document, with everything that is wrong in it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from autan.ground.errors import Fault
from autan.ground.wordings import Sentence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

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


CODE_NAMES = (
    "code", "siren", "insee_code", "code_epci", "code_commune", "code_siren", "code_insee", "siren_epci", "insee_com",
)  # fmt: skip
NAME_NAMES = ("name", "nom", "nom_epci", "nom_commune", "nom_officiel", "nom_com", "libelle")
_WGS84_NAMES = ("CRS84", "EPSG::4326", "EPSG:4326", "WGS84", "WGS 84")
_IN_DEGREES = Sentence("une longitude de −180 à 180 et une latitude de −90 à 90, en WGS 84 (EPSG:4326)")


class _FeatureError(Exception):
    """Something is wrong inside one feature; carries the fault without its row."""

    def __init__(self, column: str, value: object, expected: str) -> None:
        super().__init__(expected)
        self.column, self.value, self.expected = column, value, expected


def read_features(document: Any) -> tuple[list[Contour], list[Fault]]:
    """Read the contours of a GeoJSON document (RFC 7946).

    `document`: what the JSON holds. The code of a territory is the first property found among `CODE_NAMES`, its name
    the first among `NAME_NAMES`, in capitals or not.

    Returns the contours, in the order of the document, and the faults: `row` is the number of the feature, from 1. Each
    feature gives one or the other. A document in another projection is one fault, without row.
    """
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or not features:
        return [], [Fault(column="features", expected="une FeatureCollection GeoJSON d’au moins un territoire")]
    projection = _foreign_projection(document)
    if projection:
        return [], [
            Fault(
                column="crs",
                value=projection,
                expected=Sentence("{in_degrees} ; convertissez le fichier", in_degrees=_IN_DEGREES),
            )
        ]
    contours, faults = [], []
    for row, feature in enumerate(features, start=1):
        try:
            contours.append(_read_feature(feature))
        except _FeatureError as error:
            faults.append(_as_fault(error, row))
    return contours, faults + _repeated_codes(contours)


def _foreign_projection(document: Mapping[str, Any]) -> str:
    """Return the projection that an old-fashioned `crs` member names, or nothing when it is WGS 84."""
    crs = document.get("crs")
    if crs is None:
        return ""
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = str(properties.get("name", crs) if isinstance(properties, dict) else crs)
    return "" if name.upper().endswith(_WGS84_NAMES) else name


def _as_fault(error: _FeatureError, row: int) -> Fault:
    value = None if error.value is None else str(error.value)[:80]
    return Fault(row=row, column=error.column, value=value, expected=error.expected)


def _repeated_codes(contours: Sequence[Contour]) -> list[Fault]:
    counts = Counter(contour.code for contour in contours)
    expected = "un code par territoire : réunissez ses morceaux en un MultiPolygon"
    return [Fault(column="code", value=code, expected=expected) for code, count in counts.items() if count > 1]


def _read_feature(feature: Any) -> Contour:
    if not isinstance(feature, dict):
        raise _FeatureError("features", feature, "un objet GeoJSON «\u202fFeature\u202f»")
    properties = feature.get("properties")
    folded = {str(key).lower(): value for key, value in properties.items()} if isinstance(properties, dict) else {}
    code = next((folded[name] for name in CODE_NAMES if folded.get(name) not in (None, "")), None)
    if not isinstance(code, str) or not (code.isalnum() and len(code) in {5, 9}):
        expected = Sentence(
            "un code INSEE (cinq signes) ou un SIREN (neuf chiffres), en texte, sous l’un des noms {code_names}",
            code_names=CODE_NAMES,
        )
        raise _FeatureError("code", code, expected)
    name = next((folded[name] for name in NAME_NAMES if folded.get(name)), "")
    return Contour(code=code, name=str(name), polygons=_read_geometry(feature.get("geometry")))


def _read_geometry(geometry: Any) -> tuple[Polygon, ...]:
    kind = geometry.get("type") if isinstance(geometry, dict) else geometry
    if kind not in ("Polygon", "MultiPolygon"):
        raise _FeatureError("geometry", kind, "une géométrie Polygon ou MultiPolygon")
    parts = _list_of(geometry.get("coordinates"), "coordinates")
    polygons = [parts] if kind == "Polygon" else parts
    return tuple(tuple(_read_ring(ring) for ring in _list_of(polygon, "polygone")) for polygon in polygons)


def _list_of(value: Any, expected: str) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise _FeatureError("geometry", value, Sentence("une liste qui n’est pas vide ({what})", what=expected))
    return value


def _read_ring(ring: Any) -> Ring:
    points = tuple(_read_point(point) for point in _list_of(ring, "anneau"))
    if len(points) < 4 or points[0] != points[-1]:
        raise _FeatureError(
            "geometry", points[-1], "un anneau fermé d’au moins quatre points, le dernier égal au premier"
        )
    return points


def _read_point(point: Any) -> Point:
    """Take longitude and latitude; a height is left out. A number that is not one (NaN) is out of bounds too."""
    numbers = point[:2] if isinstance(point, list) else []
    if len(numbers) != 2 or any(isinstance(n, bool) or not isinstance(n, int | float) for n in numbers):
        raise _FeatureError("geometry", point, Sentence("{in_degrees}, en nombres", in_degrees=_IN_DEGREES))
    longitude, latitude = numbers
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        expected = Sentence(
            "{in_degrees} ; ces coordonnées sont dans une autre projection (Lambert-93 ?) : convertissez-les",
            in_degrees=_IN_DEGREES,
        )
        raise _FeatureError("geometry", f"{longitude}, {latitude}", expected)
    return float(longitude), float(latitude)


FEWEST_POINTS = 4


def generalise(contour: Contour, tolerance_deg: float) -> Contour:
    """The same contour with fewer points.

    Args:
        contour: one territory.
        tolerance_deg: how far a line may pass from a point that is left out, in degrees.

    Returns a contour whose points are points of the first; a ring that would have fewer than four points is left out,
    unless nothing would be left.

    >>> ring = ((0.0, 43.0), (0.5, 43.0001), (1.0, 43.0), (1.0, 44.0), (0.0, 44.0), (0.0, 43.0))
    >>> len(generalise(Contour(code="31555", name="", polygons=((ring,),)), 0.001).polygons[0][0])
    5
    """
    polygons = []
    for polygon in contour.polygons:
        rings = [_thin(ring, tolerance_deg) for ring in polygon]
        if len(rings[0]) >= FEWEST_POINTS:
            polygons.append(tuple(ring for ring in rings if len(ring) >= FEWEST_POINTS))
    remaining = tuple(polygons) or (max(contour.polygons, key=lambda polygon: len(polygon[0])),)
    return replace(contour, polygons=remaining)


def _thin(ring: Ring, tolerance: float) -> Ring:
    """Points of a closed ring that stay: it is cut at its start and at the point farthest from there."""
    import numpy as np

    points = np.asarray(ring, dtype=float)
    if len(points) <= FEWEST_POINTS:
        return ring
    far = int(np.argmax(np.hypot(*(points - points[0]).T)))
    stays = np.zeros(len(points), dtype=bool)
    stays[[0, far, -1]] = True
    spans = [(0, far), (far, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        away = _distances(points[first : last + 1])
        worst = int(np.argmax(away))
        if away[worst] > tolerance:
            stays[first + worst] = True
            spans += [(first, first + worst), (first + worst, last)]
    return tuple(ring[place] for place in np.flatnonzero(stays))


def _distances(points: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Distance of each point to the segment from the first to the last."""
    import numpy as np

    start, along = points[0], points[-1] - points[0]
    length = float(along @ along)
    share = np.clip((points - start) @ along / length, 0, 1) if length else np.zeros(len(points))
    away: NDArray[np.float64] = np.hypot(*(points - start - share[:, None] * along).T)
    return away
