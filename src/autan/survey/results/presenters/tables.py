"""Tables of results: groups side by side, two questions crossed, the choices of a matrix; figures and names."""

from dataclasses import dataclass

from autan.evidence.figures.core.charts import Chart
from autan.ground.texts.language import number, words
from autan.survey.campaigns.core.addresses import measure_of
from autan.survey.questionnaires.core.answers.answer import MANY
from autan.survey.questionnaires.core.answers.values import cell_of
from autan.survey.questionnaires.core.questionnaire import Choice, Question
from autan.survey.questionnaires.core.tabulation.results import CountRow, Tabulation
from autan.survey.results.core.crossing import Crossing
from autan.survey.results.core.grouped import GroupedTabulation
from autan.survey.results.presenters.counts import CountedFigure, join_names


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultLine:
    """One line of a table, with its cells."""

    label: str
    note: str
    cells: tuple[CountedFigure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultTable:
    """Two questions crossed, or one question by groups, ready to print.

    Attributes:
        second: question that is counted.
        columns: headings of the columns, with the names of the groups where they are the columns.
        may_overlap: True when a territory may be counted in several cells.
        is_counted: True when the lines are the groups and each cell counts territories.
    """

    heading: str
    second: Question
    columns: tuple[tuple[str, str], ...]
    lines: tuple[ResultLine, ...]
    may_overlap: bool
    is_counted: bool
    chart: Chart | None


def present_crossing(crossing: Crossing | GroupedTabulation) -> ResultTable:
    """Return two questions crossed, whatever the second one is."""
    if isinstance(crossing, GroupedTabulation):
        return present_groups(crossing)
    return ResultTable(
        heading=words(crossing.first.text),
        second=crossing.second,
        columns=tuple((words(label), "") for label in crossing.columns),
        lines=tuple(
            ResultLine(
                label=words(line.group.label),
                note=number(len(line.group.members)),
                cells=tuple(CountedFigure(figure=cell.figure, names=join_names(cell.members)) for cell in line.cells),
            )
            for line in crossing.lines
        ),
        may_overlap=crossing.may_overlap,
        is_counted=True,
        chart=None,
    )


def present_groups(grouped_tabulation: GroupedTabulation) -> ResultTable:
    """Return one question by groups: a column a group, a line a measure."""
    measures = [
        ("", grouped_tabulation.answered),
        *((words(row.label), row.figures) for row in grouped_tabulation.rows),
    ]
    return ResultTable(
        heading=words(grouped_tabulation.grouping.label),
        second=grouped_tabulation.question,
        columns=tuple((words(part.group.label), join_names(part.group.members)) for part in grouped_tabulation.parts),
        lines=tuple(
            ResultLine(label=label, note="", cells=tuple(CountedFigure(figure=figure) for figure in figures))
            for label, figures in measures
        ),
        may_overlap=grouped_tabulation.grouping.may_overlap,
        is_counted=False,
        chart=grouped_tabulation.chart,
    )


def is_in_grid(table: Tabulation, row: CountRow) -> bool:
    """Say whether a line of a tabulation is shown in a grid, and not by itself."""
    return table.question.rows is not None and measure_of(row.figure).startswith("cell_")


def present_grids(table: Tabulation) -> tuple[ResultTable, ...]:
    """Return the grids of a matrix, each cell with the names of those it counts; none for another kind."""
    question = table.question
    if question.rows is None:
        return ()
    return tuple(_grid(table, column) for column in question.columns if column.choices)


def _grid(table: Tabulation, column: Question) -> ResultTable:
    return ResultTable(
        heading=words(column.text),
        second=table.question,
        columns=tuple((words(choice.label), "") for choice in column.listed),
        lines=tuple(
            ResultLine(
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
