"""The cases that the method states with their results (section 2.8), and the sentences of what is refused."""

import numpy as np
import pytest

from autan.foresight.engine.core.assumptions import AssumptionValues
from autan.foresight.engine.core.axes import CARRIERS, SECTORS, USES
from autan.foresight.engine.core.engine import run
from autan.foresight.engine.core.lever_levels import lever_potentials
from autan.foresight.engine.core.levers import Diffusion
from autan.foresight.engine.core.scenarios import InvalidScenarioError
from autan.foresight.engine.importers.assumptions import shipped_assumptions
from autan.foresight.engine.importers.levers import shipped_library
from tests.foresight.engine.making import (
    CARPOOL,
    CELLS,
    CYCLING,
    EVERY,
    HEDGES,
    PUMPS,
    RENOVATION,
    ROOFS,
    SOBER,
    WIND,
    WOOD,
    a_lever,
    a_scenario,
    a_state,
    a_trend,
)

GAS_HOUSES = {("residential", "heating", "natural_gas"): 100 * 113 * 83 / 1000}


def refusals(*levers, **changes):
    with pytest.raises(InvalidScenarioError) as caught:
        run(a_scenario(*levers, **changes))
    return [(fault.place, fault.problem) for fault in caught.value.faults]


TERTIARY = SECTORS.index("tertiary")


def test_a_no_action_gives_the_trend_exactly():
    state = a_state(3)
    done = run(a_scenario(state=state, trend=a_trend(state)))
    for name in ("energy_by_sector_mwh", "energy_by_carrier_mwh", "production_mwh", "sequestration_tco2e"):
        np.testing.assert_allclose(getattr(done.chosen, name), getattr(done.trend, name), rtol=1e-13)
    np.testing.assert_allclose(done.chosen.emissions_tco2e, done.trend.emissions_tco2e, rtol=1e-13)
    np.testing.assert_allclose(done.chosen.bill_eur, done.trend.bill_eur, rtol=1e-13)
    assert done.chosen.energy_mwh[:, 0] == pytest.approx(state.energy_mwh.sum(axis=(1, 2, 3)))


def test_b_a_hundred_gas_houses():
    state = a_state(1, cells={("residential", "heating", "natural_gas"): 50_000})
    own = {"surface_house": 113.0, "heating_intensity_natural_gas": 83.0, "renovation_realisation": 1.0}
    lever = a_lever("deep_renovation_house_natural_gas", 100, values=own)
    done = run(a_scenario(lever, state=state))
    assert (done.chosen.energy_mwh - done.trend.energy_mwh)[0, -1] == pytest.approx(-609.6, abs=0.05)
    assert (done.chosen.emissions_tco2e - done.trend.emissions_tco2e)[0, -1] == pytest.approx(-145.7, abs=0.05)


@pytest.mark.parametrize("pair", [(SOBER, a_lever("sober_homes", 50)), (CARPOOL, CYCLING), (PUMPS, WOOD)])
def test_c_the_order_of_two_actions_of_one_group_changes_nothing(pair):
    one, other = run(a_scenario(*pair)), run(a_scenario(*reversed(pair)))
    np.testing.assert_allclose(one.chosen.emissions_tco2e, other.chosen.emissions_tco2e, rtol=1e-13)
    np.testing.assert_allclose(one.chosen.energy_mwh, other.chosen.energy_mwh, rtol=1e-13)


def test_e_the_network_is_the_sum_of_its_members_and_per_head_comes_after():
    state = a_state(3)
    trend = a_trend(state)
    whole = run(a_scenario(*EVERY, state=state, trend=trend))
    members = []
    for rank, territory in enumerate(state.territories):
        alone = state.of([territory])
        levers = tuple(a_lever(lever.kind, float(whole.done[lever.key][rank, -1]), key=lever.key) for lever in EVERY)
        members.append(run(a_scenario(*levers, state=alone, trend=a_trend(alone))))
    for name in ("energy_mwh", "emissions_tco2e", "renewables_mwh", "bill_eur", "net_emissions_tco2e"):
        total = sum(getattr(member.chosen, name)[0] for member in members)
        np.testing.assert_allclose(getattr(whole.chosen, name).sum(axis=-2), total, rtol=1e-12)


