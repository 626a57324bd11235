"""Sums of a computation: factors and prices of cells, accounts that grow, measures read from a path."""

import numpy as np
import pytest

from autan.foresight.engine.core.accounts import Accounts, Weights, factor_code, join_accounts, price_code
from autan.foresight.engine.core.assumptions import AssumptionValues
from autan.foresight.engine.core.axes import CARRIERS, SECTORS, USES, ScenarioMeasure
from autan.foresight.engine.core.engine import run, without_refused
from autan.foresight.engine.core.results import ScenarioPath, read_measure, read_total
from autan.foresight.engine.core.scenarios import InvalidScenarioError
from autan.foresight.engine.core.state import InvalidStateError
from autan.foresight.engine.importers.assumptions import shipped_assumptions
from autan.foresight.engine.importers.levers import shipped_library
from tests.foresight.engine.making import HEDGES, WIND, a_lever, a_scenario, a_state

KNOWN = shipped_assumptions()
VALUES = AssumptionValues(assumptions=KNOWN)
YEARS = np.array([2021, 2030])
LIBRARY = shipped_library()


def a_path(**changes) -> ScenarioPath:
    """Two territories, two years, two sectors, two carriers, two sources and one sink."""
    grid = np.arange(8.0).reshape(2, 2, 2)
    fields = {
        "years": YEARS,
        "energy_by_sector_mwh": grid,
        "energy_by_carrier_mwh": grid,
        "emissions_by_sector_tco2e": grid * 10,
        "production_mwh": grid / 2,
        "sequestration_tco2e": np.array([[[1.0, 2.0]], [[-3.0, -4.0]]]),
        "bill_by_carrier_eur": grid * 100,
        "bill_by_sector_eur": grid * 100,
        "population": np.ones((2, 2)),
        "carriers": ("electricity", "ambient_heat"),
        "sources": ("hydro", "onshore_wind"),
    }
    return ScenarioPath(**{**fields, **changes})


@pytest.mark.parametrize(
    ("measure", "values"),
    [
        (ScenarioMeasure.ENERGY, [[2, 4], [10, 12]]),
        (ScenarioMeasure.EMISSIONS, [[20, 40], [100, 120]]),
        (ScenarioMeasure.NET_EMISSIONS, [[19, 38], [103, 124]]),
        (ScenarioMeasure.RENEWABLES, [[1, 2], [5, 6]]),
        (ScenarioMeasure.BILL, [[200, 400], [1_000, 1_200]]),
    ],
)
def test_a_measure_is_summed_by_territory_and_year(measure, values):
    assert read_measure(a_path(), measure).tolist() == values


def test_a_total_is_that_of_one_territory_or_of_all():
    state = a_state(2)
    assert read_total(a_path(), ScenarioMeasure.ENERGY, state).tolist() == [12, 16]
    assert read_total(a_path(), ScenarioMeasure.ENERGY, state, "900000001").tolist() == [10, 12]
    with pytest.raises(InvalidStateError, match="999999999 n’est pas dans l’état de départ"):
        read_total(a_path(), ScenarioMeasure.ENERGY, state, "999999999")


def test_an_unknown_part_makes_every_sum_that_it_enters_unknown():
    energy = np.arange(8.0).reshape(2, 2, 2)
    energy[0, 0, 1] = np.nan
    path = a_path(energy_by_sector_mwh=energy)
    assert np.isnan(read_total(path, ScenarioMeasure.ENERGY, a_state(2))).tolist() == [False, True]
    assert read_total(path, ScenarioMeasure.ENERGY, a_state(2), "900000001").tolist() == [10, 12]


def test_heat_of_air_and_ground_is_left_out_where_a_path_counts_it():
    assert a_path().energy_without_ambient_heat().tolist() == [[0, 1], [4, 5]]
    assert a_path(carriers=("electricity", "oil")).energy_without_ambient_heat().tolist() == [[2, 4], [10, 12]]


@pytest.mark.parametrize(
    ("measure", "unit"),
    [("energy_mwh", "MWh"), ("renewables_mwh", "MWh"), ("bill_eur", "EUR"), ("emissions_tco2e", "tCO2e")],
)
def test_a_measure_has_its_unit(measure, unit):
    assert ScenarioMeasure(measure).unit == unit


