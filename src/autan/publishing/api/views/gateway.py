"""The entry point of the API: limits, form of the answer, version; the operations are loaded at the first request.

What describes operations (Pydantic, ninja) is slow to import, and no page or command needs it.
"""

import json
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from autan.ground.allowance import client_address, count_request, seconds_left
from autan.ground.errors import AutanError, ConflictError, ImportFileError, NotAllowedError
from autan.ground.extension_points import WritableTable
from autan.ground.heavy_work import RETRY_SECONDS, LaneBusyError
from autan.ground.plugins import PluginError
from autan.ground.tables.core.findings import MAX_FAULTS
from autan.ground.web.views import problem
from autan.people.accounts.access import by_link
from autan.people.accounts.queries import active_person
from autan.people.prepared_files.access import heavy_answer
from autan.publishing.api.actions import Batch, StaleError, note_use, write_batch
from autan.publishing.api.models import ReadKey
from autan.publishing.api.presenters.batches import fault_rows
from autan.publishing.api.presenters.pages import CSV, JSON
from autan.publishing.api.queries.keys import find_valid_key
from autan.publishing.api.queries.tables import writable_tables
from autan.publishing.api.rights import KeyActor
from autan.publishing.api.views.answers import is_held, tag_of

REQUESTS_A_MINUTE, REQUESTS_WITH_KEY = 120, 1_200
_EXPOSED = "ETag, Link, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Idempotency-Replayed"
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_FORMS = {"application/json": JSON, "text/csv": CSV}


@by_link("what is published is read by all; a key says who writes")
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
    requests, wait = count_request(counts, name, now=now), seconds_left(now)
    caller.limits = {"Limit": limit, "Remaining": max(0, limit - requests), "Reset": wait}
    if requests <= limit:
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
        except PluginError as error:
            response = problem(500, str(error))
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


MOST_ROWS, _LONGEST_TOKEN = 10_000, 200


def write_rows(request: HttpRequest, key: ReadKey | None, table: WritableTable) -> HttpResponse:
    """Write the rows of a request for the holder of its key, or say what is wrong of each."""
    holder = active_person(key.holder_id) if key else None
    if key is None:
        refused = problem(401, "une clé d’écriture est attendue : Authorization: Bearer autan_…")
        refused["WWW-Authenticate"] = "Bearer"
        return refused
    if holder is None or key.act != table.name:
        scope = f"elle écrit « {key.act} »" if key.act and holder else "elle n’écrit rien"
        return problem(403, f"cette clé ne porte pas sur « {table.name} » : {scope}")
    batch = _read(request, table)
    if isinstance(batch, HttpResponse):
        return batch
    by = KeyActor(holder=holder, network=key.network, permissions=table.permissions)
    try:
        result = write_batch(by=by, key=key, table=table, batch=batch)
    except AutanError as error:
        return _refusal_response(error)
    response = HttpResponse(json.dumps(result.answer, ensure_ascii=False), content_type="application/json")
    response["ETag"] = result.answer["tag"]
    if result.is_replayed:
        response["Idempotency-Replayed"] = "true"
    return response


def _refusal_response(error: AutanError) -> HttpResponse:
    if isinstance(error, ImportFileError):
        return _faulty(fault_rows(error.faults))
    statuses = ((StaleError, 412), (ConflictError, 409), (NotAllowedError, 403))
    return problem(next((status for kind, status in statuses if isinstance(error, kind)), 422), str(error))


def _faulty(rows: Sequence[Mapping[str, Any]]) -> HttpResponse:
    """What is wrong row by row; beyond a thousand the others are not listed."""
    count = f"{len(rows)} faute{'s' if len(rows) > 1 else ''}" if len(rows) <= MAX_FAULTS else "plus de 1 000 fautes"
    return problem(422, f"{count} ; rien n’est écrit", rows=rows[: MAX_FAULTS + 1])


def _read(request: HttpRequest, table: WritableTable) -> Batch | HttpResponse:
    """The batch of a request; what is wrong of it as a whole is a problem."""
    token = request.headers.get("Idempotency-Key", "")
    if (unknown := set(request.GET) - {"essai"}) or len(token) > _LONGEST_TOKEN:
        wrong = f"aucun paramètre « {min(unknown)[:40]} » ; il y a : essai" if unknown else ""
        return problem(400, wrong or f"une Idempotency-Key a {_LONGEST_TOKEN} signes au plus")
    rows = _rows(request)
    if isinstance(rows, HttpResponse):
        return rows
    if faults := [fault for place, row in enumerate(rows, start=1) for fault in _faults(place, row, table)]:
        return _faulty(faults)
    expected = request.headers.get("If-Match", "").removeprefix("W/")
    return Batch(rows=rows, token=token, expected=expected, is_trial=request.GET.get("essai") == "1")


def _rows(request: HttpRequest) -> list[Any] | HttpResponse:
    try:
        content = json.loads(request.body)
    except RequestDataTooBig:
        return problem(413, "12 Mo au plus ; envoyez moins de lignes à la fois")
    except ValueError:
        return problem(400, "le corps n’est pas du JSON")
    rows = content.get("rows") if isinstance(content, dict) else None
    if not isinstance(rows, list) or not 0 < len(rows) <= MOST_ROWS:
        return problem(400, f"un objet est attendu, dont « rows » est une liste de 1 à {MOST_ROWS} lignes")
    return rows


def _faults(place: int, row: Any, table: WritableTable) -> list[dict[str, Any]]:
    """What no file could hold: a row that is no object, a column that is not of the table, a cell that is no value."""
    names = (*table.columns, *table.more_columns)
    if not isinstance(row, dict):
        return [{"row": place, "column": None, "value": None, "expected": f"un objet : {', '.join(names)}"}]
    wrong = ((name, "une colonne parmi : " + ", ".join(names)) for name in row if name not in names)
    cells = ((name, "un texte, un nombre ou null") for name in names if not _is_cell(row.get(name)))
    return [
        {"row": place, "column": name, "value": str(row[name])[:200], "expected": expected}
        for name, expected in (*wrong, *cells)
    ]


def _is_cell(value: Any) -> bool:
    is_finite = not isinstance(value, float) or abs(value) < float("inf")
    return value is None or (isinstance(value, str | int | float) and not isinstance(value, bool) and is_finite)
