"""What a member has in its own hands: competences that act directly, and those that act through planning."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.texts.core.labelled import Labelled
from autan.ground.wordings import Text


class CompetenceLever(Labelled):
    """How a competence acts on energy and emissions, as the reference document tells them apart."""

    DIRECT = "direct", "agit directement", "acts directly"
    PLANNING = "planning", "agit par la planification", "acts through planning"


class Holding(Labelled):
    """Whether a member holds a competence, as far as it is known."""

    HELD = "held", "oui", "yes"
    NOT_HELD = "not_held", "non", "no"
    NOT_DECLARED = "not_declared", "non déclarée", "not declared"


@dataclass(frozen=True, slots=True, kw_only=True)
class Competence:
    """One competence that matters for energy. `national_codes`: codes of the national base that stand for it."""

    code: str
    label: Text
    lever: CompetenceLever
    national_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetenceReading:
    """What is known of one competence of one member.

    `is_by_hand`: True when a person stated it, over the national base.
    """

    competence: Competence
    holding: Holding
    is_by_hand: bool = False
    evidence: tuple[EvidenceRef, ...] = ()


def read_competences(
    competences: Sequence[Competence],
    declared: Sequence[str] | None,
    by_hand: Mapping[str, CompetenceReading],
    base: EvidenceRef,
) -> tuple[CompetenceReading, ...]:
    """Return what is known of each competence of a member: what a person stated, else what the national base declares.

    A competence that the base does not list is not declared, never absent: some are missing from it. `declared` is None
    when the base does not know the member.
    """
    codes = set(declared or ())
    return tuple(
        by_hand.get(competence.code)
        or CompetenceReading(
            competence=competence,
            holding=Holding.HELD if codes & set(competence.national_codes) else Holding.NOT_DECLARED,
            evidence=(base,) if codes else (),
        )
        for competence in competences
    )
