"""What is done around every page for who signed in: words of a refused form given back, pages kept by nobody else."""

from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from autan.ground.web.middleware import Middleware
from autan.people.accounts.access import posted_words

TYPED = "typed"
"""Tag of the messages that hold what was typed."""
_MOST_SIGNS = 20_000


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
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


def _is_refused(request: HttpRequest) -> bool:
    """Say whether this request added an error to tell; those that waited already are of another form."""
    storage = messages.get_messages(request)
    added = getattr(storage, "_queued_messages", ())  # reading the messages themselves would use them up
    return any(message.level >= messages.ERROR for message in added)
