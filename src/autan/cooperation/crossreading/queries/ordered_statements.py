"""What plans and actions state that must follow: dates of their timetables, amounts of which one holds the other."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date

from django.db.models import F, Q

from autan.cooperation.crossreading.core.statements import Aspect, Origin, Statement
from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.texts.core.dates import PartialDate
from autan.ground.texts.core.money import Amount, TaxBasis, ends_on
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence, Text
from autan.plans.plans.core.figures import ref_of_line
from autan.plans.plans.core.sections import SectionLine
from autan.plans.plans.core.steps import PlanStep, StepKind, StepStatus, steps_of
from autan.plans.plans.importers.definitions import find_section
from autan.plans.plans.models import Plan
from autan.plans.projects.core.addresses import ACTION_KIND
from autan.plans.projects.core.choices import ActionStatus, Disclosure
from autan.plans.projects.core.lines import read_lines_of
from autan.plans.projects.core.sheets import SheetReading, read_sheet, visible_typed
from autan.plans.projects.importers import sheet_sections
from autan.plans.projects.models import ActionSheet
from autan.plans.projects.queries.sheets import all_sheets, published

ORDERED_SECTIONS = ("people", "labels", "opinions", "funding", "budget", "targets")
_SPANS = {"people": ("from", "to"), "labels": ("from", "to"), "opinions": ("sent", "received")}
"""Sections whose lines begin and end."""
_YEARS = ("base_year", "horizon")
_AMOUNTS = ("paid", "granted", "asked")
"""What is paid is within what is granted, which is within what is asked."""
_PLAN_DATES = Sentence("Calendrier du plan")
_PLAN_MONEY = Sentence("Financements du plan")
_ACTION_DATES = Sentence("Calendrier des actions")
_ACTION_MONEY = Sentence("Financements des actions")
_BEGUN = {ActionStatus.ONGOING, ActionStatus.DONE}
_REVIEWS = {StepKind.MIDTERM_REPORT, StepKind.EVALUATION}
"""Steps that cannot begin before those that they look back on; others may overlap."""


def moments_of_plan(plan: Plan, siren: str, lines: Sequence[SectionLine], today: date) -> Iterator[Statement]:
    """Yield the dates of the steps of a plan, of what begins and ends in it, and the years of its targets."""
    steps = steps_of(lines)
    for step in steps:
        yield from _of_step(plan, siren, step, today)
    for line in lines:
        fields = _SPANS.get(line.section, ())
        dates = [(field, line.day(field)) for field in fields]
        if line.section == "targets":
            years = [(field, line.number(field)) for field in _YEARS]
            dates = [(field, PartialDate(year=int(year)) if year else None) for field, year in years]
        for rank, (field, day) in enumerate(dates):
            if day:
                words = _field_words(plan.title, line, field, day.words())
                yield _moment(_line_of(plan, siren, line.ref), day, words, f"dates/{plan.slug}/{line.ref}", rank)


def _of_step(plan: Plan, siren: str, step: PlanStep, today: date) -> Iterator[Statement]:
    """Yield a step among the others, with its end, and the day by which what is said to be done must be."""
    fields = {field.code: field.choices for field in find_section("steps").fields}
    label, status = fields["step"][step.kind.value], fields["status"][step.status.value]
    line, own = _line_of(plan, siren, f"steps/{step.kind.value}"), f"dates/{plan.slug}/{step.kind.value}"

    def words(text: Text) -> Text:
        return Sentence("{title}, {step} : {text}", title=plan.title, step=label, text=text)

    if step.date is None or step.status is StepStatus.NOT_DONE:
        return
    is_placed = step.status is not StepStatus.ONGOING or step.kind in _REVIEWS
    if is_placed:
        place = list(StepKind).index(step.kind)
        yield _moment(line, step.date, words(step.date.words()), f"steps/{plan.slug}", place)
    last = step.end if step.status is StepStatus.DONE and step.end else step.date
    if step.end:
        yield _moment(line, step.date, words(Sentence("début, {day}", day=step.date.words())), own, 0)
        yield _moment(line, step.end, words(Sentence("fin, {day}", day=step.end.words())), own, 1)
    if step.status is not StepStatus.PLANNED:
        yield _moment(line, last, words(last.words()), f"{own}/today", 0)
        yield _moment(line, _day(today), words(status), f"{own}/today", 1)


def amounts_of_plan(
    plan: Plan, siren: str, lines: Sequence[SectionLine], *, is_whole_budget: bool
) -> Iterator[Statement]:
    """Yield what each funder was asked, grants and paid, and all grants beside a budget that is stated whole."""
    funding = [line for line in lines if line.section == "funding"]
    for line in funding:
        yield from _funder_amounts(
            replace(_line_of(plan, siren, line.ref), subject=_PLAN_MONEY), plan.title, line, plan.slug
        )
    grants = [grant for line in funding if (grant := line.amount("granted"))]
    budget = [line.amount("amount") for line in lines if line.section == "budget"]
    known = [amount for amount in budget if amount]
    if is_whole_budget and known and len(known) == len(budget):
        whole = replace(_line_of(plan, siren, ""), subject=_PLAN_MONEY)
        yield from _cost(whole, plan.title, grants, known, plan.slug)


def sheet_statements(sirens: Collection[str], plans: Collection[int], today: date) -> Iterator[Statement]:
    """Yield the dates and amounts of published actions, of plans in force or of none, that may not follow.

    Only what everybody reads of a sheet. Three queries; an action that several members carry is told of the first.
    """
    begun = Q(starts_on__gt=today, status__in=[status.value for status in _BEGUN])
    condition = begun | Q(ends_on__lt=F("starts_on")) | Q(lines__has_key="funding")
    sheets = all_sheets().filter(published(), condition, replaced_on__isnull=True, carriers__siren__in=sirens)
    for sheet in sheets.filter(Q(plan__isnull=True) | Q(plan__in=list(plans))).distinct():
        siren = next(carrier.siren for carrier in sheet.carriers.all() if carrier.siren in sirens)
        typed, _hidden = visible_typed(sheet.typed, sheet.disclosures, Disclosure.PUBLIC)
        base = Statement(
            siren=siren,
            origin=Origin.ACTION,
            source=sheet.slug,
            aspect=Aspect.MOMENT,
            ref=EvidenceRef(kind=ACTION_KIND, key=sheet.slug),
            words=Text(sheet.title, sheet.title),
        )
        reading = read_sheet(typed)
        yield from _sheet_moments(base, reading, today)
        yield from _sheet_amounts(base, sheet, reading)


def _sheet_moments(base: Statement, reading: SheetReading, today: date) -> Iterator[Statement]:
    title, base = base.words, replace(base, subject=_ACTION_DATES)
    start, end, status = (reading.values.get(code) for code in ("start", "end", "status"))
    group = f"dates/{base.source}"
    if isinstance(start, PartialDate):
        words = Sentence("{title} : début, {day}", title=title, day=start.words())
        yield _moment(base, start, words, group, 0)
        if isinstance(status, ActionStatus) and status in _BEGUN:
            yield _moment(base, start, words, f"{group}/today", 0)
            state = Sentence("{title} : {status}", title=title, status=status.label)
            yield _moment(base, _day(today), state, f"{group}/today", 1)
    if isinstance(end, PartialDate):
        yield _moment(base, end, Sentence("{title} : fin, {day}", title=title, day=end.words()), group, 1)


def _sheet_amounts(base: Statement, sheet: ActionSheet, reading: SheetReading) -> Iterator[Statement]:
    """Yield what each funder grants of an action, and all of it beside the cost of the action."""
    base = replace(base, subject=_ACTION_MONEY)
    funding = read_lines_of(sheet_sections()["funding"], sheet.lines)
    for line in funding:
        yield from _funder_amounts(base, sheet.title, line, sheet.slug)
    grants = [grant for line in funding if (grant := line.amount("granted"))]
    alone = [amount for line in funding if (amount := line.amount("amount"))]
    if cost := reading.amount("budget"):
        yield from _cost(base, sheet.title, grants, [cost], sheet.slug)
        for rank, amount in enumerate(alone):
            yield from _cost(base, sheet.title, [amount], [cost], f"{sheet.slug}/{rank}")


def _funder_amounts(base: Statement, title: str, line: SectionLine, slug: str) -> Iterator[Statement]:
    """Yield the amounts of one funder; on one tax basis, all that each may be."""
    amounts = [(field, amount) for field in _AMOUNTS if (amount := line.amount(field))]
    basis = _basis_of([amount for _field, amount in amounts])
    for field, amount in amounts:
        words = _field_words(title, line, field, Text(amount.text, amount.text))
        yield _amount(base, [amount], basis, words, f"amounts/{slug}/{line.key}", _AMOUNTS.index(field))


def _cost(
    base: Statement, title: str, grants: Sequence[Amount], cost: Sequence[Amount], slug: str
) -> Iterator[Statement]:
    if not grants:
        return
    basis, group = _basis_of([*grants, *cost]), f"cost/{slug}"
    texts = [" + ".join(amount.text for amount in amounts) for amounts in (grants, cost)]
    granted = Sentence("{title} : financé, {amounts}", title=title, amounts=texts[0])
    whole = Sentence("{title} : budget, {amounts}", title=title, amounts=texts[1])
    yield _amount(base, grants, basis, granted, group, 0)
    yield _amount(base, cost, basis, whole, group, 1)


def _basis_of(amounts: Sequence[Amount]) -> TaxBasis:
    bases = {amount.basis for amount in amounts}
    return bases.pop() if len(bases) == 1 else TaxBasis.BEFORE_TAX


def _amount(
    base: Statement, amounts: Sequence[Amount], basis: TaxBasis, words: Text, group: str, rank: int
) -> Statement:
    ends = [ends_on(amount, basis) for amount in amounts]
    return replace(
        base,
        aspect=Aspect.AMOUNT,
        words=words,
        quantity=group,
        rank=rank,
        value=sum(low for low, _high in ends),
        high=None if any(amount.is_floor for amount in amounts) else sum(high for _low, high in ends),
        is_rough=any(amount.is_rough for amount in amounts),
    )


def _moment(base: Statement, day: PartialDate, words: Text, group: str, rank: int) -> Statement:
    first, last = day.first_day.toordinal(), day.last_day.toordinal()
    return replace(base, words=words, quantity=group, rank=rank, value=float(first), high=float(last))


def _day(day: date) -> PartialDate:
    return PartialDate(year=day.year, month=day.month, day=day.day)


def _field_words(title: str, line: SectionLine, field: str, text: Text) -> Text:
    """Say a field of a line that its first field names: « PCAET d’Ici, ADEME, accordé : 150 k€ HT »."""
    fields = find_section(line.section).fields
    own = line.text(fields[0].code)
    name = fields[0].choices.get(own, Text(own, own))
    label = next(declared.label for declared in fields if declared.code == field)
    return Sentence(
        "{title}, {name}, {field} : {text}",
        title=title,
        name=name,
        field=Text(label.fr.lower(), label.en.lower()),
        text=text,
    )


def _line_of(plan: Plan, siren: str, line: str) -> Statement:
    """What a line of a plan states, or the plan itself, to be told of each of its dates and amounts."""
    return Statement(
        siren=siren,
        origin=Origin.PLAN,
        source=plan.slug,
        aspect=Aspect.MOMENT,
        ref=ref_of_line(plan.slug, line),
        words=NO_TEXT,
        subject=_PLAN_DATES,
    )
