"""Answers of every room."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from autan.ground.heavy_work import RETRY_SECONDS

# The page that says that heavy work did not have its turn.


def busy_page(request: HttpRequest) -> HttpResponse:
    """Say that heavy work did not have its turn in time, and what to do."""
    context = {"address": request.get_full_path(), "seconds": RETRY_SECONDS}
    response = render(request, "busy.html", context, status=503)
    response["Retry-After"] = str(RETRY_SECONDS)
    return response


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
