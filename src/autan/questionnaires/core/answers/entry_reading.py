"""What value do the fields of a question hold, and what is at fault in them?"""

from collections.abc import Callable

from autan.evidence.core.texts import Text
from autan.questionnaires.core.answers.entries import EntryFault, Parts, normalise_parts, row_numbers
from autan.questionnaires.core.answers.entry_readers import (
    read_day,
    read_file,
    read_half_open,
    read_multiple,
    read_quantity,
    read_ranking,
    read_single,
    read_split,
    read_text,
    read_year,
)
from autan.questionnaires.core.answers.values import MAX_ROWS, AnswerValue, InvalidAnswerError, check_value
from autan.questionnaires.core.kinds import QuestionKind
from autan.questionnaires.core.questionnaire import Column, Question


def read_value(question: Question, parts: Parts) -> tuple[AnswerValue, tuple[EntryFault, ...]]:
    """Read the parts of a question into a value.

    Returns:
        The value in its written form, or None when nothing was typed or something is at fault; and every fault.

    >>> read_value(Question(code="q", kind=QuestionKind.YEAR, text=Text("", "")), {"value": ("2008",)})
    (2008, ())
    """
    faults: list[EntryFault] = []
    given = normalise_parts(parts)
    if not given or not question.is_asked:
        return None, ()
    value = _READERS[question.kind](question, given, faults)
    if faults or value is None:
        return None, tuple(faults)
    try:
        return check_value(question, value), ()
    except InvalidAnswerError as error:
        first = next(iter(given))
        return None, tuple(EntryFault(part=first, message=Text(words, words)) for words in error.problems)


def _read_table(question: Question, parts: Parts, faults: list[EntryFault]) -> AnswerValue:
    numbers = row_numbers(parts)
    if len(numbers) > MAX_ROWS:
        words = Text(f"{MAX_ROWS} lignes au plus sont gardées", f"at most {MAX_ROWS} rows are kept")
        faults.append(EntryFault(part=f"cell.{numbers[MAX_ROWS]}.{question.columns[0].code}", message=words))
        return None
    rows = [_read_row(question, str(number), parts, faults) for number in numbers]
    return [row for row in rows if row] or None


def _read_matrix(question: Question, parts: Parts, faults: list[EntryFault]) -> AnswerValue:
    lines = question.rows.codes if question.rows else ()
    rows = {code: _read_row(question, code, parts, faults) for code in lines}
    return {code: row for code, row in rows.items() if row} or None


def _read_row(question: Question, row: str, parts: Parts, faults: list[EntryFault]) -> dict[str, AnswerValue]:
    cells: dict[str, AnswerValue] = {}
    for column in question.columns:
        part = f"cell.{row}.{column.code}"
        if part in parts:
            value, found = read_value(_as_question(column), {_cell_part(column): parts[part]})
            faults += [EntryFault(part=part, message=fault.message) for fault in found]
            if value is not None:
                cells[column.code] = value
    return cells


def _cell_part(column: Column) -> str:
    """Return the part that a cell would be, were its column a question of its own."""
    return "choice" if column.kind is QuestionKind.SINGLE else "value"


def _as_question(column: Column) -> Question:
    return Question(
        code=column.code,
        kind=column.kind,
        text=column.label,
        unit=column.unit,
        bounds=column.bounds,
        choices=column.choices,
    )


_READERS: dict[QuestionKind, Callable[[Question, Parts, list[EntryFault]], AnswerValue]] = {
    QuestionKind.OPEN: read_text,
    QuestionKind.SHORT_TEXT: read_text,
    QuestionKind.HALF_OPEN: read_half_open,
    QuestionKind.SINGLE: read_single,
    QuestionKind.MULTIPLE: read_multiple,
    QuestionKind.NUMBER: read_quantity,
    QuestionKind.PERCENTAGE: read_quantity,
    QuestionKind.SCALE: read_quantity,
    QuestionKind.RANKING: read_ranking,
    QuestionKind.SPLIT: read_split,
    QuestionKind.DATE: read_day,
    QuestionKind.YEAR: read_year,
    QuestionKind.TABLE: _read_table,
    QuestionKind.MATRIX: _read_matrix,
    QuestionKind.FILE: read_file,
}
