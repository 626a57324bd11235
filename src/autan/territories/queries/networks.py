"""The only readers of networks and their members."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Q

from autan.errors import UnknownError
from autan.evidence.core.sources import EvidenceRef
from autan.evidence.core.texts import Text
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
    found = Membership.objects.filter(network__slug=slug)
    if on is None:
        found = found.filter(valid_to__isnull=True)
    else:
        found = found.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=on))
        found = found.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
    first: dict[int, FormerIdentity] = {}  # a join: the same by a list of a thousand territories takes far longer
    for identity in FormerIdentity.objects.filter(territory__memberships__network__slug=slug).order_by("year"):
        first.setdefault(identity.territory_id, identity)
    return tuple(_as_member(row, first.get(row["territory"])) for row in found.values(*_MEMBER_COLUMNS))


_MEMBER_COLUMNS = (
    "territory",
    "territory__siren",
    "territory__name",
    "territory__short_name",
    "territory__kind",
    "valid_from",
    "valid_to",
    "certainty",
    "note_fr",
    "note_en",
    "evidence",
)
"""What a member is made from: rows of these take a third of the time of whole objects, for a thousand members."""


def _as_member(row: Mapping[str, Any], identity: FormerIdentity | None) -> Member:
    return Member(
        siren=row["territory__siren"],
        name=row["territory__name"],
        short_name=row["territory__short_name"],
        kind=row["territory__kind"],
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
        certainty=Certainty(row["certainty"]),
        note=Text(row["note_fr"], row["note_en"]),
        evidence=tuple(EvidenceRef(kind=kind, key=key) for kind, key in row["evidence"]),
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
