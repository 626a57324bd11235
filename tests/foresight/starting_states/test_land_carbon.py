"""Carbon of soils, forests and wood: the table that ships, the state that it enters, the national curve laid on it."""

import pytest

from autan.evidence.figures.core.units import get_unit
from autan.foresight.engine.core.axes import SINKS
from autan.foresight.starting_states.core.reference_curves import CurveMethod, land_curve
from autan.foresight.starting_states.core.state_arrays import starting_state
from autan.foresight.starting_states.core.state_cells import TerritoryState, territory_state
from autan.foresight.starting_states.core.state_inputs import reference_figure
from autan.foresight.starting_states.core.state_totals import land_totals
from autan.foresight.starting_states.importers import national_strategy
from autan.foresight.starting_states.lake.references import land_carbon_of
from autan.foresight.starting_states.queries.inputs import wood_growth_figure
from autan.ground.wordings import Text
from tests.foresight.starting_states.state_making import make_inputs

STRATEGY = national_strategy()


def a_flow(sink: str, value: float):
    label = Text(sink, sink)
    return reference_figure(
        "land_carbon", f"1-{sink}-flow", label=label, value=value, unit=get_unit("tCO2e"), year=2018
    )


def with_flows(**flows: float) -> TerritoryState:
    return territory_state(make_inputs(land_flows={sink: a_flow(sink, value) for sink, value in flows.items()}))


def test_every_sink_of_an_epci_is_told_and_forests_twice() -> None:
    land_carbons = {land_carbon.land: land_carbon for land_carbon in land_carbon_of("243100518")}
    assert set(land_carbons) == set(SINKS)
    forest, built = land_carbons["forest"], land_carbons["artificial_land"]
    assert (forest.flux_tco2e, forest.other_flux_tco2e) == (-13_572, -6_470)
    assert built.flux_tco2e > 0 > built.stock_tco2e
    assert land_carbon_of("1") == ()


def test_what_soils_take_in_enters_the_state_as_a_sink() -> None:
    state = with_flows(forest=-6_000.0, artificial_land=800.0)
    assert {sink: figure.value for sink, figure in state.sinks.items()} == {"forest": -6_000, "artificial_land": 800}
    stored = dict(zip(SINKS, starting_state([state]).sequestration_tco2e[0], strict=True))
    assert (stored["forest"], stored["artificial_land"]) == (6_000, -800)


def test_a_network_adds_its_members_and_lacks_what_one_of_them_lacks() -> None:
    flows, _stocks = land_totals([with_flows(forest=-6_000.0, wetland=-1.0), with_flows(forest=-4_000.0)], "reseau")
    assert flows["forest"].value == -10_000
    assert flows["wetland"].value is None


def test_the_national_curve_of_land_follows_what_the_strategy_takes_in() -> None:
    curve = land_curve(STRATEGY, -1_000.0, 2025, (2025, 2050))
    assert curve.method is CurveMethod.SHAPE
    assert curve.values == pytest.approx({2025: -1_000.0, 2050: -1_000.0 * 66.0 / 38.0})


@pytest.mark.parametrize("flow", [None, 0.0, 12.0])
def test_a_place_whose_land_is_unknown_or_gives_off_carbon_has_no_curve(flow: float | None) -> None:
    curve = land_curve(STRATEGY, flow, 2018, (2050,))
    assert curve.method is CurveMethod.REFUSED
    assert curve.reason.fr


def test_wood_that_grows_is_a_ceiling_with_its_two_readings() -> None:
    growth = wood_growth_figure("243100518")
    assert growth is not None
    assert growth.value == 6573
    assert growth.note is not None
    assert "2\u202f289" in growth.note.fr
    assert wood_growth_figure("999000016") is None
