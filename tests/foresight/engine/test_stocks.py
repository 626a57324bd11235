"""A dwelling is treated once: what is done to real dwellings is accepted, and nothing beyond them is."""

from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autan.foresight.engine.core.engine import run
from autan.foresight.engine.core.lever_levels import whole_quantity
from autan.foresight.engine.core.placements import largest_quantities
from autan.foresight.engine.core.rooms import counted_in
from autan.foresight.engine.core.scenarios import InvalidScenarioError
from autan.foresight.engine.importers.levers import shipped_library
from tests.foresight.engine.making import CELLS, a_lever, a_scenario, a_state

ROWS = {"house": "houses", "flat": "flats"}
COLUMNS = ("natural_gas", "oil", "wood", "district_heat", "electricity", "other")
CARRIERS = COLUMNS[:-1]
PARTS = [(row, column) for row in ROWS for column in COLUMNS]
WHOLE = ("deep_renovation", "renovation_measure")
BY_PART = {f"deep_renovation_{row}_{column}": (row, column) for row in ROWS for column in CARRIERS}
BOILERS = {
    f"{kind}_from_{carrier}": carrier
    for kind in ("heat_pump", "wood_heating", "district_heat")
    for carrier in ("natural_gas", "oil")
}
MANY = dict.fromkeys(CELLS, 1e9) | {("residential", "heating", "district_heat"): 1e9}
"""So much energy that stocks alone bound the levers."""


def pivots_of(homes):
    """Every pivot of a true split of the dwellings."""
    pivots = {"population": 1e5, "dwellings": sum(homes.values())}
    for row, code in ROWS.items():
        pivots[code] = sum(homes[part] for part in PARTS if part[0] == row)
    for column in CARRIERS:
        pivots[f"dwellings_{column}"] = sum(homes[part] for part in PARTS if part[1] == column)
    pivots |= {f"dwellings_{row}_{column}": homes[row, column] for row, column in PARTS if column != "other"}
    return pivots


def scenario(quantities, pivots):
    state = a_state(1, cells=MANY, pivots={code: np.array([float(value)]) for code, value in pivots.items()})
    return a_scenario(*(a_lever(kind, float(many)) for kind, many in quantities.items()), state=state)


def is_possible(quantities, pivots):
    try:
        run(scenario(quantities, pivots))
    except InvalidScenarioError as error:
        if other := [fault for fault in error.faults if "il en reste" not in fault.problem]:
            raise AssertionError(other) from error
        return False
    return True


splits = st.fixed_dictionaries({part: st.integers(0, 40) for part in PARTS}).filter(lambda homes: sum(homes.values()))


@st.composite
def partly_known(draw):
    """A true split, and what is known of it."""
    homes = draw(splits)
    pivots = pivots_of(homes)
    hidden = draw(st.sets(st.sampled_from(sorted(set(pivots) - {"population", "dwellings"}))))
    return homes, {code: value for code, value in pivots.items() if code not in hidden}


def parts_of(kind):
    if kind in BY_PART:
        return [BY_PART[kind]]
    return [part for part in PARTS if kind in WHOLE or part[1] == BOILERS[kind]]


@settings(max_examples=60, deadline=None)
@given(partly_known(), st.sampled_from([(*WHOLE, *BY_PART), tuple(BOILERS)]), st.data())
def test_what_is_done_to_real_dwellings_is_accepted(known, kinds, data):
    homes, pivots = known
    left, done = dict(homes), {}
    for kind in data.draw(st.lists(st.sampled_from(kinds), unique=True, max_size=5)):
        for part in parts_of(kind):
            many = data.draw(st.integers(0, left[part]))
            left[part] -= many
            done[kind] = done.get(kind, 0) + many
    assert is_possible(done, pivots)


@settings(max_examples=60, deadline=None)
@given(splits, st.sampled_from([(*WHOLE, *BY_PART), tuple(BOILERS)]), st.data())
def test_with_every_part_known_what_is_possible_is_what_a_flow_carries(homes, kinds, data):
    pivots = pivots_of(homes)
    chosen = data.draw(st.lists(st.sampled_from(kinds), unique=True, min_size=1, max_size=5))
    quantities = {kind: data.draw(st.integers(0, sum(homes[part] for part in parts_of(kind)))) for kind in chosen}
    assert is_possible(quantities, pivots) == (carried(quantities, homes) == sum(quantities.values()))


def carried(quantities, homes):
    """Units that reach a dwelling each: a maximum flow, one unit at a time, from levers to parts."""
    taken: dict[tuple[str, tuple[str, str]], int] = {}

    def place(kind, seen):
        for part in parts_of(kind):
            if part in seen:
                continue
            seen.add(part)
            holders = [other for other in quantities if taken.get((other, part))]
            free = sum(taken.get((other, part), 0) for other in quantities) < homes[part]
            moved = None if free else next((other for other in holders if place(other, seen)), None)
            if free or moved:
                if moved:
                    taken[moved, part] -= 1
                taken[kind, part] = taken.get((kind, part), 0) + 1
                return True
        return False

    return sum(place(kind, set()) for kind, many in quantities.items() for _ in range(many))


