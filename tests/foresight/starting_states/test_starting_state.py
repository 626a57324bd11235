"""The starting state of a territory: each cell with how it is known, nothing filled in silence."""

from dataclasses import replace

import numpy as np
import pytest

from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.states import ValueState
from autan.foresight.engine.core.axes import CARRIERS, SECTORS, USES, Carrier, CellState, Sector, Use
from autan.foresight.starting_states.core.addresses import StateAddress
from autan.foresight.starting_states.core.sector_carriers import SectorCarrier, sector_carriers
from autan.foresight.starting_states.core.state_arrays import common_sectors, starting_state
from autan.foresight.starting_states.core.state_cells import territory_state
from autan.foresight.starting_states.core.state_residuals import StateCell
from autan.foresight.starting_states.core.state_totals import (
    carriers_of,
    emissions_totals,
    network_carriers,
    sector_totals,
)
from autan.ground.wordings import Text
from autan.publishing.living_text.core.claims import Verdict, judge_claim, parse_claim
from tests.foresight.starting_states.state_making import base, department, make_inputs, measure, measures


def _held(**changed: object) -> dict[tuple[Sector, Carrier], SectorCarrier]:
    return {
        (sector_carrier.sector, sector_carrier.carrier): sector_carrier
        for sector_carrier in sector_carriers(make_inputs(**changed))
    }


def test_what_a_source_tells_is_measured() -> None:
    electricity = _held()[(Sector.RESIDENTIAL, Carrier.ELECTRICITY)]
    assert (electricity.state, electricity.mwh) == (CellState.MEASURED, 100_000.0)


def test_gas_of_an_unstated_basis_is_an_estimate_on_the_lower_calorific_value() -> None:
    gas = _held()[(Sector.RESIDENTIAL, Carrier.GAS)]
    assert (gas.state, gas.mwh) == (CellState.ESTIMATED, 90_000.0)


def test_what_is_not_delivered_to_homes_is_shared_by_the_department() -> None:
    found = _held()
    assert found[(Sector.TERTIARY, Carrier.ELECTRICITY)].mwh == 100_000.0
    assert found[(Sector.INDUSTRY, Carrier.ELECTRICITY)].mwh == 60_000.0
    assert found[(Sector.AGRICULTURE, Carrier.GAS)].mwh == pytest.approx(18_000.0)
    assert found[(Sector.TERTIARY, Carrier.ELECTRICITY)].state is CellState.ESTIMATED


def test_oil_is_what_gas_does_not_explain_of_the_emissions() -> None:
    oil = _held()[(Sector.RESIDENTIAL, Carrier.OIL)]
    assert oil.state is CellState.MODELLED
    assert oil.mwh == pytest.approx((30_000 - 90_000 * 0.2020) / 0.2668, abs=0.01)


@pytest.mark.parametrize("sector", [Sector.RESIDENTIAL, Sector.ROAD_TRANSPORT, Sector.AGRICULTURE])
def test_emissions_of_another_year_say_nothing_of_oil(sector: Sector) -> None:
    oil = _held(measures=measures(ghg_year=2016))[(sector, Carrier.OIL)]
    assert (oil.state, oil.mwh) == (CellState.UNKNOWN, None)
    assert "émissions de la même année" in oil.note.fr


def test_the_oil_of_homes_is_that_of_the_homes_that_burn_it() -> None:
    found = _held(measures=measures(ghg_year=2016), base=base(homes_oil=1_000, homes_bottled_gas=200), base_covered=100)
    oil, key = found[(Sector.RESIDENTIAL, Carrier.OIL)], make_inputs().key
    house, by_m2, heating = (
        key(code).value for code in ("surface_house", "heating_intensity_oil", "homes_oil_heating")
    )
    assert oil.state is CellState.MODELLED
    assert oil.mwh == pytest.approx(1_200 * (house or 0) * (by_m2 or 0) * 0.8 / (heating or 1) / 1000)
    assert oil.note.fr == "Avec des valeurs de 2022."


def test_the_oil_of_farms_is_that_of_their_hectares() -> None:
    oil = _held(base=base(farmed_ha=10_000))[(Sector.AGRICULTURE, Carrier.OIL)]
    assert oil.mwh == pytest.approx(10_000 * (make_inputs().key("farm_oil_per_ha_mwh").value or 0))


