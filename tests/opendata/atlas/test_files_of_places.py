"""Files of places and tables: rings wound as the standard asks, cells that stay empty, layers read back by SQLite."""

import io
import json
import sqlite3
import struct
from dataclasses import replace
from itertools import pairwise

import openpyxl
import polars as pl
import pytest

from autan.evidence.figures.core.charts import MapKind, MapSpec
from autan.evidence.figures.core.states import ValueState
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Text
from autan.opendata.atlas.core.atlas_choices import Extent
from autan.opendata.atlas.importers import COLUMNS
from autan.opendata.atlas.presenters.atlas_maps import AtlasMap, is_outlined, main_region, places_of
from autan.opendata.atlas.renderers.files import as_geojson, frame_file, places_table, table_file
from autan.opendata.atlas.renderers.geopackage import Layer, well_known_binary, write_geopackage
from autan.opendata.observatory.core.place_comparison import compare_places, comparison_map
from autan.territories.charts.renderers.drawing_sheets import SheetNotes
from autan.territories.networks.core.members import Certainty, Member
from tests.opendata.atlas.test_innovation_layers import CHOICE, square
from tests.opendata.observatory.figures import a_figure, a_floor, a_range

TOULOUSE, SICOVAL, NANTES, NOBODY = "243100518", "243100633", "244400404", "999999999"
HOLED = [[square(1.0, 43.0, 1.0), square(1.2, 43.2, 0.2)]]


def a_member(siren: str, name: str = "Ici") -> Member:
    return Member(
        siren=siren,
        name=name,
        short_name=name,
        kind="CC",
        valid_from=None,
        valid_to=None,
        certainty=Certainty.CONFIRMED,
        note=NO_TEXT,
        evidence=(),
    )


def a_map(**figures) -> AtlasMap:
    names = {TOULOUSE: "Toulouse", SICOVAL: "Sicoval", NANTES: "Nantes", NOBODY: "Personne"}
    named = {code: name for code, name in names.items() if code in figures or code == NOBODY}
    shown = compare_places(
        named, figures, address="atlas-x", label=Text("Énergie", "Energy"), credit=Text("source", "source")
    )
    spec = comparison_map(shown, credit=Text("contours", "outlines"))
    return AtlasMap(spec=spec, shown=shown, notes=SheetNotes(licence=Text("Licence Ouverte", "Open Licence")))


def features(**figures):
    document = json.loads(as_geojson(a_map(**figures)))
    return document, {feature["properties"]["code"]: feature for feature in document["features"]}


def area(ring) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))


def test_every_place_is_in_the_file_even_without_a_contour_or_a_value(db):
    document, places = features(**{TOULOUSE: a_figure(5.0), SICOVAL: a_figure(None)})
    assert (document["source"], document["licence"]) == ("source\u202f; contours", "Licence Ouverte")
    assert "warning" not in document
    assert places.keys() == {TOULOUSE, SICOVAL, NOBODY}
    assert places[NOBODY]["geometry"] is None
    assert places[NOBODY]["properties"]["state"] == "missing"
    assert places[NOBODY]["properties"]["figure_id"] is None
    assert places[SICOVAL]["properties"]["value"] is None


def test_outsides_turn_one_way_and_are_rounded_to_a_metre(db):
    _, places = features(**{TOULOUSE: a_figure(5.0)})
    polygons = places[TOULOUSE]["geometry"]["coordinates"]
    assert all(area(polygon[0]) > 0 for polygon in polygons)
    assert all(area(ring) < 0 for polygon in polygons for ring in polygon[1:])
    assert all(ring[0] == ring[-1] for polygon in polygons for ring in polygon)
    assert max(len(str(x).partition(".")[2]) for polygon in polygons for ring in polygon for x, _ in ring) <= 5


def test_a_value_is_written_with_its_bounds_its_state_and_its_coverage(db):
    figures = {TOULOUSE: a_floor(5.0), SICOVAL: a_range(1.0, 2.0), NANTES: a_figure(3.0, unit="MWh")}
    _, places = features(**figures)
    floor, between = places[TOULOUSE]["properties"], places[SICOVAL]["properties"]
    assert (floor["state"], floor["known"], floor["total"]) == (ValueState.LOWER_BOUND.value, 1, 2)
    assert (between["value"], between["low"], between["high"]) == (None, 1, 2)
    assert (floor["unit"], floor["unit_basis"], floor["period"]) == ("MWh", None, "2024")


def test_energy_says_by_what_it_is_counted(db):
    _, places = features(**{TOULOUSE: a_figure(5.0, unit="MWh_unstated")})
    assert places[TOULOUSE]["properties"]["unit_basis"] == "not stated by the source"


def test_an_invented_network_is_said_in_the_file(db):
    made = replace(a_map(**{TOULOUSE: a_figure(1.0)}), notes=SheetNotes(warning=Text("inventé", "invented")))
    assert json.loads(as_geojson(made))["warning"] == "inventé"


def a_layer(*rows, **changes) -> Layer:
    fields = {"name": "atlas", "title": "Titre", "description": "Source", "changed_at": "2026-11-25T12:00:00.000Z"}
    return Layer(**{**fields, "columns": {"code": "TEXT", "value": "DOUBLE"}, "rows": rows, **changes})


@pytest.fixture
def opened():
    connection = sqlite3.connect(":memory:")
    yield connection
    connection.close()


