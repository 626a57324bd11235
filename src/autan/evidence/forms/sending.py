"""What becomes of a form that was sent: its act is done and said, or what is refused is said on the form."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from autan.errors import DomainError


def act_on_form[T](
    request: HttpRequest, form: forms.Form, act: Callable[[], T], *, done: str = "", field: str | None = None
) -> T | None:
    """Do what a form asks when it was sent and is right; a form that is refused bears its errors.

    Args:
        request: the request, with the form already filled from it.
        form: the form.
        act: does what is asked, and returns what it made.
        done: words for the next page; none when empty.
        field: field under which a refusal is said; above the form when it is None.

    Returns:
        What the act made; None when the form was not sent, or was refused.
    """
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        made = act()
    except DomainError as error:
        form.add_error(field, str(error))
        return None
    if done:
        messages.success(request, done)
    return made
