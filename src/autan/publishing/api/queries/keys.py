"""The only readers of read keys."""

from collections.abc import Sequence
from hashlib import sha256

from django.db.models import Q
from django.utils import timezone

from autan.ground.errors import known
from autan.publishing.api.models import ReadKey

PREFIX = "autan_"
"""What every key begins with, so that one left in a public place is recognised."""


def digest_key(key: str) -> str:
    """Return what is kept of a key: a key is long and drawn at random, so a plain digest keeps it."""
    return sha256(key.encode()).hexdigest()


def find_valid_key(key: str) -> ReadKey | None:
    """Return a key that was given, not revoked and not past its last day; None for any other text. One query."""
    if not key.startswith(PREFIX):
        return None
    valid = Q(expires_on__isnull=True) | Q(expires_on__gt=timezone.localdate())
    return ReadKey.objects.filter(valid, digest=digest_key(key), revoked_at__isnull=True).first()


def list_keys() -> Sequence[ReadKey]:
    """Return every key, revoked ones too. One query."""
    return list(ReadKey.objects.all())


def get_key(number: int) -> ReadKey:
    """Return a key by its number. One query.

    Raises:
        UnknownError: there is none.
    """
    return known(ReadKey.objects.filter(pk=number).first(), "aucune clé n° {number}", number=number)
