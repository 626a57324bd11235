"""Who asks for a page: the person behind a request that passed the door."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from autan.accounts.models import Person


def person_of(request: HttpRequest) -> Person:
    """The person who signed in.

    Raises:
        PermissionDenied: nobody did.
    """
    if not isinstance(request.user, Person):
        raise PermissionDenied
    return request.user
