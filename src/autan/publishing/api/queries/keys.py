"""The only readers of keys."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from autan.ground.errors import known
from autan.ground.extension_points import DataSubject
from autan.people.accounts.models import Person
from autan.publishing.api.models import ReadKey
from autan.territories.networks.models import Network
from autan.territories.networks.queries.people import slugs_of_person

PREFIX = "autan_"
"""What every key begins with, so that one left in a public place is recognised."""


def digest_key(key: str) -> str:
    """Return what is kept of a key: a key is long and drawn at random, so a plain digest keeps it."""
    return sha256(key.encode()).hexdigest()


def find_valid_key(key: str) -> ReadKey | None:
    """Return a key that was given, not revoked and not past its last day; None for any other text. One query."""
    record = ReadKey.objects.filter(digest=digest_key(key)).first() if key.startswith(PREFIX) else None
    return record if record and record.is_open(timezone.localdate()) else None


def list_keys() -> Sequence[ReadKey]:
    """Return every key, revoked ones too. One query."""
    return list(ReadKey.objects.all())


def keys_of(holder: int) -> QuerySet[ReadKey]:
    """Return the keys that write for an account, the last one first."""
    return ReadKey.objects.filter(holder=holder).order_by("-pk")


def network_keys(network: str) -> QuerySet[ReadKey]:
    """Return the keys that write in a network, with their holders, the last one first."""
    return ReadKey.objects.filter(network=network, holder__isnull=False).select_related("holder").order_by("-pk")


def networks_to_write(person: Person) -> list[Network]:
    """Return the networks in which a person may have programs write, real ones first. Three queries at most."""
    networks = Network.objects.filter(slug__in=slugs_of_person(person.pk)).order_by("is_invented", "name_fr")
    return [network for network in networks if person.has_perm("api.hold_key", network)]


def export_keys(subject: DataSubject) -> Sequence[Mapping[str, Any]]:
    """Return the keys that write for somebody; what would open anything is kept nowhere. One query."""
    columns = ("name", "network", "act", "created_at", "expires_on", "used_on", "revoked_at")
    return list(ReadKey.objects.filter(holder=subject.person or 0).values(*columns))


def get_key(number: int) -> ReadKey:
    """Return a key by its number. One query."""
    return known(ReadKey.objects.filter(pk=number).first(), "aucune clé n° {number}", number=number)
