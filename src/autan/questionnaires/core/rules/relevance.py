"""Is a question asked, given what was answered?

What is not known stays unknown: a rule that rests on an unknown answer is neither true nor false. A question that is
not asked has no answer, whatever stands of an older one: a rule that rests on it alone does not hold. Rules are
checked when a questionnaire is read (see `rule_checks`), so that none refers to what does not exist.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from graphlib import TopologicalSorter
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from autan.questionnaires.core.answers.answer import RecordedAnswer
from autan.questionnaires.core.kinds import AnswerState
from autan.questionnaires.core.questionnaire import Question
from autan.questionnaires.core.rules.checks import AnswerType, read_day, type_of
from autan.questionnaires.core.rules.expressions import (
    Answered,
    Combination,
    Condition,
    Constant,
    Junction,
    Negation,
    Operator,
    Reference,
    Rule,
    questions_of,
)
from autan.questionnaires.core.tabulation.tallies import chosen_codes

_ORDERS: dict[Operator, Callable[[Any, Any], bool]] = {
    Operator.EQUAL: eq,
    Operator.DIFFERENT: ne,
    Operator.LESS: lt,
    Operator.AT_MOST: le,
    Operator.MORE: gt,
    Operator.AT_LEAST: ge,
}

_SILENT = frozenset({AnswerState.SKIPPED, AnswerState.NOT_DOCUMENTED})
_NONE: Mapping[str, bool] = {}


def settle_relevance(
    questions: Mapping[str, Question],
    answers: Mapping[str, RecordedAnswer],
    *,
    order: Sequence[str] | None = None,
    silence: bool | None = False,
) -> dict[str, bool | None]:
    """Say which questions with a rule are asked of one territory, each after those that its rule rests on.

    Args:
        questions: every question of the questionnaire, by code.
        answers: what the territory has answered so far, by question.
        order: `relevance_order` of the questions, where it is at hand.
        silence: what `answered` says of a question of which nothing is said yet: False while a screen is filled, None
            where it matters that it may still be answered.

    Returns:
        By code: True, False, or None when an answer that decides is not known yet. A question without a rule is absent.
    """
    settled: dict[str, bool | None] = {}
    unasked: set[str] = set()
    for code in relevance_order(questions.values()) if order is None else order:
        settled[code] = _settle(questions[code].relevance, questions, answers, unasked, silence=silence)
        if settled[code] is False:
            unasked.add(code)
    return settled


def _settle(
    rule: Rule | None,
    questions: Mapping[str, Question],
    answers: Mapping[str, RecordedAnswer],
    unasked: AbstractSet[str],
    *,
    silence: bool | None,
) -> bool | None:
    """A rule that would hold or not by what a question that is not asked would say does not hold."""
    if rule is None or unasked.isdisjoint(questions_of(rule)):
        return is_relevant(rule, questions, answers, silence=silence)
    held = {
        is_relevant(rule, questions, answers, unasked=dict.fromkeys(unasked, way), silence=silence)
        for way in (True, False)
    }
    if len(held) == 1:
        return held.pop()
    return None if None in held else False


def relevance_order(questions: Iterable[Question]) -> tuple[str, ...]:
    """Return the codes of the questions that have a rule, each after those that its rule rests on.

    >>> from autan.evidence.core.texts import Text
    >>> from autan.questionnaires.core.rules.expressions import parse_rule
    >>> from autan.questionnaires.core.kinds import QuestionKind
    >>> rules = {"c": "answered(b)", "b": "answered(a)"}
    >>> made = [
    ...     Question(code=code, kind=QuestionKind.OPEN, text=Text("?", "?"), relevance=parse_rule(rule))
    ...     for code, rule in rules.items()
    ... ]
    >>> relevance_order(made)
    ('b', 'c')
    """
    rules = {question.code: question.relevance for question in questions if question.relevance is not None}
    return tuple(
        TopologicalSorter({code: _rests_on(rule) & rules.keys() for code, rule in rules.items()}).static_order()
    )


def _rests_on(rule: Rule | None) -> frozenset[str]:
    return frozenset() if rule is None else questions_of(rule)


def is_relevant(
    rule: Rule | None,
    questions: Mapping[str, Question],
    answers: Mapping[str, RecordedAnswer],
    *,
    unasked: Mapping[str, bool] = _NONE,
    silence: bool | None = False,
) -> bool | None:
    """Say whether a rule holds: that of one question, or what a check expects.

    Args:
        rule: its rule; a question without one is always asked.
        questions: every question of the questionnaire, by code.
        answers: what one territory has answered so far, by question.
        unasked: questions that are not asked, with what to take any comparison with their answer for.
        silence: what `answered` says of a question that nothing is said of; see `settle_relevance`.

    Returns:
        True or False, or None when an answer that decides is not known.
    """
    if rule is None:
        return True
    if isinstance(rule, Combination):
        parts = [is_relevant(part, questions, answers, unasked=unasked, silence=silence) for part in rule.rules]
        return _combine(rule.junction, parts)
    if isinstance(rule, Negation):
        held = is_relevant(rule.rule, questions, answers, unasked=unasked, silence=silence)
        return None if held is None else not held
    if isinstance(rule, Answered):
        return False if rule.question in unasked else _is_answered(answers.get(rule.question), silence=silence)
    absent = next((unasked[code] for code in questions_of(rule) if code in unasked), None)
    return _compare(rule, questions, answers) if absent is None else absent


def _is_answered(answer: RecordedAnswer | None, *, silence: bool | None) -> bool | None:
    if answer is None or answer.state in _SILENT:
        return silence
    return answer.state is AnswerState.ANSWERED


def _combine(junction: Junction, held: Sequence[bool | None]) -> bool | None:
    """Three-valued: one False settles « and », one True settles « or », else an unknown leaves it unknown."""
    settling = junction is Junction.OR
    if settling in held:
        return settling
    return None if None in held else not settling


def _compare(rule: Condition, questions: Mapping[str, Question], answers: Mapping[str, RecordedAnswer]) -> bool | None:
    reference = rule.left if isinstance(rule.left, Reference) else rule.right
    constant = rule.right if isinstance(rule.right, Constant) else rule.left
    if not isinstance(reference, Reference) or not isinstance(constant, Constant):
        return None
    question, answer = questions[reference.question], answers.get(reference.question)
    if answer is None or answer.value is None:
        return None
    if type_of(question) in {AnswerType.CHOICE, AnswerType.CHOICES}:
        return _compare_choices(rule.operator, question, answer, constant.value)
    given = read_day(answer.value) if type_of(question) is AnswerType.DAY else answer.value
    wanted = read_day(constant.value) if type_of(question) is AnswerType.DAY else constant.value
    pair = (given, wanted) if rule.left is reference else (wanted, given)
    return None if given is None or wanted is None else _ORDERS[rule.operator](*pair)


def _compare_choices(operator: Operator, question: Question, answer: RecordedAnswer, value: object) -> bool | None:
    """A partial answer, or a text without its choice, does not say what was not chosen."""
    chosen = chosen_codes(question, answer)
    is_chosen = bool(chosen & (set(value) if isinstance(value, tuple) else {value}))
    says_all = not answer.is_partial and (chosen or type_of(question) is AnswerType.CHOICES)
    if not is_chosen and not says_all:
        return None
    return is_chosen if operator in {Operator.EQUAL, Operator.IN} else not is_chosen
