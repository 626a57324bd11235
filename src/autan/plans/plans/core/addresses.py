"""Addresses of the figures of plans, and keys of their evidence, parsed once."""

from dataclasses import dataclass
from typing import ClassVar, Self

from autan.evidence.figures.core.addresses import RoomAddress

SOURCE = "plans"
"""Source of the addresses of this room."""
CURRENT, ITSELF = "current", "plan"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAddress(RoomAddress):
    """Address of a figure: `plans.243100518.pcet.adoption`, `plans.dialogue-toulouse.current.state.links.scot.done`.

    Attributes:
        place: SIREN of a member, slug of a network, or slug of a plan when `which` is `plan`.
        which: kind of the plans, `current` for the one that stands for each member, or `plan`.
    """

    source: ClassVar[str] = SOURCE
    place: str
    which: str
    what: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLineKey:
    """Key of a plan, or of one of its lines, as evidence.

    >>> str(PlanLineKey(plan="pcaet")), str(PlanLineKey.parse("pcaet/steps/adoption"))
    ('pcaet', 'pcaet/steps/adoption')
    """

    plan: str
    section: str = ""
    line: str = ""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a key."""
        plan, _, rest = text.partition("/")
        section, _, line = rest.partition("/")
        return cls(plan=plan, section=section, line=line)

    def __str__(self) -> str:
        return "/".join(part for part in (self.plan, self.section, self.line) if part)
