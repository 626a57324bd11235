"""A path and the scenario set beside it count the same sectors."""

from autan.foresight.scenarios.queries.places import find_place
from autan.foresight.scenarios.queries.trials import try_out
from tests.cast import HERE

LEVERS = {"residential": "heating_one_degree", "tertiary": "sober_services", "road_transport": "less_travel"}


def test_sectors_of_which_the_nation_says_nothing_are_on_both_sides_of_the_gap(here: object) -> None:
    lacking = try_out(find_place(HERE), {}).reference.lacking
    assert lacking
    told = set()
    for fields in ({}, {f"q.{LEVERS[sector]}": "100" for sector in lacking}):
        trial = try_out(find_place(HERE), fields)
        sectors, emitted = trial.result.scenario.state.sectors, trial.result.chosen.emissions_by_sector_tco2e[0]
        others = float(emitted[[sectors.index(sector) for sector in lacking], -1].sum())
        told.add(round(trial.reference.values[2050] - others, 3))
    assert len(told) == 1
