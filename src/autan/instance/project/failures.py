"""What a page becomes when the machine fails it: 503 for a full disk or a database that is away, else 500."""

import errno
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template

RETRY_SECONDS = 30
_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}


def is_passing(error: BaseException | None) -> bool:
    """Say whether an error comes from the machine (disk, database) and may be over later."""
    while error is not None:
        if isinstance(error, OperationalError | InterfaceError):
            return True
        if isinstance(error, OSError) and error.errno in _DISK:
            return True
        error = error.__cause__
    return False


def server_error(request: HttpRequest) -> HttpResponse:
    """Give the page of the error under way; called by Django inside its `except`."""
    del request
    if is_passing(sys.exception()):
        return HttpResponse(get_template("503.html").render(), status=503, headers={"Retry-After": str(RETRY_SECONDS)})
    return HttpResponse(get_template("500.html").render(), status=500)
