"""What becomes of what was sent: its act is done and said, or what is refused is said on the form or the next page."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from autan.errors import AutanError, DomainError, NotAllowedError, UnknownError

type Refusals = type[AutanError] | tuple[type[AutanError], ...]


def act_on_form[T](
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[], T],
    *,
    done: str = "",
    field: str | None = None,
    refused: Refusals = DomainError,
) -> T | None:
    """Do what a form asks when it was sent and is right; a form that is refused bears its errors.

    Args:
        request: the request, with the form already filled from it.
        form: the form.
        act: does what is asked, and returns what it made.
        done: words for the next page; none when empty.
        field: field under which a refusal is said; above the form when it is None.
        refused: errors that are said on the form; a right that is not held never is.

    Returns:
        What the act made; None when the form was not sent, or was refused.
    """
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        made = act()
    except NotAllowedError:
        raise
    except refused as error:
        form.add_error(field, str(error))
        return None
    if done:
        messages.success(request, done)
    return made


@contextmanager
def telling(request: HttpRequest, done: str, *, refused: Refusals = DomainError) -> Iterator[None]:
    """Say on the next page that an act without a form of its own is done, or why it is refused.

    Raises:
        NotAllowedError: the right is not held.
        UnknownError: what was acted on does not exist.
    """
    try:
        yield
    except (NotAllowedError, UnknownError):
        raise
    except refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
