"""Who may do what, asked in one place by the site, the command line and the actions.

Each permission is a predicate on a person and the object of the act.
"""

from collections.abc import Collection, Sequence

import rules
from django.db.models import Q, QuerySet
from django.utils import timezone

from autan.ground.request_cache import cached_in_request
from autan.people.accounts.models import Person
from autan.people.accounts.rights import Rights
from autan.territories.networks.models import Mandate, Membership, Network, Territory

ACTING_ROLES = (Mandate.Role.MEMBER_OFFICER, Mandate.Role.CONTRIBUTOR)
"""Roles of those who act for a member."""


@rules.predicate
def coordinates_network(person: Person, network: Network | None) -> bool:
    """The person coordinates this network; any network when none is given."""
    network_ids = (mandate.network_id for mandate in mandates_held(person) if mandate.role == Mandate.Role.COORDINATOR)
    return network.pk in network_ids if network else any(True for _ in network_ids)


@rules.predicate
def acts_for_territory(person: Person, territory: Territory | None) -> bool:
    """The person is an officer or a contributor of this territory, or coordinates a network it is in."""
    return _holds_or_coordinates(person, territory, ACTING_ROLES)


@rules.predicate
def leads_territory(person: Person, territory: Territory | None) -> bool:
    """The person is the officer of this territory, or coordinates a network it is in."""
    return _holds_or_coordinates(person, territory, (Mandate.Role.MEMBER_OFFICER,))


@rules.predicate
def coordinates_territory(person: Person, territory: Territory | None) -> bool:
    """The person coordinates a network that the territory is in."""
    return _holds_or_coordinates(person, territory, ())


@rules.predicate
def holds_a_mandate(person: Person, _thing: object = None) -> bool:
    """The person holds any mandate: may read what is not published yet."""
    return bool(mandates_held(person))


def holds_role_in(person: Person, network: str, roles: Collection[Mandate.Role] = tuple(Mandate.Role)) -> bool:
    """Say whether a person holds one of some roles in a network, by its slug, or on a member of it today."""
    mandates = [mandate for mandate in mandates_held(person) if mandate.role in roles]
    if any(mandate.network is not None and mandate.network.slug == network for mandate in mandates):
        return True
    places = frozenset(mandate.territory_id for mandate in mandates if mandate.territory_id)
    return any(slug == network for _key, slug in _networks_of(places)) if places else False


@cached_in_request
def _networks_of(territories: frozenset[int]) -> frozenset[tuple[int, str]]:
    """Key and slug of the networks that territories are in today. One query a request."""
    members = Membership.objects.filter(territory__in=territories, valid_to__isnull=True)
    return frozenset(members.values_list("network", "network__slug"))


def has_role_in_network(*roles: Mandate.Role) -> rules.Predicate:
    """Return the right of whoever holds one of some roles in a network or on a member of it; any role without one."""

    def has_role(person: Person, network: Network | None) -> bool:
        return network is not None and holds_role_in(person, network.slug, roles or tuple(Mandate.Role))

    return rules.Predicate(has_role, name=f"has a role in the network {' '.join(roles)}".strip())


is_in_network = has_role_in_network()
"""The person holds a role in the network, or on a member of it."""
takes_part_in_network = has_role_in_network(Mandate.Role.COORDINATOR, *ACTING_ROLES)
"""The person coordinates the network, or acts for a member of it."""


def mandates_held(person: Person) -> tuple[Mandate, ...]:
    """Mandates that give rights today to somebody who is signed in; asked once in a request."""
    return read_mandates(person) if _is_present(person) else ()


@cached_in_request
def read_mandates(person: Person) -> tuple[Mandate, ...]:
    """Mandates that a person holds today, with what they are about. One query a request."""
    return tuple(current_mandates(person).select_related("network", "territory"))


def current_mandates(person: Person) -> QuerySet[Mandate]:
    """Mandates that a person holds today: begun, and not ended."""
    return Mandate.objects.filter(in_force_today(), person=person)


def in_force_today(prefix: str = "") -> Q:
    """The condition of a mandate that gives rights today; `prefix` is the way to it from another model."""
    today = timezone.localdate()
    is_open = Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": today})
    return is_open & Q(**{f"{prefix}valid_from__lte": today})


@rules.predicate
def reads_journal(person: Person, network: str | None) -> bool:
    """The person coordinates the network of this slug; any network when none is given."""
    coordinated = [mandate.network for mandate in mandates_held(person) if mandate.role == Mandate.Role.COORDINATOR]
    return any(candidate is not None and (not network or candidate.slug == network) for candidate in coordinated)


@rules.predicate
def reads_messages(person: Person, network: str | None) -> bool:
    """The person coordinates the network that a message concerns; a message of no network is its reader's alone."""
    return network != "" and bool(reads_journal(person, network))


@rules.predicate
def manages_person(person: Person, other: Person | None) -> bool:
    """The person coordinates a network of this other one, who holds no role elsewhere; any network when none is given.

    Nobody manages one's own account: a coordinator could shut herself out.
    """
    if not _is_present(person):
        return False
    return managed_people(person).filter(pk=other.pk).exists() if other else reads_journal(person, None)


def managed_people(person: Person) -> QuerySet[Person]:
    """Return whose accounts a coordinator may close: people whose roles of today are all in her networks."""
    networks = current_mandates(person).filter(role=Mandate.Role.COORDINATOR, network__isnull=False).values("network")
    members = Membership.objects.filter(network__in=networks, valid_to__isnull=True).values("territory")
    within = Mandate.objects.filter(Q(network__in=networks) | Q(territory__in=members))
    elsewhere = Mandate.objects.filter(in_force_today()).exclude(pk__in=within.values("pk"))
    known = Person.objects.filter(pk__in=within.values("person")).exclude(pk=person.pk)
    return known.exclude(pk__in=elsewhere.values("person"))


def _is_present(person: Person) -> bool:
    """Signed in, with an account that is not closed."""
    return person.is_authenticated and person.is_active


def _holds_or_coordinates(person: Person, territory: Territory | None, roles: Sequence[Mandate.Role]) -> bool:
    """One of these roles on the territory, or the coordination of a network that it has not left.

    A territory that the product does not follow (see `queries.find_territory`) is nobody's.
    """
    if territory is None or territory.pk is None:
        return False
    mandates = mandates_held(person)
    if any(mandate.territory_id == territory.pk and mandate.role in roles for mandate in mandates):
        return True
    coordinated = {mandate.network_id for mandate in mandates if mandate.role == Mandate.Role.COORDINATOR}
    return bool(coordinated) and any(key in coordinated for key, _slug in _networks_of(frozenset({territory.pk})))


RIGHTS: Rights = {
    "territories.coordinate_network": coordinates_network,
    "territories.act_for_territory": acts_for_territory,
    "territories.lead_territory": leads_territory,
    "territories.coordinate_territory": coordinates_territory,
    "territories.read_internal": holds_a_mandate,
    "territories.read_journal": reads_journal,
    "territories.read_messages": reads_messages,
    "territories.manage_person": manages_person,
}
