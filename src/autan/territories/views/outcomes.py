"""What becomes of an act that a page asks with a button alone."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.http import HttpRequest

from autan.errors import NotAllowedError, RuleError
from autan.journal.language import refusal_words


@contextmanager
def telling(request: HttpRequest, done: str) -> Iterator[None]:
    """Say what was done, or why it was not; who has no right is refused as everywhere."""
    try:
        yield
    except NotAllowedError:
        raise
    except RuleError as error:
        messages.error(request, refusal_words(error))
    else:
        messages.success(request, done)
