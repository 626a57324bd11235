"""The site behind granian's RSGI interface: a slow client never holds a thread.

The event loop reads a request whole, within limits of size and time; only then does a thread run the WSGI application.
What it answers is kept aside (on disk beyond 1 MB; a file that stands is not copied) and sent by the event loop, so a
slow reader holds none either, nor memory.
Heavy work leaves the threads of pages for the lane (`lane.py`): its request is run again there.
"""

import asyncio
import logging
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http import HTTPStatus
from io import BufferedReader, BytesIO
from typing import IO, Any, cast
from urllib.parse import unquote_to_bytes

from autan.ground.allowance import client_address
from autan.ground.heavy_work import LaneNeeded, Turn, turn_is
from autan.instance.project.lane import CostlyPaths, Crowd, Lane, Turns

THREADS = 2
MOST_WAITING, MOST_OF_A_CLIENT = 200, 100
"""Requests of all clients that are being answered in a process, and of one: some wait, whose readers are slow."""
MOST_BODIES, MOST_BODIES_OF_A_CLIENT = 400, 100
MOST_FILES, MOST_FILES_OF_A_CLIENT = 16, 4
"""Bodies that come at once in a process: short ones in memory, long ones in the temporary folder."""
_IN_MEMORY_BYTES = 1_000_000
_CHUNK_BYTES = 65_536
_READER_SECONDS, _LEAST_READ_RATE = 60, 8_000
_SWITCH_SECONDS = 0.001
"""A page waits so long, whenever it comes back from the database, for the interpreter that heavy work holds: at the
5 ms of Python, a page of 40 queries takes three to five times its quiet time beside such work; at 1 ms, twice."""
_REFUSALS = {
    400: "Envoi interrompu avant sa fin\u00a0: rien n’est enregistré. Envoyez-le de nouveau.",
    408: "Envoi trop lent\u00a0: rien n’est enregistré. Envoyez-le de nouveau, ou en plusieurs fichiers plus petits.",
    413: "Envoi de plus de 64\u00a0Mo\u00a0: rien n’est enregistré. Envoyez-le en plusieurs fichiers plus petits.",
    503: "Trop de demandes en cours\u202f; réessayez dans quelques secondes.",
}
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
        most_seconds: time that none may pass.
    """

    most_bytes: int = 64_000_000
    idle_seconds: float = 10
    grace_seconds: float = 20
    least_rate: float = 8_000
    most_seconds: float = 900


class RefusedBodyError(Exception):
    """A body beyond the limits: the status to answer."""

    def __init__(self, status: int) -> None:
        self.status = status
        super().__init__(str(status))


class Spool:
    """An answer on its way: a thread writes it, the event loop reads what is written so far."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop, self._changed, self._lock = loop, asyncio.Event(), threading.Lock()
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY_BYTES)  # noqa: SIM115 - closed by `close`
        self._written, self._sent, self._is_over = 0, 0, False

    def fill(self, chunks: Iterable[bytes]) -> None:
        """Add bytes as they are made, until nobody reads any more. Called by the thread."""
        for chunk in chunks:
            with self._lock:
                if self._file.closed:
                    return
                self._file.seek(self._written)
                self._written += self._file.write(chunk)
            self._loop.call_soon_threadsafe(self._changed.set)

    def take(self, file: IO[bytes]) -> None:
        """Send a file as it stands: one copy a reader would fill the disk. Called by the thread."""
        with self._lock:
            is_left = self._file.closed
            (file if is_left else self._file).close()
            self._file = self._file if is_left else file

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
    """Read the body of a request whole. `announced`: length that its header gives; None where it gives none."""
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
                allowed = min(limits.grace_seconds + size / limits.least_rate, limits.most_seconds)
                bound.reschedule(min(clock() + limits.idle_seconds, began + allowed))
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


