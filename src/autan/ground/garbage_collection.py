"""How often Python looks for cycles of objects that nothing holds any more, and which objects it leaves alone."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

_MADE_BEFORE_A_LOOK = 50_000
_MADE_IN_A_REQUEST = 500_000
_EACH = {500: 2, 20: 1}
"""Requests between two looks at older objects, and their generation."""


def collect_less_often() -> None:
    """Look for cycles every 50,000 objects made, not every 2,000. Called once by the processes of the product alone.

    Figures are made by hundreds of thousands and none is in a cycle: each look goes over those that were made before
    in vain. It took a third of the time of the first page of a large network, and a sixth of that of `autan check`.
    """
    gc.set_threshold(_MADE_BEFORE_A_LOOK)


def collect_between_requests() -> None:
    """Look for cycles once a page is sent, when little is left of it, and no longer while it is made.

    A look in the middle of a large page went over all its objects, and kept them for older looks: 20 to 60 ms one
    time in three, 150 to 290 ms now and then, for a page of 100 ms. A request that makes 500,000 objects is still
    looked at on the way. Called once by the server.
    """
    from django.core.signals import request_finished  # a server has it, a command that shows its help does not

    gc.set_threshold(_MADE_IN_A_REQUEST)
    numbers = count(1)

    def collect(**_signal: Any) -> None:
        number = next(numbers)
        gc.collect(next((generation for period, generation in _EACH.items() if number % period == 0), 0))

    request_finished.connect(collect, weak=False, dispatch_uid="garbage-collection")


@contextmanager
def kept_for_good() -> Iterator[None]:
    """Load what stays until the process ends: no look for cycles meanwhile, and none goes over it afterwards."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()
