"""How plans, their lines and competences are described in a trace, and how the figures of plans are found."""

from collections.abc import Collection, Mapping, Sequence

from autan.evidence.core.addresses import FigureAddress
from autan.evidence.core.evidence_cards import EvidenceCard
from autan.evidence.core.sources import EvidenceRef
from autan.evidence.core.texts import NO_TEXT, Text
from autan.evidence.language import in_both_languages, words
from autan.evidence.queries.registry import EvidenceKind, FigureSource, Reader, one_by_one
from autan.journal.actions import SYSTEM_NAME
from autan.plans.core.addresses import ITSELF, PlanAddress, PlanLineKey
from autan.plans.core.figures import LINE_KIND, PLAN_KIND
from autan.plans.core.sections import read_line
from autan.plans.importers.definitions import competence_source, find_section, plan_competences
from autan.plans.lake.competences import declared_codes
from autan.plans.models import Plan, PlanLine, StatedCompetence
from autan.plans.presenters.words import line_title, value_words
from autan.plans.queries.competences import BASE, STATED
from autan.plans.queries.figures import find_plan_figure, plan_version
from autan.territories.queries.people import sirens_acted_for

_MADE_UP = Text("Plan inventé, pour essayer.", "Invented plan, for trying.")


def readable_keys(keys: Sequence[str], reader: Reader) -> Collection[str]:
    """Return the keys of plans and lines that a reader may read. Two queries, and those of the rights."""
    slugs = {key: PlanLineKey.parse(key).plan for key in keys}
    plans = Plan.objects.filter(slug__in=set(slugs.values())).select_related("network")
    allowed = {plan.slug for plan in plans if plan.is_published or reader.has_perm("plans.read_plan", plan)}
    return [key for key in keys if slugs[key] in allowed]


def describe_plans(keys: Sequence[str], reader: Reader) -> Mapping[str, EvidenceCard]:
    """Describe plans by their heading. One query."""
    del reader
    plans = Plan.objects.filter(slug__in=keys).select_related("network", "follows").prefetch_related("subjects")
    return {
        plan.slug: EvidenceCard(
            ref=EvidenceRef(kind=PLAN_KIND, key=plan.slug),
            title=Text(plan.title, plan.title),
            statement=Text(plan.as_core().kind.label.fr, plan.as_core().kind.label.en),
            note=_MADE_UP if plan.as_core().is_invented else None,
        )
        for plan in plans
    }


def describe_lines(keys: Sequence[str], reader: Reader) -> Mapping[str, EvidenceCard]:
    """Describe lines of plans: what each field says, as typed, and when it was recorded. Two queries.

    The name of the author is told to who may write the plan alone; the right is asked once a plan.
    """
    asked = {key: PlanLineKey.parse(key) for key in keys}
    slugs = {key.plan for key in asked.values()}
    stored = PlanLine.objects.filter(plan__slug__in=slugs).select_related("plan", "plan__network")
    by_key = {(line.plan.slug, line.section, line.key): line for line in stored}
    plans = {line.plan.slug: line.plan for line in by_key.values()}
    named = {slug for slug, plan in plans.items() if reader.has_perm("plans.write_plan", plan)}
    return {
        text: _card(text, line, is_named=key.plan in named)
        for text, key in asked.items()
        if (line := by_key.get((key.plan, key.section, key.line)))
    }


def _card(text: str, stored: PlanLine, *, is_named: bool) -> EvidenceCard:
    section = find_section(stored.section)
    line = read_line(section, stored.key, stored.typed)

    def said() -> str:
        fields = [each for each in section.fields if each.code in line.typed and not each.is_private]
        return " · ".join(f"{words(each.label)} : {value_words(section, line, each.code)}" for each in fields)

    def title() -> str:
        return f"{stored.plan.title}, {words(section.label)} : {line_title(section, line)}"

    by = stored.changed_by_name
    told = f"{by}, " if is_named or by == SYSTEM_NAME else ""
    return EvidenceCard(
        ref=EvidenceRef(kind=LINE_KIND, key=text),
        title=in_both_languages(title),
        statement=in_both_languages(said),
        recorded=f"{told}{stored.changed_at:%Y-%m-%d}" if by else "",
    )


def describe_base(siren: str) -> EvidenceCard | None:
    """Describe what the national base lists for an EPCI; None when it does not know it."""
    codes = declared_codes(siren)
    if codes is None:
        return None
    listed = [known.label for known in plan_competences() if set(known.national_codes) & set(codes)]
    return EvidenceCard(
        ref=EvidenceRef(kind=BASE, key=siren),
        title=competence_source(),
        statement=Text(", ".join(label.fr for label in listed), ", ".join(label.en for label in listed)),
        note=Text(
            "Une compétence absente de la liste n’est pas déclarée ; elle peut être exercée.",
            "A competence that is not in the list is not declared; it may be exercised.",
        ),
    )


def describe_stated_competences(keys: Sequence[str], reader: Reader) -> Mapping[str, EvidenceCard]:
    """Describe what people stated of competences; who did is told to those who act for the territory. Two queries."""
    known = sirens_acted_for(reader)
    wanted = {key: key.partition("/") for key in keys}
    sirens = {siren for siren, _, _ in wanted.values()}
    stated = StatedCompetence.objects.filter(territory__siren__in=sirens).select_related("territory")
    found = {(said.territory.siren, said.competence): said for said in stated}
    return {
        key: _stated_card(key, said, is_named=siren in known)
        for key, (siren, _, code) in wanted.items()
        if (said := found.get((siren, code)))
    }


def _stated_card(key: str, said: StatedCompetence, *, is_named: bool) -> EvidenceCard:
    told = f"{said.stated_by_name}, " if is_named else ""
    return EvidenceCard(
        ref=EvidenceRef(kind=STATED, key=key),
        title=next((known.label for known in plan_competences() if known.code == said.competence), NO_TEXT),
        statement=Text(said.source, said.source),
        recorded=f"{told}{said.stated_at:%Y-%m-%d}",
        is_free_text=True,
    )


def may_read_figure(reader: Reader, address: FigureAddress) -> bool:
    """Say whether a reader may read a figure: those of members and networks count published plans alone."""
    asked = PlanAddress.parse(address)
    if asked is None or asked.which != ITSELF:
        return True
    plan = Plan.objects.filter(slug=asked.place).first()
    return plan is not None and (plan.is_published or reader.has_perm("plans.read_plan", plan))


PLAN_EVIDENCE = EvidenceKind(kind=PLAN_KIND, describe=describe_plans, readable=readable_keys)
PLAN_LINE_EVIDENCE = EvidenceKind(kind=LINE_KIND, describe=describe_lines, readable=readable_keys)
BASE_EVIDENCE = EvidenceKind(kind=BASE, describe=one_by_one(describe_base))
STATED_EVIDENCE = EvidenceKind(kind=STATED, describe=describe_stated_competences)
PLAN_FIGURES = FigureSource(name="plans", find=find_plan_figure, may_read=may_read_figure, version=plan_version)