def test_e_per_head_of_the_network_is_not_the_mean_of_per_heads():
    energy = a_state(2).energy_mwh * np.array([1.0, 3.0])[:, None, None, None]
    chosen = run(a_scenario(state=a_state(2, energy_mwh=energy))).chosen
    of_network = chosen.energy_mwh.sum(axis=-2) / chosen.population.sum(axis=-2)
    assert of_network[-1] != pytest.approx((chosen.energy_mwh / chosen.population)[:, -1].mean())


def test_f_all_of_a_consumption_gives_zero():
    done = run(a_scenario(a_lever("less_travel", 100), a_lever("less_freight", 100)))
    assert done.chosen.energy_by_sector_mwh[:, SECTORS.index("road_transport"), -1].tolist() == [0, 0]


def test_f_more_than_all_is_refused():
    assert refusals(a_lever("less_travel", 101)) == [
        ("levers.less_travel.quantity", "101 % est plus que tout : 100 % au plus")
    ]


def test_h_what_is_not_known_stays_unknown():
    cells = {**CELLS, ("agriculture", "other", "oil"): np.nan}
    done = run(a_scenario(*EVERY, state=a_state(2, cells=cells)))
    assert np.isnan(done.chosen.energy_mwh).all()
    assert np.isnan(done.chosen.energy_by_carrier_mwh[:, CARRIERS.index("oil")]).all()
    assert np.isfinite(done.chosen.energy_by_sector_mwh[:, SECTORS.index("residential")]).all()
    farms = done.chosen.emissions_by_sector_tco2e[:, SECTORS.index("agriculture")]
    assert np.isnan(farms).all()


def test_i_same_scenario_same_digits():
    one, other = run(a_scenario(*EVERY)), run(a_scenario(*EVERY))
    assert np.array_equal(one.chosen.emissions_by_sector_tco2e, other.chosen.emissions_by_sector_tco2e)
    assert one.scenario.key == other.scenario.key


def test_more_dwellings_than_there_are():
    assert refusals(a_lever("deep_renovation", 30_000, territories=("900000000",))) == [
        (
            "levers.deep_renovation.quantity",
            "30\u202f000 logements demandés à 900000000, il en reste 28\u202f000 sur 28\u202f000",
        )
    ]


def test_a_dwelling_is_treated_once():
    here = ("900000000",)
    first, second = (
        a_lever("deep_renovation", 20_000, territories=here),
        a_lever("renovation_measure", 9_000, territories=here),
    )
    assert refusals(first, second) == [
        (
            "levers.renovation_measure.quantity",
            "9\u202f000 logements demandés à 900000000, il en reste 8\u202f000 sur 28\u202f000",
        )
    ]


def test_units_beyond_the_consumption_say_the_largest_quantity():
    state = a_state(1, cells={("residential", "heating", "natural_gas"): 1_000}, pivots={})
    ((place, problem),) = refusals(a_lever("heat_pump_from_natural_gas", 1_000), state=state)
    assert place == "levers.heat_pump_from_natural_gas.quantity"
    assert "1\u202f000 logements demandés à 900000000, il en reste 131,67" in problem
    run(a_scenario(a_lever("heat_pump_from_natural_gas", 131.67), state=state))


def saved(*levers):
    done = run(a_scenario(*levers))
    return (done.trend.energy_mwh - done.chosen.energy_mwh)[:, -1]


def test_levers_on_two_uses_of_a_sector_save_what_each_saves_alone():
    other = a_lever("sober_homes", 50)
    assert np.all(saved(SOBER) > 0)
    assert saved(SOBER, other) == pytest.approx(saved(SOBER) + saved(other))


@pytest.mark.parametrize("lever", [WIND, a_lever("hydro", 40), a_lever("ground_photovoltaics", 40), HEDGES])
def test_what_is_produced_for_all_or_stored_changes_no_consumption(lever):
    assert saved(lever) == pytest.approx(0)


def test_what_roofs_make_for_those_under_them_is_no_longer_bought():
    done = run(a_scenario(ROOFS))
    made = (done.chosen.production_mwh - done.trend.production_mwh)[..., -1].sum()
    assert 0 < saved(ROOFS).sum() < made
    assert np.all((done.trend.emissions_tco2e - done.chosen.emissions_tco2e)[:, -1] > 0)


