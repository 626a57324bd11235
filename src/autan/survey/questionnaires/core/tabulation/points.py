"""Numbers that members gave to one thing, what sums them up, and round classes where there are too many."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import floor, log10
from statistics import median, quantiles
from typing import Any

from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import Unit
from autan.ground.texts.core.notation import format_number
from autan.ground.wordings import Sentence, Text
from autan.survey.questionnaires.core.answers.answer import QuestionResponses, RecordedAnswer, Respondent
from autan.survey.questionnaires.core.tabulation.results import (
    CountRow,
    count_row,
    make_figure,
    member_figure,
    unknown_figure,
    whole_label,
)
from autan.survey.questionnaires.core.wordings import verbatim

RANGE = Sentence("De la plus petite à la plus grande valeur")
MEDIAN = Sentence("Valeur médiane")
MIDDLE = Sentence("Moitié du milieu (du premier au troisième quartile)")
SUM = Sentence("Somme")
_RANGE_FORMULA = Sentence("plus petite et plus grande valeur")
_MEDIAN_FORMULA = Sentence("valeur du milieu, ou moyenne des deux du milieu")
_MIDDLE_FORMULA = Sentence("premier et troisième quartiles, extrêmes compris")

type AnsweredValue = tuple[Respondent, RecordedAnswer, float]


@dataclass(frozen=True, kw_only=True)
class Points:
    """The numbers that members gave to one thing, in the order of the members.

    Without slots: the figures of the points are made once, when something asks for them.

    Attributes:
        measure: start of the address of each point, which its SIREN ends.
        subject: what each number measures; the words of the question when it is None.
    """

    responses: QuestionResponses
    unit: Unit
    given: tuple[AnsweredValue, ...]
    measure: str = "value"
    subject: Text | None = None

    @property
    def values(self) -> list[float]:
        """The numbers alone."""
        return [value for _, _, value in self.given]

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Each number as a figure of its own."""
        return tuple(
            member_figure(
                self.responses,
                answer,
                name=member.name,
                value=value,
                unit=self.unit,
                measure=self.measure,
                subject=self.subject,
            )
            for member, answer, value in self.given
        )

    @property
    def by_member(self) -> list[tuple[Respondent, Figure]]:
        """Each member with the figure of its number."""
        return [(member, figure) for (member, _, _), figure in zip(self.given, self.figures, strict=True)]


def gather_points(
    responses: QuestionResponses,
    number_in: Callable[[RecordedAnswer], object],
    *,
    unit: Unit,
    measure: str = "value",
    subject: Text | None = None,
) -> Points:
    """Take one number out of each answer; an answer without one gives no point."""
    triples = tuple(
        (member, answer, number)
        for member, answer in responses.answered()
        if isinstance(number := number_in(answer), int | float) and not isinstance(number, bool)
    )
    return Points(responses=responses, unit=unit, given=triples, measure=measure, subject=subject)


def range_row(points: Points, measure: str = "range", label: Text = RANGE) -> CountRow:
    """Give the lowest and the highest number, over all the members concerned."""
    values = points.values
    numbers = {"low": min(values), "high": max(values)} if values else {}
    return _row(points, measure, label, Method(name="range_of_figures", formula=_RANGE_FORMULA), numbers)


def median_row(points: Points, measure: str = "median", label: Text = MEDIAN) -> CountRow:
    """Give the number in the middle, over all the members concerned."""
    numbers = {"value": median(points.values)} if points.given else {}
    return _row(points, measure, label, Method(name="median", formula=_MEDIAN_FORMULA), numbers)


def middle_row(points: Points, measure: str = "middle", label: Text = MIDDLE) -> CountRow:
    """Give the first and the third quartile; with fewer than two numbers there is none."""
    low, _, high = quantiles(points.values, n=4, method="inclusive") if len(points.given) > 1 else (None,) * 3
    numbers = {} if low is None else {"low": low, "high": high}
    return _row(points, measure, label, Method(name="middle_half", formula=_MIDDLE_FORMULA), numbers)