@settings(max_examples=40, deadline=None)
@given(partly_known(), st.data())
def test_the_largest_quantity_is_the_true_one(known, data):
    _, pivots = known
    kinds = data.draw(st.lists(st.sampled_from((*WHOLE, *BY_PART)), unique=True, min_size=2, max_size=4))
    *others, last = kinds
    quantities = {}
    for kind in others:
        most = largest_quantities(scenario(quantities, pivots))[kind]
        quantities[kind] = data.draw(st.integers(0, int(most)))
    most = largest_quantities(scenario(quantities, pivots))[last]
    assert is_possible(quantities | {last: most}, pivots)
    assert not is_possible(quantities | {last: most + 1}, pivots)


def test_the_order_in_which_levers_are_written_changes_no_refusal():
    fields = {"deep_renovation": 20_000, "deep_renovation_house_natural_gas": 9_000, "renovation_measure": 9_000}
    told = set()
    for kinds in permutations(fields):
        with pytest.raises(InvalidScenarioError) as caught:
            run(scenario({kind: fields[kind] for kind in kinds}, {"population": 6e4, "dwellings": 28_000}))
        told.add(str(caught.value))
    (problem,) = told
    assert "il en reste 8\u202f000 sur 28\u202f000" in problem


def test_homes_on_gas_and_on_oil_are_no_more_than_all_homes():
    pivots = {"population": 1, "dwellings": 100, "dwellings_natural_gas": 90, "dwellings_oil": 60}
    assert is_possible({"heat_pump_from_natural_gas": 60, "district_heat_from_oil": 40}, pivots)
    assert not is_possible({"heat_pump_from_natural_gas": 60, "district_heat_from_oil": 41}, pivots)


def test_an_envelope_and_a_boiler_are_two_treatments_of_one_dwelling():
    pivots = {"population": 1, "dwellings": 100, "dwellings_natural_gas": 100}
    assert is_possible({"deep_renovation": 100, "heat_pump_from_natural_gas": 100}, pivots)


def wood(*levers):
    state = a_state(2)
    pivots = {**state.pivots, "wood_resource": np.array([60_000.0, 30_000.0])}
    return a_scenario(*levers, state=a_state(2, pivots=pivots))


def test_levers_that_draw_on_the_same_wood_share_it():
    plants = largest_quantities(wood())["wood_heat"]
    run(wood(a_lever("wood_heat", plants)))
    twice = [a_lever("wood_heat", plants * 0.6, key=key) for key in ("north", "south")]
    for levers in (twice, twice[::-1], [a_lever("wood_heat", plants), a_lever("wood_heating_from_oil", 100)]):
        with pytest.raises(InvalidScenarioError) as caught:
            run(wood(*levers))
        assert "la ressource locale (90\u202f000 MWh par an) en permet" in str(caught.value)


def test_the_largest_quantity_of_a_network_is_accepted_whole():
    """One member has many homes on gas and little gas: it bounds what is shared by homes."""
    pivots = {**a_state(2).pivots, "dwellings_natural_gas": np.array([12_000.0, 4_000.0])}
    cells = {**CELLS, ("residential", "heating", "natural_gas"): 90_000}
    state = a_state(2, cells=cells, pivots=pivots)
    for kind in ("heat_pump_from_natural_gas", "deep_renovation_house_natural_gas", "renovation_measure"):
        most = largest_quantities(a_scenario(state=state))[kind]
        run(a_scenario(a_lever(kind, most), state=state))
        with pytest.raises(InvalidScenarioError):
            run(a_scenario(a_lever(kind, most * 1.01), state=state))


def test_a_lever_that_finds_no_room_after_another_of_the_network_is_placed_before_it():
    pivots = {"dwellings": [10, 100], "houses": [0, 0], "flats": [10, 100]}
    pivots |= {"dwellings_oil": [10, 2], "dwellings_electricity": [10, 100], "population": [1, 1]}
    state = a_state(2, cells=MANY, pivots={code: np.array(values, dtype=float) for code, values in pivots.items()})

    def run_both(oil, electricity):
        levers = {"deep_renovation_flat_oil": oil, "deep_renovation_flat_electricity": electricity}
        return run(a_scenario(*(a_lever(kind, many) for kind, many in levers.items()), state=state))

    done = run_both(10, 100).done
    assert sum(done.values())[:, -1] == pytest.approx([10, 100])
    with pytest.raises(InvalidScenarioError, match="il en reste"):
        run_both(10, 101)


