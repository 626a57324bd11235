"""The only readers of people."""

from collections.abc import Mapping, Sequence
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession

from autan.ground.errors import UnknownError
from autan.ground.extension_points import DataSubject
from autan.people.accounts.models import Person


class UnknownPersonError(UnknownError):
    """Nobody has an account of this address or number."""

    def __init__(self, key: str | int) -> None:
        super().__init__("aucun compte «\u202f{key}\u202f»", key=key)


def find_person(email: str) -> Person | None:
    """Return who signs in with an address, written in capitals or not. One query."""
    return Person.objects.filter(email=Person.objects.normalize_email(email.strip()).lower()).first()


def get_person(email: str) -> Person:
    """Return who signs in with an address. One query."""
    person = find_person(email)
    if person is None:
        raise UnknownPersonError(email)
    return person


def get_account(key: int) -> Person:
    """Return the account of this number."""
    person = Person.objects.filter(pk=key).first()
    if person is None:
        raise UnknownPersonError(key)
    return person


def export_account(subject: DataSubject) -> Sequence[Mapping[str, Any]]:
    """Return the account of somebody, with its identities, its second factors and where it is signed in. Four queries.

    Secrets are left out: they would open the account.
    """
    return [
        {
            "email": person.email,
            "name": person.name,
            "is_active": person.is_active,
            "joined_at": person.joined_at,
            "last_login": person.last_login,
            "identities": list(
                SocialAccount.objects.filter(user=person).values("provider", "uid", "extra_data", "date_joined")
            ),
            "second_factors": list(Authenticator.objects.filter(user=person).values("type", "created_at")),
            "sessions": list(UserSession.objects.filter(user=person).values("created_at", "ip", "user_agent")),
        }
        for person in Person.objects.filter(pk=subject.person or 0)
    ]


def active_person(key: int | None) -> Person | None:
    """Return an account that is open, by its key; None for a closed one, or none. One query."""
    return Person.objects.filter(pk=key or 0, is_active=True).first()
