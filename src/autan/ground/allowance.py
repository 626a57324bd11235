"""How many requests one address may make in a minute, counted once for all the processes of a machine."""

import hashlib
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import locks

WINDOW_SECONDS = 60
_PLACES = 65_536
_PLACE = struct.Struct("<II")  # number of the minute, requests in it


def seconds_to_wait(counts: Path, caller: str, *, limit: int, now: float) -> int:
    """Count one request; return 0 when it is within the limit, else in how many seconds the caller may ask again.

    Two callers in 65,536 share a place; nobody's address is written. On a full disk nothing is counted, and nobody
    is refused.
    """
    is_over = count_request(counts, caller, now=now) > limit
    return seconds_left(now) if is_over else 0


def count_request(counts: Path, caller: str, *, now: float) -> int:
    """Count one request; return how many a caller made in this minute, 0 on a full disk."""
    try:
        return _count(counts, caller, int(now // WINDOW_SECONDS))
    except OSError:
        return 0


def seconds_left(now: float) -> int:
    """Return in how many seconds the next minute begins, one at least."""
    return max(1, round(WINDOW_SECONDS - now % WINDOW_SECONDS))


def _count(counts: Path, caller: str, minute: int) -> int:
    place = int.from_bytes(hashlib.blake2b(caller.encode(), digest_size=4).digest()) % _PLACES
    counts.parent.mkdir(parents=True, exist_ok=True)
    with counts.open("a+b", buffering=0):
        pass  # makes it where it is not, and empties nothing
    with counts.open("r+b") as file:
        locks.lock(file, locks.LOCK_EX)  # released when the file is closed
        file.seek(place * _PLACE.size)
        row = file.read(_PLACE.size)
        before, count = _PLACE.unpack(row) if len(row) == _PLACE.size else (0, 0)
        count = count + 1 if before == minute else 1
        file.seek(place * _PLACE.size)
        file.write(_PLACE.pack(minute, count))
    return count


def client_address(environ: Mapping[str, Any]) -> str:
    """Return the address of whoever asks; `X-Forwarded-For` counts for as many proxies as the settings name."""
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    seen = [part.strip() for part in environ.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    return seen[-proxies] if proxies and len(seen) >= proxies else str(environ.get("REMOTE_ADDR", ""))
