"""What tables and matrices have in common: rows of cells, each of which answers a small question of its own."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import override

from autan.ground.texts.core.notation import NO_BREAK_SPACE
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Text
from autan.survey.questionnaires.core.answers.fields import AnswerField, Parts, Widget
from autan.survey.questionnaires.core.answers.values import AnswerFault, AnswerValue, add_fault, check_parts, parts_of
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.kinds.kind import Kind, Listing
from autan.survey.questionnaires.core.printing.values import EMPTY_BOX, UNKNOWN
from autan.survey.questionnaires.core.questionnaire import Question
from autan.survey.questionnaires.core.spread.columns import FlatColumn, column_of
from autan.survey.questionnaires.core.wordings import after_colon, join_texts, symbol_of, typeset, verbatim

_ONE_LINE = 12
_LONGEST_OFFER = 60
_NEXT_CELL = " · "


class GridKind(Kind):
    """Rows of cells, one a column; an unknown cell is absent."""

    joins_changes = True
    listing = Listing.FOLDED

    def __init__(self, cells: Mapping[QuestionKind, Kind]) -> None:
        """Take the kinds that a column may be of."""
        self.cells = cells

    @override
    def fields(self, question: Question) -> tuple[AnswerField, ...]:
        return ()

    def check_row(
        self, question: Question, name: str, row: object, faults: list[AnswerFault]
    ) -> dict[str, AnswerValue]:
        """Return a row in its written form; one without any cell is a fault."""
        parts = check_parts(row, tuple(column.code for column in question.columns), faults)
        checked: dict[str, AnswerValue] = {}
        for column in (column for column in question.columns if column.code in parts):
            cell_faults: list[AnswerFault] = []
            checked[column.code] = self.cells[column.kind].check(column, parts[column.code], cell_faults)
            faults += _faults_of_cell(name, column, cell_faults)
        if not checked:
            first = f"cell.{name}.{question.columns[0].code}" if question.columns else "cell"
            add_fault(faults, first, "une ligne est vide", "a row is empty")
        return checked

    def row_fields(self, question: Question, row: str) -> tuple[AnswerField, ...]:
        """Return the fields of one row."""
        return tuple(self._cell_field(row, column) for column in question.columns)

    def _cell_field(self, row: str, column: Question) -> AnswerField:
        """The first field of the kind of the column; a choice is a list, which takes less room than buttons."""
        field = self.cells[column.kind].fields(column)[0]
        widget = Widget.SELECT if field.widget is Widget.RADIO else field.widget
        return replace(field, part=f"cell.{row}.{column.code}", label=column.text, widget=widget)

    def read_row(
        self, question: Question, name: str, parts: Parts, faults: list[AnswerFault]
    ) -> dict[str, AnswerValue]:
        """Read the cells of one row; those that hold nothing are absent."""
        cells: dict[str, AnswerValue] = {}
        for column in question.columns:
            kind = self.cells[column.kind]
            typed = parts.get(f"cell.{name}.{column.code}", ())
            value, cell_faults = kind.read_value(column, {kind.parts[0]: typed})
            faults += _faults_of_cell(name, column, cell_faults)
            if value is not None:
                cells[column.code] = value
        return cells

    def write_rows(self, question: Question, rows: Mapping[str, AnswerValue]) -> dict[str, tuple[str, ...]]:
        """Put the cells of rows back in their fields."""
        return {
            f"cell.{name}.{column.code}": self._write_cell(column, parts_of(row)[column.code])
            for name, row in rows.items()
            for column in question.columns
            if column.code in parts_of(row)
        }

    def _write_cell(self, column: Question, cell: AnswerValue) -> tuple[str, ...]:
        kind = self.cells[column.kind]
        return kind.write(column, cell)[kind.parts[0]]

    def row_columns(self, question: Question, line: str | int, label: Text) -> tuple[FlatColumn, ...]:
        """Return the flat columns of one row."""
        return tuple(
            column_of(
                question,
                (line, column.code),
                self.cells[column.kind].cell_kind,
                join_texts(" — ", (label, column.text)),
                column.choices,
            )
            for column in question.columns
        )

    def format_row(self, question: Question, row: AnswerValue) -> Text:
        """Return the words of the cells of a row, each after the heading of its column."""
        return join_texts(
            _NEXT_CELL,
            (
                after_colon(column.text, self._format_cell(column, cell))
                for column in question.columns
                if isinstance(cell := parts_of(row).get(column.code), str | int | float)
            ),
        )

    def _format_cell(self, column: Question, cell: str | float) -> Text:
        return self.cells[column.kind].format_cell(column, cell)

    @override
    def takes_free_text(self, question: Question) -> bool:
        return any(self.cells[column.kind].takes_free_text(column) for column in question.columns)

    @override
    def holds_free_text(self, question: Question, value: AnswerValue) -> bool:
        return any(
            self.cells[column.kind].holds_free_text(column, parts_of(row).get(column.code))
            for row in self.rows_of(value)
            for column in question.columns
        )

    def rows_of(self, value: AnswerValue) -> tuple[Mapping[str, AnswerValue], ...]:
        """Return the rows of an answer."""
        return tuple(row for row in parts_of(value).values() if isinstance(row, Mapping))

    def print_row(self, question: Question, row: AnswerValue, *, is_blank: bool) -> tuple[Text, ...]:
        """Return the cells of one row in words; those of a row to be filled show what they offer."""
        if is_blank:
            return tuple(_offer(column) for column in question.columns)
        cells = ((column, parts_of(row).get(column.code)) for column in question.columns)
        return tuple(
            self._format_cell(column, cell) if isinstance(cell, str | int | float) else UNKNOWN
            for column, cell in cells
        )


def _faults_of_cell(row: str, column: Question, faults: Iterable[AnswerFault]) -> list[AnswerFault]:
    """The faults of a cell, in the field of the cell."""
    return [AnswerFault(part=f"cell.{row}.{column.code}", message=fault.message) for fault in faults]


def _offer(column: Question) -> Text:
    """The boxes of a short list, the unit of a number."""
    if not column.offered:
        return symbol_of(column.unit)
    empty = verbatim(EMPTY_BOX)
    boxes = (join_texts(NO_BREAK_SPACE, (empty, _on_one_line(typeset(choice.label)))) for choice in column.offered)
    offered = join_texts(" ", boxes)
    return offered if max(len(offered.fr), len(offered.en)) <= _LONGEST_OFFER else NO_TEXT


def _on_one_line(label: Text) -> Text:
    """A short label, such as « En cours », is not cut between two lines."""
    texts = (label.fr, label.en)
    return Text(*(text.replace(" ", NO_BREAK_SPACE) if len(text) <= _ONE_LINE else text for text in texts))
