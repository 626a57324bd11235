"""What the register and the network read of a plan, computed from its lines at each change and kept beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from autan.evidence.figures.core.sources import EvidenceRef
from autan.plans.plans.core.completeness import completeness_of, completeness_pct
from autan.plans.plans.core.measures import MeasureKind, PlanMeasure, measure_plan, plan_problems
from autan.plans.plans.core.plans import PlanHeading
from autan.plans.plans.core.sections import FieldKind, Layout, PlanSection, SectionLine
from autan.plans.plans.core.steps import Stage, StepKind, StepStatus, end_of, stage_of, steps_of

VERSION = 4
"""Changed whenever the same lines give another digest."""
STATED = "stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDigest:
    """What is known of a plan at a glance.

    Attributes:
        states: value of each line of a grid (`links.scot`: `done`), and the codes that lists hold (`labels.tepos`).
        sections: sections of which something is stated.
        complete: sections of which a source or a person states that there is nothing else.
        evidence: what states each line, by section and key.
    """

    stage: Stage | None = None
    end: str = ""
    completeness_pct: int = 0
    problem_count: int = 0
    measures: Mapping[MeasureKind, PlanMeasure] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)
    sections: tuple[str, ...] = ()
    complete: tuple[str, ...] = ()
    evidence: Mapping[str, tuple[EvidenceRef, ...]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The digest as plain values."""
        return {
            "version": VERSION,
            "stage": [self.stage.kind.value, self.stage.status.value] if self.stage else [],
            "end": self.end,
            "completeness": self.completeness_pct,
            "problems": self.problem_count,
            "measures": {kind.value: measure.as_json() for kind, measure in self.measures.items()},
            "states": dict(self.states),
            "sections": list(self.sections),
            "complete": list(self.complete),
            "evidence": {ref: [[item.kind, item.key] for item in refs] for ref, refs in self.evidence.items()},
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self | None:
        """Return a digest from its plain values; None when it was computed by another version."""
        if values.get("version") != VERSION:
            return None
        stage = values["stage"]
        return cls(
            stage=Stage(kind=StepKind(stage[0]), status=StepStatus(stage[1])) if stage else None,
            end=values["end"],
            completeness_pct=values["completeness"],
            problem_count=values["problems"],
            measures={
                MeasureKind(kind): PlanMeasure.from_json(measure) for kind, measure in values["measures"].items()
            },
            states=values["states"],
            sections=tuple(values["sections"]),
            complete=tuple(values["complete"]),
            evidence={
                ref: tuple(EvidenceRef(kind=kind, key=key) for kind, key in refs)
                for ref, refs in values["evidence"].items()
            },
        )


def digest_plan(
    heading: PlanHeading, sections: Sequence[PlanSection], lines: Sequence[SectionLine], complete: Sequence[str] = ()
) -> PlanDigest:
    """Compute the digest of a plan from its lines, and from its sections that are stated complete."""
    problems = plan_problems(heading, lines)
    steps = steps_of(lines)
    return PlanDigest(
        stage=stage_of(steps),
        end=str(end_of(steps) or ""),
        completeness_pct=completeness_pct(completeness_of(sections, lines, problems)),
        problem_count=len(problems),
        measures=measure_plan(heading, lines, {*complete, *_filled_grids(sections, lines)}),
        states=_states(sections, lines),
        sections=tuple(section.code for section in sections if any(line.section == section.code for line in lines)),
        complete=tuple(complete),
        evidence={line.ref: line.evidence for line in lines if line.evidence},
    )


def _filled_grids(sections: Sequence[PlanSection], lines: Sequence[SectionLine]) -> set[str]:
    """Grids of which every line is stated: they can hold nothing else."""
    stated = {line.ref for line in lines if line.is_complete}
    grids = [section for section in sections if section.layout is Layout.GRID]
    return {grid.code for grid in grids if all(f"{grid.code}/{key}" in stated for key in grid.grid_keys())}


def _states(sections: Sequence[PlanSection], lines: Sequence[SectionLine]) -> dict[str, str]:
    known = {section.code: section for section in sections}
    states = {}
    for line in lines:
        section = known[line.section]
        stated_field = next((section_field for section_field in section.fields if section_field.is_required), None)
        if stated_field is None or not line.is_complete:
            continue
        if section.layout is Layout.GRID:
            states[f"{line.section}.{line.key}"] = line.text(stated_field.code)
        elif stated_field.kind is FieldKind.CHOICE:
            states[f"{line.section}.{line.text(stated_field.code)}"] = STATED
    return states
