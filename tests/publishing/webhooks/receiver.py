"""A program that is told: a real server of this machine, which keeps what it got and answers what it is given."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Receiver:
    """What it got, each time: the headers and the body; what it answers; how long it is silent first."""

    url: str = ""
    status: int = 204
    drips_s: float = 0
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)


@contextmanager
def receive() -> Iterator[Receiver]:
    """Answer on a free port of this machine until the block ends."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
            end = time.monotonic() + receiver.drips_s
            try:
                while time.monotonic() < end:  # one sign at a time: each begins the wait of a read again
                    self.wfile.write(b"H")
                    self.wfile.flush()
                    time.sleep(0.02)
                self.send_response(receiver.status)
                self.send_header("Location", "http://127.0.0.1:9/")
                self.end_headers()
            except OSError:
                return  # the line was cut

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    receiver.url = f"http://127.0.0.1:{server.server_address[1]}/autan?de=essai"
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
