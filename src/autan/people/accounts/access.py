"""Who may open an address, and who opened it.

The decorators are those of `people/journal/access.py`, the room below, which has a page of its own.
"""

from allauth.usersessions.models import UserSession
from django.contrib.auth import login
from django.http import HttpRequest

from autan.ground.errors import NotAllowedError
from autan.people.accounts.models import Person
from autan.people.journal.access import (
    Access,
    access_of,
    ask_to_sign_in,
    by_link,
    guarded,
    guarded_act,
    guarded_form,
    public,
    public_form,
    requires,
    signed_in,
)

__all__ = [
    "TOO_MANY_ANYWHERE",
    "Access",
    "access_of",
    "ask_to_sign_in",
    "by_link",
    "guarded",
    "guarded_act",
    "guarded_form",
    "person_of",
    "public",
    "public_form",
    "requires",
    "sign_in",
    "signed_in",
]


TOO_MANY_ANYWHERE = "too_many_anywhere"  # code of the refusal of an account that failed too often from everywhere
_NOT_TYPED = frozenset({"csrfmiddlewaretoken", "next", "revision", "version", "digest", "confirm", "act"})


def posted_words(request: HttpRequest) -> list[str]:
    """Return the texts that a form sent holds, to be given back to copy when the form is refused unread."""
    names = [name for name in request.POST if name not in _NOT_TYPED and "password" not in name]
    return [text for name in names for text in request.POST.getlist(name) if text.strip()]


def sign_in(request: HttpRequest, person: Person) -> None:
    """Sign somebody in whose link has told who it is; the session is listed among hers, to be ended there."""
    login(request, person, backend="autan.people.accounts.adapter.AuthenticationBackend")
    UserSession.objects.create_from_request(request)


def person_of(request: HttpRequest) -> Person:
    """Return the person who signed in."""
    if not isinstance(request.user, Person):
        raise NotAllowedError("personne n’est connecté")
    return request.user
