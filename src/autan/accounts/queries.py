"""The only readers of people."""

from autan.accounts.models import Person
from autan.errors import UnknownError


class UnknownPersonError(UnknownError):
    """Nobody has an account of this address or number.

    Attributes:
        key: what was asked for.
    """

    def __init__(self, key: str | int) -> None:
        self.key = key
        super().__init__(f"aucun compte {str(key)!r}")


def find_person(email: str) -> Person | None:
    """Return who signs in with an address, written in capitals or not. One query."""
    return Person.objects.filter(email=Person.objects.normalize_email(email.strip()).lower()).first()


def get_person(email: str) -> Person:
    """Return who signs in with an address. One query.

    Raises:
        UnknownPersonError: nobody does.
    """
    person = find_person(email)
    if person is None:
        raise UnknownPersonError(email)
    return person