def test_a_carrier_has_its_own_factor_for_a_use_and_its_own_price_for_a_sector_where_there_is_one():
    assert factor_code(VALUES, "oil", "heating") == "factor_oil_heating"
    assert factor_code(VALUES, "oil", "freight") == factor_code(VALUES, "oil", "") == "factor_oil"
    assert price_code(VALUES, "oil", "agriculture") == "price_oil_agriculture"
    assert price_code(VALUES, "oil", "residential") == "price_oil"


def test_weights_are_tonnes_and_euros_of_one_mwh():
    weights = Weights.of(a_state(1), VALUES, YEARS)
    oil, heating = CARRIERS.index("oil"), USES.index("heating")
    tonnes, euros = weights.of_block(SECTORS.index("residential"), heating, [oil])
    kg_per_kwh = VALUES.in_years(factor_code(VALUES, "oil", "heating"), YEARS)
    price = VALUES.in_years(price_code(VALUES, "oil", "residential"), YEARS)
    assert tonnes[0].ravel().tolist() == pytest.approx(kg_per_kwh.ravel().tolist())
    assert euros[0].ravel().tolist() == pytest.approx((price * 1_000).ravel().tolist())


def test_central_weights_are_read_once_for_a_state_and_drawn_ones_each_time():
    state = a_state(1)
    assert Weights.of(state, VALUES, YEARS) is Weights.of(state, VALUES, YEARS)
    drawn = AssumptionValues(assumptions=KNOWN, draws=2, drawn={"factor_oil": np.array([0.1, 0.3])})
    weights = Weights.of(state, drawn, YEARS)
    assert weights is not Weights.of(state, drawn, YEARS)
    oil, freight = CARRIERS.index("oil"), USES.index("freight")
    first, second = weights.tco2e_per_mwh[freight][oil, :, 0, 0]
    assert second == pytest.approx(3 * first)


def test_accounts_begin_with_what_is_produced_and_stored_and_nothing_used():
    state = a_state(2)
    accounts = Accounts.empty(state, 3, 2)
    assert accounts.produced.shape == (len(state.sources), 3, 2, 2)
    assert accounts.produced[:, 0, :, 0].T.tolist() == state.production_mwh.tolist()
    assert accounts.produced[:, 2, :, 1].T.tolist() == state.production_mwh.tolist()
    assert accounts.stored[:, 1, :, 1].T.tolist() == state.sequestration_tco2e.tolist()
    for name in ("sectors", "carriers", "emitted", "paid", "paid_by_sector"):
        assert not getattr(accounts, name).any()


def test_a_block_is_added_to_its_sector_and_carriers_with_what_it_emits_and_costs():
    accounts = Accounts.empty(a_state(1), 1, 2)
    block = np.array([[[[10.0, 20.0]]], [[[1.0, 2.0]]]])
    tonnes, euros = np.array([0.5, 2.0])[:, None, None, None], np.array([100.0, 10.0])[:, None, None, None]
    for _ in range(2):
        accounts.add_block(1, [0, 3], block, (tonnes, euros))
    assert accounts.sectors[1, 0, 0].tolist() == [22, 44]
    assert accounts.carriers[[0, 3], 0, 0].tolist() == [[20, 40], [2, 4]]
    assert accounts.emitted[1, 0, 0].tolist() == [14, 28]
    assert accounts.paid[[0, 3], 0, 0].tolist() == [[2_000, 4_000], [20, 40]]
    assert accounts.paid_by_sector[1, 0, 0].tolist() == [2_020, 4_040]
    assert not accounts.sectors[0].any()


def test_what_no_lever_acts_on_follows_its_path_with_the_same_weights_as_a_block():
    state, weights = a_state(1), Weights.of(a_state(1), VALUES, YEARS)
    steady, block = Accounts.empty(state, 1, 2), Accounts.empty(state, 1, 2)
    homes, path = SECTORS.index("residential"), np.array([[[1.0, 0.5]]])
    steady.add_steady(homes, range(len(USES)), state.energy_mwh[:, homes], path, weights)
    for use in range(len(USES)):
        used = state.energy_mwh[0, homes, use][:, None, None, None] * path[None]
        block.add_block(homes, range(len(CARRIERS)), used, weights.of_block(homes, use, range(len(CARRIERS))))
    for name in ("sectors", "carriers", "emitted", "paid", "paid_by_sector"):
        np.testing.assert_allclose(getattr(steady, name), getattr(block, name), rtol=1e-12)
    assert steady.sectors[homes, 0, 0].tolist() == pytest.approx([760_000, 380_000])


