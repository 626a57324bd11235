"""Intervals at their ends: which end goes where, what touches and what does not, what nil and nothing make of them."""

import math

import pytest

from autan.evidence.figures.core.intervals import (
    NON_NEGATIVE,
    Interval,
    IntervalError,
    compare,
    is_first,
    is_last,
    least_of,
    mean_of,
    median_of,
    most_of,
    rank_among,
    total_of,
)

INF = math.inf


def one(value: float) -> Interval:
    return Interval.exactly(value)


@pytest.mark.parametrize(
    ("interval", "is_exact"), [(one(0), True), (Interval(2, 2), True), (Interval(2, 3), False), (Interval(), False)]
)
def test_one_number_is_exact(interval, is_exact):
    assert interval.is_exact is is_exact


@pytest.mark.parametrize(
    ("outer", "inner", "holds"),
    [
        (Interval(1, 3), Interval(1, 3), True),
        (Interval(1, 3), Interval(2, 2), True),
        (Interval(1, 3), Interval(0.9, 3), False),
        (Interval(1, 3), Interval(1, 3.1), False),
        (Interval(), Interval(), True),
        (Interval(0), Interval(5), True),
        (Interval(0, 9), Interval(5), False),
    ],
)
def test_an_interval_holds_another_with_its_ends(outer, inner, holds):
    assert outer.holds(inner) is holds


@pytest.mark.parametrize(
    ("left", "right", "total", "difference", "product"),
    [
        (Interval(1, 2), Interval(10, 20), Interval(11, 22), Interval(-19, -8), Interval(10, 40)),
        (Interval(-1, 2), Interval(-3, 4), Interval(-4, 6), Interval(-5, 5), Interval(-6, 8)),
        (Interval(1), one(2), Interval(3), Interval(-1), Interval(2)),
        (Interval(1), Interval(1), Interval(2), Interval(), Interval(1)),
        (one(0), Interval(), Interval(), Interval(), one(0)),
        (Interval(-2, -1), Interval(3), Interval(1), Interval(-INF, -4), Interval(-INF, -3)),
    ],
)
def test_sums_differences_and_products_have_their_ends(left, right, total, difference, product):
    assert (left.plus(right), left.minus(right), left.times(right)) == (total, difference, product)
    assert right.plus(left) == total
    assert right.times(left) == product


def test_a_number_scales_an_interval_and_a_negative_one_turns_it():
    assert Interval(1, 2).times(1000) == Interval(1000, 2000)
    assert Interval(1).times(-1) == Interval(-INF, -1)
    assert Interval(1).times(0) == one(0)


@pytest.mark.parametrize(
    ("above", "below", "quotient"),
    [
        (Interval(10, 20), Interval(2, 5), Interval(2, 10)),
        (Interval(-10, 20), Interval(2, 5), Interval(-5, 10)),
        (Interval(-20, -10), Interval(2, 5), Interval(-10, -2)),
        (Interval(10, 20), Interval(-5, -2), Interval(-10, -2)),
        (Interval(-20, -10), Interval(-5, -2), Interval(2, 10)),
        (one(0), Interval(2, 5), one(0)),
        (Interval(10), one(2), Interval(5)),
        (one(10), Interval(2), Interval(0, 5)),
        (one(1), Interval(0, 5), Interval()),
        (one(1), Interval(-5, 0), Interval()),
        (one(1), one(0), Interval()),
    ],
)
def test_a_quotient_has_its_ends_and_what_may_be_nil_divides_nothing(above, below, quotient):
    assert above.over(below) == quotient


@pytest.mark.parametrize(
    ("part", "rest", "share"),
    [
        (one(30), one(10), one(0.75)),
        (Interval(10, 30), Interval(10, 30), Interval(0.25, 0.75)),
        (one(30), Interval(10), Interval(0, 0.75)),
        (Interval(30), one(10), Interval(0.75, 1)),
        (Interval(1), Interval(1), Interval(0, 1)),
        (one(0), one(10), one(0)),
        (one(10), one(0), one(1)),
        (one(0), one(0), Interval()),
        (Interval(0, 5), Interval(0, 5), Interval()),
        (Interval(-1, 5), one(5), Interval()),
        (one(5), Interval(-1, 5), Interval()),
    ],
)
def test_a_share_stands_on_both_sides_of_its_whole(part, rest, share):
    assert part.share_beside(rest) == share


