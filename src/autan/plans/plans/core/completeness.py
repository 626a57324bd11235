"""How much of a plan is filled in, section by section."""

from collections.abc import Sequence
from dataclasses import dataclass

from autan.plans.plans.core.sections import Layout, LineProblem, PlanSection, SectionLine


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionCompleteness:
    """How much of one section is filled in: complete lines, at most `wanted`; how many things typed are problems."""

    section: str
    filled: int
    wanted: int
    problems: int

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.filled / self.wanted


def completeness_of(
    sections: Sequence[PlanSection], lines: Sequence[SectionLine], problems: Sequence[LineProblem]
) -> tuple[SectionCompleteness, ...]:
    """Return the completeness of each section, in order."""
    return tuple(
        SectionCompleteness(
            section=section.code,
            filled=min(expected, sum(line.is_complete for line in lines if line.section == section.code)),
            wanted=expected,
            problems=sum(problem.section == section.code for problem in problems),
        )
        for section in sections
        if (expected := len(section.grid_keys()) if section.layout is Layout.GRID else section.wanted)
    )


def completeness_pct(parts: Sequence[SectionCompleteness]) -> int:
    """Return the completeness of the whole in percent: the mean of the sections, each counting as much.

    >>> completeness_pct([])
    0
    """
    return round(100 * sum(part.share for part in parts) / len(parts)) if parts else 0
