"""The members of a network as its coordinator sees them, the EPCI among which she chooses, and the people."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from autan.evidence.figures.core.addresses import SourceKey
from autan.evidence.figures.core.evidence_cards import EvidenceCard
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import Reader, describe_evidence
from autan.ground.search.core.searching import search_words
from autan.ground.texts.language import words
from autan.ground.wordings import Sentence
from autan.people.accounts.actions import MAY_MANAGE
from autan.people.accounts.models import Person
from autan.territories.networks.core.invitations import InvitationState
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.models import Mandate, Membership, Network, Territory
from autan.territories.networks.queries.networks import memberships_of
from autan.territories.networks.queries.people import network_mandates, unused_invitations
from autan.territories.perimeters.core.bodies import Epci
from autan.territories.perimeters.lake.france import main_departments
from autan.territories.perimeters.lake.register import LATEST, epci_of, find_epci, search_epci
from autan.territories.perimeters.lake.successors import find_former_epci, search_former_epci

_MOST_FOUND = 150


def membership_views(memberships: Sequence[Membership], reader: Reader) -> list[dict[str, Any]]:
    """Give memberships with their sources in words. The queries of the evidence."""
    refs = list(dict.fromkeys(ref for membership in memberships for ref in membership.evidence_refs))
    references = {ref: _describe_reference(ref, card) for ref, card in describe_evidence(refs, reader=reader).items()}
    return [_view(membership, [references[ref] for ref in membership.evidence_refs]) for membership in memberships]


def _view(membership: Membership, sources: Sequence[str]) -> dict[str, Any]:
    territory = membership.territory
    return {
        "key": membership.pk,
        "siren": territory.siren,
        "name": territory.short_name,
        "whole_name": territory.name,
        "since": membership.valid_from,
        "until": membership.valid_to,
        "certainty": words(Certainty(membership.certainty).label),
        "sources": tuple(sources),
        "former": None if territory.is_invented else find_former_epci(territory.siren),
    }


def _describe_reference(ref: EvidenceRef, card: EvidenceCard | None) -> str:
    """A piece of evidence in one line: its source and the place in it, else its title."""
    if card is None:
        return SourceKey.parse(ref.key).slug if ref.kind == "source" else ref.key
    if card.citation is None:
        return words(card.title)
    return ", ".join(part for part in (card.citation.source.title, card.citation.locator) if part)


def choice_page(
    network: Network, *, text: str, department: str, chosen: Collection[str], ticks_all: bool
) -> dict[str, Any]:
    """Give the EPCI of the national register that answer a search. One query.

    `network`: network whose members are told apart.
    `department`: code of the department where most of their inhabitants live; empty for any.
    `chosen`: SIREN ticked before.
    """
    members = {membership.territory.siren for membership in memberships_of(network) if membership.valid_to is None}
    terms = search_words(text)
    hits = search_epci(terms) if terms else []
    communes = {hit.epci.siren: hit.commune for hit in hits}
    epcis = [hit.epci for hit in hits] if terms else list(epci_of(LATEST).values())
    if department:
        homes = main_departments()
        epcis = [epci for epci in epcis if homes.get(epci.siren) == department]
    if not terms:
        epcis = sorted(epcis, key=lambda epci: epci.name) if department else []
    shown = epcis[:_MOST_FOUND]
    ticked = set(chosen) | ({epci.siren for epci in shown} if ticks_all else set())
    names = {epci.siren for epci in shown}

    def view(epci: Epci) -> dict[str, Any]:
        siren = epci.siren
        is_member, is_chosen = siren in members, siren in ticked
        return {"epci": epci, "commune": communes.get(siren, ""), "is_member": is_member, "is_chosen": is_chosen}

    return {
        "found": tuple(view(epci) for epci in shown),
        "kept": tuple(view(find_epci(siren)) for siren in sorted(set(chosen) - names)),
        "former": tuple(search_former_epci(terms)) if terms else (),
        "left": len(epcis) - len(shown),
    }


def describe_current(current: dict[str, str | None]) -> list[tuple[str, str]]:
    """Give the fields of something that was changed meanwhile, ready to be read beside what was typed."""
    return [(name, value or words(Sentence("rien"))) for name, value in current.items()]


def people_views(network: Network, *, today: date) -> list[dict[str, Any]]:
    """Give the people of a network, by name. One query."""
    return [
        _mandate_view(person, mandates, today)
        for person, mandates in groupby(network_mandates(network), key=lambda mandate: mandate.person)
    ]


def person_view(network: Network, person: Person, reader: Person, *, today: date) -> dict[str, Any]:
    """Give one person of a network to whoever coordinates it. Three queries."""
    mandates = [mandate for mandate in network_mandates(network) if mandate.person_id == person.pk]
    return _mandate_view(person, mandates, today, may_manage=reader.has_perm(MAY_MANAGE, person))


def _mandate_view(
    person: Person, mandates: Iterable[Mandate], today: date, *, may_manage: bool = False
) -> dict[str, Any]:
    roles = tuple(
        {
            "mandate": mandate,
            "role": _(Mandate.Role(mandate.role).label),
            "place": _place(mandate.territory, mandate.network),
            "is_current": mandate.is_in_force_on(today),
            "may_end": mandate.valid_to is None or mandate.valid_to > today,
        }
        for mandate in mandates
    )
    return {"account": person, "may_manage": may_manage, "roles": roles}


def _place(territory: Territory | None, network: Network | None) -> str:
    """What a role is on, in the language of the page."""
    return territory.short_name if territory else words(network.name) if network else ""


def invitation_views(network: Network, *, now: datetime) -> list[dict[str, Any]]:
    """Give the invitations of a network that nobody has used yet, newest first. One query."""
    return [
        {
            "invitation": invitation,
            "role": _(Mandate.Role(invitation.role).label),
            "place": _place(invitation.territory, invitation.network),
            "sent_on": localtime(invitation.created_at).date(),
            "until": localtime(invitation.expires_at).date(),
            "is_expired": invitation.state(now) is InvitationState.EXPIRED,
        }
        for invitation in unused_invitations(network)
    ]
