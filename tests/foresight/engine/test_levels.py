"""How much of a lever there can be in a place, its four levels, and the points between them."""

import numpy as np
import pytest

from autan.foresight.engine.core.assumptions import AssumptionValues
from autan.foresight.engine.core.lever_levels import (
    PRODUCTION_LEVELS,
    LeverPotential,
    lever_potential,
    rounded,
    whole_quantity,
)
from autan.foresight.engine.importers.assumptions import shipped_assumptions
from autan.foresight.engine.importers.levers import shipped_library
from tests.foresight.engine.making import CELLS, a_state

LIBRARY = shipped_library()
KNOWN = shipped_assumptions()
VALUES = AssumptionValues(assumptions=KNOWN)


def potential_of(code: str, state=None) -> LeverPotential:
    return lever_potential(a_state(1) if state is None else state, LIBRARY[code], VALUES)


def with_pivots(territories: int = 1, **pivots):
    state = a_state(territories)
    return a_state(territories, pivots={**state.pivots, **{code: np.array(row) for code, row in pivots.items()}})


@pytest.mark.parametrize(
    ("largest", "whole"),
    [(0.0, 0), (0.04, 0), (0.19, 0.1), (12.39, 12.3), (100.0, 100), (100.96, 100.9), (101.0, 101), (101.9, 101)],
)
def test_a_largest_quantity_is_cut_and_never_rounded_up(largest, whole):
    assert whole_quantity(largest) == whole


def test_a_share_that_rounding_left_just_below_a_tenth_keeps_it():
    assert whole_quantity(0.3 - 1e-12) == 0.3


@pytest.mark.parametrize(
    ("quantity", "read"),
    [(0.0, 0), (0.001234, 0.0012), (9.96, 10), (99.4, 99), (149.0, 150), (1_250.0, 1_200), (-347.0, -350)],
)
def test_a_level_keeps_two_figures(quantity, read):
    assert rounded(quantity) == pytest.approx(read)


LEVELS = LeverPotential(
    kind=LIBRARY["wind"], largest=33.0, levels=(10.0, 20.0, 30.0, 33.0), shares=(0.1, 0.25, 0.5, 1.0), mwh_per_unit=1.0
)


@pytest.mark.parametrize(("level", "quantity"), [(0, 0), (1, 10), (4, 33), (0.5, 5), (1.25, 12), (3.5, 32), (3.97, 33)])
def test_a_point_between_two_levels_is_in_two_figures_and_never_beyond_the_last(level, quantity):
    assert LEVELS.quantity_at(level) == quantity


@pytest.mark.parametrize(("quantity", "level"), [(0, 0), (-3, 0), (5, 0.5), (10, 1), (15, 1.5), (33, 4), (400, 4)])
def test_a_quantity_has_its_place_along_the_levels(quantity, level):
    assert LEVELS.level_of(quantity) == level


def test_levels_that_rounding_set_out_of_order_still_give_a_place():
    potential = LeverPotential(kind=LIBRARY["wind"], largest=9.0, levels=(2.0, 4.0, 3.0), shares=(), mwh_per_unit=1.0)
    assert potential.level_of(4.0) >= 2
    assert potential.level_of(3.0) == pytest.approx(1.5)


def test_a_share_goes_to_all_of_it_by_the_levels_of_its_kind():
    potential = potential_of("less_travel")
    assert (potential.largest, potential.levels) == (100, (5, 10, 15, 25))
    assert (potential.mwh_per_unit, potential.blocker, potential.without) == (None, "", ())


def test_a_lever_on_an_energy_that_nobody_uses_here_is_blocked():
    state = a_state(1, cells={("residential", "other", "electricity"): 1_000})
    blocked = potential_of("less_travel", state)
    assert (blocked.blocker, blocked.largest, blocked.levels, blocked.shares) == ("no_cells", None, (), ())
    assert potential_of("wood_heat", state).blocker == "no_cells"
    assert potential_of("wind", state).blocker == ""


