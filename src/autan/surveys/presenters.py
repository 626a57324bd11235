"""Answers and results as a reader sees them, in the language of the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from autan.evidence.core.charts import Chart
from autan.evidence.core.figures import Figure
from autan.evidence.core.notation import NO_BREAK_SPACE, format_date, format_number, set_typography, write_colon
from autan.evidence.core.texts import Text
from autan.evidence.core.units import get_unit
from autan.evidence.models import Fact
from autan.surveys.core.answers import RecordedAnswer, Respondent
from autan.surveys.core.comparison import draw_published_ranges
from autan.surveys.core.kinds import AnswerState, QuestionKind
from autan.surveys.core.questionnaire import OTHER, ChoiceList, Question, Questionnaire, Section
from autan.surveys.core.results import Tabulation
from autan.surveys.core.tallies import chosen_codes
from autan.surveys.core.values import AnswerValue
from autan.surveys.results_queries import QuestionResult

_OTHER = Text("Autre : ", "Other: ")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerView:
    """One answer, ready to print.

    Attributes:
        respondent: who answered.
        lines: the answer, one item a line.
        is_free_text: True when it holds words written by hand, in French whatever the language of the page.
        is_partial: True when it may not be the whole answer.
        note: what a reader must know, or empty.
        facts: facts that it was documented from.
    """

    respondent: Respondent
    lines: tuple[str, ...]
    is_free_text: bool
    is_partial: bool
    note: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountLine:
    """One counted line, with the names of those it counts where the line is a choice."""

    label: Text
    figure: Figure
    names: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """One question with all that is known of it, ready to print.

    Attributes:
        result: figures and comparisons.
        lines: what was counted again.
        chart: drawing of the answers, where names do not say it better.
        published_chart: drawing of the published ranges, or None.
        verdicts: how published and recomputed figures stand, each sentence once.
        published_notes: what a reader must know of the published figures, each once.
        answers: documented answers.
        findings: facts about the members together.
        silent: names of the members whose answer is not documented.
        other_states: members that gave a state in place of a value, with its words.
    """

    result: QuestionResult
    lines: tuple[CountLine, ...]
    chart: Chart | None
    published_chart: Chart | None
    verdicts: tuple[str, ...]
    published_notes: tuple[str, ...]
    answers: tuple[AnswerView, ...]
    findings: tuple[Fact, ...]
    silent: tuple[str, ...]
    other_states: tuple[tuple[str, str], ...]

    @property
    def shared_note(self) -> str:
        """The note that every answer bears, to be said once; empty when they differ."""
        notes = {answer.note for answer in self.answers}
        return notes.pop() if len(notes) == 1 else ""

    @property
    def question(self) -> Question:
        """The question itself."""
        return self.result.tabulation.question


def facts_needed(results: Sequence[QuestionResult]) -> list[str]:
    """Return the identifiers of every fact that a page of results shows."""
    ids: dict[str, None] = {}
    for result in results:
        ids.update(dict.fromkeys(result.findings))
        for _, answer in result.tabulation.answers:
            ids.update(dict.fromkeys(answer.facts))
    return list(ids)


def present_results(results: Sequence[QuestionResult], facts: Mapping[str, Fact], language: str) -> list[QuestionView]:
    """Return the views of the questions of one page."""
    return [_present_result(result, facts, language) for result in results]


def _present_result(result: QuestionResult, facts: Mapping[str, Fact], language: str) -> QuestionView:
    table = result.tabulation
    silent = [(respondent.name, state) for respondent, state in table.silent]
    notes = [item.published.note for item in result.comparisons if item.published.note]
    return QuestionView(
        result=result,
        lines=_count_lines(table),
        chart=None if _counts_choices(table.question) else table.chart,
        published_chart=draw_published_ranges(table.question, result.comparisons),
        verdicts=tuple(dict.fromkeys(item.sentence.in_language(language) for item in result.comparisons)),
        published_notes=tuple(dict.fromkeys(note.in_language(language) for note in notes)),
        answers=tuple(
            AnswerView(
                respondent=respondent,
                lines=present_value(table.question, answer.value, language),
                is_free_text=holds_free_text(table.question, answer.value),
                is_partial=answer.is_partial,
                note=answer.note.in_language(language) if answer.note else "",
                facts=tuple(facts[key] for key in answer.facts if key in facts),
            )
            for respondent, answer in table.answers
        ),
        findings=tuple(facts[key] for key in result.findings if key in facts),
        silent=tuple(name for name, state in silent if state is AnswerState.NOT_DOCUMENTED),
        other_states=tuple(
            (name, state.label.in_language(language))
            for name, state in silent
            if state is not AnswerState.NOT_DOCUMENTED
        ),
    )


def _counts_choices(question: Question) -> bool:
    return question.kind in {QuestionKind.HALF_OPEN, QuestionKind.SINGLE, QuestionKind.MULTIPLE}


def _count_lines(table: Tabulation) -> tuple[CountLine, ...]:
    """Lines of a tabulation; a choice names those who made it."""
    if not _counts_choices(table.question):
        return tuple(CountLine(label=row.label, figure=row.figure, names="") for row in table.rows)
    chosen = [(respondent.name, chosen_codes(table.question, answer)) for respondent, answer in table.answers]
    return tuple(
        CountLine(
            label=row.label,
            figure=row.figure,
            names=", ".join(name for name, codes in chosen if _code_of(row.figure) in codes),
        )
        for row in table.rows
    )


def _code_of(figure: Figure) -> str:
    return figure.id.rpartition(".count_")[2]


def number_questions(questionnaire: Questionnaire) -> list[tuple[Section, list[tuple[int, Question]]]]:
    """Return the sections with their questions, each with its number."""
    numbered: dict[str, list[tuple[int, Question]]] = {}
    for rank, section, question in questionnaire.numbered():
        numbered.setdefault(section.code, []).append((rank, question))
    return [(section, numbered[section.code]) for section in questionnaire.sections]


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
    number = format_number(value, decimals=0 if float(value).is_integer() else 1, language=language)
    return f"{number}{NO_BREAK_SPACE}{symbol}" if symbol else number


def _label(choices: ChoiceList | None, code: str, language: str) -> str:
    return choices.label_of(code).in_language(language) if choices else code
