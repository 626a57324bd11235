"""Answers that cost more than a page: kept from the last time, or made in the lane of heavy work."""

import gzip
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language

from autan.ground.heavy_work import IS_HEAVY, MANY_PLACES, enter_lane
from autan.people.prepared_files.actions import keep_answer
from autan.people.prepared_files.core import KeptAnswer
from autan.people.prepared_files.queries import answer_path, kept_answer

_OWN_COOKIES = frozenset({settings.SESSION_COOKIE_NAME, "messages"})
_COMPRESSED = ("text/csv", "application/json", "image/svg+xml")
"""Kinds of files that are kept compressed; a page is read again by a middleware, and pictures and workbooks are so."""


def heavy[T: HttpResponseBase](view: Callable[..., T]) -> Callable[..., T | HttpResponse]:
    """Say that a view costs more than a page: see `heavy_answer`."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> T | HttpResponse:
        return heavy_answer(request, lambda: view(request, *args, **kwargs))

    return answer


def answer_about[T: HttpResponseBase](request: HttpRequest, places: int, make: Callable[[], T]) -> T | HttpResponse:
    """Give a page that computes something of each of so many places: of very many, it costs more than a page."""
    return heavy_answer(request, make) if places > MANY_PLACES else make()


def heavy_answer[T: HttpResponseBase](
    request: HttpRequest, make: Callable[[], T], *, is_same_for_all: bool = False
) -> T | HttpResponse:
    """Give what costs more than a page: kept from the last time, or made in the lane.

    It is made once for all who read as anybody, while nothing that is published changes. What somebody who signed in
    reads is made for her alone.

    One inside another heavy answer is made with it; `is_same_for_all` where nothing depends on who signed in.

    Raises LaneBusyError: its turn did not come in time.
    """
    if hasattr(request, IS_HEAVY):
        return make()
    # a view inside another does not wait for the lane that its own page holds
    setattr(request, IS_HEAVY, True)
    is_form = request.method not in {"GET", "HEAD"}  # the session of whoever sends one may have ended
    if is_form or (not is_same_for_all and _OWN_COOKIES & request.COOKIES.keys()):
        enter_lane()
        return make()
    path = answer_path(*_what_is_asked(request))
    if answer := kept_answer(path):
        return _give(request, path, answer)
    enter_lane()
    response = make()
    if isinstance(response, HttpResponse) and response.status_code == HTTPStatus.OK and request.method == "GET":
        return _store_answer(request, path, response)
    return response


def _what_is_asked(request: HttpRequest) -> tuple[object, ...]:
    """Everything that an answer to anybody depends on, beside the state of the data."""
    parameters = sorted(request.GET.lists())
    return (
        get_language(),
        request.scheme,
        request.get_host(),
        request.path,
        parameters,
        request.headers.get("Accept", ""),
    )


def _store_answer(request: HttpRequest, path: Path, response: HttpResponse) -> HttpResponse:
    """Keep an answer; one that holds the token of a form, or leaves a cookie, is that of one browser."""
    if response.cookies or "CSRF_COOKIE" in request.META or not getattr(response, "is_rendered", True):
        return response
    headers, body = dict(response.headers), response.content
    if headers.get("Content-Type", "").startswith(_COMPRESSED):
        headers["Content-Encoding"], body = "gzip", gzip.compress(body, compresslevel=6, mtime=0)
    answer = KeptAnswer(headers=headers, body=body)
    keep_answer(path, answer)
    return _give(request, path, answer)


def _give(request: HttpRequest, path: Path, answer: KeptAnswer) -> HttpResponse:
    """Answer what was kept; 304 to whoever holds it."""
    headers, body = dict(answer.headers), answer.body
    # kept as it was made, compressed, for readers of whom some do not take it so
    if "Content-Encoding" in headers and "gzip" not in request.headers.get("Accept-Encoding", ""):
        body = gzip.decompress(body)
        del headers["Content-Encoding"]
    response = HttpResponse(body, headers=headers)
    response.headers.setdefault("ETag", f'W/"{path.parent.name}{path.name[:16]}"')
    response.headers.setdefault("Cache-Control", "no-cache")
    patch_vary_headers(response, ["Cookie", "Accept-Encoding"])
    return get_conditional_response(request, etag=response["ETag"], response=response) or response
