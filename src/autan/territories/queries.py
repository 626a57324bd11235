"""The only readers of networks, members and mandates."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Prefetch, Q

from autan.accounts.models import Person
from autan.errors import UnknownError
from autan.evidence.core.plain_letters import fold_accents
from autan.territories.core.members import Certainty, Epci, Member
from autan.territories.core.siren import is_possible_siren, is_siren
from autan.territories.models import FormerIdentity, Mandate, Membership, Network, Territory
from autan.territories.register import LATEST, UnknownTerritoryError, find_epci, holds_epci, search_epci
from autan.territories.rights import standing_mandates


class UnknownNetworkError(UnknownError):
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


def find_body(siren: str, vintage: int = LATEST) -> Epci:
    """Return an EPCI of a vintage: as the register has it, else as it was declared. One query when it was declared.

    Raises:
        UnknownTerritoryError: neither knows it; what is declared is of the latest vintage.
        UnknownVintageError: the register does not hold the vintage.
    """
    return find_bodies([siren], vintage)[siren]


def find_bodies(sirens: Sequence[str], vintage: int = LATEST) -> dict[str, Epci]:
    """Return several by SIREN, in the order asked. One query when some were declared.

    Raises:
        UnknownTerritoryError: one of them is unknown; what is declared is of the latest vintage.
        UnknownVintageError: the register does not hold the vintage.
    """
    unknown = [siren for siren in sirens if not holds_epci(siren, vintage)]
    declared = _declared_bodies(unknown) if vintage == LATEST else {}
    return {siren: declared.get(siren) or find_epci(siren, vintage) for siren in sirens}


def known_bodies(sirens: Sequence[str]) -> dict[str, Epci]:
    """Return those that the register or a declaration knows today. One query when some are not registered."""
    registered = {siren: find_epci(siren) for siren in sirens if holds_epci(siren)}
    return registered | _declared_bodies([siren for siren in sirens if siren not in registered])


def _declared_bodies(sirens: Sequence[str]) -> dict[str, Epci]:
    """Those that were declared; no query for codes that could be real, since no such body is ever declared."""
    sirens = [siren for siren in sirens if is_siren(siren) and not is_possible_siren(siren)]
    if not sirens:
        return {}
    territories = Territory.objects.filter(siren__in=sirens, declared_communes__isnull=False)
    return {territory.siren: _as_body(territory) for territory in territories}


def _as_body(territory: Territory) -> Epci:
    return Epci(
        siren=territory.siren,
        name=territory.name,
        kind=territory.kind,
        vintage=LATEST,
        population=territory.declared_population,
        communes=territory.declared_communes or 0,
        is_invented=territory.is_invented,
    )


def search_bodies(text: str) -> list[Epci]:
    """Return the EPCI that a text names: of the register as `search_epci` does, then those declared. One query."""
    words = fold_accents(text).split()
    if not words:
        return []
    declared = [_as_body(territory) for territory in Territory.objects.filter(declared_communes__isnull=False)]
    named = [
        body
        for body in declared
        if all(word in fold_accents(body.name) for word in words) or body.siren == text.strip()
    ]
    return search_epci(text) + named


def is_invented_network(slug: str) -> bool:
    """True for a network made up to try the product. One query."""
    return Network.objects.filter(slug=slug, is_invented=True).exists()


def invented_sirens(sirens: Sequence[str]) -> frozenset[str]:
    """Return those of these territories that exist only to try the product. One query when a SIREN cannot be real."""
    doubtful = [siren for siren in sirens if is_siren(siren) and not is_possible_siren(siren)]
    if not doubtful:
        return frozenset()
    found = Territory.objects.filter(siren__in=doubtful, is_invented=True)
    return frozenset(found.values_list("siren", flat=True))


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
    return list(standing_mandates(person).select_related("network", "territory"))


def coordinated_networks(person: Person) -> list[Network]:
    """Return the networks that a person coordinates, by name. One query."""
    held = standing_mandates(person).filter(role=Mandate.Role.COORDINATOR, network__isnull=False)
    found = Network.objects.filter(pk__in=held.values("network"))
    return list(found.order_by("is_invented", "name_fr"))
