"""Regions and France beside a comparison: sums over their EPCI where the table is national, nothing where it is not."""

import pytest

from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.queries.registry import OPERATOR, UnknownFigureError, find_figure, version_of_figures
from autan.opendata.observatory.queries.compared_places import figures_everywhere
from autan.opendata.observatory.queries.trends import ENOUGH, reference_values

TOULOUSE, NANTES = "243100518", "244400404"
HOMES, PER_SITE = "electricity_residential_second_source", "electricity_per_site_second_source"


def test_a_region_and_france_are_the_sum_of_their_epci(shipped):
    region, france = reference_values(HOMES, "2023", [TOULOUSE])
    assert (region.name.fr, france.name.fr) == ("Occitanie (région)", "France")
    assert (region.epci, france.epci) == (161, 1255)
    everyone = figures_everywhere(HOMES, "2023")
    assert france.figure.value == pytest.approx(sum(figure.value for figure in everyone.values()))
    assert (france.figure.known, france.figure.state) == (len(everyone), ValueState.LOWER_BOUND)
    assert find_figure(france.figure.id, reader=OPERATOR) == france.figure


def test_a_ratio_divides_two_sums(shipped):
    (region, _france) = reference_values(PER_SITE, "2023", [NANTES])
    above, below = region.figure.inputs
    assert region.name.fr == "Pays de la Loire (région)"
    assert region.figure.value == pytest.approx(above.value / below.value)


def test_what_is_not_national_has_no_reference(shipped):
    assert len(figures_everywhere("electricity_total", "2024")) < ENOUGH * 1255
    assert reference_values("electricity_total", "2024", [TOULOUSE]) == ()
    assert reference_values(HOMES, "2023", ["999999999"])[0].name.fr == "France"


def test_an_indicator_has_what_its_producer_publishes(shipped):
    (region,) = reference_values("indicator-rte-electricity.all", "2023", [TOULOUSE])
    assert (region.figure.value, region.epci) == (33.15, 0)


@pytest.mark.parametrize(
    "address",
    [
        f"observatory.epci-reg-00.{HOMES}.2023",
        f"observatory.epci-fr.{HOMES}.1999",
        f"observatory.epci-fr.{HOMES}.2023.own",
        "observatory.epci-fr.nothing.2023",
    ],
)
def test_an_address_of_no_reference_is_no_figure(shipped, address):
    with pytest.raises(UnknownFigureError):
        find_figure(address, reader=OPERATOR)


def test_they_change_with_the_editions_of_the_lake(shipped):
    assert version_of_figures([f"observatory.epci-fr.{HOMES}.2023"])
