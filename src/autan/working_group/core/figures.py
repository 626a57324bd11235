"""Counts of decisions and objectives as figures: how many were taken, how many were carried out, of how many."""

from collections.abc import Sequence
from dataclasses import dataclass

from autan.evidence.core.figures import Figure, Method
from autan.evidence.core.labelled import Labelled
from autan.evidence.core.periods import Period
from autan.evidence.core.sources import EvidenceRef
from autan.evidence.core.states import state_of_count
from autan.evidence.core.texts import Text
from autan.evidence.core.units import get_unit
from autan.working_group.core.addresses import DECISION_KIND, GroupAddress
from autan.working_group.core.progress import ProgressState

_DECISIONS, _OBJECTIVES = Text("décisions", "decisions"), Text("objectifs", "objectives")
_COUNTED = Method(
    name="count_decisions",
    formula=Text(
        "décisions publiées et non retirées ; l’avancement est lu dans la fiche-action ou l’indicateur rattaché",
        "published decisions that were not withdrawn; progress is read in the linked action sheet or indicator",
    ),
)
_MADE_UP = Text("Décisions inventées, pour essayer.", "Invented decisions, for trying.")


class ObjectiveState(Labelled):
    """Where an annual objective stands."""

    OPEN = "open", "ouvert", "open"
    REACHED = "reached", "atteint", "reached"
    DROPPED = "dropped", "abandonné", "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedDecision:
    """What counts read of a published decision that stands.

    Attributes:
        slug: its identifier.
        year: year in which it was taken.
        state: what became of it.
    """

    slug: str
    year: int
    state: ProgressState


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedObjective:
    """What counts read of an objective: its year, where it stands, what it rests on."""

    year: int
    state: ObjectiveState
    evidence: tuple[EvidenceRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRecord:
    """What a working group did, as counts read it.

    Attributes:
        sirens: members of the network.
        decisions: published decisions that stand.
        objectives: annual objectives.
        is_invented: True when the network exists only to try the product.
    """

    sirens: tuple[str, ...]
    decisions: Sequence[CountedDecision]
    objectives: Sequence[CountedObjective] = ()
    is_invented: bool = False


def count_group(asked: GroupAddress, record: GroupRecord) -> Figure:
    """Count the decisions or objectives that an address asks for.

    Returns:
        A Figure in units: missing when nothing is recorded; a lower bound when the progress of some is not known.
    """
    if asked.what == "objectives_reached":
        return _count_objectives(asked, record)
    held = [each for each in record.decisions if asked.year in {None, each.year}]
    if asked.what == "decisions":
        return _figure(asked, record, value=len(held), known=len(held), counted=held, held=held)
    known = [each for each in held if each.state is not ProgressState.UNKNOWN]
    counted = [each for each in known if _counts(asked, each)]
    return _figure(asked, record, value=len(counted), known=len(known), counted=known, held=held)


def _counts(asked: GroupAddress, decision: CountedDecision) -> bool:
    return decision.state.is_done if asked.what == "carried_out" else decision.state is ProgressState.LATE


def label_of(asked: GroupAddress) -> Text:
    """Return what a figure counts, in words."""
    labels = {
        "decisions": Text("Décisions prises", "Decisions taken"),
        "carried_out": Text("Décisions appliquées", "Decisions carried out"),
        "late": Text("Décisions en retard", "Decisions late"),
        "objectives_reached": Text("Objectifs atteints", "Objectives reached"),
    }
    return labels[asked.what]


def _figure(
    asked: GroupAddress,
    record: GroupRecord,
    *,
    value: int,
    known: int,
    counted: Sequence[CountedDecision],
    held: Sequence[CountedDecision],
) -> Figure:
    evidence = tuple(EvidenceRef(kind=DECISION_KIND, key=each.slug) for each in counted or held)
    return _counted(asked, record, value=value, known=known, total=len(held), evidence=evidence, part=_DECISIONS)


def _count_objectives(asked: GroupAddress, record: GroupRecord) -> Figure:
    held = [each for each in record.objectives if asked.year in {None, each.year}]
    known = [each for each in held if each.state is not ObjectiveState.OPEN]
    reached = sum(each.state is ObjectiveState.REACHED for each in known)
    evidence = tuple(dict.fromkeys(ref for each in known or held for ref in each.evidence))
    return _counted(
        asked, record, value=reached, known=len(known), total=len(held), evidence=evidence, part=_OBJECTIVES
    )


def _counted(
    asked: GroupAddress,
    record: GroupRecord,
    *,
    value: int,
    known: int,
    total: int,
    evidence: tuple[EvidenceRef, ...],
    part: Text,
) -> Figure:
    return Figure(
        id=str(asked),
        label=label_of(asked),
        value=value if known else None,
        unit=get_unit("count"),
        period=Period.year(asked.year) if asked.year else Period.undated(),
        territories=record.sirens,
        known=known,
        total=max(total, 1),
        part=part,
        state=state_of_count(known, total),
        boundary=f"group_{asked.what}",
        method=_COUNTED,
        evidence=evidence,
        note=_MADE_UP if record.is_invented else None,
    )
