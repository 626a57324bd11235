"""Over which columns does each question spread in a flat table? `cells` fills them, and reads them back.

| kind | columns of question `q` |
|---|---|
| open, short_text, number, percentage, scale, date, year | `q` |
| half_open | `q` (choice), `q[text]` |
| single | `q`, and `q[other]` where « autre » is offered |
| multiple | `q[choice]` (1, 0, or empty when unknown), `q[other]` |
| ranking | `q[choice]`: its rank, from 1 |
| split | `q[choice]`: its part |
| matrix | `q[row_column]` |
| table | `q[1_column]`, `q[2_column]`... |
| file | `q[name]`, `q[link]` |

Each question has a column more, `q.state`, which keeps « la donnée n’existe pas », « refus » and « sans objet » apart.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from autan.evidence.core.texts import Text
from autan.questionnaires.core.answers.values import AnswerValue
from autan.questionnaires.core.kinds import AnswerState, QuestionKind
from autan.questionnaires.core.questionnaire import OTHER, ChoiceList, Column, Question, Questionnaire

PARTLY = "answered_partly"  # written for an answer that may not be whole
_TEXT = Text("précision", "details")
_OTHER = Text("autre, préciser", "other, specify")
_STATE = Text("état de la réponse", "state of the answer")
_NAME, _LINK = Text("nom du fichier", "file name"), Text("lien", "link")
_NO_LABEL = Text("", "")


class ColumnKind(StrEnum):
    """What the cells of a flat column hold."""

    TEXT = "text"
    NUMBER = "number"
    WHOLE = "whole"  # a year, or a step of a scale
    RANK = "rank"
    DATE = "date"
    CHOICE = "choice"
    FLAG = "flag"  # 1 or 0
    STATE = "state"


_CELL_KINDS = {
    QuestionKind.OPEN: ColumnKind.TEXT,
    QuestionKind.SHORT_TEXT: ColumnKind.TEXT,
    QuestionKind.SINGLE: ColumnKind.CHOICE,
    QuestionKind.NUMBER: ColumnKind.NUMBER,
    QuestionKind.PERCENTAGE: ColumnKind.NUMBER,
    QuestionKind.SCALE: ColumnKind.RANK,
    QuestionKind.DATE: ColumnKind.DATE,
    QuestionKind.YEAR: ColumnKind.WHOLE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FlatColumn:
    """One column of a flat table.

    Attributes:
        question: code of the question.
        path: what leads from the value of the answer to the cell; the rank of a row of a table is from 1.
        kind: what the cells hold.
        label: the question and the part asked, in both languages.
        choices: list of the codes that the cells hold, for a choice.
    """

    question: str
    path: tuple[str | int, ...]
    kind: ColumnKind
    label: Text
    choices: ChoiceList | None = None

    @property
    def heading(self) -> str:
        """Heading in codes, the same in every format.

        >>> column = FlatColumn(question="q", path=("wood", "cost"), kind=ColumnKind.TEXT, label=Text("a", "b"))
        >>> column.heading
        'q[wood_cost]'
        """
        if self.kind is ColumnKind.STATE:
            return f"{self.question}.state"
        shown = [str(step) for step in self.path if step not in {"choice", "choices"}]
        return f"{self.question}[{'_'.join(shown)}]" if shown else self.question


def flatten_questionnaire(
    questionnaire: Questionnaire, lengths: Mapping[str, int] | None = None
) -> tuple[FlatColumn, ...]:
    """Return every column of a questionnaire, in the order asked, the state of each question after its own.

    Args:
        questionnaire: the questions; words to read give no column.
        lengths: rows of each table, by question code; one when absent.
    """
    sizes = lengths or {}
    return tuple(
        column
        for question in questionnaire.questions
        if question.is_asked
        for column in (*flatten_question(question, sizes.get(question.code, 1)), state_column(question))
    )


def state_column(question: Question) -> FlatColumn:
    """Return the column that says what is known of the answers to a question."""
    return FlatColumn(question=question.code, path=(), kind=ColumnKind.STATE, label=_joined(question.text, _STATE))


def flatten_question(question: Question, length: int = 1) -> tuple[FlatColumn, ...]:
    """Return the columns of one question, without that of its state.

    Args:
        question: the question.
        length: rows of a table; without effect on another kind.
    """
    kind, choices = question.kind, question.choices.choices if question.choices else ()
    if kind in _BY_CHOICE:
        prefix: tuple[str, ...] = ("choices",) if kind is QuestionKind.MULTIPLE else ()
        found = [_part(question, (*prefix, item.code), _BY_CHOICE[kind], item.label) for item in choices]
        return (*found, *_other(question))
    if kind is QuestionKind.HALF_OPEN:
        choice = _part(question, ("choice",), ColumnKind.CHOICE, _NO_LABEL, question.choices)
        return (choice, _part(question, ("text",), ColumnKind.TEXT, _TEXT))
    if kind is QuestionKind.FILE:
        return (_part(question, ("name",), ColumnKind.TEXT, _NAME), _part(question, ("link",), ColumnKind.TEXT, _LINK))
    if kind is QuestionKind.MATRIX:
        lines = question.rows.choices if question.rows else ()
        return tuple(_cell(question, (line.code,), line.label, column) for line in lines for column in question.columns)
    if kind is QuestionKind.TABLE:
        ranks = range(1, max(1, length) + 1)
        return tuple(
            _cell(question, (rank,), Text(str(rank), str(rank)), column)
            for rank in ranks
            for column in question.columns
        )
    whole = _part(question, (), _CELL_KINDS[kind], _NO_LABEL, question.choices)
    return (whole, *_other(question))


_BY_CHOICE = {
    QuestionKind.MULTIPLE: ColumnKind.FLAG,
    QuestionKind.RANKING: ColumnKind.RANK,
    QuestionKind.SPLIT: ColumnKind.NUMBER,
}


def _other(question: Question) -> tuple[FlatColumn, ...]:
    return (_part(question, (OTHER,), ColumnKind.TEXT, _OTHER),) if question.allows_other else ()


def _part(
    question: Question,
    path: tuple[str | int, ...],
    kind: ColumnKind,
    label: Text,
    choices: ChoiceList | None = None,
) -> FlatColumn:
    return FlatColumn(
        question=question.code, path=path, kind=kind, label=_joined(question.text, label), choices=choices
    )


def _cell(question: Question, line: tuple[str | int], label: Text, column: Column) -> FlatColumn:
    kind = _CELL_KINDS[column.kind]
    return _part(question, (*line, column.code), kind, _joined(label, column.label), column.choices)


def _joined(first: Text, second: Text) -> Text:
    """Put two wordings one after the other; an empty English is the French."""
    pairs = [(first.fr, second.fr), (first.en or first.fr, second.en or second.fr)]
    return Text(*(" — ".join(part for part in pair if part) for pair in pairs))


def lengths_of(questionnaire: Questionnaire, answers: Iterable[tuple[str, AnswerValue]]) -> dict[str, int]:
    """Return how many rows the longest answer to each table has.

    Args:
        questionnaire: the questions.
        answers: code of the question and value of each answer.
    """
    tables = {question.code for question in questionnaire.questions if question.kind is QuestionKind.TABLE}
    found = dict.fromkeys(sorted(tables), 1)
    for code, value in answers:
        if code in tables and isinstance(value, Sequence):
            found[code] = max(found[code], len(value))
    return found


def lengths_in(questionnaire: Questionnaire, headings: Iterable[str]) -> dict[str, int]:
    """Return how many rows of each table the headings of a file hold.

    Headings such as `actions[3_cost]` say that the table `actions` has three rows at least.
    """
    tables = [question.code for question in questionnaire.questions if question.kind is QuestionKind.TABLE]
    found = dict.fromkeys(tables, 1)
    for heading in headings:
        match = re.fullmatch(r"(\w+)\[(\d{1,3})_\w+\]", heading, re.ASCII)
        if match and match[1] in found:
            found[match[1]] = max(found[match[1]], int(match[2]))
    return found


def write_state(state: AnswerState, *, is_partial: bool) -> str:
    """Return the word of a state column: the state, or `answered_partly`."""
    return PARTLY if is_partial and state is AnswerState.ANSWERED else state.value
