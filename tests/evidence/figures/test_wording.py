"""Words of bounds: rounded so that they stay true, and never without their sign."""

import pytest

from autan.evidence.figures.core.intervals import Interval
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.wording import bounded_words, end_words, interval_words, round_to_side
from autan.ground.errors import DomainError
from tests.evidence.figures.making import make_figure


def write(value, side) -> str:
    return f"{round_to_side(value, 0, side):.0f}"


def bounded(low, high):
    return make_figure(None, state=ValueState.OBSERVED, known=1, low=low, high=high)


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (None, 119.2, "≤\u00a0120"),
        (7899.9, 7980.1, "7899 à 7981"),
        (7899.9, 7940.1, "≈\u00a07920"),
        (3.2, 3.4, "3 à 4"),
    ],
)
def test_a_bound_is_rounded_to_its_own_side(low, high, words):
    assert bounded_words(bounded(low, high), write, "fr") == words


def test_a_figure_without_two_ends_has_no_range():
    with pytest.raises(DomainError, match="no range"):
        end_words(make_figure(3), write)


@pytest.mark.parametrize(
    ("interval", "words"),
    [
        (Interval(0, 100), ""),
        (Interval(12, 12), "12"),
        (Interval(12.7, 100), "≥\u00a012"),
        (Interval(0, 12.2), "≤\u00a013"),
        (Interval(12.7, 20.2), "12 à 21"),
    ],
)
def test_a_share_says_where_it_lies_and_nothing_where_it_may_be_anything(interval, words):
    assert interval_words(interval, Interval(0, 100), write, "fr") == words


def test_an_indication_stands_only_where_nothing_is_established():
    with pytest.raises(DomainError, match="indication"):
        make_figure(3, indication=3.0)
