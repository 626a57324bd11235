"""Rules of a starting state at their bounds: shares of a department, heat, oil, stocks, arrays of several places."""

from dataclasses import replace

import numpy as np
import pytest

from autan.evidence.figures.core.figures import OWN_CHOICE
from autan.foresight.engine.core.axes import SECTORS, Carrier, CellState, Sector
from autan.foresight.starting_states.core.counted_stocks import counted_stocks, homes_on_oil, is_sure
from autan.foresight.starting_states.core.sector_carriers import sector_carriers
from autan.foresight.starting_states.core.state_arrays import common_sectors, starting_state
from autan.foresight.starting_states.core.state_cells import territory_state
from tests.foresight.starting_states.state_making import SIREN, base, department, make_inputs, measure, measures

SERVICES, INDUSTRY, FARMS = Sector.TERTIARY, Sector.INDUSTRY, Sector.AGRICULTURE
POWER, GAS, OIL, HEAT, WOOD = Carrier.ELECTRICITY, Carrier.GAS, Carrier.OIL, Carrier.DISTRICT_HEAT, Carrier.WOOD


def rows(**changed):
    return {(row.sector, row.carrier): row for row in sector_carriers(make_inputs(**changed))}


def shares(tertiary, industry, agriculture):
    """Shares of electricity of a department; a sector that it does not tell is None, one of no value is « ? »."""
    told = {"tertiary": tertiary, "industry_excl_energy": industry, "agriculture": agriculture}
    return {
        ("electricity", sector): measure(f"electricity-{sector}", None if value == "?" else value, year=2021)
        for sector, value in told.items()
        if value is not None
    }


@pytest.mark.parametrize(
    ("told", "services", "farms"),
    [
        ((50.0, 30.0, 20.0), 100_000, 40_000),
        ((1.0, 1.0, 2.0), 50_000, 100_000),  # parts need not add up to a hundred
        ((50.0, None, 50.0), 100_000, 100_000),
        ((50.0, "?", 50.0), 100_000, 100_000),
        ((100.0, 0.0, 0.0), 200_000, 0),
        ((0.0, 0.0, 0.0), None, None),
        ((None, None, 20.0), None, 200_000),
        (("?", 30.0, 10.0), None, 50_000),
    ],
)
def test_what_homes_leave_is_shared_by_what_the_department_tells(told, services, farms):
    made = rows(department=shares(*told))
    assert [made[sector, POWER].mwh for sector in (SERVICES, FARMS)] == [
        None if amount is None else pytest.approx(amount) for amount in (services, farms)
    ]
    assert made[SERVICES, POWER].state is (CellState.UNKNOWN if services is None else CellState.ESTIMATED)


def test_a_share_that_is_not_known_says_so():
    unknown = rows(department={})[SERVICES, POWER]
    assert unknown.note.fr.startswith("Aucun partage de l’énergie livrée hors logements")
    assert unknown.figure.method.formula.fr == "rien ne la donne"


def test_homes_that_use_more_than_all_leave_nothing_and_not_less():
    made = rows(measures=measures(electricity_residential=400_000.0))
    assert {made[sector, POWER].mwh for sector in (SERVICES, INDUSTRY, FARMS)} == {0}


@pytest.mark.parametrize("code", ["electricity_total", "electricity_residential"])
def test_without_the_whole_or_the_homes_nothing_is_shared(code):
    made = rows(measures=measures(**{code: None}))
    assert {made[sector, POWER].mwh for sector in (SERVICES, INDUSTRY, FARMS)} == {None}


def test_the_heat_of_networks_is_shared_whole_between_homes_and_services():
    made = rows()
    homes, services = made[Sector.RESIDENTIAL, HEAT], made[SERVICES, HEAT]
    share = make_inputs().key("heat_network_homes_share").value
    assert homes.mwh == pytest.approx(10_000 * share)
    assert homes.mwh + services.mwh == pytest.approx(10_000)
    assert "(1 − part des logements)" in services.figure.method.formula.fr
    assert {homes.state, services.state} == {CellState.ESTIMATED}
    for heat in (None, measure("heat", None)):
        assert (Sector.RESIDENTIAL, HEAT) not in rows(heat=heat)
    assert rows(heat=measure("heat", 0.0))[SERVICES, HEAT].mwh == 0


