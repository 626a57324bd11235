"""The entry point of the API: limits, form of the answer, version; the operations are loaded at the first request.

What describes operations (Pydantic, ninja) is slow to import, and no page or command needs it.
"""

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from autan.ground.allowance import client_address, count_request, seconds_left
from autan.ground.heavy_work import RETRY_SECONDS, LaneBusyError
from autan.ground.web.views import problem
from autan.people.accounts.access import public
from autan.people.prepared_files.access import heavy_answer
from autan.publishing.api.actions import note_use
from autan.publishing.api.models import ReadKey
from autan.publishing.api.presenters.pages import CSV, JSON
from autan.publishing.api.queries.keys import find_valid_key
from autan.publishing.api.queries.writable import writable_tables
from autan.publishing.api.views.answers import is_held, tag_of

REQUESTS_A_MINUTE, REQUESTS_WITH_KEY = 120, 1_200
_EXPOSED = "ETag, Link, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Idempotency-Replayed"
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_FORMS = {"application/json": JSON, "text/csv": CSV}


@public
@csrf_exempt
def api(request: HttpRequest, address: str = "") -> HttpResponse:
    """Answer a program: what is published, or a problem document; nothing depends on who is signed in."""
    caller = _Caller()
    response = _refuse(request, address, caller) or _do(request, address, caller)
    for name, number in caller.limits.items():
        response[f"RateLimit-{name}"] = str(number)
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = _EXPOSED
    response["Cache-Control"] = "no-cache"
    response["Vary"] = "Accept, Authorization"
    return response


@dataclass
class _Caller:
    """Who asks, and what remains to it: found while the request is counted."""

    key: ReadKey | None = None
    limits: Mapping[str, int] = field(default_factory=dict)


def _do(request: HttpRequest, address: str, caller: _Caller) -> HttpResponse:
    if request.method != "POST":
        return _answer(request, address)
    from autan.publishing.api.views.writing import write_rows

    return write_rows(request, caller.key, writable_tables()[_table(address)])


def _table(address: str) -> str:
    return address.rstrip("/").removesuffix(".json")


def _refuse(request: HttpRequest, address: str, caller: _Caller) -> HttpResponse | None:
    """What stops a request before it is read: its method, its signs, its key, its number."""
    if request.method == "OPTIONS":
        response = HttpResponse(status=204)
        response["Allow"] = "GET, HEAD, OPTIONS"
        response["Access-Control-Allow-Headers"] = "Authorization, Accept, If-None-Match"
        return response
    is_written = request.method == "POST" and _table(address) in writable_tables()
    if request.method not in {"GET", "HEAD"} and not is_written:
        refused = problem(
            405, f"cette adresse se lit seulement : GET ou HEAD ; s’écrit : {', '.join(writable_tables())}"
        )
        refused["Allow"] = "GET, HEAD, OPTIONS"
        return refused
    if _CONTROL.search(address) or any(_CONTROL.search(f"{name}{value}") for name, value in request.GET.items()):
        return problem(400, "l’adresse contient un signe invisible")
    return _count(request, caller)


def _count(request: HttpRequest, caller: _Caller) -> HttpResponse | None:
    """Count the request for its key, else for its address; refuse a key that is not one, and too many requests."""
    header = request.headers.get("Authorization", "")
    name, limit = client_address(request.META), REQUESTS_A_MINUTE
    if header:
        caller.key = find_valid_key(header.removeprefix("Bearer ").strip())
        if caller.key is None:
            refused = problem(401, "clé inconnue ou révoquée, ou après son dernier jour ; l’API se lit aussi sans clé")
            refused["WWW-Authenticate"] = "Bearer"
            return refused
        note_use(caller.key)
        name, limit = f"key {caller.key.pk}", REQUESTS_WITH_KEY
    counts = Path(settings.AUTAN_CACHE) / "api-counts"
    now = time.time()
    made, wait = count_request(counts, name, now=now), seconds_left(now)
    caller.limits = {"Limit": limit, "Remaining": max(0, limit - made), "Reset": wait}
    if made <= limit:
        return None
    refused = problem(429, f"plus de {limit} demandes en une minute ; reprenez dans {wait} s")
    refused["Retry-After"] = str(wait)
    return refused


def _answer(request: HttpRequest, address: str) -> HttpResponse:
    path, form = _form_of(request, address.rstrip("/"))
    if form is None:
        return problem(406, "l’API répond en application/json ou en text/csv")
    tag = tag_of(path, form, sorted(request.GET.lists()))
    if is_held(request, tag):
        response = HttpResponse(status=304)
    else:
        try:
            response = _run(request, path, form)
        except LaneBusyError as error:
            response = problem(503, f"{error}, filtré, ou page par page (limit, after)")
            response["Retry-After"] = str(RETRY_SECONDS)
    if response.status_code in {200, 304}:
        response["ETag"] = tag
    return response


def _run(request: HttpRequest, path: str, form: str) -> HttpResponse:
    """Run an operation; a whole table is made once for everybody, while nothing that is published changes."""
    from autan.publishing.api.views.operations import run_operation

    if form == CSV and "limit" not in request.GET:
        return heavy_answer(request, lambda: run_operation(request, path, form), is_same_for_all=True)
    return run_operation(request, path, form)


def _form_of(request: HttpRequest, address: str) -> tuple[str, str | None]:
    """The address without its extension, and the form: that of the extension, else the one that the caller prefers."""
    for form in (JSON, CSV):
        if address.endswith(f".{form}"):
            return address.removesuffix(f".{form}"), form
    preferred = request.get_preferred_type(list(_FORMS))
    return address, _FORMS[preferred] if preferred else None
