"""How is one of our relevance rules said as an expression of a form (XPath)?"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from autan.questionnaires.core.kinds.registry import kind_of
from autan.questionnaires.core.questionnaire import OTHER, Question
from autan.questionnaires.core.rules.expressions import (
    Answered,
    Combination,
    Condition,
    Negation,
    Operator,
    Rule,
)

_SIGNS = {Operator.EQUAL: "=", Operator.IN: "=", Operator.DIFFERENT: "!=", Operator.NOT_IN: "!="}


@dataclass(frozen=True, slots=True, kw_only=True)
class FormNames:
    """What the questions of a form are called in it.

    Attributes:
        questions: our questions, by code.
        names: name of each question in the form, by code.
        parts: names of the rows that make an answer, for the questions asked in several rows.
        choice: gives the code of a choice in the form, from a question and our code.
    """

    questions: Mapping[str, Question]
    names: Mapping[str, str]
    choice: Callable[[Question, str], str]
    parts: Mapping[str, Sequence[str]] = field(default_factory=dict)


def say_rule(rule: Rule, names: FormNames, own: str = "") -> str:
    """Return the expression of a rule.

    Args:
        rule: a rule that is right for the questionnaire.
        names: what its questions are called.
        own: code of the question that says it as a constraint, written `.`; empty for a relevance.
    """
    if isinstance(rule, Combination):
        return f" {rule.junction} ".join(f"({say_rule(part, names, own)})" for part in rule.rules)
    if isinstance(rule, Negation):
        return f"not({say_rule(rule.rule, names, own)})"
    if isinstance(rule, Answered):
        return _say_answered(names.questions[rule.name], names, own)
    return _say_condition(rule, names, own)


def _say_answered(question: Question, names: FormNames, own: str) -> str:
    """Something was answered when a row was added, or when one of the rows asked holds something."""
    name = _name(question.code, names, own)
    if kind_of(question).is_repeated:
        return f"count({name}) > 0"
    parts = [f"${{{part}}}" for part in names.parts.get(question.code, ())] or [name]
    return " or ".join(f"{part} != ''" for part in parts)


def _say_condition(rule: Condition, names: FormNames, own: str) -> str:
    question, operator = names.questions[rule.name], rule.direct
    name, value = _name(question.code, names, own), rule.value
    if kind_of(question).takes_several:
        ticked = f"selected({name}, '{names.choice(question, str(value))}')"
        return ticked if operator is Operator.IN else f"not({ticked})"
    sign = _SIGNS.get(operator, operator.value)
    if question.choices is None:
        return f"{name} {sign} date('{value}')" if isinstance(value, str) else f"{name} {sign} {value}"
    words = value if isinstance(value, tuple) else (str(value),)
    joint = " or " if sign == "=" else " and "
    return joint.join(f"{name} {sign} '{names.choice(question, word)}'" for word in words)


def _name(code: str, names: FormNames, own: str) -> str:
    return "." if code == own else f"${{{names.names[code]}}}"


def choice_in_form(question: Question, code: str) -> str:
    """Return the code that a form gives to a choice of a question: the one it was read in, else ours."""
    if code == OTHER or question.choices is None:
        return code
    wanted = f"xlsform.{code}.name"
    return next((trait.value for trait in question.choices.kept if trait.name == wanted), code)
