"""Repeated rows: how many there are, of which kinds, and what their amounts add up to."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import override

from autan.evidence.figures.core.charts import ChartKind
from autan.evidence.figures.core.figures import Method
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import Unit, get_unit
from autan.ground.wordings import Sentence, Text
from autan.survey.questionnaires.core.answers.answer import QuestionResponses
from autan.survey.questionnaires.core.answers.fields import FieldRow, Parts, row_numbers
from autan.survey.questionnaires.core.answers.values import MAX_ROWS, AnswerFault, AnswerValue, add_fault, items_of
from autan.survey.questionnaires.core.kinds.grids import GridKind
from autan.survey.questionnaires.core.printing.values import PrintedAnswer, PrintedTable
from autan.survey.questionnaires.core.questionnaire import Question
from autan.survey.questionnaires.core.spread.columns import FlatCell, FlatColumn, Path
from autan.survey.questionnaires.core.tabulation.results import (
    CountRow,
    Tabulation,
    begin_tabulation,
    draw_counts,
    make_figure,
    whole_label,
)
from autan.survey.questionnaires.core.wordings import typeset, verbatim

_LINES = Sentence("lignes")
_ROWS = Sentence("Lignes énumérées")
_FORMULA = Sentence("lignes comptées, ou cellules connues additionnées")
_BLANK_ROWS = 4
RANK = "rank"
"""Code of the column of numbers by which rows are shown in order."""


class TableKind(GridKind):
    """Any number of rows."""

    takes = frozenset({"columns", "min_rows", "max_rows"})
    is_repeated = True
    grouped_as = ChartKind.BARS
    grouped_measure = "rows_"
    hint = Sentence("une ligne par réponse\u202f; ajoutez-en au besoin")

    @override
    def check(self, question: Question, value: object, faults: list[AnswerFault]) -> AnswerValue:
        if not 0 < len(items_of(value)) <= MAX_ROWS:
            french = f"de 1 à {MAX_ROWS} lignes sont attendues"
            add_fault(
                faults, f"cell.{MAX_ROWS}.{question.columns[0].code}", french, f"from 1 to {MAX_ROWS} rows are expected"
            )
            return []
        return [self.check_row(question, str(rank), row, faults) for rank, row in enumerate(items_of(value))]

    @override
    def field_rows(self, question: Question, parts: Parts, least: int = 1) -> tuple[FieldRow, ...]:
        numbers = row_numbers(parts)
        first = max(numbers, default=-1) + 1
        shown = [*numbers, *range(first, first + least - len(numbers))]
        return tuple(
            FieldRow(
                label=Sentence("Ligne {rank}", rank=rank),
                fields=self.row_fields(question, str(number)),
                number=str(number) if len(shown) > 1 else "",
            )
            for rank, number in enumerate(shown, start=1)
        )

    @override
    def read(self, question: Question, parts: Parts, faults: list[AnswerFault]) -> AnswerValue:
        """Read the rows that hold something."""
        rows = [self.read_row(question, str(number), parts, faults) for number in row_numbers(parts)]
        return [row for row in rows if row] or None

    @override
    def write(self, question: Question, value: AnswerValue) -> dict[str, tuple[str, ...]]:
        """Put rows back in their fields, numbered from 0."""
        return self.write_rows(question, {str(number): row for number, row in enumerate(items_of(value))})

    @override
    def change_unit(self, part: str, text: str) -> str:
        return part.rpartition(".")[0]

    @override
    def columns(self, question: Question, length: int = 1) -> tuple[FlatColumn, ...]:
        ranks = range(1, max(1, length) + 1)
        return tuple(chain(*(self.row_columns(question, rank, verbatim(str(rank))) for rank in ranks)))

    @override
    def gather(self, question: Question, known: Mapping[Path, FlatCell]) -> AnswerValue:
        """Gather rows in their order; a rank without a cell is no row."""
        rows: dict[int, dict[str, AnswerValue]] = {}
        for path, cell in known.items():
            rows.setdefault(int(path[0]), {})[str(path[1])] = cell
        return [rows[rank] for rank in sorted(rows)]

    @override
    def rows_of(self, value: AnswerValue) -> tuple[Mapping[str, AnswerValue], ...]:
        return tuple(row for row in items_of(value) if isinstance(row, Mapping))

    @override
    def format_value(self, question: Question, value: AnswerValue) -> tuple[Text, ...]:
        return tuple(self.format_row(question, row) for row in self._ranked_rows(question, value))

    def _ranked_rows(self, question: Question, value: AnswerValue) -> tuple[Mapping[str, AnswerValue], ...]:
        """The rows by the numbers of a column `rank`, those without one last; in their own order without the column."""
        rows = self.rows_of(value)
        ranked = any(column.code == RANK and column.unit for column in question.columns)
        return tuple(sorted(rows, key=_rank_in)) if ranked else rows

    @override
    def print_answer(self, question: Question, value: AnswerValue, *, is_blank: bool) -> PrintedAnswer:
        if value is None and not is_blank:
            return PrintedAnswer()
        rows: Sequence[AnswerValue] = [None] * _BLANK_ROWS if value is None else self._ranked_rows(question, value)
        cells = tuple(self.print_row(question, row, is_blank=row is None) for row in rows)
        headings = tuple(typeset(column.text) for column in question.columns)
        return PrintedAnswer(table=PrintedTable(headings=headings, rows=cells))

    @override
    def tabulate(self, responses: QuestionResponses) -> Tabulation:
        """Tabulate repeated rows: how many, how many of each choice, and the sum of each amount that may be added.

        A row whose cell is not known counts as a row, and not in the sums: every sum with such rows is a lower bound,
        which says how many rows it rests on, and a member without any such cell is not known.
        """
        columns = responses.question.columns
        listing = _Listing(
            responses=responses,
            rows_by_answer=tuple(self.rows_of(answer.value) for answer in responses.given),
            is_partial=any(answer.is_partial for answer in responses.given),
        )
        kinds = [tuple(listing.count_choices(column)) for column in columns if column.choices]
        added = [column for column in columns if column.unit and get_unit(column.unit).is_summable]
        sums = [listing.add_amounts(column) for column in added]
        drawn = kinds[0] if kinds else ()  # one list of choices a chart
        chart = draw_counts(responses, drawn, of=_LINES, total=len(listing.rows))
        return begin_tabulation(responses, (listing.count_rows(), *chain(*kinds), *sums), chart)


@dataclass(frozen=True, kw_only=True)
class _Listing:
    """All the rows that the members listed."""

    responses: QuestionResponses
    rows_by_answer: tuple[tuple[Mapping[str, AnswerValue], ...], ...]
    is_partial: bool

    @property
    def rows(self) -> list[Mapping[str, AnswerValue]]:
        """Every row, one after the other."""
        return list(chain(*self.rows_by_answer))

    def count_rows(self) -> CountRow:
        """Count the rows."""
        return self._row("rows", _ROWS, len(self.rows), column=None)

    def count_choices(self, column: Question) -> Iterator[CountRow]:
        """Count the rows that bear each choice of a column."""
        counts = Counter(cell for cell in self._cells(column) if isinstance(cell, str))
        for choice in column.listed:
            label = Sentence("{text}\u00a0: {choice}", text=column.text, choice=choice.label)
            yield self._row(f"rows_{column.code}_{choice.code}", label, counts[choice.code], column=column)

    def add_amounts(self, column: Question) -> CountRow:
        """Add the amounts of a column."""
        total = sum(cell for cell in self._cells(column) if isinstance(cell, int | float))
        label = Sentence("{text}, somme", text=column.text)
        return self._row(f"sum_{column.code}", label, total, column=column, unit=get_unit(column.unit))

    def _cells(self, column: Question) -> list[AnswerValue]:
        return [row[column.code] for row in self.rows if column.code in row]

    def _count_known(self, column: Question | None) -> int:
        """Count the members that listed a row, or a row with this cell."""
        if column is None:
            return self.responses.answered_count
        return sum(any(column.code in row for row in rows) for rows in self.rows_by_answer)

    def _row(
        self, measure: str, label: Text, value: float, *, column: Question | None, unit: Unit | None = None
    ) -> CountRow:
        known, rows = self._count_known(column), len(self.rows)
        cells = rows if column is None else len(self._cells(column))
        is_lower = known < len(self.responses.sirens) or cells < rows or self.is_partial
        figure = make_figure(
            self.responses,
            measure,
            whole_label(self.responses.question, label),
            unit=unit or get_unit("count"),
            known=known,
            method=Method(name="tabulate_table", formula=_FORMULA),
            state=ValueState.LOWER_BOUND if is_lower else ValueState.OBSERVED,
            value=value if known else None,
            evidence=self.responses.evidence,
            note=Sentence("sur {cells} des {rows} lignes", cells=cells, rows=rows) if 0 < cells < rows else None,
        )
        return CountRow(label=label, figure=figure)


def _rank_in(row: Mapping[str, AnswerValue]) -> float:
    rank = row.get(RANK)
    return rank if isinstance(rank, int | float) else math.inf
