"""What an answer may say at once, as the attributes of a question of LimeSurvey, and read back from them.

| ours | attributes |
|---|---|
| fewest and most choices | `min_answers`, `max_answers` |
| choices that go with no other | `exclude_all_others`, codes parted by `;` |
| at least one of a group | `em_validation_q`, an equation over its boxes |
| total of a column of numbers (`K`) | `min_num_value`, `max_num_value`, `equals_num_value` |
| bounds of the cells of a grid (`:`) | `multiflexible_min`, `multiflexible_max`, `input_boxes` |
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import count

from autan.ground.wordings import Sentence, Text
from autan.survey.limesurvey.core.types import LimeType, choice_codes, column_codes
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

K = QuestionKind
COUNTED = frozenset({K.MULTIPLE, K.RANKING})
_TICKED = re.compile(r"\(?\s*(?P<name>\w+?)_(?P<part>[A-Za-z0-9]+)(?:\.NAOK)?\s*==\s*(['\"])Y\3\s*\)?")
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,10})?")
_COUNT = re.compile(r"\d{1,4}")

type Attributes = dict[tuple[str, str], str]
"""Value of each setting of a question, by its name and its language."""


def write_limits(question: Question, lime_type: LimeType, code: str) -> dict[str, str]:
    """Return the attributes that say the limits of a question of this code."""
    limits = question.limits
    attributes: dict[str, str] = {}
    if question.kind in COUNTED:
        counts = {"min_answers": limits.fewest, "max_answers": limits.most}
        attributes |= {name: str(count) for name, count in counts.items() if count is not None}
    if question.kind is K.MULTIPLE and question.choices:
        codes = choice_codes(question.choices, is_part=True)
        if limits.exclusive:
            attributes["exclude_all_others"] = ";".join(codes[choice] for choice in limits.exclusive)
        if limits.any_of:
            boxes = (f'{code}_{codes[choice]}.NAOK == "Y"' for choice in limits.any_of)
            attributes["em_validation_q"] = f"({' or '.join(boxes)})"
    if lime_type.letter == "K" and question.columns:
        attributes |= _write_total(question.columns[0].limits)
    bounds = common_bounds(question)
    if lime_type.letter == ":" and (question.kind is K.TABLE or bounds not in {None, Bounds()}):
        ends = {"multiflexible_min": bounds.low, "multiflexible_max": bounds.high} if bounds else {}
        attributes |= {name: repr(end) for name, end in ends.items() if end is not None} | {"input_boxes": "1"}
    return attributes


def _write_total(limits: Limits) -> dict[str, str]:
    if limits.low_total is not None and limits.low_total == limits.high_total:
        return {"equals_num_value": repr(limits.low_total)}
    totals = {"min_num_value": limits.low_total, "max_num_value": limits.high_total}
    return {name: repr(total) for name, total in totals.items() if total is not None}


def common_bounds(question: Question) -> Bounds | None:
    """Return the bounds of the numbers of a grid; None where its columns have not the same."""
    bounds = {(column.bounds.low, column.bounds.high) for column in question.columns}
    return Bounds(low=(only := bounds.pop())[0], high=only[1]) if len(bounds) == 1 else None


def read_choice_limits(
    attributes: Attributes, codes: Mapping[str, str], choices: ChoiceList, kind: QuestionKind, own: str
) -> Limits:
    """Return the limits of a question of choices; the attributes that say them are taken away.

    `codes` gives our code of each choice by that of LimeSurvey, `own` is the code of the question there.
    """
    fewest, most = (_pop_match(attributes, name, _COUNT) for name in ("min_answers", "max_answers"))
    low, high = int(fewest or 0) or None, int(most or 0) or None
    if low and high and low > high:
        attributes["min_answers", ""] = str(low)
        low = None
    limits = Limits(fewest=low, most=high)
    if kind is not K.MULTIPLE:
        return limits
    alone = [code.strip() for code in attributes.get(("exclude_all_others", ""), "").split(";") if code.strip()]
    if alone and set(alone) <= codes.keys():
        del attributes["exclude_all_others", ""]
        limits = Limits(fewest=low, most=high, exclusive=_in_order([codes[code] for code in alone], choices))
    boxes = [_TICKED.fullmatch(part.strip()) for part in _equation(attributes).split(" or ")]
    ticked = [match["part"] for match in boxes if match and match["name"] == own and match["part"] in codes]
    if ticked and len(ticked) == len(boxes):
        del attributes["em_validation_q", ""]
        any_of = _in_order([codes[code] for code in ticked], choices)
        limits = Limits(fewest=low, most=high, exclusive=limits.exclusive, any_of=any_of)
    return limits


def _equation(attributes: Attributes) -> str:
    text = attributes.get(("em_validation_q", ""), "").strip()
    return text[1:-1] if text.startswith("(") and text.endswith(")") else text


def _in_order(codes: list[str], choices: ChoiceList) -> tuple[str, ...]:
    return tuple(code for code in choices.codes if code in codes)


def read_totals(attributes: Attributes) -> Limits:
    """Return the total of a list of numbers; the attributes that say it are taken away."""
    exact = _take_number(attributes, "equals_num_value")
    if exact is not None:
        return Limits(low_total=exact, high_total=exact)
    low, high = (_take_number(attributes, name) for name in ("min_num_value", "max_num_value"))
    if low is not None and high is not None and low > high:
        return NO_LIMITS
    return Limits(low_total=low, high_total=high)


def read_cell_bounds(attributes: Attributes) -> Bounds:
    """Return the bounds of the cells of a grid of numbers; the attributes that say them are taken away."""
    low, high = (_take_number(attributes, name) for name in ("multiflexible_min", "multiflexible_max"))
    if (low is None and high is None) or (low is not None and high is not None and low > high):
        return Bounds()
    if attributes.get(("input_boxes", "")) == "1":
        del attributes["input_boxes", ""]
    else:
        attributes["input_boxes", ""] = "0"  # a list to choose from, where ours are typed
    return Bounds(low=low, high=high)


def _take_number(attributes: Attributes, name: str) -> float | None:
    text = _pop_match(attributes, name, _NUMBER)
    return None if text is None else float(text) if "." in text else int(text)


def _pop_match(attributes: Attributes, name: str, pattern: re.Pattern[str]) -> str | None:
    text = attributes.get((name, ""), "").strip()
    if not pattern.fullmatch(text):
        return None
    del attributes[name, ""]
    return text


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
    return tuple(
        _restore_column(column, by_code[column.code]) if column.code in by_code else column for column in columns
    )


def _restore_column(column: Question, before: Question) -> Question:
    return before if column.text == column_label(before) else replace(before, text=column.text)


def row_limits(rows: int, whole: Question | None) -> Limits:
    """Return how many rows a table of so many numbered rows may have: those of before where they give as many."""
    lines = lines_of(whole) if whole else None
    return whole.limits if whole and lines and len(lines.codes) == rows else Limits(most=rows)
