"""The contours that ship, and those of a file that a person gives, with every way to get them wrong."""

import hashlib
import json
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from autan.ground.errors import Fault, ImportFileError
from autan.territories.networks.queries.contours import commune_contours, epci_contours
from autan.territories.perimeters.core.geojson import Contour, Ring
from autan.territories.perimeters.lake.contours import FOLDER, read_geojson
from autan.territories.perimeters.lake.register import UnknownTerritoryError, members_of, read_card

ELEVEN = (
    "243100518", "243100633", "200068641", "248100737", "248100430", "200035715",
    "248200099", "200023737", "200066926", "241200187", "200072643",
)  # fmt: skip
SQUARE = [[1.0, 43.0], [2.0, 43.0], [2.0, 44.0], [1.0, 44.0], [1.0, 43.0]]


def sides(contours: list[Contour]) -> Counter[frozenset[tuple[float, float]]]:
    """How many contours have each side."""
    rings: list[Ring] = [ring for contour in contours for polygon in contour.polygons for ring in polygon]
    return Counter(frozenset(pair) for ring in rings for pair in pairwise(ring))


def signed_area(ring: Ring) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) / 2


def test_the_eleven_and_their_communes_ship() -> None:
    contours = epci_contours(ELEVEN)
    assert tuple(contour.code for contour in contours) == ELEVEN
    for contour in contours:
        assert [commune.code for commune in commune_contours(contour.code)] == members_of(contour.code)[
            "insee_code"
        ].to_list()


@pytest.mark.django_db
def test_contours_that_do_not_ship_are_left_out() -> None:
    assert [contour.code for contour in epci_contours(["200000172", ELEVEN[0]])] == [ELEVEN[0]]
    assert commune_contours("200000172") == []
    with pytest.raises(UnknownTerritoryError):
        commune_contours("000000000")


@pytest.mark.parametrize("siren", ELEVEN)
def test_neighbours_share_their_border_and_the_epci_is_what_is_left(siren: str) -> None:
    shared = sides(commune_contours(siren))
    assert max(shared.values()) == 2
    assert {side for side, count in shared.items() if count == 1} == set(sides(epci_contours([siren])))


def test_members_that_touch_share_their_border() -> None:
    counts = sides(epci_contours(["243100518", "243100633", "200068641"]))
    assert max(counts.values()) == 2
    assert sum(count == 2 for count in counts.values()) > 10


def test_communes_fill_their_epci() -> None:
    for siren in ELEVEN:
        (whole,) = epci_contours([siren])
        parts = sum(signed_area(ring) for c in commune_contours(siren) for polygon in c.polygons for ring in polygon)
        assert parts == pytest.approx(sum(signed_area(ring) for polygon in whole.polygons for ring in polygon))


def test_outer_rings_turn_anticlockwise_and_holes_clockwise() -> None:
    for contour in epci_contours(ELEVEN):
        for outside, *holes in contour.polygons:
            assert signed_area(outside) > 0
            assert all(signed_area(hole) < 0 for hole in holes)


def test_they_lie_around_toulouse() -> None:
    bounds = [contour.bounds for contour in epci_contours(ELEVEN)]
    assert min(west for west, *_ in bounds) > 0.2
    assert max(east for _, _, east, _ in bounds) < 2.9
    assert min(south for _, south, _, _ in bounds) > 42.7
    assert max(north for *_, north in bounds) < 44.8


def test_the_card_describes_what_ships_and_it_is_light() -> None:
    card = read_card(FOLDER / "card.yaml")
    for name, described in card["files"].items():
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == described["sha256"]
        assert len(read_geojson(FOLDER / name)) == described["features"]
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) <= 280_000
    assert (card["producer"], card["licence"][:15]) == ("IGN (Admin Express), publiés par Etalab", "Licence Ouverte")


def feature(coordinates: Any = None, kind: str = "Polygon", **properties: Any) -> dict[str, Any]:
    geometry = {"type": kind, "coordinates": [SQUARE] if coordinates is None else coordinates}
    return {"type": "Feature", "properties": properties or {"code": "31555", "name": "Toulouse"}, "geometry": geometry}


def write(folder: Path, *features: Any, **members: Any) -> Path:
    path = folder / "contours.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features), **members}), encoding="utf-8")
    return path


def faults_of(path: Path) -> tuple[Fault, ...]:
    with pytest.raises(ImportFileError) as caught:
        read_geojson(path)
    assert (caught.value.file, caught.value.exit_code) == (path.name, 5)
    return caught.value.faults


def test_a_file_of_a_person(tmp_path: Path) -> None:
    hole = [[1.2, 43.2], [1.2, 43.4], [1.4, 43.4], [1.2, 43.2]]
    path = write(
        tmp_path, feature([[SQUARE, hole], [SQUARE]], kind="MultiPolygon", CODE_EPCI="243100518", nom="Métropole")
    )
    (contour,) = read_geojson(path)
    assert (contour.code, contour.name, len(contour.polygons)) == ("243100518", "Métropole", 2)
    assert contour.polygons[0][1][1] == (1.2, 43.4)


def test_heights_are_left_out_and_names_may_miss(tmp_path: Path) -> None:
    (contour,) = read_geojson(write(tmp_path, feature([[[*point, 150.0] for point in SQUARE]], insee_com="2A004")))
    assert (contour.code, contour.name, contour.polygons[0][0][0]) == ("2A004", "", (1.0, 43.0))