def test_what_operators_deliver_by_sector_comes_before_the_split_of_the_department() -> None:
    found = _held(base=base(electricity_tertiary=12_345, gas_agriculture=1_000))
    assert found[(Sector.TERTIARY, Carrier.ELECTRICITY)].mwh == 12_345
    assert found[(Sector.TERTIARY, Carrier.ELECTRICITY)].state is CellState.MEASURED
    assert found[(Sector.AGRICULTURE, Carrier.GAS)].mwh == pytest.approx(900)


def test_emissions_smaller_than_those_of_gas_leave_oil_unknown() -> None:
    oil = _held(measures=measures(ghg_residential=10_000.0))[(Sector.RESIDENTIAL, Carrier.OIL)]
    assert (oil.state, oil.mwh) == (CellState.UNKNOWN, None)


def test_farming_has_a_share_of_energy_alone() -> None:
    oil = _held()[(Sector.AGRICULTURE, Carrier.OIL)]
    assert oil.mwh == pytest.approx((50_000 * 0.136 - 18_000 * 0.2020) / 0.2668, abs=0.01)


def test_road_comes_from_its_emissions() -> None:
    assert _held()[(Sector.ROAD_TRANSPORT, Carrier.OIL)].mwh == pytest.approx(100_000.0)


def test_wood_follows_houses_and_climate() -> None:
    assert _held()[(Sector.RESIDENTIAL, Carrier.WOOD)].mwh == pytest.approx(10_000 * 4.05 * 0.8)


def test_the_wood_of_services_and_of_farming_follows_a_national_ratio() -> None:
    found, key = _held(), make_inputs().key
    services, farming = found[(Sector.TERTIARY, Carrier.WOOD)], found[(Sector.AGRICULTURE, Carrier.WOOD)]
    oil = found[(Sector.AGRICULTURE, Carrier.OIL)].mwh
    assert services.mwh == pytest.approx(100_000.0 * (key("renewable_heat_tertiary").value or 0.0))
    assert farming.mwh == pytest.approx((oil or 0.0) * (key("renewable_heat_agriculture").value or 0.0))
    assert (services.state, farming.state) == (CellState.MODELLED, CellState.MODELLED)


def test_an_assumption_is_shown_in_its_unit() -> None:
    shown = [make_inputs().key(code).unit.symbol.fr for code in ("car_kwh_per_km", "renewable_heat_tertiary")]
    assert shown == ["kWh/km", ""]


def test_the_wood_of_homes_is_unknown_without_census() -> None:
    assert _held(houses=None)[(Sector.RESIDENTIAL, Carrier.WOOD)].state is CellState.UNKNOWN


def test_network_heat_is_shared_between_homes_and_services() -> None:
    found = _held()
    homes, services = (found[(sector, Carrier.DISTRICT_HEAT)].mwh for sector in (Sector.RESIDENTIAL, Sector.TERTIARY))
    assert homes == pytest.approx(6170.0)
    assert (homes or 0) + (services or 0) == pytest.approx(10_000.0)


def test_a_network_that_no_survey_lists_is_said_and_not_counted() -> None:
    state = territory_state(make_inputs(heat=None))
    assert (Sector.RESIDENTIAL, Carrier.DISTRICT_HEAT) not in carriers_of(state)
    assert "n’en liste aucun" in state.cautions[0].fr


def test_a_regional_observatory_comes_before_every_rule() -> None:
    told = measures(rare_energy_industry_excl_energy_oil_products=5_000.0, rare_energy_residential_electricity=90_000.0)
    found = _held(measures=told)
    assert found[(Sector.INDUSTRY, Carrier.OIL)].state is CellState.MEASURED
    assert found[(Sector.RESIDENTIAL, Carrier.ELECTRICITY)].mwh == 90_000.0


def test_what_the_territory_chose_is_its_own() -> None:
    own = {
        **measures(),
        "electricity_residential": measure("electricity_residential", 95_000.0, method="choose_source"),
    }
    assert _held(measures=own)[(Sector.RESIDENTIAL, Carrier.ELECTRICITY)].state is CellState.OWN


