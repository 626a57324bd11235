"""The site behind granian's RSGI interface: a slow client never holds a thread.

The event loop reads a request whole, within limits of size and time; only then does a thread run the WSGI application.
What it answers is kept aside (on disk beyond 1 MB) and sent by the event loop, so that a slow reader holds none either.
Heavy work leaves the threads of pages for the lane (`lane.py`): its request is run again there.
"""

import asyncio
import logging
import os
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any, cast
from urllib.parse import unquote_to_bytes

from autan.ground.client_address import client_address
from autan.ground.heavy_work import LaneNeeded, Turn, turn_is
from autan.instance.project.lane import Lane

THREADS = 2
MOST_WAITING = 200
_IN_MEMORY_BYTES = 1_000_000
_CHUNK_BYTES = 65_536
_READER_SECONDS = 60
_SWITCH_SECONDS = 0.001
"""A page waits so long, whenever it comes back from the database, for the interpreter that heavy work holds: at the
5 ms of Python, a page of 40 queries takes three to five times its quiet time beside such work; at 1 ms, twice."""
_log = logging.getLogger("autan.server")

type Headers = list[tuple[str, str]]
type Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyLimits:
    """What the body of a request may be.

    Attributes:
        most_bytes: its size; above every file that a form accepts.
        grace_seconds: time that any body has, however slow.
        least_rate: bytes a second that a long one must reach, beyond the grace.
    """

    most_bytes: int = 64_000_000
    idle_seconds: float = 10
    grace_seconds: float = 20
    least_rate: float = 8_000


class RefusedBodyError(Exception):
    """A body beyond the limits: the status to answer."""

    def __init__(self, status: int) -> None:
        self.status = status
        super().__init__(str(status))


class Spool:
    """An answer on its way: a thread writes it, the event loop reads what is written so far."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop, self._changed, self._lock = loop, asyncio.Event(), threading.Lock()
        self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY_BYTES)  # noqa: SIM115 - closed by `close`
        self._written, self._sent, self._is_over = 0, 0, False

    def write(self, chunk: bytes) -> bool:
        """Add bytes; False once nobody reads any more. Called by the thread."""
        with self._lock:
            if self._file.closed:
                return False
            self._file.seek(self._written)
            self._written += self._file.write(chunk)
        self._loop.call_soon_threadsafe(self._changed.set)
        return True

    def end(self) -> None:
        """Say that all is written. Called by the thread."""
        self._is_over = True
        self._loop.call_soon_threadsafe(self._changed.set)

    async def read(self) -> bytes:
        """Wait for what is written next; nothing once all was read."""
        while True:
            self._changed.clear()
            with self._lock:
                self._file.seek(self._sent)
                chunk = self._file.read(_CHUNK_BYTES)
            if chunk or self._is_over:
                self._sent += len(chunk)
                return chunk
            await self._changed.wait()

    def close(self) -> None:
        """Throw the bytes away."""
        with self._lock:
            self._file.close()


async def read_body(protocol: Any, announced: int | None, limits: BodyLimits) -> IO[bytes]:
    """Read the body of a request whole.

    Args:
        protocol: request, as RSGI gives it.
        announced: length that its header gives; None where it gives none.
        limits: what it may be.

    Raises:
        RefusedBodyError: it is too long (413), comes too slowly (408) or stops before its end (400).
    """
    if announced == 0:
        return BytesIO()
    _refuse_long(announced or 0, limits)
    body = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY_BYTES)  # noqa: SIM115 - closed with the request
    clock, size = asyncio.get_running_loop().time, 0
    began = clock()
    try:
        async with asyncio.timeout(limits.idle_seconds) as bound:
            async for chunk in protocol:
                size += body.write(chunk)
                _refuse_long(size, limits)
                last = began + limits.grace_seconds + size / limits.least_rate
                bound.reschedule(min(clock() + limits.idle_seconds, last))
    except TimeoutError:
        body.close()
        raise RefusedBodyError(408) from None
    except RefusedBodyError:
        body.close()
        raise
    if announced is not None and size < announced:
        body.close()
        raise RefusedBodyError(400)  # the client left before its end: half a form is no form
    body.seek(0)
    return cast("IO[bytes]", body)


def _refuse_long(size: int, limits: BodyLimits) -> None:
    if size > limits.most_bytes:
        raise RefusedBodyError(413)


def environ_of(scope: Any, body: IO[bytes], headers: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Describe a request to a WSGI application (PEP 3333).

    A header whose name holds an underscore is left out: it would pass for the one with a hyphen that a proxy writes.
    """
    server, _, port = scope.server.rpartition(":")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope.path).decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "SERVER_NAME": server,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "SERVER_SOFTWARE": "Autan",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.input_terminated": True,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    if scope.authority:
        environ["HTTP_HOST"] = scope.authority
    for name, value in headers:
        if "_" in name:
            continue
        key = name.upper().replace("-", "_")
        key = key if key in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{key}"
        environ[key] = f"{environ[key]},{value}" if key in environ and key != "HTTP_HOST" else value
    if "HTTP_TRANSFER_ENCODING" in environ:
        environ["CONTENT_LENGTH"] = str(body.seek(0, os.SEEK_END))
        body.seek(0)
    return environ


