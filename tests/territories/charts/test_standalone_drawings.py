"""Drawings that stand alone: of a room without its stylesheet, a sheet with its words, a map without contour."""

import csv
import io
import re
from dataclasses import replace

import pytest

from autan.evidence.figures.core.charts import MapKind
from autan.ground.texts.language import in_language
from autan.ground.wordings import Text
from autan.territories.charts.renderers.drawing.palette import COLOURS
from autan.territories.charts.renderers.drawing_files import drawing_file
from autan.territories.charts.renderers.drawing_sheets import SheetNotes, describe_drawing, draw_for_print, draw_sheet
from autan.territories.charts.renderers.room_drawings import RoomDrawing
from autan.territories.charts.renderers.svg import share_long_paths
from tests.territories.charts.drawing.making import CONTOURS, SVG, bars, joined, network_map, parsed, text

OWN = RoomDrawing(
    id="chemins",
    title=text("Chemins"),
    sentence=text("Deux chemins."),
    svg='<svg xmlns="http://www.w3.org/2000/svg" class="wide" viewBox="0 0 680 300">'
    '<text class="f-ink halo" x="0">a</text><path class="f-road-transport" stroke="var(--chart-soft)"/></svg>',
    columns=("année", "niveau"),
    rows=((2023, 4.5), (2030, None)),
    source=text("Source"),
)


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    settings.AUTAN_CACHE = tmp_path


# --- Of a room -------------------------------------------------------------------------------------------------------


def test_a_drawing_of_a_room_has_its_colours_its_size_and_its_letters():
    alone = OWN.alone
    assert "class=" not in alone
    assert "var(" not in alone
    assert f'fill="{COLOURS["ink"].light}"' in alone
    assert f'fill="{COLOURS["road_transport"].light}"' in alone
    assert f'stroke="{COLOURS["soft"].light}"' in alone
    root = parsed(alone)
    assert (root.attrib["width"], root.attrib["height"], root.attrib["viewBox"]) == ("680", "300", "0 0 680 300")
    assert root.attrib["font-family"].startswith("Source Sans Pro")


def test_a_colour_that_does_not_exist_is_refused():
    with pytest.raises(KeyError):
        _ = replace(OWN, svg='<path class="f-magic"/>').alone


def test_the_table_of_a_room_has_its_columns_and_nothing_for_the_unknown():
    rows = list(csv.reader(io.StringIO(drawing_file(OWN, "csv").decode("utf-8-sig")), delimiter=";"))
    assert rows == [["année", "niveau"], ["2023", "4.5"], ["2030", ""]]


def test_a_drawing_of_a_room_is_described_by_its_words():
    assert describe_drawing(OWN) == "Chemins\nDeux chemins."
    with in_language("en"):
        assert describe_drawing(OWN) == "Chemins (en)\nDeux chemins. (en)"


def test_the_sheet_of_a_room_holds_its_drawing_between_its_words():
    root = parsed(draw_sheet(OWN))
    (inner,) = root.findall(f"{SVG}svg")
    assert inner.attrib["height"] == "300"
    assert float(root.attrib["height"]) > 300 + float(inner.attrib["y"])


# --- Sheets ----------------------------------------------------------------------------------------------------------


def heights(sheet: str) -> dict[str, float]:
    return {item.text or "": float(item.attrib["y"]) for item in parsed(sheet).findall(f"{SVG}text")}


def test_a_sheet_has_its_title_above_and_its_source_below_the_drawing():
    sheet = draw_sheet(bars(10.0, None))
    (inner,) = parsed(sheet).findall(f"{SVG}svg")
    top = float(inner.attrib["y"])
    places = heights(sheet)
    assert places["Titre <inventé>"] < places["Une phrase & son sens."] < top
    assert places["Source inventée"] > top + float(inner.attrib["height"])


def test_a_warning_stands_over_the_title_and_the_licence_under_the_source():
    notes = SheetNotes(warning=Text("Attention", "Caution"), licence=Text("Licence ouverte", "Open licence"))
    places = heights(draw_sheet(bars(10.0), notes=notes))
    assert places["Attention"] < places["Titre <inventé>"]
    assert places["Licence ouverte"] > places["Source inventée"]
    with in_language("en"):
        assert "Caution" in heights(draw_sheet(bars(10.0), notes=notes))


def test_each_mark_is_described_with_its_value_or_that_it_is_not_known():
    lines = describe_drawing(bars(10.0, None)).split("\n")
    assert lines[:2] == ["Titre <inventé>", "Une phrase & son sens."]
    assert lines[2].startswith("Rives d’Ondal\u00a0: 10\u00a0GWh")
    assert "non renseigné" in lines[3]
    places = describe_drawing(network_map(MapKind.CHOROPLETH)).split("\n")
    assert len(places) == 2 + 5
    assert "non renseigné" in places[5]


def test_a_map_of_places_without_contour_is_a_sentence_that_says_it():
    spec = network_map(MapKind.CHOROPLETH)
    drawing = draw_for_print(replace(spec, places=tuple(replace(place, siren="12345678") for place in spec.places)))
    assert joined(drawing).startswith("Aucun contour de ces lieux n’est tenu ici")
    assert "<path" not in drawing


def test_a_sheet_of_a_map_takes_the_contours_that_are_given():
    sheet = draw_sheet(network_map(MapKind.CHOROPLETH), contours=CONTOURS)
    assert "Rives d’Ondal" in joined(sheet)


# --- Long paths ------------------------------------------------------------------------------------------------------

LONG = f'<path d="M{"0 1" * 400}" fill="none"/>'
OTHER = LONG.replace("0 1", "1 0")


def test_a_long_path_is_written_once_in_a_page():
    page = share_long_paths(LONG + OTHER + LONG)
    names = re.findall(r'<path id="(path-[0-9a-f]{10})"', page)
    assert len(set(names)) == 2
    assert re.findall(r'<use href="#([^"]+)"/>', page) == [names[0]]
    assert page.index(f'id="{names[0]}"') < page.index("<use")


def test_short_paths_and_other_words_of_a_page_stay_as_they_are():
    page = '<p>a</p><path d="M0 1"/><path d="M0 1"/>'
    assert share_long_paths(page) == page
