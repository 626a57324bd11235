"""The only writer of people."""

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from autan.accounts.models import Person


@transaction.atomic
def register_person(
    *, by: Person | None, email: str, name: str, password: str | None, is_demonstration: bool = False
) -> Person:
    """Make an account; without a password nobody can sign in with it.

    The journal, which stands above this room, tells it in the mandate that is given next.

    Args:
        by: who makes the account; None for the product itself.
        email: address to sign in with.
        name: name shown in the journal.
        password: first password, or None.
        is_demonstration: True for the accounts of `autan demo`.

    Raises:
        ValidationError: the address is taken or is none, or the password is too weak.
    """
    del by
    if password is not None:
        validate_password(password)
    return Person.objects.create_user(email, password, name=name, is_demonstration=is_demonstration)
