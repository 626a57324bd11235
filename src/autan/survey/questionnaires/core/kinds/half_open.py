"""One choice of a list, then free text to say more."""

from collections.abc import Sequence
from typing import override

from autan.evidence.figures.core.charts import ChartKind
from autan.ground.expressions.core.checks import ValueType
from autan.ground.wordings import Sentence
from autan.survey.questionnaires.core.answers.fields import AnswerField, Widget, choose_one
from autan.survey.questionnaires.core.answers.parts import Parts, one_text
from autan.survey.questionnaires.core.answers.values import (
    AnswerFault,
    AnswerValue,
    add_fault,
    check_choice,
    check_parts,
    check_text,
    parts_of,
)
from autan.survey.questionnaires.core.kinds.choices import ChoiceKind
from autan.survey.questionnaires.core.printing.values import PrintedAnswer
from autan.survey.questionnaires.core.questionnaire import Question
from autan.survey.questionnaires.core.spread.columns import CellKind, FlatColumn, column_of
from autan.survey.questionnaires.core.wordings import verbatim

_DETAILS = Sentence("Précisions")
_DETAILS_COLUMN = Sentence("précision")
_BLANK_LINES = 3


class HalfOpen(ChoiceKind):
    """One choice, then free text to say more; either may stand alone."""

    parts = ("choice", "text")
    compared_as = ValueType.CHOICE
    grouped_as = ChartKind.STACKED_BARS
    hint = Sentence("une réponse, puis vos précisions")

    @override
    def check(self, question: Question, value: object, faults: list[AnswerFault]) -> AnswerValue:
        parts = check_parts(value, self.parts, faults)
        choice = parts.get("choice")
        text = check_text(parts.get("text", ""), "text", faults, is_required=False)
        if choice is None and not text:
            add_fault(faults, "choice", "un choix ou un texte est attendu", "a choice or a text is expected")
        code = None if choice is None else check_choice(choice, question.choices, "choice", faults)
        return {"choice": code, "text": text}

    @override
    def fields(self, question: Question) -> tuple[AnswerField, ...]:
        return choose_one(question), AnswerField(widget=Widget.AREA, part="text", label=_DETAILS)

    @override
    def read(self, question: Question, parts: Parts, faults: list[AnswerFault]) -> AnswerValue:
        return {"choice": one_text(parts, "choice") or None, "text": one_text(parts, "text")}

    @override
    def codes(self, value: AnswerValue) -> Sequence[str]:
        choice = parts_of(value).get("choice")
        return (str(choice),) if choice else ()

    @override
    def columns(self, question: Question, length: int = 1) -> tuple[FlatColumn, ...]:
        choice = column_of(question, ("choice",), CellKind.CHOICE, choices=question.choices)
        return choice, column_of(question, ("text",), CellKind.TEXT, _DETAILS_COLUMN)

    @override
    def takes_free_text(self, question: Question) -> bool:
        return True

    @override
    def print_answer(self, question: Question, value: AnswerValue, *, is_blank: bool) -> PrintedAnswer:
        text = parts_of(value).get("text")
        return PrintedAnswer(
            boxes=super().print_answer(question, value, is_blank=is_blank).boxes,
            blank_lines=_BLANK_LINES if is_blank else 0,
            words=(verbatim(str(text)),) if text else (),
        )
