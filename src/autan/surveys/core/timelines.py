"""When did it happen, member by member? Years and days on a line; nothing without a date is placed on it."""

from dataclasses import replace
from datetime import date

from autan.evidence.core.charts import Chart, ChartKind, ChartRow, Series
from autan.evidence.core.figures import Figure
from autan.evidence.core.periods import Period
from autan.evidence.core.texts import Text
from autan.evidence.core.units import get_unit
from autan.surveys.core.answers import Hearing, Respondent
from autan.surveys.core.kinds import QuestionKind
from autan.surveys.core.quantities import range_row
from autan.surveys.core.questionnaire import Question
from autan.surveys.core.results import CountRow, Tabulation, begin_tabulation, member_figure
from autan.surveys.core.values import AnswerValue

_RANGE = Text("De la plus ancienne à la plus récente", "From the earliest to the latest")


def tabulate_dates(question: Question, hearing: Hearing) -> Tabulation:
    """Tabulate years or days: earliest and latest year, and each member on a timeline.

    The value of each point is its year; the period of the point is that year, or that day.
    """
    points = []
    for member, answer in hearing.answered():
        period = _period_of(question, answer.value)
        if period.start is not None:
            year = period.start.year
            figure = member_figure(question, hearing, member, answer, value=year, unit=get_unit("year"))
            points.append((member, replace(figure, period=period)))
    # the range compares years, whatever day each fell on
    years = [replace(figure, period=hearing.period) for _, figure in points]
    dated = replace(question, unit="year")
    rows = (CountRow(label=_RANGE, figure=range_row(dated, hearing, "range", years, label=_RANGE)),)
    return begin_tabulation(question, hearing, rows, _draw(question, hearing, points))


def _period_of(question: Question, value: AnswerValue) -> Period:
    if question.kind is QuestionKind.YEAR and isinstance(value, int):
        return Period.year(value)
    return Period.day(date.fromisoformat(value)) if isinstance(value, str) else Period.undated()


def _draw(question: Question, hearing: Hearing, points: list[tuple[Respondent, Figure]]) -> Chart | None:
    if not points:
        return None
    ordered = sorted(points, key=lambda point: (point[1].period.start or date.max, point[0].name))
    known, total, first = len(points), len(hearing.concerned()), ordered[0][1].period.label
    return Chart(
        id=f"survey-{hearing.campaign}-{question.code}",
        kind=ChartKind.TIMELINE,
        title=question.text,
        sentence=Text(
            f"Dates connues\u00a0: {known} des {total} collectivités\u202f; la plus ancienne est {first}.",
            f"Known dates: {known} of the {total} authorities; the earliest is {first}.",
        ),
        rows=tuple(ChartRow(label=Text(m.name, m.name), figures=(figure,)) for m, figure in ordered),
        series=(Series(code="answers", label=Text("Réponse", "Answer")),),
        source=Text("Réponses enregistrées de la campagne", "Recorded answers of the campaign"),
    )