@pytest.mark.parametrize(
    ("code", "sector", "carrier"),
    [
        ("electricity_residential", Sector.RESIDENTIAL, Carrier.ELECTRICITY),
        ("electricity_total", Sector.TERTIARY, Carrier.ELECTRICITY),
        ("electricity_total", Sector.TERTIARY, Carrier.WOOD),
        ("electricity_total", Sector.TERTIARY, Carrier.OIL),
        ("ghg_road_transport", Sector.ROAD_TRANSPORT, Carrier.OIL),
        ("ghg_agriculture", Sector.AGRICULTURE, Carrier.WOOD),
    ],
)
def test_a_missing_input_makes_a_cell_unknown_never_zero(code: str, sector: Sector, carrier: Carrier) -> None:
    found = _held(measures=measures(**{code: None}))[(sector, carrier)]
    assert (found.state, found.mwh) == (CellState.UNKNOWN, None)
    assert found.note.fr


def test_without_department_nothing_is_shared() -> None:
    assert _held(department={})[(Sector.TERTIARY, Carrier.ELECTRICITY)].state is CellState.UNKNOWN


def test_a_sector_that_its_department_does_not_tell_is_unknown() -> None:
    shares = department() | {("electricity", "tertiary"): measure("electricity-tertiary", None, year=2021)}
    assert _held(department=shares)[(Sector.TERTIARY, Carrier.ELECTRICITY)].mwh is None


def test_emissions_of_an_earlier_year_are_a_caution() -> None:
    state = territory_state(make_inputs(measures=measures(ghg_year=2016)))
    assert "de 2016, aucune source plus récente" in state.cautions[0].fr
    assert territory_state(make_inputs()).cautions == ()


def test_the_uses_of_a_carrier_add_up_to_it() -> None:
    state = territory_state(make_inputs())
    for carrier in state.carriers:
        parts = [cell for cell in state.cells if (cell.sector, cell.carrier) == (carrier.sector, carrier.carrier)]
        if carrier.mwh is not None:
            assert sum(cell.figure.value or 0.0 for cell in parts) == pytest.approx(carrier.mwh, abs=0.01)


def test_a_measure_split_by_use_is_an_estimate() -> None:
    state = territory_state(make_inputs())
    heating = next(cell for cell in state.cells if (cell.use, cell.carrier) == (Use.HEATING, Carrier.ELECTRICITY))
    assert heating.state is CellState.ESTIMATED
    assert heating.figure.has_evidence


def test_sectors_with_an_unknown_cell_are_not_computed() -> None:
    state = territory_state(make_inputs())
    assert state.complete_sectors == ("residential", "tertiary", "road_transport", "agriculture", "waste")
    industry = next(cell for cell in state.cells if cell.sector is Sector.INDUSTRY and cell.carrier is Carrier.OIL)
    assert industry.figure.note is not None
    assert "de chaque site" in industry.figure.note.fr


def test_emissions_of_the_cells_and_the_residual_close_on_what_is_observed() -> None:
    state = territory_state(make_inputs())
    assert state.residual_tco2e["residential"].value == pytest.approx(0.0, abs=0.1)
    assert state.non_energy["agriculture"].value == pytest.approx(43_200.0)
    assert state.non_energy["waste"].value == 4_000.0
    assert state.residual_tco2e["industry_excl_energy"].value is None
    assert "waste" not in state.residual_tco2e


def test_a_sector_that_a_source_tells_whole_has_a_residual_of_energy() -> None:
    told = measures(rare_energy_road_transport_total=120_000.0)
    state = territory_state(make_inputs(measures=told))
    assert state.residual_mwh["road_transport"].value == pytest.approx(20_000.0)
    assert set(state.residual_mwh) == {"road_transport"}


def test_own_cells_take_the_place_of_those_that_were_found() -> None:
    given = {("industry_excl_energy", "other", "oil"): measure("own", 1_000.0)}
    given |= {("residential", "heating", "wood"): measure("own", 2_000.0)}
    given |= {("industry_excl_energy", "heating", "coal"): measure("own", 3_000.0)}
    state = territory_state(make_inputs(own=given))
    own = {(cell.sector, cell.use, cell.carrier): cell for cell in state.cells if cell.state is CellState.OWN}
    assert own[(Sector.INDUSTRY, Use.OTHER, Carrier.OIL)].figure.value == 1_000.0
    assert own[(Sector.RESIDENTIAL, Use.HEATING, Carrier.WOOD)].figure.value == 2_000.0
    coal = [cell for cell in state.cells if (cell.sector, cell.carrier) == (Sector.INDUSTRY, Carrier.COAL)]
    assert [cell.state for cell in coal] == [CellState.OWN]


