"""Opens a page in the browser of the person, once the site answers, while this command serves it."""

import os
import socket
import sys
import threading
import time
import webbrowser

_SECONDS = 30


def has_screen() -> bool:
    """Say whether a browser can be shown: on Linux, a desktop is needed, or a text browser would take the terminal."""
    return sys.platform in {"darwin", "win32"} or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def open_when_served(url: str, port: int) -> None:
    """Open a page as soon as the port answers, beside what this command does next."""
    threading.Thread(target=open_page, args=(url, port), daemon=True).start()


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