@pytest.mark.parametrize("name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4326"])
def test_a_crs_that_says_wgs84_is_right(tmp_path: Path, name: str) -> None:
    crs = {"type": "name", "properties": {"name": name}}
    assert len(read_geojson(write(tmp_path, feature(), crs=crs))) == 1


@pytest.mark.parametrize("name", ["urn:ogc:def:crs:EPSG::2154", "EPSG:3857", "EPSG:27572"])
def test_a_crs_that_says_another_projection_is_refused(tmp_path: Path, name: str) -> None:
    (fault,) = faults_of(write(tmp_path, feature(), crs={"type": "name", "properties": {"name": name}}))
    assert (fault.row, fault.column, fault.value) == (None, "crs", name)
    assert "WGS 84 (EPSG:4326) ; convertissez le fichier" in fault.expected


@pytest.mark.parametrize("crs", ["Lambert", {"type": "link"}, {"properties": {"href": "x"}}])
def test_a_crs_of_no_known_form_is_refused(tmp_path: Path, crs: Any) -> None:
    (fault,) = faults_of(write(tmp_path, feature(), crs=crs))
    assert fault.column == "crs"


def test_coordinates_in_metres_are_refused_with_the_feature(tmp_path: Path) -> None:
    lambert = [[[574_000.0, 6_279_000.0], [575_000.0, 6_279_000.0], [575_000.0, 6_280_000.0], [574_000.0, 6_279_000.0]]]
    (fault,) = faults_of(write(tmp_path, feature(), feature(lambert, code="31069")))
    assert (fault.row, fault.column, fault.value) == (2, "geometry", "574000.0, 6279000.0")
    assert "autre projection (Lambert-93 ?)" in fault.expected


@pytest.mark.parametrize(
    ("wrong", "column", "value"),
    [
        (feature(name="Sans code"), "code", None),
        (feature(code=31555), "code", "31555"),
        (feature(code="Toulouse"), "code", "Toulouse"),
        (feature([SQUARE[0]], kind="LineString"), "geometry", "LineString"),
        (feature([]), "geometry", "[]"),
        (feature("ici"), "geometry", "ici"),
        (feature([[]]), "geometry", "[]"),
        (feature([SQUARE[:4]]), "geometry", "(1.0, 44.0)"),
        (feature([[SQUARE[0], SQUARE[1], SQUARE[0]]]), "geometry", "(1.0, 43.0)"),
        (feature([[[1.0], *SQUARE]]), "geometry", "[1.0]"),
        (feature([[["1", "43"], *SQUARE]]), "geometry", "['1', '43']"),
        (feature([[[True, 43.0], *SQUARE]]), "geometry", "[True, 43.0]"),
        (feature([["1,43", *SQUARE]]), "geometry", "1,43"),
        (feature([[[float("nan"), 43.0], *SQUARE]]), "geometry", "nan, 43.0"),
        (feature([[[1.0, 90.5], *SQUARE]]), "geometry", "1.0, 90.5"),
        (feature([[[1.0, -90.5], *SQUARE]]), "geometry", "1.0, -90.5"),
        (feature([[[180.5, 43.0], *SQUARE]]), "geometry", "180.5, 43.0"),
        (feature([[[-180.5, 43.0], *SQUARE]]), "geometry", "-180.5, 43.0"),
        ({**feature(), "geometry": None}, "geometry", None),
        ({**feature(), "properties": None}, "code", None),
        ("Toulouse", "features", "Toulouse"),
    ],
)
def test_each_defect_of_a_feature_is_named(tmp_path: Path, wrong: Any, column: str, value: str | None) -> None:
    (fault,) = faults_of(write(tmp_path, feature(code="31001"), wrong))
    assert (fault.row, fault.column, fault.value) == (2, column, value)


def test_every_fault_is_told_and_a_code_twice_too(tmp_path: Path) -> None:
    faults = faults_of(write(tmp_path, feature(), feature(name="x"), feature(), feature([])))
    assert [(fault.row, fault.column) for fault in faults] == [(2, "code"), (4, "geometry"), (None, "code")]


@pytest.mark.parametrize("content", ["[]", "{}", '{"features": []}', '{"features": "x"}', "12"])
def test_json_of_another_kind_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "autre.json"
    path.write_text(content, encoding="utf-8")
    assert faults_of(path)[0].column == "features"


def test_broken_json_says_the_line(tmp_path: Path) -> None:
    path = tmp_path / "cassé.geojson"
    path.write_text('{"type": "FeatureCollection",\n"features": [}', encoding="utf-8")
    assert faults_of(path)[0].row == 2


@pytest.mark.parametrize("content", ["[" * 100_000, '{"a": ' + "9" * 5_000 + "}"])
def test_json_without_end_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "sans-fin.geojson"
    path.write_text(content, encoding="utf-8")
    assert "taille ordinaire" in faults_of(path)[0].expected


def test_a_file_that_is_not_utf_8_or_not_there(tmp_path: Path) -> None:
    path = tmp_path / "latin.geojson"
    path.write_bytes('{"nom": "Métropole"}'.encode("latin-1"))
    assert faults_of(path)[0].expected == "un texte en UTF-8"
    assert "un fichier qui existe" in faults_of(tmp_path / "absent.geojson")[0].expected
