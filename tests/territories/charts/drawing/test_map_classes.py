"""Classes of a choropleth: the natural breaks are the best ones, and every value falls in its own class."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autan.territories.charts.renderers.drawing.map_classes import class_of, classify

ratios = st.integers(0, 400).map(lambda n: n / 10)


def spread(parts: list[list[float]]) -> float:
    return sum((value - sum(part) / len(part)) ** 2 for part in parts for value in part)


def best_spread(values: list[float], count: int) -> float:
    """Every way to cut sorted values between two that differ, tried one by one."""
    ordered = sorted(values)
    places = [i for i in range(1, len(ordered)) if ordered[i] != ordered[i - 1]]
    cuts = [[0, *cut, len(ordered)] for cut in combinations(places, count - 1)]
    return min(spread([ordered[a:b] for a, b in pairwise(cut)]) for cut in cuts)


@given(st.lists(ratios, min_size=1, max_size=11))
def test_natural_breaks_are_the_best_of_all_cuts(values: list[float]) -> None:
    classes = classify(values)
    parts = [[value for value in values if part.low <= value <= part.high] for part in classes]
    assert spread(parts) == pytest.approx(best_spread(values, len(classes)), abs=1e-6)


@given(st.lists(ratios, max_size=120))
def test_every_value_is_in_one_class_and_counted(values: list[float]) -> None:
    classes = classify(values)
    places = [class_of(value, classes) for value in values]
    assert [places.count(place) for place in range(len(classes))] == [part.count for part in classes]
    assert all(classes[place].low <= value <= classes[place].high for place, value in zip(places, values, strict=True))
    assert all(part.count > 0 for part in classes)
    assert len(classes) <= min(5, len(set(values)))


@given(st.permutations([1.0, 2.0, 3.5, 8.0, 8.1, 20.0]))
def test_order_does_not_matter(values: list[float]) -> None:
    assert classify(values) == classify(sorted(values))


def test_many_values_are_shared_out_evenly() -> None:
    assert [part.count for part in classify([float(n) for n in range(100)])] == [20] * 5
    assert [part.count for part in classify([1.0] * 60 + [2.0] * 40)] == [60, 40]


def test_no_value_gives_no_class() -> None:
    assert classify([]) == []
