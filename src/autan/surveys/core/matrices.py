"""What do the cells of a matrix say? Counts by row and choice, medians by row and column of numbers."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from autan.evidence.core.arithmetic import count_figures
from autan.evidence.core.texts import Text
from autan.evidence.core.units import get_unit
from autan.surveys.core.answers import Hearing, RecordedAnswer
from autan.surveys.core.quantities import median_row
from autan.surveys.core.questionnaire import Choice, Column, Question
from autan.surveys.core.results import CountRow, Tabulation, begin_tabulation, figure_id, member_figure
from autan.surveys.core.values import AnswerValue


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
    for line in question.rows.choices if question.rows else ():
        for column in question.columns:
            rows += _count_choices(question, hearing, line, column)
            rows += _measure_numbers(question, hearing, line, column)
    return begin_tabulation(question, hearing, tuple(rows))


def _count_choices(question: Question, hearing: Hearing, line: Choice, column: Column) -> Iterator[CountRow]:
    for choice in column.choices.choices if column.choices else ():
        label = _join(line.label, column.label, choice.label)
        cells = {member.siren: cell_of(answer, line.code, column.code) for member, answer in hearing.answered()}
        figure = count_figures(
            [
                (m.siren, None if cells.get(m.siren) is None else cells[m.siren] == choice.code)
                for m in hearing.concerned()
            ],
            figure_id=figure_id(question, hearing, f"cell_{line.code}-{column.code}-{choice.code}"),
            label=_join(question.text, label),
            period=hearing.period,
            unit=get_unit("territories"),
            evidence=hearing.evidence,
        )
        yield CountRow(label=label, figure=figure)


def _measure_numbers(question: Question, hearing: Hearing, line: Choice, column: Column) -> Iterator[CountRow]:
    if not column.unit:
        return
    points = []
    for member, answer in hearing.answered():
        cell = cell_of(answer, line.code, column.code)
        if isinstance(cell, int | float):
            figure = member_figure(question, hearing, member, answer, value=cell, unit=get_unit(column.unit))
            address = figure_id(question, hearing, f"value_{line.code}-{column.code}-{member.siren}")
            label = Text(f"{line.label.fr} ({member.name})", f"{line.label.en} ({member.name})")
            points.append(replace(figure, id=address, label=label))
    label = _join(line.label, column.label, Text("médiane", "median"))
    measure = f"median_{line.code}-{column.code}"
    asked = replace(question, unit=column.unit)
    yield CountRow(label=label, figure=median_row(asked, hearing, points, measure=measure, label=label))


def _join(*texts: Text) -> Text:
    """Put the wordings that are not empty one after the other."""
    french = " — ".join(text.fr for text in texts if text.fr)
    return Text(french, " — ".join(text.en for text in texts if text.en))
