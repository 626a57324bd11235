"""Decisions and objectives counted: how many were taken, how many carried out; the addresses of these figures."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from autan.cooperation.working_group.core.progress import ProgressState
from autan.evidence.figures.core.addresses import RoomAddress
from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import state_of_count
from autan.evidence.figures.core.units import get_unit
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Sentence

SOURCE = "group"
DECISION_KIND, BODY_KIND = "decision", "body"
"""Kind of the evidence that a decision is."""
FIGURES = ("decisions", "carried_out", "late", "objectives_reached")


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupAddress(RoomAddress):
    """Address of a figure: `group.essai.carried_out`, or of one year `group.essai.carried_out.2026`.

    `what` is one of `FIGURES`.
    """

    source: ClassVar[str] = SOURCE
    network: str
    what: str
    year: int | None = None

    @property
    def is_understood(self) -> bool:
        """True for what is counted here."""
        return self.what in FIGURES


_DECISIONS, _OBJECTIVES = Sentence("décisions"), Sentence("objectifs")
_COUNTED = Method(
    name="count_decisions",
    formula=Sentence(
        "décisions publiées et non retirées ; l’avancement est lu dans la fiche-action ou l’indicateur rattaché"
    ),
)
_MADE_UP = Sentence("Décisions inventées, pour essayer.")


class ObjectiveState(Labelled):
    """Where an annual objective stands."""

    OPEN = "open", "ouvert", "open"
    REACHED = "reached", "atteint", "reached"
    DROPPED = "dropped", "abandonné", "dropped"


_LABELS = {
    "decisions": Sentence("Décisions prises"),
    "carried_out": Sentence("Décisions appliquées"),
    "late": Sentence("Décisions en retard"),
    "objectives_reached": Sentence("Objectifs atteints"),
}
_COUNTED_STATES: Mapping[str, Collection[ProgressState | ObjectiveState]] = {
    "decisions": tuple(ProgressState),
    "carried_out": [state for state in ProgressState if state.is_done],
    "late": [ProgressState.LATE],
    "objectives_reached": [ObjectiveState.REACHED],
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedCommitment:
    """What counts read of a published decision that stands, or of an objective: year, state, what states it."""

    year: int
    state: ProgressState | ObjectiveState
    evidence: tuple[EvidenceRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRecord:
    """What a working group did, as counts read it."""

    sirens: tuple[str, ...]
    decisions: Sequence[CountedCommitment]
    objectives: Sequence[CountedCommitment] = ()
    is_invented: bool = False


def count_group(group_address: GroupAddress, record: GroupRecord) -> Figure:
    """Count the decisions or objectives that an address asks for.

    Returns a Figure in units: missing when nothing is recorded; a lower bound when the progress of some is not known.
    """
    of_objectives = group_address.what == "objectives_reached"
    commitments = [
        commitment
        for commitment in (record.objectives if of_objectives else record.decisions)
        if group_address.year in {None, commitment.year}
    ]
    undecided = {ObjectiveState.OPEN, ProgressState.UNKNOWN} if group_address.what != "decisions" else set()
    known = [commitment for commitment in commitments if commitment.state not in undecided]
    return Figure(
        id=str(group_address),
        label=_LABELS[group_address.what],
        value=sum(commitment.state in _COUNTED_STATES[group_address.what] for commitment in known) if known else None,
        unit=get_unit("count"),
        period=Period.year(group_address.year) if group_address.year else Period.undated(),
        territories=record.sirens,
        known=len(known),
        # nothing recorded is one thing unknown, never 0 out of 0
        total=max(len(commitments), 1),
        part=_OBJECTIVES if of_objectives else _DECISIONS,
        state=state_of_count(len(known), len(commitments)),
        boundary=f"group_{group_address.what}",
        method=_COUNTED,
        evidence=tuple(dict.fromkeys(ref for commitment in known or commitments for ref in commitment.evidence)),
        note=_MADE_UP if record.is_invented else None,
    )
