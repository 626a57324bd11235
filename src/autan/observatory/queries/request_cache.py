"""Values computed once for each request, however many figures and drawings of its page ask for them.

Outside a request (command line, tests of functions) nothing is kept.
"""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, TypeVar, cast

from django.core.signals import request_finished, request_started

T = TypeVar("T")
_cache: ContextVar[dict[object, object] | None] = ContextVar("observatory_request_cache", default=None)


def cached_per_request(key: object, compute: Callable[[], T]) -> T:
    """Return what `compute` gives, called once in a request for each key."""
    cache = _cache.get()
    if cache is None:
        return compute()
    if key not in cache:
        cache[key] = compute()
    return cast("T", cache[key])


def clear() -> None:
    """Empty the cache: an action has changed what it holds."""
    if _cache.get() is not None:
        _cache.set({})


def _begin(**_signal: Any) -> None:
    _cache.set({})


def _end(**_signal: Any) -> None:
    _cache.set(None)


def watch_requests() -> None:
    """Begin and end with each request. Called once, when Django starts."""
    request_started.connect(_begin, dispatch_uid="observatory-request-cache")
    request_finished.connect(_end, dispatch_uid="observatory-request-cache")