def test_a_lever_adds_to_its_source_or_to_its_sink():
    state = a_state(1)
    accounts, added = Accounts.empty(state, 1, 2), np.array([[[5.0, 7.0]]])
    accounts.add_local(LIBRARY["wind"], added)
    accounts.add_local(LIBRARY["afforestation"], added)
    assert accounts.produced[state.sources.index("onshore_wind"), 0, 0].tolist() == [10_005, 10_007]
    assert accounts.produced[state.sources.index("hydro"), 0, 0].tolist() == [5_000, 5_000]
    assert accounts.stored[state.sinks.index("forest"), 0, 0].tolist() == [20_005, 20_007]


def test_accounts_of_groups_of_territories_are_joined_in_their_order():
    whole = Accounts.empty(a_state(3), 1, 2)
    parts = [Accounts.empty(a_state(3).at(slice(0, 2)), 1, 2), Accounts.empty(a_state(3).at(slice(2, 3)), 1, 2)]
    joined = join_accounts(parts)
    assert joined.produced.tolist() == whole.produced.tolist()
    assert joined.sectors.shape == whole.sectors.shape


def test_a_path_among_several_keeps_their_axis_and_one_alone_loses_it():
    people = np.ones((2, 2))
    one = Accounts.empty(a_state(2), 1, 2).trajectory(YEARS, people)
    three = Accounts.empty(a_state(2), 3, 2).trajectory(YEARS, people)
    assert one.energy_by_sector_mwh.shape == (2, len(SECTORS), 2)
    assert three.energy_by_sector_mwh.shape == (3, 2, len(SECTORS), 2)
    assert three.renewables_mwh[1, :, 0].tolist() == one.renewables_mwh[:, 0].tolist() == [155_000, 232_500]


def test_levers_that_are_refused_are_left_out_and_named_until_none_is():
    scenario = a_scenario(WIND, a_lever("less_travel", 101), a_lever("magic", 3), HEDGES)
    result, faults = without_refused(scenario, run)
    assert [lever.key for lever in result.scenario.levers] == ["wind", "hedges"]
    assert {fault.place for fault in faults} == {"levers.less_travel.quantity", "levers.magic.kind"}


def test_levers_that_are_refused_only_once_others_have_gone_are_named_too():
    here = {"territories": ("900000000",)}
    levers = (a_lever("less_travel", 101), a_lever("deep_renovation", 30_000, **here), WIND)
    result, faults = without_refused(a_scenario(*levers), run)
    assert [lever.key for lever in result.scenario.levers] == ["wind"]
    assert [fault.place for fault in faults] == ["levers.less_travel.quantity", "levers.deep_renovation.quantity"]


def test_nothing_is_refused_where_every_lever_can_be_done():
    result, faults = without_refused(a_scenario(WIND), run)
    assert faults == ()
    assert result.done["wind"][:, -1].sum() == pytest.approx(40)


def test_what_is_wrong_in_no_lever_is_not_mended_by_leaving_levers_out():
    with pytest.raises(InvalidScenarioError) as caught:
        without_refused(a_scenario(WIND, horizon=2021), run)
    assert [fault.place for fault in caught.value.faults] == ["horizon"]


def test_a_state_without_a_sector_is_refused_before_all_else():
    with pytest.raises(InvalidScenarioError) as caught:
        run(a_scenario(a_lever("magic", 3), state=a_state(1).within([])))
    assert [fault.place for fault in caught.value.faults] == ["state"]


def test_a_path_computed_in_parts_is_that_of_all_its_territories():
    levers = (WIND, a_lever("less_travel", 20), a_lever("deep_renovation", 9_000))
    many = run(a_scenario(*levers, state=a_state(400)))
    ranks = [0, 199, 399]
    alone = a_state(400).at(ranks)
    few = run(a_scenario(a_lever("less_travel", 20), state=alone))
    services = SECTORS.index("road_transport")
    np.testing.assert_allclose(
        many.chosen.energy_by_sector_mwh[ranks, services], few.chosen.energy_by_sector_mwh[:, services], rtol=1e-12
    )
    assert many.done["deep_renovation"][:, -1].sum() == pytest.approx(9_000)
