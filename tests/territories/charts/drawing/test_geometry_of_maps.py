"""Boxes, scales and projections of the page, number by number: ticks, ends, zones, leaning north, rectangles."""

from itertools import pairwise

import numpy as np
import pytest

from autan.territories.charts.renderers.drawing.chart_frame import (
    FRAMES,
    LinearScale,
    Variant,
    bounds_from_zero,
    fitted_end,
    round_ticks,
)
from autan.territories.charts.renderers.drawing.lettering import Lettering
from autan.territories.charts.renderers.drawing.map_candidates import overlaps, points_inside
from autan.territories.charts.renderers.drawing.map_furniture import _multiples, _round_below
from autan.territories.charts.renderers.drawing.map_projection import convergence
from autan.territories.charts.renderers.drawing.map_shapes import Box, Fit, Shape, contains, fit_to_width
from autan.territories.charts.renderers.drawing.map_systems import LAMBERT_93, ZoneSystem, choose_system, system_at
from autan.territories.charts.renderers.drawing.map_transverse import TransverseZone
from tests.territories.charts.drawing.making import square


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 4, [0, 1, 2, 3, 4]),
        (0, 8, [0, 2, 4, 6, 8]),
        (3, 17, [0, 5, 10, 15, 20]),
        (-5, 5, [-5, 0, 5]),
        (-0.3, 0.1, [-0.3, -0.2, -0.1, 0, 0.1]),
        (0, 1000, [0, 500, 1000]),
        (7, 3, [6, 8, 10, 12, 14]),
        (-2, -2, [-2, -1.5, -1, -0.5, 0]),
    ],
)
def test_ticks_are_round_and_go_one_step_beyond_the_values(low: float, high: float, ticks: list[float]) -> None:
    made = round_ticks(low, high)
    assert made[0] <= low
    assert made[-1] >= max(high, low)
    steps = {round(after - before, 9) for before, after in pairwise(made)}
    assert len(steps) == 1
    assert made == pytest.approx(ticks)


def test_a_value_is_placed_on_its_line_even_outside_of_it() -> None:
    down = LinearScale(low=-10, high=10, start=200, end=100)
    assert [down.place(value) for value in (-10, 0, 10, 20)] == [200, 150, 100, 50]


def test_a_scale_stops_where_what_is_written_still_fits() -> None:
    assert fitted_end(0, 100, [(1.0, 20), (0.5, 60)]) == 80
    assert fitted_end(40, 300, [(0.5, 200)]) == 160
    assert fitted_end(0, 100, [(0.0, 500)]) == 100
    assert fitted_end(0, 100, [(0.1, 20)]) == 100
    assert bounds_from_zero([-3, 8]) == (-3, 8)
    assert [bounds_from_zero(ends) for ends in ([-3], [4, 2], [0, 0])] == [(-3, 0), (0, 4), (0, 1)]


def test_a_phone_has_half_the_width_and_names_above() -> None:
    wide, narrow = FRAMES[Variant.WIDE], FRAMES[Variant.NARROW]
    assert (wide.width, narrow.width, wide.has_names_above, narrow.has_names_above) == (680, 350, False, True)
    assert wide.leading == pytest.approx(18)
    assert narrow.small < narrow.size < wide.size


def test_lines_are_cut_at_spaces_and_a_long_word_stays_whole() -> None:
    letters = Lettering()
    room = letters.width("deux mots", 10)
    assert letters.wrap("deux mots", 10, room) == ["deux mots"]
    assert letters.wrap("deux mots", 10, room - 0.1) == ["deux", "mots"]
    assert letters.wrap("anticonstitutionnellement", 10, 5) == ["anticonstitutionnellement"]
    assert letters.wrap("", 10, 50) == [""]
    assert letters.width("ab", 20) == pytest.approx(2 * letters.width("ab", 10))
    assert Lettering(slack=1.2).width("ab", 10, bold=True) == pytest.approx(letters.width("ab", 10, bold=True) * 1.32)


@pytest.mark.parametrize(
    ("low", "high", "step", "multiples"),
    [
        (0.2, 1.6, 0.5, [0.5, 1.0, 1.5]),
        (-1.0, 1.0, 1.0, [-1, 0, 1]),
        (1.1, 1.4, 0.5, []),
        (43.0, 44.0, 0.5, [43, 43.5, 44]),
    ],
)
def test_degrees_are_drawn_at_the_multiples_of_a_step(
    low: float, high: float, step: float, multiples: list[float]
) -> None:
    assert _multiples(low, high, step) == multiples


def test_the_bar_of_a_scale_is_one_two_or_five_times_a_power_of_ten() -> None:
    lengths = (0.99, 1, 1.99, 2, 4.9, 5, 9.9, 10, 49_999)
    assert [_round_below(length) for length in lengths] == [0.5, 1, 1, 2, 2, 5, 5, 10, 20_000]


def test_rectangles_overlap_by_their_common_area() -> None:
    rects = np.array([[0, 0, 2, 2], [1, 1, 3, 3], [2, 0, 4, 2], [5, 5, 6, 6]])
    assert overlaps(rects, rects[0]).tolist() == [4, 1, 0, 0]
    assert overlaps(rects[:, None], rects[None]).shape == (4, 4)


