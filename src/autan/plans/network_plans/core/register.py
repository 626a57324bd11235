"""The register of a network: one row a member, with the columns that are asked for, sorted and filtered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.states import ValueState
from autan.ground.lists.core import ListFilter, choice_parameter, text_parameter
from autan.ground.texts.core.plain_letters import fold_accents
from autan.ground.wordings import Sentence, Text
from autan.plans.obligations.core.competences import Duty
from autan.plans.plans.core.figures import HeldPlan, MemberPlans, member_figure
from autan.plans.plans.core.measures import MeasureKind
from autan.plans.plans.core.plans import PlanKind
from autan.plans.plans.core.steps import Stage, StepKind

_MEASURES = frozenset(MeasureKind)
_STEPS = tuple(StepKind)
_ALL = Sentence("toutes")
NOT_STATED = Sentence("non renseigné")


class RegisterColumn(StrEnum):
    """Columns of the register that are not measures."""

    PLAN = "plan"
    STAGE = "stage"
    SCOPE = "scope"
    CARRIER = "carrier"
    COMPLETENESS = "completeness"
    DUTY = "duty"


COLUMNS: Mapping[str, Text] = {
    RegisterColumn.PLAN: Text("Plan", "Plan"),
    RegisterColumn.STAGE: Sentence("Étape"),
    MeasureKind.START: MeasureKind.START.label,
    MeasureKind.ADOPTION: MeasureKind.ADOPTION.label,
    RegisterColumn.SCOPE: Text("Champ", "Scope"),
    RegisterColumn.CARRIER: Sentence("Porté par"),
    RegisterColumn.DUTY: Sentence("Obligation, selon la règle"),
    **{kind.value: kind.label for kind in MeasureKind if kind not in {MeasureKind.START, MeasureKind.ADOPTION}},
    RegisterColumn.COMPLETENESS: Sentence("Renseigné à"),
}
"""Label of each column that may be chosen, in order."""
USUAL = (
    RegisterColumn.PLAN.value,
    RegisterColumn.STAGE.value,
    MeasureKind.START.value,
    MeasureKind.ADOPTION.value,
    RegisterColumn.DUTY.value,
    MeasureKind.EVALUATION_IN_PLACE.value,
    RegisterColumn.COMPLETENESS.value,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterCell:
    """One cell: a figure, a stage, or words.

    Attributes:
        words: what is written when there is neither figure nor stage.
        is_known: False when nothing is stated.
    """

    words: Text = NOT_STATED
    figure: Figure | None = None
    stage: Stage | None = None
    is_known: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRegisterRow:
    """One member, with its plan, or None when none is recorded, and one cell for each column."""

    siren: str
    name: str
    plan: HeldPlan | None
    cells: tuple[RegisterCell, ...]


_BOTH_WAYS = {f"{sign}{code}": Sentence.joined(" ", (label, arrow))
              for code, label in COLUMNS.items() for sign, arrow in (("", "↑"), ("-", "↓"))}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterFilter(ListFilter):
    """What of the register is shown.

    `order`: code of the column that it is sorted by, after a `-` for the largest first; None for that of the members.
    """

    columns: tuple[str, ...] = USUAL
    text: str = text_parameter("texte", Sentence("Membre ou plan"), longest=100)
    kind: PlanKind | None = choice_parameter("sorte", Sentence("Sorte de plan"), PlanKind, blank=_ALL)
    stage: StepKind | None = choice_parameter("etape", Sentence("Étape"), StepKind, blank=_ALL)
    order: str | None = choice_parameter(
        "tri", Sentence("Trier par"), (), also=_BOTH_WAYS, blank=Sentence("ordre du réseau")
    )

    @property
    def sort(self) -> str:
        """Code of the column that it is sorted by; empty for the order of the members."""
        return (self.order or "").removeprefix("-")

    @property
    def is_descending(self) -> bool:
        """True for the largest first."""
        return (self.order or "").startswith("-")


def register_order(
    members: MemberPlans, names: Mapping[str, str], register_filter: RegisterFilter, duties: Mapping[str, Duty]
) -> tuple[str, ...]:
    """Return the members that the register shows, in order: the unknown last, whatever the order."""
    sirens = [siren for siren in members.plans if _is_wanted(names[siren], members.plans[siren], register_filter)]
    if register_filter.sort not in COLUMNS:
        return tuple(sirens)
    ranks = {siren: _rank(members.plans[siren], register_filter.sort, duties.get(siren)) for siren in sirens}
    known = [siren for siren in sirens if ranks[siren] is not None]
    known.sort(key=lambda siren: ranks[siren] or ("", 0.0), reverse=register_filter.is_descending)
    return (*known, *(siren for siren in sirens if ranks[siren] is None))


def register_rows(
    members: MemberPlans,
    names: Mapping[str, str],
    columns: Sequence[str],
    duties: Mapping[str, Duty],
    sirens: Sequence[str],
) -> tuple[PlanRegisterRow, ...]:
    """Lay out rows of the register; a member without plan has cells that are not known."""
    known = [column for column in columns if column in COLUMNS]
    return tuple(
        PlanRegisterRow(
            siren=siren,
            name=names[siren],
            plan=members.plans[siren],
            cells=tuple(_cell(members, siren, column, duties) for column in known),
        )
        for siren in sirens
    )


type _Rank = tuple[str, float]
"""What a row is sorted by: words, then a number."""


def _rank(plan: HeldPlan | None, column: str, duty: Duty | None) -> _Rank | None:
    """What a member is sorted by; None when it is not known."""
    if column == RegisterColumn.DUTY:
        return None if duty is None else ("", float(list(Duty).index(duty)))
    if plan is None:
        return None
    if column in _MEASURES:
        measure = plan.digest.measures.get(MeasureKind(column))
        return None if measure is None or measure.low is None else ("", measure.low)
    heading, digest = plan.heading, plan.digest
    if column == RegisterColumn.STAGE:
        return ("", float(_STEPS.index(digest.stage.kind))) if digest.stage else None
    if column == RegisterColumn.COMPLETENESS:
        return "", float(digest.completeness_pct)
    texts = {RegisterColumn.SCOPE: heading.scope or "", RegisterColumn.CARRIER: heading.carrier}
    text = texts.get(RegisterColumn(column), heading.kind.short)
    return (text, 0.0) if text else None


def _is_wanted(name: str, plan: HeldPlan | None, register_filter: RegisterFilter) -> bool:
    if register_filter.kind and (plan is None or plan.heading.kind is not register_filter.kind):
        return False
    if register_filter.stage and (
        plan is None or plan.digest.stage is None or plan.digest.stage.kind is not register_filter.stage
    ):
        return False
    haystack = fold_accents(f"{name} {plan.heading.title if plan else ''}")
    return all(word in haystack for word in fold_accents(register_filter.text).split())


def _cell(members: MemberPlans, siren: str, column: str, duties: Mapping[str, Duty]) -> RegisterCell:
    plan = members.plans[siren]
    if column in _MEASURES:
        figure = member_figure(members, siren, MeasureKind(column))
        return RegisterCell(figure=figure, is_known=figure.state is not ValueState.MISSING)
    if column == RegisterColumn.DUTY:
        duty = duties.get(siren)
        return RegisterCell() if duty is None else _words(duty.label)
    return RegisterCell() if plan is None else _heading_cell(plan, column)


def _heading_cell(plan: HeldPlan, column: str) -> RegisterCell:
    heading, digest = plan.heading, plan.digest
    if column == RegisterColumn.PLAN:
        return _words(Text(heading.kind.short, heading.kind.short))
    if column == RegisterColumn.STAGE and digest.stage:
        return RegisterCell(stage=digest.stage, is_known=True)
    if column == RegisterColumn.SCOPE and heading.scope:
        return _words(heading.scope.label)
    if column == RegisterColumn.CARRIER and heading.carrier:
        return _words(Text(heading.carrier, heading.carrier))
    if column == RegisterColumn.COMPLETENESS:
        share = digest.completeness_pct
        return _words(Text(f"{share}\u00a0%", f"{share}%"))
    return RegisterCell()


def _words(words: Text) -> RegisterCell:
    return RegisterCell(words=words, is_known=True)
