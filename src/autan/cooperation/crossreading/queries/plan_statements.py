"""What the plans of members state: targets, base values, observations, steps, staff, and what exists."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from django.utils import timezone

from autan.cooperation.crossreading.core.statements import Aspect, Origin, Statement, observed_words
from autan.cooperation.crossreading.importers import survey_reading
from autan.cooperation.crossreading.queries.ordered_statements import (
    ORDERED_SECTIONS,
    amounts_of_plan,
    moments_of_plan,
    sheet_statements,
)
from autan.cooperation.crossreading.queries.passages import quantity_words, target_words
from autan.evidence.figures.core.units import get_unit
from autan.ground.request_cache import cached_in_request
from autan.ground.texts.core.notation import number_text
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence
from autan.plans.plans.core.figures import ref_of_line
from autan.plans.plans.core.observations import PlanObservation, observations_of
from autan.plans.plans.core.plans import PlanKind, PlanScope
from autan.plans.plans.core.sections import SectionLine
from autan.plans.plans.core.targets import Target, TargetKind, change_pct, targets_of
from autan.plans.plans.models import CompletenessStatement, Plan, PlanLine
from autan.plans.plans.queries.plans import read_lines

_SECTIONS = ("observations", "steps", "staff", "adaptation", "evaluation", *ORDERED_SECTIONS)
_EXISTS = {
    ("adaptation", "held", "yes"): "adaptation",
    ("evaluation", "status", "in_place"): "evaluation",
    ("people", "role", "elected_lead"): "elected_lead",
    ("people", "role", "officer_lead"): "officer_lead",
}
_EXISTS_WORDS = {
    "plan": Sentence("un plan est recensé"),
    "targets": Sentence("un objectif chiffré au moins est dans le plan"),
    "adaptation": Sentence("le plan a un volet d’adaptation"),
    "evaluation": Sentence("un dispositif d’évaluation est en place"),
    "elected_lead": Sentence("un·e élu·e référent·e est désigné·e"),
    "officer_lead": Sentence("un·e chargé·e de mission est désigné·e"),
}
_REGULATED = {PlanKind.PCAET.value, PlanKind.SCOT_AEC.value, PlanKind.PCET.value}
"""Kinds whose adoption the survey asks for."""
type _Stored = tuple[Plan, str, tuple[SectionLine, ...]]


@cached_in_request
def plan_statements(sirens: frozenset[str]) -> tuple[Statement, ...]:
    """Return what the published plans and actions of members state, but of plans that an adopted one succeeds.

    Nine queries.
    """
    published = Plan.objects.filter(is_published=True, subjects__siren__in=sirens).prefetch_related("subjects")
    plans, today = _in_force(list(published.distinct())), timezone.localdate()
    stated_whole = CompletenessStatement.objects.filter(plan__in=list(plans), section="budget")
    whole_budgets = set(stated_whole.values_list("plan_id", flat=True))
    statements: list[Statement] = []
    for plan, siren, lines in _stored_lines(plans):
        statements += _of_plan(plan, siren, lines)
        statements += moments_of_plan(plan, siren, lines, today)
        statements += amounts_of_plan(plan, siren, lines, is_whole_budget=plan.pk in whole_budgets)
    return (*statements, *sheet_statements(sirens, plans, today))


def _stored_lines(in_force: Mapping[int, Plan]) -> Iterator[_Stored]:
    """Plans of one member each, with their lines read."""
    stored: dict[int, list[PlanLine]] = {pk: [] for pk in in_force}
    for line in PlanLine.objects.filter(plan_id__in=list(in_force), section__in=_SECTIONS):
        stored[line.plan_id].append(line)
    for pk, plan in in_force.items():
        subjects = [territory.siren for territory in plan.subjects.all()]
        if len(subjects) == 1:
            yield plan, subjects[0], read_lines(stored[pk])


def _in_force(plans: Sequence[Plan]) -> dict[int, Plan]:
    """Plans by key, but those that an adopted plan succeeds, or that were never adopted and are succeeded. Two queries.

    A plan in preparation does not take the place of the adopted one that it will succeed.
    """
    adoptions = PlanLine.objects.filter(section="steps", key="adoption", typed__status="done")
    adopted = set(adoptions.values_list("plan_id", flat=True))
    after = dict(Plan.objects.filter(follows__isnull=False, is_published=True).values_list("follows_id", "pk"))
    return {
        plan.pk: plan
        for plan in plans
        if plan.pk not in after or (plan.pk in adopted and after[plan.pk] not in adopted)
    }


def _of_plan(plan: Plan, siren: str, lines: Sequence[SectionLine]) -> Iterator[Statement]:
    say = partial(Statement, siren=siren, origin=Origin.PLAN, source=plan.slug)
    scope = PlanScope(plan.scope) if plan.scope else None
    by_ref = {line.ref: line for line in lines}
    targets = targets_of(lines, plan=plan.slug, siren=siren, scope=scope)
    for target in targets:
        yield from _of_target(plan, siren, target, by_ref[f"targets/{target.key}"])
    for observation in observations_of(lines, scope=scope):
        yield _of_observation(plan, siren, observation)
    exists = dict.fromkeys(["plan", *(["targets"] if targets else [])])
    fields: dict[str, str] = {"targets": f"targets/{targets[0].key}"} if targets else {}
    for line in lines:
        for (section, field, value), about in _EXISTS.items():
            if line.section == section and line.text(field) == value:
                exists.setdefault(about)
                fields.setdefault(about, line.ref)
        yield from _of_line(plan, siren, line)
    subjects = {existence.about: existence.label for existence in survey_reading().exists}
    for about in exists:
        yield say(
            aspect=Aspect.EXISTS,
            ref=ref_of_line(plan.slug, fields.get(about, "")),
            words=Sentence("{plan} : {exists_words}", plan=plan.title, exists_words=_EXISTS_WORDS[about]),
            subject=subjects.get(about, NO_TEXT),
            quantity=about,
            value=1.0,
        )


def _of_target(plan: Plan, siren: str, target: Target, line: SectionLine) -> Iterator[Statement]:
    say = partial(Statement, siren=siren, origin=Origin.PLAN, source=plan.slug)
    words = target_words(line)
    text = Sentence("{plan} : {words}", plan=plan.title, words=words)
    about = quantity_words(target.quantity, target.part)
    ref = ref_of_line(plan.slug, line.ref)
    scope = target.scope.value if target.scope else ""
    change = change_pct(target)
    yield say(
        aspect=Aspect.TARGET,
        ref=ref,
        words=text,
        subject=about,
        quantity=target.quantity,
        part=target.part,
        scope=scope,
        form=target.kind.value,
        unit="pct" if change is not None else "count" if target.unit == "factor" else target.unit,
        value=target.value if change is None else change,
        year=target.horizon,
        base_year=target.base_year,
    )
    unit = target.level_unit
    if target.kind is TargetKind.CHANGE and target.base_year and target.base_value is not None and unit:
        number = number_text(target.base_value)
        yield say(
            aspect=Aspect.BASE,
            ref=ref,
            words=Sentence("{text} (référence : {number} {unit})", text=text, number=number, unit=unit.symbol),
            subject=about,
            quantity=target.quantity,
            part=target.part,
            scope=scope,
            unit=unit.code,
            value=target.base_value,
            year=target.base_year,
        )


def _of_observation(plan: Plan, siren: str, plan_observation: PlanObservation) -> Statement:
    about = quantity_words(plan_observation.quantity, plan_observation.part)
    return Statement(
        siren=siren,
        origin=Origin.FOLLOW_UP,
        source=f"{plan.slug}/observations",
        aspect=Aspect.OBSERVED,
        ref=ref_of_line(plan.slug, f"observations/{plan_observation.key}"),
        words=observed_words(
            about, plan_observation.value, get_unit(plan_observation.unit).symbol, plan_observation.year
        ),
        subject=about,
        quantity=plan_observation.quantity,
        part=plan_observation.part,
        scope=plan_observation.scope.value if plan_observation.scope else "",
        unit=plan_observation.unit,
        value=plan_observation.value,
        year=plan_observation.year,
    )


def _of_line(plan: Plan, siren: str, line: SectionLine) -> Iterator[Statement]:
    """The date of adoption, where it is known to the day, and the staff of a year."""
    say = partial(Statement, siren=siren, origin=Origin.PLAN, source=plan.slug)
    if line.ref == "steps/adoption" and line.text("status") == "done" and plan.kind in _REGULATED:
        day = line.day("date")
        if day and day.day:
            yield say(
                aspect=Aspect.DATE,
                ref=ref_of_line(plan.slug, line.ref),
                words=Sentence("{plan} : adopté le {day}", plan=plan.title, day=day),
                subject=Sentence("Date d’adoption"),
                quantity="adoption",
                value=float(day.first_day.toordinal()),
            )
    fte, year = line.number("fte"), line.number("year")
    if line.section == "staff" and fte is not None and year is not None:
        number = number_text(fte)
        yield say(
            aspect=Aspect.STAFF,
            ref=ref_of_line(plan.slug, line.ref),
            words=Sentence("{plan} : {number} ETP", plan=plan.title, number=number),
            subject=Sentence("Personnel"),
            quantity="staff",
            value=fte,
            year=int(year),
        )
