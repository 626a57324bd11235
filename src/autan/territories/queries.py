"""The only readers of networks, members and mandates."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Prefetch, Q

from autan.accounts.models import Person
from autan.errors import DomainError
from autan.territories.core.members import Certainty, Member
from autan.territories.models import FormerIdentity, Mandate, Membership, Network, Territory
from autan.territories.register import UnknownTerritoryError, find_epci


class UnknownNetworkError(DomainError):
    """No network has this slug.

    Attributes:
        slug: what was asked for.
        known: slugs of the networks that there are.
    """

    def __init__(self, slug: str, known: Sequence[str]) -> None:
        self.slug = slug
        self.known = tuple(known)
        hint = f"réseaux connus : {', '.join(self.known)}" if self.known else "aucun encore ; voir autan network import"
        super().__init__(f"aucun réseau {slug!r} ; {hint}" if slug else f"aucun réseau à montrer ; {hint}")


def get_network(slug: str) -> Network:
    """Return a network. One query, two when it fails.

    Raises:
        UnknownNetworkError: there is none, with those that there are.
    """
    network = Network.objects.filter(slug=slug).first()
    if network is None:
        raise UnknownNetworkError(slug, list(Network.objects.values_list("slug", flat=True)))
    return network


def list_networks() -> Sequence[Network]:
    """Return every network, real ones first. One query."""
    return list(Network.objects.order_by("is_invented", "name_fr"))


def network_members(slug: str, on: date | None = None) -> tuple[Member, ...]:
    """Return the members of a network in its order: those of a day, or all who have not left. Two queries.

    A membership without dates is held to be open: the sources do not say when it began.
    """
    identities = Prefetch("territory__former_identities", queryset=FormerIdentity.objects.order_by("year"))
    found = Membership.objects.filter(network__slug=slug).select_related("territory").prefetch_related(identities)
    if on is None:
        found = found.filter(valid_to__isnull=True)
    else:
        found = found.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=on))
        found = found.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
    return tuple(_as_member(membership) for membership in found)


def _as_member(membership: Membership) -> Member:
    territory = membership.territory
    identity = next(iter(territory.former_identities.all()), None)
    return Member(
        siren=territory.siren,
        name=territory.name,
        short_name=territory.short_name,
        kind=territory.kind,
        valid_from=membership.valid_from,
        valid_to=membership.valid_to,
        certainty=Certainty(membership.certainty),
        note=membership.note,
        evidence=membership.evidence_refs,
        former_body=identity.as_core() if identity else None,
    )


def find_territory(siren: str) -> Territory:
    """Return a territory that the product follows, or an unsaved one made from the register. One query.

    Raises:
        UnknownTerritoryError: neither the networks nor the register know it.
    """
    followed = Territory.objects.filter(siren=siren).first()
    if followed is not None:
        return followed
    epci = find_epci(siren)
    return Territory(siren=siren, name=epci.name, short_name=epci.name, kind=epci.kind)


def is_known(siren: str) -> bool:
    """True when the register or a network holds this SIREN."""
    try:
        find_territory(siren)
    except UnknownTerritoryError:
        return False
    return True


def networks_of(siren: str) -> Sequence[Network]:
    """Return the networks that a territory is in. One query."""
    return list(Network.objects.filter(memberships__territory__siren=siren, memberships__valid_to__isnull=True))


def find_member(slug: str, siren: str) -> Member | None:
    """Return one member of a network, or None. Two queries."""
    return next((member for member in network_members(slug) if member.siren == siren), None)


def mandates_of(person: Person) -> Sequence[Mandate]:
    """Return the mandates that a person holds. One query."""
    return list(Mandate.objects.filter(person=person).select_related("network", "territory"))