def test_the_largest_quantity_of_a_network_is_reached_where_members_differ():
    """A sum of rooms that rounding passes, a member without the resource, kilometres that two levers share."""
    small = {cell: mwh / 2_000 for cell, mwh in CELLS.items()}
    kilometres = {**a_state(3).pivots, "car_passenger_km": np.array([8e7, 1.6e6, 1.6e6])}
    heat = {**a_state(2).pivots, "geothermal_resource": np.array([20_000.0, 0.0])}
    for kind, state in (
        ("cycling", a_state(3, cells=small, pivots=kilometres)),
        ("geothermal_heat", a_state(2, pivots=heat)),
    ):
        most = whole_quantity(largest_quantities(a_scenario(state=state))[kind])
        assert most > 0
        run(a_scenario(a_lever(kind, most), state=state))
        with pytest.raises(InvalidScenarioError):
            run(a_scenario(a_lever(kind, most * 1.02), state=state))
    carpooling = a_lever("carpooling", 4_000_000)
    state = a_state(3, cells=small, pivots=kilometres)
    most = largest_quantities(a_scenario(carpooling, state=state))["bus_new_service"]
    run(a_scenario(carpooling, a_lever("bus_new_service", most), state=state))


def test_a_lever_that_is_placed_after_the_others_finds_what_it_was_told():
    pivots = {"dwellings": [110, 150], "houses": [110, 50], "flats": [0, 100], "population": [1, 1]}
    pivots |= {"dwellings_oil": [10, 140], "dwellings_house_oil": [10, 40], "dwellings_flat_oil": [0, 100]}
    state = a_state(2, cells=MANY, pivots={code: np.array(values, dtype=float) for code, values in pivots.items()})
    others = [a_lever(f"deep_renovation_{kind}_oil", 30) for kind in ("flat", "house")]
    most = largest_quantities(a_scenario(*others, state=state))["deep_renovation"]
    assert most == pytest.approx(200)
    run(a_scenario(*others, a_lever("deep_renovation", most), state=state))
    with pytest.raises(InvalidScenarioError):
        run(a_scenario(*others, a_lever("deep_renovation", most + 2), state=state))


def test_what_is_told_of_a_part_is_what_the_whole_can_leave_to_it_elsewhere():
    """Fifty homes of any kind are spread over both members; they leave all the flats on oil of the first one."""
    pivots = {"dwellings": [10, 100], "houses": [0, 100], "flats": [10, 0], "dwellings_oil": [10, 0]}
    state = a_state(2, cells=MANY, pivots={code: np.array(values, dtype=float) for code, values in pivots.items()})
    whole = a_lever("deep_renovation", 50)
    assert largest_quantities(a_scenario(whole, state=state))["deep_renovation_flat_oil"] == pytest.approx(10)
    done = run(a_scenario(whole, a_lever("deep_renovation_flat_oil", 10), state=state)).done
    assert done["deep_renovation"][:, -1] == pytest.approx([0, 50])
    with pytest.raises(InvalidScenarioError, match="il en reste"):
        run(a_scenario(whole, a_lever("deep_renovation_flat_oil", 11), state=state))


def test_a_network_where_nobody_has_any_of_a_stock_does_nothing_of_it():
    state = a_state(2, cells=MANY, pivots={"street_lights": np.zeros(2)})
    with pytest.raises(InvalidScenarioError, match="il en reste 0 sur 0"):
        run(a_scenario(a_lever("street_lights", 1), state=state))


MEMBERS = range(3)
lists = st.sets(st.sampled_from(MEMBERS), min_size=1)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 30), min_size=3, max_size=3).filter(any),
    st.lists(st.tuples(lists, st.integers(1, 30)), min_size=1, max_size=5),
)
def test_levers_of_any_members_are_accepted_where_no_group_of_them_asks_for_more_than_its_members_have(lights, asked):
    state = a_state(3, cells=MANY, pivots={"street_lights": np.array(lights, dtype=float)})
    levers = [
        a_lever("street_lights", many, key=f"k{rank}", territories=tuple(state.territories[one] for one in where))
        for rank, (where, many) in enumerate(asked)
    ]
    has_room = all(
        sum(many for where, many in asked if where <= set(union)) <= sum(lights[one] for one in union)
        for size in MEMBERS
        for union in combinations(MEMBERS, size + 1)
    )
    if has_room:
        done = run(a_scenario(*levers, state=state)).done
        assert np.all(np.sum(list(done.values()), axis=0)[:, -1] <= np.array(lights) + 1e-6)
    else:
        with pytest.raises(InvalidScenarioError):
            run(a_scenario(*levers, state=state))


def test_a_lever_that_has_no_stock_is_counted_nowhere():
    kind = next(kind for kind in shipped_library().values() if kind.partition is None)
    assert not counted_in(a_state(), kind).any()
