"""One choice of a list, or another answer."""

from collections.abc import Mapping, Sequence
from typing import override

from autan.evidence.figures.core.charts import ChartKind
from autan.ground.expressions.core.checks import ValueType
from autan.ground.wordings import Sentence
from autan.survey.questionnaires.core.answers.fields import AnswerField, choose_one, other_field
from autan.survey.questionnaires.core.answers.parts import Parts, one_text
from autan.survey.questionnaires.core.answers.values import (
    AnswerFault,
    AnswerValue,
    add_fault,
    check_choice,
    check_parts,
    check_text,
)
from autan.survey.questionnaires.core.kinds.choices import ChoiceKind
from autan.survey.questionnaires.core.questionnaire import OTHER, Question
from autan.survey.questionnaires.core.spread.columns import CellKind, FlatCell, FlatColumn, Path


class SingleChoice(ChoiceKind):
    """One choice, or what is written outside the list where the question allows it."""

    takes = frozenset({"choices", "allows_other"})
    compared_as = ValueType.CHOICE
    cell_kind = CellKind.CHOICE
    parts = ("choice", OTHER)
    grouped_as = ChartKind.STACKED_BARS
    hint = Sentence("une seule réponse")

    @override
    def check(self, question: Question, value: object, faults: list[AnswerFault]) -> AnswerValue:
        if question.allows_other and isinstance(value, Mapping):
            return {OTHER: check_text(check_parts(value, (OTHER,), faults).get(OTHER), OTHER, faults)}
        return check_choice(value, question.choices, "choice", faults)

    @override
    def fields(self, question: Question) -> tuple[AnswerField, ...]:
        return (choose_one(question), *other_field(question))

    @override
    def read(self, question: Question, parts: Parts, faults: list[AnswerFault]) -> AnswerValue:
        code, other = (one_text(parts, part) for part in self.parts)
        if not question.allows_other or (code != OTHER and not other):
            return code
        if not other:
            add_fault(faults, OTHER, "précisez cette autre réponse", "say which other answer")
        elif code not in {"", OTHER}:
            french = "un choix de la liste et une autre réponse sont donnés à la fois\u00a0: gardez l’un des deux"
            english = "a choice of the list and another answer are both given: keep one of them"
            add_fault(faults, OTHER, french, english)
        return {OTHER: other}

    @override
    def write(self, question: Question, value: AnswerValue) -> dict[str, tuple[str, ...]]:
        if isinstance(value, Mapping):
            return {"choice": (OTHER,), OTHER: (str(value.get(OTHER, "")),)}
        return super().write(question, value)

    @override
    def codes(self, value: AnswerValue) -> Sequence[str]:
        if isinstance(value, str):
            return (value,)
        return (OTHER,) if isinstance(value, Mapping) and value.get(OTHER) else ()

    @override
    def cell(self, value: AnswerValue, column: FlatColumn, *, is_partial: bool) -> FlatCell:
        if isinstance(value, Mapping) and not column.path:
            return OTHER
        return super().cell(value, column, is_partial=is_partial)

    @override
    def gather(self, question: Question, known: Mapping[Path, FlatCell]) -> AnswerValue:
        """Gather a choice, or the words that stand for « autre »; both together are for the check to refuse."""
        choice, other = known.get(()), known.get((OTHER,))
        if other is None and choice != OTHER:
            return choice
        return {OTHER: other or ""} if choice in {None, OTHER} else {OTHER: other, "choice": choice}
