"""What is left for a lever beside others, how a quantity is spread, and what is taken of a resource once."""

from collections.abc import Sequence

import numpy as np
import pytest

from autan.foresight.engine.core.assumptions import AssumptionValues
from autan.foresight.engine.core.engine import run
from autan.foresight.engine.core.rooms import Rooms, Taken, is_over, spread
from autan.foresight.engine.core.scenarios import InvalidScenarioError
from autan.foresight.engine.importers.assumptions import shipped_assumptions
from autan.foresight.engine.importers.levers import shipped_library
from tests.foresight.engine.making import a_lever, a_scenario, a_state

LIBRARY = shipped_library()
KNOWN = shipped_assumptions()
STATE = a_state(2)


def rooms_of(state=STATE) -> Rooms:
    return Rooms(state, AssumptionValues(assumptions=KNOWN))


def with_pivots(**pivots):
    return a_state(2, pivots={**STATE.pivots, **{code: np.array(row) for code, row in pivots.items()}})


def taken_by(rooms: Rooms, code: str, quantity: float, beside: Sequence[Taken] = (), **changes) -> Taken:
    return rooms.place(LIBRARY[code], a_lever(code, quantity, **changes), beside).taken


@pytest.mark.parametrize(
    ("total", "key", "room", "quantity"),
    [
        (12, [1, 2, 3], [np.inf] * 3, [2, 4, 6]),
        (12, [1, 2, 3], [np.inf, 1, np.inf], [2.75, 1, 8.25]),
        (12, [1, 1, 1], [1, 2, 9], [1, 2, 9]),
        (12, [1, 1, 2], [2, 4, 20], [2, 10 / 3, 20 / 3]),
        (12, [1, 2, 3], [1, 1, 1], [2, 4, 6]),
        (12, [0, 1, 1], [50, 2, 50], [0, 2, 10]),
        (0, [1, 2, 3], [0, 0, 0], [0, 0, 0]),
    ],
)
def test_a_total_is_shared_by_a_key_and_what_has_no_room_goes_to_the_others(total, key, room, quantity):
    shared = spread(float(total), np.array(key, dtype=float), np.array(room, dtype=float))
    assert shared.tolist() == pytest.approx(quantity)
    assert shared.sum() == pytest.approx(total)


def test_room_where_the_key_is_zero_helps_nobody():
    assert spread(10.0, np.array([0.0, 1.0]), np.array([100.0, 4.0])).tolist() == [0, 10]


def test_a_key_that_is_known_and_empty_shares_equally_so_that_what_is_asked_is_refused():
    assert spread(10.0, np.array([0.0, 0.0]), np.array([0.0, 0.0])).tolist() == [5, 5]
    assert spread(10.0, np.array([np.nan, 2.0]), np.array([9.0, 0.0])).tolist() == [0, 10]


def test_where_no_key_is_known_nothing_is_shared():
    assert spread(10.0, np.array([np.nan, np.nan]), np.array([2.0, np.inf])).tolist() == [0, 0]


@pytest.mark.parametrize(
    ("asked", "left", "over"),
    [(5.0, 5.0, False), (5.0, 5.0 - 1e-13, False), (5.001, 5.0, True), (1e-9, 0.0, True), (0.0, -3.0, False)],
)
def test_a_rounding_is_not_more_than_there_is(asked, left, over):
    assert is_over(asked, left) == over


def test_without_a_stock_nothing_bounds_a_lever_and_with_one_each_territory_has_its_own():
    assert np.isinf(rooms_of().stock_left(LIBRARY["less_travel"])).all()
    assert rooms_of().stock_left(LIBRARY["deep_renovation"]).tolist() == [28_000, 42_000]


def test_only_levers_that_treat_the_same_stock_in_the_same_way_leave_less_of_it():
    rooms = rooms_of()
    renovated = taken_by(rooms, "deep_renovation", 7_000)
    assert renovated.quantity.tolist() == [2_800, 4_200]
    assert rooms.stock_left(LIBRARY["renovation_measure"], [renovated]).tolist() == [25_200, 37_800]
    assert rooms.stock_left(LIBRARY["heat_pump_from_natural_gas"], [renovated]).tolist() == [12_000, 18_000]
    nothing = taken_by(rooms, "deep_renovation", 0)
    assert rooms.stock_left(LIBRARY["renovation_measure"], [nothing]).tolist() == [28_000, 42_000]