@pytest.mark.parametrize(
    ("codes", "mwh"),
    [
        (("electricity_residential",), 100_000),
        (("electricity_residential", "sdes_electricity_residential"), 222),
        (("electricity_residential", "sdes_electricity_residential", "rare_energy_residential_electricity"), 111),
    ],
)
def test_a_regional_observatory_comes_first_then_the_state_then_operators(codes, mwh):
    values = {"rare_energy_residential_electricity": 111.0, "sdes_electricity_residential": 222.0}
    more = {code: measure(code, value) for code, value in values.items() if code in codes}
    row = rows(measures=measures() | more)[Sector.RESIDENTIAL, POWER]
    assert (row.mwh, row.state) == (mwh, CellState.MEASURED)


def test_what_a_territory_chose_is_its_own_value():
    own = measure("electricity_residential", 5.0, method=OWN_CHOICE)
    row = rows(measures=measures() | {"electricity_residential": own})[Sector.RESIDENTIAL, POWER]
    assert (row.mwh, row.state) == (5, CellState.OWN)


def test_energy_that_explains_all_of_the_emissions_leaves_no_oil_and_more_leaves_it_unknown():
    gas = 90_000 * make_inputs().key("direct_factor_gas").value
    none, less = (rows(measures=measures(ghg_residential=tonnes))[Sector.RESIDENTIAL, OIL] for tonnes in (gas, gas - 1))
    assert none.mwh == pytest.approx(0, abs=1e-6)
    assert (less.mwh, less.state) == (None, CellState.UNKNOWN)
    assert less.note.fr.startswith("Les émissions observées sont plus petites")


def test_homes_on_oil_without_degree_days_come_back_to_emissions():
    counted = base(homes_oil=1_000, homes_bottled_gas=200)
    by_emissions = rows()[Sector.RESIDENTIAL, OIL].mwh
    assert rows(base=counted, degree_days=None)[Sector.RESIDENTIAL, OIL].mwh == by_emissions
    assert rows(base=counted)[Sector.RESIDENTIAL, OIL].mwh != by_emissions


def test_oil_is_unknown_where_gas_is():
    row = rows(measures=measures(gas_residential=None))[Sector.RESIDENTIAL, OIL]
    assert (row.mwh, row.state) == (None, CellState.UNKNOWN)
    assert row.note.fr.startswith("Aucun partage de l’énergie livrée")


def test_wood_that_follows_an_unknown_energy_is_unknown():
    made = rows(department={})
    assert {made[SERVICES, carrier].mwh for carrier in (WOOD, OIL)} == {None}
    assert rows(measures=measures(ghg_agriculture=None))[FARMS, WOOD].mwh is None


def test_energy_of_industry_is_never_guessed():
    made = rows()
    for carrier in (OIL, WOOD, HEAT, Carrier.COAL):
        assert made[INDUSTRY, carrier].state is CellState.UNKNOWN
        assert "dépendent de chaque site" in made[INDUSTRY, carrier].note.fr
    assert "rail" in made[Sector.OTHER_TRANSPORT, POWER].note.fr
    assert (Sector.WASTE, POWER) not in made


# --- What is counted -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("covered", "is_told"), [(89.9, False), (90.0, True), (100.0, True)])
def test_homes_stand_for_all_from_ninety_percent_on(covered, is_told):
    homes = base(homes=1_000, homes_electricity=300, homes_oil=100, homes_bottled_gas=20, homes_gas_or_network=400)
    inputs = make_inputs(base=homes, base_covered=covered)
    stocks = dict(counted_stocks(inputs))
    assert is_sure(inputs) is is_told
    assert {
        "dwellings",
        "dwellings_electricity",
        "dwellings_oil",
        "dwellings_natural_gas",
    } <= stocks.keys() or not is_told
    if is_told:
        counts = [stocks[f"dwellings_{carrier}"].value for carrier in ("electricity", "oil", "natural_gas")]
        assert counts == [300, 120, 400]
        assert "Un plafond" in stocks["dwellings_natural_gas"].note.fr
    else:
        assert not {"dwellings", "dwellings_electricity", "dwellings_oil", "dwellings_natural_gas"} & stocks.keys()