def test_a_line_has_a_point_inside_a_rectangle_not_on_its_edge() -> None:
    lines = np.array([[[0, 0], [1, 1]], [[0, 0], [5, 5]], [[2, 1], [2, 1]]], dtype=float)
    assert points_inside(lines, np.array([0, 0, 2, 2], dtype=float)).tolist() == [True, False, False]


def test_a_fit_goes_to_the_page_and_back() -> None:
    fit = Fit(scale=0.01, left=500_000, top=6_300_000)
    assert fit.place(501_000, 6_299_000) == (10, 10)
    x, y = fit.place_degrees(1.44, 43.6)
    assert fit.degrees(x, y) == pytest.approx((1.44, 43.6), abs=1e-7)
    box = Box(left=1, top=2, width=3, height=4)
    assert (box.right, box.bottom) == (4, 6)


def test_rings_are_centred_in_the_width_and_never_higher_than_the_room() -> None:
    ring = np.array([[0.0, 0.0], [100.0, 0.0], [100.0, 50.0], [0.0, 50.0]])
    fit, height = fit_to_width([ring], Box(left=10, top=20, width=200, height=0), tallest=500)
    assert (fit.scale, height, fit.place(0, 50), fit.place(100, 0)) == (2, 100, (10, 20), (210, 120))
    low, height = fit_to_width([ring], Box(left=10, top=20, width=200, height=0), tallest=50)
    assert (low.scale, height, low.place(0, 50), low.place(100, 0)) == (1, 50, (60, 20), (160, 70))


def test_a_shape_has_the_area_and_the_box_of_its_largest_piece() -> None:
    small, large = np.array([[0, 0], [1, 0], [1, 1]], float), np.array([[5, 5], [9, 5], [9, 8], [5, 8]], float)
    shape = Shape(code="x", polygons=((small,), (large,)))
    assert (shape.area, shape.box) == (12, Box(left=5, top=5, width=4, height=3))
    assert shape.inner_point == pytest.approx((7, 6.5), abs=0.5)
    assert contains((large,), np.array([[5.1, 5.1], [4.9, 6], [7, 8.1]])).tolist() == [True, False, False]
    assert shape.path.count("M") == shape.path.count("z") == 2


@pytest.mark.parametrize(
    ("longitude", "latitude", "number", "is_south", "meridian"),
    [(-180, 0, 1, False, -177), (179.9, 1, 60, False, 177), (180, 1, 1, False, -177), (0, 43, 31, False, 3),
     (-0.1, 43, 30, False, -3), (55.5, -21.1, 40, True, 57), (6, -0.1, 32, True, 9)],
)  # fmt: skip
def test_a_zone_is_six_degrees_wide_from_the_west(
    longitude: float, latitude: float, number: int, meridian: float, *, is_south: bool
) -> None:
    zone = TransverseZone.around(longitude, latitude)
    assert (zone.number, zone.is_south, zone.meridian) == (number, is_south, meridian)


def test_north_leans_away_from_the_middle_of_a_zone() -> None:
    zone = TransverseZone(number=40, is_south=True)
    assert zone.convergence(57, -21) == 0
    assert zone.convergence(55.5, -21) == pytest.approx(-zone.convergence(58.5, -21)) == pytest.approx(-0.54, abs=0.01)
    assert LAMBERT_93.convergence(3.0, 43) == convergence(3.0) == 0
    assert convergence(2.0) > 0 > convergence(4.0)


def test_a_projection_is_named_with_its_middle_in_both_languages() -> None:
    reunion, guyane = ZoneSystem(number=40, is_south=True), ZoneSystem(number=22, is_south=False)
    assert reunion.words.fr == "Projection RGR92 / UTM 40 sud (Mercator transverse conforme, méridien 57° E)"
    assert guyane.words.fr.endswith("(Mercator transverse conforme, méridien 51° O)")
    assert guyane.words.en.endswith("(conformal transverse Mercator, meridian 51° W)")
    assert ZoneSystem(number=1, is_south=True).short_words.fr == "Projection UTM 1 sud"
    assert LAMBERT_93.short_words.fr == "Projection Lambert-93"


@pytest.mark.parametrize(
    ("place", "is_mainland"),
    [((-10, 41), True), ((12, 52), True), ((-10.1, 45), False), ((12.1, 45), False), ((2, 40.9), False),
     ((2, 52.1), False)],
)  # fmt: skip
def test_the_mainland_is_a_rectangle_of_degrees(place: tuple[float, float], *, is_mainland: bool) -> None:
    assert (system_at(*place) is LAMBERT_93) is is_mainland


def test_a_sheet_is_of_the_part_of_the_world_with_most_places_the_first_of_equals() -> None:
    here, there = square(1.0, 43.0), square(55.4, -21.2)
    assert choose_system({}) == (LAMBERT_93, {})
    assert choose_system({"a": here, "b": there}) == (LAMBERT_93, {"a": here})
    system, drawn = choose_system({"b": there, "a": here})
    assert (system.short_words.fr, list(drawn)) == ("Projection RGR92 / UTM 40 sud", ["b"])
