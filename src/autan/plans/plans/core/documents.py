"""A plan as a form or a file gives it: its heading and its lines, before they are saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from autan.evidence.figures.core.sources import EvidenceRef
from autan.plans.plans.core.plans import PlanHeading
from autan.plans.plans.core.sections import Typed


@dataclass(frozen=True, slots=True, kw_only=True)
class LineInput:
    """One line as a form or a file gives it.

    Attributes:
        typed: what was typed, by field; all empty to remove the line.
        revision: revision that was read; None when it was not, as for a file.
        evidence: what states it; None to leave what is held.
    """

    key: str
    typed: Typed
    revision: int | None = None
    evidence: Sequence[EvidenceRef] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteSection:
    """A section of which a file states that there is nothing else, on a day, and what states it."""

    section: str
    on: date
    evidence: tuple[EvidenceRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDocument:
    """One plan of a file: its heading, its lines by section, and its sections that are stated complete."""

    heading: PlanHeading
    lines: Mapping[str, tuple[LineInput, ...]] = field(default_factory=dict)
    complete: tuple[CompleteSection, ...] = ()