def test_meters_stand_for_homes_on_gas_where_the_census_does_not_tell():
    meters = measures() | {"gas_delivery_points": measure("gas_delivery_points", 77.0, "dwellings")}
    assert dict(counted_stocks(make_inputs(measures=meters)))["dwellings_natural_gas"].value == 77


@pytest.mark.parametrize(("covered", "state"), [(99.9, "estimated"), (100.0, "observed")])
def test_homes_on_oil_are_observed_where_all_are_told(covered, state):
    inputs = make_inputs(base=base(homes_oil=100, homes_bottled_gas=20), base_covered=covered)
    assert (homes_on_oil(inputs).value, homes_on_oil(inputs).state.value) == (120, state)
    for column in ("homes_oil", "homes_bottled_gas"):
        assert homes_on_oil(make_inputs(base=base(**{column: 5}))) is None


@pytest.mark.parametrize(("growth", "is_some"), [(1_000.0, True), (0.0, False), (-50.0, False)])
def test_wood_that_does_not_grow_is_no_resource(growth, is_some):
    wood = dict(counted_stocks(make_inputs(wood_growth=measure("growth", growth, "MWh"))))["wood_resource"]
    key = make_inputs().key("wood_mwh_per_m3").value
    assert wood.value == pytest.approx(growth * key if is_some else 0)


def test_a_stock_that_nobody_counts_is_absent_and_not_nil():
    stocks = dict(counted_stocks(make_inputs(houses=measure("houses", None, "dwellings"), degree_days=None)))
    assert not {"houses", "flats", "degree_days", "vehicle_km_oil", "wood_resource", "arable_ha"} & stocks.keys()


# --- Arrays ----------------------------------------------------------------------------------------------------------


def state_of(siren=SIREN, **changed):
    return replace(territory_state(make_inputs(**changed)), siren=siren)


def production(**values):
    return measures() | {code: measure(code, value) for code, value in values.items()}


def test_sources_that_one_place_does_not_tell_are_named_and_enter_as_nothing():
    sunny = state_of(measures=production(production_solar_pv=500.0, production_hydro=7.0))
    other = state_of("999000024", measures=production(production_hydro=3.0))
    both = starting_state([sunny, other])
    assert both.production_mwh[:, both.sources.index("solar_pv")].tolist() == [500, 0]
    assert both.production_mwh[:, both.sources.index("hydro")].tolist() == [7, 3]
    assert "solar_pv" in both.untold_sources
    assert "hydro" not in both.untold_sources
    assert "solar_pv" not in starting_state([sunny]).untold_sources


def test_places_keep_their_order_and_the_latest_year_is_that_of_all():
    one, other = state_of("999000024"), replace(state_of(), year=2022)
    both = starting_state([one, other])
    assert (both.territories, both.base_year) == (("999000024", SIREN), 2024)
    assert starting_state([other, one]).version != both.version
    assert starting_state([one, other]).version == both.version


def test_sectors_of_energy_alone_emit_nothing_else_and_others_are_unknown_until_told():
    arrays = starting_state([state_of(measures=measures(ghg_waste=None))])
    emitted = dict(zip(SECTORS, arrays.non_energy_tco2e[0], strict=True))
    assert [emitted[sector] for sector in ("residential", "tertiary", "road_transport")] == [0, 0, 0]
    assert np.isnan(emitted["waste"])
    assert emitted["agriculture"] == pytest.approx(50_000 * 0.864)


def test_a_stock_that_one_place_lacks_is_unknown_there_alone():
    both = starting_state([state_of(), state_of("999000024", houses=None)])
    assert both.pivot("houses")[0] == 10_000
    assert np.isnan(both.pivot("houses")[1])
    assert np.isnan(both.pivot("flats")).all()


def test_shared_sectors_are_those_of_every_place_in_the_legal_order():
    whole, partial = state_of(), state_of(measures=measures(ghg_waste=None), department=department())
    shared = common_sectors((whole, partial))
    assert "waste" in whole.complete_sectors
    assert "waste" not in shared
    assert set(shared) == set(whole.complete_sectors) & set(partial.complete_sectors)
    assert list(shared) == sorted(shared, key=SECTORS.index)
