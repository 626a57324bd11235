"""Our rules written as conditions of other tools, each with its own words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from autan.ground.expressions.core.rules import Answered, Combination, Condition, Negation, Operator, Rule
from autan.survey.questionnaires.core.kinds.registry import kind_of
from autan.survey.questionnaires.core.questionnaire import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """How a tool says each thing.

    Attributes:
        signs: sign of each operator that differs from ours.
        answered: something was answered to a question.
        ticked: a box of a multiple choice is ticked.
        choice: one of the choices of a question, quotes included.
        text: a constant that is a text, quotes included.
    """

    negation: str
    signs: Mapping[Operator, str]
    answered: Callable[[Question], str]
    ticked: Callable[[Question, str], str]
    unticked: Callable[[Question, str], str]
    name: Callable[[Question], str]
    choice: Callable[[Question, str], str]
    text: Callable[[str], str]


def write_rule(rule: Rule, questions: Mapping[str, Question], phrases: Phrases) -> str:
    """Return the condition that says a rule."""
    if isinstance(rule, Combination):
        return f" {rule.junction} ".join(f"({write_rule(part, questions, phrases)})" for part in rule.rules)
    if isinstance(rule, Negation):
        return phrases.negation.format(write_rule(rule.rule, questions, phrases))
    if isinstance(rule, Answered):
        return phrases.answered(questions[rule.name])
    return _write_condition(rule, questions, phrases)


def _write_condition(rule: Condition, questions: Mapping[str, Question], phrases: Phrases) -> str:
    question, operator, value = questions[rule.name], rule.direct, rule.value
    if kind_of(question).takes_several:
        return (phrases.ticked if operator is Operator.IN else phrases.unticked)(question, str(value))
    name = phrases.name(question)
    if question.choices is None:
        text = phrases.text(value) if isinstance(value, str) else str(value)
        return f"{name} {phrases.signs.get(operator, operator)} {text}"
    is_in = operator in {Operator.IN, Operator.EQUAL}
    sign = phrases.signs.get(Operator.EQUAL if is_in else Operator.DIFFERENT, "==" if is_in else "!=")
    words = value if isinstance(value, tuple) else (str(value),)
    parts = [f"{name} {sign} {phrases.choice(question, word)}" for word in words]
    return (" or " if is_in else " and ").join(parts)
