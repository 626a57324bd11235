"""Who is let in by one process: each client in turn, and never so many that the others find no room."""

import asyncio
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager


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
