"""The only writer of individuals without an account."""

from collections.abc import Collection

from django.db.models import QuerySet

from autan.ground.request_cache import cached_per_request
from autan.people.individuals.models import ERASED_NAME, LONGEST_NAME, NOBODY, Individual


def add_individual(name: str, *, network: str) -> Individual:
    """Add somebody without an account, who may bear the name of another."""
    return Individual.objects.create(name=name, network=network)


def individual_named(name: str, *, network: str = "") -> Individual:
    """Return who has a name in a network without an account, added the first time that it is read."""
    words = name.strip()[:LONGEST_NAME]
    network = "" if words in NOBODY else network

    def find_or_add() -> Individual:
        return _unlinked(network, [words]).first() or add_individual(words, network=network)

    return cached_per_request(("individual", words, network), find_or_add)


def individuals_named(names: Collection[str], *, network: str) -> dict[str, int]:
    """Return the key of whoever has each name in a network without an account, by name. Two queries for any number."""
    nobody = {name: individual_named(name).pk for name in names if name in NOBODY}
    words = {name: name.strip()[:LONGEST_NAME] for name in names if name.strip() and name not in NOBODY}
    if not words:
        return nobody
    keys = dict(_unlinked(network, set(words.values())).order_by("-pk").values_list("name", "pk"))
    missing = [Individual(name=name, network=network) for name in sorted(set(words.values()) - keys.keys())]
    keys |= {individual.name: individual.pk for individual in Individual.objects.bulk_create(missing)}
    return nobody | {name: keys[spelling] for name, spelling in words.items()}


def _unlinked(network: str, names: Collection[str]) -> QuerySet[Individual]:
    people = Individual.objects.filter(name__in=names, network=network, person__isnull=True, is_doubtful=False)
    return people.order_by("pk")


def erase_individuals(keys: Collection[int]) -> int:
    """Take the name out of individuals without an account, wherever they are shown; return how many."""
    rows = Individual.objects.filter(pk__in=keys, person__isnull=True).exclude(name__in=NOBODY)
    return rows.update(name=ERASED_NAME)
