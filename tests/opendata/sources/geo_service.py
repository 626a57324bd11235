"""A fake of geo.api.gouv.fr: communes of an EPCI, the whole country, contours; it refuses contours without a filter."""

import itertools
import json
from typing import Any

from tests.opendata.sources.services import Reply, Request

SIREN, OTHER = "243100518", "200039865"
COMMUNES: list[dict[str, Any]] = [
    {"nom": "Toulouse", "code": "31555", "codeEpci": SIREN, "population": 511684},
    {"nom": "Blagnac", "code": "31069", "codeEpci": SIREN, "population": 26000},
    {"nom": "Île-de-Bréhat", "code": "22016", "population": 390},
    {"nom": "Benagues", "code": "09050", "codeEpci": "200067791"},
]


def square(west, south, size=0.1):
    """A square with needless points on its sides, as a contour drawn for measuring."""
    east, north = west + size, south + size
    corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    points = []
    for (x1, y1), (x2, y2) in itertools.pairwise(corners):
        points += [[x1 + (x2 - x1) * step / 10, y1 + (y2 - y1) * step / 10] for step in range(10)]
    return [*points, [west, south]]


def feature(code, name, west):
    geometry = {"type": "Polygon", "coordinates": [square(west, 43.5)]}
    return {"type": "Feature", "properties": {"code": code, "nom": name}, "geometry": geometry}


class GeoApi:
    """Answers as the service does."""

    def __init__(self, name="Metz Métropole", siren=OTHER) -> None:
        self.name, self.siren = name, siren

    def __call__(self, request: Request) -> Reply:
        parts = request.path.strip("/").split("/")
        is_geojson = request.query.get("format") == "geojson"
        if parts == ["communes"]:
            return Reply('{"code": 400}', 400) if is_geojson else Reply(json.dumps(COMMUNES))
        if parts[0] != "epcis" or len(parts) < 2:
            return Reply('{"code": 404, "message": "Not Found"}', 404)
        if is_geojson:
            return self._contours(parts)
        communes = [row for row in COMMUNES if row.get("codeEpci") == parts[1]]
        return Reply(json.dumps(communes)) if communes else Reply('{"code": 404, "message": "Not Found"}', 404)

    def _contours(self, parts: list[str]) -> Reply:
        if parts[1] != self.siren:
            return Reply('{"code": 404}', 404)
        if parts[2:] == ["communes"]:
            told = [feature("57463", "Metz", 6.1), feature("57447", "Marly", 6.2)]
            return Reply(json.dumps({"type": "FeatureCollection", "features": told}))
        return Reply(json.dumps(feature(self.siren, self.name, 6.1)))
