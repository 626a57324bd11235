"""What an act refuses, said on the page that comes next; a right that is not held has a page of its own."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.http import HttpRequest

from autan.errors import ConflictError, DomainError, NotAllowedError, RuleError, UnknownError


@contextmanager
def telling_refusals(request: HttpRequest) -> Iterator[None]:
    """Say what is refused as a message of the next page, instead of an error.

    Raises:
        NotAllowedError: the person may not act.
        ConflictError: what was read has changed.
        UnknownError: what was asked for does not exist.
    """
    try:
        yield
    except (NotAllowedError, ConflictError, UnknownError):
        raise
    except (RuleError, DomainError) as error:
        said = str(error)
        messages.error(request, f"{said[:1].upper()}{said[1:]}.")
