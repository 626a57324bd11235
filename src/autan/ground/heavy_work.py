"""Heavy work: what costs more than a page is done in one lane, so that pages always have a thread.

`enter_lane` stands where heavy work begins. On a thread of pages it stops the request there, and the server runs it
again from its beginning once its turn in the lane has come (`instance/project/lane.py`). In the lane, in commands, in
tasks of the queue and behind another server it does nothing. Only what is read is run again: a form never leaves its
thread.

What an answer reads and holds is counted for every request (`instance/project/middleware.py`), and what it spends when
it reads the lake: beyond a page it is heavy work whatever its view says, beyond all bounds it is refused.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import Enum, auto

from autan.ground.errors import RuleError

PAGE_ROWS, PAGE_BYTES = 100_000, 2_000_000
"""What a thread of pages reads of the database, and holds, for one answer."""
PAGE_SECONDS, MOST_SECONDS = 0.3, 2
"""Processor that a thread of pages spends on one answer before it reads one more table of the lake; where its turn in
the lane did not come, before it is refused."""
MOST_ROWS, MOST_BYTES = 2_000_000, 64_000_000
"""What any answer reads, and holds; a file that stands is sent as it is, and holds nothing."""
MANY_PLACES = 200
"""Above so many places, what is computed of each of them costs more than a page."""
IS_HEAVY = "is_heavy"
"""Attribute of a request whose view takes care of the lane itself."""
RETRY_SECONDS = 15
"""When somebody whose heavy work was refused may ask again."""


class Turn(Enum):
    """What a thread may do with heavy work."""

    ELSEWHERE = auto()
    NOW = auto()
    NOT_YET = auto()


class LaneNeeded(BaseException):
    """This request does heavy work. No error, as `SystemExit` is none: no handler takes it for a fault of the page."""


class AnswerTooLarge(BaseException):
    """No answer is so large. No error either: the rows that a handler of errors let through would be read."""


class LaneBusyError(RuleError):
    """Too much heavy work is asked for at this moment: a page answers 503."""


_turn: ContextVar[Turn] = ContextVar("turn", default=Turn.NOW)
_began: ContextVar[float] = ContextVar("began", default=0)


@contextmanager
def turn_is(turn: Turn) -> Iterator[None]:
    """Run a request on this thread with what it may do."""
    token, began = _turn.set(turn), _began.set(time.thread_time())
    try:
        yield
    finally:
        _turn.reset(token)
        _began.reset(began)


def enter_lane() -> None:
    """Go on with heavy work where it may be done.

    Raises:
        LaneNeeded: on a thread of pages.
        LaneBusyError: its turn did not come in time.
    """
    match _turn.get():
        case Turn.ELSEWHERE:
            raise LaneNeeded
        case Turn.NOT_YET:
            raise LaneBusyError("d’autres grands fichiers se font en ce moment ; redemandez-le dans un instant")


def enter_lane_for(places: int) -> None:
    """Go on with what is computed of so many places where it may be done; see `enter_lane`.

    Where what was computed is kept, this stands behind what is kept: the first reader alone goes to the lane.
    """
    if places > MANY_PLACES:
        enter_lane()


def keep_to_page() -> None:
    """Go on with a page that did not cost more than one so far: the first reader of many tables goes to the lane.

    Raises:
        LaneNeeded: it did, on a thread of pages.
        LaneBusyError: its turn did not come in time, and it costs several pages.
    """
    most = MOST_SECONDS if _turn.get() is Turn.NOT_YET else PAGE_SECONDS
    if time.thread_time() - _began.get() > most:
        enter_lane()


def keep_within(count: int, *, page: int, most: int) -> None:
    """Go on with an answer of so many rows or bytes where it may be made.

    Raises:
        AnswerTooLarge: it is above all bounds.
        LaneNeeded: it is more than a page, on a thread of pages.
        LaneBusyError: it is, and its turn did not come in time.
    """
    if count > most:
        raise AnswerTooLarge
    if count > page:
        enter_lane()
