"""How many rows do the tables hold, of which kinds, and what do their amounts add up to?"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from autan.evidence.core.figures import Figure, Method
from autan.evidence.core.states import ValueState
from autan.evidence.core.texts import Text
from autan.evidence.core.units import Unit, get_unit
from autan.questionnaires.core.answers.answer import Hearing, RecordedAnswer
from autan.questionnaires.core.answers.values import AnswerValue
from autan.questionnaires.core.questionnaire import Column, Question
from autan.questionnaires.core.tabulation.results import (
    AUTHORITIES,
    CountRow,
    Tabulation,
    begin_tabulation,
    draw_counts,
    figure_id,
    whole_label,
)

_LINES = Text("lignes", "rows")
_ROWS = Text("Lignes énumérées", "Rows listed")
_FORMULA = Text("lignes comptées, ou cellules connues additionnées", "rows counted, or known cells added")


def rows_of(answer: RecordedAnswer) -> tuple[Mapping[str, AnswerValue], ...]:
    """Rows of one member's table; empty for another value."""
    value = answer.value
    return tuple(row for row in value if isinstance(row, Mapping)) if isinstance(value, list | tuple) else ()


def tabulate_table(question: Question, hearing: Hearing) -> Tabulation:
    """Tabulate repeated rows: how many, how many of each choice, and the sum of each amount that may be added.

    A row whose cell is not known counts as a row, and not in the sums: every sum with such rows is a lower bound, which
    says how many rows it rests on, and a member without any such cell is not known.
    """
    listing = _Listing(
        question=question,
        hearing=hearing,
        rows=tuple(row for answer in hearing.given for row in rows_of(answer)),
        is_partial=any(answer.is_partial for answer in hearing.given),
    )
    kinds = [tuple(listing.count_choices(column)) for column in question.columns if column.choices]
    sums = [
        listing.add_amounts(column) for column in question.columns if column.unit and get_unit(column.unit).is_summable
    ]
    drawn = kinds[0] if kinds else ()  # one list of choices a chart
    chart = draw_counts(question, hearing, drawn, of=_LINES, total=len(listing.rows))
    return begin_tabulation(question, hearing, (listing.count_rows(), *chain(*kinds), *sums), chart)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listing:
    """All the rows that the members listed, put one after the other."""

    question: Question
    hearing: Hearing
    rows: tuple[Mapping[str, AnswerValue], ...]
    is_partial: bool

    def count_rows(self) -> CountRow:
        """How many rows there are."""
        return self._row("rows", _ROWS, len(self.rows), column=None)

    def count_choices(self, column: Column) -> Iterator[CountRow]:
        """How many rows bear each choice of a column."""
        found = Counter(cell for cell in self._cells(column) if isinstance(cell, str))
        for choice in column.choices.choices if column.choices else ():
            label = Text(f"{column.label.fr}\u00a0: {choice.label.fr}", f"{column.label.en}: {choice.label.en}")
            yield self._row(f"rows_{column.code}_{choice.code}", label, found[choice.code], column=column)

    def add_amounts(self, column: Column) -> CountRow:
        """What the amounts of a column add up to."""
        total = sum(cell for cell in self._cells(column) if isinstance(cell, int | float))
        label = Text(f"{column.label.fr}, somme", f"{column.label.en}, sum")
        return self._row(f"sum_{column.code}", label, total, column=column, unit=get_unit(column.unit))

    def _cells(self, column: Column) -> list[AnswerValue]:
        return [row[column.code] for row in self.rows if column.code in row]

    def _known(self, column: Column | None) -> int:
        """How many members listed a row, or a row with this cell."""
        if column is None:
            return self.hearing.answered_count
        return sum(any(column.code in row for row in rows_of(answer)) for answer in self.hearing.given)

    def _row(
        self, measure: str, label: Text, value: float, *, column: Column | None, unit: Unit | None = None
    ) -> CountRow:
        known, concerned = self._known(column), len(self.hearing.sirens)
        cells, rows = len(self.rows) if column is None else len(self._cells(column)), len(self.rows)
        is_lower = known < concerned or cells < rows or self.is_partial
        state = ValueState.LOWER_BOUND if is_lower else ValueState.OBSERVED
        absent = ValueState.MISSING if concerned else ValueState.NOT_APPLICABLE
        figure = Figure(
            id=figure_id(self.question, self.hearing, measure),
            label=whole_label(self.question, label),
            value=value if known else None,
            unit=unit or get_unit("count"),
            period=self.hearing.period,
            territories=self.hearing.about,
            known=known,
            total=concerned,
            part=AUTHORITIES,
            state=state if known else absent,
            method=Method(name="tabulate_table", formula=_FORMULA),
            evidence=self.hearing.evidence,
            note=_on_rows(cells, rows) if 0 < cells < rows else None,
        )
        return CountRow(label=label, figure=figure)


def _on_rows(cells: int, rows: int) -> Text:
    """What a count of rows or a sum rests on, where some cells are not known."""
    return Text(f"sur {cells} des {rows} lignes", f"on {cells} of the {rows} rows")
