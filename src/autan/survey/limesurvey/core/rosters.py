"""Tables whose rows are added one by one, asked by LimeSurvey as an array of so many numbered rows.

The codes of these rows (`roster1`, `roster2`...) say that they are rows of such a table: it comes back as one. What
LimeSurvey does not hold of its columns (kinds, units, choices) goes beside, in an attribute of ours.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from autan.ground.wordings import Sentence, Text
from autan.survey.limesurvey.core.codes import column_codes
from autan.survey.limesurvey.core.limits import common_bounds
from autan.survey.limesurvey.core.types import LimeType
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.questionnaire import (
    NO_LIMITS,
    Bounds,
    Choice,
    ChoiceList,
    Limits,
    Question,
    Questionnaire,
    Section,
)

USUAL_ROWS = 10
"""Rows of a table that says no most."""
COLUMNS = "autan_columns"
"""Attribute that holds a grid or a table whole, as a questionnaire of one question."""
_ROW = "roster"


def lines_of(question: Question) -> ChoiceList | None:
    """Return the lines of a grid: its rows, or as many numbered ones as a table may have; None for another kind."""
    if question.kind is not QuestionKind.TABLE:
        return question.rows
    rows = question.limits.most or max(USUAL_ROWS, question.limits.fewest or 0)
    lines = (Choice(code=f"{_ROW}{n}", label=Sentence("Ligne {n}", n=n)) for n in range(1, rows + 1))
    return ChoiceList(code=_ROW, choices=tuple(lines))


def is_roster(codes: Sequence[str]) -> bool:
    """Tell the rows of a table from those of a grid.

    >>> is_roster(["roster1", "roster2"]), is_roster(["roster1", "roster3"]), is_roster([])
    (True, False, False)
    """
    return bool(codes) and all(code == f"{_ROW}{rank}" for rank, code in zip(count(1), codes, strict=False))


def column_label(column: Question) -> Text:
    """Return the heading of a column whose cells are typed, with what may be chosen there."""
    if not column.listed:
        return column.text
    french = " / ".join(choice.label.fr for choice in column.listed)
    english = " / ".join(choice.label.en or choice.label.fr for choice in column.listed)
    return Text(f"{column.text.fr} ({french})", f"{column.text.en} ({english})" if column.text.en else "")


def is_held(question: Question, lime_type: LimeType) -> bool:
    """Say whether a type holds the units, the bounds and the totals of the columns of a question."""
    is_bounded = any(column.bounds != Bounds() for column in question.columns)
    has_bounds = lime_type.letter == ":" and common_bounds(question) is not None
    has_units = all(column.unit in {"", "count"} for column in question.columns)
    has_totals = lime_type.letter == "K" or all(column.limits == NO_LIMITS for column in question.columns)
    return has_units and has_totals and (has_bounds or not is_bounded)


def needs_columns(question: Question, lime_type: LimeType) -> bool:
    """Say whether the columns of a grid are more than those of its type, or of a table."""
    is_whole = lime_type.holds(question.columns) and is_held(question, lime_type)
    return lime_type.has_named_columns and (question.kind is QuestionKind.TABLE or not is_whole)


def alone(question: Question, questionnaire: Questionnaire) -> Questionnaire:
    """Return a questionnaire of one question, without what LimeSurvey holds of it."""
    bare = replace(question, relevance=None, checks=(), continues=None, kept=())
    section = Section(code="columns", title=question.text, questions=(bare,))
    return replace(questionnaire, sections=(section,), lists=tuple(dict.fromkeys(question.lists)), kept=())


def restore_columns(columns: Sequence[Question], whole: Question) -> tuple[Question, ...]:
    """Return columns as they were before they went to LimeSurvey, those that it still has."""
    theirs = column_codes(whole)
    by_code = {theirs[column.code]: column for column in whole.columns}
    return tuple(_restored(column, by_code[column.code]) if column.code in by_code else column for column in columns)


def _restored(column: Question, before: Question) -> Question:
    return before if column.text == column_label(before) else replace(before, text=column.text)


def row_limits(rows: int, whole: Question | None) -> Limits:
    """Return how many rows a table of so many numbered rows may have: those of before where they give as many."""
    lines = lines_of(whole) if whole else None
    return whole.limits if whole and lines and len(lines.codes) == rows else Limits(most=rows)
