"""Heavy work: where it may be done at once, where it waits for its turn, and what is refused for its size."""

import time
from contextlib import nullcontext

import pytest

from autan.ground.heavy_work import (
    MANY_PLACES,
    MOST_SECONDS,
    PAGE_SECONDS,
    AnswerTooLarge,
    LaneBusyError,
    LaneNeeded,
    Turn,
    enter_lane,
    enter_lane_for,
    keep_to_page,
    keep_within,
    turn_is,
)

PASSES = nullcontext()
NEEDS_LANE = (Turn.ELSEWHERE, LaneNeeded)
IS_BUSY = (Turn.NOT_YET, LaneBusyError)


def refused(act, turn: Turn, error: type[BaseException]) -> None:
    with turn_is(turn), pytest.raises(error):
        act()


def test_outside_the_pages_heavy_work_goes_on():
    enter_lane()
    with turn_is(Turn.NOW):
        enter_lane()


@pytest.mark.parametrize(("turn", "error"), [NEEDS_LANE, IS_BUSY])
def test_on_a_thread_of_pages_it_stops_and_without_its_turn_it_is_refused(turn, error):
    refused(enter_lane, turn, error)


def test_the_refusal_says_what_to_do():
    with turn_is(Turn.NOT_YET), pytest.raises(LaneBusyError, match="redemandez-le dans un instant"):
        enter_lane()


def test_what_a_thread_may_do_ends_with_its_request_even_when_it_stops():
    with pytest.raises(LaneNeeded), turn_is(Turn.ELSEWHERE):
        enter_lane()
    enter_lane()
    with turn_is(Turn.NOT_YET):
        with turn_is(Turn.NOW):
            enter_lane()
        with pytest.raises(LaneBusyError):
            enter_lane()


def test_needing_the_lane_is_no_error_that_a_page_could_catch():
    assert not issubclass(LaneNeeded, Exception)
    assert not issubclass(AnswerTooLarge, Exception)
    assert issubclass(LaneBusyError, Exception)


@pytest.mark.parametrize(("turn", "error"), [NEEDS_LANE, IS_BUSY])
def test_few_places_are_a_page_and_one_more_is_heavy(turn, error):
    with turn_is(turn):
        enter_lane_for(MANY_PLACES)
        with pytest.raises(error):
            enter_lane_for(MANY_PLACES + 1)
    enter_lane_for(10 * MANY_PLACES)


@pytest.mark.parametrize(("turn", "error"), [NEEDS_LANE, IS_BUSY])
def test_an_answer_is_bounded_as_a_page_then_as_any_answer(turn, error):
    with turn_is(turn):
        for count in (0, 10):
            keep_within(count, page=10, most=20)
        for count in (11, 20):
            with pytest.raises(error):
                keep_within(count, page=10, most=20)
        with pytest.raises(AnswerTooLarge):
            keep_within(21, page=10, most=20)


def test_what_may_be_done_now_is_refused_above_all_bounds_only():
    keep_within(20, page=10, most=20)
    with pytest.raises(AnswerTooLarge):
        keep_within(21, page=10, most=20)


def spend(seconds: float, clock) -> None:
    clock.now += seconds


class Clock:
    """Seconds of processor that a thread spent."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(time, "thread_time", made)
    return made


@pytest.mark.parametrize(
    ("turn", "seconds", "error"),
    [
        (Turn.ELSEWHERE, PAGE_SECONDS - 0.01, None),
        (Turn.ELSEWHERE, PAGE_SECONDS + 0.01, LaneNeeded),
        (Turn.NOT_YET, PAGE_SECONDS + 0.01, None),
        (Turn.NOT_YET, MOST_SECONDS - 0.01, None),
        (Turn.NOT_YET, MOST_SECONDS + 0.01, LaneBusyError),
        (Turn.NOW, 100 * MOST_SECONDS, None),
    ],
)
def test_a_page_reads_on_until_it_has_cost_one(clock, turn, seconds, error):
    with turn_is(turn):
        keep_to_page()
        spend(seconds, clock)
        with pytest.raises(error) if error else PASSES:
            keep_to_page()


def test_each_request_begins_its_own_count(clock):
    with turn_is(Turn.ELSEWHERE):
        spend(10, clock)
        with turn_is(Turn.ELSEWHERE):
            keep_to_page()
        with pytest.raises(LaneNeeded):
            keep_to_page()
