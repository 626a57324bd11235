"""Relevance rules and checks: the small expression language of questionnaires."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from graphlib import TopologicalSorter

from autan.ground.expressions.core.evaluation import FindTerm, RuleTerm, compare, evaluate
from autan.ground.expressions.core.rules import (
    Answered,
    Combination,
    Condition,
    Connective,
    Negation,
    Operator,
    Rule,
    Value,
    names_of,
)
from autan.ground.wordings import Sentence, Text
from autan.survey.questionnaires.core.answers.answer import RecordedAnswer
from autan.survey.questionnaires.core.kinds import UNSETTLED, AnswerState
from autan.survey.questionnaires.core.kinds.registry import kind_of
from autan.survey.questionnaires.core.questionnaire import Question
from autan.survey.questionnaires.core.wordings import fill_in, join_in_words

# A relevance rule told to a reader: « la réponse à la question 3 est « Oui » ».


_JOINTS = {Connective.AND: Sentence("et"), Connective.OR: Sentence("ou")}
_ANSWERED = Sentence("la question {n} a une réponse")
_NOT = Sentence("il n’est pas vrai que {rule}")
_VERBS = {
    Operator.EQUAL: Sentence("la réponse à la question {n} est {value}"),
    Operator.DIFFERENT: Sentence("la réponse à la question {n} n’est pas {value}"),
    Operator.LESS: Sentence("la réponse à la question {n} est en dessous de {value}"),
    Operator.AT_MOST: Sentence("la réponse à la question {n} est au plus {value}"),
    Operator.MORE: Sentence("la réponse à la question {n} est au-dessus de {value}"),
    Operator.AT_LEAST: Sentence("la réponse à la question {n} est au moins {value}"),
}
_VERBS |= {Operator.IN: _VERBS[Operator.EQUAL], Operator.NOT_IN: _VERBS[Operator.DIFFERENT]}
_TICKED = {
    Operator.IN: Sentence("{value} est coché à la question {n}"),
    Operator.NOT_IN: Sentence("{value} n’est pas coché à la question {n}"),
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
        return join_in_words(Sentence(" ou "), [_describe_value(question, word) for word in value])
    return kind_of(question).format_constant(question, value)


# Says whether a question is asked, given what was answered.


def terms_among(questions: Mapping[str, Question]) -> FindTerm:
    """Return what gives the term that the code of a question stands for in a rule."""

    def find_term(code: str) -> RuleTerm | None:
        question = questions.get(code)
        if question is None:
            return None
        codes = tuple(choice.code for choice in question.offered)
        return RuleTerm(type=kind_of(question).compared_as, label=question.kind.label.fr, codes=codes)

    return find_term


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersEnvironment:
    """What the codes of questions stand for: the answers of one territory.

    Attributes:
        silence: what `answered` says of a question that nothing is said of; see `settle_relevance`.
        unasked: questions that are not asked.
        assumed: what any comparison with the answer to one of those is taken for.
    """

    questions: Mapping[str, Question]
    answers: Mapping[str, RecordedAnswer]
    silence: bool | None = False
    unasked: AbstractSet[str] = frozenset()
    assumed: bool = False

    def is_answered(self, name: str) -> bool | None:
        """Say whether a value was given to a question."""
        if name in self.unasked:
            return False
        answer = self.answers.get(name)
        if answer is None or answer.state in UNSETTLED:
            return self.silence
        return answer.state is AnswerState.ANSWERED

    def holds(self, condition: Condition) -> bool | None:
        """Compare an answer with the value of a condition."""
        if condition.name in self.unasked:
            return self.assumed
        answer = self.answers.get(condition.name)
        if answer is None or answer.value is None:
            return None
        question = self.questions[condition.name]
        return compare(condition, kind_of(question).comparable(question, answer))


def is_relevant(
    rule: Rule | None,
    questions: Mapping[str, Question],
    answers: Mapping[str, RecordedAnswer],
    *,
    silence: bool | None = False,
) -> bool | None:
    """Say whether a rule holds, that of one question or what a check expects; None when what decides is not known.

    A question without a rule is always asked. For `silence`, see `settle_relevance`.
    """
    if rule is None:
        return True
    return evaluate(rule, AnswersEnvironment(questions=questions, answers=answers, silence=silence))


def settle_relevance(
    questions: Mapping[str, Question],
    answers: Mapping[str, RecordedAnswer],
    *,
    order: Sequence[str] | None = None,
    silence: bool | None = False,
) -> dict[str, bool | None]:
    """Say which questions with a rule are asked of one territory, each after those that its rule rests on.

    By code: True, False, or None when an answer that decides is not known yet. A question without a rule is absent.
    `order` is `relevance_order` of the questions, where it is at hand. `silence` is what `answered` says of a question
    of which nothing is said yet: False while a screen is filled, None where it matters that it may still be answered.
    """
    settled: dict[str, bool | None] = {}
    unasked: set[str] = set()
    for code in relevance_order(questions.values()) if order is None else order:
        rule = questions[code].relevance
        if rule is None or unasked.isdisjoint(names_of(rule)):
            settled[code] = is_relevant(rule, questions, answers, silence=silence)
        else:
            settled[code] = _settle_over_unasked(rule, questions, answers, unasked, silence=silence)
        if settled[code] is False:
            unasked.add(code)
    return settled


def _settle_over_unasked(
    rule: Rule,
    questions: Mapping[str, Question],
    answers: Mapping[str, RecordedAnswer],
    unasked: AbstractSet[str],
    *,
    silence: bool | None,
) -> bool | None:
    """A rule that would hold or not by what a question that is not asked would say does not hold."""
    # the answer is taken both ways: where the result hangs on it, the rule does not hold
    outcomes = {
        evaluate(
            rule,
            AnswersEnvironment(questions=questions, answers=answers, silence=silence, unasked=unasked, assumed=assumed),
        )
        for assumed in (True, False)
    }
    if len(outcomes) == 1:
        return outcomes.pop()
    return None if None in outcomes else False


def relevance_order(questions: Iterable[Question]) -> tuple[str, ...]:
    """Return the codes of the questions that have a rule, each after those that its rule rests on.

    >>> from autan.ground.texts.core.texts import Text
    >>> from autan.ground.expressions.core.rules import parse_rule
    >>> from autan.survey.questionnaires.core.kinds import QuestionKind
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
        TopologicalSorter({code: names_of(rule) & rules.keys() for code, rule in rules.items()}).static_order()
    )