def test_units_of_a_stock_go_up_to_it_and_each_is_worth_its_part_of_the_energy():
    potential = potential_of("deep_renovation")
    assert potential.largest == 28_000
    assert potential.levels == (2_800, 7_000, 14_000, 28_000)
    gain = KNOWN.find("renovation_gain").central * KNOWN.find("renovation_realisation").central
    heat = 300_000 + 80_000 + 120_000 + 90_000
    assert potential.mwh_per_unit == pytest.approx(gain / KNOWN.find("doubt_counted_dwellings").central * heat / 28_000)


def test_a_stock_that_one_member_does_not_count_is_that_of_the_others_and_the_member_is_named():
    state = with_pivots(2, dwellings=[28_000.0, np.nan])
    potential = potential_of("deep_renovation", state)
    assert (potential.largest, potential.without) == (28_000, ("900000001",))
    alone = potential_of("deep_renovation")
    assert potential.mwh_per_unit == pytest.approx(alone.mwh_per_unit)


def test_a_stock_that_nobody_counts_blocks_its_lever():
    assert potential_of("deep_renovation", with_pivots(dwellings=[np.nan])).blocker == "unknown"


def test_a_production_without_a_known_resource_has_levels_in_share_of_what_is_used():
    potential = potential_of("hydro")
    used, hours = sum(CELLS.values()), KNOWN.find("hydro_hours").central
    assert potential.largest is None
    assert potential.shares == PRODUCTION_LEVELS
    most = KNOWN.find(LIBRARY["hydro"].nation.codes[0]).central * LIBRARY["hydro"].nation.scale
    assert potential.levels == tuple(min(rounded(share * used / hours), most) for share in PRODUCTION_LEVELS)


def test_what_is_not_known_of_the_energy_used_counts_for_nothing_in_the_levels_of_a_production():
    cells = {("residential", "other", "electricity"): 40_000.0, ("agriculture", "other", "oil"): np.nan}
    levels = potential_of("biomethane", a_state(1, cells=cells)).levels
    site = KNOWN.find("biomethane_mwh_per_site").central
    assert levels == tuple(rounded(share * 40_000 / site) for share in PRODUCTION_LEVELS)


def test_a_production_goes_up_to_the_resource_that_a_territory_gives():
    potential = potential_of("wind", with_pivots(wind_resource=[219_000.0]))
    most = 219_000 / KNOWN.find("wind_hours").central
    assert potential.largest == whole_quantity(most)
    assert potential.shares == LIBRARY["wind"].levels
    assert potential.levels[-1] == min(rounded(most), potential.largest)


@pytest.mark.parametrize("resource", [0.0, -500.0])
def test_a_resource_that_is_spent_leaves_nothing_and_no_level(resource):
    potential = potential_of("wind", with_pivots(wind_resource=[resource]))
    assert (potential.largest, potential.levels, potential.shares) == (0, (), ())


def test_emissions_of_a_sector_that_is_not_computed_cannot_be_lowered():
    assert potential_of("farm_emissions").largest == 100
    without = a_state(1).within(["residential", "tertiary"])
    assert potential_of("farm_emissions", without).blocker == "no_cells"


def test_land_that_takes_carbon_in_has_no_sealing_to_lower():
    shape = {"sinks": ("artificial_land",)}
    losing = a_state(1, **shape, sequestration_tco2e=np.array([[-400.0]]))
    gaining = a_state(1, **shape, sequestration_tco2e=np.array([[400.0]]))
    assert potential_of("less_sealing", losing).largest == 100
    assert potential_of("less_sealing", gaining).blocker == "no_cells"
    assert (
        potential_of("less_sealing", a_state(1, **shape, sequestration_tco2e=np.array([[0.0]]))).blocker == "no_cells"
    )


def test_kilometres_of_hedges_have_no_bound_and_hectares_have_theirs():
    hedges = potential_of("hedges")
    assert (hedges.largest, hedges.levels, hedges.blocker) == (None, (), "")
    crops = potential_of("cover_crops", with_pivots(arable_ha=[8_000.0]))
    assert (crops.largest, crops.levels, crops.mwh_per_unit) == (8_000, (800, 2_000, 4_000, 6_000), None)
