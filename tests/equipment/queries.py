"""The only readers of equipment."""

from typing import Any

from django.db.models import Q, QuerySet

from autan.evidence.figures.queries.registry import Reader, first_readable
from autan.ground.errors import known
from autan.ground.search.core.searching import rate_each, rate_match, search_words
from autan.territories.networks.models import Network, Territory
from autan.territories.networks.queries.networks import network_members
from tests.equipment.core import EquipmentFilter
from tests.equipment.models import EquipmentRecord


def find_equipment(slug: str, *, reader: Reader) -> EquipmentRecord:
    """Return one.

    Raises:
        UnknownError: there is none, or this reader may not read it.
    """
    rows = EquipmentRecord.objects.select_related("network", "territory").filter(slug=slug)
    return known(first_readable(rows, "equipment.read", reader), "aucun matériel «\u202f{slug}\u202f»", slug=slug)


def published_equipment(network: str) -> QuerySet[EquipmentRecord]:
    """Return what anybody reads of a network; not read yet."""
    rows = EquipmentRecord.objects.filter(network__slug=network, is_published=True)
    return rows.select_related("network", "territory")


def search_equipment(text: str) -> dict[tuple[str, str], float]:
    """Return slug and title of what is published that a text names, and how well."""
    rows = EquipmentRecord.objects.filter(is_published=True).values_list("slug", "title", "search_text")
    return rate_each(search_words(text), [((slug, title), title, words) for slug, title, words in rows])


def list_equipment(network: Network, chosen: EquipmentFilter, *, reader: Any) -> list[EquipmentRecord]:
    """Return what a reader may read of a network that a filter keeps."""
    own = [place.pk for place in places_acted_for(network, reader)]
    rows = EquipmentRecord.objects.select_related("territory").filter(Q(is_published=True) | Q(territory__in=own))
    kept = rows.filter(network=network, **({"kind": chosen.kind} if chosen.kind else {}))
    stems = search_words(chosen.text)
    return [row for row in kept if not stems or rate_match(stems, row.title, row.search_text)]


def places_acted_for(network: Network, reader: Any) -> list[Territory]:
    """Return the members that somebody acts for, all of them for who coordinates."""
    members = Territory.objects.filter(siren__in=[member.siren for member in network_members(network.slug)])
    if reader.has_perm("territories.coordinate_network", network):
        return list(members)
    return [place for place in members if reader.has_perm("territories.act_for_territory", place)]
