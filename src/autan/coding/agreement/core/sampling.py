"""Draws a sample of texts, the same for everybody who has the seed."""

import hashlib
import math
from collections.abc import Iterable

DEFAULT_SHARE = 0.2


def draw_sample(keys: Iterable[str], *, seed: int, share: float = DEFAULT_SHARE) -> tuple[str, ...]:
    """Draw a share of texts.

    Each key is hashed with the seed, and the lowest hashes are taken: the draw hangs neither on the order of the keys
    nor on the machine, and a text that is added or withdrawn moves one place at most.

    Each key counts once; the same seed draws the same texts; `share` (0-1) of them, rounded up. Returns the drawn keys,
    in alphabetical order.

    Raises:
        ValueError: a share that is not between 0 and 1.

    >>> draw_sample(["a", "b", "c", "d", "e", "f"], seed=2014)
    ('b', 'c')
    """
    if not 0 < share <= 1:
        message = f"a share of {share} cannot be drawn: above 0, 1 at most"
        raise ValueError(message)
    hashed = sorted((hashlib.sha256(f"{seed}|{key}".encode()).digest(), key) for key in set(keys))
    wanted = math.ceil(round(share * len(hashed), 9))
    return tuple(sorted(key for _, key in hashed[:wanted]))
