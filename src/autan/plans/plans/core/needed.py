"""What a plan does not say yet and others read: its place in the register, in the sums and counts of the network."""

from collections.abc import Iterable
from dataclasses import dataclass

from autan.plans.plans.core.digests import PlanDigest
from autan.plans.plans.core.figures import HeldPlan
from autan.plans.plans.core.measures import COUNTED_IN, MeasureKind
from autan.plans.plans.core.steps import SECTION as STEPS
from autan.plans.plans.core.steps import StepKind
from autan.plans.plans.core.targets import SECTION as TARGETS

_READ_IN = {STEPS: (MeasureKind.START, MeasureKind.ADOPTION), **COUNTED_IN, TARGETS: (MeasureKind.TARGETS,)}
"""What is read of each section beside the plans of others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeededSection:
    """A section that lacks what others read.

    Attributes:
        kinds: what is read of it and lacks.
        others: how many other members say some of it.
    """

    section: str
    kinds: tuple[MeasureKind, ...]
    others: int


def needed_sections(own: HeldPlan, others: Iterable[HeldPlan]) -> tuple[NeededSection, ...]:
    """Return the sections of which a plan says nothing that is read, what most others say first.

    A section that is stated to hold nothing else lacks nothing, nor do steps that say when the adoption is planned.
    """
    other_plans = [plan for plan in others if not set(plan.heading.sirens) & set(own.heading.sirens)]
    needed = [
        NeededSection(
            section=section,
            kinds=tuple(kind for kind in kinds if not _says(own.digest, (kind,))),
            others=len({siren for plan in other_plans if _says(plan.digest, kinds) for siren in plan.heading.sirens}),
        )
        for section, kinds in _READ_IN.items()
        if section not in own.digest.complete and _lacks(own.digest, section, kinds)
    ]
    return tuple(sorted(needed, key=lambda needed_section: -needed_section.others))


def _lacks(digest: PlanDigest, section: str, kinds: tuple[MeasureKind, ...]) -> bool:
    is_placed = section != STEPS or f"{STEPS}.{StepKind.ADOPTION.value}" in digest.states
    return not (is_placed and _says(digest, kinds))


def _says(digest: PlanDigest, kinds: tuple[MeasureKind, ...]) -> bool:
    known = [digest.measures[kind] for kind in kinds if kind in digest.measures]
    return any(measure.low is not None or measure.problem.fr for measure in known)
