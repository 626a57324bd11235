"""What answers to programs are made of: forms, places in a table, limits."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from autan.ground.errors import DomainError

# How many requests one caller may make: a fixed window of a minute.


WINDOW_SECONDS = 60
_MOST_CALLERS = 10_000


@dataclass(slots=True)
class Allowance:
    """Counts the requests of each caller in the minute under way; held by one process.

    Attributes:
        counts: requests of each caller in the window.
        window: number of the minute that is counted.
    """

    counts: dict[str, int] = field(default_factory=dict)
    window: int = 0

    def seconds_to_wait(self, caller: str, *, limit: int, now: float) -> int:
        """Count one request; return 0 when it is within the limit, else in how many seconds the caller may ask again.

        Args:
            caller: who asks.
            limit: requests allowed in a minute.
            now: time, in seconds.

        >>> allowance = Allowance()
        >>> [allowance.seconds_to_wait("ada", limit=2, now=119.0 + i / 10) for i in range(3)]
        [0, 0, 1]
        """
        window = int(now // WINDOW_SECONDS)
        if window != self.window or len(self.counts) >= _MOST_CALLERS:
            self.counts, self.window = {}, window
        self.counts[caller] = self.counts.get(caller, 0) + 1
        if self.counts[caller] <= limit:
            return 0
        return max(1, round((window + 1) * WINDOW_SECONDS - now))


# Cursors: the place in a table after which a page begins, told by the key of a row and not by its number.


type Key = tuple[str | int, ...]


class InvalidCursorError(DomainError):
    """A cursor is not one that was given for this table."""

    def __init__(self) -> None:
        super().__init__("curseur illisible\u00a0: reprenez celui de «\u202fnext\u202f», tel quel, pour la même table")


def write_cursor(key: Sequence[str | int]) -> str:
    """Write the key of a row as a cursor, in signs that an address takes.

    >>> read_cursor(write_cursor(("nord", 12)), (str, int))
    ('nord', 12)
    """
    return base64.urlsafe_b64encode(json.dumps(list(key)).encode()).decode().rstrip("=")


def read_cursor(cursor: str, kinds: Sequence[type]) -> Key:
    """Read a cursor.

    Args:
        cursor: as it was given.
        kinds: type of each part of the key of the table.

    Raises:
        InvalidCursorError: it is not one, or not of this table.
    """
    padded = cursor + "=" * (-len(cursor) % 4)
    try:
        key = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (binascii.Error, ValueError):
        raise InvalidCursorError from None
    if not isinstance(key, list) or [type(part) for part in key] != list(kinds):
        raise InvalidCursorError
    return tuple(key)
