"""Points of a map: one symbol a kind, numbered, in rows around their commune, apart from each other; and its legend."""

import math
import re
from dataclasses import replace
from itertools import combinations

import pytest

from autan.evidence.figures.core.charts import MapKind, MapPoint, Series
from autan.ground.texts.language import in_language
from autan.territories.charts.renderers.drawing.map_drawing import PointWriter, separate_points
from autan.territories.charts.renderers.drawing.map_legend import round_to_one_digit, symbol_colour
from autan.territories.charts.renderers.drawing.map_shapes import Fit
from autan.territories.charts.renderers.drawing.pen import Medium, Pen
from tests.territories.charts.drawing.making import network_map, text

STEP = 22.0
FIT = Fit(scale=0.001, left=600_000.0, top=6_300_000.0)


def point(number: int, series: str = "wind", place: tuple[float, float] = (1.4, 43.6)) -> MapPoint:
    return MapPoint(number=number, label=text(f"Site {number}"), series=series, longitude=place[0], latitude=place[1])


def writer(*points: MapPoint, kinds=("wind", "solar"), medium=Medium.SCREEN) -> PointWriter:
    series = tuple(Series(code=code, label=text(f"Genre {code}")) for code in kinds)
    spec = replace(network_map(MapKind.CHOROPLETH), points=points, point_series=series)
    return PointWriter(spec=spec, fit=FIT, pen=Pen.for_drawing("x", medium, "wide"))


def centres(points: PointWriter) -> list[tuple[float, float]]:
    return [(box.left + box.width / 2, box.top + box.height / 2) for box in points.boxes()]


def test_a_point_stands_where_its_commune_is():
    (place,) = centres(writer(point(1)))
    assert place == pytest.approx(FIT.place_degrees(1.4, 43.6))


@pytest.mark.parametrize(("count", "rows"), [(1, [1]), (2, [2]), (3, [3]), (4, [3, 1]), (7, [3, 3, 1])])
def test_points_of_one_commune_stand_three_in_a_row_around_its_centre(count, rows):
    places = centres(writer(*(point(rank + 1) for rank in range(count))))
    heights = sorted({round(y, 3) for _, y in places})
    assert [sum(round(y, 3) == height for _, y in places) for height in heights] == rows
    x, y = FIT.place_degrees(1.4, 43.6)
    assert (heights[0] + heights[-1]) / 2 == pytest.approx(y, abs=0.01)
    first = [place[0] for place in places if round(place[1], 3) == heights[0]]
    assert sum(first) / len(first) == pytest.approx(x, abs=0.01)


def test_points_of_neighbours_are_pushed_apart_and_none_is_covered():
    near = [point(rank + 1, place=(1.4 + rank / 1000, 43.6)) for rank in range(6)]
    for one, other in combinations(centres(writer(*near)), 2):
        assert math.dist(one, other) >= STEP - 0.2


def test_points_far_from_each_other_do_not_move():
    placed = [(point(1), 0.0, 0.0), (point(2), STEP, 0.0)]
    assert separate_points(placed) == placed
    assert separate_points([]) == []


def test_two_points_that_touch_move_by_half_each():
    (_, left, _), (_, right, _) = separate_points([(point(1), 0.0, 0.0), (point(2), 10.0, 0.0)])
    assert (left, right) == (pytest.approx(-6), pytest.approx(16))


def test_a_point_is_numbered_named_and_leads_to_its_line_in_the_page():
    (drawn,) = writer(point(7)).write()
    assert 'href="#lieu-7"' in drawn
    assert "<title>7. Site 7</title>" in drawn
    assert re.findall(r">(\d+)</text>", drawn) == ["7"]
    with in_language("en"):
        assert "7. Site 7 (en)" in writer(point(7)).write()[0]


def test_a_printed_point_leads_nowhere():
    assert "<a " not in "".join(writer(point(1), medium=Medium.PRINT).write())


def test_each_kind_has_its_own_shape_and_colour_and_they_begin_again_after_eight():
    kinds = tuple(f"k{rank}" for rank in range(9))
    shapes = writer(*(point(rank + 1, kind, (rank, 45.0)) for rank, kind in enumerate(kinds)), kinds=kinds).write()
    fills = [re.search(r'class="(f-[\w-]+)"', shape)[1] for shape in shapes]
    assert len(set(fills[:8])) == 8
    assert fills[8] == fills[0]
    corners = [shape.count("L") if "<path" in shape else 0 for shape in shapes[:8]]
    assert corners == [0, 3, 2, 3, 5, 2, 4, 7]


def test_the_legend_counts_the_points_of_each_kind_those_without_any_too():
    drawn, bottom = writer(point(1), point(2)).legend(0.0, 10.0, 13.0, 160.0)
    words = [part.replace("\u00a0", " ") for part in re.findall(r"<text[^>]*>([^<]*)</text>", "".join(drawn))]
    assert words == ["Genre wind (2)", "Genre solar (0)"]
    assert bottom == 10 + 2 * 21


def test_long_names_of_kinds_take_more_lines():
    long = writer(point(1), kinds=("wind", "un genre de site dont le nom est fort long et ne tient pas"))
    _, short_bottom = writer(point(1)).legend(0.0, 0.0, 13.0, 160.0)
    _, bottom = long.legend(0.0, 0.0, 13.0, 160.0)
    assert bottom > short_bottom


@pytest.mark.parametrize(
    ("value", "rounded"), [(4312, 4000), (999, 900), (1, 1), (0.37, 0.3), (0.0091, 0.009), (10, 10)]
)
def test_sizes_of_a_legend_have_one_digit_and_are_never_above_what_is_known(value, rounded):
    assert round_to_one_digit(value) == pytest.approx(rounded)


@pytest.mark.parametrize(("value", "colour"), [(None, None), (0.0, "data"), (3.0, "data"), (-0.1, "below-4")])
def test_circles_below_zero_have_another_colour_and_the_unknown_none(value, colour):
    assert symbol_colour(value) == colour
