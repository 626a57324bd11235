"""Answers of every room."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from autan.ground.heavy_work import MOST_BYTES, MOST_ROWS, RETRY_SECONDS

# What costs more than an answer may: a page for people, a problem document (RFC 9457) for programs.


def busy_page(request: HttpRequest) -> HttpResponse:
    """Say that heavy work did not have its turn in time, and what to do."""
    context = {"address": request.get_full_path(), "seconds": RETRY_SECONDS}
    detail = _("long à faire, et son tour n’est pas venu\u202f; redemandez dans {seconds}\u00a0secondes, ou filtré")
    response = _refuse_cost(request, 503, "busy.html", context, detail.format(**context))
    response["Retry-After"] = str(RETRY_SECONDS)
    return response


def too_large_page(request: HttpRequest) -> HttpResponse:
    """Say that an answer would be too large, and how to get what it would hold."""
    context = {"rows": f"{MOST_ROWS:,}".replace(",", "\u202f"), "megabytes": MOST_BYTES // 1_000_000}
    detail = _("réponse trop grande\u202f; demandez-la filtrée, ou page par page (limit, after)")
    return _refuse_cost(request, 413, "too_large.html", context, detail)


def too_many_page(request: HttpRequest) -> HttpResponse:
    """Say that too many forms came from one address in a short time, and when to send one again."""
    detail = _("trop d’envois depuis cette adresse\u202f; reprenez dans dix minutes")
    response = _refuse_cost(request, 429, "too_many.html", {}, detail)
    response["Retry-After"] = "600"  # the longest that limits of forms by address count over
    return response


def _refuse_cost(
    request: HttpRequest, status: int, template: str, context: Mapping[str, object], detail: str
) -> HttpResponse:
    if "text/html" in request.headers.get("Accept", "text/html"):
        return render(request, template, context, status=status)
    return problem(status, detail)


def problem(status: int, detail: str, **more: Any) -> HttpResponse:
    """Answer an error to a program: its status, its standard title, what to do, and anything else that tells it."""
    content = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail, **more}
    body = json.dumps(content, ensure_ascii=False)
    return HttpResponse(body, status=status, content_type="application/problem+json")


# The script by which a device keeps one page.


def page_keeper(request: HttpRequest) -> HttpResponse:
    """Give the service worker that keeps the page beside which its address stands, and nothing else."""
    response = render(request, "page_keeper.js", content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


# A file that a page gives to keep.


def attached(content: bytes, name: str, media_type: str) -> HttpResponse:
    """Give a file to keep."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=media_type, headers=headers)
