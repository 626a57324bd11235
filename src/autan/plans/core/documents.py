"""A plan as a file gives it: its heading and its lines, before they are saved."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from autan.evidence.core.sources import EvidenceRef
from autan.plans.core.plans import PlanHeading
from autan.plans.core.sections import Typed


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenLine:
    """One line of a file: its key, what it says, and what states it."""

    key: str
    typed: Typed
    evidence: tuple[EvidenceRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDocument:
    """One plan of a file: its heading, and its lines by section."""

    heading: PlanHeading
    lines: Mapping[str, tuple[GivenLine, ...]] = field(default_factory=dict)
