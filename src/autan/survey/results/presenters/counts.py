"""Counts in words, bars and names, and tables of results: groups side by side, questions crossed, matrices."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from autan.evidence.figures.core.charts import Chart
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.numbers import axis_number, file_numbers
from autan.evidence.figures.core.wording import bounded_words, counts_no_case
from autan.evidence.figures.presenters.figures import trace_url
from autan.ground.texts.core.notation import format_number
from autan.ground.texts.language import current_language, number, words
from autan.ground.wordings import Sentence, Text
from autan.survey.campaigns.core.addresses import measure_of
from autan.survey.questionnaires.core.answers.answer import MANY, Respondent
from autan.survey.questionnaires.core.answers.values import cell_of
from autan.survey.questionnaires.core.questionnaire import Choice, Question
from autan.survey.questionnaires.core.tabulation.results import CountRow, Tabulation
from autan.survey.results.core.crossing import Crossing
from autan.survey.results.core.grouped import GroupedTabulation

_ENOUGH_FOR_SHARES = 30
_COUNTS = frozenset({"territories", "answers"})
_NONE_KNOWN = Sentence("aucune connue")  # of authorities, of answers: both feminine in French


@dataclass(frozen=True, slots=True, kw_only=True)
class CountWords:
    """« 7 / 12 »: a count, out of how many, and where its trace is."""

    number: str
    total: str
    trace_url: str
    is_known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedFigure:
    """A figure in a table of results, with its bar where it counts members.

    Attributes:
        names: names of those it counts, in a campaign small enough.
        has_share: True to write « 33 % » beside a count, from thirty known answers on.
    """

    figure: Figure
    names: str = ""
    has_share: bool = False


def name_some(names: Sequence[str], most: int = MANY) -> str:
    """Return names in a row; the first ones and how many others when there are too many to be read."""
    if len(names) <= most:
        return ", ".join(names)
    return _("%(names)s et %(count)d autres") % {"names": ", ".join(names[:10]), "count": len(names) - 10}


def describe_count(figure: Figure) -> CountWords | None:
    """Return the words of a count, its unit left out since the page says what is counted; None for another figure."""
    if figure.unit.code not in _COUNTS:
        return None
    has_no_case, language = counts_no_case(figure), current_language()

    def write(count: float, _side: object = None) -> str:
        return format_number(count, decimals=0, language=language)

    return CountWords(
        number=_NONE_KNOWN.in_language(language) if has_no_case else bounded_words(figure, write, language),
        total=write(figure.total),
        trace_url=trace_url(figure.id, language),
        is_known=figure.is_known and not has_no_case,
    )


def bar_of(figure: Figure) -> dict[str, Any] | None:
    """Return the bar of a count of members; None for another figure, or over nobody."""
    if figure.unit.code != "territories" or not figure.total:
        return None
    known = 100 * figure.known / figure.total
    return {
        # where those counted end, from the left
        "counted": f"{100 * (axis_number(figure) or 0.0) / figure.total:.1f}",
        # where those for whom it is not known begin, up to the right end; empty when there are none
        "unknown": f"{known:.1f}" if figure.is_partial else "",
    }


def share_of(figure: Figure) -> str:
    """Return the percentage of the members known that a count stands for, from thirty of them on; else nothing.

    The page shows a count out of all the members; a share of fewer of them says of how many.
    """
    if figure.unit.code != "territories" or figure.known < _ENOUGH_FOR_SHARES:
        return ""
    count = file_numbers(figure).value
    if count is None:
        return ""
    share = number(100 * count / figure.known)
    if not figure.is_partial:
        return words(Text(f"{share}\u00a0%", f"{share}%"))
    known = number(figure.known)
    return words(Sentence("{share}\u00a0% des {known} connues", share=share, known=known))


def join_names(members: Iterable[Respondent]) -> str:
    """Return the names of members in a row, shortened when there are many."""
    return name_some([member.name for member in members])


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
    lines: tuple[dict[str, Any], ...]
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
            {
                "label": words(line.group.label),
                "note": number(len(line.group.members)),
                "cells": tuple(
                    CountedFigure(figure=cell.figure, names=join_names(cell.members)) for cell in line.cells
                ),
            }
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
            {"label": label, "note": "", "cells": tuple(CountedFigure(figure=figure) for figure in figures)}
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
            {
                "label": words(row.label),
                "note": "",
                "cells": tuple(_cell(table, row, column, choice) for choice in column.listed),
            }
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