def test_a_resource_is_that_of_the_territories_where_a_lever_is_done():
    rooms = rooms_of(with_pivots(wind_resource=[1_000.0, 3_000.0]))
    wind = LIBRARY["wind"]
    assert rooms.resource_left(wind, frozenset({0})) == 1_000
    assert rooms.resource_left(wind, frozenset({0, 1})) == 4_000
    assert np.isinf(rooms.resource_left(LIBRARY["less_travel"], frozenset({0})))


def test_what_one_lever_draws_is_no_longer_there_for_another_that_shares_its_places():
    rooms = rooms_of(with_pivots(wind_resource=[10_000.0, 30_000.0]))
    wind, here, there = LIBRARY["wind"], frozenset({0}), frozenset({1})
    drawn = taken_by(rooms, "wind", 2, territories=("900000000",))
    assert drawn.resource_mwh == pytest.approx(2 * KNOWN.find("wind_hours").central)
    assert rooms.resource_left(wind, here, [drawn]) == pytest.approx(10_000 - drawn.resource_mwh)
    assert rooms.resource_left(wind, there, [drawn]) == 30_000
    everywhere = taken_by(rooms, "wind", 15)
    left = 40_000 - drawn.resource_mwh - everywhere.resource_mwh
    assert rooms.resource_left(wind, there, [drawn, everywhere]) == pytest.approx(min(30_000, left))


def test_a_resource_that_one_member_does_not_know_bounds_the_others_alone():
    rooms = rooms_of(with_pivots(wind_resource=[1_000.0, np.nan]))
    assert rooms.resource_left(LIBRARY["wind"], frozenset({0})) == 1_000
    assert np.isinf(rooms.resource_left(LIBRARY["wind"], frozenset({0, 1})))


def test_a_consumption_is_moved_once_by_the_levers_of_a_group():
    rooms = rooms_of()
    cars, pumps = LIBRARY["electric_cars"], LIBRARY["heat_pump_from_natural_gas"]
    share = taken_by(rooms, "electric_car_share", 30)
    assert share.share.tolist() == pytest.approx([0.3, 0.3])
    assert rooms.share_left(cars, [share]).tolist() == pytest.approx([0.7, 0.7])
    assert rooms.share_left(pumps, [share]).tolist() == [1, 1]
    both = [share, taken_by(rooms, "electric_car_share", 90)]
    assert rooms.share_left(cars, both).tolist() == [0, 0]


def test_levers_whose_shares_multiply_move_no_cell():
    rooms = rooms_of()
    assert rooms.moved_cells(LIBRARY["less_travel"]) == frozenset()
    assert rooms.moved_cells(LIBRARY["farm_emissions"]) == frozenset()
    assert rooms.moved_cells(LIBRARY["electric_car_share"])


def test_units_are_bounded_by_their_stock_and_by_the_energy_that_is_left():
    state = a_state(2, cells={("residential", "heating", "natural_gas"): 1_000.0})
    rooms, pump = rooms_of(state), LIBRARY["heat_pump_from_natural_gas"]
    one = KNOWN.find("surface_dwelling").central * KNOWN.find("heating_intensity_natural_gas").central / 1_000
    assert rooms.amount(pump) == pytest.approx(one)
    assert rooms.units_left(pump).tolist() == pytest.approx([1_000 / one, 1_500 / one])
    plenty = rooms_of().units_left(pump)
    assert plenty.tolist() == [12_000, 18_000]


def test_a_lever_takes_what_its_own_values_say():
    rooms, pump = rooms_of(), LIBRARY["heat_pump_from_natural_gas"]
    assert rooms.amount(pump, {"surface_dwelling": 100.0, "heating_intensity_natural_gas": 90.0}) == pytest.approx(9)


def test_the_energy_of_a_resource_in_a_unit_is_what_is_made_or_burnt():
    rooms, everywhere = rooms_of(), frozenset({0, 1})
    assert rooms.resource_mwh_per_unit(LIBRARY["wind"], everywhere) == KNOWN.find("wind_hours").central
    wood = LIBRARY["wood_heating_from_natural_gas"]
    (to,) = wood.destinations
    ratio = float(rooms.values.subtract(to.ratio, to.less).item())
    assert rooms.resource_mwh_per_unit(wood, everywhere) == pytest.approx(rooms.amount(wood) * ratio)


def test_a_percent_of_hot_water_draws_the_sun_of_the_territories_where_it_is_done():
    rooms, solar = rooms_of(), LIBRARY["solar_water_from_electricity"]
    here = rooms.resource_mwh_per_unit(solar, frozenset({0}))
    both = rooms.resource_mwh_per_unit(solar, frozenset({0, 1}))
    ratio = float(rooms.values.subtract(solar.destinations[0].ratio, solar.destinations[0].less).item())
    assert here == pytest.approx(60_000 / 100 * rooms.amount(solar) * ratio)
    assert both == pytest.approx(2.5 * here)


