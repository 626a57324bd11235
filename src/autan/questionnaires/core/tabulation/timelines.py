"""When did it happen, member by member? Years and days on a line; nothing without a date is placed on it."""

from dataclasses import replace
from datetime import date
from statistics import median_high, median_low

from autan.evidence.core.charts import Chart, ChartKind, ChartRow
from autan.evidence.core.figures import Method
from autan.evidence.core.notation import format_date
from autan.evidence.core.periods import Period
from autan.evidence.core.texts import Text
from autan.evidence.core.units import get_unit
from autan.questionnaires.core.answers.answer import Hearing, RecordedAnswer
from autan.questionnaires.core.answers.values import AnswerValue
from autan.questionnaires.core.kinds import QuestionKind
from autan.questionnaires.core.questionnaire import Question
from autan.questionnaires.core.tabulation.classes import count_classes
from autan.questionnaires.core.tabulation.points import Points, gather_points, median_row, range_row
from autan.questionnaires.core.tabulation.results import (
    ANSWERS,
    SOURCE,
    CountRow,
    Tabulation,
    begin_tabulation,
    draw_counts,
)

_RANGE = Text("De la plus ancienne à la plus récente", "From the earliest to the latest")
_MEDIAN = Text("Année médiane", "Median year")
_MEDIAN_FORMULA = Text("année du milieu, ou les deux du milieu", "year in the middle, or the two in the middle")


def points_of_years(question: Question, hearing: Hearing) -> Points:
    """Return the year that each member gave, or that of the day it gave."""

    def year(answer: RecordedAnswer) -> object:
        return year_of(question, answer.value)

    return gather_points(question, hearing, year, unit=get_unit("year"))


def year_of(question: Question, value: AnswerValue) -> int | None:
    """Return the year of an answer to a question of year or date, or None.

    >>> question = Question(code="q", kind=QuestionKind.DATE, text=Text("Quand", "When"))
    >>> year_of(question, "2013-04-01"), year_of(question, None)
    (2013, None)
    """
    if question.kind is QuestionKind.YEAR:
        return value if isinstance(value, int) else None
    return date.fromisoformat(value).year if isinstance(value, str) else None


def tabulate_dates(question: Question, hearing: Hearing) -> Tabulation:
    """Tabulate years or days: earliest, latest and median year, and each member on a timeline.

    The value of each point is its year; the period of the point is that year, or that day. In a large campaign,
    how many fall in each class of years takes the place of the timeline.
    """
    points = points_of_years(question, hearing)
    rows = (range_row(points, label=_RANGE), _median_years(points))
    if not hearing.is_large:
        return begin_tabulation(question, hearing, rows, _draw(points))
    classes = () if hearing.group else count_classes(points)
    return begin_tabulation(question, hearing, (*rows, *classes), draw_counts(question, hearing, classes))


def _median_years(points: Points) -> CountRow:
    """The year in the middle; where two are, both of them, for no year lies half-way between two."""
    row = median_row(points, label=_MEDIAN)
    if not points.given:
        return row
    method = Method(name="median", formula=_MEDIAN_FORMULA)
    ends = median_low(points.values), median_high(points.values)
    if ends[0] == ends[1]:
        return replace(row, figure=replace(row.figure, method=method))
    return replace(row, figure=replace(row.figure, value=None, low=ends[0], high=ends[1], method=method))


def _period_of(question: Question, value: AnswerValue) -> Period:
    if question.kind is QuestionKind.YEAR and isinstance(value, int):
        return Period.year(value)
    return Period.day(date.fromisoformat(str(value)))


def _draw(points: Points) -> Chart | None:
    question, hearing = points.question, points.hearing
    dated = [
        (member, replace(figure, period=_period_of(question, answer.value)))
        for (member, answer, _), figure in zip(points.given, points.figures, strict=True)
    ]
    if not dated:
        return None
    ordered = sorted(dated, key=lambda point: (point[1].period.start or date.max, point[0].name))
    known, total = len(dated), len(hearing.sirens)
    first = ordered[0][1].period
    french = f"{'celle du' if _is_day(first) else 'celle de'} {_write(first, 'fr')}"
    return Chart(
        id=f"survey-{hearing.campaign}-{question.code}",
        kind=ChartKind.TIMELINE,
        title=question.text,
        sentence=Text(
            f"Dates connues\u00a0: {known} des {total} collectivités\u202f; la plus ancienne est {french}.",
            f"Known dates: {known} of the {total} authorities; the earliest is {_write(first, 'en')}.",
        ),
        rows=tuple(ChartRow(label=Text(m.name, m.name), figures=(figure,)) for m, figure in ordered),
        series=(ANSWERS,),
        source=SOURCE,
    )


def _is_day(period: Period) -> bool:
    return period.start is not None and period.start == period.end


def _write(period: Period, language: str) -> str:
    return format_date(period.start, language=language) if _is_day(period) and period.start else period.label
