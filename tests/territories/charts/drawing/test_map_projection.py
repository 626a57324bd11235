"""Lambert-93 against IGN's own constants and points computed by PROJ 9 (EPSG:4326 to EPSG:2154)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autan.territories.charts.renderers.drawing.map_projection import (
    CONSTANT_M,
    EXPONENT,
    POLE_NORTHING_M,
    convergence,
    project,
    project_points,
    unproject,
)

POINTS = [
    (1.4442, 43.6043, 574356.9443, 6279598.5250),
    (3.0, 46.5, 700000.0, 6600000.0),
    (-4.4861, 48.3904, 146632.9785, 6836262.3267),
    (7.7521, 48.5734, 1050362.6954, 6840899.6472),
    (8.7386, 41.9192, 1176667.5614, 6108273.2834),
    (2.5734, 44.3497, 665994.1055, 6361277.2912),
]


def test_constants_are_those_that_ign_publishes() -> None:
    assert pytest.approx(0.7256077650, abs=1e-10) == EXPONENT
    assert pytest.approx(11_754_255.426, abs=1e-3) == CONSTANT_M
    assert pytest.approx(12_655_612.050, abs=1e-3) == POLE_NORTHING_M


@pytest.mark.parametrize(("longitude", "latitude", "easting", "northing"), POINTS)
def test_known_points(longitude: float, latitude: float, easting: float, northing: float) -> None:
    assert project(longitude, latitude) == pytest.approx((easting, northing), abs=1e-3)
    assert project_points(np.array([[longitude, latitude]]))[0] == pytest.approx((easting, northing), abs=1e-3)
    assert unproject(easting, northing) == pytest.approx((longitude, latitude), abs=1e-7)


@given(st.floats(-5, 10), st.floats(41, 51.5))
def test_there_and_back(longitude: float, latitude: float) -> None:
    assert unproject(*project(longitude, latitude)) == pytest.approx((longitude, latitude), abs=1e-8)


def test_true_north_leans_to_the_right_west_of_the_origin() -> None:
    (x1, y1), (x2, y2) = project(1.4442, 43.6043), project(1.4442, 43.7043)
    assert np.degrees(np.arctan2(x2 - x1, y2 - y1)) == pytest.approx(convergence(1.4442), abs=1e-3)
    assert convergence(3.0) == 0
