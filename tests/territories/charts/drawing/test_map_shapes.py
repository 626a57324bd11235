"""Contours on the page: neighbours keep their common border, inner points are inside, holes are left out."""

import numpy as np
import pytest

from autan.territories.charts.renderers.drawing.map_shapes import Box, Shape, contains, fit_to_width, project_polygons
from tests.territories.charts.drawing.making import square


def shapes_of(**polygons: list) -> dict[str, Shape]:
    projected = {code: project_polygons(rings) for code, rings in polygons.items()}
    rings = [ring for pieces in projected.values() for polygon in pieces for ring in polygon]
    fit, _ = fit_to_width(rings, Box(left=10, top=10, width=300, height=0), tallest=400)
    return {code: Shape.fitted(code, pieces, fit) for code, pieces in projected.items()}


def test_neighbours_share_the_points_of_their_border() -> None:
    shapes = shapes_of(west=square(1.0, 43.0), east=square(1.2, 43.0))
    west, east = ({tuple(point) for point in shape.largest[0]} for shape in shapes.values())
    assert len(west & east) == 5


def test_a_shape_taller_than_the_room_is_made_lower() -> None:
    rings = [ring for polygon in project_polygons([square(1.0, 43.0)[0], square(1.0, 45.0)[0]]) for ring in polygon]
    fit, height = fit_to_width(rings, Box(left=10, top=10, width=300, height=0), tallest=200)
    assert height == pytest.approx(200)
    assert fit.place_degrees(1.1, 44.1)[0] == pytest.approx(160, abs=5)


def test_the_heart_is_inside_even_of_a_crescent() -> None:
    ring = [(0, 0), (4, 0), (4, 1), (1, 1), (1, 3), (4, 3), (4, 4), (0, 4), (0, 0)]
    polygon = [[(1 + x / 10, 43 + y / 10) for x, y in ring]]
    shape = shapes_of(crescent=[polygon])["crescent"]
    assert contains(shape.largest, np.array([shape.inner_point])).all()


def test_a_hole_is_not_inside() -> None:
    outer, inner = (np.array(square(*corner, size)[0][0]) for corner, size in (((0, 0), 4), ((1, 1), 2)))
    assert contains([outer, inner], np.array([[0.5, 0.5], [2, 2], [9, 9]])).tolist() == [True, False, False]


def test_specks_are_dropped_and_the_largest_piece_is_named() -> None:
    shape = shapes_of(two=[square(1.0, 43.0)[0], square(1.5, 43.0, 0.05)[0], square(1.4, 43.3, 0.00001)[0]])["two"]
    assert len(shape.polygons) == 2
    assert shape.box.width == pytest.approx(shape.area**0.5, rel=0.3)


def test_a_thin_shape_still_has_a_heart() -> None:
    flat = np.array([[0.0, 0.0], [10.0, 0.0], [20.0, 0.0]])
    assert Shape(code="x", polygons=((flat,),)).inner_point == (10, 0)


def test_paths_are_relative_and_close() -> None:
    ring = np.array([[10.0, 20.0], [10.5, 20.0], [10.5, 19.5], [10.0, 19.5]])
    assert Shape(code="x", polygons=((ring,),)).path == "M10 20l.5 0 0-.5-.5 0z"
