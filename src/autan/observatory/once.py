"""What is asked of the database once in a request, however many figures and drawings of its page ask for it.

Outside a request (command line, tests of functions) nothing is kept.
"""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, TypeVar, cast

from django.core.signals import request_finished, request_started

T = TypeVar("T")
_held: ContextVar[dict[object, object] | None] = ContextVar("held_for_the_request", default=None)


def once_a_request(key: object, ask: Callable[[], T]) -> T:
    """Answer of `ask`, asked once in a request for each key."""
    held = _held.get()
    if held is None:
        return ask()
    if key not in held:
        held[key] = ask()
    return cast("T", held[key])


def forget() -> None:
    """Forget what was kept: an action has changed it."""
    if _held.get() is not None:
        _held.set({})


def _begin(**_signal: Any) -> None:
    _held.set({})


def _end(**_signal: Any) -> None:
    _held.set(None)


def watch_requests() -> None:
    """Begin and end with each request. Called once, when Django starts."""
    request_started.connect(_begin, dispatch_uid="observatory-once")
    request_finished.connect(_end, dispatch_uid="observatory-once")
