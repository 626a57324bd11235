"""Cuts of values into classes: exact against every possible cut, and whole whatever the values."""

from itertools import combinations, pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from autan.territories.charts.core import (
    FEWEST,
    MOST,
    ClassificationError,
    ClassificationMethod,
    cut_into_classes,
    even_cuts,
    natural_cuts,
)

AUTOMATIC = [method for method in ClassificationMethod if method is not ClassificationMethod.MANUAL]
NUMBERS = st.lists(st.integers(-500, 500).map(lambda n: n / 4), min_size=1, max_size=60)


def spread(run):
    mean = sum(run) / len(run)
    return sum((value - mean) ** 2 for value in run)


def cost_of(ordered, cuts):
    ends = [0, *cuts, len(ordered)]
    return sum(spread(ordered[start:end]) for start, end in pairwise(ends))


@given(st.lists(st.integers(0, 40), min_size=3, max_size=10), st.integers(2, 4))
def test_natural_breaks_are_the_best_of_all_cuts(values, count):
    ordered = sorted(values)
    count = min(count, len(set(ordered)))
    cuts = natural_cuts(ordered, count)
    assert len(cuts) == count - 1
    least = min(cost_of(ordered, tried) for tried in combinations(range(1, len(ordered)), count - 1))
    assert cost_of(ordered, cuts) == pytest.approx(least, abs=1e-9)


def test_large_numbers_close_together_keep_their_breaks():
    ordered = [1e9 + step for step in (0, 1, 2, 50, 51, 90)]
    assert natural_cuts(ordered, 3) == [3, 5]


@given(NUMBERS, st.sampled_from(AUTOMATIC), st.integers(FEWEST, MOST))
def test_every_value_is_in_one_class(values, method, count):
    classes = cut_into_classes(values, method, count)
    assert sum(part.count for part in classes) == len(values)
    assert 1 <= len(classes) <= count
    assert classes[0].low == min(values)
    assert classes[-1].high == max(values)
    for lower, upper in pairwise(classes):
        assert lower.high <= upper.low
        assert lower.tone < upper.tone


@given(NUMBERS, st.sampled_from(AUTOMATIC), st.integers(FEWEST, MOST))
@example([-0.25, 0.0], ClassificationMethod.JENKS, 3)
def test_no_class_holds_both_signs(values, method, count):
    classes = cut_into_classes(values, method, count)
    assert all(part.low >= 0 or part.high <= 0 for part in classes) or min(values) >= 0 or max(values) <= 0
    is_crossing = min(values) < 0 < max(values)
    assert any(part.tone < 0 for part in classes) == is_crossing
    if is_crossing:
        assert 0 not in {part.tone for part in classes}


def test_quantiles_hold_like_numbers():
    classes = cut_into_classes(range(12), ClassificationMethod.QUANTILES, 4)
    assert [part.count for part in classes] == [3, 3, 3, 3]


def test_equal_values_are_never_parted():
    assert even_cuts([5, 5, 5, 5], 1) == []
    classes = cut_into_classes([1, 5, 5, 5, 5, 9], ClassificationMethod.QUANTILES, 3)
    assert [(part.low, part.high, part.count) for part in classes] == [(1, 5, 5), (9, 9, 1)]


def test_equal_intervals_show_the_empty_ones():
    classes = cut_into_classes([0, 1, 9], ClassificationMethod.EQUAL, 3)
    assert [(part.low, part.high, part.count) for part in classes] == [(0, 3, 2), (3, 6, 0), (6, 9, 1)]


def test_one_value_makes_one_interval():
    assert [part.count for part in cut_into_classes([4, 4], ClassificationMethod.EQUAL, 3)] == [2]


def test_chosen_breaks_are_kept_and_zero_joins_them():
    manual = ClassificationMethod.MANUAL
    classes = cut_into_classes([1, 2, 3, 10], manual, 0, breaks=[2, 5])
    assert [(part.low, part.high, part.count) for part in classes] == [(1, 2, 2), (2, 5, 1), (5, 10, 1)]
    crossing = cut_into_classes([-4, -1, 3], manual, 0, breaks=[-2])
    assert [(part.low, part.high, part.tone) for part in crossing] == [(-4, -2, -2), (-2, 0, -1), (0, 3, 1)]
    beyond = cut_into_classes([1, 2], manual, 0, breaks=[5])
    assert [(part.low, part.high, part.count) for part in beyond] == [(1, 5, 2), (5, 5, 0)]


@pytest.mark.parametrize(
    ("values", "method", "count", "breaks"),
    [
        ([], ClassificationMethod.JENKS, 4, []),
        ([1, 2], ClassificationMethod.JENKS, 2, []),
        ([1, 2], ClassificationMethod.EQUAL, 8, []),
        ([1, 2], ClassificationMethod.MANUAL, 0, []),
        ([1, 2], ClassificationMethod.MANUAL, 0, [3, 3]),
        ([1, 2], ClassificationMethod.MANUAL, 0, [float("nan")]),
        ([1, 2], ClassificationMethod.MANUAL, 0, list(range(7))),
    ],
)
def test_what_cannot_be_cut_is_refused_in_words(values, method, count, breaks):
    with pytest.raises(ClassificationError) as refusal:
        cut_into_classes(values, method, count, breaks=breaks)
    assert refusal.value.reason


def test_methods_are_named():
    assert {method.label.fr for method in ClassificationMethod} == {
        "seuils naturels (Jenks)",
        "effectifs égaux (quantiles)",
        "intervalles égaux",
        "seuils choisis",
    }
