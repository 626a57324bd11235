"""Classes on both sides of zero, of one width, between breaks that are given; what cannot be cut is refused."""

import pytest

from autan.evidence.figures.core.charts import MapClass
from autan.territories.charts.core import (
    ClassificationError,
    ClassificationMethod,
    cut_into_classes,
    cut_ordered,
    even_cuts,
)

JENKS, QUANTILES, EQUAL, MANUAL = ClassificationMethod


def ends(classes: tuple[MapClass, ...]) -> list[tuple[float, float, int]]:
    return [(part.low, part.high, part.count) for part in classes]


def tones(classes: tuple[MapClass, ...]) -> list[int]:
    return [part.tone for part in classes]


@pytest.mark.parametrize("method", [JENKS, QUANTILES, EQUAL])
def test_zero_is_among_what_is_not_below_it(method: ClassificationMethod) -> None:
    classes = cut_into_classes([-4, -3, -1, 0, 0, 2, 5, 6], method, 4)
    assert sum(part.count for part in classes) == 8
    assert all(part.high < 0 or part.low >= 0 for part in classes)
    assert [part for part in classes if part.low == 0], "zero begins a class of its side"


@pytest.mark.parametrize(
    ("values", "count", "expected"),
    [
        ([-1, 1, 2, 3, 4, 5, 6, 7], 4, [-1, 1, 2, 3]),
        ([-7, -6, -5, -4, -3, -2, -1, 1], 4, [-3, -2, -1, 1]),
        ([-3, -2, 2, 3], 4, [-2, -1, 1, 2]),
        ([-9, 1, 2, 3, 4, 5, 6, 7, 8, 9], 3, [-1, 1, 2]),
    ],
)
def test_each_side_has_classes_in_proportion_and_one_at_least(
    values: list[float], count: int, expected: list[int]
) -> None:
    assert tones(cut_into_classes(values, QUANTILES, count)) == expected


@pytest.mark.parametrize(("values", "expected"), [([1, 2, 3], [0, 1, 2]), ([-3, -2, -1], [0, 1, 2])])
def test_values_of_one_sign_have_tones_from_zero_up(values: list[float], expected: list[int]) -> None:
    assert tones(cut_into_classes(values, QUANTILES, 3)) == expected


def test_intervals_of_one_width_keep_the_empty_ones_and_their_high_end() -> None:
    assert ends(cut_into_classes([0, 1, 2, 9], EQUAL, 3)) == [(0, 3, 3), (3, 6, 0), (6, 9, 1)]
    assert ends(cut_into_classes([0, 3, 6, 9], EQUAL, 3)) == [(0, 3, 2), (3, 6, 1), (6, 9, 1)]


@pytest.mark.parametrize("method", [JENKS, QUANTILES, EQUAL])
def test_one_value_alone_is_one_class(method: ClassificationMethod) -> None:
    assert ends(cut_into_classes([4, 4, 4], method, 3)) == [(4, 4, 3)]


def test_fewer_distinct_values_make_fewer_classes() -> None:
    assert ends(tuple(cut_ordered([1, 1, 5], JENKS, 3))) == [(1, 1, 2), (5, 5, 1)]
    assert ends(cut_into_classes([1, 1, 5], QUANTILES, 3)) == [(1, 1, 2), (5, 5, 1)]


@pytest.mark.parametrize(
    ("values", "breaks", "expected"),
    [
        ([1, 5, 9], [4], [(1, 4, 1), (4, 9, 2)]),
        ([1, 5, 9], [5], [(1, 5, 2), (5, 9, 1)]),
        ([1, 5, 9], [20], [(1, 20, 3), (20, 20, 0)]),
        ([1, 5, 9], [0], [(0, 0, 0), (0, 9, 3)]),
        ([-2, 5, 9], [6], [(-2, 0, 1), (0, 6, 1), (6, 9, 1)]),
        ([-2, 5, 9], [0, 6], [(-2, 0, 1), (0, 6, 1), (6, 9, 1)]),
        ([0, 5, 9], [6], [(0, 6, 2), (6, 9, 1)]),
    ],
)
def test_breaks_that_are_given_reach_as_far_as_the_values_and_part_the_signs(
    values: list[float], breaks: list[float], expected: list[tuple[float, float, int]]
) -> None:
    assert ends(cut_into_classes(values, MANUAL, 0, breaks=breaks)) == expected


@pytest.mark.parametrize(
    ("values", "method", "count", "breaks", "words"),
    [
        ([], QUANTILES, 3, (), "aucune valeur connue"),
        ([], MANUAL, 3, (1,), "aucune valeur connue"),
        ([1, 2, 3], JENKS, 2, (), "de 3 à 7"),
        ([1, 2, 3], JENKS, 8, (), "de 3 à 7"),
        ([1, 2, 3], MANUAL, 3, (), "d’un à 6 seuils"),
        ([1, 2, 3], MANUAL, 3, (2, 2), "du plus petit au plus grand"),
        ([1, 2, 3], MANUAL, 3, (2, 1), "du plus petit au plus grand"),
        ([1, 2, 3], MANUAL, 3, (float("inf"),), "d’un à 6 seuils"),
        ([1, 2, 3], MANUAL, 3, (float("nan"),), "d’un à 6 seuils"),
        ([1, 2, 3], MANUAL, 3, tuple(range(7)), "d’un à 6 seuils"),
    ],
)
def test_what_cannot_be_cut_is_refused_in_words(
    values: list[float], method: ClassificationMethod, count: int, breaks: tuple[float, ...], words: str
) -> None:
    with pytest.raises(ClassificationError, match=words):
        cut_into_classes(values, method, count, breaks=breaks)


def test_the_bounds_themselves_are_taken() -> None:
    values = list(range(1, 30))
    assert [len(cut_into_classes(values, QUANTILES, count)) for count in (3, 7)] == [3, 7]
    assert len(cut_into_classes(values, MANUAL, 0, breaks=tuple(range(1, 7)))) == 7


@pytest.mark.parametrize(
    ("ordered", "count", "cuts"),
    [
        ([1, 2, 3, 4], 2, [2]),
        ([1, 1, 1, 2], 2, [3]),
        ([1, 2, 2, 2], 2, []),
        ([1, 2, 3, 3, 3, 3], 3, [2]),
        ([1, 1, 2, 3], 3, [2, 3]),
    ],
)
def test_equal_values_are_never_parted(ordered: list[float], count: int, cuts: list[int]) -> None:
    assert even_cuts(ordered, count) == cuts
