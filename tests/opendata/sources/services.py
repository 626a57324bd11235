"""Fakes of the services of data, on a real local server: what they answer is written by hand in the documented form."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Reply:
    """What the fake sends; `cut` bytes are sent where more were announced, then the line is dropped."""

    body: bytes | str = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    has_length: bool = True
    pause_s: float = 0


@dataclass(frozen=True)
class Request:
    """What the fake was asked."""

    path: str
    query: dict[str, str]
    headers: dict[str, str]


@dataclass
class Service:
    """A running fake: its address, and what it was asked so far."""

    url: str
    requests: list[Request]


@contextmanager
def serve(answer: Callable[[Request], Reply]) -> Iterator[Service]:
    """Response on a free port of this machine until the block ends."""
    seen: list[Request] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            request = Request(parts.path, dict(parse_qsl(parts.query)), dict(self.headers.items()))
            seen.append(request)
            self._send(answer(request))

        def _send(self, reply: Reply) -> None:
            time.sleep(reply.pause_s)
            body = reply.body.encode() if isinstance(reply.body, str) else reply.body
            with suppress(ConnectionError):  # the client may have left
                self._write(reply, body)

        def _write(self, reply: Reply, body: bytes) -> None:
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if reply.has_length:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: reply.cut])

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the name in the library
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield Service(f"http://127.0.0.1:{server.server_port}", seen)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def in_turn(*replies: Reply) -> Callable[[Request], Reply]:
    """Response each request with the next reply; the last one stays."""
    left = list(replies)
    return lambda _: left.pop(0) if len(left) > 1 else left[0]
