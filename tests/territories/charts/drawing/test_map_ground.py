"""Maps have ground: neighbours in grey, lines of departments and regions, towns, and where in France they are."""

import gzip
import hashlib
import re
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
import yaml

from autan.evidence.figures.core.charts import MapKind, MapPlace, MapSpec
from autan.territories.charts.renderers.drawing.palette import COLOURS
from autan.territories.charts.renderers.svg import NoContourError, draw_map
from autan.territories.perimeters.lake.map_ground import FOLDER
from tests.territories.charts.drawing.making import network_map, text

pytestmark = pytest.mark.django_db
TOULOUSE, SICOVAL, CASTRES, ALBI, NANTES, GRENOBLE, REUNION = (
    "243100518", "243100633", "248100430", "248100737", "244400404", "200040715", "249740119",
)  # fmt: skip
GROUND, BRICK = COLOURS["ground"].light, COLOURS["emphasis"].light


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path: Path) -> None:
    settings.AUTAN_CACHE = tmp_path


def map_of(*codes: str, followed: str = "") -> MapSpec:
    model = network_map(MapKind.CHOROPLETH)
    figures = model.figures
    places = tuple(
        MapPlace(siren=code, label=text(f"M{code}"), figure=figures[rank % 3], is_emphasised=code == followed)
        for rank, code in enumerate(codes)
    )
    return replace(model, places=places)


def words_of(drawing: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", drawing)


@pytest.mark.parametrize("variant", ["wide", "narrow"])
def test_a_map_stands_among_its_neighbours_and_towns_with_its_place_in_france(variant: str) -> None:
    drawing = draw_map(map_of(TOULOUSE, SICOVAL, CASTRES, ALBI), medium="file", variant=variant)
    assert drawing.count(f'fill="{GROUND}"') == 2  # neighbours, and the country in small
    assert drawing.count(f'stroke="{BRICK}"') == 1
    assert "stroke-dasharray" in drawing
    assert {"Montauban", "Pamiers", "Auch"} & set(words_of(drawing))
    assert len(gzip.compress(drawing.encode())) < 20_000


def test_names_of_towns_cover_no_other_words() -> None:
    drawing = draw_map(map_of(TOULOUSE, SICOVAL, CASTRES, ALBI), medium="file")
    boxes = []
    for x, y, size, anchor, words in re.findall(
        r'<text x="([-.\d]+)" y="([-.\d]+)" font-size="([.\d]+)"(?: text-anchor="(\w+)")?[^>]*>([^<]*)<', drawing
    ):
        wide = len(words) * float(size) * 0.42
        left = float(x) - (wide / 2 if anchor == "middle" else 0)
        boxes.append((left, float(y) - 0.6 * float(size), left + wide, float(y), words))
    for rank, one in enumerate(boxes):
        for other in boxes[rank + 1 :]:
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            assert apart, (one[4], other[4])


@pytest.mark.parametrize(
    ("codes", "caution"),
    [
        ([NANTES], "Limites de départements approchées, celles des EPCI"),
        ([GRENOBLE], "Limites de départements approchées, celles des EPCI"),
        ([TOULOUSE, NANTES], "Hors d’Occitanie, limites de départements approchées, celles des EPCI"),
        ([CASTRES], ""),
    ],
)
def test_lines_that_are_approximate_in_the_frame_are_said_so(codes: list[str], caution: str) -> None:
    drawn = " ".join(words_of(draw_map(map_of(*codes), medium="file")))
    assert re.findall(r"(?:Hors d’Occitanie, l|L)imites de départements[^.]*EPCI", drawn) == (
        [caution] if caution else []
    )


def test_a_network_of_one_member_has_ground() -> None:
    assert GROUND in draw_map(map_of(NANTES), medium="file")


def test_invented_contours_get_no_real_neighbours() -> None:
    square = {NANTES: [[[(1.0, 43.0), (1.5, 43.0), (1.5, 43.5), (1.0, 43.5), (1.0, 43.0)]]]}
    assert GROUND not in draw_map(map_of(NANTES), medium="file", contours=square)


def test_a_network_without_contour_or_on_two_oceans_has_a_clear_word() -> None:
    with pytest.raises(NoContourError):
        draw_map(map_of(REUNION), medium="file")
    assert any(
        "Sans contour disponible" in words for words in words_of(draw_map(map_of(NANTES, REUNION), medium="file"))
    )


def test_the_legend_says_where_the_place_that_is_followed_stands() -> None:
    legend = " ".join(
        words_of(draw_map(map_of(TOULOUSE, SICOVAL, ALBI, followed=ALBI), medium="file", variant="narrow"))
    )
    assert f") : M{ALBI}" in legend.replace("\u00a0", " ")
    assert f") : M{TOULOUSE}" not in legend.replace("\u00a0", " ")


def test_the_files_are_those_of_their_card() -> None:
    card = yaml.safe_load((FOLDER / "ground.yaml").read_text(encoding="utf-8"))
    for name, file in card["files"].items():
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == file["sha256"]
        assert pl.read_parquet(FOLDER / name).height == file["rows"]
