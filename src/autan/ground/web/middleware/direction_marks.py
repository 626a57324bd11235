"""Signs that turn the direction of writing, which make a name read as another: taken out of pages and messages.

Unicode Standard Annex 9: embeddings and overrides (U+202A to U+202E), isolates (U+2066 to U+2069) and marks (U+200E,
U+200F, U+061C). Nothing that the product writes needs them.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

DIRECTION_MARKS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_NO_MARK = str.maketrans(dict.fromkeys(DIRECTION_MARKS))
_BYTES = tuple(mark.encode() for mark in DIRECTION_MARKS)


def without_direction_marks(text: str) -> str:
    r"""Return a text without the signs that turn the direction of writing.

    >>> without_direction_marks("Mairie\u202e de Foix")
    'Mairie de Foix'
    """
    return text.translate(_NO_MARK)


class DirectionMarksMiddleware:
    """Takes these signs out of every page, whatever name or answer held them; what is kept is left as it was typed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        response = self.get_response(request)
        if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
            return response
        if any(mark in response.content for mark in _BYTES):
            response.content = without_direction_marks(response.content.decode(response.charset)).encode()
        return response
