"""A form that is sent twice by a double click acts once: the second sending is answered as the first was.

Each page that is shown masks the token of its forms anew, so that two sendings of the same texts under the same token
are those of one form, as it was shown once.
"""

import hashlib
import time
from collections.abc import Callable
from http import HTTPStatus

from django.core.cache import cache
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

_KEPT_SECONDS = 15
_LONGEST_ACT_SECONDS = 10
_PENDING = ""


class RepeatedFormMiddleware:
    """Answers the second sending of a form, within fifteen seconds, by the address that the first one led to.

    What is refused, or answered by a page of its own, is done again: nothing tells that it was meant once. Scripts,
    which ask for JSON, answer for themselves.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        key = _key_of(request)
        if not key:
            return self.get_response(request)
        if not cache.add(key, _PENDING, _LONGEST_ACT_SECONDS) and (address := _await_address(key)):
            return HttpResponseRedirect(address)
        address = ""
        try:
            response = self.get_response(request)
            address = response.headers.get("Location", "") if response.status_code == HTTPStatus.FOUND else ""
        finally:
            if address:
                cache.set(key, address, _KEPT_SECONDS)
            else:
                cache.delete(key)
        return response


def _key_of(request: HttpRequest) -> str:
    """What is the same in two sendings of a form; empty for what is none."""
    if request.method != "POST" or request.headers.get("Accept", "").startswith("application/json"):
        return ""
    try:
        if not request.POST.get("csrfmiddlewaretoken"):
            return ""
    except RequestDataTooBig:  # the view says so, in its own words
        return ""
    files = [(name, file.name, file.size) for name, held in request.FILES.lists() for file in held]
    told = repr((request.get_full_path(), sorted(request.POST.lists()), files))
    return f"form:{hashlib.sha256(told.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _await_address(key: str) -> str:
    """Wait until the first sending is answered; empty when it led nowhere."""
    until = time.monotonic() + _LONGEST_ACT_SECONDS
    while time.monotonic() < until:
        address: str | None = cache.get(key)
        if address is None:
            return ""
        if address != _PENDING:
            return address
        time.sleep(0.05)
    return ""
