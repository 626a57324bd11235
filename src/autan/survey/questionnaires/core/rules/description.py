"""A relevance rule told to a reader: « la réponse à la question 3 est « Oui » »."""

from collections.abc import Mapping

from autan.ground.expressions.core.rules import Answered, Combination, Connective, Negation, Operator, Rule, Value
from autan.ground.texts.core.texts import Text
from autan.survey.questionnaires.core.kinds.registry import kind_of
from autan.survey.questionnaires.core.questionnaire import Question
from autan.survey.questionnaires.core.wordings import fill_in, join_in_words

_JOINTS = {Connective.AND: Text("et", "and"), Connective.OR: Text("ou", "or")}
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
_VERBS |= {Operator.IN: _VERBS[Operator.EQUAL], Operator.NOT_IN: _VERBS[Operator.DIFFERENT]}
_TICKED = {
    Operator.IN: Text("{value} est coché à la question {n}", "{value} is ticked in question {n}"),
    Operator.NOT_IN: Text("{value} n’est pas coché à la question {n}", "{value} is not ticked in question {n}"),
}

type Ranks = Mapping[str, tuple[int, Question]]
"""Number and question of each code."""


def describe_rule(rule: Rule, ranks: Ranks) -> Text:
    """Return a rule in words, without a capital nor a full stop."""
    if isinstance(rule, Combination):
        joint = _JOINTS[rule.junction]
        return join_in_words(
            Text(f", {joint.fr} ", f", {joint.en} "), [describe_rule(part, ranks) for part in rule.rules]
        )
    if isinstance(rule, Negation):
        return fill_in(_NOT, rule=describe_rule(rule.rule, ranks))
    if isinstance(rule, Answered):
        return fill_in(_ANSWERED, n=ranks[rule.name][0])
    number, question = ranks[rule.name]
    verbs = _TICKED if kind_of(question).takes_several else _VERBS
    return fill_in(verbs[rule.direct], n=number, value=_describe_value(question, rule.value))


def _describe_value(question: Question, value: Value) -> Text:
    if isinstance(value, tuple):
        return join_in_words(Text(" ou ", " or "), [_describe_value(question, word) for word in value])
    return kind_of(question).format_constant(question, value)
