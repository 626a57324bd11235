"""Two classifications crossed: association of two classes, best pairs, best sets of disjoint crossings."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autan.coding.textometry.core import reinert
from autan.coding.textometry.core.reinert.crossings import (
    ClassCrossing,
    best_set,
    cross_classes,
    distinct_classes,
    mutually_best,
    signed_chi2,
)
from tests.coding.textometry.reinert_tables import adjusted_rand, planted_themes


def crossing(chi2: float, *members: int, first: int = 1, second: int = 1, of: int = 7) -> ClassCrossing:
    isin = np.isin(np.arange(1, of + 1), members)
    return ClassCrossing(first=(2, first), second=(2, second), members=isin, chi2=chi2)


PUBLISHED = [crossing(4, 1, 2, 3), crossing(5, 4, 5, 6), crossing(10, 1, 2), crossing(4, 7)]


@pytest.mark.parametrize(
    ("counts", "wanted"),
    [((45, 121, 257, 1213), 19.56278848), ((0, 12, 25, 121), -2.210942358), ((4, 4, 4, 5), 0.703125)],
)
def test_the_published_associations(counts: tuple[int, int, int, int], wanted: float) -> None:
    assert signed_chi2(*counts) == pytest.approx(wanted, abs=1e-8)


@pytest.mark.parametrize("counts", [(0, 0, 3, 9), (3, 9, 3, 9), (1, 3, 3, 9)])
def test_no_association_is_zero(counts: tuple[int, int, int, int]) -> None:
    assert signed_chi2(*counts) == 0


def test_the_published_best_pairs() -> None:
    grid = [[10, 5, 8], [9, 8, 10], [8, 2, 2]]
    crossings = [
        crossing(chi2, first=11 + row, second=21 + column)
        for row, line in enumerate(grid)
        for column, chi2 in enumerate(line)
    ]
    assert [(c.first[1], c.second[1]) for c in mutually_best(crossings)] == [(11, 21), (12, 23)]


@pytest.mark.parametrize(
    ("count", "by_size", "places", "chi2", "size"),
    [(2, False, (1, 2), 15, 5), (2, True, (0, 1), 9, 6), (3, True, (0, 1, 3), 13, 7), (3, False, (1, 2, 3), 19, 6)],
)
def test_the_published_best_sets(count: int, by_size: bool, places: tuple[int, ...], chi2: int, size: int) -> None:  # noqa: FBT001 — a case
    best = best_set(PUBLISHED, count, by_size=by_size)
    assert best is not None
    assert (best.places, best.chi2, best.size, best.is_best_known) == (places, chi2, size, True)


@pytest.mark.parametrize("crossings", [PUBLISHED, []])
def test_too_many_classes_for_the_crossings(crossings: list[ClassCrossing]) -> None:
    assert best_set(crossings, 4) is None


def test_ties_are_resolved_by_the_other_weight() -> None:
    tied = [crossing(4, 1), crossing(4, 1, 2), crossing(4, 3)]
    assert best_set(tied, 2).places == (1, 2)
    assert best_set([crossing(4, 1), crossing(9, 1), crossing(1, 2)], 2, by_size=True).places == (1, 2)


def test_a_search_cut_short_says_so() -> None:
    many = [crossing(1 + place, place % 5 + 1) for place in range(20)]
    cut = best_set(many, 5, max_steps=6)
    assert cut is not None
    assert not cut.is_best_known
    assert best_set(many, 5).is_best_known


@given(st.lists(st.tuples(st.integers(1, 9), st.sets(st.integers(1, 7), min_size=1)), max_size=9), st.integers(2, 4))
def test_the_best_set_is_the_best_of_all(drawn: list[tuple[int, set[int]]], count: int) -> None:
    crossings = [crossing(chi2, *members) for chi2, members in drawn]
    apart = [
        places
        for places in combinations(range(len(drawn)), count)
        if sum(len(drawn[place][1]) for place in places) == len(set().union(*(drawn[place][1] for place in places)))
    ]
    for by_size in (False, True):
        best = best_set(crossings, count, by_size=by_size)
        weights = [
            (sum(drawn[p][0] for p in places), sum(len(drawn[p][1]) for p in places))[:: -1 if by_size else 1]
            for places in apart
        ]
        assert (best is None) == (not apart)
        if best is not None:
            assert (best.chi2, best.size)[:: -1 if by_size else 1] == max(weights)


def test_classes_that_hold_the_same_segments_count_once() -> None:
    levels = [np.array([1, 1, 2, 2]), np.array([1, 1, 2, 3])]
    assert list(distinct_classes(levels)) == [(2, 1), (2, 2), (3, 2), (3, 3)]


def test_crossings_are_kept_by_size_and_association() -> None:
    levels = [np.array([1] * 20 + [2] * 20)]
    found = cross_classes(levels, levels, min_members=10, min_chi2=3.84)
    assert [(c.first, c.second, c.size) for c in found] == [((2, 1), (2, 1), 20), ((2, 2), (2, 2), 20)]
    assert cross_classes(levels, levels, min_members=20, min_chi2=3.84) == ()
    assert cross_classes(levels, levels, min_members=10, min_chi2=50) == ()
    assert cross_classes([], levels, min_members=10, min_chi2=0) == ()


def test_of_equal_crossings_the_most_associated_is_kept() -> None:
    """The class {1..12} of the first is inside both {1..12} and {1..20} of the second."""
    first = [np.array([1] * 12 + [2] * 28)]
    second = [np.array([1] * 20 + [2] * 20), np.array([1] * 12 + [2] * 8 + [3] * 20)]
    best = cross_classes(first, second, min_members=10, min_chi2=0)[0]
    assert (best.first, best.second) == ((2, 1), (3, 1))
    turned = cross_classes(first, [*second][::-1], min_members=10, min_chi2=0)[0]
    assert (turned.second, turned.chi2) == ((2, 1), best.chi2)


THEMES, OF_SEGMENT = planted_themes(600, 300, density=0.05, themes=3, boost=8, seed=5)
DOCUMENTS = np.argsort(np.argsort(OF_SEGMENT, kind="stable"), kind="stable")  # segments of one theme together


def test_planted_themes_are_found_twice() -> None:
    order = np.argsort(OF_SEGMENT, kind="stable")
    dense = np.zeros((600, 300), dtype=int)
    dense[THEMES.rows, THEMES.columns] = 1
    classify_twice = reinert.classify_twice(dense[order], min_segment_sizes=(15, 30), k=4)
    classes = classify_twice.classes(3)
    classed = classes > 0
    assert classed.mean() > 0.8
    assert adjusted_rand(classes[classed], OF_SEGMENT[order][classed]) > 0.9
    assert classify_twice.classes(2, by_size=True).max() == 2
    assert all(classify_twice.by_size[count].size >= best.size for count, best in classify_twice.by_chi2.items())
    assert classify_twice.by_chi2 == {
        count: best_set(classify_twice.crossings, count) for count in classify_twice.by_chi2
    }
    assert "search_cut_short" not in [remark.code for remark in classify_twice.remarks]
    assert (classify_twice.first.parameters.min_segment_size, classify_twice.second.parameters.min_segment_size) == (
        15,
        30,
    )
    assert dict(classify_twice.method.parameters)["second.min_segment_size"] == "30"
    with pytest.raises(KeyError):
        classify_twice.classes(9)


def test_only_the_best_pairs_are_weighed_when_asked() -> None:
    classify_twice = reinert.classify_twice(THEMES, k=4, weighs_all=False)
    whole = reinert.classify_twice(THEMES, k=4)
    assert len(classify_twice.crossings) < len(whole.crossings)
    assert classify_twice.by_size == {}
    assert dict(classify_twice.method.parameters)["weighs_all"] == "False"


def test_a_search_cut_short_is_a_remark(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "autan.coding.textometry.core.reinert.double.best_set",
        lambda *given, **named: best_set(*given, **named, max_steps=4),
    )
    assert "search_cut_short" in [remark.code for remark in reinert.classify_twice(THEMES, k=4).remarks]
