"""Groups side by side and two questions crossed, as a reader sees them: figures, names, and what each is out of."""

from dataclasses import dataclass

from autan.evidence.core.charts import Chart
from autan.evidence.core.figures import Figure
from autan.evidence.core.notation import format_number
from autan.questionnaires.core.questionnaire import Question
from autan.surveys.core.tabulation.crossing import Crossing
from autan.surveys.core.tabulation.grouped import GroupedTabulation
from autan.surveys.core.tabulation.groups import Group
from autan.surveys.presenters.counts import Bar, CountWords, bar_of, count_in, join_names


@dataclass(frozen=True, slots=True, kw_only=True)
class CellView:
    """One cell: its figure, its words for a count, its bar, and the names of those it counts."""

    figure: Figure
    count: CountWords | None
    bar: Bar | None
    names: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    """One line of a table, with its cells."""

    label: str
    note: str
    cells: tuple[CellView, ...]


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


def present_crossing(found: Crossing | GroupedTabulation, language: str) -> TableView:
    """Return two questions crossed, whatever the second one is."""
    if isinstance(found, GroupedTabulation):
        return present_groups(found, language)
    return TableView(
        heading=found.first.text.in_language(language),
        second=found.second,
        columns=tuple((label.in_language(language), "") for label in found.columns),
        lines=tuple(
            LineView(
                label=line.group.label.in_language(language),
                note=_size(line.group, language),
                cells=tuple(_cell(cell.figure, language, join_names(cell.members)) for cell in line.cells),
            )
            for line in found.lines
        ),
        may_overlap=found.may_overlap,
        is_counted=True,
        chart=None,
    )


def present_groups(found: GroupedTabulation, language: str) -> TableView:
    """Return one question by groups: a column a group, a line a measure."""
    answered = LineView(label="", note="", cells=tuple(_cell(figure, language) for figure in found.answered))
    measured = tuple(
        LineView(
            label=row.label.in_language(language),
            note="",
            cells=tuple(_cell(figure, language) for figure in row.figures),
        )
        for row in found.rows
    )
    return TableView(
        heading=found.grouping.label.in_language(language),
        second=found.question,
        columns=tuple((part.group.label.in_language(language), join_names(part.group.members)) for part in found.parts),
        lines=(answered, *measured),
        may_overlap=found.grouping.may_overlap,
        is_counted=False,
        chart=found.chart,
    )


def _size(group: Group, language: str) -> str:
    return format_number(len(group.members), decimals=0, language=language)


def _cell(figure: Figure, language: str, names: str = "") -> CellView:
    return CellView(figure=figure, count=count_in(figure, language), bar=bar_of(figure), names=names)
