"""The only readers of mandates, of invitations of people, and of the people of a network."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from autan.evidence.figures.queries.registry import OPERATOR, Reader
from autan.ground.errors import UnknownError, known
from autan.ground.extension_points import DataSubject
from autan.people.accounts.models import Person
from autan.territories.networks.core.invitations import digest_token
from autan.territories.networks.models import Mandate, Membership, Network, PersonInvitation, Territory
from autan.territories.networks.queries.networks import list_networks
from autan.territories.networks.rights import current_mandates, in_force_today, read_mandates


class UnknownMandateError(UnknownError):
    """No such role is held."""

    def __init__(self, key: str) -> None:
        super().__init__("aucun rôle de cette sorte\u00a0: {key}", key=key)


def mandates_of(person: Person) -> Sequence[Mandate]:
    """Return the mandates that a person holds. One query a request."""
    return read_mandates(person)


def territories_of(person: Person, *roles: str) -> list[Territory]:
    """Return the territories on which a person holds one of some roles, each once. The query of `mandates_of`."""
    return list(
        dict.fromkeys(
            mandate.territory for mandate in mandates_of(person) if mandate.territory and mandate.role in roles
        )
    )


def place_led(reader: Reader, network: Network) -> Territory | None:
    """Return the member of a network that a reader leads: her own, else the first one for whoever coordinates it.

    Two queries at most; none for whoever has not signed in.
    """
    if not isinstance(reader, Person):
        return None
    members = Membership.objects.filter(network=network, valid_to__isnull=True).select_related("territory")
    own = territories_of(reader, Mandate.Role.MEMBER_OFFICER)
    if reader.has_perm("territories.coordinate_network", network):
        membership = members.first()
    else:
        membership = members.filter(territory__in=own).first() if own else None
    return membership.territory if membership else None


def led_among(reader: Reader, places: Sequence[Territory]) -> list[Territory]:
    """Return the territories, among some, that a reader leads: `leads_territory` of each, in two queries at most."""
    if not isinstance(reader, Person):
        return []
    own = {place.pk for place in territories_of(reader, Mandate.Role.MEMBER_OFFICER)}
    if networks := coordinated_networks(reader):
        members = Membership.objects.filter(network__in=networks, valid_to__isnull=True)
        own |= set(members.values_list("territory_id", flat=True))
    return [place for place in places if place.pk in own]


def coordinated_networks(person: Person) -> Sequence[Network]:
    """Return the networks that a person coordinates, by name. The query of `mandates_of`."""
    mandates = [mandate for mandate in mandates_of(person) if mandate.role == Mandate.Role.COORDINATOR]
    return tuple(_own_networks(mandates))


def _own_networks(mandates: Sequence[Mandate]) -> list[Network]:
    """The networks that mandates are about, each once, real ones first then by name."""
    networks = {mandate.network for mandate in mandates if mandate.network}
    return sorted(networks, key=lambda network: (network.is_invented, network.name_fr))


def sirens_acted_for(reader: Reader) -> set[str]:
    """Return the territories whose people a reader works with, and may know the names of, by SIREN.

    They are those that she is the officer or a contributor of, and the members of the networks that she coordinates:
    the same as `territories.act_for_territory` for each. One query; every territory for the command line.
    """
    if not isinstance(reader, Person):
        territories = Territory.objects.filter(siren__isnull=False) if reader is OPERATOR else Territory.objects.none()
        return set(territories.values_list("siren", flat=True))
    if not reader.is_active:
        return set()
    mandates = current_mandates(reader)
    own = Q(mandates__in=mandates.filter(role__in=(Mandate.Role.MEMBER_OFFICER, Mandate.Role.CONTRIBUTOR)))
    run = mandates.filter(role=Mandate.Role.COORDINATOR, network__isnull=False).values("network")
    members = Membership.objects.filter(network__in=run, valid_to__isnull=True).values("territory")
    return set(Territory.objects.filter(own | Q(pk__in=members)).values_list("siren", flat=True))


def own_network(person: Person) -> Network | None:
    """Return the network where a person has a role, on it or on a member, a real one first; or None.

    The query of `mandates_of`, and one more when a role is about a territory.
    """
    mandates = mandates_of(person)
    if not any(mandate.territory_id for mandate in mandates):
        return next(iter(_own_networks(mandates)), None)
    return _networks_where(current_mandates(person)).order_by("is_invented", "name_fr").first()


def _networks_where(mandates: QuerySet[Mandate]) -> QuerySet[Network]:
    """Networks that mandates are about, and those that their territories are in now."""
    members = Membership.objects.filter(territory__in=mandates.values("territory"), valid_to__isnull=True)
    return Network.objects.filter(Q(pk__in=mandates.values("network")) | Q(pk__in=members.values("network")))


def slugs_of_person(key: int) -> list[str]:
    """Return the networks where an account has a role today, on them or on a member, by slug. One query."""
    mandates = Mandate.objects.filter(in_force_today(), person=key)
    return list(_networks_where(mandates).order_by("slug").values_list("slug", flat=True))


def network_asked(reader: Reader, slug: str) -> Network | None:
    """Return the network of a slug; without one, the reader’s own, then the first, a real one where there is one.

    Two queries at most.
    """
    network = Network.objects.filter(slug=slug).first() if slug else None
    own = own_network(reader) if network is None and isinstance(reader, Person) else None
    return network or own or next(iter(list_networks()), None)


def coordinating_people(network: Network) -> list[Person]:
    """Return those who coordinate a network today, by name. One query."""
    mandates = Mandate.objects.filter(
        in_force_today(), network=network, role=Mandate.Role.COORDINATOR, person__is_active=True
    )
    return [mandate.person for mandate in mandates.select_related("person").order_by("person__name")]


def officers_of(siren: str) -> list[Person]:
    """Return the officers of a territory today who have an account that is open, by name. One query."""
    mandates = Mandate.objects.filter(in_force_today(), territory__siren=siren, role=Mandate.Role.MEMBER_OFFICER)
    # in a subquery, somebody with two mandates comes once
    return list(Person.objects.filter(is_active=True, pk__in=mandates.values("person")).order_by("name", "pk"))


def network_mandates(network: Network) -> Sequence[Mandate]:
    """Return the mandates on a network and on the territories that it has now, ended or not, by person. One query."""
    return list(_mandates_in(network).select_related("person", "network", "territory"))


def people_acting_in(network: Network, *, roles: Collection[str] = tuple(Mandate.Role)) -> list[Person]:
    """Return who holds one of some roles today on a network or on a territory that it has now, by name. One query."""
    mandates = _mandates_in(network).filter(in_force_today(), role__in=roles)
    return list(Person.objects.filter(is_active=True, pk__in=mandates.values("person")).order_by("name", "pk"))


def all_mandates() -> Sequence[Mandate]:
    """Return every mandate, ended or not, by person. One query."""
    return list(
        Mandate.objects.select_related("person", "network", "territory").order_by("person__name", "person_id", "id")
    )


def get_mandate(network: Network, key: int) -> Mandate:
    """Return one mandate on a network or on a territory that it has now. One query."""
    mandate = _mandates_in(network).select_related("person", "network", "territory").filter(pk=key).first()
    return known(mandate, str(key), UnknownMandateError)


def person_of_network(network: Network, key: int) -> Person:
    """Return somebody who holds or held a role in a network. One query."""
    person = Person.objects.filter(pk=key, pk__in=_mandates_in(network).values("person")).first()
    return known(person, str(key), UnknownMandateError)


def open_mandate(
    person: Person, role: Mandate.Role, *, network: Network | None = None, territory: Territory | None = None
) -> Mandate:
    """Return a role that a person holds, or will hold. One query."""
    has_not_ended = Q(valid_to__isnull=True) | Q(valid_to__gt=timezone.localdate())
    mandate = Mandate.objects.filter(
        has_not_ended, person=person, role=role, network=network, territory=territory
    ).first()
    return known(mandate, f"{role.label}, {territory or network}, {person.email}", UnknownMandateError)


def _mandates_in(network: Network) -> QuerySet[Mandate]:
    members = Membership.objects.filter(network=network, valid_to__isnull=True).values("territory")
    mandates = Mandate.objects.filter(Q(network=network) | Q(territory__in=members))
    return mandates.order_by("person__name", "person_id", "id")


def export_mandates(subject: DataSubject) -> Sequence[Mapping[str, Any]]:
    """Return the roles of somebody, past and present, and the invitations received. Two queries."""
    mandates = Mandate.objects.filter(person=subject.person).order_by("valid_from", "pk")
    received = PersonInvitation.objects.filter(email__iexact=subject.email).exclude(email="")
    places = ("role", "network__slug", "territory__siren")
    return [
        *mandates.values(*places, "valid_from", "valid_to"),
        *received.values(*places, "name", "created_at", "accepted_at", "withdrawn_at"),
    ]


def find_invitation(token: str) -> PersonInvitation:
    """Return the invitation of a link, whether it may still be used or not. One query."""
    invitation = _invitations().filter(token_sha256=digest_token(token)).first()
    return known(invitation, "aucune invitation n’a ce lien")


def invitation_of(network: Network, key: int) -> PersonInvitation:
    """Return one invitation of a network. One query."""
    invitation = _invitations().filter(network=network, pk=key).first()
    return known(invitation, "aucune invitation {key} dans ce réseau", key=key)


def unused_invitations(network: Network) -> list[PersonInvitation]:
    """Return the invitations that nobody used or withdrew, expired or not, newest first. One query."""
    return list(_invitations().filter(network=network, accepted_at__isnull=True, withdrawn_at__isnull=True))


def waiting_invitations(network: Network) -> QuerySet[PersonInvitation]:
    """Invitations whose link may be used now."""
    unused = PersonInvitation.objects.filter(network=network, accepted_at__isnull=True, withdrawn_at__isnull=True)
    return unused.filter(expires_at__gt=timezone.now())


def sent_since(network: Network, since: datetime) -> int:
    """Count the invitations that a network sent from a moment on, withdrawn or used ones included. One query."""
    return PersonInvitation.objects.filter(network=network, created_at__gte=since).count()


def _invitations() -> QuerySet[PersonInvitation]:
    return PersonInvitation.objects.select_related("network", "territory", "created_by", "outgoing")
