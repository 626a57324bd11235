"""How plans and their lines are described in a trace."""

from collections.abc import Mapping, Sequence

from django.urls import reverse

from autan.evidence.figures.core.evidence_cards import EvidenceCard
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import EvidenceKind, Reader, readable_by_slug
from autan.ground.texts.language import colon, in_both_languages, recorded, words
from autan.ground.wordings import Text
from autan.people.individuals.models import SYSTEM_NAME
from autan.plans.plans.core.addresses import PlanLineKey
from autan.plans.plans.core.figures import LINE_KIND, MADE_UP, PLAN_KIND
from autan.plans.plans.core.sections import read_line
from autan.plans.plans.importers.definitions import find_section
from autan.plans.plans.models import Plan, PlanLine
from autan.plans.plans.presenters.words import line_title, value_words


def describe_plans(keys: Sequence[str], _reader: Reader) -> Mapping[str, EvidenceCard]:
    """Describe plans by their heading. One query."""
    plans = Plan.objects.filter(slug__in=keys).select_related("network", "follows").prefetch_related("subjects")
    return {
        plan.slug: EvidenceCard(
            ref=EvidenceRef(kind=PLAN_KIND, key=plan.slug),
            title=Text(plan.title, plan.title),
            statement=plan.as_core().kind.label,
            note=MADE_UP if plan.is_invented else None,
        )
        for plan in plans
    }


def describe_lines(keys: Sequence[str], reader: Reader) -> Mapping[str, EvidenceCard]:
    """Describe lines of plans: what each field says, as typed, and when it was recorded. Three queries.

    The name of the author is shown only to readers who may write the plan; the right is asked once a plan.
    """
    line_keys = {key: PlanLineKey.parse(key) for key in keys}
    slugs = {key.plan for key in line_keys.values()}
    stored = PlanLine.objects.filter(plan__slug__in=slugs).select_related("plan", "plan__network")
    stored = stored.prefetch_related("plan__subjects")
    by_key = {(line.plan.slug, line.section, line.key): line for line in stored}
    plans = {line.plan.slug: line.plan for line in by_key.values()}
    writable = {slug for slug, plan in plans.items() if reader.has_perm("plans.write_plan", plan)}
    return {
        text: line_card(text, line, is_named=key.plan in writable)
        for text, key in line_keys.items()
        if (line := by_key.get((key.plan, key.section, key.line)))
    }


def line_card(text: str, stored: PlanLine, *, is_named: bool = False) -> EvidenceCard:
    """Describe a line of a plan, with its author for whoever may know it."""
    section = find_section(stored.section)
    line = read_line(section, stored.key, stored.typed)

    def summary_line() -> str:
        fields = [field for field in section.fields if field.code in line.typed and not field.is_private]
        return " · ".join(f"{words(field.label)}{colon()} {value_words(section, line, field.code)}" for field in fields)

    def title() -> str:
        return f"{stored.plan.title}, {words(section.label)}{colon()} {line_title(section, line)}"

    by = stored.changed_by_name
    author = by if is_named or by == SYSTEM_NAME else ""
    return EvidenceCard(
        ref=EvidenceRef(kind=LINE_KIND, key=text),
        title=in_both_languages(title),
        statement=in_both_languages(summary_line),
        recorded=recorded(stored.changed_at, by=author) if by else "",
    )


_READABLE = readable_by_slug(
    Plan.objects.select_related("network"), "plans.read_plan", slug_of=lambda key: PlanLineKey.parse(key).plan
)


def _page(key: str) -> str:
    """The page of a plan, which is that of each of its lines."""
    return reverse("plans:plan", args=[PlanLineKey.parse(key).plan])


EVIDENCE = (
    EvidenceKind(kind=PLAN_KIND, describe=describe_plans, readable=_READABLE, page=_page),
    EvidenceKind(kind=LINE_KIND, describe=describe_lines, readable=_READABLE, page=_page),
)
