"""Answers of every room."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from autan.ground.heavy_work import MOST_BYTES, MOST_ROWS, RETRY_SECONDS

# The page that says that heavy work did not have its turn.


def busy_page(request: HttpRequest) -> HttpResponse:
    """Say that heavy work did not have its turn in time, and what to do."""
    context = {"address": request.get_full_path(), "seconds": RETRY_SECONDS}
    response = render(request, "busy.html", context, status=503)
    response["Retry-After"] = str(RETRY_SECONDS)
    return response


# The page that says that an answer is above all bounds.


def too_large_page(request: HttpRequest) -> HttpResponse:
    """Say that an answer would be too large, and how to get what it would hold; to a program, as a problem document."""
    if "text/html" in request.headers.get("Accept", "text/html"):
        bounds = {"rows": f"{MOST_ROWS:,}".replace(",", "\u202f"), "megabytes": MOST_BYTES // 1_000_000}
        return render(request, "too_large.html", bounds, status=413)
    detail = _("réponse trop grande\u202f; demandez-la filtrée, ou page par page (limit, after)")
    problem = {"type": "about:blank", "title": "Content Too Large", "status": 413, "detail": detail}
    return JsonResponse(problem, status=413, content_type="application/problem+json")


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
