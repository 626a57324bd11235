"""Answers and questions as a reader sees them, in the language of the page. Results: see `results`."""

from collections.abc import Mapping, Sequence
from datetime import date

from autan.evidence.core.notation import NO_BREAK_SPACE, format_date, format_number, set_typography, write_colon
from autan.evidence.core.texts import Text
from autan.evidence.core.units import get_unit
from autan.questionnaires.core.answers.answer import RecordedAnswer
from autan.questionnaires.core.answers.entry_numbers import write_number
from autan.questionnaires.core.answers.values import AnswerValue
from autan.questionnaires.core.kinds import AnswerState, QuestionKind
from autan.questionnaires.core.questionnaire import OTHER, ChoiceList, Question

_OTHER = Text("Autre : ", "Other: ")


def present_answer(question: Question, answer: RecordedAnswer, language: str) -> tuple[str, ...]:
    """Return the words of an answer: its value, one item a line, or its state."""
    if answer.state is not AnswerState.ANSWERED:
        return (answer.state.label.in_language(language),)
    return present_value(question, answer.value, language)


def holds_free_text(question: Question, value: AnswerValue) -> bool:
    """True when an answer holds words written by hand, and not only choices, numbers and dates."""
    if question.kind is QuestionKind.MATRIX and isinstance(value, Mapping):
        return holds_free_text(question, tuple(value.values()))
    if isinstance(value, Mapping):
        return bool(value.get("text") or value.get(OTHER))
    if isinstance(value, Sequence) and not isinstance(value, str):
        written = {column.code for column in question.columns if column.kind is QuestionKind.OPEN}
        return any(isinstance(row, Mapping) and written & row.keys() for row in value)
    return question.kind in {QuestionKind.OPEN, QuestionKind.SHORT_TEXT} and bool(value)


def present_value(question: Question, value: AnswerValue, language: str) -> tuple[str, ...]:
    """Return the words of a value, one item a line; nothing for no value."""
    if isinstance(value, Mapping):
        return _present_parts(question, value, language)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _present_list(question, value, language)
    if value is None:
        return ()
    return (_present_cell(question.kind, value, question.choices, question.unit, language),)


def _present_parts(question: Question, value: Mapping[str, AnswerValue], language: str) -> tuple[str, ...]:
    if question.kind is QuestionKind.SPLIT:
        return tuple(
            f"{_label(question.choices, code, language)}{write_colon(language)} {_quantity(share, 'pct', language)}"
            for code, share in value.items()
            if isinstance(share, int | float)
        )
    if question.kind is QuestionKind.MATRIX:
        return tuple(
            f"{_label(question.rows, code, language)}{write_colon(language)} {_present_row(question, row, language)}"
            for code, row in value.items()
            if isinstance(row, Mapping)
        )
    if question.kind is QuestionKind.FILE:
        return tuple(str(value[key]) for key in ("name", "link") if key in value)
    chosen = value.get("choices", ())
    codes = chosen if isinstance(chosen, list | tuple) else ()
    lines = [_label(question.choices, str(code), language) for code in codes]
    if value.get("choice"):
        lines.append(_label(question.choices, str(value["choice"]), language))
    if value.get("text"):
        lines.append(str(value["text"]))
    if value.get(OTHER):
        lines.append(set_typography(_OTHER.in_language(language), language=language) + str(value[OTHER]))
    return tuple(lines)


def _present_list(question: Question, value: Sequence[AnswerValue], language: str) -> tuple[str, ...]:
    """Rows of a table, or the choices of a ranking with their rank."""
    if question.kind is QuestionKind.RANKING:
        return tuple(f"{n}. {_label(question.choices, str(code), language)}" for n, code in enumerate(value, start=1))
    return tuple(_present_row(question, row, language) for row in value if isinstance(row, Mapping))


def _present_row(question: Question, row: Mapping[str, AnswerValue], language: str) -> str:
    cells = []
    for column in question.columns:
        cell = row.get(column.code)
        if isinstance(cell, str | int | float):
            words = _present_cell(column.kind, cell, column.choices, column.unit, language)
            cells.append(f"{column.label.in_language(language)}{write_colon(language)} {words}")
    return " · ".join(cells)


def _present_cell(
    kind: QuestionKind, value: str | int | float, choices: ChoiceList | None, unit: str, language: str
) -> str:
    if isinstance(value, str):
        if kind is QuestionKind.DATE:
            return format_date(date.fromisoformat(value), language=language)
        return _label(choices, value, language) if choices else value
    return str(value) if kind is QuestionKind.YEAR else _quantity(value, unit, language)


def _quantity(value: float, unit: str, language: str) -> str:
    symbol = get_unit(unit).symbol.in_language(language) if unit else ""
    decimals = len(write_number(value).partition(",")[2])  # an answer is shown as it was given, to the last digit
    number = format_number(value, decimals=decimals, language=language)
    return f"{number}{NO_BREAK_SPACE}{symbol}" if symbol else number


def _label(choices: ChoiceList | None, code: str, language: str) -> str:
    return choices.label_of(code).in_language(language) if choices else code
