"""One split: the axis, the cuts, the moves, the forms kept; against published digits and against plain definitions."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from autan.coding.textometry.core.reinert import first_axis
from autan.coding.textometry.core.reinert.first_axis import row_coordinates
from autan.coding.textometry.core.reinert.splitting import (
    FormThresholds,
    chi2_of_cuts,
    select_forms,
    split_in_two,
    switch_rows,
)
from tests.coding.textometry.reinert_tables import PUBLISHED, flags, plain_chi2, planted_themes, whole

COORDINATES = [-0.4558814986, 1.7147923506, -2.2487404339, 0.2776602501, 0.5385088315, -2.2487404339, -0.4558814986]
CUTS = [2.287037037, 4.843137255, 3.270714286, 4.505303030, 4.173214286, 3.427450980]
tables = arrays(np.int64, st.tuples(st.integers(4, 14), st.integers(3, 8)), elements=st.integers(0, 1))


def without_empty(values: np.ndarray) -> np.ndarray:
    values = values[values.sum(axis=1) > 0]
    return values[:, values.sum(axis=0) > 0]


def full(values: np.ndarray) -> np.ndarray:
    """The table without its empty rows and columns; the example is dropped when too little is left."""
    values = without_empty(values)
    assume(min(values.shape) >= 2 and values.shape[0] >= 3)
    return values


def planted(shape: tuple[int, int]) -> np.ndarray:
    table, _ = planted_themes(*shape, density=0.1, themes=3, boost=3, seed=7)
    dense = np.zeros(shape)
    dense[table.rows, table.columns] = 1
    return without_empty(dense)


def test_the_axis_of_the_published_table() -> None:
    singular, coordinates = row_coordinates(whole(PUBLISHED))
    assert singular == pytest.approx(0.5834537945, abs=1e-9)
    assert coordinates == pytest.approx(COORDINATES, abs=1e-9)


def test_the_cuts_of_the_published_table() -> None:
    order = np.array([3, 6, 1, 7, 4, 5, 2]) - 1
    assert chi2_of_cuts(whole(PUBLISHED), order) == pytest.approx(CUTS, abs=1e-8)


def test_the_split_of_the_published_table() -> None:
    bipartition = split_in_two(whole(PUBLISHED), min_rows=1)
    assert bipartition is not None
    assert bipartition.is_first.tolist() == flags(3, 6, of=7).tolist()
    assert (bipartition.chi2, bipartition.cut_chi2) == pytest.approx((4.843137255, 4.843137255), abs=1e-8)
    assert bipartition.moves == 0


def test_a_wrong_start_is_mended() -> None:
    start = flags(3, of=7)
    assert plain_chi2(PUBLISHED, start) == pytest.approx(2.287037037, abs=1e-8)
    sides, chi2, moves = switch_rows(whole(PUBLISHED), start, min_rows=1)
    assert sides.tolist() == flags(3, 6, of=7).tolist()
    assert (chi2, moves) == (pytest.approx(4.843137255, abs=1e-8), 1)
    assert start.tolist() == flags(3, of=7).tolist()  # what was given is left as it was


@pytest.mark.parametrize(("first", "kept"), [((3, 6), ([], [2, 3, 4])), ((4, 3, 5, 6, 2), ([1, 3, 4], []))])
def test_the_forms_kept_of_the_published_table(first: tuple[int, ...], kept: tuple[list[int], list[int]]) -> None:
    forms = select_forms(whole(PUBLISHED), flags(*first, of=7), FormThresholds())
    assert tuple((np.flatnonzero(side) + 1).tolist() for side in forms) == kept


@given(tables, st.randoms(use_true_random=False))
def test_chi2_of_cuts_is_that_of_the_definition(values: np.ndarray, chance) -> None:
    values = full(values)
    order = list(range(len(values)))
    chance.shuffle(order)
    chi2 = chi2_of_cuts(whole(values), np.array(order))
    for place in range(1, len(order)):
        sides = np.isin(np.arange(len(values)), order[:place])
        assert chi2[place - 1] == pytest.approx(plain_chi2(values, sides), abs=1e-9)


@given(tables, st.data())
def test_no_single_move_is_left_after_switching(values: np.ndarray, data) -> None:
    values = full(values)
    start = np.array(data.draw(st.lists(st.booleans(), min_size=len(values), max_size=len(values))))
    assume(0 < start.sum() < len(start))
    sides, chi2, _ = switch_rows(whole(values), start, min_rows=1)
    assert chi2 == pytest.approx(plain_chi2(values, sides), abs=1e-9)
    assert chi2 >= plain_chi2(values, start) - 1e-9
    for row in range(len(values)):
        moved = sides.copy()
        moved[row] = not moved[row]
        if 0 < moved.sum() < len(moved):
            assert plain_chi2(values, moved) <= chi2 + 1e-9


def switched_by_definition(values: np.ndarray, start: np.ndarray) -> np.ndarray:
    """The sides once no single move is left, the best one made each time."""
    sides = start.copy()
    while True:
        reached = []
        for row in range(len(values)):
            moved = sides.copy()
            moved[row] = not moved[row]
            reached.append(plain_chi2(values, moved) if 0 < moved.sum() < len(moved) else -1.0)
        best = max(reached)
        if best <= plain_chi2(values, sides) + 1e-9:
            return sides
        sides[min(row for row, chi2 in enumerate(reached) if chi2 >= best - 1e-9)] ^= True


@given(tables)
def test_each_move_is_the_best_one(values: np.ndarray) -> None:
    """The moves made one by one from the definition end where the fast ones do."""
    values = full(values)
    start = np.arange(len(values)) < len(values) // 2
    assert switch_rows(whole(values), start, min_rows=1)[0].tolist() == switched_by_definition(values, start).tolist()


def test_moves_go_on_once_the_side_that_is_followed_is_the_larger() -> None:
    """The first move takes all rows but one to a side: sums are those of the other from there, and a move is left."""
    values = np.array([[1, 1, 0, 0, 1], [1, 1, 1, 1, 0], [0, 0, 0, 1, 0], [0, 1, 0, 0, 0], [0, 1, 1, 1, 1]])
    start = flags(1, 2, of=5)
    sides, chi2, moves = switch_rows(whole(values), start, min_rows=1)
    assert sides.tolist() == switched_by_definition(values, start).tolist()
    assert (chi2, moves) == (pytest.approx(plain_chi2(values, sides), abs=1e-9), 2)


@pytest.mark.parametrize("shape", [(60, 90), (90, 60)])
def test_both_ways_to_the_axis_agree(shape: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    values = planted(shape)
    by_steps = row_coordinates(whole(values))
    monkeypatch.setattr(first_axis, "_SMALL", 1000)
    at_once = row_coordinates(whole(values))
    assert by_steps[0] == pytest.approx(at_once[0], abs=1e-12)
    assert by_steps[1] == pytest.approx(at_once[1], abs=1e-9)


def test_the_steps_stop_where_directions_end() -> None:
    """Two blocks that share nothing: the space of the first direction is soon exhausted."""
    blocks = np.zeros((80, 90), dtype=int)
    blocks[:40, :45] = blocks[40:, 45:] = 1
    singular, coordinates = row_coordinates(whole(blocks))
    assert singular == pytest.approx(1)
    assert np.round(coordinates, 9).tolist() == [-1.0] * 40 + [1.0] * 40


def test_the_steps_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    values = planted((120, 130))
    exact = row_coordinates(whole(values))[0]
    monkeypatch.setattr(first_axis, "_MOST_PRODUCTS", 6)
    assert exact * 0.9 < row_coordinates(whole(values))[0] < exact


@pytest.mark.parametrize(
    "values", [np.ones((6, 4), dtype=int), np.ones((60, 50), dtype=int), np.ones((1, 4), dtype=int)]
)
def test_rows_of_one_profile_are_not_split(values: np.ndarray) -> None:
    assert split_in_two(whole(values), min_rows=1) is None


@pytest.mark.parametrize(("min_rows", "sizes"), [(1, {2, 5}), (3, {3, 4}), (4, None)])
def test_each_side_keeps_the_rows_it_must(min_rows: int, sizes: set[int] | None) -> None:
    bipartition = split_in_two(whole(PUBLISHED), min_rows=min_rows)
    if sizes is None:
        assert bipartition is None
        return
    assert bipartition is not None
    assert {int(bipartition.is_first.sum()), int((~bipartition.is_first).sum())} == sizes
    assert bipartition.chi2 == pytest.approx(plain_chi2(PUBLISHED, bipartition.is_first))
