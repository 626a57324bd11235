"""What is done around every page for who signs in: words typed are given back, pages are kept by nobody else."""

from http import HTTPStatus
from urllib.parse import urlsplit

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.translation import gettext as _

from autan.ground.web.middleware import Middleware
from autan.people.accounts.access import posted_words

TYPED = "typed"
"""Tag of the messages that hold what was typed."""
_MOST_SIGNS = 20_000
_GIVEN_UP = "renoncer"


class TypedWordsMiddleware(Middleware):
    """Keeps the sentences of a form whose refusal is told on another page: nothing typed is lost."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request; a refused form that leads elsewhere takes its sentences along."""
        response = self.get_response(request)
        if request.method == "POST" and response.status_code == HTTPStatus.FOUND and _is_refused(request):
            for text in posted_words(request):
                if len(text.split()) > 1:  # a code or a lone word is no loss, and may be none that a person typed
                    messages.error(request, text[:_MOST_SIGNS], extra_tags=TYPED)
        return response


class PrivatePagesMiddleware(Middleware):
    """Says that the page of who signed in is hers alone, asked for again before it is shown."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request; who has no session is not looked for."""
        response = self.get_response(request)
        if _is_signed_in(request):
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


def _is_signed_in(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated


def _leads_to_sign_in(response: HttpResponse) -> bool:
    return response.headers.get("Location", "").partition("?")[0] == resolve_url(settings.LOGIN_URL)


def _is_refused(request: HttpRequest) -> bool:
    """Say whether this request added an error to tell; those that waited already are of another form."""
    storage = messages.get_messages(request)
    added = getattr(storage, "_queued_messages", ())  # reading the messages themselves would use them up
    return any(message.level >= messages.ERROR for message in added)
