"""The columns of a whole questionnaire, and the states of its answers. See `columns` for what each question takes."""

import re
from collections.abc import Iterable, Mapping

from autan.ground.wordings import Sentence
from autan.survey.questionnaires.core.answers.values import AnswerValue, items_of
from autan.survey.questionnaires.core.kinds import AnswerState
from autan.survey.questionnaires.core.kinds.registry import kind_of
from autan.survey.questionnaires.core.questionnaire import Question, Questionnaire
from autan.survey.questionnaires.core.spread.columns import CellKind, FlatColumn, column_of

PARTLY = "answered_partly"  # written for an answer that may not be whole
_STATE = Sentence("état de la réponse")


def flatten_questionnaire(questionnaire: Questionnaire, lengths: Mapping[str, int]) -> tuple[FlatColumn, ...]:
    """Return every column of a questionnaire, in the order asked, the state of each question after its own.

    Words to read give no column; a table has as many rows as its length says, by its code, and one when it is absent.
    """
    return tuple(
        column
        for question in questionnaire.questions
        if question.is_asked
        for column in (*kind_of(question).columns(question, lengths.get(question.code, 1)), state_column(question))
    )


def state_column(question: Question) -> FlatColumn:
    """Return the column that says what is known of the answers to a question."""
    return column_of(question, (), CellKind.STATE, _STATE)


def lengths_of(questionnaire: Questionnaire, answers: Iterable[tuple[str, AnswerValue]]) -> dict[str, int]:
    """Return how many rows the longest answer to each table has."""
    row = _one_row_each(questionnaire)
    for code, value in answers:
        if code in row:
            row[code] = max(row[code], len(items_of(value)))
    return row


def lengths_in(questionnaire: Questionnaire, headings: Iterable[str]) -> dict[str, int]:
    """Return how many rows of each table the headings of a file hold.

    Headings such as `actions[3_cost]` say that the table `actions` has three rows at least.
    """
    row = _one_row_each(questionnaire)
    for heading in headings:
        match = re.fullmatch(r"(\w+)\[(\d{1,3})_\w+\]", heading, re.ASCII)
        if match and match[1] in row:
            row[match[1]] = max(row[match[1]], int(match[2]))
    return row


def _one_row_each(questionnaire: Questionnaire) -> dict[str, int]:
    tables = (question.code for question in questionnaire.questions if kind_of(question).is_repeated)
    return dict.fromkeys(sorted(tables), 1)


def write_state(state: AnswerState, *, is_partial: bool) -> str:
    """Return the word of a state column: the state, or `answered_partly`."""
    return PARTLY if is_partial and state is AnswerState.ANSWERED else state.value