def test_a_lever_of_one_territory_is_all_there_even_beyond_what_is_left():
    placement = rooms_of().place(
        LIBRARY["deep_renovation"], a_lever("deep_renovation", 50_000, territories=("900000001",))
    )
    assert placement.taken.quantity.tolist() == [0, 50_000]
    assert placement.taken.where == {1}
    assert placement.is_over


def test_a_share_is_the_same_everywhere_and_units_are_spread_by_the_stock():
    rooms = rooms_of()
    assert taken_by(rooms, "less_travel", 10).quantity.tolist() == [10, 10]
    assert taken_by(rooms, "deep_renovation", 10).quantity.tolist() == [4, 6]


def test_what_others_took_in_one_territory_is_done_in_the_other():
    rooms = rooms_of()
    first = taken_by(rooms, "deep_renovation", 27_000, territories=("900000000",))
    second = rooms.place(LIBRARY["renovation_measure"], a_lever("renovation_measure", 10_000), [first])
    assert second.taken.quantity.tolist() == pytest.approx([1_000, 9_000])
    assert not second.is_over


def test_a_lever_is_over_by_its_resource_or_by_the_consumption_that_is_left():
    rooms = rooms_of(with_pivots(wind_resource=[1_000.0, 1_000.0]))
    wind = rooms.place(LIBRARY["wind"], a_lever("wind", 2_000 / KNOWN.find("wind_hours").central))
    assert not wind.is_over
    assert rooms.place(LIBRARY["wind"], a_lever("wind", 1), [wind.taken]).is_over
    cars = taken_by(rooms, "electric_car_share", 80)
    more = LIBRARY["electric_car_share"]
    assert rooms.place(more, a_lever("electric_car_share", 21), [cars]).is_over
    assert not rooms.place(more, a_lever("electric_car_share", 20), [cars]).is_over


def test_the_largest_quantity_is_what_all_territories_can_do():
    rooms = rooms_of()
    assert rooms.largest(LIBRARY["deep_renovation"]) == 70_000
    assert rooms.largest(LIBRARY["less_travel"]) == 100
    assert np.isinf(rooms.largest(LIBRARY["wind"]))
    moved = taken_by(rooms, "electric_car_share", 64)
    assert rooms.largest(LIBRARY["electric_car_share"], [moved]) == 36


def test_a_share_that_is_taken_in_one_territory_bounds_the_share_of_all():
    rooms = rooms_of()
    moved = taken_by(rooms, "electric_car_share", 64, territories=("900000001",))
    assert moved.quantity.tolist() == [0, 64]
    assert rooms.largest(LIBRARY["electric_car_share"], [moved]) == 36


def test_a_territory_without_the_stock_does_nothing_of_the_largest_quantity():
    rooms = rooms_of(with_pivots(dwellings=[28_000.0, np.nan]))
    assert rooms.most_units(LIBRARY["deep_renovation"]).tolist() == [28_000, 0]
    lamps = rooms_of(with_pivots(street_lights=[0.0, 9_000.0]))
    assert lamps.most_units(LIBRARY["lights_off_at_night"])[0] == 0


def test_a_resource_that_is_spent_leaves_nothing_and_is_never_less_than_nothing():
    rooms = rooms_of(with_pivots(wind_resource=[-500.0, 100.0]))
    assert rooms.largest(LIBRARY["wind"]) == 0
    rooms = rooms_of(with_pivots(wind_resource=[21_900.0, 0.0]))
    assert rooms.largest(LIBRARY["wind"]) == pytest.approx(21_900 / KNOWN.find("wind_hours").central, abs=1e-6)


def test_more_than_a_resource_gives_is_refused_with_what_it_allows():
    hours = KNOWN.find("wind_hours").central
    state = with_pivots(wind_resource=[10 * hours, 5 * hours])
    with pytest.raises(InvalidScenarioError) as caught:
        run(a_scenario(a_lever("wind", 16), state=state))
    ((place, problem),) = [(fault.place, str(fault.problem)) for fault in caught.value.faults]
    assert place == "levers.wind.quantity"
    assert problem.endswith("en permet 15")
    assert run(a_scenario(a_lever("wind", 15), state=state)).done["wind"][:, -1].tolist() == pytest.approx([10, 5])