@pytest.mark.parametrize(
    ("interval", "least", "raised"),
    [
        (Interval(1, 5), 3, Interval(3, 5)),
        (Interval(1, 2), 3, one(3)),
        (Interval(4, 5), 3, Interval(4, 5)),
        (Interval(-INF, 5), 0, Interval(0, 5)),
        (Interval(), 0, NON_NEGATIVE),
    ],
)
def test_a_number_may_be_held_above_another(interval, least, raised):
    assert interval.at_least(least) == raised


def test_growth_is_a_quotient_less_one():
    assert one(125).growth_since(one(100)) == one(0.25)
    assert Interval(50, 150).growth_since(one(100)) == Interval(-0.5, 0.5)
    assert one(5).growth_since(one(0)) == Interval()


PARTS = (Interval(1, 4), Interval(2, 3), Interval(5))


def test_of_several_numbers_each_end_is_that_of_the_ends():
    assert total_of(PARTS) == Interval(8)
    assert total_of(PARTS[:2]) == Interval(3, 7)
    assert total_of([]) == one(0)
    assert mean_of(PARTS[:2]) == Interval(1.5, 3.5)
    assert median_of(PARTS) == Interval(2, 4)
    assert median_of(PARTS[:2]) == Interval(1.5, 3.5)
    assert median_of([Interval(1), Interval(2)]) == Interval(1.5)
    assert (least_of(PARTS), most_of(PARTS)) == (Interval(1, 3), Interval(5))


@pytest.mark.parametrize(
    ("own", "others", "ranks"),
    [
        (one(5), [], (1, 1)),
        (one(5), [one(5), one(5)], (1, 1)),
        (one(5), [one(6), one(4)], (2, 2)),
        (Interval(4, 6), [one(5)], (1, 2)),
        (Interval(4, 6), [one(6)], (1, 2)),
        (Interval(4, 6), [one(4)], (1, 1)),
        (Interval(4, 6), [Interval(7)], (2, 2)),
        (one(5), [Interval(0), Interval(6, 7), Interval(0, 5)], (2, 3)),
    ],
)
def test_a_rank_counts_those_surely_above_and_those_possibly(own, others, ranks):
    assert rank_among(own, others) == ranks


@pytest.mark.parametrize(
    ("own", "others", "first", "last"),
    [
        (one(5), [], True, True),
        (one(5), [one(5)], True, True),
        (one(5), [one(4)], True, False),
        (one(5), [one(6)], False, True),
        (Interval(4, 6), [one(5)], False, False),
        (Interval(4, 6), [Interval(6, 9)], False, True),
        (Interval(4, 6), [Interval(1, 4)], True, False),
        (Interval(4), [one(9)], False, False),
    ],
)
def test_the_first_and_the_last_are_so_wherever_the_numbers_lie(own, others, first, last):
    assert (is_first(own, others), is_last(own, others)) == (first, last)


@pytest.mark.parametrize(
    ("left", "right", "less", "at_most"),
    [
        (one(1), one(2), True, True),
        (one(2), one(2), False, True),
        (one(3), one(2), False, False),
        (Interval(1, 2), one(2), None, True),
        (Interval(1, 2), Interval(2, 3), None, True),
        (Interval(2, 3), one(2), False, None),
        (Interval(2, 3), Interval(1, 2), False, None),
        (Interval(1, 3), one(2), None, None),
        (Interval(5), one(2), False, False),
        (Interval(5), one(9), None, None),
    ],
)
def test_a_comparison_is_true_false_or_either(left, right, less, at_most):
    assert (compare(left, "<", right), compare(left, "<=", right)) == (less, at_most)
    assert (compare(right, ">", left), compare(right, ">=", left)) == (less, at_most)


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        (one(0.1 + 0.2), one(0.3), True),
        (one(1), one(1.001), False),
        (Interval(1, 2), one(3), False),
        (one(3), Interval(1, 2), False),
        (Interval(1, 2), Interval(2, 3), None),
        (Interval(1, 2), Interval(1, 2), None),
        (Interval(0), one(3), None),
        (Interval(5), one(3), False),
    ],
)
def test_two_numbers_are_the_same_only_where_both_are_known(left, right, same):
    assert compare(left, "==", right) is same
    assert compare(right, "==", left) is same
    assert compare(left, "!=", right) is (None if same is None else not same)


def test_an_interval_that_is_refused_says_its_ends():
    with pytest.raises(IntervalError) as caught:
        Interval(3, 2)
    assert (caught.value.low, caught.value.high) == (3, 2)
    assert "got 3 and 2" in str(caught.value)
