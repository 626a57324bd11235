"""Answers of every kind, drawn by Hypothesis, for the tests of exchange."""

from typing import Any

from hypothesis import strategies as st

from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.questionnaire import Bounds, Question

K = QuestionKind
EVERY_KIND = tuple(kind for kind in QuestionKind if kind is not K.DISPLAY)
WORDS = st.text(alphabet="aéZ0 '=+-@,;\"\n«»…", min_size=1, max_size=30).map(str.strip).filter(bool)
LINE = WORDS.map(lambda text: " ".join(text.split())).filter(bool)


def _numbers(bounds: Bounds) -> st.SearchStrategy[Any]:
    low = -10_000 if bounds.low is None else int(bounds.low)
    high = 10_000 if bounds.high is None else int(bounds.high)
    return st.integers(low, high) | st.floats(low, high).map(lambda number: round(number, 4))


def _cells(columns: tuple[Question, ...]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional={column.code: _cell(column) for column in columns}).filter(bool)


def _cell(column: Question) -> st.SearchStrategy[Any]:
    if column.kind is K.SINGLE:
        return st.sampled_from(column.choices.codes if column.choices else ())
    if column.kind is K.YEAR:
        return st.integers(1990, 2030)
    return WORDS if column.kind is K.OPEN else _numbers(column.bounds)


def _splits(codes: tuple[str, ...]) -> st.SearchStrategy[dict[str, int]]:
    first = st.integers(0, 60)
    second = st.integers(0, 40)
    return st.tuples(first, second).map(lambda pair: dict(zip(codes, (pair[0], pair[1], 100 - sum(pair)), strict=True)))


def _multiples(question: Question, codes: tuple[str, ...]) -> st.SearchStrategy[dict[str, Any]]:
    ticked = st.sets(st.sampled_from(codes)).map(lambda found: sorted(found, key=codes.index))
    parts: dict[str, Any] = {"choices": ticked}
    return st.fixed_dictionaries(parts, optional={"other": WORDS} if question.allows_other else {})


def values_of(question: Question) -> st.SearchStrategy[Any]:
    """Values in written form of one question."""
    codes = question.choices.codes if question.choices else ()
    choice = st.sampled_from(codes or ("",))
    rows = question.rows.codes if question.rows else ()
    strategies: dict[QuestionKind, st.SearchStrategy[Any]] = {
        K.OPEN: WORDS,
        K.SHORT_TEXT: LINE,
        K.HALF_OPEN: st.builds(dict, choice=choice, text=WORDS | st.just("")),
        K.SINGLE: choice | (st.builds(dict, other=WORDS) if question.allows_other else choice),
        K.MULTIPLE: _multiples(question, codes) if codes else st.nothing(),
        K.NUMBER: _numbers(question.bounds),
        K.PERCENTAGE: _numbers(question.bounds),
        K.SCALE: st.integers(1, 5),
        K.RANKING: st.permutations(codes).map(list),
        K.SPLIT: _splits(codes) if len(codes) == 3 else st.nothing(),
        K.DATE: st.dates().map(lambda day: day.isoformat()),
        K.YEAR: st.integers(1990, 2030),
        K.TABLE: st.lists(_cells(question.columns), min_size=1, max_size=3),
        K.MATRIX: st.dictionaries(st.sampled_from(rows or ("",)), _cells(question.columns), min_size=1),
        K.FILE: st.fixed_dictionaries({}, optional={"name": LINE, "link": st.just("https://exemple.fr/a")}).filter(
            bool
        ),
    }
    return strategies[question.kind]
