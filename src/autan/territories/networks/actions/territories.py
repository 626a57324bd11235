"""The only writer of territories and of what they were."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.errors import RuleError
from autan.people.accounts.models import Person
from autan.people.journal.actions import Act, acting
from autan.people.journal.core import ObjectRef, list_changes
from autan.territories.networks.actions.memberships import admit_member, end_membership
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.models import FormerIdentity, Membership, Network, Territory
from autan.territories.networks.queries.networks import journal_network, network_members
from autan.territories.perimeters.core.bodies import EpciKind, is_possible_siren, short_name_of
from autan.territories.perimeters.core.departments import MAINLAND, TIME_ZONES, time_zone_of
from autan.territories.perimeters.lake.france import main_departments
from autan.territories.perimeters.lake.register import find_epci
from autan.territories.perimeters.lake.successors import find_former_epci

_COORDINATE = "territories.coordinate_network"
_READ = {
    "name": "nom",
    "short_name": "nom court",
    "kind": "nature",
    "declared_communes": "communes",
    "declared_population": "population",
}
_IDENTITY_READ = {
    "name_fr": "nom",
    "short_name": "nom court",
    "kind_fr": "nature",
    "siren": "SIREN",
    "established_fr": "établi",
    "unknown_fr": "non établi",
}


def follow_territory(*, by: Person | None, siren: str, short_name: str = "") -> Territory:
    """Start to follow an EPCI of the register, or bring its names up to date."""
    epci = find_epci(siren)
    territory = Territory.objects.filter(siren=siren).first()
    names = {"short_name": short_name or short_name_of(epci.name)} if short_name or territory is None else {}
    fields = {"name": epci.name, "kind": epci.kind, **names}
    return _save(by, "follow_territory", territory or Territory(siren=siren), fields, f"Territoire suivi : {epci.name}")


def invent_territory(
    *, by: Person | None, siren: str, name: str, short_name: str, kind: EpciKind, communes: int, population: int
) -> Territory:
    """Make a territory that exists only to try the product, or bring it up to date."""
    if is_possible_siren(siren):
        message = "le SIREN {siren} pourrait être celui d’un organisme réel\u00a0: donnez-lui une clé fausse"
        raise RuleError(message, siren=siren)
    fields = {
        "name": name,
        "short_name": short_name,
        "kind": kind.value,
        "declared_communes": communes,
        "declared_population": population,
        "is_invented": True,
    }
    territory = Territory.objects.filter(siren=siren).first()
    summary = f"Territoire inventé, pour essayer : {name}"
    return _save(by, "invent_territory", territory or Territory(siren=siren), fields, summary)


def _save(by: Person | None, act_name: str, territory: Territory, fields: Mapping[str, Any], summary: str) -> Territory:
    """Write a territory and its line in the journal: none when nothing changes."""
    with acting(by=by, act=act_name, permission=_COORDINATE) as act:
        is_new = territory.pk is None
        before = _as_read(territory, _READ)
        for name, value in fields.items():
            setattr(territory, name, value)
        changes = list_changes(before, _as_read(territory, _READ))
        if is_new or changes:
            territory.save()
            act.record(
                ObjectRef("territories", "territory", territory.siren),
                summary=summary if is_new else f"Territoire mis à jour : {territory.name}",
                network="" if is_new else journal_network(territory),
                changes=() if is_new else changes,
            )
    return territory


def record_identity(*, by: Person | None, territory: Territory, year: int, fields: Mapping[str, Any]) -> FormerIdentity:
    """Say what a territory was in an earlier year."""
    with acting(by=by, act="record_identity", permission="territories.lead_territory", on=territory) as act:
        former_identity = FormerIdentity.objects.filter(territory=territory, year=year).first()
        before = _as_read(former_identity, _IDENTITY_READ) if former_identity else {}
        identity, is_new = FormerIdentity.objects.update_or_create(
            territory=territory, year=year, defaults=dict(fields)
        )
        changes = list_changes(before, _as_read(identity, _IDENTITY_READ))
        if is_new or changes:
            act.record(
                ObjectRef("territories", "territory", territory.siren),
                summary=f"{territory.name} : identité de {year}, {identity.name_fr}",
                network=journal_network(territory),
                changes=() if is_new else changes,
            )
    return identity


def _as_read(record: Territory | FormerIdentity, names: Mapping[str, str]) -> dict[str, Any]:
    """What a reader of the journal compares; empty texts and absent numbers are None."""
    return {words: getattr(record, name) or None for name, words in names.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """What came of admitting several territories.

    Attributes:
        admitted: new memberships, in the order asked.
        current: memberships that stood already, left as they are.
    """

    admitted: tuple[Membership, ...]
    current: tuple[Membership, ...]


def admit_members(
    *,
    by: Person | None,
    network: Network,
    sirens: Sequence[str],
    certainty: Certainty,
    evidence: Sequence[EvidenceRef],
    valid_from: date | None = None,
) -> Admission:
    """Admit several EPCI of the register on the same source: all of them, or none.

    Raises RuleError: evidence is missing.
    """
    with acting(by=by, act="admit_members", permission=_COORDINATE, on=network) as act:
        open_ones = Membership.objects.filter(network=network, territory__siren__in=sirens, valid_to__isnull=True)
        current = {membership.territory.siren: membership for membership in open_ones.select_related("territory")}
        admitted = [
            admit_member(
                by=by,
                network=network,
                territory=follow_territory(by=by, siren=siren),
                certainty=certainty,
                evidence=evidence,
                valid_from=valid_from,
            )
            for siren in dict.fromkeys(sirens)
            if siren not in current
        ]
        _keep_time(act, network)
    return Admission(admitted=tuple(admitted), current=tuple(current.values()))


def _keep_time(act: Act, network: Network) -> None:
    """Put a network whose members are all of one place overseas on the time of that place, once. Two queries."""
    departments = main_departments()
    members = () if network.time_zone else network_members(network.slug)
    zones = {time_zone_of(departments.get(member.siren, "")) for member in members}
    if len(zones) == 1 and zones != {MAINLAND}:
        network.time_zone = zones.pop()
        network.save(update_fields=["time_zone"])
        ref, zone_name = ObjectRef("territories", "network", network.slug), TIME_ZONES[network.time_zone].fr
        act.record(ref, summary=f"Heure du réseau : {zone_name}", network=network.slug)


def replace_member(
    *,
    by: Person | None,
    membership: Membership,
    sirens: Sequence[str],
    on: date,
    evidence: Sequence[EvidenceRef],
    seen: str = "",
) -> Admission:
    """End the membership of an EPCI that no longer exists, and admit those that hold its communes from the next day.

    Raises:
        RuleError: the EPCI still exists, or one of the others does not hold any of its communes.
        ChangedSinceError: the membership is no longer what the person saw.
    """
    with acting(by=by, act="replace_member", permission=_COORDINATE, on=membership.network):
        former = find_former_epci(membership.territory.siren)
        known = {successor.epci.siren for successor in former.successors} if former else set()
        if not sirens or not known.issuperset(sirens):
            raise RuleError("choisissez parmi les intercommunalités qui ont pris la suite")
        end_membership(by=by, membership=membership, on=on, evidence=evidence, seen=seen)
        return admit_members(
            by=by,
            network=membership.network,
            sirens=sirens,
            certainty=Certainty(membership.certainty),
            evidence=evidence,
            valid_from=on + timedelta(days=1),
        )