@pytest.mark.parametrize("intensity", [0.0, -0.006, -0.03])
def test_what_roofs_make_for_those_under_them_is_an_amount_whatever_the_trend(intensity):
    """The share used on the spot times the production, at most what is bought that year: no share of a trend."""
    state = a_state(1)
    lever = a_lever("roof_photovoltaics", 26_000, values={"pv_self_consumed": 0.25})
    trend = a_trend(state, activity=0.0, intensity=intensity)
    sober = a_lever("sober_homes", 50)
    done, without = (run(a_scenario(*levers, state=state, trend=trend)) for levers in ((lever, sober), (sober,)))
    made = (done.chosen.production_mwh - done.trend.production_mwh).sum(axis=1)[0]
    taken = (without.chosen.energy_mwh - done.chosen.energy_mwh)[0]
    assert taken == pytest.approx(0.25 * made)


def test_roofs_take_no_more_than_what_is_bought():
    cells = {("residential", "other", "electricity"): 1_000.0, ("residential", "heating", "oil"): 500.0}
    done = run(a_scenario(a_lever("roof_photovoltaics", 30_000), state=a_state(1, cells=cells)))
    assert done.chosen.energy_mwh[0, -1] == pytest.approx(500)
    none = a_lever("roof_photovoltaics", 30_000, values={"pv_self_consumed": 0.0})
    assert run(a_scenario(none, state=a_state(1, cells=cells))).chosen.energy_mwh[0, -1] == pytest.approx(1_500)


def test_levers_of_one_group_share_one_consumption():
    cars, more = a_lever("electric_car_share", 70), a_lever("electric_cars", 200_000_000, territories=("900000000",))
    ((place, problem),) = refusals(cars, more)
    assert place == "levers.electric_cars.quantity"
    assert problem == "les leviers du même groupe ne laissent que 30 % de cette consommation à 900000000"


@pytest.mark.parametrize(
    ("lever", "place", "problem"),
    [
        (a_lever("industry_from_coal", 10), "kind", "« industrie hors branche énergie » n’emploie pas cette énergie"),
        (a_lever("less_travel", 10, start=2040, end=2030), "end", "la fin (2030) ne vient pas après le début (2040)"),
        (a_lever("less_travel", 10, end=2024), "end", "la fin (2024) ne vient pas après le début (2024)"),
        (a_lever("less_travel", 10, start=2019), "start", "l’année de départ (2021)"),
        (a_lever("less_travel", -1), "quantity", "une quantité positive ou nulle"),
        (a_lever("less_travel", float("nan")), "quantity", "une quantité positive ou nulle"),
        (a_lever("wind", 1e308), "quantity", "1e+308 est plus que ce qui se compte"),
        (a_lever("wind", 3, values={"wind_hours": 9_000.0}), "values.wind_hours", "hors des bornes"),
        (a_lever("wind", 3, values={"other": 1.0}), "values.other", "aucune hypothèse « other »"),
        (a_lever("wind", 3, values={"pv_loss": 0.005}), "values.pv_loss", "n’entre pas dans ce levier"),
        (a_lever("magic", 3), "kind", "aucun levier « magic »"),
        (a_lever("wind", 3, territories=("1",)), "territories", "le territoire 1 n’est pas"),
        (
            a_lever("less_travel", 10, diffusion=Diffusion.BY_LIST, pace=((2025, 4.0), (2026, 5.0))),
            "pace",
            "les années font 9 en tout",
        ),
        (a_lever("less_travel", 10, diffusion=Diffusion.BY_LIST, pace=((2025, -4.0),)), "pace", "négative"),
        (a_lever("less_travel", 10, diffusion=Diffusion.BY_LIST, pace=((2021, 10.0),)), "pace", "suivent l’année"),
    ],
)
def test_a_bad_lever_is_refused_at_its_place(lever, place, problem):
    found = refusals(lever)
    assert found[0][0] == f"levers.{lever.key}.{place}"
    assert problem in found[0][1]


def test_every_fault_is_listed_at_once():
    assert len(refusals(a_lever("less_travel", 101), a_lever("less_freight", 10, start=2030, end=2029))) == 2
    assert refusals(SOBER, SOBER) == [("levers.heating_one_degree", "2 leviers portent ce nom")]
    assert refusals(horizon=2021)[0][0] == refusals(horizon=2200)[0][0] == "horizon"


