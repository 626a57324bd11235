"""Shares of the levers: their sum is the total, exactly; the triad is a game of its own."""

import pytest

from autan.foresight.engine.core.attribution import attribute
from autan.foresight.engine.core.axes import ScenarioMeasure
from autan.foresight.engine.core.engine import run
from autan.foresight.engine.core.levers import LeverGroup, Triad
from tests.foresight.engine.making import (
    CARPOOL,
    EVERY,
    PUMPS,
    RENOVATION,
    ROOFS,
    SOBER,
    a_lever,
    a_scenario,
    a_state,
    a_trend,
)


@pytest.mark.parametrize("measure", list(ScenarioMeasure))
def test_d_shares_add_up_to_the_total(measure):
    state = a_state()
    split = attribute(a_scenario(*EVERY, state=state, trend=a_trend(state)), measure=measure, year=2040)
    close = pytest.approx(split.total, rel=1e-9)
    assert sum(split.groups.values()) == sum(split.steps.values()) == close or (
        sum(split.groups.values()) == close and sum(split.steps.values()) == close
    )
    assert sum(lever.share for lever in split.levers) == close


def test_the_ends_are_those_of_the_run():
    scenario = a_scenario(*EVERY)
    done = run(scenario)
    split = attribute(scenario, measure=ScenarioMeasure.EMISSIONS, year=2050, territory="900000001")
    assert split.trend == pytest.approx(done.trend.emissions_tco2e[1, -1], rel=1e-12)
    assert split.chosen == pytest.approx(done.chosen.emissions_tco2e[1, -1], rel=1e-12)


def test_one_lever_takes_all_and_is_the_same_first_and_last():
    split = attribute(a_scenario(RENOVATION), measure=ScenarioMeasure.ENERGY, year=2050)
    (lever,) = split.levers
    assert lever.share == pytest.approx(split.total)
    assert lever.first_in == lever.last_in == pytest.approx(split.total)
    assert split.groups[LeverGroup.EFFICIENCY] == split.steps[Triad.EFFICIENCY] == pytest.approx(split.total)
    assert split.groups[LeverGroup.NEED] == 0


def test_two_levers_by_hand():
    """Half of the heating, then half of what is left: 50 and 25 in one order, 25 and 50 in the other."""
    state = a_state(1, cells={("road_transport", "passengers", "oil"): 100.0})
    own = {"vehicle_saving": 0.3}
    levers = (a_lever("less_travel", 50), a_lever("lighter_vehicles", 100, values=own))
    split = attribute(a_scenario(*levers, state=state), measure=ScenarioMeasure.ENERGY, year=2050)
    assert split.total == pytest.approx(-65)
    assert split.groups[LeverGroup.NEED] == pytest.approx(-(50 + 35) / 2)
    assert split.groups[LeverGroup.EFFICIENCY] == pytest.approx(-(30 + 15) / 2)


def test_what_acts_on_other_things_is_shared_equally_inside_a_group():
    split = attribute(a_scenario(a_lever("wind", 10), a_lever("hedges", 5)), measure=ScenarioMeasure.ENERGY, year=2050)
    assert split.total == 0
    assert [lever.share for lever in split.levers] == [0, 0]


def test_nothing_done_changes_nothing():
    split = attribute(a_scenario(), measure=ScenarioMeasure.EMISSIONS, year=2050)
    assert split.total == 0
    assert split.levers == ()


def test_what_a_lever_does_alone_and_after_the_others_is_what_runs_without_and_with_them_say():
    levers = (SOBER, CARPOOL, RENOVATION, PUMPS, ROOFS)
    split = attribute(a_scenario(*levers), measure=ScenarioMeasure.EMISSIONS, year=2050)
    whole, trend = (run(a_scenario(*some)).chosen.emissions_tco2e[:, 29].sum() for some in (levers, ()))
    for lever in levers:
        others = tuple(other for other in levers if other is not lever)
        without, alone = (run(a_scenario(*some)).chosen.emissions_tco2e[:, 29].sum() for some in (others, (lever,)))
        part = next(one for one in split.levers if one.key == lever.key)
        assert part.last_in == pytest.approx(whole - without)
        assert part.first_in == pytest.approx(alone - trend)
