"""Opens a page in the browser of the person, once the site answers: this command becomes the server meanwhile."""

import os
import socket
import subprocess
import sys
import time
import webbrowser

_SECONDS = 30


def has_screen() -> bool:
    """Say whether a browser can be shown: on Linux, a desktop is needed, or a text browser would take the terminal."""
    return sys.platform in {"darwin", "win32"} or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def open_when_served(url: str, port: int) -> None:
    """Leave a small process that opens a page as soon as the port answers."""
    words = [sys.executable, "-m", "autan.instance.cli.opening", url, str(port)]
    subprocess.Popen(words, start_new_session=True)  # noqa: S603 - our own interpreter and fixed words


def open_page(url: str, port: int, *, seconds: float = _SECONDS) -> bool:
    """Open a page once the port answers; False when it does not within some seconds."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            socket.create_connection(("localhost", port), timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return webbrowser.open(url)
    return False


if __name__ == "__main__":
    open_page(sys.argv[1], int(sys.argv[2]))
