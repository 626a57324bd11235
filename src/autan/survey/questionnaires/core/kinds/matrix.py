"""Named rows: counts by row and choice, ranges and medians by row and column of numbers."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import override

from autan.evidence.figures.core.charts import Chart, ChartKind, ChartRow, Series
from autan.evidence.figures.core.units import get_unit
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence, Text
from autan.survey.questionnaires.core.answers.answer import QuestionResponses
from autan.survey.questionnaires.core.answers.fields import FieldRow, Parts
from autan.survey.questionnaires.core.answers.values import (
    AnswerFault,
    AnswerValue,
    add_fault,
    cell_of,
    check_parts,
    parts_of,
)
from autan.survey.questionnaires.core.kinds.grids import GridKind
from autan.survey.questionnaires.core.printing.values import PrintedAnswer, PrintedTable
from autan.survey.questionnaires.core.questionnaire import Choice, Question
from autan.survey.questionnaires.core.spread.columns import FlatColumn
from autan.survey.questionnaires.core.tabulation.points import gather_points, median_row, range_row
from autan.survey.questionnaires.core.tabulation.results import (
    ANSWERS,
    IN_AUTHORITIES,
    CountRow,
    Tabulation,
    begin_tabulation,
    count_row,
    describe_known,
    draw,
)
from autan.survey.questionnaires.core.wordings import after_colon, join_texts, typeset

_MEDIAN = Sentence("médiane")
_MOST_COLOURS = 4
_SHARE = "pct"
_DASH = " — "


class Matrix(GridKind):
    """One row for each item of a list."""

    takes = frozenset({"columns", "rows"})
    grouped_as = ChartKind.BARS
    grouped_measure = "cell_"

    @override
    def check(self, question: Question, value: object, faults: list[AnswerFault]) -> AnswerValue:
        codes = tuple(line.code for line in question.lines)
        parts = check_parts(value, codes, faults)
        if not parts and not faults:
            french = "au moins une ligne de la grille est attendue"
            add_fault(faults, "cell", french, "one row of the matrix at least is expected")
        return {code: self.check_row(question, code, parts[code], faults) for code in codes if code in parts}

    @override
    def field_rows(self, question: Question, parts: Parts, least: int = 1) -> tuple[FieldRow, ...]:
        return tuple(FieldRow(label=line.label, fields=self.row_fields(question, line.code)) for line in question.lines)

    @override
    def read(self, question: Question, parts: Parts, faults: list[AnswerFault]) -> AnswerValue:
        rows = {line.code: self.read_row(question, line.code, parts, faults) for line in question.lines}
        return {code: row for code, row in rows.items() if row} or None

    @override
    def write(self, question: Question, value: AnswerValue) -> dict[str, tuple[str, ...]]:
        return self.write_rows(question, parts_of(value))

    @override
    def columns(self, question: Question, length: int = 1) -> tuple[FlatColumn, ...]:
        return tuple(chain(*(self.row_columns(question, line.code, line.label) for line in question.lines)))

    @override
    def format_value(self, question: Question, value: AnswerValue) -> tuple[Text, ...]:
        labels = {line.code: line.label for line in question.lines}
        return tuple(
            after_colon(labels[code], self.format_row(question, row))
            for code, row in parts_of(value).items()
            if code in labels
        )

    @override
    def print_answer(self, question: Question, value: AnswerValue, *, is_blank: bool) -> PrintedAnswer:
        if value is None and not is_blank:
            return PrintedAnswer()
        parts = parts_of(value)
        rows = tuple(
            (typeset(line.label), *self.print_row(question, parts.get(line.code), is_blank=value is None))
            for line in question.lines
        )
        headings = (NO_TEXT, *(typeset(column.text) for column in question.columns))
        return PrintedAnswer(table=PrintedTable(headings=headings, rows=rows, has_row_headings=True))

    @override
    def tabulate(self, responses: QuestionResponses) -> Tabulation:
        """Tabulate each cell of a matrix over the members.

        A column of choices gives `cell_<row>-<column>-<choice>`, how many members chose it; a column of numbers or
        percentages gives `range_<row>-<column>` and `median_<row>-<column>`, and `range_<row>-<column>-<choice>` among
        those who made one choice in the first column of choices (the base of a share); a column of words or years
        gives no figure. An absent cell is unknown. Percentages are drawn as points on their ranges, choices as bars.
        """
        rows: list[CountRow] = []
        drawn: list[ChartRow] = []
        ranges: list[CountRow] = []
        question = responses.question
        first = next((column for column in question.columns if column.choices), None)
        for line in question.lines:
            for column in question.columns:
                counts = list(_count_choices(responses, line, column))
                measured = list(_measure_numbers(responses, line, column, first))
                ranges += [row for row in measured if row.figure.low is not None and column.unit == _SHARE]
                rows += [*counts, *measured]
                if column is first and any(row.figure.is_known for row in counts):
                    drawn.append(ChartRow(label=line.label, figures=tuple(row.figure for row in counts)))
        chart = _draw_ranges(responses, ranges) if ranges else None
        if chart is None and first and drawn:
            chart = _draw(responses, first, drawn)
        return begin_tabulation(responses, tuple(rows), chart)


def _count_choices(responses: QuestionResponses, line: Choice, column: Question) -> Iterator[CountRow]:
    if column.choices is None:
        return
    cells = [cell_of(answer.value, line.code, column.code) for answer in responses.given]
    counts = Counter(cell for cell in cells if isinstance(cell, str))
    known = len(cells) - cells.count(None)
    for choice in column.listed:
        measure = f"cell_{line.code}-{column.code}-{choice.code}"
        label = join_texts(_DASH, (line.label, column.text, choice.label))
        yield count_row(responses, measure, label=label, value=counts[choice.code], known=known)


def _measure_numbers(
    responses: QuestionResponses, line: Choice, column: Question, base: Question | None
) -> Iterator[CountRow]:
    """The range and the median of one cell, and its range for each base that somebody gave.

    A group of members has a range for every base: what its members gave stands beside what others gave.
    """
    if not column.unit:
        return
    cell = f"{line.code}-{column.code}"
    points = gather_points(
        responses,
        lambda answer: cell_of(answer.value, line.code, column.code),
        unit=get_unit(column.unit),
        measure=f"value_{line.code}-{column.code}",
        subject=line.label,
    )
    label = join_texts(_DASH, (line.label, column.text))
    yield range_row(points, f"range_{cell}", label)
    yield median_row(points, f"median_{cell}", join_texts(_DASH, (label, _MEDIAN)))
    for choice in base.listed if base else ():
        own_points = tuple(
            point for point in points.given if base and cell_of(point[1].value, line.code, base.code) == choice.code
        )
        if own_points or responses.group:
            label = join_texts(_DASH, (line.label, choice.label))
            yield range_row(replace(points, given=own_points), f"range_{cell}-{choice.code}", label)


def _draw_ranges(responses: QuestionResponses, rows: list[CountRow]) -> Chart:
    """One bar a range, from the lowest to the highest number; the points on it are the numbers of the members."""
    return draw(
        responses,
        ChartKind.RANGES,
        [ChartRow(label=row.label, figures=(row.figure,)) for row in rows],
        unit=rows[0].figure.unit.symbol,
        sentence=describe_known(responses.answered_count, responses),
        series=(ANSWERS,),
    )


def _draw(responses: QuestionResponses, column: Question, rows: list[ChartRow]) -> Chart:
    """The choices of the first column that has some: parts of a bar, or one bar each where colours would not do."""
    return draw(
        responses,
        ChartKind.STACKED_BARS if len(column.listed) <= _MOST_COLOURS else ChartKind.BARS,
        rows,
        unit=IN_AUTHORITIES,
        sentence=describe_known(responses.answered_count, responses),
        series=tuple(Series(code=choice.code, label=choice.label) for choice in column.listed),
        title=join_texts(_DASH, (responses.question.text, column.text)),
    )
