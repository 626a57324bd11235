"""What holds for every scenario: order, closure, monotony, sums of members."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autan.foresight.engine.core.attribution import attribute
from autan.foresight.engine.core.axes import ScenarioMeasure
from autan.foresight.engine.core.engine import run
from tests.foresight.engine.making import a_lever, a_scenario, a_state, a_trend

SHARES = (
    *("heating_one_degree", "sober_homes", "less_travel", "lighter_vehicles", "efficient_industry"),
    *("electric_car_share", "service_heat_pumps_from_natural_gas", "industry_from_natural_gas", "farm_emissions"),
)
COUNTS = {
    "deep_renovation": 30_000,
    "heat_pump_from_natural_gas": 12_000,
    "carpooling": 9e7,
    "wind": 200,
    "hedges": 500,
}
STATE = a_state(3)
TREND = a_trend(STATE)


@st.composite
def chosen_levers(draw):
    shares = draw(st.dictionaries(st.sampled_from(SHARES), st.floats(0, 100), max_size=5))
    counts = draw(st.dictionaries(st.sampled_from(sorted(COUNTS)), st.floats(0, 1), max_size=4))
    quantities = {**shares, **{kind: COUNTS[kind] * part for kind, part in counts.items()}}
    start = draw(st.integers(2021, 2040))
    end = draw(st.integers(start + 1, 2060))
    return tuple(a_lever(kind, quantity, start=start, end=end) for kind, quantity in quantities.items())


def scenario(levers, **changes):
    return a_scenario(*levers, **{"state": STATE, "trend": TREND, **changes})


@settings(max_examples=25, deadline=None)
@given(chosen_levers(), st.randoms(use_true_random=False))
def test_the_order_of_levers_changes_nothing(levers, random):
    shuffled = list(levers)
    random.shuffle(shuffled)
    one, other = run(scenario(levers)), run(scenario(tuple(shuffled)))
    np.testing.assert_allclose(one.chosen.energy_mwh, other.chosen.energy_mwh, rtol=1e-12)
    np.testing.assert_allclose(one.chosen.emissions_tco2e, other.chosen.emissions_tco2e, rtol=1e-12)


@settings(max_examples=20, deadline=None)
@given(chosen_levers(), st.sampled_from(list(ScenarioMeasure)))
def test_shares_close(levers, measure):
    split = attribute(scenario(levers), measure=measure, year=2045)
    close = pytest.approx(split.total, rel=1e-9, abs=1e-9 * abs(split.trend))
    assert sum(split.groups.values()) == close
    assert sum(split.steps.values()) == close
    assert sum(lever.share for lever in split.levers) == close


@settings(max_examples=20, deadline=None)
@given(chosen_levers(), st.sampled_from(SHARES), st.floats(0, 1), st.floats(0, 1))
def test_more_of_a_lever_never_emits_more(levers, kind, one, other):
    others = tuple(lever for lever in levers if lever.kind != kind)
    less, more = (
        run(scenario((*others, a_lever(kind, 100 * part)))).chosen.emissions_tco2e for part in sorted((one, other))
    )
    assert np.all(more <= less * (1 + 1e-12))


@settings(max_examples=15, deadline=None)
@given(chosen_levers())
def test_members_add_up_to_the_network(levers):
    whole = run(scenario(levers, horizon=2060))
    members = []
    for rank, territory in enumerate(STATE.territories):
        alone = STATE.of([territory])
        own = [
            a_lever(lever.kind, float(whole.done[lever.key][rank, -1]), start=lever.start, end=lever.end)
            for lever in levers
        ]
        members.append(run(scenario(own, state=alone, trend=a_trend(alone), horizon=2060)).chosen)
    for measure in ("energy_mwh", "emissions_tco2e", "bill_eur"):
        total = sum(getattr(member, measure)[0] for member in members)
        np.testing.assert_allclose(getattr(whole.chosen, measure).sum(axis=-2), total, rtol=1e-9)


@settings(max_examples=20, deadline=None)
@given(chosen_levers())
def test_nothing_is_ever_negative(levers):
    chosen = run(scenario(levers)).chosen
    assert chosen.energy_by_carrier_mwh.min() >= -1e-6
    assert chosen.emissions_by_sector_tco2e.min() >= -1e-6


def test_many_territories_give_what_each_gives_alone():
    """Territories are computed some after the others once they are many."""
    state = a_state(500)
    levers = (a_lever("less_travel", 10), a_lever("electric_car_share", 40), a_lever("sober_services", 30))
    whole = run(a_scenario(*levers, state=state, trend=a_trend(state)))
    last = state.of(state.territories[-1:])
    alone = run(a_scenario(*levers, state=last, trend=a_trend(last)))
    assert len(whole.chosen.emissions_tco2e) == 500
    for one, other in ((whole.chosen, alone.chosen), (whole.trend, alone.trend)):
        np.testing.assert_allclose(one.emissions_tco2e[-1:], other.emissions_tco2e, rtol=1e-12)
        np.testing.assert_allclose(one.bill_by_carrier_eur[-1:], other.bill_by_carrier_eur, rtol=1e-12)
