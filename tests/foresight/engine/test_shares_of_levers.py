"""The share that a lever takes of what is left: its basis, the growth of what it acts on, its ceiling."""

import numpy as np
import pytest

from autan.foresight.engine.core.assumptions import AssumptionValues
from autan.foresight.engine.core.levers import Lever
from autan.foresight.engine.core.quantities import LeverEffect, lever_effect, network_total, ranks, split_key
from autan.foresight.engine.importers.assumptions import shipped_assumptions
from autan.foresight.engine.importers.levers import shipped_library
from tests.foresight.engine.making import FARMS, HEDGES, RENOVATION, WIND, a_lever, a_scenario, a_state

LIBRARY = shipped_library()
YEARS = np.array([2024, 2032, 2040])
TRAVEL = a_lever("less_travel", 50)


def effect_of(lever: Lever, *quantities: float) -> LeverEffect:
    values = AssumptionValues(assumptions=shipped_assumptions())
    return lever_effect(a_scenario(lever), lever, np.array(quantities), values, YEARS)


def growth(*indexes: float) -> np.ndarray:
    return np.array(indexes)[None, None, :] * np.ones((1, 2, 1))


def test_a_share_of_a_consumption_follows_it_as_it_grows() -> None:
    effect = effect_of(TRAVEL, 50.0, 50.0)
    steady, grown = effect.share_in(growth(1, 1, 1)), effect.share_in(growth(1, 1.5, 2))
    assert grown.tolist() == steady.tolist()
    assert steady[0, 0, 1] == pytest.approx(steady[0, 0, 2] / 2)


def test_a_number_of_units_is_a_smaller_share_of_what_has_grown_and_no_larger_one_of_what_shrinks() -> None:
    effect = effect_of(RENOVATION, 2_800.0, 0.0)
    steady = effect.share_in(growth(1, 1, 1))
    assert steady[0, 0, 2] > 0
    assert effect.share_in(growth(1, 1.25, 2))[0, 0].tolist() == pytest.approx(
        [0, steady[0, 0, 1] / 1.25, steady[0, 0, 2] / 2]
    )
    assert effect.share_in(growth(1, 0.5, 0.5)).tolist() == steady.tolist()


def test_nothing_done_takes_nothing_even_where_there_is_nothing_to_take() -> None:
    assert effect_of(RENOVATION, 2_800.0, 0.0).share[0, :, 0].tolist()[1] == 0
    assert effect_of(WIND, 40.0, 10.0).share.tolist() == [[[0], [0]]]


def test_no_lever_takes_more_than_all() -> None:
    effect = effect_of(RENOVATION, 1e9, 1e9)
    assert effect.share_in(growth(1, 1, 1))[0, :, 2].tolist() == [1, 1]


@pytest.mark.parametrize(("lever", "takes"), [(TRAVEL, True), (FARMS, True), (WIND, False), (HEDGES, False)])
def test_what_is_produced_or_stored_is_added_and_takes_no_share(lever: Lever, *, takes: bool) -> None:
    effect = effect_of(lever, lever.quantity, lever.quantity)
    assert effect.takes_share is takes
    assert (effect.added is None) is takes


def test_what_is_done_goes_with_the_years_and_a_part_keeps_its_territories() -> None:
    effect = effect_of(WIND, 40.0, 10.0)
    assert effect.done.tolist() == [[0, 20, 40], [0, 5, 10]]
    part = effect.part(slice(1, 2))
    assert part.done.tolist() == [[0, 5, 10]]
    assert part.added is not None
    assert effect.added is not None
    assert part.added.tolist() == effect.added[:, 1:2].tolist()


@pytest.mark.parametrize(("codes", "places"), [((), (0, 1, 2)), (("c", "a"), (0, 2)), (("z",), ()), (("b", "z"), (1,))])
def test_codes_have_their_places_on_an_axis_and_what_it_lacks_is_left_out(
    codes: tuple[str, ...], places: tuple[int, ...]
) -> None:
    assert ranks(codes, ("a", "b", "c")) == places


def test_units_of_territories_are_added_and_shares_are_weighed_by_what_they_are_shares_of() -> None:
    state = a_state()  # the second territory has half as much again as the first
    assert network_total(state, LIBRARY["wind"], np.array([40.0, 10.0])) == 50
    assert network_total(state, LIBRARY["less_travel"], np.array([50.0, 0.0])) == pytest.approx(20)
    assert network_total(state, LIBRARY["farm_emissions"], np.array([0.0, 50.0])) == pytest.approx(30)
    by_year = np.array([[0.0, 50.0], [0.0, 0.0]])
    assert network_total(state, LIBRARY["less_travel"], by_year).tolist() == pytest.approx([0, 20])


def test_a_share_of_nothing_is_the_plain_mean() -> None:
    empty = a_state(cells={})
    assert network_total(empty, LIBRARY["less_travel"], np.array([50.0, 10.0])) == 30


@pytest.mark.parametrize(
    ("kind", "ratio"), [("less_travel", 1.5), ("wind", 1.5), ("deep_renovation", 1.5), ("hedges", 1.5)]
)
def test_a_quantity_of_several_territories_is_shared_by_their_sizes(kind: str, ratio: float) -> None:
    first, second = split_key(a_state(), LIBRARY[kind])
    assert second == pytest.approx(first * ratio)


def test_a_production_is_shared_by_its_resource_where_all_of_them_know_it() -> None:
    state = a_state()
    known = a_state(pivots={**state.pivots, "wind_resource": np.array([3.0, 9.0])})
    partly = a_state(pivots={**state.pivots, "wind_resource": np.array([3.0, np.nan])})
    assert split_key(known, LIBRARY["wind"]).tolist() == [3, 9]
    assert split_key(partly, LIBRARY["wind"]).tolist() == [60_000, 90_000]
