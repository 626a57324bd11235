"""Contours thinned for maps keep their points, their ends, and their shape within the tolerance."""

import math

from hypothesis import given
from hypothesis import strategies as st

from autan.territories.perimeters.core.geojson import Contour, generalise

WIGGLES = st.lists(st.floats(0.5, 1.5), min_size=4, max_size=40)


def star(radii):
    """A closed ring around (1, 44), as far from it as each radius says."""
    turn = 2 * math.pi / len(radii)
    ring = [(1 + r * math.cos(turn * k), 44 + r * math.sin(turn * k)) for k, r in enumerate(radii)]
    return (*ring, ring[0])


def contour(*rings):
    return Contour(code="31555", name="Toulouse", polygons=tuple((ring,) for ring in rings))


def distance(point, ring):
    """From a point to the nearest side of a ring, in plain Python."""
    found = []
    for (x1, y1), (x2, y2) in zip(ring, ring[1:], strict=False):  # noqa: RUF007 - an oracle, spelt out
        length = (x2 - x1) ** 2 + (y2 - y1) ** 2
        share = 0 if length == 0 else ((point[0] - x1) * (x2 - x1) + (point[1] - y1) * (y2 - y1)) / length
        share = min(1, max(0, share))
        found.append(math.dist(point, (x1 + share * (x2 - x1), y1 + share * (y2 - y1))))
    return min(found)


@given(WIGGLES, st.floats(0.001, 0.2))
def test_no_point_left_out_is_farther_than_the_tolerance(radii, tolerance):
    before = star(radii)
    (after,) = (polygon[0] for polygon in generalise(contour(before), tolerance).polygons)
    assert after[0] == after[-1]
    assert set(after) <= set(before)
    if len(after) < len(before):
        assert max(distance(point, after) for point in before) <= tolerance * 1.000001


def test_a_ring_that_vanishes_is_left_out_unless_nothing_would_stay():
    big, tiny = star([1.0, 1.2, 1.0, 1.2]), star([0.001, 0.0012, 0.001, 0.0012, 0.001])
    assert len(generalise(contour(big, tiny), 0.01).polygons) == 1
    assert len(generalise(contour(tiny), 0.01).polygons) == 1
    assert generalise(contour(tiny), 0.01).polygons[0][0] == tiny


def test_a_hole_that_vanishes_is_filled():
    holed = Contour(code="31555", name="", polygons=((star([1.0] * 9), star([0.001] * 9)),))
    assert [len(polygon) for polygon in generalise(holed, 0.01).polygons] == [1]


def test_a_ring_that_doubles_back_on_itself_is_thinned_too():
    ring = ((0.0, 44.0), (1.0, 44.0), (0.0, 44.0), (1.0, 44.5), (0.0, 44.0))
    assert generalise(contour(ring), 0.0001).polygons[0][0][0] == (0.0, 44.0)


def test_a_triangle_stays_as_it_is():
    triangle = ((0.0, 44.0), (1.0, 44.0), (0.5, 44.5), (0.0, 44.0))
    assert generalise(contour(triangle), 10).polygons[0][0] == triangle
