"""The national contours that ship: every mainland territory of the register, whole rings, plausible areas."""

import pytest

from autan.ground.errors import UnknownError
from autan.territories.perimeters.core.departments import REGIONS, department_of, region_of
from autan.territories.perimeters.lake import france
from autan.territories.perimeters.lake.register import membership_frame

TOULOUSE = "243100518"


def test_every_mainland_territory_of_the_register_has_a_contour():
    sirens = set(membership_frame()["siren"])
    overseas = {siren for siren, department in france.main_departments().items() if len(department) == 3}
    assert set(france.areas_km2()) == sirens - overseas
    assert sorted(france.france_card()["without_contour"]) == sorted(overseas)


def test_rings_are_closed_and_in_degrees():
    for siren, polygons in france.france_contours(france.areas_km2()).items():
        assert polygons, siren
        for polygon in polygons:
            for ring in polygon:
                assert len(ring) > 3
                assert (ring[0] == ring[-1]).all()
                assert (ring[:, 0] > -6).all()
                assert (ring[:, 1] < 52).all()


def test_what_has_no_contour_is_left_out():
    assert list(france.france_contours(["249740077", TOULOUSE])) == [TOULOUSE]


def test_areas_add_up_to_the_mainland():
    assert sum(france.areas_km2().values()) == pytest.approx(544_000, rel=0.02)
    assert france.areas_km2()[TOULOUSE] == pytest.approx(460, rel=0.03)


def test_departments_and_regions():
    assert department_of("2B033") == "2B"
    assert region_of(france.main_departments()[TOULOUSE]).name == "Occitanie"
    codes = [department for region in REGIONS for department in region.departments]
    assert len(codes) == len(set(codes)) == 101
    assert TOULOUSE in france.sirens_of_region("76")
    with pytest.raises(UnknownError, match="aucun département n’a"):
        region_of("99")
