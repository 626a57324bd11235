"""Control signs, which nobody types and a copy may leave: taken out of what forms send.

PostgreSQL keeps no U+0000, and no XML document holds the others (XML 1.0, § 2.2). Tabs and line ends stay.
"""

import re
from collections.abc import Callable
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse

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


class ControlSignsMiddleware:
    """Takes these signs out of every form, before any view reads it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        return self.get_response(request)

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
        told = request.POST.copy()
        for name, texts in cleaned.items():
            told.setlist(name, texts)
        told._mutable = False  # noqa: SLF001 - a form that was sent is not written in
        request.POST = told  # type: ignore[assignment]  # written in no more