def test_no_year_is_computed_after_2100():
    last = a_lever("less_travel", 10, start=2090, end=2100)
    assert run(a_scenario(last, horizon=2100)).chosen.years[-1] == 2100
    assert refusals(horizon=2101) == [("horizon", "l’horizon 2101 n’est pas entre 2022 et 2100")]
    assert refusals(a_lever("less_travel", 10, end=2101), horizon=2100) == [
        ("levers.less_travel.end", "la fin (2101) ne dépasse pas 2100")
    ]


def test_a_missing_population_is_said_where_it_is_needed():
    state = a_state(2, pivots={})
    ((place, problem),) = refusals(a_lever("wind", 10), state=state)
    assert place == "levers.wind.quantity"
    assert "« population » n’est pas connu pour 900000000, 900000001" in problem
    assert refusals(RENOVATION, state=state.of(["900000000"]))[0][1].startswith(
        "« résidences principales » n’est pas connu"
    )
    assert np.isnan(run(a_scenario(state=state)).chosen.population).all()
    run(a_scenario(a_lever("wind", 10, territories=("900000000",)), state=state))


def test_what_the_state_does_not_count_is_refused():
    state = a_state(1, sources=("hydro",), production_mwh=np.zeros((1, 1)))
    assert refusals(a_lever("wind", 10), state=state)[0][1] == "l’état de départ ne compte pas « onshore_wind »"
    small = a_state(1)
    without = {
        "uses": USES,
        "carriers": CARRIERS[:6],
        "energy_mwh": small.energy_mwh[..., :6],
        "cell_states": small.cell_states[..., :6],
    }
    assert refusals(PUMPS, state=a_state(1, **without))[0][1] == "l’état de départ ne compte pas « ambient_heat »"


@pytest.mark.parametrize(
    ("year", "cut"), [(2026, 0.0), (2030, 0.4), (2035, 0.45), (2040, 0.5), (2050, 0.6), (2060, 0.6)]
)
def test_the_obligation_of_service_buildings_goes_by_dates(year, cut):
    done = run(a_scenario(a_lever("service_buildings", 100, start=2026, end=2050), horizon=2060))
    services = done.chosen.energy_by_sector_mwh[0, TERTIARY]
    trend = done.trend.energy_by_sector_mwh[0, TERTIARY]
    assert services[year - 2021] == pytest.approx((1 - cut) * trend[year - 2021])


def test_an_obligation_stops_in_the_last_year_chosen_and_an_own_value_has_no_dates():
    early = run(a_scenario(a_lever("service_buildings", 100, start=2026, end=2030)))
    own = run(a_scenario(a_lever("service_buildings", 100, start=2026, end=2050, values={"tertiary_saving": 0.45})))
    left = [
        each.chosen.energy_by_sector_mwh[0, TERTIARY, -1] / each.trend.energy_by_sector_mwh[0, TERTIARY, -1]
        for each in (early, own)
    ]
    assert left == pytest.approx([0.6, 0.55])


def test_wood_boilers_stop_at_the_local_resource():
    known = a_state(2, pivots={**a_state(2).pivots, "wood_resource": np.array([30_000.0, 0.0])})
    most = 30_000.0 / shipped_assumptions().find("wood_boiler_hours").central
    done = run(a_scenario(a_lever("wood_heat", most), state=known)).done["wood_heat"]
    assert done[:, -1] == pytest.approx([most, 0.0])
    with pytest.raises(InvalidScenarioError, match=r"la ressource locale \(30\s000 MWh par an\) en permet"):
        run(a_scenario(a_lever("wood_heat", most + 0.1), state=known))


def test_wood_boilers_stop_at_their_users_where_the_resource_is_not_known():
    potentials = lever_potentials(a_state(2), shipped_library(), AssumptionValues(assumptions=shipped_assumptions()))
    users = 2.5 * (300_000 + 80_000 + 100_000 + 70_000)  # gas and oil of heating and of industry
    assert potentials["wood_heat"].largest == np.floor(users / 3_000)
    assert run(a_scenario(a_lever("wood_heat", 400))).done["wood_heat"][:, -1].sum() == pytest.approx(400)
    with pytest.raises(InvalidScenarioError, match="demandés"):
        run(a_scenario(a_lever("wood_heat", 500)))
