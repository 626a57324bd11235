"""Figures of a working group, and what is open in its network, that a meeting may put on its agenda."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from django.utils import timezone

from autan.cooperation.crossreading.core.contradictions import ReviewStatus
from autan.cooperation.crossreading.core.recommendations import ProposalStatus
from autan.cooperation.crossreading.queries.contradictions import reviewed_contradictions
from autan.cooperation.crossreading.queries.proposals import proposals_of
from autan.cooperation.working_group.core.bodies import AgendaKind, AgendaPoint
from autan.cooperation.working_group.core.figures import (
    DECISION_KIND,
    CountedCommitment,
    GroupAddress,
    GroupRecord,
    ObjectiveState,
    count_group,
)
from autan.cooperation.working_group.core.progress import ProgressState
from autan.cooperation.working_group.models import Decision, Meeting, Objective
from autan.cooperation.working_group.queries.decisions import follow, tasks_of
from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.sources import EvidenceRef, evidence_refs
from autan.evidence.figures.queries.registry import version_of_rooms
from autan.ground.texts.language import words
from autan.ground.wordings import Text
from autan.territories.networks.models import Network
from autan.territories.networks.queries.networks import network_members

_OPEN_PROPOSALS = {ProposalStatus.DISCUSSED, ProposalStatus.POSTPONED}


def open_candidates(network: Network, *, on: date) -> list[AgendaPoint]:
    """Return what is open on the day of a meeting: decisions to review or late, tasks, proposals, contradictions, ...

    Some queries, and those of the contradictions of the network.
    """
    decisions = list(_decisions(network, on))
    for task in tasks_of(network).filter(done_on__isnull=True, due_on__lte=on):
        title = f"{task.what} ({task.owner.shown_name})" if task.owner.body.is_public else task.what
        decisions.append(AgendaPoint(kind=AgendaKind.TASK, key=str(task.pk), title=title, due_on=task.due_on))
    for proposal in proposals_of(network):
        if proposal.status in _OPEN_PROPOSALS:
            decisions.append(AgendaPoint(kind=AgendaKind.PROPOSAL, key=proposal.slug, title=proposal.title))
    decisions += _contradictions(network)
    for objective in Objective.objects.filter(network=network, year=on.year, state=ObjectiveState.OPEN.value):
        decisions.append(AgendaPoint(kind=AgendaKind.OBJECTIVE, key=str(objective.pk), title=words(objective.text)))
    return decisions


def _decisions(network: Network, on: date) -> Iterator[AgendaPoint]:
    current = Decision.objects.filter(network=network, withdrawn_on__isnull=True)
    for followed in follow(list(current), today=on):
        decision, state = followed.decision, followed.progress.state
        title = f"{decision.number} : {decision.title}"
        if decision.review_on is not None and decision.review_on <= on:
            yield AgendaPoint(kind=AgendaKind.REVIEW, key=decision.slug, title=title, due_on=decision.review_on)
        elif state is ProgressState.LATE or (state.is_open and decision.due_on and decision.due_on <= on):
            yield AgendaPoint(kind=AgendaKind.LATE_DECISION, key=decision.slug, title=title, due_on=decision.due_on)


def _contradictions(network: Network) -> Iterator[AgendaPoint]:
    """Yield one matter for each kind of open contradiction: a meeting goes through a kind at once."""
    counts = Counter(
        reviewed_contradiction.found.kind
        for reviewed_contradiction in reviewed_contradictions(network)
        if reviewed_contradiction.status is ReviewStatus.OPEN
    )
    for kind, count in counts.items():
        label = kind.label
        text = Text(f"Contradictions : {label.fr.lower()}", f"Contradictions: {label.en.lower()}")
        yield AgendaPoint(kind=AgendaKind.CONTRADICTION, key=kind.value, title=f"{words(text)} ({count})")


def agenda_of(meeting: Meeting) -> list[AgendaPoint]:
    """Return the points of the agenda of a meeting, in order. One query."""
    return [item.as_core() for item in meeting.agenda.all()]


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
            CountedCommitment(
                year=followed.decision.decided_on.year,
                state=followed.progress.state,
                evidence=(EvidenceRef(kind=DECISION_KIND, key=followed.decision.slug),),
            )
            for followed in follow(decisions, today=timezone.localdate())
        ],
        objectives=[
            CountedCommitment(
                year=objective.year, state=ObjectiveState(objective.state), evidence=evidence_refs(objective.evidence)
            )
            for objective in Objective.objects.filter(network=network)
        ],
        is_invented=network.is_invented,
    )
