"""The only writers of networks, members and mandates."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from autan.accounts.models import Person
from autan.errors import RuleError
from autan.evidence.core.sources import EvidenceRef
from autan.evidence.core.texts import Text
from autan.journal.actions import record_entry
from autan.territories.core.contours import Contour
from autan.territories.core.members import Certainty, EpciKind, periods_meet
from autan.territories.core.siren import is_possible_siren
from autan.territories.models import FormerIdentity, Mandate, Membership, Network, Outline, Territory
from autan.territories.register import LATEST, UnknownTerritoryError, find_epci


@transaction.atomic
def create_network(
    *,
    by: Person | None,
    slug: str,
    name: Text,
    description: Text = Text("", ""),
    gaps: Sequence[Text] = (),
    is_invented: bool = False,
) -> Network:
    """Make a network, or bring the one of the same slug up to date; who makes a network coordinates it.

    Args:
        by: who acts; None for the product itself.
        slug: identifier of the network.
        name: its name.
        description: what it is.
        gaps: what is known not to be known of it, one sentence each.
        is_invented: True for a network made up to try the product.

    Raises:
        RuleError: `by` does not coordinate it, or coordinates no network when it is new.
    """
    _require(by, "coordinate_network", Network.objects.filter(slug=slug).first())
    network, is_new = Network.objects.update_or_create(
        slug=slug,
        defaults={
            "name_fr": name.fr,
            "name_en": name.en,
            "description_fr": description.fr,
            "description_en": description.en,
            "gaps": [[gap.fr, gap.en] for gap in gaps],
            "is_invented": is_invented,
        },
    )
    if is_new and by is not None:
        Mandate.objects.create(person=by, role=Mandate.Role.COORDINATOR, network=network)
    words = "créé" if is_new else "mis à jour"
    _tell(by, "create_network", "network", slug, f"Réseau « {name.fr} » {words}")
    return network


@transaction.atomic
def follow_territory(*, by: Person | None, siren: str, short_name: str = "") -> Territory:
    """Start to follow an EPCI of the register, or bring its names up to date.

    Raises:
        RuleError: `by` coordinates no network.
        UnknownTerritoryError: the register has none of this SIREN.
    """
    _require(by, "coordinate_network", None)
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
def invent_territory(
    *,
    by: Person | None,
    siren: str,
    name: str,
    short_name: str,
    kind: EpciKind,
    communes: int,
    population: int,
) -> Territory:
    """Make a territory that exists only to try the product, or bring it up to date.

    Args:
        by: who acts.
        siren: nine digits that no real body can have: their check digit is wrong.
        name: its whole name.
        short_name: name that fits on a map.
        kind: kind of body that it plays.
        communes: number of communes made up with it.
        population: inhabitants made up with it.

    Raises:
        RuleError: `by` coordinates no network, or the SIREN could be that of a real body.
    """
    _require(by, "coordinate_network", None)
    if is_possible_siren(siren):
        message = f"le SIREN {siren} pourrait être celui d’un organisme réel : donnez-lui une clé fausse"
        raise RuleError(message)
    fields: dict[str, Any] = {
        "name": name,
        "short_name": short_name,
        "kind": kind.value,
        "declared_communes": communes,
        "declared_population": population,
        "is_invented": True,
    }
    territory, is_new = Territory.objects.update_or_create(siren=siren, defaults=fields)
    if is_new:
        _tell(by, "invent_territory", "territory", siren, f"Territoire inventé, pour essayer : {name}")
    return territory


@transaction.atomic
def record_outlines(*, by: Person | None, contours: Sequence[Contour], credit: Text) -> int:
    """Keep the contours of territories that the product follows; return how many are new or changed.

    Args:
        by: who acts.
        contours: one a territory, by SIREN.
        credit: who drew them, and when; printed under each map.

    Raises:
        RuleError: `by` coordinates no network.
        UnknownTerritoryError: a contour is that of no territory that is followed; nothing is written.
    """
    _require(by, "coordinate_network", None)
    followed = Territory.objects.in_bulk([contour.code for contour in contours], field_name="siren")
    for contour in contours:
        if contour.code not in followed:
            raise UnknownTerritoryError(contour.code, LATEST)
    wanted = [_as_outline(followed[contour.code], contour, credit) for contour in contours]
    kept = {outline.territory_id: outline for outline in Outline.objects.filter(territory__in=followed.values())}
    changed = [outline for outline in wanted if not _says_the_same(kept.get(outline.territory_id), outline)]
    Outline.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["territory"],
        update_fields=["polygons", "stamp", "credit_fr", "credit_en"],
    )
    if changed:
        sirens = ", ".join(outline.territory.siren for outline in changed)
        _tell(by, "record_outlines", "territory", sirens[:60], f"Contours enregistrés : {len(changed)}")
    return len(changed)


def _as_outline(territory: Territory, contour: Contour, credit: Text) -> Outline:
    polygons = [[[list(point) for point in ring] for ring in polygon] for polygon in contour.polygons]
    stamp = hashlib.sha256(repr(polygons).encode()).hexdigest()[:16]
    return Outline(territory=territory, polygons=polygons, stamp=stamp, credit_fr=credit.fr, credit_en=credit.en)


def _says_the_same(kept: Outline | None, other: Outline) -> bool:
    if kept is None:
        return False
    return (kept.stamp, kept.credit_fr, kept.credit_en) == (other.stamp, other.credit_fr, other.credit_en)


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
    rank: int | None = None,
    note: Text | None = None,
) -> Membership:
    """Admit a territory to a network, or bring up to date its membership that shares a day with this period.

    Args:
        by: who acts.
        network: where it comes in.
        territory: who comes in.
        certainty: how surely.
        evidence: what this rests on; only an invented network may go without.
        valid_from: first day, or None when no source gives it.
        valid_to: last day, or None when it is not over or not known.
        rank: place in the order of the network; None keeps the place it has, or puts it last.
        note: why, for a reader; None keeps the note it has.

    Raises:
        RuleError: `by` does not coordinate the network, evidence is missing, the territory is invented and the network
            is not, the dates are in the wrong order, or the period covers several memberships of the territory.
    """
    _require(by, "coordinate_network", network)
    if not evidence and not network.is_invented:
        message = f"l’appartenance de {territory.name} doit citer au moins une source"
        raise RuleError(message)
    if territory.is_invented and not network.is_invented:
        message = f"{territory.name} est inventé : il n’entre que dans un réseau inventé"
        raise RuleError(message)
    if valid_from and valid_to and valid_to < valid_from:
        message = f"l’appartenance de {territory.name} finit avant de commencer"
        raise RuleError(message)
    held = _held_membership(network, territory, (valid_from, valid_to))
    membership = held or Membership(network=network, territory=territory, rank=_next_rank(network))
    membership.certainty = certainty
    membership.evidence = [[ref.kind, ref.key] for ref in evidence]
    membership.valid_from, membership.valid_to = valid_from, valid_to
    if rank is not None:
        membership.rank = rank
    if note is not None:
        membership.note_fr, membership.note_en = note.fr, note.en
    membership.save()
    words = "appartenance mise à jour" if held else "membre"
    _tell(by, "admit_member", "network", network.slug, f"{territory.name} : {words}, réseau « {network.name_fr} »")
    return membership


def _held_membership(
    network: Network, territory: Territory, period: tuple[date | None, date | None]
) -> Membership | None:
    found = Membership.objects.filter(network=network, territory=territory)
    meeting = [held for held in found if periods_meet((held.valid_from, held.valid_to), period)]
    if len(meeting) > 1:
        message = f"cette période couvre plusieurs appartenances de {territory.name} au réseau"
        raise RuleError(message)
    return meeting[0] if meeting else None


def _next_rank(network: Network) -> int:
    last: int | None = network.memberships.aggregate(last=Max("rank"))["last"]
    return 1 if last is None else last + 1


@transaction.atomic
def end_membership(*, by: Person | None, membership: Membership, on: date) -> Membership:
    """Close a membership; it stays in the history of the network.

    Raises:
        RuleError: `by` does not coordinate the network, or the membership would end before it begins.
    """
    _require(by, "coordinate_network", membership.network)
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
    """Say what a territory was in an earlier year.

    Raises:
        RuleError: `by` neither leads the territory nor coordinates a network it is in.
    """
    _require(by, "lead_territory", territory)
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
    _require(by, "coordinate_territory" if territory else "coordinate_network", territory or network)
    mandate, is_new = Mandate.objects.get_or_create(
        person=person, role=role, network=network, territory=territory, valid_to=None
    )
    if is_new:
        summary = f"Rôle confié : {role.label}, {network or territory}"
        _tell(by, "give_mandate", "person", person.pk, summary)
    return mandate


def _require(by: Person | None, permission: str, thing: Network | Territory | None) -> None:
    """Refuse a person without the permission; the product itself has them all."""
    if by is not None and not by.has_perm(f"territories.{permission}", thing):
        message = "vos rôles ne permettent pas cet acte ; demandez à la coordination du réseau"
        raise RuleError(message)


def _tell(by: Person | None, act: str, kind: str, object_id: object, summary: str) -> None:
    record_entry(by=by, act=act, room="territories", kind=kind, object_id=object_id, summary=summary)
