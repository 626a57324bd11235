"""Turns the errors of the trade into pages: unknown is 404, not allowed is 403, changed since is 409."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import page_not_found, permission_denied

from autan.errors import ConflictError, NotAllowedError, UnknownError


class ErrorPageMiddleware:
    """The one place where an error that a view lets through becomes a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Give the page of an error of ours; None leaves any other to Django."""
        match exception:
            case UnknownError():
                return page_not_found(request, exception)
            case NotAllowedError():
                return permission_denied(request, exception)
            case ConflictError():
                return render(request, "409.html", {"reason": str(exception)}, status=409)
            case _:
                return None
