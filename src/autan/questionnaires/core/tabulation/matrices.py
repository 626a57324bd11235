"""What do the cells of a matrix say? Counts by row and choice, medians by row and column of numbers."""

from collections import Counter
from collections.abc import Iterator, Mapping

from autan.evidence.core.charts import Chart, ChartKind, ChartRow, Series
from autan.evidence.core.texts import Text
from autan.evidence.core.units import get_unit
from autan.questionnaires.core.answers.answer import Hearing, RecordedAnswer
from autan.questionnaires.core.answers.values import AnswerValue
from autan.questionnaires.core.questionnaire import Choice, Column, Question
from autan.questionnaires.core.tabulation.points import gather_points, median_row
from autan.questionnaires.core.tabulation.results import (
    IN_AUTHORITIES,
    SOURCE,
    CountRow,
    Tabulation,
    begin_tabulation,
    count_row,
    with_unit,
)

_MEDIAN = Text("médiane", "median")
_MOST_COLOURS = 4


def cell_of(answer: RecordedAnswer, row: str, column: str) -> AnswerValue:
    """Return one cell of a member's matrix, or None when it is not known."""
    cells = answer.value.get(row) if isinstance(answer.value, Mapping) else None
    return cells.get(column) if isinstance(cells, Mapping) else None


def tabulate_matrix(question: Question, hearing: Hearing) -> Tabulation:
    """Tabulate each cell of a matrix over the members.

    A column of choices gives `cell_<row>-<column>-<choice>`, how many members chose it; a column of numbers
    or percentages gives `median_<row>-<column>`; a column of words or years gives no figure. An absent cell is unknown.
    """
    rows: list[CountRow] = []
    drawn: list[ChartRow] = []
    first = next((column for column in question.columns if column.choices), None)
    for line in question.rows.choices if question.rows else ():
        for column in question.columns:
            counts = list(_count_choices(question, hearing, line, column))
            rows += [*counts, *_measure_numbers(question, hearing, line, column)]
            if column is first and any(row.figure.is_known for row in counts):
                drawn.append(ChartRow(label=line.label, figures=tuple(row.figure for row in counts)))
    chart = _draw(question, hearing, first, drawn) if first and drawn else None
    return begin_tabulation(question, hearing, tuple(rows), chart)


def _count_choices(question: Question, hearing: Hearing, line: Choice, column: Column) -> Iterator[CountRow]:
    if column.choices is None:
        return
    cells = [cell_of(answer, line.code, column.code) for answer in hearing.given]
    given = Counter(cell for cell in cells if isinstance(cell, str))
    known = len(cells) - cells.count(None)
    for choice in column.choices.choices:
        measure = f"cell_{line.code}-{column.code}-{choice.code}"
        label = _join(line.label, column.label, choice.label)
        yield count_row(question, hearing, measure, label=label, value=given[choice.code], known=known)


def _measure_numbers(question: Question, hearing: Hearing, line: Choice, column: Column) -> Iterator[CountRow]:
    if not column.unit:
        return

    def cell(answer: RecordedAnswer) -> object:
        return cell_of(answer, line.code, column.code)

    measure, unit = f"value_{line.code}-{column.code}", get_unit(column.unit)
    points = gather_points(question, hearing, cell, unit=unit, measure=measure, subject=line.label)
    label = _join(line.label, column.label, _MEDIAN)
    yield median_row(points, f"median_{line.code}-{column.code}", label)


def _draw(question: Question, hearing: Hearing, column: Column, rows: list[ChartRow]) -> Chart:
    """The choices of the first column that has some: parts of a bar, or one bar each where colours would not do."""
    choices = column.choices.choices if column.choices else ()
    title = _join(question.text, column.label)
    known, total = hearing.answered_count, len(hearing.sirens)
    return Chart(
        id=f"survey-{hearing.campaign}-{question.code}",
        kind=ChartKind.STACKED_BARS if len(choices) <= _MOST_COLOURS else ChartKind.BARS,
        title=with_unit(title, IN_AUTHORITIES),
        sentence=Text(
            f"Réponses connues\u00a0: {known} des {total} collectivités.",
            f"Known answers: {known} of the {total} authorities.",
        ),
        rows=tuple(rows),
        series=tuple(Series(code=choice.code, label=choice.label) for choice in choices),
        source=SOURCE,
    )


def _join(*texts: Text) -> Text:
    """Put the wordings that are not empty one after the other."""
    french = " — ".join(text.fr for text in texts if text.fr)
    return Text(french, " — ".join(text.en for text in texts if text.en))
