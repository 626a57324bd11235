"""What the plans of members state: targets, base values, observations, steps, staff, and what exists."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

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
from autan.ground.wordings import Sentence, Text
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
type _Say = Callable[..., Statement]
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
    def say(aspect: Aspect, line: str, words: Text, **fields: Any) -> Statement:
        """State something at a line of the plan, or of the plan itself."""
        own: dict[str, Any] = {"origin": Origin.PLAN, "source": plan.slug, "ref": ref_of_line(plan.slug, line)}
        return Statement(siren=siren, aspect=aspect, words=words, **own | fields)

    scope = PlanScope(plan.scope) if plan.scope else None
    by_ref = {line.ref: line for line in lines}
    targets = targets_of(lines, plan=plan.slug, siren=siren, scope=scope)
    for target in targets:
        yield from _of_target(say, plan, target, by_ref[f"targets/{target.key}"])
    for observation in observations_of(lines, scope=scope):
        yield _of_observation(say, plan, observation)
    exists = dict.fromkeys(["plan", *(["targets"] if targets else [])])
    fields: dict[str, str] = {"targets": f"targets/{targets[0].key}"} if targets else {}
    for line in lines:
        for (section, field, value), about in _EXISTS.items():
            if line.section == section and line.text(field) == value:
                exists.setdefault(about)
                fields.setdefault(about, line.ref)
        yield from _of_line(say, plan, line)
    subjects = {existence.about: existence.label for existence in survey_reading().exists}
    for about in exists:
        words = Sentence("{plan} : {exists_words}", plan=plan.title, exists_words=_EXISTS_WORDS[about])
        subject = subjects.get(about, NO_TEXT)
        yield say(Aspect.EXISTS, fields.get(about, ""), words, subject=subject, quantity=about, value=1.0)


def _of_target(say: _Say, plan: Plan, target: Target, line: SectionLine) -> Iterator[Statement]:
    text = Sentence("{plan} : {words}", plan=plan.title, words=target_words(line))
    about = {
        "subject": quantity_words(target.quantity, target.part),
        "quantity": target.quantity,
        "part": target.part,
        "scope": target.scope.value if target.scope else "",
    }
    change = change_pct(target)
    yield say(
        Aspect.TARGET,
        line.ref,
        text,
        form=target.kind.value,
        unit="pct" if change is not None else "count" if target.unit == "factor" else target.unit,
        value=target.value if change is None else change,
        year=target.horizon,
        base_year=target.base_year,
        **about,
    )
    unit = target.level_unit
    if target.kind is TargetKind.CHANGE and target.base_year and target.base_value is not None and unit:
        number = number_text(target.base_value)
        words = Sentence("{text} (référence : {number} {unit})", text=text, number=number, unit=unit.symbol)
        base = {"unit": unit.code, "value": target.base_value, "year": target.base_year}
        yield say(Aspect.BASE, line.ref, words, **about, **base)


def _of_observation(say: _Say, plan: Plan, observation: PlanObservation) -> Statement:
    label = quantity_words(observation.quantity, observation.part)
    symbol = get_unit(observation.unit).symbol
    return say(
        Aspect.OBSERVED,
        f"observations/{observation.key}",
        observed_words(label, observation.value, symbol, observation.year),
        origin=Origin.FOLLOW_UP,
        source=f"{plan.slug}/observations",
        subject=label,
        quantity=observation.quantity,
        part=observation.part,
        scope=observation.scope.value if observation.scope else "",
        unit=observation.unit,
        value=observation.value,
        year=observation.year,
    )


def _of_line(say: _Say, plan: Plan, line: SectionLine) -> Iterator[Statement]:
    """The date of adoption, where it is known to the day, and the staff of a year."""
    if line.ref == "steps/adoption" and line.text("status") == "done" and plan.kind in _REGULATED:
        day = line.day("date")
        if day and day.day:
            words = Sentence("{plan} : adopté le {day}", plan=plan.title, day=day)
            subject, value = Sentence("Date d’adoption"), float(day.first_day.toordinal())
            yield say(Aspect.DATE, line.ref, words, subject=subject, quantity="adoption", value=value)
    fte, year = line.number("fte"), line.number("year")
    if line.section == "staff" and fte is not None and year is not None:
        words = Sentence("{plan} : {number} ETP", plan=plan.title, number=number_text(fte))
        subject = Sentence("Personnel")
        yield say(Aspect.STAFF, line.ref, words, subject=subject, quantity="staff", value=fte, year=int(year))
