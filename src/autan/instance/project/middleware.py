"""The outermost layers of the site: its health, one line of log for each request, and the bounds of each answer."""

import json
import logging
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from autan.ground import heavy_work
from autan.ground.heavy_work import IS_HEAVY, AnswerTooLarge, LaneBusyError, keep_within
from autan.ground.web.middleware import Middleware
from autan.ground.web.views import busy_page, too_large_page
from autan.instance.project.logs import route_of

HEALTH = "/health/"
LEAST_FREE_BYTES = 50_000_000
_log = logging.getLogger("autan.requests")


class OperationMiddleware(Middleware):
    """Answers `/health/`, and logs each request by its route, status and time; no address, no person."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        if request.path == HEALTH:
            return health()
        began = time.monotonic()
        response = self.get_response(request)
        if request.path.startswith(settings.STATIC_URL):
            return response
        spent = {
            "method": request.method,
            "route": route_of(request),
            "status": response.status_code,
            "ms": round((time.monotonic() - began) * 1000),
        }
        _log.info("%(method)s %(route)s %(status)s %(ms)s ms", spent, extra=spent)
        return response


def health() -> HttpResponse:
    """Say whether the site can serve: 200, or 503 with what fails."""
    checks = {"database": database_answers(), "disk": disk_has_room()}
    words = {name: "ok" if fine else "failed" for name, fine in checks.items()}
    response = HttpResponse(json.dumps(words), content_type="application/json")
    if not all(checks.values()):
        response.status_code = 503
        response["Retry-After"] = "30"
    response["Cache-Control"] = "no-store"
    return response


def database_answers() -> bool:
    """Say whether the database takes a question. One query."""
    try:
        connection.close_if_unusable_or_obsolete()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def disk_has_room() -> bool:
    """Say whether the disk of the home has 50 MB left."""
    try:
        return shutil.disk_usage(Path(settings.AUTAN_HOME)).free >= LEAST_FREE_BYTES
    except OSError:
        return False


class AnswerBoundsMiddleware(Middleware):
    """Sends an answer that is more than a page to the lane of heavy work, and refuses one above all bounds, in words.

    Rows of the database are counted as they are read, bytes once the answer stands. Only files that stand are streamed;
    what was kept from the last time costs no more than a page.
    """

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, or say why not."""
        try:
            with connection.execute_wrapper(_RowsRead()):
                response = self.get_response(request)
            if not response.streaming:
                page = heavy_work.MOST_BYTES if hasattr(request, IS_HEAVY) else heavy_work.PAGE_BYTES
                keep_within(len(response.content), page=page, most=heavy_work.MOST_BYTES)
        except AnswerTooLarge:
            return too_large_page(request)
        except LaneBusyError:
            return busy_page(request)
        return response


class CompressionMiddleware(GZipMiddleware):
    """Compresses answers made on the fly; a static file is sent as it is, with its length."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Compress an answer that is whole."""
        return response if response.streaming else super().process_response(request, response)


class _RowsRead:
    """Counts the rows that the cursors of one request give, by the batch."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 - as Django calls it
        """Run a query, and count what is fetched of it."""
        cursor = context["cursor"]
        for name in {"fetchmany", "fetchall"} - vars(cursor).keys():
            setattr(cursor, name, self._counted(getattr(cursor, name)))
        return execute(sql, params, many, context)

    def _counted(self, fetch: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: Any) -> Any:
            rows = fetch(*args)
            self.count += len(rows)
            keep_within(self.count, page=heavy_work.PAGE_ROWS, most=heavy_work.MOST_ROWS)
            return rows

        return counted
