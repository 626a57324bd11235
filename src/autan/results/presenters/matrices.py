"""Tables of a matrix: one for each column of choices, its rows down, its choices across."""

from autan.evidence.language import words
from autan.questionnaires.core.answers.answer import MANY
from autan.questionnaires.core.answers.values import cell_of
from autan.questionnaires.core.questionnaire import Choice, Question
from autan.questionnaires.core.tabulation.results import CountRow, Tabulation
from autan.results.presenters.counts import CountedFigure, join_names
from autan.results.presenters.crossing import LineView, TableView
from autan.surveys.core.addresses import measure_of


def is_in_grid(table: Tabulation, row: CountRow) -> bool:
    """Say whether a line of a tabulation is shown in a grid, and not by itself."""
    return table.question.rows is not None and measure_of(row.figure).startswith("cell_")


def present_grids(table: Tabulation) -> tuple[TableView, ...]:
    """Return the grids of a matrix, each cell with the names of those it counts; none for another kind."""
    question = table.question
    if question.rows is None:
        return ()
    return tuple(_grid(table, column) for column in question.columns if column.choices)


def _grid(table: Tabulation, column: Question) -> TableView:
    return TableView(
        heading=words(column.text),
        second=table.question,
        columns=tuple((words(choice.label), "") for choice in column.listed),
        lines=tuple(
            LineView(
                label=words(row.label),
                note="",
                cells=tuple(_cell(table, row, column, choice) for choice in column.listed),
            )
            for row in table.question.lines
        ),
        may_overlap=False,
        is_counted=True,
        chart=None,
    )


def _cell(table: Tabulation, row: Choice, column: Question, choice: Choice) -> CountedFigure:
    measure = f"cell_{row.code}-{column.code}-{choice.code}"
    figure = next(line.figure for line in table.rows if measure_of(line.figure) == measure)
    chosen = [member for member, answer in table.answers if cell_of(answer.value, row.code, column.code) == choice.code]
    names = join_names(chosen) if len(table.members) <= MANY else ""
    return CountedFigure(figure=figure, names=names)
