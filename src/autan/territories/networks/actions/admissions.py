"""Many members admitted in one act, and one that no longer exists replaced by its successors."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.errors import RuleError
from autan.people.accounts.models import Person
from autan.people.journal.actions import Act, acting
from autan.people.journal.core import ObjectRef
from autan.territories.networks.actions.memberships import admit_member, end_membership
from autan.territories.networks.actions.territories import follow_territory
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.models import Membership, Network
from autan.territories.networks.queries.networks import network_members
from autan.territories.perimeters.core.time_zones import MAINLAND, TIME_ZONES, time_zone_of
from autan.territories.perimeters.lake.france import main_departments
from autan.territories.perimeters.lake.successors import find_former_epci

_COORDINATE = "territories.coordinate_network"


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
