"""The only readers of networks, of their members, memberships and facts; where the templates of their documents are."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, Q, QuerySet

from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.models import Fact
from autan.evidence.figures.queries.facts import UnknownEvidenceError
from autan.ground.errors import UnknownError, known
from autan.ground.request_cache import cached_in_request
from autan.ground.wordings import Sentence, Text
from autan.people.journal.queries import kept_until_written
from autan.territories.networks.core.members import Certainty, Member
from autan.territories.networks.models import FormerIdentity, Membership, Network, Territory


class UnknownNetworkError(UnknownError):
    """No network has this slug."""

    def __init__(self, slug: str, known: Sequence[str]) -> None:
        self.slug = slug
        self.known = tuple(known)
        names = ", ".join(self.known)
        hint = Sentence("réseaux connus : {known}", known=names) if names else Sentence("aucun n’est encore enregistré")
        super().__init__(
            Sentence("aucun réseau « {slug} » ; {hint}", slug=slug, hint=hint)
            if slug
            else Sentence("aucun réseau à montrer ; {hint}", hint=hint)
        )


def get_network(slug: str) -> Network:
    """Return a network. The query of `list_networks`, once in a request however many rooms ask."""
    networks = list_networks()
    network = next((network for network in networks if network.slug == slug), None)
    if network is None:
        raise UnknownNetworkError(slug, [network.slug for network in networks])
    return network


@cached_in_request
def list_networks() -> Sequence[Network]:
    """Return every network, real ones first. One query."""
    return list(Network.objects.order_by("is_invented", "name_fr"))


@kept_until_written
def searched_networks() -> dict[str, Network]:
    """Return every network by its slug, in the order of `list_networks`."""
    return {network.slug: network for network in list_networks()}


@cached_in_request
def network_members(slug: str, on: date | None = None) -> tuple[Member, ...]:
    """Return the members of a network in its order: those of a day, or all who have not left.

    A membership without dates is held to be open: the sources do not say when it began. One query, once in a request
    whatever the days.
    """
    return tuple(member for member in _every_member(slug) if _is_member(member, on))


def _is_member(member: Member, on: date | None) -> bool:
    if on is None:
        return member.valid_to is None
    return (member.valid_from is None or member.valid_from <= on) and (member.valid_to is None or member.valid_to >= on)


@cached_in_request
def _every_member(slug: str) -> tuple[Member, ...]:
    """Every membership that a network ever had, in its order. One query."""
    memberships = Membership.objects.filter(network__slug=slug)
    memberships = memberships.order_by("rank", "id", f"{_IDENTITY}year")
    first: dict[int, Member] = {}  # a membership comes once for each identity that its territory had before
    for row in memberships.values("pk", *_MEMBER_COLUMNS, *map(_IDENTITY.__add__, _IDENTITY_COLUMNS)):
        if row["pk"] not in first:
            first[row["pk"]] = _as_member(row)
    return tuple(first.values())


_IDENTITY = "territory__former_identities__"
_IDENTITY_COLUMNS = (
    "id", "year", "name_fr", "name_en", "short_name", "kind_fr", "kind_en", "siren", "established_fr", "established_en",
    "unknown_fr", "unknown_en", "evidence",
)  # fmt: skip
_MEMBER_COLUMNS = (
    "territory__siren", "territory__name", "territory__short_name", "territory__kind", "valid_from", "valid_to",
    "certainty", "note_fr", "note_en", "evidence",
)  # fmt: skip
"""What a member is made from: rows of these take a third of the time of whole objects, for a thousand members."""


def _as_member(row: Mapping[str, Any]) -> Member:
    identity = None
    if row[f"{_IDENTITY}id"] is not None:
        identity = FormerIdentity(**{name: row[_IDENTITY + name] for name in _IDENTITY_COLUMNS})
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


def is_invented_network(slug: str) -> bool:
    """True for a network made up to try the product. The query of `list_networks`."""
    return any(network.slug == slug and network.is_invented for network in list_networks())


@cached_in_request
def networks_of(siren: str) -> Sequence[Network]:
    """Return the networks that a territory is in. One query."""
    return list(Network.objects.filter(memberships__territory__siren=siren, memberships__valid_to__isnull=True))


def keys_with_rows(slug: str, rows: Mapping[str, Sequence[QuerySet[Any]]]) -> set[str]:
    """Return the keys of which one queryset has a row. One query for all of them.

    `rows`: querysets by key, each sliced nowhere.
    """
    checks = [(key, Exists(query)) for key, row in rows.items() for query in row]
    if not checks:
        return set()
    # the one row of the network carries the answer of every subquery
    network = Network.objects.filter(slug=slug).order_by().values_list(*(exists for _key, exists in checks))[0]
    return {key for (key, _exists), is_there in zip(checks, network, strict=True) if is_there}


def journal_network(place: Network | Territory | None) -> str:
    """Return the slug of the network that a line of the journal about a place concerns: the first of a territory.

    Empty when it is in none. One query for a territory.
    """
    if place is None or isinstance(place, Network):
        return place.slug if place else ""
    network = Network.objects.filter(memberships__territory=place, memberships__valid_to__isnull=True).first()
    return network.slug if network else ""


def find_member(slug: str, siren: str) -> Member | None:
    """Return one member of a network, or None. One query."""
    return next((member for member in network_members(slug) if member.siren == siren), None)


def memberships_of(network: Network) -> Sequence[Membership]:
    """Return every membership of a network: those that stand in its order, then those that ended. One query."""
    memberships = Membership.objects.filter(network=network).select_related("territory", "network")
    return list(memberships.order_by(F("valid_to").asc(nulls_first=True), "rank", "id"))


def membership_of(network: Network, key: int) -> Membership:
    """Return one membership of a network. One query."""
    membership = Membership.objects.filter(network=network, pk=key).select_related("territory", "network").first()
    return known(membership, "aucune appartenance {key} dans ce réseau", key=key)


def template_path(network: str, kind: str = "docx") -> Path:
    """Where the template of a network is kept, for a kind of document: `docx`, `odt` or `pptx`."""
    return Path(settings.AUTAN_HOME) / "edition-templates" / f"{network}.{kind}"


def document_template(network: str, kind: str = "docx") -> bytes | None:
    """The template that a network gave for its documents of a kind, or None."""
    path = template_path(network, kind)
    return path.read_bytes() if path.is_file() else None


def fact_places(network: Network) -> dict[str, str]:
    """Return what the facts of a network may be about: its name under an empty SIREN, then each member. Two queries."""
    return {"": network.name_fr, **{member.siren: member.name for member in network_members(network.slug)}}


def facts_of_network(network: Network) -> Sequence[Fact]:
    """Return the facts of a network with their sources, by subject. Three queries."""
    return list(_facts(network).select_related("source").order_by("siren", "topic", "id"))


def fact_of_network(network: Network, fact_id: str) -> Fact:
    """Return one fact of a network. Three queries."""
    fact = _facts(network).select_related("source").filter(pk=fact_id).first()
    return known(fact, fact_id, UnknownEvidenceError)


def _facts(network: Network) -> QuerySet[Fact]:
    places = fact_places(network)
    about_network = Q(siren="", subject=places.pop(""))
    return Fact.objects.filter(about_network | Q(siren__in=places))
