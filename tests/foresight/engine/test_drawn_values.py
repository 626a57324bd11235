"""Assumptions read as numbers: products, own values of a lever, draws, dated values."""

from datetime import date

import numpy as np
import pytest

from autan.foresight.engine.core.assumptions import (
    Assumption,
    AssumptionSet,
    AssumptionValues,
    InvalidAssumptionError,
)
from autan.foresight.engine.core.levers import Product
from autan.foresight.engine.core.trends import drawn_cells, drawn_trend, grown_population, trend_codes
from autan.foresight.engine.core.uncertainty import Sensitivity, draw_assumptions
from autan.ground.errors import UnknownError
from autan.ground.wordings import Text
from tests.foresight.engine.making import a_scenario, a_state, a_trend

YEARS = np.array([2021, 2025, 2030])


def an_assumption(code: str, central: float = 2.0, **changes) -> Assumption:
    words = {
        "label": Text(code, code),
        "source": Text("essai", "trial"),
        "unit": "ratio",
        "valid_from": date(2024, 1, 1),
    }
    return Assumption(**{"code": code, "low": 0.0, "central": central, "high": 10.0, **words, **changes})


def a_set(*assumptions: Assumption) -> AssumptionSet:
    return AssumptionSet(by_code={one.code: one for one in assumptions})


KNOWN = a_set(
    an_assumption("a", 2.0), an_assumption("b", 4.0), an_assumption("dated", 3.0, by_year=((2021, 1.0), (2031, 6.0)))
)
VALUES = AssumptionValues(assumptions=KNOWN)


@pytest.mark.parametrize(
    ("product", "value"),
    [
        (Product(), 1.0),
        (Product(scale=0.5), 0.5),
        (Product(factors=(("a", 1), ("b", 1))), 8.0),
        (Product(scale=3.0, factors=(("a", 1), ("b", -1))), 1.5),
        (Product(factors=(("a", 1), ("a", 1))), 4.0),
    ],
)
def test_a_product_multiplies_and_divides_what_it_names(product, value):
    assert VALUES.multiply(product).item() == value
    assert VALUES.multiply(product).shape == (1, 1, 1)


def test_a_difference_of_products_is_taken_after_each_is_made():
    assert VALUES.subtract(Product(factors=(("b", 1),)), Product(factors=(("a", 1),))).item() == 2
    assert VALUES.subtract(Product(factors=(("b", 1),)), None).item() == 4


def test_a_code_that_is_in_no_set_is_said():
    with pytest.raises(UnknownError, match="aucune hypothèse «\u202fc\u202f»"):
        VALUES.of("c")


def test_an_own_value_stands_in_the_place_of_the_central_one_and_of_what_is_drawn():
    drawn = AssumptionValues(assumptions=KNOWN, draws=2, drawn={"a": np.array([1.0, 5.0])})
    assert drawn.of("a").ravel().tolist() == [1, 5]
    assert drawn.with_own({"a": 7.0}).of("a").ravel().tolist() == [7]
    assert drawn.with_own({"a": 7.0}).of("b").ravel().tolist() == [4]
    assert drawn.with_own({}) is drawn


def test_what_is_drawn_goes_through_a_product_draw_by_draw():
    drawn = AssumptionValues(assumptions=KNOWN, draws=2, drawn={"a": np.array([1.0, 5.0])})
    product = drawn.multiply(Product(scale=2.0, factors=(("b", 1), ("a", -1))))
    assert product[:, 0, 0].tolist() == [8, 1.6]


def test_values_of_years_are_straight_between_dates_and_flat_beyond():
    assumption = KNOWN.find("dated")
    assert assumption.in_years(np.array([2010, 2021, 2026, 2031, 2050])).tolist() == [1, 1, 3.5, 6, 6]
    assert KNOWN.find("a").in_years(YEARS).tolist() == [2, 2, 2]


def test_a_draw_moves_every_dated_value_in_the_same_proportion():
    drawn = AssumptionValues(assumptions=KNOWN, draws=2, drawn={"dated": np.array([1.5, 6.0])})
    assert drawn.in_years("dated", np.array([2021, 2031]))[:, 0].tolist() == [[0.5, 3], [2, 12]]
    assert drawn.in_years("a", YEARS).shape == (1, 1, 3)


def test_a_draw_of_a_value_that_is_zero_moves_no_year():
    zero = AssumptionValues(assumptions=a_set(an_assumption("z", 0.0)), draws=2, drawn={"z": np.array([1.0, 2.0])})
    assert zero.in_years("z", YEARS).tolist() == [[[0, 0, 0]]]


def test_steps_are_the_dates_of_the_first_dated_factor_in_share_of_its_centre():
    product = Product(factors=(("a", 1), ("dated", 1)))
    assert VALUES.steps(product) == ((2021, 1 / 3), (2031, 2.0))
    assert VALUES.steps(Product(factors=(("a", 1),))) == ()
    assert VALUES.with_own({"dated": 2.0}).steps(product) == ()


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"low": float("nan")}, "finis"),
        ({"high": float("inf")}, "finis"),
        ({"code": "price_x", "low": -3.0, "central": -1.0}, "un prix est positif ou nul"),
        ({"central": 10.5}, "10,5 n’est pas entre sa borne basse (0) et sa borne haute (10)"),
        ({"central": -0.5}, "-0,5 n’est pas entre"),
    ],
)
def test_an_assumption_that_contradicts_itself_is_refused(changes, problem):
    with pytest.raises(InvalidAssumptionError) as caught:
        an_assumption(**{"code": "a", **changes})
    assert problem in caught.value.problem
    assert caught.value.code == changes.get("code", "a")


