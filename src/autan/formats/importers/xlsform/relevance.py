"""When are the questions of a form asked, and what must their answers satisfy? Expressions become rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from autan.formats.importers.foreign_rules import UntranslatableError
from autan.formats.importers.xlsform.building import FormBuilding, in_order, raw_codes, trait
from autan.formats.importers.xlsform.columns import FormRow
from autan.formats.importers.xlsform.questions import split_constraint
from autan.formats.importers.xlsform.rules import (
    OWN_ANSWER,
    Variable,
    split_conjunction,
    translate_expression,
)
from autan.questionnaires.core.kinds import QuestionKind, Severity
from autan.questionnaires.core.kinds.registry import kind_of
from autan.questionnaires.core.questionnaire import OTHER, Check, ForeignTrait, Question
from autan.questionnaires.core.rules.checks import check_rule, find_cycle
from autan.questionnaires.core.rules.expressions import ExpressionError, Rule, parse_rule
from autan.questionnaires.core.rules.relevance import terms_among
from autan.questionnaires.core.rules.texts import write_rule

_KEPT = "une condition que nos règles savent dire (celle-ci est gardée comme texte)"
_CIRCLE = "des règles sans cercle (celle-ci est gardée comme texte)"
_BOUNDED = frozenset({QuestionKind.NUMBER, QuestionKind.PERCENTAGE, QuestionKind.YEAR, QuestionKind.SCALE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A question of ours with the row that it comes from and the groups around it, the outer one first."""

    row: FormRow
    question: Question
    groups: tuple[FormRow, ...] = ()


def settle_rules(placed: Sequence[Placed], building: FormBuilding) -> list[Question]:
    """Return the questions with their rules and checks; the condition of a group goes to each of its questions."""
    settling = _Settling(building=building, questions={item.question.code: item.question for item in placed})
    settling.name_variables()
    settled = [settling.check(item, settling.relevance(item)) for item in placed]
    freed = settling.open_circles(settled, placed)
    return [replace(question, kept=in_order(question.kept)) for question in freed]


@dataclass(slots=True, kw_only=True)
class _Settling:
    """Translates the expressions of one form.

    Attributes:
        building: where warnings go.
        questions: questions without their rules, by code.
        variables: what each name of the form stands for.
        expressions: the whole condition of each question whose rule was found.
        told: groups whose condition was already said to be kept.
    """

    building: FormBuilding
    questions: Mapping[str, Question]
    variables: dict[str, Variable] = field(default_factory=dict)
    expressions: dict[str, str] = field(default_factory=dict)
    told: set[int] = field(default_factory=set)

    def name_variables(self) -> None:
        """Say what each name stands for, by our code."""
        for name, code in self.building.names.items():
            if code in self.questions:
                self.variables[name] = _variable(self.questions[code])

    def relevance(self, item: Placed) -> Question:
        """Return a question with its rule, or with its condition kept as text."""
        rows = [row for row in (*item.groups, item.row) if row.get("relevant")]
        said: dict[str, str] = {}  # our text, by the condition that it says
        left: list[str] = []
        for row in rows:
            found, kept = self._parts(row.get("relevant"))
            said |= found
            left += kept
            if kept:
                self._tell(row)
        texts = list(dict.fromkeys(said.values()))
        rule = self._rule(" and ".join(f"({text})" for text in texts)) if texts else None
        if texts and rule is None:  # each can be said, and all of them together are too long
            left, said = [*said, *left], {}
            self._tell(rows[-1])
        question = replace(item.question, relevance=rule)
        if rule is not None:
            self.expressions[question.code] = _join(list(said))
        return replace(question, kept=(*question.kept, trait("relevant", _join(left)))) if left else question

    def check(self, item: Placed, question: Question) -> Question:
        """Return a question with what its constraint says beyond its bounds."""
        expression = item.row.get("constraint")
        remains = split_constraint(item.row)[1] if question.kind in _BOUNDED else expression
        if not remains:
            return replace(question, kept=(*question.kept, *_message(item)))
        names = {**self.variables, OWN_ANSWER: _variable(question)}
        text = self._text(remains, names)
        rule = self._rule(text) if text else None
        if rule is None:
            self.building.warn(item.row, "constraint", _KEPT)
            kept = (*question.kept, trait("constraint", remains), *_message(item))
            return replace(question, kept=kept)
        message = self.building.languages.text(item.row.texts("constraint_message"), default="Réponse à revoir")
        return replace(question, checks=(Check(rule=rule, severity=Severity.ERROR, message=message),))

    def _parts(self, expression: str) -> tuple[dict[str, str], list[str]]:
        """Our text of what can be said of an expression, and the conditions that cannot."""
        whole = self._text(expression, self.variables)
        if whole is not None:
            return ({expression: whole} if whole else {}), []
        parts = split_conjunction(expression)
        if len(parts) == 1:
            return {}, [expression]
        said = {part: self._text(part, self.variables) for part in parts}
        return {part: text for part, text in said.items() if text}, [
            part for part, text in said.items() if text is None
        ]

    def _tell(self, row: FormRow) -> None:
        """A condition kept as text is said once, where it stands."""
        if row.line not in self.told:
            self.told.add(row.line)
            self.building.warn(row, "relevant", _KEPT)

    def _text(self, expression: str, names: Mapping[str, Variable]) -> str | None:
        """Our text of an expression, empty when always true, or None when our rules cannot say it."""
        try:
            text = translate_expression(expression, names)
        except UntranslatableError:
            return None
        return None if text and self._rule(text) is None else text

    def _rule(self, text: str) -> Rule | None:
        """The rule of a text, in the one form that it is written in again; None when too long or not right."""
        try:
            rule = parse_rule(write_rule(parse_rule(text)))
        except ExpressionError:
            return None
        return None if check_rule(rule, terms_among(self.questions)) else rule

    def open_circles(self, settled: list[Question], placed: Sequence[Placed]) -> list[Question]:
        """Return the questions, a rule of each circle taken away and kept as text."""
        rules = {question.code: question.relevance for question in settled if question.relevance}
        rows = {item.question.code: item.row for item in placed}
        while cycle := find_cycle(rules):
            code = cycle[0]
            del rules[code]
            self.building.warn(rows[code], "relevant", _CIRCLE, value=" → ".join(cycle))
            kept = trait("relevant", self.expressions[code])
            settled = [
                replace(question, relevance=None, kept=(*question.kept, kept)) if question.code == code else question
                for question in settled
            ]
        return settled


def _message(item: Placed) -> list[ForeignTrait]:
    """What a form says when an answer is refused, kept when no check of ours says it."""
    texts = item.row.texts("constraint_message").items()
    return [
        trait(f"constraint_message::{language}" if language else "constraint_message", text) for language, text in texts
    ]


def _join(conditions: Sequence[str]) -> str:
    return conditions[0] if len(conditions) == 1 else " and ".join(f"({condition})" for condition in conditions)


def _variable(question: Question) -> Variable:
    choices = raw_codes(question.choices) if question.choices else {}
    if question.allows_other:
        choices = {**choices, OTHER: OTHER}
    return Variable(question=question.code, type=kind_of(question).compared_as, choices=choices)
