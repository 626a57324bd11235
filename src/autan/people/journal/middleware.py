"""Errors of the trade become pages; an address that only takes forms leads back to the page that holds the form."""

import logging
from http import HTTPStatus

from django.core.exceptions import ObjectDoesNotExist
from django.db import DataError, IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import is_valid_path
from django.utils.translation import gettext as _
from django.views.defaults import bad_request, page_not_found, permission_denied

from autan.ground.errors import ConflictError, DomainError, NotAllowedError, RuleError, UnknownError
from autan.ground.heavy_work import LaneBusyError
from autan.ground.plugins import PluginError
from autan.ground.texts.refusals import refusal_words
from autan.ground.web.middleware import Middleware
from autan.ground.web.views import busy_page

_log = logging.getLogger("autan.ground.errors")


class ErrorPageMiddleware(Middleware):
    """The one place where an error that a view lets through becomes a page."""

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Give the page of an error of Autan; None leaves any other to Django.

        A page that is read and breaks a rule of the trade is a fault of Autan, and stays one.
        """
        if page := _page_to_ask_again(request, exception):
            return page
        match exception:
            case UnknownError():
                return _not_found(request, exception)
            case NotAllowedError():
                return permission_denied(request, NotAllowedError(refusal_words(exception)))
            case DataError():  # a sign or a number that the database does not take
                return bad_request(request, exception)
            case DomainError() | RuleError() if request.method == "POST" or isinstance(exception, PluginError):
                is_read = request.method != "POST"
                context = {"reason": refusal_words(exception), "is_read": is_read}
                return render(request, "422.html", context, status=500 if is_read else 422)
            case _:
                return None


def _not_found(request: HttpRequest, error: UnknownError) -> HttpResponse:
    """Give the page of what is not there; that of a form says what is gone, and gives back what was typed."""
    if request.method != "POST":
        return page_not_found(request, error)
    context = {"exception": refusal_words(error), "is_sent": True}
    return render(request, "404.html", context, status=HTTPStatus.NOT_FOUND)


def _page_to_ask_again(request: HttpRequest, exception: Exception) -> HttpResponse | None:
    """Give the page of what may be done a moment later, or once it was read again; None for any other error."""
    if isinstance(exception, LaneBusyError):
        return busy_page(request)
    if reason := _changed_since(request, exception):
        return render(request, "409.html", {"reason": reason}, status=409)
    return None


def _changed_since(request: HttpRequest, exception: Exception) -> str:
    """Say what somebody else did meanwhile; empty for an error of another kind."""
    if isinstance(exception, ConflictError):
        return refusal_words(exception)
    if request.method != "POST" or not isinstance(exception, IntegrityError | ObjectDoesNotExist):
        return ""
    if isinstance(exception, ObjectDoesNotExist) or "foreign key" in str(exception).lower():
        _log.warning("an act on a row that was removed", exc_info=exception)
        return _("Ce que vous changiez, ou ce à quoi cela se rattache, a été retiré entre-temps.")
    if "unique" in str(exception).lower():
        _log.warning("two acts at once, on one row")
        return _("Quelqu’un a enregistré la même chose au même moment.")
    return ""


class FormAddressMiddleware(Middleware):
    """Leads who opens an address that only takes forms, such as after signing in, to the page that holds the form."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request; a refused reading becomes a way to the nearest page above."""
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and request.method in {"GET", "HEAD"}:
            above = _page_above(request.path_info)
            return HttpResponseRedirect(above) if above else response
        return response


def _page_above(path: str) -> str:
    """Return the nearest address above one that some view answers; empty when there is none."""
    parts = path.strip("/").split("/")[:-1]
    while parts:
        above = f"/{'/'.join(parts)}/"
        if is_valid_path(above):
            return above
        parts.pop()
    return ""
