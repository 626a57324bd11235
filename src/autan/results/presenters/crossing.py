"""Tables of groups side by side and of two questions crossed: figures, names, and what each is out of."""

from dataclasses import dataclass

from autan.evidence.core.charts import Chart
from autan.evidence.language import number, words
from autan.questionnaires.core.questionnaire import Question
from autan.results.core.crossing import Crossing
from autan.results.core.grouped import GroupedTabulation
from autan.results.presenters.counts import CountedFigure, join_names


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    """One line of a table, with its cells."""

    label: str
    note: str
    cells: tuple[CountedFigure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableView:
    """Two questions crossed, or one question by groups, ready to print.

    Attributes:
        heading: what the groups are made by.
        second: question that is counted.
        columns: headings of the columns, with the names of the groups where they are the columns.
        lines: the lines.
        may_overlap: True when a territory may be counted in several cells.
        is_counted: True when the lines are the groups and each cell counts territories.
        chart: drawing, or None.
    """

    heading: str
    second: Question
    columns: tuple[tuple[str, str], ...]
    lines: tuple[LineView, ...]
    may_overlap: bool
    is_counted: bool
    chart: Chart | None


def present_crossing(found: Crossing | GroupedTabulation) -> TableView:
    """Return two questions crossed, whatever the second one is."""
    if isinstance(found, GroupedTabulation):
        return present_groups(found)
    return TableView(
        heading=words(found.first.text),
        second=found.second,
        columns=tuple((words(label), "") for label in found.columns),
        lines=tuple(
            LineView(
                label=words(line.group.label),
                note=number(len(line.group.members)),
                cells=tuple(CountedFigure(figure=cell.figure, names=join_names(cell.members)) for cell in line.cells),
            )
            for line in found.lines
        ),
        may_overlap=found.may_overlap,
        is_counted=True,
        chart=None,
    )


def present_groups(found: GroupedTabulation) -> TableView:
    """Return one question by groups: a column a group, a line a measure."""
    measures = [("", found.answered), *((words(row.label), row.figures) for row in found.rows)]
    return TableView(
        heading=words(found.grouping.label),
        second=found.question,
        columns=tuple((words(part.group.label), join_names(part.group.members)) for part in found.parts),
        lines=tuple(
            LineView(label=label, note="", cells=tuple(CountedFigure(figure=figure) for figure in figures))
            for label, figures in measures
        ),
        may_overlap=found.grouping.may_overlap,
        is_counted=False,
        chart=found.chart,
    )
