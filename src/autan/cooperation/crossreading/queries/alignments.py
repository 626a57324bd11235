"""What is read to put the passages of one plan on the frame: suggestions, decisions, second readings."""

from collections.abc import Sequence
from dataclasses import dataclass

from autan.cooperation.crossreading.core.alignments import AlignmentSuggestion, DecidedPassage, DecisionState, suggest
from autan.cooperation.crossreading.core.passages import Passage, PassageKind
from autan.cooperation.crossreading.models import Alignment, SecondReading
from autan.cooperation.crossreading.queries.readings import NetworkReading, network_reading
from autan.ground.errors import UnknownError, known
from autan.people.accounts.models import Person
from autan.plans.action_search.queries.indexes import SHEET, SimilarityQuery, sheets_index
from autan.territories.networks.models import Network

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
    texts = {passage.key: passage.text for passage in reading.held.passages}
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
    passage = next((passage for passage in network_reading(network).held.passages if passage.key == key), None)
    return known(passage, "ce passage n’est plus dans aucun plan publié du réseau")


def last_second_reading(network: Network) -> SecondReading | None:
    """Return the last draw of a network, with what was given. Two queries."""
    return SecondReading.objects.filter(network=network).prefetch_related("given").first()


def left_to_read(reading: NetworkReading, draw: SecondReading, person: Person) -> list[Passage]:
    """Return what a person may still read blind of a draw: not read twice yet, nor first by her. One query.

    What a plan no longer holds, or no longer says, is left out.
    """
    done = {alignment.passage for alignment in draw.given.all()}
    own = set(
        Alignment.objects.filter(network=reading.network, by=person, passage__in=draw.passages).values_list(
            "passage", flat=True
        )
    )
    by_key = {passage.key: passage for passage in reading.held.passages}
    return [
        by_key[key]
        for key in draw.passages
        if key in by_key
        and key not in done | own
        and key in reading.decisions
        and reading.decisions[key].fingerprint == by_key[key].fingerprint
    ]
