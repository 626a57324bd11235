"""Plans and lines made for the tests, as values."""

from collections.abc import Mapping, Sequence

from autan.evidence.figures.core.sources import EvidenceRef
from autan.plans.plans.core.digests import digest_plan
from autan.plans.plans.core.figures import HeldPlan, MemberPlans
from autan.plans.plans.core.plans import PlanHeading, PlanKind, PlanScope
from autan.plans.plans.core.sections import SectionLine, read_line
from autan.plans.plans.importers.definitions import find_section, plan_sections

A, B, C = "999000016", "999000024", "999000032"


def line(section: str, key: str, evidence: Sequence[EvidenceRef] = (), **typed: str) -> SectionLine:
    """A line as somebody typed it; a final `_` in a field is dropped (`from_`)."""
    fields = {code.removesuffix("_"): text for code, text in typed.items()}
    return read_line(find_section(section), key, fields, evidence)


def heading(slug: str = "a-pcaet", **changes: object) -> PlanHeading:
    """A published PCAET of the territory A, on the territory."""
    values: dict[str, object] = {
        "slug": slug,
        "title": slug,
        "kind": PlanKind.PCAET,
        "scope": PlanScope.TERRITORY,
        "sirens": (A,),
        "is_published": True,
    }
    return PlanHeading(**{**values, **changes})  # type: ignore[arg-type]


def held(*lines: SectionLine, slug: str = "a-pcaet", complete: Sequence[str] = (), **changes: object) -> HeldPlan:
    """The same with lines, and the sections that are stated complete."""
    told = heading(slug, **changes)
    return HeldPlan(heading=told, digest=digest_plan(told, plan_sections(), lines, complete))


def members(plans: Mapping[str, HeldPlan | None], which: str = "current") -> MemberPlans:
    """Members of an invented network with their plans."""
    return MemberPlans(network="entente", which=which, plans=dict(plans))
