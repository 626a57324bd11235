"""How is a relevance rule told to a reader: « si la réponse à la question 3 est « Oui » »?"""

from collections.abc import Mapping
from datetime import date

from autan.evidence.core.notation import NO_BREAK_SPACE, THIN_SPACE, format_date, format_number
from autan.evidence.core.texts import Text
from autan.evidence.core.units import get_unit
from autan.questionnaires.core.kinds import QuestionKind
from autan.questionnaires.core.questionnaire import OTHER, Question
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
)

_OTHER = Text("Autre", "Other")
_JOINTS = {Junction.AND: Text("et", "and"), Junction.OR: Text("ou", "or")}
_ANSWERED = Text("la question {n} a une réponse", "question {n} has an answer")
_NOT = Text("il n’est pas vrai que {rule}", "it is not true that {rule}")
_VERBS = {
    Operator.EQUAL: Text("la réponse à la question {n} est {value}", "the answer to question {n} is {value}"),
    Operator.DIFFERENT: Text(
        "la réponse à la question {n} n’est pas {value}", "the answer to question {n} is not {value}"
    ),
    Operator.LESS: Text(
        "la réponse à la question {n} est en dessous de {value}", "the answer to question {n} is below {value}"
    ),
    Operator.AT_MOST: Text(
        "la réponse à la question {n} est au plus {value}", "the answer to question {n} is at most {value}"
    ),
    Operator.MORE: Text(
        "la réponse à la question {n} est au-dessus de {value}", "the answer to question {n} is above {value}"
    ),
    Operator.AT_LEAST: Text(
        "la réponse à la question {n} est au moins {value}", "the answer to question {n} is at least {value}"
    ),
}
_TICKED = Text("{value} est coché à la question {n}", "{value} is ticked in question {n}")
_NOT_TICKED = Text("{value} n’est pas coché à la question {n}", "{value} is not ticked in question {n}")
_MIRRORED = {
    Operator.LESS: Operator.MORE,
    Operator.MORE: Operator.LESS,
    Operator.AT_MOST: Operator.AT_LEAST,
    Operator.AT_LEAST: Operator.AT_MOST,
}


def tell_rule(rule: Rule, ranks: Mapping[str, tuple[int, Question]], language: str) -> str:
    """Return a rule in words, without a capital nor a full stop.

    Args:
        rule: a rule that is right for the questionnaire.
        ranks: number and question of each code.
        language: `fr` or `en`.
    """
    if isinstance(rule, Combination):
        joint = _JOINTS[rule.junction].in_language(language)
        return f", {joint} ".join(tell_rule(part, ranks, language) for part in rule.rules)
    if isinstance(rule, Negation):
        return _NOT.in_language(language).format(rule=tell_rule(rule.rule, ranks, language))
    if isinstance(rule, Answered):
        return _ANSWERED.in_language(language).format(n=ranks[rule.question][0])
    return _tell_condition(rule, ranks, language)


def _tell_condition(rule: Condition, ranks: Mapping[str, tuple[int, Question]], language: str) -> str:
    is_direct = isinstance(rule.left, Reference)
    reference, constant = (rule.left, rule.right) if is_direct else (rule.right, rule.left)
    if not isinstance(reference, Reference) or not isinstance(constant, Constant):
        message = "a rule compares an answer with a constant"
        raise TypeError(message)
    number, question = ranks[reference.question]
    value = _tell_value(question, constant.value, language)
    if question.kind is QuestionKind.MULTIPLE:
        words = _TICKED if rule.operator is Operator.IN else _NOT_TICKED
        return words.in_language(language).format(n=number, value=value)
    operator = rule.operator if is_direct else _MIRRORED.get(rule.operator, rule.operator)
    plain = {Operator.IN: Operator.EQUAL, Operator.NOT_IN: Operator.DIFFERENT}.get(operator, operator)
    return _VERBS[plain].in_language(language).format(n=number, value=value)


def _tell_value(question: Question, value: float | str | tuple[str, ...], language: str) -> str:
    if isinstance(value, tuple):
        joint = f" {_JOINTS[Junction.OR].in_language(language)} "
        return joint.join(_tell_value(question, word, language) for word in value)
    if isinstance(value, str):
        return _tell_word(question, value, language)
    if question.kind is QuestionKind.YEAR:
        return f"{value:g}"
    symbol = get_unit(question.unit).symbol.in_language(language) if question.unit else ""
    number = format_number(value, decimals=0 if float(value).is_integer() else 1, language=language)
    return f"{number}{NO_BREAK_SPACE}{symbol}" if symbol else number


def _tell_word(question: Question, word: str, language: str) -> str:
    if question.kind is QuestionKind.DATE:
        return format_date(date.fromisoformat(word), language=language)
    label = question.choices.label_of(word) if question.choices and word != OTHER else _OTHER
    words = label.in_language(language)
    return f"«{THIN_SPACE}{words}{THIN_SPACE}»" if language.startswith("fr") else f"“{words}”"