def test_a_layer_is_a_table_of_features_within_its_bounds(opened):
    opened.deserialize(write_geopackage(a_layer((HOLED, ("31", 5.0)), (None, ("32", None)))))
    (contents,) = opened.execute("SELECT table_name, data_type, min_x, min_y, max_x, max_y, srs_id FROM gpkg_contents")
    assert contents == ("atlas", "features", 1, 43, 2, 44, 4326)
    rows = list(opened.execute("SELECT fid, code, value, geom IS NULL FROM atlas ORDER BY fid"))
    assert rows == [(1, "31", 5, 0), (2, "32", None, 1)]
    assert opened.execute("PRAGMA application_id").fetchone() == (0x47504B47,)
    assert opened.execute("PRAGMA user_version").fetchone() == (10301,)


def test_a_layer_without_a_geometry_has_no_bounds(opened):
    opened.deserialize(write_geopackage(a_layer((None, ("31", 5.0)))))
    assert opened.execute("SELECT min_x, max_y FROM gpkg_contents").fetchone() == (None, None)


def test_a_geometry_begins_with_its_envelope_west_east_south_north(opened):
    opened.deserialize(write_geopackage(a_layer((HOLED, ("31", 5.0)))))
    (blob,) = opened.execute("SELECT geom FROM atlas").fetchone()
    assert struct.unpack("<2sBBi4d", blob[:40]) == (b"GP", 0, 3, 4326, 1, 2, 43, 44)
    assert blob[40:] == well_known_binary(HOLED)


def test_well_known_binary_counts_polygons_rings_and_points():
    data = well_known_binary([*HOLED, [square(5.0, 5.0, 1.0)]])
    assert struct.unpack_from("<BII", data, 0) == (1, 6, 2)
    assert struct.unpack_from("<BII", data, 9) == (1, 3, 2)
    assert struct.unpack_from("<I2d", data, 18) == (5, 1.0, 43.0)
    assert len(data) == 9 + (9 + 2 * 4 + 10 * 16) + (9 + 4 + 5 * 16)


def a_row(figure, *, is_member: bool = True):
    return {"siren": TOULOUSE, "name": "Toulouse", "is_member": is_member, "figure": figure}


def test_a_table_leaves_what_is_unknown_empty(db, lake_folder):
    rows = [a_row(a_figure(5.0, alerts=2)), a_row(a_figure(None)), a_row(None, is_member=False)]
    frame = pl.read_csv(table_file(rows, "csv"), separator=";")
    assert frame["membre"].to_list() == ["oui", "oui", "non"]
    assert frame["mesure"].to_list() == ["electricity_residential", "electricity_residential", None]
    assert frame["a_verifier"].to_list() == [2, 0, None]
    sheet = openpyxl.load_workbook(io.BytesIO(table_file(rows, "xlsx"))).active
    assert (sheet.title, sheet.max_row) == ("comparaison", 4)


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
def test_a_frame_is_read_back_in_each_form(form):
    frame = pl.DataFrame({"siren": ["012345678", None], "x": [1.5, None]})
    content = frame_file(frame, form)
    if form == "csv":
        assert content.decode("utf-8-sig") == "siren;x\n012345678;1.5\n;\n"
        assert content.startswith(b"\xef\xbb\xbf")
    elif form == "xlsx":
        rows = list(openpyxl.load_workbook(io.BytesIO(content))["sommes"].values)
        assert rows == [("siren", "x"), ("012345678", 1.5), (None, None)]
    else:
        assert pl.read_parquet(io.BytesIO(content)).equals(frame)


def test_the_table_to_fill_has_a_line_for_each_member():
    lines = (
        places_table([a_member(SICOVAL, "Sicoval"), a_member(TOULOUSE, "Toulouse")]).decode("utf-8-sig").splitlines()
    )
    assert lines[0] == ";".join(COLUMNS)
    assert lines[1] == f"{SICOVAL};Sicoval" + ";" * (len(COLUMNS) - 2)
    assert len(lines) == 3


def test_places_are_those_of_the_extent():
    members = [a_member(SICOVAL, "Sicoval")]
    assert places_of(Extent.NETWORK, members) == {SICOVAL: "Sicoval"}
    communes = places_of(Extent.COMMUNES, members)
    assert communes["31254"] == "Labège"
    assert "31555" not in communes
    region, france = places_of(Extent.REGION, members), places_of(Extent.FRANCE, members)
    assert TOULOUSE in region
    assert NANTES not in region
    assert region.keys() < france.keys()
    assert NANTES in france


def test_the_region_is_that_of_most_members():
    assert main_region([a_member(NANTES), a_member(SICOVAL), a_member(TOULOUSE)]) == "76"
    assert main_region([a_member(NANTES)]) == "52"
    assert main_region([a_member(NOBODY)]) == main_region([]) == ""
    assert places_of(Extent.REGION, [a_member(NOBODY)]) == {}


@pytest.mark.parametrize(
    ("extent", "count", "outlined"),
    [(Extent.FRANCE, 200, True), (Extent.FRANCE, 201, False), (Extent.REGION, 1, True), (Extent.NETWORK, 1, False)],
)
def test_members_are_outlined_among_others_where_they_are_few(extent, count, outlined):
    assert is_outlined(replace(CHOICE, extent=extent), [a_member(SICOVAL)] * count) == outlined


def test_a_map_of_places_is_circles_of_totals():
    spec: MapSpec = a_map(**{TOULOUSE: a_figure(5.0)}).spec
    assert spec.kind is MapKind.SYMBOLS
