"""How is one of our relevance rules said as an equation of LimeSurvey?"""

from collections.abc import Callable, Mapping

from autan.questionnaires.core.kinds import QuestionKind
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

_SEVERAL = frozenset({QuestionKind.MULTIPLE, QuestionKind.RANKING, QuestionKind.SPLIT, QuestionKind.MATRIX})


def say_rule(rule: Rule, questions: Mapping[str, Question], name: Callable[[str, str], str]) -> str:
    """Return the equation of a rule.

    Args:
        rule: a rule that is right for the questionnaire.
        questions: its questions, by code.
        name: gives LimeSurvey's code of a question, or of one of its choices.
    """
    if isinstance(rule, Combination):
        return f" {rule.junction} ".join(f"({say_rule(part, questions, name)})" for part in rule.rules)
    if isinstance(rule, Negation):
        return f"!({say_rule(rule.rule, questions, name)})"
    if isinstance(rule, Answered):
        code = name(rule.name, "")
        is_several = questions[rule.name].kind in _SEVERAL
        return f"count(that.{code}.NAOK) > 0" if is_several else f"!is_empty({code}.NAOK)"
    return _say_condition(rule, questions, name)


def _say_condition(rule: Condition, questions: Mapping[str, Question], name: Callable[[str, str], str]) -> str:
    question, operator = questions[rule.name], rule.direct
    code, value = name(question.code, ""), rule.value
    if kind_of(question).takes_several:
        return _say_box(code, operator, name(question.code, str(value)))
    if question.choices is None:
        return f'{code}.NAOK {operator} "{value}"' if isinstance(value, str) else f"{code}.NAOK {operator} {value}"
    words = value if isinstance(value, tuple) else (str(value),)
    is_in = operator in {Operator.IN, Operator.EQUAL}
    sign, joint = ("==", " or ") if is_in else ("!=", " and ")
    said = [f'{code}.NAOK {sign} "{_choice(question.code, word, name)}"' for word in words]
    return said[0] if len(said) == 1 else joint.join(f"({part})" for part in said)


def _say_box(code: str, operator: Operator, box: str) -> str:
    is_in = operator is Operator.IN
    if box == OTHER:
        return f"{'!' if is_in else ''}is_empty({code}_other.NAOK)"
    return f'{code}_{box}.NAOK {"==" if is_in else "!="} "Y"'


def _choice(question: str, word: str, name: Callable[[str, str], str]) -> str:
    return "-oth-" if word == OTHER else name(question, word)
