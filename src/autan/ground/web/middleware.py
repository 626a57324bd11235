"""What is done of every request and answer."""

import hashlib
import re
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.core.cache import cache
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

# Control signs, which nobody types and a copy may leave: taken out of what forms send.


CONTROL_SIGNS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_HIDDEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_NOTHING_SEEN = re.compile(rf"\s*[{_HIDDEN}][\s{_HIDDEN}]*")
_ENDS_OF_LINE = re.compile(r"[\x0b\x0c\x85]")


def without_control_signs(text: str) -> str:
    r"""Return a text without its control signs; a space stands for an end of line or of page that a form never sends.

    A text of signs without width alone, which no page would show, is empty.

    >>> without_control_signs("Plan\x07 climat,\x0bair\r\nénergie")
    'Plan climat, air\r\nénergie'
    >>> without_control_signs(" \u200b ")
    ''
    """
    if _NOTHING_SEEN.fullmatch(text):
        return ""
    return CONTROL_SIGNS.sub("", _ENDS_OF_LINE.sub(" ", text))


class Middleware:
    """What all have in common: they stand around what answers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        return self.get_response(request)


class ControlSignsMiddleware(Middleware):
    """Takes these signs out of every form, before any view reads it."""

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Put the texts without these signs in the place of those that were sent."""
        del view, args, kwargs
        if request.method != "POST":
            return
        try:
            sent = list(request.POST.lists())
        except RequestDataTooBig:  # the view says so, in its own words
            return
        cleaned = {name: [without_control_signs(text) for text in texts] for name, texts in sent}
        if cleaned == dict(sent):
            return
        data = request.POST.copy()
        for name, texts in cleaned.items():
            data.setlist(name, texts)
        data._mutable = False  # noqa: SLF001 - a form that was sent is not written in
        request.POST = data  # type: ignore[assignment]  # written in no more


# Signs that turn the direction of writing, which make a name read as another: taken out of pages and messages.


DIRECTION_MARKS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_NO_MARK = str.maketrans(dict.fromkeys(DIRECTION_MARKS))
_ARABIC_MARK = "\u061c".encode()
# one search, that skips to the next first byte: ten times quicker than one for each sign
_OTHER_MARKS = re.compile(rb"\xe2(?:\x80[\x8e\x8f\xaa-\xae]|\x81[\xa6-\xa9])")


def without_direction_marks(text: str) -> str:
    r"""Return a text without the signs that turn the direction of writing.

    >>> without_direction_marks("Mairie\u202e de Foix")
    'Mairie de Foix'
    """
    return text.translate(_NO_MARK)


class DirectionMarksMiddleware(Middleware):
    """Takes these signs out of every page, whatever name or answer held them; what is kept is left as it was typed."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        response = self.get_response(request)
        if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
            return response
        content = response.content
        if _OTHER_MARKS.search(content) or _ARABIC_MARK in content:
            response.content = without_direction_marks(content.decode(response.charset)).encode()
        return response


# A form that is sent twice by a double click acts once: the second sending is answered as the first was.


_KEPT_SECONDS = 15
_LONGEST_ACT_SECONDS = 10
_PENDING = ""


class RepeatedFormMiddleware(Middleware):
    """Answers the second sending of a form, within fifteen seconds, by the address that the first one led to.

    What is refused, or answered by a page of its own, is done again: nothing tells that it was meant once. Scripts,
    which ask for JSON, answer for themselves.
    """

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        key = _key_of(request)
        if not key:
            return self.get_response(request)
        # `add` lets only one of two sendings at once through
        if not cache.add(key, _PENDING, _LONGEST_ACT_SECONDS) and (address := _await_address(key)):
            return HttpResponseRedirect(address)
        address = ""
        try:
            response = self.get_response(request)
            address = response.headers.get("Location", "") if response.status_code == HTTPStatus.FOUND else ""
        finally:
            if address:
                cache.set(key, address, _KEPT_SECONDS)
            else:
                cache.delete(key)
        return response


def _key_of(request: HttpRequest) -> str:
    """What is the same in two sendings of a form; empty for what is none."""
    if request.method != "POST" or request.headers.get("Accept", "").startswith("application/json"):
        return ""
    try:
        if not request.POST.get("csrfmiddlewaretoken"):
            return ""
    except RequestDataTooBig:  # the view says so, in its own words
        return ""
    files = [(name, file.name, file.size) for name, uploads in request.FILES.lists() for file in uploads]
    content = repr((request.get_full_path(), sorted(request.POST.lists()), files))
    return f"form:{hashlib.sha256(content.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _await_address(key: str) -> str:
    """Wait until the first sending is answered; empty when it led nowhere."""
    until = time.monotonic() + _LONGEST_ACT_SECONDS
    while time.monotonic() < until:
        address: str | None = cache.get(key)
        if address is None:
            return ""
        if address != _PENDING:
            return address
        time.sleep(0.05)
    return ""
