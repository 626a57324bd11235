"""Projections beside Lambert-93: zones of UTM, checked against known points and against themselves."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autan.territories.charts.renderers.drawing.map_systems import LAMBERT_93, choose_system, system_at
from autan.territories.charts.renderers.drawing.map_transverse import TransverseZone
from tests.territories.charts.drawing.making import square

REUNION = TransverseZone(number=40, is_south=True)


def meridian_arc_m(latitude: float) -> float:
    """Length along a meridian of GRS80 from the equator, by Simpson's rule over its radius of curvature."""
    square_of_excentricity, steps = 0.00669438002290, 20_000
    ends = np.linspace(0, math.radians(latitude), steps + 1)
    radii = 6_378_137 * (1 - square_of_excentricity) / (1 - square_of_excentricity * np.sin(ends) ** 2) ** 1.5
    weights = np.where(np.arange(steps + 1) % 2, 4, 2).astype(float)
    weights[[0, -1]] = 1
    return float((weights * radii).sum() * (ends[1] - ends[0]) / 3)


@pytest.mark.parametrize("latitude", [3.9, 16.25, 45.0, 80.0])
def test_on_its_meridian_a_zone_is_the_arc_times_its_scale(latitude):
    zone = TransverseZone(number=20, is_south=False)
    ((easting, northing),) = zone.project_points(np.array([[zone.meridian, latitude]]))
    assert easting == pytest.approx(500_000, abs=1e-6)
    assert northing == pytest.approx(0.9996 * meridian_arc_m(latitude), abs=1e-3)


def test_the_edge_of_a_zone_on_the_equator_is_where_every_manual_says():
    ((easting, _),) = TransverseZone(number=31, is_south=False).project_points(np.array([[6.0, 0.0]]))
    assert easting == pytest.approx(833_978.557, abs=1e-3)


@given(st.floats(52, 62), st.floats(-60, -0.5))
def test_what_is_projected_comes_back(longitude, latitude):
    ((easting, northing),) = REUNION.project_points(np.array([[longitude, latitude]]))
    assert REUNION.unproject(easting, northing) == pytest.approx((longitude, latitude), abs=1e-8)


@pytest.mark.parametrize(("longitude", "latitude"), [(55.5, -21.1), (58.2, -20.0), (55.2, -22.5)])
def test_the_needle_follows_a_meridian(longitude, latitude):
    low, high = REUNION.project_points(np.array([[longitude, latitude], [longitude, latitude + 0.001]]))
    lean = math.degrees(math.atan2(high[0] - low[0], high[1] - low[1]))
    assert REUNION.convergence(longitude, latitude) == pytest.approx(lean, abs=0.01)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ((-61.5, 16.25), "RGAF09 / UTM 20 nord"),
        ((-61.0, 14.6), "RGAF09 / UTM 20 nord"),
        ((-52.3, 4.9), "RGFG95 / UTM 22 nord"),
        ((55.5, -21.1), "RGR92 / UTM 40 sud"),
        ((45.2, -12.8), "RGM04 / UTM 38 sud"),
        ((9.2, 42.1), "Lambert-93"),
    ],
)
def test_each_part_of_france_has_its_legal_projection(place, words):
    assert words in system_at(*place).short_words.fr


def test_a_sheet_holds_one_part_of_the_world():
    mainland = {"1": square(1.0, 43.0), "2": square(2.0, 44.0)}
    far = {"3": square(55.4, -21.2)}
    assert choose_system({**far, **mainland}) == (LAMBERT_93, mainland)
    system, held = choose_system({**far, "4": square(55.1, -21.0), "1": mainland["1"]})
    assert "UTM 40 sud" in system.words.fr
    assert held.keys() == {"3", "4"}
