"""Values computed once for each request or command, however many parts of it ask for them.

Every act on the journal empties it. Outside both (tasks of the queue, tests of functions) nothing is kept.
"""

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Any, TypeVar, cast

from django.core.signals import request_finished, request_started

T = TypeVar("T")
_cache: ContextVar[dict[object, object] | None] = ContextVar("request_cache", default=None)


def cached_per_request(key: object, compute: Callable[[], T]) -> T:
    """Return what `compute` gives, called once in a request for each key."""
    cache = _cache.get()
    if cache is None:
        return compute()
    if key not in cache:
        cache[key] = compute()
    return cast("T", cache[key])


def cached_in_request[**P, R](query: Callable[P, R]) -> Callable[P, R]:
    """Make a query that runs once in a request for the same arguments, which must be hashable; it gives no copy."""

    @wraps(query)
    def cached(*args: P.args, **kwargs: P.kwargs) -> R:
        key = (query.__module__, query.__qualname__, args, tuple(sorted(kwargs.items())))
        return cached_per_request(key, lambda: query(*args, **kwargs))

    return cached


def clear() -> None:
    """Empty the cache: an action has changed what it holds."""
    if _cache.get() is not None:
        _cache.set({})


def begin(**_signal: Any) -> None:
    """Keep values from now on, until the request or the command ends."""
    _cache.set({})


def end(**_signal: Any) -> None:
    """Keep nothing from now on."""
    _cache.set(None)


def watch_requests() -> None:
    """Begin and end with each request. Called once, when Django starts."""
    request_started.connect(begin, dispatch_uid="request-cache")
    request_finished.connect(end, dispatch_uid="request-cache")