def test_an_assumption_may_be_at_its_bounds_and_a_price_may_be_nothing():
    assert an_assumption("a", 0.0).central == 0
    assert an_assumption("a", 10.0).central == 10
    assert an_assumption("price_x", 0.0).central == 0


def test_an_own_value_has_a_reason_that_is_more_than_spaces_and_leaves_the_dates_behind():
    dated = KNOWN.find("dated")
    assert dated.with_value(5.0, " mesuré ").reason == "mesuré"
    assert dated.with_value(5.0, "mesuré").by_year == ()
    assert dated.with_value(5.0, "mesuré", ((2030, 5.0),)).by_year == ((2030, 5.0),)
    with pytest.raises(InvalidAssumptionError, match="avec sa raison"):
        dated.with_value(5.0, "  ")


def test_own_values_change_a_copy_of_a_set_and_its_version():
    own = KNOWN.with_values({"a": (9.0, "mesuré")})
    assert (own.find("a").central, KNOWN.find("a").central) == (9, 2)
    assert own.find("b") is KNOWN.find("b")
    assert own.version != KNOWN.version
    assert a_set(*reversed(list(KNOWN))).version == KNOWN.version


@pytest.mark.parametrize(("uniform", "value"), [(0.0, 0.0), (0.2, 2.0), (1.0, 10.0), (0.05, 1.0), (0.8, 6.0)])
def test_a_triangle_gives_its_bounds_its_mode_and_what_stands_between(uniform, value):
    assert an_assumption("a", 2.0).drawn(np.array([uniform]))[0] == pytest.approx(value)


def test_draws_hang_on_the_seed_and_on_the_code_alone():
    one = draw_assumptions([an_assumption("a"), an_assumption("b")], seed=3, draws=5)
    alone = draw_assumptions([an_assumption("b")], seed=3, draws=5)
    assert one["b"].tolist() == alone["b"].tolist() != one["a"].tolist()
    assert draw_assumptions([an_assumption("b")], seed=4, draws=5)["b"].tolist() != alone["b"].tolist()


@pytest.mark.parametrize(
    ("threshold", "crosses"), [(0.9, False), (1.0, True), (2.0, True), (3.9, True), (4.0, False), (5.0, False)]
)
def test_an_assumption_decides_between_its_two_ends_the_upper_one_left_out(threshold, crosses):
    assert Sensitivity(code="a", low=4.0, central=2.0, high=1.0).crosses(threshold) == crosses
    assert Sensitivity(code="a", low=4.0, central=2.0, high=1.0).swing == 3


def test_a_flat_trend_reads_no_assumption_and_an_estimated_cell_its_doubt():
    state = a_state(1)
    assert list(trend_codes(a_scenario(state=state))) == []
    codes = list(trend_codes(a_scenario(state=state, trend=a_trend(state))))
    assert codes == ["trend_population", *(f"trend_intensity_{sector}" for sector in state.sectors)]
    doubted = a_state(1, cell_states=np.where(state.cell_states == 1, 2, state.cell_states).astype(np.int8))
    assert list(trend_codes(a_scenario(state=doubted))) == ["doubt_estimated_cells"]


def test_a_trend_is_one_in_its_base_year_and_grows_by_both_of_its_rates():
    state = a_state(1)
    scenario = a_scenario(state=state, trend=a_trend(state, activity=0.1, intensity=-0.5))
    activity, path = drawn_trend(
        scenario, AssumptionValues(assumptions=scenario.assumptions), np.array([2021, 2022, 2023])
    )
    assert activity[0, 0, 0].tolist() == pytest.approx([1, 1.1, 1.21])
    assert path[0, 0, 0].tolist() == pytest.approx([1, 0.55, 0.3025])


def test_inhabitants_grow_by_their_own_rate_and_unknown_ones_stay_unknown():
    state = a_state(2)
    scenario = a_scenario(state=state, trend=a_trend(state, population=0.1))
    grown = grown_population(scenario, np.array([2021, 2023]))
    np.testing.assert_allclose(grown, [[60_000, 72_600], [90_000, 108_900]])
    bare = a_state(1, pivots={})
    assert np.isnan(grown_population(a_scenario(state=bare), np.array([2021]))).all()
    assert grown_population(a_scenario(state=state), np.array([2050]))[0].tolist() == [60_000]


def test_cells_are_drawn_by_how_they_are_known_and_add_up():
    state = a_state(1)
    doubted = state.cell_states.copy()
    doubted[0, 0, 0, 1] = 2
    scenario = a_scenario(state=a_state(1, cell_states=doubted))
    assert len(drawn_cells(scenario, AssumptionValues(assumptions=scenario.assumptions))) == 1
    drawn = AssumptionValues(
        assumptions=scenario.assumptions, draws=2, drawn={"doubt_estimated_cells": np.array([0.9, 1.2])}
    )
    (sure, ones), (estimated, factors) = drawn_cells(scenario, drawn)
    assert estimated.sum() == estimated[0, 0, 0, 1] == 300_000
    assert sure.sum() + estimated.sum() == pytest.approx(state.energy_mwh.sum())
    assert (ones.tolist(), factors.tolist()) == ([1], [0.9, 1.2])
