"""What becomes of what was sent: its act is done and said, or what is refused is said, on the form or the next page."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from autan.ground.errors import ConflictError, DomainError, ImportFileError, NotAllowedError, RuleError, UnknownError
from autan.ground.texts.refusals import refusal_words, sentence_words

type Errors = tuple[type[Exception], ...]
_OF_THEIR_OWN_PAGE = (NotAllowedError, ConflictError)


def act_on_form[T](
    request: HttpRequest,
    form: forms.BaseForm,
    act: Callable[[], T],
    *,
    done: str = "",
    field: str | None = None,
    also: Errors = (),
) -> T | None:
    """Do what a form asks when it was sent and is right; a form that is refused bears its errors.

    A refusal is said under `field`, above the form when it is None; `also` are errors that are said as refusals are,
    though they have a page of their own. Returns what the act made; None when the form was not sent, or was refused.

    Raises:
        NotAllowedError: the person may not act.
        ConflictError: what was read has changed.
    """
    if request.method != "POST" or not form.is_valid():
        return None
    refused: Errors = (DomainError, RuleError, ImportFileError, *also)
    try:
        made = act()
    except refused as error:
        if isinstance(error, _OF_THEIR_OWN_PAGE) and not isinstance(error, also):
            raise
        form.add_error(field, _words_of(error))
        return None
    if done:
        messages.success(request, done)
    return made


def _words_of(error: Exception) -> str:
    """What is refused, in words; of a text that cannot be read, what is expected of its first fault."""
    if isinstance(error, ImportFileError) and error.faults:
        return _("Attendu\u00a0: %s.") % sentence_words(error.faults[0].expected).rstrip(".")
    return refusal_words(error)


@contextmanager
def report_outcome(request: HttpRequest, done: str = "", *, also: Errors = ()) -> Iterator[None]:
    """Say on the next page that an act without a form of its own is done, or why it is refused.

    `also` are errors that are said as refusals are, though they have a page of their own.

    Raises:
        NotAllowedError: the person may not act.
        ConflictError: what was read has changed.
        UnknownError: what was asked for does not exist.
    """
    refused: Errors = (DomainError, RuleError, *also)
    try:
        yield
    except refused as error:
        if isinstance(error, (*_OF_THEIR_OWN_PAGE, UnknownError)) and not isinstance(error, also):
            raise
        text = refusal_words(error).rstrip(".")
        messages.error(request, f"{text[:1].upper()}{text[1:]}.")
    else:
        if done:
            messages.success(request, done)
