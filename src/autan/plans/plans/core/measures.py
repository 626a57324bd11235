"""What is counted in one plan: dates, money, staff, participation, links, themes, evaluation; each with its lines."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.money import AmountSum, MixedTaxError, TaxBasis, own_share, sum_amounts
from autan.ground.wordings import Sentence, Text
from autan.plans.plans.core.observations import observation_problems, observations_of
from autan.plans.plans.core.plans import PlanHeading, PlanScope
from autan.plans.plans.core.sections import LineProblem, SectionLine, lines_of
from autan.plans.plans.core.steps import StepKind, date_of, start_of, step_problems, steps_of
from autan.plans.plans.core.targets import SECTION as TARGETS
from autan.plans.plans.core.targets import target_problems, targets_of


class MeasureKind(Labelled):
    """Measures of a plan."""

    START = "start", "Début du plan", "Start of the plan"
    ADOPTION = "adoption", "Adoption du plan", "Adoption of the plan"
    BUDGET_TERRITORY = "budget_territory", "Budget, territoire", "Budget, territory"
    BUDGET_ESTATE = "budget_estate", "Budget, patrimoine et services", "Budget, estate and services"
    GRANTED = "granted", "Financements accordés", "Funding granted"
    OWN_SHARE = "own_share", "Part propre du budget", "Own share of the budget"
    STUDIES = "studies", "Études et ingénierie extérieure", "Studies and outside engineering"
    STAFF = "staff", "Équivalents temps plein, dernière année", "Full-time equivalents, last year"
    MEETINGS = "meetings", "Réunions de participation", "Participation meetings"
    PARTICIPANTS = "participants", "Participants", "Participants"
    PARTNERS = "partners", "Partenaires nommés", "Partners named"
    THEMES = "themes", "Thèmes traités", "Themes covered"
    LINKS = "links", "Liens établis avec d’autres politiques", "Links established with other policies"
    ADAPTATION = "adaptation", "Formes d’adaptation retenues", "Forms of adaptation held"
    EVALUATION_IN_PLACE = "evaluation_in_place", "Éléments d’évaluation en place", "Elements of evaluation in place"
    EVALUATION_PLANNED = "evaluation_planned", "Éléments d’évaluation prévus", "Elements of evaluation planned"
    TARGETS = "targets", "Objectifs chiffrés", "Targets"

    @property
    def unit(self) -> str:
        """Code of the unit."""
        return _UNITS.get(self, "count")


_UNITS = {
    MeasureKind.START: "year",
    MeasureKind.ADOPTION: "year",
    MeasureKind.BUDGET_TERRITORY: "EUR",
    MeasureKind.BUDGET_ESTATE: "EUR",
    MeasureKind.GRANTED: "EUR",
    MeasureKind.STUDIES: "EUR",
    MeasureKind.OWN_SHARE: "pct",
    MeasureKind.PARTICIPANTS: "participants",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanMeasure:
    """One measure of one plan.

    Attributes:
        low: lower end; equal to `high` for a plain value; None when not known.
        high: upper end; None when not known, or without end.
        date: day, month or year of it, or the years of its lines (`2019-2022`); empty when no line is dated.
    """

    low: float | None = None
    high: float | None = None
    known: int = 0
    total: int = 0
    lines: tuple[str, ...] = ()
    date: str = ""
    basis: str = ""
    is_rough: bool = False
    problem: Text = Text("", "")

    def as_json(self) -> dict[str, Any]:
        """The measure as plain values, without what is empty."""
        values = {name: getattr(self, name) for name in self.__slots__ if name != "problem"}
        values |= {"lines": list(self.lines), "problem": [self.problem.fr, self.problem.en] if self.problem.fr else []}
        return {
            name: value for name, value in values.items() if not (value is None or value is False or value in ("", []))
        }

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        """Return a measure from its plain values."""
        problem = Text(*values["problem"]) if "problem" in values else Text("", "")
        return cls(**{**values, "lines": tuple(values.get("lines", ())), "problem": problem})


type Measures = dict[MeasureKind, PlanMeasure]


def measure_plan(heading: PlanHeading, lines: Sequence[SectionLine], complete: Collection[str] = ()) -> Measures:
    """Compute every measure of a plan from its lines; one of which nothing is stated is left out.

    Sums and counts have no upper end, and none is not known, unless their section is stated complete; a share of two
    sums needs both.

    Estate and territory are never added: a line whose scope is not stated, in a plan of both, enters neither.
    """
    steps, devices = steps_of(lines), lines_of(lines, "evaluation")
    measures = {
        MeasureKind.START: _date(start_of(steps), lines_of(lines, "steps")),
        MeasureKind.ADOPTION: _date(date_of(steps, StepKind.ADOPTION), lines_of(lines, "steps"), "adoption"),
        **_money(heading, lines, complete),
        MeasureKind.STAFF: _staff(lines_of(lines, "staff")),
        MeasureKind.MEETINGS: _sum_range(lines_of(lines, "participation"), "meetings"),
        MeasureKind.PARTICIPANTS: _sum_range(lines_of(lines, "participation"), "people"),
        MeasureKind.PARTNERS: _count_lines(lines_of(lines, "partners"), lambda line: line.is_complete),
        MeasureKind.THEMES: _count_lines(lines_of(lines, "themes"), lambda line: line.text("coverage") == "treated"),
        MeasureKind.LINKS: _count_lines(lines_of(lines, "links"), lambda line: line.text("rating") == "done"),
        MeasureKind.ADAPTATION: _count_lines(lines_of(lines, "adaptation"), lambda line: line.text("held") == "yes"),
        MeasureKind.EVALUATION_IN_PLACE: _count_lines(devices, lambda line: line.text("status") == "in_place"),
        MeasureKind.EVALUATION_PLANNED: _count_lines(devices, lambda line: line.text("status") == "planned"),
        MeasureKind.TARGETS: _list_length(lines_of(lines, TARGETS), is_complete=TARGETS in complete),
    }
    opened = {kind for section, kinds in COUNTED_IN.items() if section not in complete for kind in kinds}
    return {
        kind: replace(measure, high=None) if kind in opened else measure
        for kind, measure in measures.items()
        if measure is not None
    }


def plan_problems(heading: PlanHeading, lines: Sequence[SectionLine]) -> tuple[LineProblem, ...]:
    """Return what is wrong in a plan: what was not read, dates and targets that cannot be, money that does not add."""
    siren = heading.sirens[0] if len(heading.sirens) == 1 else ""
    targets = targets_of(lines, plan=heading.slug, siren=siren, scope=heading.scope)
    mixed = [
        LineProblem(section=section, key="", field="", message=measure.problem)
        for section, kinds in _MONEY_SECTIONS.items()
        for kind, measure in _money(heading, lines).items()
        if kind in kinds and measure and measure.problem == MIXED_TAX
    ]
    return (
        *(problem for line in lines for problem in line.problems),
        *step_problems(steps_of(lines)),
        *target_problems(targets),
        *observation_problems(observations_of(lines, scope=heading.scope)),
        *mixed,
    )


COUNTED_IN = {
    "budget": (MeasureKind.BUDGET_TERRITORY, MeasureKind.BUDGET_ESTATE),
    "funding": (MeasureKind.GRANTED,),
    "engineering": (MeasureKind.STUDIES,),
    "staff": (MeasureKind.STAFF,),
    "participation": (MeasureKind.MEETINGS, MeasureKind.PARTICIPANTS),
    "partners": (MeasureKind.PARTNERS,),
    "themes": (MeasureKind.THEMES,),
    "links": (MeasureKind.LINKS,),
    "adaptation": (MeasureKind.ADAPTATION,),
    "evaluation": (MeasureKind.EVALUATION_IN_PLACE, MeasureKind.EVALUATION_PLANNED),
}
"""Sections whose lines are added or counted: a line that nobody typed may be more."""
_MONEY_SECTIONS = {
    "budget": (MeasureKind.BUDGET_TERRITORY, MeasureKind.BUDGET_ESTATE),
    "funding": (MeasureKind.GRANTED, MeasureKind.OWN_SHARE),
    "engineering": (MeasureKind.STUDIES,),
}
MIXED_TAX = Sentence("des montants HT et TTC, ou non précisés, ne s’additionnent pas : la somme n’est pas faite")
MIXED_SCOPES = Sentence(
    "une part du budget est du territoire, une autre du patrimoine : la part propre n’est pas établie"
)
OPEN_LISTS = Sentence("personne n’a dit complets le budget et les financements : la part propre n’est pas établie")


def _date(date: Any, lines: Sequence[SectionLine], key: str = "") -> PlanMeasure | None:
    if date is None:
        return None
    refs = tuple(line.ref for line in lines if (line.key == key if key else line.day("date") == date))
    return PlanMeasure(low=date.year, high=date.year, known=1, total=1, lines=refs, date=str(date))


def _money(
    heading: PlanHeading, lines: Sequence[SectionLine], complete: Collection[str] = ()
) -> dict[MeasureKind, PlanMeasure | None]:
    budgets = lines_of(lines, "budget")
    scoped = {scope: [line for line in budgets if _scope(line, heading) == scope] for scope in ("territory", "estate")}
    fundings = lines_of(lines, "funding")
    return {
        MeasureKind.BUDGET_TERRITORY: _sum_figures(scoped["territory"], "amount"),
        MeasureKind.BUDGET_ESTATE: _sum_figures(scoped["estate"], "amount"),
        MeasureKind.GRANTED: _sum_figures(fundings, "granted"),
        MeasureKind.OWN_SHARE: _own_share(
            budgets, fundings, heading, is_complete={"budget", "funding"} <= set(complete)
        ),
        MeasureKind.STUDIES: _sum_figures(lines_of(lines, "engineering"), "amount"),
    }


def _scope(line: SectionLine, heading: PlanHeading) -> str:
    own = heading.scope.value if heading.scope and heading.scope is not PlanScope.BOTH else ""
    return line.text("scope") or own


def _sum_figures(lines: Sequence[SectionLine], field: str) -> PlanMeasure | None:
    if not lines:
        return None
    refs = tuple(line.ref for line in lines)
    try:
        total = sum_amounts([line.amount(field) for line in lines])
    except MixedTaxError:
        return PlanMeasure(known=0, total=len(lines), lines=refs, problem=MIXED_TAX)
    return PlanMeasure(
        low=total.low,
        high=total.high,
        known=total.known,
        total=total.total,
        lines=refs,
        date=_years(lines),
        basis=total.basis.value if total.basis is not TaxBasis.NOT_STATED else "",
        is_rough=total.is_rough,
    )


def _own_share(
    budgets: Sequence[SectionLine], fundings: Sequence[SectionLine], heading: PlanHeading, *, is_complete: bool
) -> PlanMeasure | None:
    """The share that no funder grants, of a plan whose budget and funding are all of one scope."""
    if not budgets or not fundings:
        return None
    lines = (*budgets, *fundings)
    refs = tuple(line.ref for line in lines)
    unknown = PlanMeasure(
        known=sum(bool(line.amount("amount") or line.amount("granted")) for line in lines),
        total=len(lines),
        lines=refs,
    )
    if len({_scope(line, heading) for line in lines}) > 1:
        return replace(unknown, known=0, problem=MIXED_SCOPES)
    try:
        sums: tuple[AmountSum, AmountSum] = (
            sum_amounts([line.amount("granted") for line in fundings]),
            sum_amounts([line.amount("amount") for line in budgets]),
        )
        share = own_share(*sums)
    except MixedTaxError:
        return PlanMeasure(known=0, total=len(lines), lines=refs, problem=MIXED_TAX)
    if share is None:
        return unknown
    if not is_complete:
        return replace(unknown, known=0, problem=OPEN_LISTS)
    rough = any(part.is_rough for part in sums)
    return PlanMeasure(low=share[0], high=share[1], known=len(lines), total=len(lines), lines=refs, is_rough=rough)


def _staff(lines: Sequence[SectionLine]) -> PlanMeasure | None:
    """Posts of the last year stated, added; a line of that year without number leaves the sum partial."""
    dated = [line for line in lines if line.number("year") is not None]
    if not dated:
        return None
    last = max(int(line.number("year") or 0) for line in dated)
    measure = _sum_range([line for line in dated if line.number("year") == last], "fte")
    return None if measure is None else PlanMeasure.from_json({**measure.as_json(), "date": str(last)})


def _sum_range(lines: Sequence[SectionLine], field: str) -> PlanMeasure | None:
    if not lines:
        return None
    values = [value for line in lines if (value := line.number(field)) is not None]
    # The sum of no number is not known, never nil.
    total = sum(values) if values else None
    refs = tuple(line.ref for line in lines)
    return PlanMeasure(low=total, high=total, known=len(values), total=len(lines), lines=refs, date=_years(lines))


def _years(lines: Sequence[SectionLine]) -> str:
    """The year of the lines, or their first and last; empty unless each of them states its own."""
    years = [int(year) for line in lines if (year := line.number("year")) is not None]
    if not years or len(years) < len(lines):
        return ""
    first, last = min(years), max(years)
    return str(first) if first == last else f"{first}-{last}"


def _count_lines(lines: Sequence[SectionLine], counts: Callable[[SectionLine], bool]) -> PlanMeasure | None:
    """How many stated lines count; nothing stated is not known, never nil."""
    stated = [line for line in lines if line.is_complete]
    if not stated:
        return None
    count = sum(counts(line) for line in stated)
    refs = tuple(line.ref for line in stated)
    return PlanMeasure(low=count, high=count, known=len(stated), total=len(stated), lines=refs)


def _list_length(lines: Sequence[SectionLine], *, is_complete: bool) -> PlanMeasure | None:
    """How many lines a list holds: at least, unless it is stated complete; none is stated so, or not known."""
    stated = [line for line in lines if line.is_complete]
    if not stated and not is_complete:
        return None
    count, refs = len(stated), tuple(line.ref for line in stated)
    high = count if is_complete else None
    return PlanMeasure(low=count, high=high, known=count, total=count, lines=refs)
