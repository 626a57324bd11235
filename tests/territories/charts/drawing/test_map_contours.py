"""Which contours a map gets: those of its EPCI, detailed or national, or of the communes of one."""

from dataclasses import replace

import pytest

from autan.evidence.figures.core.charts import MapKind, MapPlace, MapSpec
from autan.territories.charts.renderers.map_contours import contours_of
from tests.territories.charts.drawing.making import network_map, text

pytestmark = pytest.mark.django_db


def map_of(*codes: str) -> MapSpec:
    places = tuple(MapPlace(siren=code, label=text(code)) for code in codes)
    return replace(network_map(MapKind.CHOROPLETH), places=places)


def test_contours_of_epci_and_of_communes_are_found_by_code() -> None:
    assert set(contours_of(map_of("243100518", "999999999"))) == {"243100518"}
    assert set(contours_of(map_of("31555", "31149", "99999"))) == {"31555", "31149"}


def test_a_territory_without_contour_gets_none() -> None:
    assert contours_of(map_of("999999999")) == {}


def test_neighbours_come_from_one_file_where_the_detailed_one_lacks_some() -> None:
    detailed = contours_of(map_of("243100518"))["243100518"]
    national = contours_of(map_of("243100518", "244400404"))
    assert set(national) == {"243100518", "244400404"}
    assert sum(len(ring) for polygon in national["243100518"] for ring in polygon) != sum(
        len(ring) for polygon in detailed for ring in polygon
    )
