"""Flows of energy: the parts make the whole, bounds stay bounds, two bases are never added."""

from dataclasses import replace

import pytest

from autan.evidence.figures.core.charts import ChartKind
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.queries.registry import OPERATOR
from autan.evidence.figures.queries.registry import find_figure as find_anywhere
from autan.ground.wordings import Text
from autan.opendata.measures.core.energy_measures import regional_code
from autan.opendata.observatory.core.composition import network_figures
from autan.opendata.observatory.core.flows import OTHER_USES, energy_flows, flow_chart, other_uses
from autan.opendata.observatory.queries.figures import figures_by_measure
from autan.opendata.observatory.queries.flows import territory_flow_chart
from autan.opendata.sources.core.codes import Carrier, Sector
from autan.opendata.sources.importers import shipped_cards
from tests.opendata.observatory.making import figure_at
from tests.opendata.observatory.test_composition import SIRENS, member

CREDIT = Text("source", "source")
TOULOUSE = "243100518"


def flows(**values):
    return energy_flows(member(**values), SIRENS[0])


def test_homes_of_which_nothing_is_known_are_said_unknown():
    code = regional_code(Sector.TERTIARY.value, Carrier.ELECTRICITY.value)
    chart = flow_chart(flows(**{code: 10_000.0}), place=SIRENS[0], credit=CREDIT)
    assert chart is not None
    assert "Aux logements\u00a0: non renseigné" in chart.sentence.fr


def test_what_is_not_homes_is_the_difference():
    found = flows(electricity_total=30_000.0, electricity_residential=10_000.0)
    assert [(flow.carrier, flow.sector, flow.figure.value) for flow in found] == [
        (Carrier.ELECTRICITY, "residential", 10_000.0),
        (Carrier.ELECTRICITY, OTHER_USES, 20_000.0),
    ]
    assert [item.value for item in found[1].figure.inputs] == [30_000.0, 10_000.0]


def test_local_files_come_first_with_their_sectors():
    found = flows(
        electricity_total=30.0,
        electricity_residential=10.0,
        sdes_electricity_residential=9.0,
        sdes_electricity_tertiary=12.0,
    )
    assert [flow.sector for flow in found] == ["residential", "tertiary"]


def test_a_carrier_that_nothing_is_known_of_is_left_out():
    assert flows(electricity_total=None, electricity_residential=None) == ()
    assert flow_chart((), place="x", credit=CREDIT) is None


def subtract(whole, homes):
    figures = member(electricity_total=100.0, electricity_residential=40.0)
    return other_uses(
        replace(figures["electricity_total"], **whole),
        replace(figures["electricity_residential"], **homes),
        Carrier.ELECTRICITY,
        "x",
    )


@pytest.mark.parametrize(
    ("whole", "homes", "state"),
    [
        (ValueState.OBSERVED, ValueState.OBSERVED, (60.0, None, None, ValueState.OBSERVED)),
        (ValueState.LOWER_BOUND, ValueState.OBSERVED, (60.0, None, None, ValueState.LOWER_BOUND)),
        (ValueState.LOWER_BOUND, ValueState.LOWER_BOUND, (None, None, 60.0, ValueState.NOT_ESTABLISHED)),
        (ValueState.OBSERVED, ValueState.LOWER_BOUND, (None, 60.0, None, ValueState.OBSERVED)),
    ],
)
def test_bounds_stay_bounds(whole, homes, state):
    figure = subtract({"state": whole}, {"state": homes})
    assert (figure.value, figure.high, figure.indication, figure.state) == state


def test_an_impossible_difference_is_not_known_and_says_why():
    figure = subtract({"value": 10.0}, {})
    assert (figure.value, figure.state, figure.known) == (None, ValueState.MISSING, 0)
    assert "plus petit" in figure.note.fr
    unknown = subtract({"value": None, "state": ValueState.MISSING, "known": 0}, {})
    assert unknown.value is None
    assert unknown.note is None


def test_the_chart_keeps_each_basis_apart():
    found = flows(
        electricity_total=30_000.0,
        electricity_residential=10_000.0,
        gas_total=20_000.0,
        gas_residential=15_000.0,
    )
    chart = flow_chart(found, place="x", credit=CREDIT)
    assert chart.kind is ChartKind.FLOWS
    assert [row.code for row in chart.rows] == ["electricity", "natural_gas"]
    assert [[figure.unit.code for figure in row.figures] for row in chart.rows] == [["GWh"] * 2, ["GWh_unstated"] * 2]
    assert "électricité 10\u00a0GWh, gaz naturel 15\u00a0GWh" in chart.sentence.fr
    assert chart.sentence.en.startswith("To homes: electricity 10")


def test_a_sector_that_one_carrier_lacks_is_not_known():
    found = flows(
        sdes_electricity_residential=9_000.0, sdes_electricity_tertiary=12_000.0, sdes_heat_network_tertiary=3_000.0
    )
    chart = flow_chart(found, place="x", credit=CREDIT)
    heat = next(row for row in chart.rows if row.code == "heat_network")
    assert [figure.value for figure in heat.figures] == [None, 3.0]


def test_every_figure_of_a_flow_is_found_again_with_its_evidence(shipped):
    chart = territory_flow_chart(TOULOUSE)
    assert len(chart.figures) == 4
    assert "Agence ORE" in chart.source.fr
    for figure in chart.figures:
        assert find_anywhere(figure.id, reader=OPERATOR).in_unit(figure.unit) == figure
        assert figure.has_evidence
    whole = figures_by_measure(TOULOUSE)["electricity_total"].value
    assert sum(figure.value for figure in chart.rows[0].figures) * 1000 == pytest.approx(whole)


@pytest.mark.parametrize("address", ["flows.x.y.2024", "facts.S001", f"flows.{TOULOUSE}.electricity-other_uses.1999"])
def test_what_is_no_flow_is_none(shipped, address):
    assert figure_at(address) is None


def test_a_regional_observatory_comes_first_and_says_no_caution_that_does_not_hold():
    found = flows(
        sdes_electricity_residential=9.0,
        rare_energy_residential_electricity=8.0,
        rare_energy_residential_oil_products=3.0,
        rare_energy_road_transport_oil_products=40.0,
    )
    assert {(flow.carrier, flow.sector, flow.figure.value) for flow in found if flow.figure.is_known} == {
        (Carrier.ELECTRICITY, "residential", 8.0),
        (Carrier.OIL_PRODUCTS, "residential", 3.0),
        (Carrier.OIL_PRODUCTS, "road_transport", 40.0),
    }
    chart = flow_chart(found, place="x", credit=CREDIT)
    assert [series.code for series in chart.series] == ["residential", "road_transport"]
    assert "carburants" not in chart.sentence.fr
    assert "base" not in chart.sentence.fr
    without = flow_chart(flows(sdes_electricity_residential=9.0), place="x", credit=CREDIT)
    assert "Les carburants n’y sont pas." in without.sentence.fr


def test_a_source_that_covers_one_member_does_not_stand_for_the_network():
    members = [
        member(SIRENS[0], electricity_total=30.0, electricity_residential=10.0, rare_energy_waste_electricity=5.0),
        member(SIRENS[1], electricity_total=50.0, electricity_residential=20.0),
    ]
    found = energy_flows(network_figures(members, "n", cards=shipped_cards()), "n")
    assert [(flow.sector, flow.figure.value) for flow in found] == [("residential", 30.0), (OTHER_USES, 50.0)]
    alone = energy_flows(members[0], SIRENS[0])
    assert [(flow.sector, flow.figure.value) for flow in alone] == [("waste", 5.0)]
