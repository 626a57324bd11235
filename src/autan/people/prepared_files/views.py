"""The files that a person asked for: how far each is, then the file; and answers that cost more than a page."""

import gzip
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from autan.ground.errors import NotAllowedError, UnknownError
from autan.heavy_work import enter_lane
from autan.people.accounts.access import person_of, signed_in
from autan.people.prepared_files.actions import keep_answer
from autan.people.prepared_files.core.kept_answers import KeptAnswer
from autan.people.prepared_files.core.states import FileState
from autan.people.prepared_files.presenters import present_file
from autan.people.prepared_files.queries import answer_path, get_own_file, kept_answer, maker_of, own_files

_OWN_COOKIES = frozenset({settings.SESSION_COOKIE_NAME, "messages"})
_COMPRESSED = ("text/csv", "application/json", "image/svg+xml")
"""Kinds of files that are kept compressed; a page is read again by a middleware, and pictures and workbooks are so."""
_IS_HEAVY = "is_heavy"


@signed_in
@never_cache
def files(request: HttpRequest) -> HttpResponse:
    """The files that the reader asked for within a day."""
    return _show(request, "prepared_files/files.html")


@signed_in
@never_cache
def progress(request: HttpRequest) -> HttpResponse:
    """The list alone, read again by the script of the page while a file is made."""
    return _show(request, "prepared_files/list.html")


@signed_in
@never_cache
def download(request: HttpRequest, key: UUID) -> FileResponse:
    """Give a file to who asked for it, when she may still read all that it holds."""
    person = person_of(request)
    file = get_own_file(person, key, now=timezone.now())
    if maker_of(file.kind).scope(person, file.asked) != file.scope:
        raise NotAllowedError("vos droits ont changé depuis que ce fichier a été demandé\u00a0: demandez-le à nouveau")
    if file.state != FileState.READY or not file.path.is_file():
        raise UnknownError("ce fichier n’est pas prêt")
    return FileResponse(file.path.open("rb"), as_attachment=True, filename=file.name)


def _show(request: HttpRequest, template: str) -> HttpResponse:
    now = timezone.now()
    lines = [present_file(file, now=now) for file in own_files(person_of(request), now=now)]
    is_open = any(line.state.is_open for line in lines)
    return render(request, template, {"lines": lines, "is_open": is_open})


def heavy[T: HttpResponseBase](view: Callable[..., T]) -> Callable[..., T | HttpResponse]:
    """Say that a view costs more than a page: see `heavy_answer`."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> T | HttpResponse:
        return heavy_answer(request, lambda: view(request, *args, **kwargs))

    return answer


def heavy_answer[T: HttpResponseBase](
    request: HttpRequest, make: Callable[[], T], *, is_same_for_all: bool = False
) -> T | HttpResponse:
    """Give what costs more than a page: kept from the last time, or made in the lane.

    It is made once for all who read as anybody, while nothing that is published changes. What somebody who signed in
    reads is made for her alone.

    Args:
        request: what is asked; one that is inside another heavy answer is made with it.
        make: makes the answer.
        is_same_for_all: True where nothing depends on who signed in.

    Raises:
        LaneBusyError: its turn did not come in time.
    """
    if hasattr(request, _IS_HEAVY):
        return make()
    setattr(request, _IS_HEAVY, True)
    if not is_same_for_all and _OWN_COOKIES & request.COOKIES.keys():
        enter_lane()
        return make()
    path = answer_path(*_what_is_asked(request))
    if kept := kept_answer(path):
        return _give(request, path, kept)
    enter_lane()
    response = make()
    if isinstance(response, HttpResponse) and response.status_code == HTTPStatus.OK and request.method == "GET":
        return _keep(request, path, response)
    return response


def _what_is_asked(request: HttpRequest) -> tuple[object, ...]:
    """Everything that an answer to anybody depends on, beside the state of the data."""
    asked = sorted(request.GET.lists())
    return get_language(), request.scheme, request.get_host(), request.path, asked, request.headers.get("Accept", "")


def _keep(request: HttpRequest, path: Path, response: HttpResponse) -> HttpResponse:
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
    """Answer what was kept; 304 to who holds it."""
    headers, body = dict(answer.headers), answer.body
    if "Content-Encoding" in headers and "gzip" not in request.headers.get("Accept-Encoding", ""):
        body = gzip.decompress(body)
        del headers["Content-Encoding"]
    response = HttpResponse(body, headers=headers)
    response.headers.setdefault("ETag", f'W/"{path.parent.name}{path.name[:16]}"')
    response.headers.setdefault("Cache-Control", "no-cache")
    patch_vary_headers(response, ["Cookie", "Accept-Encoding"])
    return get_conditional_response(request, etag=response["ETag"], response=response) or response