class Gateway:
    """A WSGI application as RSGI calls it; what granian is given."""

    def __init__(self, application: Application, *, limits: BodyLimits, lane: Lane, threads: int = THREADS) -> None:
        self._application, self._limits, self._lane = application, limits, lane
        self._pool = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="page")
        self._waiting = 0

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        """Answer one request."""
        if self._waiting >= MOST_WAITING:
            protocol.response_str(503, [("retry-after", "5")], "Trop de demandes en cours ; réessayez bientôt.\n")
            return
        headers = scope.headers.items()
        announced = next((int(value) for name, value in headers if name == "content-length"), None)
        if announced is None and "transfer-encoding" not in scope.headers:
            announced = 0
        try:
            body = await read_body(protocol, announced, self._limits)
        except RefusedBodyError as refused:
            _log.warning("request body refused", extra={"status": refused.status})
            protocol.response_empty(refused.status, [("connection", "close")])
            return
        with body:
            await self._answer(protocol, environ_of(scope, body, headers))

    async def _answer(self, protocol: Any, environ: dict[str, Any]) -> None:
        """Answer on a thread of pages, or in the lane once the request has come to heavy work."""
        is_read = environ["REQUEST_METHOD"] in {"GET", "HEAD"}
        if not await self._attempt(protocol, dict(environ), Turn.ELSEWHERE if is_read else Turn.NOW):
            return
        address = f"{environ['PATH_INFO']}?{environ['QUERY_STRING']}"
        place = await self._lane.enter(client_address(environ), address)
        await self._attempt(protocol, environ, Turn.NOW if place else Turn.NOT_YET, place)

    async def _attempt(
        self, protocol: Any, environ: dict[str, Any], turn: Turn, place: ExitStack | None = None
    ) -> bool:
        """Run the application and send what it answers; True when it needs the lane, and has answered nothing.

        A place in the lane is left as soon as the application has run, however slow the reader.
        """
        loop = asyncio.get_running_loop()
        begun: asyncio.Future[tuple[int, Headers, bytes | None]] = loop.create_future()
        spool = Spool(loop)
        self._waiting += 1
        pool = self._lane.thread if place else self._pool
        running = loop.run_in_executor(pool, self._run, environ, begun, spool, turn)
        if place:
            running.add_done_callback(lambda _: place.close())
        try:
            both: set[asyncio.Future[Any]] = {begun, running}
            done, _ = await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            if begun not in done and await running:  # raises what the application raised before it answered anything
                return True
            status, headers, whole = await begun
            if whole is not None:
                protocol.response_bytes(status, headers, whole)
            else:
                await _send(spool, protocol.response_stream(status, headers))
        finally:
            spool.close()
            await asyncio.wait({running})
            self._waiting -= 1
        return False

    def _run(self, environ: dict[str, Any], begun: "asyncio.Future[Any]", spool: Spool, turn: Turn) -> bool:
        """Run the application in a thread: an answer that is whole is given at once, another as it is made.

        Returns:
            True when it stopped before heavy work.
        """
        loop = begun.get_loop()
        head: list[Any] = []

        def start_response(status: str, headers: Headers, _error: object = None) -> None:
            head[:] = [int(status.partition(" ")[0]), headers]

        try:
            with turn_is(turn):
                response = self._application(environ, start_response)
        except LaneNeeded:
            return True
        try:
            if not getattr(response, "streaming", True) or isinstance(response, list):
                loop.call_soon_threadsafe(begun.set_result, (*head, b"".join(response)))
                return False
            loop.call_soon_threadsafe(begun.set_result, (*head, None))
            for chunk in response:
                if not spool.write(chunk):
                    break
        finally:
            spool.end()
            if close := getattr(response, "close", None):
                close()
        return False


async def _send(spool: Spool, transport: Any) -> None:
    """Send an answer as it is made; a reader who takes nothing for a minute is left."""
    try:
        while chunk := await spool.read():
            async with asyncio.timeout(_READER_SECONDS):
                await transport.send_bytes(chunk)
    except (TimeoutError, RuntimeError) as error:  # granian's word for a client who has left is a RuntimeError
        _log.info("answer not taken", extra={"reason": type(error).__name__})


def make_gateway() -> Gateway:
    """Make the gateway of the site, and start what runs the queue beside it."""
    from django.conf import settings

    from autan.instance.project.queue_worker import start_queue_workers
    from autan.instance.project.wsgi import application

    sys.setswitchinterval(_SWITCH_SECONDS)
    start_queue_workers()
    lane = Lane(settings.AUTAN_CACHE / "lane")
    return Gateway(cast("Application", application), limits=BodyLimits(), lane=lane)