def test_the_uses_of_a_carrier_are_added_again_when_one_of_them_is_given() -> None:
    found = territory_state(make_inputs())
    oil = {cell.use: cell.figure.value or 0.0 for cell in found.cells if _is_oil_of_homes(cell)}
    given = {("residential", "heating", "oil"): measure("own", 2_000.0)}
    added = carriers_of(territory_state(make_inputs(own=given)))[(Sector.RESIDENTIAL, Carrier.OIL)]
    assert len(oil) > 1
    assert added.value == pytest.approx(sum(oil.values()) - oil[Use.HEATING] + 2_000.0)
    assert added.id == f"starting-state.{found.siren}.residential-oil.2024"


def _is_oil_of_homes(cell: StateCell) -> bool:
    return (cell.sector, cell.carrier) == (Sector.RESIDENTIAL, Carrier.OIL)


def test_the_kilometres_of_cars_are_those_of_residents_and_their_fuel_follows() -> None:
    state = territory_state(make_inputs(base=base(commuting_km_week=1_000_000, people=50_000)))
    key = make_inputs().key
    weeks, share, others = (
        key(code).value or 0.0 for code in ("commuting_weeks", "commuting_car_share", "other_car_km_per_head")
    )
    km = 1_000_000 * weeks * share + 50_000 * others
    assert state.pivots["vehicle_km_oil"].value == pytest.approx(km)
    assert state.pivots["car_passenger_km"].value == pytest.approx(km * 1.6)
    road = {cell.use: cell.figure.value for cell in state.cells if cell.sector is Sector.ROAD_TRANSPORT}
    assert road[Use.PASSENGERS] == pytest.approx(km * 0.63 / 1000)


def test_production_and_pivots_are_those_that_are_known() -> None:
    fields = {
        **measures(),
        "production_solar_pv": measure("production_solar_pv", 500.0),
        "carbon_flux_forest": measure("carbon_flux_forest", -800.0, "tCO2e"),
        "population": measure("population", 50_000, "inhabitants", 2021),
    }
    state = territory_state(make_inputs(measures=fields))
    arrays = starting_state([state])
    assert arrays.production_mwh[0, arrays.sources.index("solar_pv")] == 500.0
    assert arrays.sequestration_tco2e[0, arrays.sinks.index("forest")] == 800.0
    assert np.isnan(arrays.sequestration_tco2e[0, arrays.sinks.index("wetland")])
    assert arrays.pivot("population")[0] == 50_000
    assert set(state.pivots) == {"population", "houses", "degree_days"}


def test_the_arrays_hold_the_cells_and_their_states() -> None:
    arrays = starting_state([territory_state(make_inputs())])
    road = (0, SECTORS.index("road_transport"), USES.index("freight"), CARRIERS.index("oil"))
    coal = (0, SECTORS.index("industry_excl_energy"), USES.index("other"), CARRIERS.index("coal"))
    assert arrays.energy_mwh[road] == pytest.approx(42_000.0)
    assert np.isnan(arrays.energy_mwh[coal])
    assert arrays.cell_states[coal] == CellState.UNKNOWN
    assert np.isnan(arrays.non_energy_tco2e[0, SECTORS.index("industry_excl_energy")])
    assert arrays.base_year == 2024


def test_a_network_is_the_sum_of_its_members() -> None:
    one = territory_state(make_inputs())
    other = replace(territory_state(make_inputs()), siren="999000024")
    added = network_carriers((one, other), "essai")
    wood = (Sector.RESIDENTIAL, Carrier.WOOD)
    assert added[wood].value == pytest.approx(2 * (carriers_of(one)[wood].value or 0.0))
    assert added[(Sector.INDUSTRY, Carrier.COAL)].value is None
    totals = sector_totals(added, "essai", 2024)
    assert totals[Sector.ROAD_TRANSPORT].value == pytest.approx(200_000.0)
    assert totals[Sector.INDUSTRY].value is None
    homes = totals[Sector.RESIDENTIAL]
    assert (homes.total, str(homes.part)) == (len(homes.inputs), "vecteurs d’énergie")  # not so many members
    assert common_sectors((one, other)) == one.complete_sectors
    assert common_sectors(()) == ()


