"""Which shipped contours a map gets: those of its EPCI, or of the communes of one."""

from dataclasses import replace

from autan.evidence.core.charts import MapKind, MapPlace, MapSpec
from autan.synthesis.renderers.map_contours import contours_of
from tests.synthesis.drawing.making import network_map, text


def map_of(*codes: str) -> MapSpec:
    places = tuple(MapPlace(siren=code, label=text(code)) for code in codes)
    return replace(network_map(MapKind.CHOROPLETH), places=places)


def test_contours_of_epci_and_of_communes_are_found_by_code() -> None:
    assert set(contours_of(map_of("243100518", "999999999"))) == {"243100518"}
    assert set(contours_of(map_of("31555", "31149", "99999"))) == {"31555", "31149"}


def test_a_territory_without_contour_gets_none() -> None:
    assert contours_of(map_of("999999999")) == {}
