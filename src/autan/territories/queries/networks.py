"""The only readers of networks and their members."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Prefetch, Q

from autan.errors import UnknownError
from autan.request_cache import cached_in_request
from autan.territories.core.members import Certainty, Member
from autan.territories.models import FormerIdentity, Membership, Network, Territory


class UnknownNetworkError(UnknownError):
    """No network has this slug.

    Attributes:
        slug: what was asked for.
        known: slugs of the networks that there are.
    """

    def __init__(self, slug: str, known: Sequence[str]) -> None:
        self.slug = slug
        self.known = tuple(known)
        hint = f"réseaux connus : {', '.join(self.known)}" if self.known else "aucun n’est encore enregistré"
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


@cached_in_request
def list_networks() -> Sequence[Network]:
    """Return every network, real ones first. One query."""
    return list(Network.objects.order_by("is_invented", "name_fr"))


@cached_in_request
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


@cached_in_request
def is_invented_network(slug: str) -> bool:
    """True for a network made up to try the product. One query."""
    return Network.objects.filter(slug=slug, is_invented=True).exists()


@cached_in_request
def networks_of(siren: str) -> Sequence[Network]:
    """Return the networks that a territory is in. One query."""
    return list(Network.objects.filter(memberships__territory__siren=siren, memberships__valid_to__isnull=True))


def journal_network(territory: Territory) -> str:
    """Return the slug of the network that a line of the journal about a territory concerns: the first that it is in.

    Empty when it is in none. One query.
    """
    network = Network.objects.filter(memberships__territory=territory, memberships__valid_to__isnull=True).first()
    return network.slug if network else ""


def find_member(slug: str, siren: str) -> Member | None:
    """Return one member of a network, or None. Two queries."""
    return next((member for member in network_members(slug) if member.siren == siren), None)
