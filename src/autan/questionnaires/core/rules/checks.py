"""Is a relevance rule right for its questionnaire? Checked when that is read; see `relevance` for its use."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum

from autan.questionnaires.core.kinds import QuestionKind
from autan.questionnaires.core.questionnaire import OTHER, Question
from autan.questionnaires.core.rules.expressions import (
    Combination,
    Condition,
    Constant,
    ExpressionError,
    Negation,
    Operator,
    Reference,
    Rule,
    questions_of,
)


class AnswerType(StrEnum):
    """What an answer can be compared with."""

    CHOICE = "choice"
    CHOICES = "choices"
    NUMBER = "number"
    DAY = "day"
    OPAQUE = "opaque"  # texts, rankings, splits, tables...: only `answered` makes sense


_TYPES = {
    QuestionKind.HALF_OPEN: AnswerType.CHOICE,
    QuestionKind.SINGLE: AnswerType.CHOICE,
    QuestionKind.MULTIPLE: AnswerType.CHOICES,
    QuestionKind.NUMBER: AnswerType.NUMBER,
    QuestionKind.PERCENTAGE: AnswerType.NUMBER,
    QuestionKind.YEAR: AnswerType.NUMBER,
    QuestionKind.SCALE: AnswerType.NUMBER,
    QuestionKind.DATE: AnswerType.DAY,
}
_EQUALITIES = frozenset({Operator.EQUAL, Operator.DIFFERENT})
_MEMBERSHIPS = frozenset({Operator.IN, Operator.NOT_IN})


def type_of(question: Question) -> AnswerType:
    """Return what the answer to a question can be compared with."""
    return _TYPES.get(question.kind, AnswerType.OPAQUE)


def check_rule(rule: Rule, questions: Mapping[str, Question]) -> list[ExpressionError]:
    """Return every fault of a rule: unknown question, choice that the list does not hold, operands that do not match.

    Args:
        rule: the rule.
        questions: every question of the questionnaire, by code.
    """
    return list(_faults(rule, questions))


def _faults(rule: Rule, questions: Mapping[str, Question]) -> Iterator[ExpressionError]:
    if isinstance(rule, Combination):
        for part in rule.rules:
            yield from _faults(part, questions)
    elif isinstance(rule, Negation):
        yield from _faults(rule.rule, questions)
    else:
        unknown = sorted(questions_of(rule) - questions.keys())
        for code in unknown:
            yield ExpressionError(rule.column, f"le code d’une question (inconnue : {code})")
        if not unknown and isinstance(rule, Condition):
            yield from _condition_faults(rule, questions)


def _condition_faults(rule: Condition, questions: Mapping[str, Question]) -> Iterator[ExpressionError]:
    """A comparison sets one answer against a constant of its type."""
    if isinstance(rule.left, Reference) and isinstance(rule.right, Constant):
        question, constant, is_inside = questions[rule.left.question], rule.right, False
    elif isinstance(rule.right, Reference) and isinstance(rule.left, Constant):
        question, constant, is_inside = questions[rule.right.question], rule.left, True
    else:
        yield ExpressionError(rule.column, "la réponse à une question comparée à une valeur")
        return
    expected = _expected(type_of(question), rule.operator, constant.value, is_inside=is_inside)
    if expected:
        yield ExpressionError(rule.column, f"{expected} (question {question.code}, {question.kind.label.fr})")
    elif type_of(question) in {AnswerType.CHOICE, AnswerType.CHOICES}:
        yield from _unknown_choices(question, constant)


def _expected(kind: AnswerType, operator: Operator, value: object, *, is_inside: bool) -> str:
    """Say what the comparison should be, or nothing when it is right."""
    if kind is AnswerType.CHOICES:
        is_right = is_inside and operator in _MEMBERSHIPS and isinstance(value, str)
        return "" if is_right else "un test de la forme 'choix' in question"
    if kind is AnswerType.CHOICE:
        is_equal = operator in _EQUALITIES and isinstance(value, str)
        is_listed = operator in _MEMBERSHIPS and isinstance(value, tuple) and not is_inside
        return "" if is_equal or is_listed else "un test de la forme question == 'choix' ou question in ['a', 'b']"
    if kind is AnswerType.NUMBER:
        is_right = operator not in _MEMBERSHIPS and isinstance(value, int | float)
        return "" if is_right else "une comparaison avec un nombre"
    if kind is AnswerType.DAY:
        is_right = operator not in _MEMBERSHIPS and isinstance(value, str) and read_day(value) is not None
        return "" if is_right else "une comparaison avec une date écrite 'AAAA-MM-JJ'"
    return "answered(question), seul test possible"


def _unknown_choices(question: Question, constant: Constant) -> Iterator[ExpressionError]:
    codes = set(question.choices.codes if question.choices else ()) | ({OTHER} if question.allows_other else set())
    words = constant.value if isinstance(constant.value, tuple) else (str(constant.value),)
    for word in words:
        if word not in codes:
            yield ExpressionError(constant.column, f"un choix de {question.code} : {', '.join(sorted(codes))}")


def find_cycle(rules: Mapping[str, Rule]) -> tuple[str, ...]:
    """Return the codes of questions whose rules rest on one another in a circle, or nothing.

    Args:
        rules: rule of each question that has one, by code.

    >>> from autan.questionnaires.core.rules.expressions import parse_rule
    >>> find_cycle({"a": parse_rule("answered(b)"), "b": parse_rule("answered(a)")})
    ('a', 'b', 'a')
    """
    settled: set[str] = set()
    for start in rules:
        cycle = _walk(start, rules, settled)
        if cycle:
            return cycle
    return ()


def _walk(start: str, rules: Mapping[str, Rule], settled: set[str]) -> tuple[str, ...]:
    """Follow rules from a question, in depth; a stack of our own, for chains longer than Python's."""
    path: list[str] = []
    pending = [[start]]  # what remains to follow at each step of the path
    while pending:
        if not pending[-1]:
            pending.pop()
            settled.update(path[-1:])
            path = path[:-1]
            continue
        code = pending[-1].pop()
        if code in path:
            return (*path[path.index(code) :], code)
        if code in rules and code not in settled:
            path.append(code)
            pending.append(sorted(questions_of(rules[code]), reverse=True))
    return ()


def read_day(value: object) -> date | None:
    """Return the day that a text writes as AAAA-MM-JJ, or None."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
