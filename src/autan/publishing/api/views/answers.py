"""Answers of the API and of its files: nothing is sent again while nothing changes."""

import json
from collections.abc import Callable
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags

from autan.people.journal.queries import published_version


def tag_of(*parts: object) -> str:
    """Return a tag that changes with what is published, and with what is asked. One query."""
    content = json.dumps([published_version(), *parts])
    return f'"{sha256(content.encode()).hexdigest()[:32]}"'


def is_held(request: HttpRequest, tag: str) -> bool:
    """Say whether the caller holds this very answer; compression makes a tag weak, and changes no content."""
    texts = {etag.removeprefix("W/") for etag in parse_etags(request.headers.get("If-None-Match", ""))}
    return tag in texts


def answer_once(request: HttpRequest, make: Callable[[], HttpResponse]) -> HttpResponse:
    """Answer with an ETag; 304 where the client holds it. CORS: a page of any site may read the answer."""
    tag = tag_of(request.path, request.get_host(), sorted(request.GET.lists()))
    response = HttpResponse(status=304) if is_held(request, tag) else make()
    response["ETag"] = tag
    response["Cache-Control"] = "no-cache"
    response["Access-Control-Allow-Origin"] = "*"
    return response