def sum_row(points: Points) -> CountRow:
    """Add the numbers, of a unit that may be added; a lower bound while some member's number is not known."""
    count = len(points.given)
    formula = Sentence("somme de {count} valeurs connues ou inconnues", count=count)
    is_whole = count == len(points.responses.sirens)
    state = ValueState.OBSERVED if is_whole else ValueState.LOWER_BOUND
    numbers = {"value": sum(points.values), "state": state} if count else {}
    return _row(points, "sum", SUM, Method(name="add_figures", formula=formula), numbers)


def summary_rows(points: Points) -> list[CountRow]:
    """Give the range and the median; the middle half too where there are too many points to be looked at."""
    rows = [range_row(points), median_row(points)]
    return [*rows, middle_row(points)] if points.responses.is_large else rows


def _row(points: Points, measure: str, label: Text, method: Method, fields: Mapping[str, Any]) -> CountRow:
    """A figure that rests on each point or on the set of the answers; one that is not known when nothing is found."""
    responses = points.responses
    wording = whole_label(responses.question, label)
    if not fields:
        return CountRow(label=label, figure=unknown_figure(responses, measure, wording, points.unit))
    figure = make_figure(
        responses,
        measure,
        wording,
        unit=points.unit,
        known=len(points.given),
        method=method,
        inputs=() if responses.is_large else points.figures,
        evidence=responses.evidence if responses.is_large else (),
        **fields,
    )
    return CountRow(label=label, figure=figure)


_WANTED = 7  # most classes, except the one that the highest number may begin
_NEAR = 1e-9  # 0.3 / 0.1 is a little under 3
_ROUND = (1, 2, 2.5, 5, 10)


def class_step(low: float, high: float, *, is_whole: bool) -> float:
    """Return a round width (1, 2, 2.5 or 5 times a power of ten) that cuts a span into about so many classes.

    >>> class_step(0, 5000, is_whole=True), class_step(2000, 2025, is_whole=True), class_step(3, 3, is_whole=True)
    (1000, 5, 1)
    >>> class_step(0, 2, is_whole=False), class_step(0, 2, is_whole=True)
    (0.5, 1)
    """
    if high <= low:
        return 1
    power = 10 ** floor(log10((high - low) / _WANTED))
    widths = [power * times for times in _ROUND]
    if is_whole:
        widths = [width for width in widths if float(width).is_integer()] or [1]
    width: float = next((step for step in widths if (high - low) / step <= _WANTED), widths[-1])
    return int(width) if float(width).is_integer() else width


def count_classes(points: Points) -> tuple[CountRow, ...]:
    """Count the members whose number falls in each round class, lower end included; empty classes are kept.

    Classes are numbered from the lowest: `class_1`, `class_2`…
    """
    values = points.values
    if not values:
        return ()
    starts, step = _starts(values)
    counts = Counter(floor((value - starts[0]) / step + _NEAR) for value in values)
    is_year = points.unit.code == "year"
    return tuple(
        count_row(points.responses, f"class_{rank + 1}", label=label, value=counts[rank], known=len(values))
        for rank, label in enumerate(_labels(starts, step, is_year=is_year))
    )


def _starts(values: Sequence[float]) -> tuple[list[float], float]:
    is_whole = all(float(value).is_integer() for value in values)
    step = class_step(min(values), max(values), is_whole=is_whole)
    first, last = (floor(end / step + _NEAR) for end in (min(values), max(values)))
    return [rank * step for rank in range(first, last + 1)], step


def _labels(starts: Sequence[float], step: float, *, is_year: bool) -> Iterator[Text]:
    for start in starts:
        if is_year:
            end = start + step - 1
            yield (Sentence("{start:.0f} à {end:.0f}", start=start, end=end) if step > 1 else verbatim(f"{start:.0f}"))
        else:
            ends = [[_number(end, language) for end in (start, start + step)] for language in ("fr", "en")]
            yield Text(f"de {ends[0][0]} à moins de {ends[0][1]}", f"{ends[1][0]} to under {ends[1][1]}")


def _number(value: float, language: str) -> str:
    decimals = len(f"{value:.3f}".rstrip("0").partition(".")[2])
    return format_number(value, decimals=decimals, language=language)