def test_a_network_of_which_a_member_has_no_emissions_has_no_sum() -> None:
    one = territory_state(make_inputs())
    other = territory_state(make_inputs(measures=measures(ghg_waste=None)))
    added = emissions_totals((one, other), "essai")
    assert added["residential"].value == pytest.approx(60_000.0)
    assert added["waste"].value is None
    assert (added["waste"].known, added["waste"].total) == (1, 2)


def test_nothing_known_is_an_empty_state() -> None:
    state = territory_state(make_inputs(measures={}, department={}, heat=None, houses=None, degree_days=None))
    assert state.complete_sectors == ()
    assert state.emissions == {}
    assert all(cell.state is CellState.UNKNOWN for cell in state.cells)


def test_an_address_is_that_of_one_figure_of_a_state() -> None:
    state = territory_state(make_inputs())
    figures = {figure.id: figure for figure in state.figures}
    assert all(figures[figure.id] == figure for figure in state.figures)
    assert {cell.figure.id for cell in state.cells} | {figure.id for figure in state.pivots.values()} <= set(figures)


@pytest.mark.parametrize("text", ["observatory.243100518.residential.2024", "starting-state.243100518.residential"])
def test_another_address_is_none_of_a_state(text: str) -> None:
    assert StateAddress.parse(FigureAddress.parse(text)) is None


def test_gas_that_nobody_knows_stays_unknown() -> None:
    state = territory_state(make_inputs(measures=measures(gas_total=None, gas_residential=None)))
    gas = [carrier for carrier in state.carriers if carrier.carrier is Carrier.GAS]
    assert gas
    assert {gas_row.mwh for gas_row in gas} == {None}


def test_wood_of_homes_is_unknown_where_houses_are_not_counted() -> None:
    state = territory_state(make_inputs(houses=measure("houses", None, "dwellings")))
    (wood,) = [
        carrier for carrier in state.carriers if (carrier.sector, carrier.carrier) == (Sector.RESIDENTIAL, Carrier.WOOD)
    ]
    assert (wood.mwh, wood.state) == (None, CellState.UNKNOWN)


def _at_least(**values: float) -> dict[str, Figure]:
    """Measures of which some are known at least."""
    return measures() | {
        code: replace(measures(**{code: value})[code], state=ValueState.LOWER_BOUND) for code, value in values.items()
    }


def test_what_grows_with_a_floor_is_a_floor() -> None:
    homes = _held(measures=_at_least(gas_residential=100_000.0))[Sector.RESIDENTIAL, Carrier.GAS].figure
    assert (homes.state, homes.is_rough) == (ValueState.LOWER_BOUND, False)
    assert homes.value == _held()[Sector.RESIDENTIAL, Carrier.GAS].figure.value


def test_a_difference_of_floors_is_rough_and_so_is_what_it_enters() -> None:
    rows = _held(measures=_at_least(gas_total=200_000.0, gas_residential=100_000.0))
    gas, oil = (rows[Sector.AGRICULTURE, carrier].figure for carrier in (Carrier.GAS, Carrier.OIL))
    for figure in (gas, oil):
        assert figure.is_rough
        assert figure.interval is None
    assert gas.value == _held()[Sector.AGRICULTURE, Carrier.GAS].figure.value
    assert judge_claim(parse_claim("value > 1"), gas, {}) is Verdict.UNVERIFIABLE


def test_a_figure_says_the_years_of_what_it_is_computed_from() -> None:
    farming = dict(territory_state(make_inputs(measures=measures(ghg_year=2016))).non_energy)["agriculture"]
    assert farming.note == Text("Avec des valeurs de 2016.", "With values of 2016.")
    assert _held()[Sector.RESIDENTIAL, Carrier.GAS].figure.note is None
