"""What range, what middle, what sum do the numbers given have? One number a member, few or many.

In a small campaign each number is a figure of its own, and what sums them up rests on these. In a large one, the
numbers stay plain and what sums them up rests on the set of the answers. Neighbours: `quantities`, `timelines`,
`orders` and `matrices` gather the numbers.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from statistics import median, quantiles

from autan.evidence.core.figures import Figure, Method
from autan.evidence.core.states import ValueState
from autan.evidence.core.texts import Text
from autan.evidence.core.units import Unit
from autan.questionnaires.core.answers.answer import Hearing, RecordedAnswer, Respondent
from autan.questionnaires.core.questionnaire import Question
from autan.questionnaires.core.tabulation.results import (
    AUTHORITIES,
    CountRow,
    figure_id,
    member_figure,
    unknown_figure,
    whole_label,
)

RANGE = Text("De la plus petite à la plus grande valeur", "From the lowest to the highest value")
MEDIAN = Text("Valeur médiane", "Median value")
MIDDLE = Text("Moitié du milieu (du premier au troisième quartile)", "Middle half (first to third quartile)")
SUM = Text("Somme", "Sum")
_RANGE_FORMULA = Text("plus petite et plus grande valeur", "lowest and highest value")
_MEDIAN_FORMULA = Text(
    "valeur du milieu, ou moyenne des deux du milieu", "middle value, or mean of the two in the middle"
)
_MIDDLE_FORMULA = Text(
    "premier et troisième quartiles, extrêmes compris", "first and third quartiles, extremes included"
)

type Given = tuple[Respondent, RecordedAnswer, float]


@dataclass(frozen=True, kw_only=True)
class Points:
    """The numbers that members gave to one thing, in the order of the members.

    Without slots: the figures of the points are made once, when something asks for them.

    Attributes:
        question: the question.
        hearing: what each member answered to it.
        unit: unit of the numbers.
        given: member, answer and number.
        measure: start of the address of each point, which its SIREN ends.
        subject: what each number measures; the words of the question when it is None.
    """

    question: Question
    hearing: Hearing
    unit: Unit
    given: tuple[Given, ...]
    measure: str = "value"
    subject: Text | None = None

    @property
    def values(self) -> list[float]:
        """The numbers alone."""
        return [value for _, _, value in self.given]

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Each number as a figure of its own."""
        return tuple(self._figure(member, answer, value) for member, answer, value in self.given)

    @property
    def by_member(self) -> list[tuple[Respondent, Figure]]:
        """Each member with the figure of its number."""
        return [(member, figure) for (member, _, _), figure in zip(self.given, self.figures, strict=True)]

    def _figure(self, member: Respondent, answer: RecordedAnswer, value: float) -> Figure:
        return member_figure(
            self.question,
            self.hearing,
            member,
            answer,
            value=value,
            unit=self.unit,
            measure=self.measure,
            subject=self.subject,
        )


def gather_points(
    question: Question,
    hearing: Hearing,
    number_in: Callable[[RecordedAnswer], object],
    *,
    unit: Unit,
    measure: str = "value",
    subject: Text | None = None,
) -> Points:
    """Take one number out of each answer; an answer without one gives no point."""
    return Points(
        question=question,
        hearing=hearing,
        unit=unit,
        given=tuple(_numbers(hearing, number_in)),
        measure=measure,
        subject=subject,
    )


def _numbers(hearing: Hearing, number_in: Callable[[RecordedAnswer], object]) -> Iterable[Given]:
    for member, answer in hearing.answered():
        number = number_in(answer)
        if isinstance(number, int | float) and not isinstance(number, bool):
            yield member, answer, number


def range_row(points: Points, measure: str = "range", label: Text = RANGE) -> CountRow:
    """Give the lowest and the highest number, over all the members concerned."""
    method = Method(name="range_of_figures", formula=_RANGE_FORMULA)
    values = points.values
    if not values:
        return CountRow(label=label, figure=_unknown(points, measure, label))
    known = _known(points, measure, label, method)
    return CountRow(label=label, figure=replace(known, low=min(values), high=max(values)))


def median_row(points: Points, measure: str = "median", label: Text = MEDIAN) -> CountRow:
    """Give the number in the middle, over all the members concerned.

    >>> from autan.evidence.core.periods import Period
    >>> from autan.evidence.core.units import get_unit
    >>> from autan.questionnaires.core.kinds import AnswerState, QuestionKind
    >>> question = Question(code="q", kind=QuestionKind.NUMBER, text=Text("Combien", "How many"), unit="count")
    >>> members = tuple(Respondent(siren=siren, name=siren) for siren in ("1", "2"))
    >>> answers = {
    ...     m.siren: RecordedAnswer(campaign="c", siren=m.siren, question="q", state=AnswerState.ANSWERED, value=rank)
    ...     for rank, m in enumerate(members)
    ... }
    >>> hearing = Hearing(
    ...     campaign="c", period=Period.year(2026), members=members, answers=answers, is_documented=False
    ... )
    >>> points = gather_points(question, hearing, lambda answer: answer.value, unit=get_unit("count"))
    >>> median_row(points).figure.value
    0.5
    """
    values = points.values
    if not values:
        return CountRow(label=label, figure=_unknown(points, measure, label))
    known = _known(points, measure, label, Method(name="median", formula=_MEDIAN_FORMULA))
    return CountRow(label=label, figure=replace(known, value=median(values)))


def middle_row(points: Points, measure: str = "middle", label: Text = MIDDLE) -> CountRow:
    """Give the first and the third quartile; with fewer than two numbers there is none."""
    values = points.values
    if len(values) < 2:
        return CountRow(label=label, figure=_unknown(points, measure, label))
    low, _, high = quantiles(values, n=4, method="inclusive")
    known = _known(points, measure, label, Method(name="middle_half", formula=_MIDDLE_FORMULA))
    return CountRow(label=label, figure=replace(known, low=low, high=high))


def sum_row(points: Points) -> CountRow:
    """Add the numbers, of a unit that may be added; a lower bound while some member's number is not known."""
    values = points.values
    if not values:
        return CountRow(label=SUM, figure=_unknown(points, "sum", SUM))
    formula = Text(
        f"somme de {len(values)} valeurs connues ou inconnues", f"sum of {len(values)} known or unknown values"
    )
    known = _known(points, "sum", SUM, Method(name="add_figures", formula=formula))
    state = ValueState.LOWER_BOUND if known.is_partial else ValueState.OBSERVED
    return CountRow(label=SUM, figure=replace(known, value=sum(values), state=state))


def summary_rows(points: Points) -> list[CountRow]:
    """Give the range and the median; the middle half too where there are too many points to be looked at."""
    rows = [range_row(points), median_row(points)]
    return [*rows, middle_row(points)] if points.hearing.is_large else rows


def _unknown(points: Points, measure: str, label: Text) -> Figure:
    wording = whole_label(points.question, label)
    return unknown_figure(points.question, points.hearing, measure, label=wording, unit=points.unit)


def _known(points: Points, measure: str, label: Text, method: Method) -> Figure:
    """What every figure over known points has; its value is put in by the caller."""
    hearing = points.hearing
    return Figure(
        id=figure_id(points.question, hearing, measure),
        label=whole_label(points.question, label),
        unit=points.unit,
        period=hearing.period,
        territories=hearing.about,
        known=len(points.given),
        total=len(hearing.sirens),
        part=AUTHORITIES,
        state=ValueState.OBSERVED,
        method=method,
        inputs=() if hearing.is_large else points.figures,
        evidence=hearing.evidence if hearing.is_large else (),
    )
