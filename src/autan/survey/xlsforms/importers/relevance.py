"""When the questions of a form are asked, and what their answers must satisfy: expressions become rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from autan.survey.formats.core.foreign_rules.reading import (
    CIRCLE,
    KEPT,
    Variable,
    break_cycles,
    read_rule,
    rule_text,
    variable_of,
)
from autan.survey.questionnaires.core.kinds import CheckSeverity, QuestionKind
from autan.survey.questionnaires.core.questionnaire import OTHER, Check, ForeignTrait, Question
from autan.survey.xlsforms.core.names import codes_by_form, trait
from autan.survey.xlsforms.core.rules import (
    OWN_ANSWER,
    limits_message,
    read_limits,
    split_conjunction,
    translate_expression,
)
from autan.survey.xlsforms.importers.building import FormBuilding, in_order
from autan.survey.xlsforms.importers.columns import NamedFormRow
from autan.survey.xlsforms.importers.questions import split_constraint

_BOUNDED = frozenset({QuestionKind.NUMBER, QuestionKind.PERCENTAGE, QuestionKind.YEAR, QuestionKind.SCALE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A question of Autan with the row that it comes from and the groups around it, the outer one first."""

    row: NamedFormRow
    question: Question
    groups: tuple[NamedFormRow, ...] = ()


def settle_rules(placed: Sequence[Placed], building: FormBuilding) -> list[Question]:
    """Return the questions with their rules and checks; the condition of a group goes to each of its questions."""
    questions = {item.question.code: item.question for item in placed}
    variables = {name: _variable(questions[code]) for name, code in building.names.items() if code in questions}
    settling = _Settling(building=building, questions=questions, variables=variables)
    settled = [settling.check(item, settling.relevance(item)) for item in placed]
    circles = break_cycles(settled)
    rows = {item.question.code: item.row for item in placed}
    for code, circle in circles.items():
        building.warn(rows[code], "relevant", CIRCLE, value=" → ".join(circle))
    freed = [settling.free(question) if question.code in circles else question for question in settled]
    return [replace(question, kept=in_order(question.kept)) for question in freed]


def _variable(question: Question) -> Variable:
    return variable_of(question, codes_by_form(question.choices) if question.choices else {}, other=OTHER)


@dataclass(slots=True, kw_only=True)
class _Settling:
    """Translates the expressions of one form.

    Attributes:
        expressions: the whole condition of each question whose rule was found.
        remarked: lines of the groups whose condition was already said to be kept.
    """

    building: FormBuilding
    questions: Mapping[str, Question]
    variables: Mapping[str, Variable]
    expressions: dict[str, str] = field(default_factory=dict)
    remarked: set[int] = field(default_factory=set)

    def relevance(self, item: Placed) -> Question:
        """Return a question with its rule, or with its condition kept as text."""
        rows = [row for row in (*item.groups, item.row) if row.get("relevant")]
        rules_by_condition: dict[str, str] = {}  # our text, by the condition that it says
        left: list[str] = []
        for row in rows:
            for part, text in self._parts(row.get("relevant")).items():
                if text is None:
                    left.append(part)
                    self._remark_once(row)
                elif text:
                    rules_by_condition[part] = text
        rules = list(dict.fromkeys(rules_by_condition.values()))
        rule = read_rule(" and ".join(f"({text})" for text in rules), self.questions) if rules else None
        if rules and rule is None:  # each can be said, and all of them together are too long
            left, rules_by_condition = [*rules_by_condition, *left], {}
            self._remark_once(rows[-1])
        question = replace(item.question, relevance=rule)
        if rule is not None:
            self.expressions[question.code] = _join(list(rules_by_condition))
        return replace(question, kept=(*question.kept, trait("relevant", _join(left)))) if left else question

    def free(self, question: Question) -> Question:
        """Return a question without its rule, its condition kept as text."""
        traits = trait("relevant", self.expressions[question.code])
        return replace(question, relevance=None, kept=(*question.kept, traits))

    def check(self, item: Placed, question: Question) -> Question:
        """Return a question with what its constraint says beyond its bounds."""
        expression = item.row.get("constraint")
        remains = split_constraint(item.row)[1] if question.kind in _BOUNDED else expression
        if question.kind is QuestionKind.MULTIPLE and question.choices and expression:
            limits, others = read_limits(split_conjunction(expression), codes_by_form(question.choices))
            question, remains = replace(question, limits=limits), _join(others) if others else ""
        message = self.building.languages.text(item.row.texts("constraint_message"))
        if not remains and message.fr == limits_message(question).fr:
            return question
        if not remains:
            return replace(question, kept=(*question.kept, *_message(item)))
        text = self._text(remains, {**self.variables, OWN_ANSWER: _variable(question)})
        rule = read_rule(text, self.questions) if text else None
        if rule is None:
            self.building.warn(item.row, "constraint", KEPT)
            return replace(question, kept=(*question.kept, trait("constraint", remains), *_message(item)))
        message = self.building.languages.text(item.row.texts("constraint_message"), default="Réponse à revoir")
        return replace(question, checks=(Check(rule=rule, severity=CheckSeverity.ERROR, message=message),))

    def _parts(self, expression: str) -> dict[str, str | None]:
        """Our text of an expression, or of each of the conditions that it joins; None for what cannot be said."""
        whole = self._text(expression, self.variables)
        parts = split_conjunction(expression) if whole is None else []
        if len(parts) < 2:
            return {expression: whole}
        return {part: self._text(part, self.variables) for part in parts}

    def _remark_once(self, row: NamedFormRow) -> None:
        """A condition kept as text is said once, where it stands."""
        if row.line not in self.remarked:
            self.remarked.add(row.line)
            self.building.warn(row, "relevant", KEPT)

    def _text(self, expression: str, names: Mapping[str, Variable]) -> str | None:
        """Our text of an expression, empty when always true, or None when our rules cannot say it."""
        return rule_text(lambda: translate_expression(expression, names), self.questions)


def _message(item: Placed) -> list[ForeignTrait]:
    """Return the message of a form for a refused answer, kept when no check of Autan has it."""
    texts = item.row.texts("constraint_message")
    return [trait("::".join(filter(None, ("constraint_message", language))), text) for language, text in texts.items()]


def _join(conditions: Sequence[str]) -> str:
    return conditions[0] if len(conditions) == 1 else " and ".join(f"({condition})" for condition in conditions)
