"""Errors of the API, each as one problem document (RFC 9457)."""

import json
from http import HTTPStatus

from django.http import HttpResponse

PROBLEM = "application/problem+json"


def problem(status: int, detail: str) -> HttpResponse:
    """Answer an error: its status, its standard title, and what to do, in French."""
    content = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return HttpResponse(json.dumps(content, ensure_ascii=False), status=status, content_type=PROBLEM)
