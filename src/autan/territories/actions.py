"""The only writers of networks, members and mandates."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from autan.accounts.models import Person
from autan.errors import RuleError
from autan.evidence.core.sources import EvidenceRef
from autan.evidence.core.texts import Text
from autan.journal.actions import record_entry
from autan.territories.core.members import Certainty
from autan.territories.models import FormerIdentity, Mandate, Membership, Network, Territory
from autan.territories.register import find_epci


@transaction.atomic
def create_network(
    *, by: Person | None, slug: str, name: Text, description: Text = Text("", ""), is_invented: bool = False
) -> Network:
    """Make a network, or bring the one of the same slug up to date."""
    network, is_new = Network.objects.update_or_create(
        slug=slug,
        defaults={
            "name_fr": name.fr,
            "name_en": name.en,
            "description_fr": description.fr,
            "description_en": description.en,
            "is_invented": is_invented,
        },
    )
    words = "créé" if is_new else "mis à jour"
    _tell(by, "create_network", "network", slug, f"Réseau « {name.fr} » {words}")
    return network


@transaction.atomic
def follow_territory(*, by: Person | None, siren: str, short_name: str = "") -> Territory:
    """Start to follow an EPCI of the register, or bring its names up to date.

    Raises:
        UnknownTerritoryError: the register has none of this SIREN.
    """
    epci = find_epci(siren)
    defaults: dict[str, Any] = {"name": epci.name, "kind": epci.kind}
    if short_name:
        defaults["short_name"] = short_name
    territory, is_new = Territory.objects.update_or_create(
        siren=siren, defaults=defaults, create_defaults={**defaults, "short_name": short_name or epci.name}
    )
    if is_new:
        _tell(by, "follow_territory", "territory", siren, f"Territoire suivi : {epci.name}")
    return territory


@transaction.atomic
def admit_member(
    *,
    by: Person | None,
    network: Network,
    territory: Territory,
    certainty: Certainty,
    evidence: Sequence[EvidenceRef] = (),
    valid_from: date | None = None,
    valid_to: date | None = None,
    rank: int = 0,
    note: Text = Text("", ""),
) -> Membership:
    """Admit a territory to a network, or bring its open membership up to date.

    Raises:
        RuleError: a real network was given a member without evidence, or dates in the wrong order.
    """
    if not evidence and not network.is_invented:
        message = f"l’appartenance de {territory.name} doit citer au moins une source"
        raise RuleError(message)
    if valid_from and valid_to and valid_to < valid_from:
        message = f"l’appartenance de {territory.name} finit avant de commencer"
        raise RuleError(message)
    membership, is_new = Membership.objects.update_or_create(
        network=network,
        territory=territory,
        valid_to=valid_to,
        defaults={
            "certainty": certainty,
            "evidence": [[ref.kind, ref.key] for ref in evidence],
            "valid_from": valid_from,
            "rank": rank,
            "note_fr": note.fr,
            "note_en": note.en,
        },
    )
    if is_new:
        summary = f"{territory.name} : membre du réseau « {network.name_fr} »"
        _tell(by, "admit_member", "network", network.slug, summary)
    return membership


@transaction.atomic
def end_membership(*, by: Person | None, membership: Membership, on: date) -> Membership:
    """Close a membership; it stays in the history of the network.

    Raises:
        RuleError: it would end before it begins.
    """
    if membership.valid_from and on < membership.valid_from:
        message = "une appartenance ne peut pas finir avant de commencer"
        raise RuleError(message)
    membership.valid_to = on
    membership.save(update_fields=["valid_to"])
    summary = f"{membership.territory.name} a quitté le réseau « {membership.network.name_fr} » le {on.isoformat()}"
    _tell(by, "end_membership", "network", membership.network.slug, summary)
    return membership


@transaction.atomic
def record_identity(*, by: Person | None, territory: Territory, year: int, fields: Mapping[str, Any]) -> FormerIdentity:
    """Say what a territory was in an earlier year."""
    identity, is_new = FormerIdentity.objects.update_or_create(territory=territory, year=year, defaults=dict(fields))
    if is_new:
        summary = f"{territory.name} : identité de {year}, {identity.name_fr}"
        _tell(by, "record_identity", "territory", territory.siren, summary)
    return identity


@transaction.atomic
def give_mandate(
    *,
    by: Person | None,
    person: Person,
    role: Mandate.Role,
    network: Network | None = None,
    territory: Territory | None = None,
) -> Mandate:
    """Give a role to a person, on a network or on a territory.

    Raises:
        RuleError: not exactly one of network and territory, or `by` coordinates neither.
    """
    if (network is None) == (territory is None):
        message = "un rôle porte sur un réseau ou sur un territoire, pas sur les deux"
        raise RuleError(message)
    if by is not None and not _may_give(by, network, territory):
        message = "seule la coordination du réseau confie un rôle"
        raise RuleError(message)
    mandate, is_new = Mandate.objects.get_or_create(person=person, role=role, network=network, territory=territory)
    if is_new:
        summary = f"Rôle confié : {role.label}, {network or territory}"
        _tell(by, "give_mandate", "person", person.pk, summary)
    return mandate


def _may_give(by: Person, network: Network | None, territory: Territory | None) -> bool:
    if network is not None:
        return by.has_perm("territories.coordinate_network", network)
    coordinated = Mandate.objects.filter(person=by, role=Mandate.Role.COORDINATOR)
    return coordinated.filter(network__memberships__territory=territory).exists()


def _tell(by: Person | None, act: str, kind: str, object_id: object, summary: str) -> None:
    record_entry(by=by, act=act, room="territories", kind=kind, object_id=object_id, summary=summary)
