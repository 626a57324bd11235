"""The only readers of territories, whether the register holds them or somebody declared them."""

from collections.abc import Sequence
from typing import Any

from autan.ground.request_cache import cached_in_request
from autan.ground.search.core.searching import BEST, nearness, rate_each, search_words
from autan.people.accounts.models import Person
from autan.people.journal.queries import kept_until_written
from autan.territories.networks.models import FormerIdentity, Territory
from autan.territories.networks.queries.networks import network_members
from autan.territories.networks.queries.people import own_network
from autan.territories.perimeters.core.bodies import Epci, is_possible_siren, is_siren
from autan.territories.perimeters.lake.france import main_departments
from autan.territories.perimeters.lake.register import LATEST, FoundEpci, epci_of, find_epci, holds_epci, search_epci

ELSEWHERE = 0.75
"""What a place elsewhere answers less than one of the reader’s network: below what the rooms hold of the same words."""
_FOLLOWED = 0.05
"""What a territory that somebody follows here answers more than any other of the same name."""


@cached_in_request
def find_territory(siren: str) -> Territory:
    """Return a territory that the product follows, or an unsaved one made from the register. One query.

    Raises UnknownTerritoryError when neither the networks nor the register know it.
    """
    followed = Territory.objects.filter(siren=siren).first()
    if followed is not None:
        return followed
    epci = find_epci(siren)
    return Territory(siren=siren, name=epci.name, short_name=epci.name, kind=epci.kind)


def find_body(siren: str, vintage: int = LATEST) -> Epci:
    """Return an EPCI of a vintage: as the register has it, else as it was declared; see `find_bodies`."""
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
    return {
        place.siren: Epci(
            siren=place.siren,
            name=place.name,
            kind=place.kind,
            vintage=LATEST,
            population=place.declared_population,
            communes=place.declared_communes or 0,
            is_invented=place.is_invented,
        )
        for place in _impossible(sirens)
        if place.declared_communes is not None
    }


def _impossible(sirens: Sequence[str]) -> Sequence[Territory]:
    """Territories of codes that cannot be real, among those given; no query where none is. One query."""
    codes = tuple(siren for siren in sirens if is_siren(siren) and not is_possible_siren(siren))
    return _territories_of(codes) if codes else ()


@cached_in_request
def _territories_of(sirens: tuple[str, ...]) -> Sequence[Territory]:
    return list(Territory.objects.filter(siren__in=sirens))


def search_bodies(text: str) -> list[FoundEpci]:
    """Return the EPCI that a text names, best first: registered, declared, or known under another name. One query."""
    words = search_words(text)
    if not words:
        return []
    if is_siren(text.strip()):
        return [FoundEpci(epci=body, score=BEST) for body in known_bodies([text.strip()]).values()]
    epcis = {epci.epci.siren: epci for epci in search_epci(words)}
    scores: dict[str, float] = {}
    for (siren, _rank), score in rate_each(words, _followed_names()).items():
        scores.setdefault(siren, min(BEST, score + _FOLLOWED))
    followed = known_bodies(list(scores))
    for siren, body in followed.items():
        if siren not in epcis or scores[siren] > epcis[siren].score:
            epcis[siren] = FoundEpci(epci=body, score=scores[siren])
    rank = {siren: epci.score * nearness(text, f"{epci.epci.name} {epci.commune}") for siren, epci in epcis.items()}
    return sorted(epcis.values(), key=lambda epci: -rank[epci.epci.siren]) or search_epci(words, needs_all=False)


def near_sirens(reader: Any) -> frozenset[str]:
    """Return the members of the network of a reader; for whoever has none, every territory that the product follows."""
    own = own_network(reader) if isinstance(reader, Person) else None
    if own:
        return frozenset(member.siren for member in network_members(own.slug))
    return frozenset(siren for (siren, _rank), _names, _text in _followed_names())


@kept_until_written
def _followed_names() -> tuple[tuple[tuple[str, int], str, str], ...]:
    """Names of the territories that the product follows, then those that they had, each under its SIREN and rank."""
    names = [*Territory.objects.values_list("siren", "short_name", "name")]
    names += FormerIdentity.objects.values_list("territory__siren", "kind_fr", "name_fr")
    return tuple(((siren, rank), f"{short} {name}", "") for rank, (siren, short, name) in enumerate(names))


def bodies_around(siren: str) -> list[Epci]:
    """Return the EPCI whose main department is that of one of them, itself among them; none for an unknown SIREN."""
    departments = main_departments()
    own = departments.get(siren)
    epci = epci_of(LATEST)
    return [epci[other] for other, department in departments.items() if department == own and other in epci]


def invented_sirens(sirens: Sequence[str]) -> frozenset[str]:
    """Return those of these territories that exist only to try the product. One query when a SIREN cannot be real."""
    return frozenset(place.siren for place in _impossible(sirens) if place.is_invented)