def environ_of(scope: Any, headers: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Describe a request to a WSGI application (PEP 3333), except its body.

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
    return environ


def _with_body(environ: dict[str, Any], body: IO[bytes]) -> dict[str, Any]:
    if "HTTP_TRANSFER_ENCODING" in environ:
        environ["CONTENT_LENGTH"] = str(body.seek(0, os.SEEK_END))
        body.seek(0)
    return environ | {"wsgi.input": body}


class Gateway:
    """A WSGI application as RSGI calls it; what granian is given."""

    def __init__(self, application: Application, *, limits: BodyLimits, lane: Lane, threads: int = THREADS) -> None:
        self._application, self._limits, self._lane = application, limits, lane
        self._pool = ThreadPoolExecutor(max_workers=threads + 1, thread_name_prefix="page")
        self._turns, self._costly_turns, self._costly_paths = Turns(threads), Turns(1), CostlyPaths()
        self._answered = Crowd(most=MOST_WAITING, most_of_a_client=MOST_OF_A_CLIENT)
        self._bodies = Crowd(most=MOST_BODIES, most_of_a_client=MOST_BODIES_OF_A_CLIENT)
        self._files = Crowd(most=MOST_FILES, most_of_a_client=MOST_FILES_OF_A_CLIENT)

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        """Answer one request."""
        headers = scope.headers.items()
        environ = environ_of(scope, headers)
        client = client_address(environ)
        announced = next((int(value) for name, value in headers if name == "content-length"), None)
        if announced is None and "transfer-encoding" not in scope.headers:
            announced = 0
        try:
            body = await self._read(protocol, announced, client)
        except RefusedBodyError as refused:
            _log.warning("request body refused", extra={"status": refused.status})
            _refuse(protocol, refused.status)
            return
        with body, self._answered.enter(client) as is_in:
            if is_in:
                await self._answer(protocol, _with_body(environ, body), client)
            else:
                _refuse(protocol, HTTPStatus.SERVICE_UNAVAILABLE)

    async def _read(self, protocol: Any, announced: int | None, client: str) -> IO[bytes]:
        """Read a body while there is room for it."""
        if announced == 0:
            return BytesIO()
        is_short = announced is not None and announced <= _IN_MEMORY_BYTES
        with (self._bodies if is_short else self._files).enter(client) as is_in:
            if not is_in:
                raise RefusedBodyError(HTTPStatus.SERVICE_UNAVAILABLE)
            return await read_body(protocol, announced, self._limits)

    async def _answer(self, protocol: Any, environ: dict[str, Any], client: str) -> None:
        """Answer on a thread of pages, or in the lane once the request has come to heavy work."""
        is_read = environ["REQUEST_METHOD"] in {"GET", "HEAD"}
        turns = self._turns
        await turns.take(client)
        if is_read and environ["PATH_INFO"] in self._costly_paths:  # it may have become so while this one waited
            turns.leave()
            turns = self._costly_turns
            await turns.take(client)
        if not await self._attempt(protocol, dict(environ), Turn.ELSEWHERE if is_read else Turn.NOW, turns.leave):
            return
        address = f"{environ['PATH_INFO']}?{environ['QUERY_STRING']}"
        place = await self._lane.enter(client, address)
        if place:
            await self._attempt(protocol, environ, Turn.NOW, place.close, self._lane.thread)
        else:
            await self._turns.take(client)
            await self._attempt(protocol, environ, Turn.NOT_YET, self._turns.leave)

    async def _attempt(
        self,
        protocol: Any,
        environ: dict[str, Any],
        turn: Turn,
        leave: Callable[[], None],
        pool: ThreadPoolExecutor | None = None,
    ) -> bool:
        """Run the application and send what it answers; True when it needs the lane, and has answered nothing.

        The place that was taken is left as soon as the application has run, however slow the reader.
        """
        loop = asyncio.get_running_loop()
        response_start: asyncio.Future[tuple[int, Headers, bytes | None]] = loop.create_future()
        spool = Spool(loop)
        running = loop.run_in_executor(pool or self._pool, self._run, environ, response_start, spool, turn)
        running.add_done_callback(lambda _: leave())
        try:
            both: set[asyncio.Future[Any]] = {response_start, running}
            done, _ = await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            if (
                response_start not in done and await running
            ):  # raises what the application raised before it answered anything
                return True
            status, headers, whole = await response_start
            if whole is not None:
                protocol.response_bytes(status, headers, whole)
            else:
                await _send(spool, protocol.response_stream(status, headers))
        finally:
            spool.close()
            await asyncio.wait({running})
        return False

    def _run(self, environ: dict[str, Any], response_start: "asyncio.Future[Any]", spool: Spool, turn: Turn) -> bool:
        """Run the application in a thread: an answer that is whole is given at once, another as it is made.

        Returns True when it stopped before heavy work.
        """
        loop = response_start.get_loop()
        head: list[Any] = []

        def start_response(status: str, headers: Headers, _error: object = None) -> None:
            head[:] = [int(status.partition(" ")[0]), headers]

        began = time.thread_time()
        try:
            with turn_is(turn):
                response = self._application(environ, start_response)
        except LaneNeeded:
            return True
        finally:
            if turn is Turn.ELSEWHERE:
                self._costly_paths.note(environ["PATH_INFO"], time.thread_time() - began)
        try:
            is_whole = not getattr(response, "streaming", True) or isinstance(response, list)
            whole = b"".join(response) if is_whole else b""
            is_short = is_whole and len(whole) <= _IN_MEMORY_BYTES
            loop.call_soon_threadsafe(response_start.set_result, (*head, whole if is_short else None))
            if file := _standing_file(response):
                spool.take(file)
            elif not is_short:
                spool.fill([whole] if is_whole else response)
        finally:
            spool.end()
            if close := getattr(response, "close", None):
                close()
        return False


def _standing_file(response: Any) -> IO[bytes] | None:
    """The file that an answer gives, opened once more: Django closes its own as soon as the thread has answered."""
    file = getattr(response, "file_to_stream", None)
    return os.fdopen(os.dup(file.fileno()), "rb") if isinstance(file, BufferedReader) else None


def _refuse(protocol: Any, status: int) -> None:
    """Refuse before any page is asked: what, and the way on."""
    headers = [("content-type", "text/plain; charset=utf-8"), ("connection", "close")]
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers.append(("retry-after", "5"))
    protocol.response_str(status, headers, _REFUSALS[status] + "\n")


async def _send(spool: Spool, transport: Any) -> None:
    """Send an answer as it is made; a reader who takes nothing for a minute, or too little in the long run, is left."""
    clock, sent, elapsed = asyncio.get_running_loop().time, 0, 0.0
    try:
        while chunk := await spool.read():
            began = clock()
            async with asyncio.timeout(min(_READER_SECONDS, _READER_SECONDS + sent / _LEAST_READ_RATE - elapsed)):
                await transport.send_bytes(chunk)
            sent, elapsed = sent + len(chunk), elapsed + clock() - began
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
