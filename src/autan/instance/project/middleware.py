"""The outermost layer of the site: its health, and one line of log for each request."""

import json
import logging
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

from autan.instance.project.logs import route_of

HEALTH = "/health/"
LEAST_FREE_BYTES = 50_000_000
_log = logging.getLogger("autan.requests")


class OperationMiddleware:
    """Answers `/health/`, and logs each request by its route, status and time; no address, no person."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

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
