"""Stocks split by row and column: parts, their pivots, the most units that a union of parts can have."""

import numpy as np
import pytest

from autan.foresight.engine.core.partitions import REST, Partition
from autan.foresight.engine.core.stocks import StockSizes, Treated, is_asked, is_counted, sizes_of, unions, units_left
from tests.foresight.engine.making import a_state

HOMES = Partition(
    code="homes",
    rows={"house": "houses", "flat": "flats"},
    columns={"gas": "homes_gas", "oil": "homes_oil"},
    parts="homes_{row}_{column}",
)
LAMPS = Partition(code="lamps")
GAS, OIL = HOMES.parts_of("homes_gas"), HOMES.parts_of("homes_oil")
HOUSES, ALL = HOMES.parts_of("houses"), HOMES.parts_of("homes")


def state_of(**pivots):
    rows = {code: np.atleast_1d(np.array(value, dtype=float)) for code, value in pivots.items()}
    territories = len(next(iter(rows.values())))
    return a_state(territories, pivots=rows)


def sizes(**pivots) -> StockSizes:
    return StockSizes(state_of(**pivots), HOMES)


def test_a_split_stock_has_a_part_by_row_and_column_and_a_rest_in_each_row():
    assert len(HOMES.all_parts) == 2 * 3
    assert ("house", REST) in HOMES.all_parts
    assert LAMPS.all_parts == {(REST, REST)}


def test_a_part_has_a_pivot_of_its_own_and_the_rest_has_none():
    assert HOMES.pivot_of(("house", "gas")) == "homes_house_gas"
    assert HOMES.pivot_of(("house", REST)) == HOMES.pivot_of((REST, "gas")) == ""


@pytest.mark.parametrize(
    ("stock", "parts"),
    [
        ("homes", 6),
        ("houses", 3),
        ("homes_oil", 2),
        ("homes_flat_oil", 1),
        ("cars", 0),
        ("", 0),
    ],
)
def test_a_stock_counts_the_parts_of_its_whole_row_column_or_cell(stock, parts):
    assert len(HOMES.parts_of(stock)) == parts


def test_a_part_crosses_its_row_and_its_column_and_another_stock_crosses_nothing():
    assert HOMES.ends_of("homes_flat_gas") == ("flats", "homes_gas")
    assert HOMES.ends_of("houses") == HOMES.ends_of("homes") == HOMES.ends_of("") == ()


def test_a_stock_is_known_by_itself_or_by_its_row_and_its_column():
    state = state_of(homes=[10, 10, 10], flats=[4, np.nan, 4], homes_gas=[5, 5, np.nan], homes_oil=[np.nan, 1, 1])
    assert is_counted(state, HOMES, "homes_flat_gas").tolist() == [True, False, False]
    assert is_counted(state, HOMES, "homes_oil").tolist() == [False, True, True]
    assert not is_counted(state, HOMES, "houses").any()


def test_a_state_speaks_of_a_stock_even_to_say_that_it_is_not_known():
    state = state_of(homes=[10.0], flats=[np.nan], homes_gas=[5.0])
    assert is_asked(state, HOMES, "flats")
    assert is_asked(state, HOMES, "homes_flat_gas")
    assert not is_asked(state, HOMES, "houses")
    assert not is_asked(state, HOMES, "homes_house_gas")


def test_a_column_has_no_more_than_its_units_and_than_the_whole():
    assert sizes(homes=100, homes_gas=60).of(GAS).tolist() == [60]
    assert sizes(homes=50, homes_gas=60).of(GAS).tolist() == [50]
    assert sizes(homes=np.nan, homes_gas=60).of(GAS).tolist() == [60]


def test_what_nobody_counts_bounds_nothing():
    assert np.isinf(sizes(homes=np.nan).of(ALL)).all()
    assert np.isinf(sizes(homes=np.nan, homes_oil=np.nan).of(OIL)).all()
    assert sizes(homes=70).of(OIL).tolist() == [70]


def test_two_columns_are_no_more_than_their_sum_and_than_the_whole():
    known = sizes(homes=[100, 70], homes_gas=[60, 60], homes_oil=[20, 20])
    assert known.of(GAS | OIL).tolist() == [80, 70]


def test_a_row_that_is_not_known_is_what_the_others_leave():
    assert sizes(homes=100, flats=30).of(HOUSES).tolist() == [70]
    assert sizes(homes=100, houses=45, flats=30).of(HOUSES).tolist() == [45]
    assert sizes(homes=20, flats=30).of(HOUSES).tolist() == [0]


def test_a_part_is_bounded_by_its_row_and_by_its_column():
    part = HOMES.parts_of("homes_flat_gas")
    assert sizes(homes=100, flats=30, homes_gas=60).of(part).tolist() == [30]
    assert sizes(homes=100, flats=80, homes_gas=60).of(part).tolist() == [60]


def test_a_part_that_is_counted_is_its_own_size_and_the_rest_of_its_row_and_column_is_less():
    known = sizes(homes=100, flats=40, homes_gas=60, homes_flat_gas=25)
    assert known.of(HOMES.parts_of("homes_flat_gas")).tolist() == [25]
    assert known.of(HOMES.parts_of("homes_house_gas")).tolist() == [35]
    assert known.of(GAS).tolist() == [60]


def test_counted_units_are_told_where_a_stock_is_known_and_only_there():
    known = sizes(homes=[100, 100], homes_gas=[60, np.nan])
    assert known.counted("homes_gas")[0] == 60
    assert np.isnan(known.counted("homes_gas")[1])
    assert np.isnan(known.counted("homes_oil")).all()


def test_the_sizes_of_a_state_are_kept_by_stock():
    state = state_of(homes=10.0)
    assert sizes_of(state, HOMES) is sizes_of(state, HOMES)
    assert sizes_of(state, LAMPS) is not sizes_of(state, HOMES)
    assert sizes_of(state_of(homes=10.0), HOMES) is not sizes_of(state, HOMES)


def test_what_levers_treat_is_no_longer_left_to_another_of_the_same_parts():
    known = sizes(homes=100, homes_gas=60, homes_oil=30)
    others = [Treated(parts=GAS, quantity=np.array([50.0]))]
    assert units_left(known, GAS, []).tolist() == [60]
    assert units_left(known, GAS, others).tolist() == [10]
    assert units_left(known, OIL, others).tolist() == [30]


def test_levers_of_several_parts_together_are_no_more_than_the_union_of_these():
    known = sizes(homes=100, homes_gas=60, homes_oil=30)
    others = [Treated(parts=GAS, quantity=np.array([60.0])), Treated(parts=ALL, quantity=np.array([25.0]))]
    assert units_left(known, OIL, others).tolist() == [15]
    assert units_left(known, ALL, others).tolist() == [15]


def test_others_that_ask_for_more_than_there_is_leave_less_than_nothing():
    known = sizes(homes=100, homes_gas=60)
    assert units_left(known, GAS, [Treated(parts=GAS, quantity=np.array([75.0]))]).tolist() == [-15]


def test_a_stock_that_nothing_bounds_leaves_without_end():
    known = sizes(homes=np.nan)
    assert np.isinf(units_left(known, ALL, [Treated(parts=ALL, quantity=np.array([9.0]))])).all()


@pytest.mark.parametrize(("others", "made"), [([], 1), (["a"], 1), (["b", "b"], 2), (["b", "c"], 4), (["ab", "b"], 2)])
def test_unions_are_made_once_each(others, made):
    every = unions(frozenset("a"), [frozenset(other) for other in others])
    assert len(every) == made
    assert all("a" in union for union in every)
