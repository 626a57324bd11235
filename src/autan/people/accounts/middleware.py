"""What is done around every page for whoever signs in: words typed are given back, pages are kept by nobody else."""

import secrets
from collections.abc import Mapping, Sequence
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
from autan.people.accounts.access import access_of, posted_words

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


# A form whose session ended before it was sent is kept for an hour, under a key that the session of this browser alone
# holds; its author, once signed in, reads it again and sends it or not. A signed cookie says who was signed in here
# last, for nobody else to read it; where the browser lost that one too, whoever signs in on it next may.


_UNSENT, _AUTHOR = "unsent_form", "author"
_UNSENT_SECONDS = 3600
_MOST_UNSENT_SIGNS = 100_000

type Fields = Sequence[tuple[str, str]]


def sent_fields(request: HttpRequest) -> Fields:
    """Return the fields of a form, without the token of its page; none of a form that holds a password."""
    if any("password" in name for name in request.POST):
        return []
    lists = [(name, texts) for name, texts in request.POST.lists() if name != "csrfmiddlewaretoken"]
    return [(name, text) for name, texts in lists for text in texts]


def is_form_of_ours(request: HttpRequest) -> bool:
    """Say whether a form without its token comes from a page of this site that asks who one is."""
    view = getattr(request.resolver_match, "func", None)
    access = access_of(view) if view else None
    is_private = access is not None and (access.kind != "public" or bool(access.reason))
    return is_private and urlsplit(request.headers.get("Origin", "")).netloc == request.get_host()


def keep_unsent_form(request: HttpRequest) -> bool:
    """Keep what somebody typed whose session has ended; False for a form without text, or too long."""
    fields, texts = sent_fields(request), posted_words(request)
    is_short = sum(len(text) for _name, text in fields) <= _MOST_UNSENT_SIGNS
    if not fields or not texts or not is_short or not ratelimit.consume(request, action=_UNSENT):
        return False
    form = {
        "address": request.get_full_path(),
        "fields": fields,
        "texts": [text for text in texts if " " in text] or texts,  # a code is no text that one reads again
        "has_files": bool(request.FILES),
        "author": request.get_signed_cookie(_AUTHOR, default=""),
    }
    key = f"{_UNSENT}:{secrets.token_urlsafe()}"
    cache.set(key, form, _UNSENT_SECONDS)
    request.session[_UNSENT] = key
    return True


def _unsent_form(request: HttpRequest) -> Mapping[str, object] | None:
    """Return the form that waits at this address for whoever signed in; None without one."""
    form = cache.get(key) if (key := request.session.get(_UNSENT)) else None
    if form is None or form["author"] not in {"", str(request.user.pk)}:
        return None
    return form if form["address"].partition("?")[0] == request.path else None


class UnsentFormMiddleware(Middleware):
    """Keeps a form that was sent after its session had ended; its author reads and sends it once signed in again."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request; the page of a form that waits is shown before the page of its address."""
        if request.method in {"GET", "POST"} and _is_signed_in(request) and (form := _unsent_form(request)):
            if request.method == "GET" and _GIVEN_UP not in request.GET:
                return render(request, "account/unsent_form.html", {"form": form, "given_up": _GIVEN_UP})
            cache.delete(request.session.pop(_UNSENT))  # it is sent, or given up
            if request.method == "GET":
                return HttpResponseRedirect(str(form["address"]))
        response = self.get_response(request)
        if _is_signed_in(request) and request.get_signed_cookie(_AUTHOR, default="") != str(request.user.pk):
            _say_author(response, str(request.user.pk))
        if request.method == "POST" and _leads_to_sign_in(response) and keep_unsent_form(request):
            text = _("Votre session était finie. Ce que vous aviez tapé est gardé une heure\u00a0: connectez-vous.")
            messages.info(request, text)
        return response


def _say_author(response: HttpResponse, key: str) -> None:
    """Leave the mark of whoever is signed in, for as long as a session may last and be missed."""
    response.set_signed_cookie(
        _AUTHOR,
        key,
        max_age=settings.SESSION_COOKIE_AGE + _UNSENT_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


class PrivatePagesMiddleware(Middleware):
    """Says that the page of whoever signed in is hers alone, asked for again before it is shown."""

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
