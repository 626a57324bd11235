"""Rows that programs write: what a request holds, and what it is answered; the action does the rest."""

import json
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse

from autan.ground.errors import AutanError, ConflictError, ImportFileError, NotAllowedError
from autan.ground.extension_points import WritableTable
from autan.ground.web.views import problem
from autan.people.accounts.queries import active_person
from autan.publishing.api.actions import Batch, StaleError, write_batch
from autan.publishing.api.models import ReadKey
from autan.publishing.api.presenters.batches import fault_rows
from autan.publishing.api.rights import KeyActor

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
        return _refused(error)
    response = HttpResponse(json.dumps(result.answer, ensure_ascii=False), content_type="application/json")
    response["ETag"] = result.answer["tag"]
    if result.is_replayed:
        response["Idempotency-Replayed"] = "true"
    return response


def _refused(error: AutanError) -> HttpResponse:
    if isinstance(error, ImportFileError):
        rows = fault_rows(error.faults)
        return problem(422, f"{len(rows)} fautes ; rien n’est écrit", rows=rows)
    statuses = ((StaleError, 412), (ConflictError, 409), (NotAllowedError, 403))
    return problem(next((status for kind, status in statuses if isinstance(error, kind)), 422), str(error))


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
        return problem(422, f"{len(faults)} fautes ; rien n’est écrit", rows=faults[:1_000])
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
