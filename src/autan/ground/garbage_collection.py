"""How often Python looks for cycles of objects that nothing holds any more, and which objects it leaves alone."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_MADE_BEFORE_A_LOOK = 50_000


def collect_less_often() -> None:
    """Look for cycles every 50,000 objects made, not every 2,000. Called once by the processes of the product alone.

    Figures are made by hundreds of thousands and none is in a cycle: each look goes over those that were made before
    in vain: the page that compares members took 75 ms of CPU in the mean, and takes 57 (`bench_pages`).
    """
    gc.set_threshold(_MADE_BEFORE_A_LOOK)


@contextmanager
def kept_for_good() -> Iterator[None]:
    """Load what stays until the process ends: no look for cycles meanwhile, and none goes over it afterwards.

    `autan network list` takes 0.62 s of CPU so, and 0.70 otherwise (`bench_commands`).
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()
