"""The lane of heavy work: one request at a time in a process, few on a machine, each client in turn.

Who waits holds no thread. The places of the machine are locks of the system on files, which fall with the process that
holds them, however it ends.
"""

import asyncio
import os
import time
import zlib
from collections import Counter, deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO
from weakref import WeakValueDictionary

from django.core.files import locks

from autan.ground.allowance import seconds_to_wait


class Crowd:
    """Counts those who are in, of all clients and of each."""

    def __init__(self, *, most: int, most_of_a_client: int) -> None:
        self._most, self._most_of_a_client = most, most_of_a_client
        self._inside: Counter[str] = Counter()

    @contextmanager
    def enter(self, client: str) -> Iterator[bool]:
        """Count a client in while the block runs; False, and not counted, where there is no room."""
        if self._inside[client] >= self._most_of_a_client or self._inside.total() >= self._most:
            yield False
            return
        self._inside[client] += 1
        try:
            yield True
        finally:
            self._inside[client] -= 1
            self._inside += Counter()  # drops who is in no more


class Turns:
    """Gives a few places to those who wait, one of each client in turn: many requests of one wait for each other."""

    def __init__(self, places: int) -> None:
        self._free = places
        self._waiting: dict[str, deque[asyncio.Future[None]]] = {}

    async def take(self, client: str) -> None:
        """Wait for a place."""
        if self._free:
            self._free -= 1
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(client, deque()).append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.leave()  # its place came as it left
            raise

    def leave(self) -> None:
        """Give a place to the client who was served longest ago."""
        while self._waiting:
            client, turns = next(iter(self._waiting.items()))
            del self._waiting[client]
            turn = turns.popleft()
            if turns:
                self._waiting[client] = turns
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1


COSTLY_SECONDS, MOST_KNOWN = 0.15, 1_000


class CostlyPaths(dict[str, None]):
    """The paths whose last answer cost a thread of pages much: they wait for each other, and leave room for the rest.

    Sixty readers of them at once would else stand before whoever reads a plain page.
    """

    def note(self, path: str, seconds: float) -> None:
        """Note what an answer cost, in seconds of the processor; what was learnt first is lost first."""
        self.pop(path, None)
        if seconds > COSTLY_SECONDS:
            self[path] = None
        if len(self) > MOST_KNOWN:
            del self[next(iter(self))]


WAIT_SECONDS = 30
MOST_WAITING, MOST_OF_A_CLIENT = 64, 12
MOST_A_MINUTE = 60
"""Heavy requests of a client in a minute, whichever processes of the machine they come to."""
_PLACES = max(1, (os.cpu_count() or 1) // 2)
_LOOK_SECONDS = 0.05


class Lane:
    """Gives turns to the requests of one process.

    The same address always takes the same place of the machine: what eight readers ask for at once is made once, then
    given to the seven others as it was kept.
    """

    def __init__(self, folder: Path) -> None:
        self.thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="heavy")
        self._folder, self._process = folder, asyncio.Lock()
        self._counts = folder / "counts"
        self._clients: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._waiting = Crowd(most=MOST_WAITING, most_of_a_client=MOST_OF_A_CLIENT)
        self._was_last = False

    async def enter(self, client: str, address: str) -> ExitStack | None:
        """Wait for a turn, to be closed once the work is done; None when it does not come in time.

        `client`: who asks; a second request of the same waits for the first, so that others pass before it.
        """
        with self._waiting.enter(client) as is_in:
            if not is_in or seconds_to_wait(self._counts, client, limit=MOST_A_MINUTE, now=time.time()):
                return None
            try:
                async with asyncio.timeout(WAIT_SECONDS):
                    return await self._take_turn(client, address)
            except TimeoutError:
                return None

    async def _take_turn(self, client: str, address: str) -> ExitStack:
        own = self._clients.setdefault(client, asyncio.Lock())
        with ExitStack() as turn:
            for lock in (own, self._process):
                await lock.acquire()
                turn.callback(lock.release)
            await self._take_place(turn, self._folder / f"lane-{zlib.crc32(address.encode()) % _PLACES}.lock")
            return turn.pop_all()

    async def _take_place(self, turn: ExitStack, path: Path) -> None:
        """Take a place of the machine; the process that had it last lets the others look first."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            place: IO[bytes] = turn.enter_context(path.open("wb"))
        except OSError:  # a full disk: the turn in this process is enough
            return
        await asyncio.sleep(2 * _LOOK_SECONDS if self._was_last else 0)
        while not locks.lock(place, locks.LOCK_EX | locks.LOCK_NB):
            self._was_last = False
            await asyncio.sleep(_LOOK_SECONDS)
        self._was_last = True
