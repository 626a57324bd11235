"""The queue of those who write to SQLite: each transaction waits for those that came before it, and for them alone.

SQLite has one writer: waiting writers sleep and try again, so that with fifty of them the unlucky ones give up after
the time-out, and the file is idle while they sleep. Here a transaction takes its turn before it begins. After half a
minute, behind one long act, SQLite says what it has to say.
"""

import time
from collections import deque
from contextlib import ExitStack
from pathlib import Path
from threading import Lock
from typing import IO

from django.core.files import locks

_MOST_SECONDS, _LOOK_SECONDS = 30, 0.001
_MUTEX = Lock()
_waiting: deque[Lock] = deque()
"""Threads of this process that write or wait to, first come first: a lock of Python takes no notice of the order."""


def wait_turn(turn: ExitStack, database: Path) -> None:
    """Wait behind the threads of this process, then behind the processes of this machine."""
    until = time.monotonic() + _MOST_SECONDS
    own = Lock()
    own.acquire()
    with _MUTEX:
        _waiting.append(own)
        is_first = _waiting[0] is own
    turn.callback(_leave, own)
    if not is_first and not own.acquire(timeout=_MOST_SECONDS):
        return
    place: IO[bytes] = turn.enter_context(database.with_suffix(".lock").open("ab"))
    can_lock = bool(locks.LOCK_EX)  # a system without locks of files has flags of zero, and nothing to wait for
    while can_lock and not locks.lock(place, locks.LOCK_EX | locks.LOCK_NB) and time.monotonic() < until:
        time.sleep(_LOOK_SECONDS)


def _leave(own: Lock) -> None:
    """Leave the queue, and let the next thread begin when this one was the first."""
    with _MUTEX:
        was_first = _waiting[0] is own
        _waiting.remove(own)
        if was_first and _waiting:
            _waiting[0].release()
