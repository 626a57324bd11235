"""Finds the figures of a working group, and tells when they may have changed."""

from collections.abc import Sequence

from django.utils import timezone

from autan.cooperation.working_group.core.figures import (
    CountedDecision,
    CountedObjective,
    GroupAddress,
    GroupRecord,
    ObjectiveState,
    count_group,
)
from autan.cooperation.working_group.models import Decision, Objective
from autan.cooperation.working_group.queries.decisions import follow
from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.queries.registry import version_of_rooms
from autan.territories.networks.models import Network
from autan.territories.networks.queries.networks import network_members

_rooms_version = version_of_rooms("working_group", "projects", "plans", "indicators", "observatory", "territories")


def group_version(addresses: Sequence[FigureAddress]) -> str:
    """Return a text that changes whenever a decision, what it is linked to or the day does. One query."""
    return f"{_rooms_version(addresses)}/{timezone.localdate()}"


def find_group_figure(address: FigureAddress) -> Figure | None:
    """Compute the figure at an address; None when there is none."""
    group_address = GroupAddress.parse(address)
    network = Network.objects.filter(slug=group_address.network).first() if group_address else None
    return count_group(group_address, record_of(network)) if group_address and network else None


def group_figures(network: Network, *names: str, year: int | None = None) -> list[Figure]:
    """Return several figures of a network, of decisions read once."""
    record = record_of(network)
    return [count_group(GroupAddress(network=network.slug, what=name, year=year), record) for name in names]


def record_of(network: Network) -> GroupRecord:
    """Return what counts read of a network: published decisions that stand, objectives, members."""
    decisions = list(Decision.objects.filter(network=network, is_public=True, withdrawn_on__isnull=True))
    return GroupRecord(
        sirens=tuple(member.siren for member in network_members(network.slug)),
        decisions=[
            CountedDecision(
                slug=followed.decision.slug, year=followed.decision.decided_on.year, state=followed.progress.state
            )
            for followed in follow(decisions, today=timezone.localdate())
        ],
        objectives=[
            CountedObjective(
                year=objective.year, state=ObjectiveState(objective.state), evidence=objective.evidence_refs
            )
            for objective in Objective.objects.filter(network=network)
        ],
        is_invented=network.is_invented,
    )
