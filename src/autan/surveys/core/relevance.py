"""Is a question asked, given what was answered?

What is not known stays unknown: a rule that rests on an unknown answer is neither true nor false. Rules are checked
when a questionnaire is read (see `rule_checks`), so that none refers to what does not exist.
"""

from collections.abc import Callable, Mapping, Sequence
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from autan.surveys.core.answers import RecordedAnswer
from autan.surveys.core.expressions import (
    Answered,
    Combination,
    Condition,
    Constant,
    Junction,
    Negation,
    Operator,
    Reference,
    Rule,
)
from autan.surveys.core.kinds import AnswerState
from autan.surveys.core.questionnaire import Question
from autan.surveys.core.rule_checks import AnswerType, read_day, type_of
from autan.surveys.core.tallies import chosen_codes

_ORDERS: dict[Operator, Callable[[Any, Any], bool]] = {
    Operator.EQUAL: eq,
    Operator.DIFFERENT: ne,
    Operator.LESS: lt,
    Operator.AT_MOST: le,
    Operator.MORE: gt,
    Operator.AT_LEAST: ge,
}


def is_relevant(
    rule: Rule | None, questions: Mapping[str, Question], answers: Mapping[str, RecordedAnswer]
) -> bool | None:
    """Say whether a question is to be asked.

    Args:
        rule: its rule; a question without one is always asked.
        questions: every question of the questionnaire, by code.
        answers: what one territory has answered so far, by question.

    Returns:
        True or False, or None when an answer that decides is not known.
    """
    if rule is None:
        return True
    if isinstance(rule, Combination):
        return _combine(rule.junction, [is_relevant(part, questions, answers) for part in rule.rules])
    if isinstance(rule, Negation):
        held = is_relevant(rule.rule, questions, answers)
        return None if held is None else not held
    if isinstance(rule, Answered):
        answer = answers.get(rule.question)
        return answer is not None and answer.state is AnswerState.ANSWERED
    return _compare(rule, questions, answers)


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
