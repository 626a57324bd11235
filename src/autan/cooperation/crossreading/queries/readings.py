"""A network as its plans were read on the frame: members, passages, decisions, and how far two people agree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from autan.cooperation.crossreading.core.alignments import AlignmentDecision, MemberReading, read_members, withdrawn
from autan.cooperation.crossreading.core.double_reading import (
    AgreementNote,
    ReadingAgreement,
    agreement_note,
    measure_agreement,
)
from autan.cooperation.crossreading.core.frame import CommonFrame, FrameDomain, FrameTheme, extend_frame
from autan.cooperation.crossreading.core.orientations import shared_figure
from autan.cooperation.crossreading.importers import shipped_frame
from autan.cooperation.crossreading.models import DECISION_COLUMNS, Alignment, BlindAlignment, FrameVersion, decision_of
from autan.cooperation.crossreading.queries.passages import NetworkPassages, network_passages
from autan.evidence.figures.core.figures import Figure
from autan.ground.extension_points import DataSubject
from autan.ground.request_cache import cached_in_request
from autan.ground.wordings import Text
from autan.people.journal.queries import export_acts, last_mark
from autan.territories.networks.models import Network
from autan.territories.networks.queries.networks import get_network


def frame_of(network: Network) -> CommonFrame:
    """Return the frame in force for a network: the one that ships, with what it added to it. One query."""
    frame = shipped_frame()
    for frame_version in frame_versions(network):
        frame = extend_frame(
            frame,
            version=frame_version.version,
            since=frame_version.since,
            domains=[
                FrameDomain(code=domain["code"], short=domain["short"], label=Text(domain["fr"], domain["en"]))
                for domain in frame_version.domains
            ],
            themes=[
                FrameTheme(code=theme["code"], label=Text(theme["fr"], theme["en"])) for theme in frame_version.themes
            ],
        )
    return frame


def frame_versions(network: Network) -> list[FrameVersion]:
    """Return what a network added to the frame, oldest first. One query."""
    return list(FrameVersion.objects.filter(network=network))


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkReading:
    """A network read across. `agreement` is how far two people agree; None when nothing was read twice."""

    network: Network
    frame: CommonFrame
    held: NetworkPassages
    decisions: Mapping[str, AlignmentDecision]
    members: tuple[MemberReading, ...]
    agreement: ReadingAgreement | None

    @property
    def note(self) -> AgreementNote:
        """Return the note on agreement that is printed beside every count."""
        return agreement_note(self.agreement)

    @property
    def withdrawn(self) -> tuple[str, ...]:
        """Passages that were aligned, and that no plan of today holds any more."""
        return withdrawn(self.decisions, self.held.passages)

    def shared(self, domain: str, theme: str = "") -> Figure:
        """Return how many members carry a domain, or a cell."""
        return shared_figure(
            self.network.slug,
            self.members,
            self.frame,
            domain=domain,
            theme=theme,
            agreement=self.note,
            names=self.held.names,
        )


def readings_in(slug: str) -> QuerySet[Alignment]:
    """Return the passages ever read in a network, not read yet."""
    return Alignment.objects.filter(network__slug=slug)


_READ_IN = ("crossreading", "plans", "projects", "territories", "accounts")
"""Rooms whose acts change a reading; that of accounts takes names out."""


@cached_in_request
def network_reading(slug: str) -> NetworkReading:
    """Return a network read across, read again when something in it has changed. One query, or fifteen.

    Raises:
        UnknownNetworkError: there is no such network.
    """
    return read_network(slug, last_mark(*_READ_IN))


@lru_cache(maxsize=4)
def read_network(slug: str, _mark: object) -> NetworkReading:
    """Return the same, kept for as long as the mark given is the last. Fourteen queries, or none."""
    network = get_network(slug)
    frame, corpus = frame_of(network), network_passages(slug)
    rows = Alignment.objects.filter(network=network).order_by().values_list(*DECISION_COLUMNS)
    decisions = {row[0]: decision_of(row) for row in rows}
    return NetworkReading(
        network=network,
        frame=frame,
        held=corpus,
        decisions=decisions,
        members=read_members(corpus.plans, corpus.passages, decisions, frame, corpus.stated_whole),
        agreement=_agreement(network, decisions, frame),
    )


def _agreement(
    network: Network, decisions: Mapping[str, AlignmentDecision], frame: CommonFrame
) -> ReadingAgreement | None:
    """Agreement over the passages that a second person read as the first did: those whose text is the same."""
    # in the order of reading: of a passage drawn twice, the last reading counts
    second = {
        blind_alignment.passage: frozenset(blind_alignment.domains)
        for blind_alignment in BlindAlignment.objects.filter(reading__network=network).order_by("id")
        if blind_alignment.passage in decisions
        and decisions[blind_alignment.passage].fingerprint == blind_alignment.fingerprint
    }
    first = {key: frozenset(decisions[key].domains) for key in second}
    return measure_agreement(first, second, frame)


def export_written(subject: DataSubject) -> Sequence[Mapping[str, Any]]:
    """Return what somebody did in the room, by the account: a name alone may be another's. One query."""
    return export_acts(subject.person, "crossreading")
