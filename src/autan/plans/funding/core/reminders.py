"""When a duty or a call that comes to its day is told by mail: once at each stage, the same day for the same date."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

OF_DUTIES = (timedelta(days=180), timedelta(days=60))
"""How long before its day a duty is told."""
OF_CALLS = (timedelta(days=30), timedelta(days=7))
"""How long before its closing a call is told."""
_CAUGHT_UP = timedelta(days=6)
"""How many days after a stage it is still told: those of a server that was stopped."""


def stages_reached(due: date, stages: Iterable[timedelta], on: date) -> Iterator[date]:
    """Give the days of the stages that a date reached on a day, or a few days before.

    >>> [str(day) for day in stages_reached(date(2027, 1, 31), OF_CALLS, date(2027, 1, 3))]
    ['2027-01-01']
    >>> list(stages_reached(date(2027, 1, 31), OF_CALLS, date(2027, 1, 10)))
    []
    """
    for stage in stages:
        reached = due - stage
        if reached <= on <= reached + _CAUGHT_UP:
            yield reached
