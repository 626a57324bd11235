"""A network as its plans were read on the frame, and what is read to put the passages of one plan on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import F, QuerySet

from autan.cooperation.crossreading.core.alignments import (
    AlignmentDecision,
    AlignmentSuggestion,
    DecidedPassage,
    DecisionState,
    read_members,
    suggest,
    withdrawn,
)
from autan.cooperation.crossreading.core.frame import CommonFrame, FrameDomain, FrameTheme, extend_frame
from autan.cooperation.crossreading.core.orientations import FrameReading
from autan.cooperation.crossreading.core.passages import (
    Passage,
    PassageKind,
    ReadingAgreement,
    agreement_note,
    measure_agreement,
)
from autan.cooperation.crossreading.importers import labelled_fields, shipped_frame
from autan.cooperation.crossreading.models import Alignment, BlindAlignment, FrameVersion, SecondReading
from autan.cooperation.crossreading.queries.passages import NetworkPassages, network_passages
from autan.ground.errors import UnknownError, known
from autan.ground.extension_points import DataSubject
from autan.ground.heavy_work import enter_lane_for
from autan.ground.request_cache import cached_in_request
from autan.people.accounts.models import Person
from autan.people.journal.queries import export_acts, last_mark
from autan.plans.action_search.queries.indexes import SHEET, SimilarityQuery, sheets_index
from autan.territories.networks.models import Network
from autan.territories.networks.queries.networks import get_network, network_members


def frame_of(network: Network) -> CommonFrame:
    """Return the frame in force for a network: the one that ships, with what it added to it. One query."""
    frame = shipped_frame()
    for frame_version in frame_versions(network):
        frame = extend_frame(
            frame,
            version=frame_version.version,
            since=frame_version.since,
            domains=[FrameDomain(**labelled_fields(domain)) for domain in frame_version.domains],
            themes=[FrameTheme(**labelled_fields(theme)) for theme in frame_version.themes],
        )
    return frame


def frame_versions(network: Network) -> list[FrameVersion]:
    """Return what a network added to the frame, oldest first. One query."""
    return list(FrameVersion.objects.filter(network=network))


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkReading(FrameReading):
    """A network read across. `agreement` is how far two people agree; None when nothing was read twice."""

    network: Network
    corpus: NetworkPassages
    decisions: Mapping[str, AlignmentDecision]
    agreement: ReadingAgreement | None

    @property
    def withdrawn(self) -> tuple[str, ...]:
        """Passages that were aligned, and that no plan of today holds any more."""
        return withdrawn(self.decisions, self.corpus.passages)


def readings_in(slug: str) -> QuerySet[Alignment]:
    """Return the passages ever read in a network, not read yet."""
    return Alignment.objects.filter(network__slug=slug)


_READ_IN = ("crossreading", "plans", "projects", "territories", "accounts")
"""Rooms whose acts change a reading; that of accounts takes names out."""


@cached_in_request
def network_reading(slug: str) -> NetworkReading:
    """Return a network read across, read again when something in it has changed. One query, or fifteen."""
    return read_network(slug, last_mark(*_READ_IN))


@lru_cache(maxsize=4)
def read_network(slug: str, _mark: object) -> NetworkReading:
    """Return the same, kept for as long as the mark given is the last. Fourteen queries, or none."""
    network = get_network(slug)
    enter_lane_for(len(network_members(slug)))
    frame, corpus = frame_of(network), network_passages(slug)
    rows = Alignment.objects.filter(network=network).order_by()
    columns = ("passage", "domains", "theme", "is_accepted", "fingerprint", "frame_version")
    decisions = {
        row["passage"]: AlignmentDecision(**row | {"domains": tuple(row["domains"]), "by_name": row["by_name"] or ""})
        for row in rows.values(*columns, by_name=F("by__name"))
    }
    agreement = _agreement(network, decisions, frame)
    return NetworkReading(
        slug=slug,
        network=network,
        frame=frame,
        members=read_members(corpus.plans, corpus.passages, decisions, frame, corpus.stated_whole),
        names=corpus.names,
        note=agreement_note(agreement),
        corpus=corpus,
        decisions=decisions,
        agreement=agreement,
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


_NEAREST = 12
_ACTION = "action:"


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageToRead:
    """A passage, where it stands, and where it could go.

    `suggestion` is where it could go; None when nothing tells, or when a decision stands.
    """

    read: DecidedPassage
    suggestion: AlignmentSuggestion | None
    record: Alignment | None


def passages_to_read(reading: NetworkReading, plan: str) -> list[PassageToRead]:
    """Return the passages of a plan with suggestions for those that wait. Two queries, those of the index."""
    decided_passages: dict[str, DecidedPassage] = {}
    for member in reading.members:
        decided_passages |= {decided.passage.key: decided for decided in member.read if decided.passage.plan == plan}
    if not decided_passages:
        message = "aucun plan «\u202f{plan}\u202f» à lire dans ce réseau"
        raise UnknownError(message, plan=plan)
    records = {
        alignment.passage: alignment for alignment in Alignment.objects.filter(network=reading.network, plan=plan)
    }
    waiting = [
        decided_passage.passage
        for decided_passage in decided_passages.values()
        if decided_passage.state is not DecisionState.STANDS
    ]
    suggested = dict(zip([passage.key for passage in waiting], suggestions_for(reading, waiting), strict=True))
    return [
        PassageToRead(read=decided_passage, suggestion=suggested.get(key), record=records.get(key))
        for key, decided_passage in decided_passages.items()
    ]


def suggestions_for(reading: NetworkReading, passages: Sequence[Passage]) -> list[AlignmentSuggestion | None]:
    """Return where passages could go, in order: by their target, what resembles them, or their words."""
    texts = {passage.key: passage.text for passage in reading.corpus.passages}
    has_aligned = any(decision.is_accepted for decision in reading.decisions.values())
    index = sheets_index() if has_aligned else None
    suggestions = []
    for passage in passages:
        near: list[tuple[str, float]] = []
        if index is not None and passage.kind is not PassageKind.TARGET:
            ranked = index.nearest(SimilarityQuery.of(passage.text), most=_NEAREST)
            near = [(key.replace(SHEET, _ACTION, 1), score) for key, score in ranked]
        suggestions.append(suggest(passage, reading.frame, near=near, decisions=reading.decisions, texts=texts))
    return suggestions


def find_passage(network: str, key: str) -> Passage:
    """Return a passage of the plans of a network."""
    passage = next((passage for passage in network_reading(network).corpus.passages if passage.key == key), None)
    return known(passage, "ce passage n’est plus dans aucun plan publié du réseau")


def last_second_reading(network: Network) -> SecondReading | None:
    """Return the last draw of a network, with what was given. Two queries."""
    return SecondReading.objects.filter(network=network).prefetch_related("given").first()


def left_to_read(reading: NetworkReading, draw: SecondReading, person: Person) -> list[Passage]:
    """Return what a person may still read blind of a draw: not read twice yet, nor first by her. One query.

    What a plan no longer holds, or no longer says, is left out.
    """
    aligned = {alignment.passage for alignment in draw.given.all()}
    own = set(
        Alignment.objects.filter(network=reading.network, by=person, passage__in=draw.passages).values_list(
            "passage", flat=True
        )
    )
    by_key = {passage.key: passage for passage in reading.corpus.passages}
    return [
        by_key[key]
        for key in draw.passages
        if key in by_key
        and key not in aligned | own
        and key in reading.decisions
        and reading.decisions[key].fingerprint == by_key[key].fingerprint
    ]
