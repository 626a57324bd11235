"""One choice of a list, one with free text to say more, or any number of choices."""

from collections.abc import Mapping, Sequence
from typing import override

from autan.evidence.figures.core.charts import ChartKind
from autan.ground.expressions.core.evaluation import ValueType
from autan.ground.wordings import Sentence
from autan.survey.questionnaires.core.answers.fields import (
    AnswerField,
    Parts,
    Widget,
    choose_one,
    one_text,
    other_field,
)
from autan.survey.questionnaires.core.answers.values import (
    AnswerFault,
    AnswerValue,
    add_fault,
    check_choice,
    check_parts,
    check_text,
    is_list,
    items_of,
    parts_of,
)
from autan.survey.questionnaires.core.kinds.choices import ChoiceKind
from autan.survey.questionnaires.core.printing.values import PrintedAnswer
from autan.survey.questionnaires.core.questionnaire import OTHER, Question
from autan.survey.questionnaires.core.spread.columns import (
    CellKind,
    FlatCell,
    FlatColumn,
    Path,
    column_of,
    other_column,
)
from autan.survey.questionnaires.core.wordings import verbatim


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


_TICK = Sentence("Cochez ce qui convient")


class MultipleChoice(ChoiceKind):
    """Any number of choices, and what is written outside the list where the question allows it."""

    takes = frozenset({"choices", "allows_other", "min_choices", "max_choices", "exclusive", "at_least_one_of"})
    takes_several = True
    joins_changes = True
    compared_as = ValueType.CHOICES
    hint = Sentence("plusieurs réponses possibles")

    @override
    def check(self, question: Question, value: object, faults: list[AnswerFault]) -> AnswerValue:
        """Check choices, and put them in the order of the list."""
        parts = check_parts(value, ("choices", OTHER) if question.allows_other else ("choices",), faults)
        choices = parts.get("choices", [])
        if not is_list(choices):
            add_fault(faults, "choice", "une liste de choix est attendue", "a list of choices is expected")
        codes = [check_choice(code, question.choices, "choice", faults) for code in items_of(choices)]
        if len(set(codes)) < len(codes):
            add_fault(faults, "choice", "un choix est coché deux fois", "a choice is ticked twice")
        other = check_text(parts.get(OTHER, ""), OTHER, faults, is_required=False)
        order = question.codes
        checked: dict[str, AnswerValue] = {"choices": sorted(codes, key=lambda code: order.index(code) if code else -1)}
        return {**checked, OTHER: other} if other else checked

    @override
    def fields(self, question: Question) -> tuple[AnswerField, ...]:
        options = tuple((choice.code, choice.label) for choice in question.listed)
        return AnswerField(widget=Widget.CHECKBOX, part="choice", label=_TICK, options=options), *other_field(question)

    @override
    def read(self, question: Question, parts: Parts, faults: list[AnswerFault]) -> AnswerValue:
        codes = [code for code in parts.get("choice", ()) if code != OTHER]
        other = one_text(parts, OTHER) if question.allows_other else ""
        return {"choices": codes, OTHER: other} if other else {"choices": codes}

    @override
    def write(self, question: Question, value: AnswerValue) -> dict[str, tuple[str, ...]]:
        parts = parts_of(value)
        return {
            "choice": tuple(str(code) for code in items_of(parts.get("choices"))),
            OTHER: (str(parts.get(OTHER) or ""),),
        }

    @override
    def change_unit(self, part: str, text: str) -> str:
        return f"{part}={text}" if part == "choice" else part

    @override
    def codes(self, value: AnswerValue) -> Sequence[str]:
        parts = parts_of(value)
        ticked = [code for code in items_of(parts.get("choices")) if isinstance(code, str)]
        return [*ticked, OTHER] if parts.get(OTHER) else ticked

    @override
    def columns(self, question: Question, length: int = 1) -> tuple[FlatColumn, ...]:
        flags = [column_of(question, ("choices", item.code), CellKind.FLAG, item.label) for item in question.listed]
        return (*flags, *other_column(question))

    @override
    def cell(self, value: AnswerValue, column: FlatColumn, *, is_partial: bool) -> FlatCell:
        """Return 1 for a tick, 0 for none, nothing where a partial answer has none; or another answer."""
        if column.kind is not CellKind.FLAG:
            return super().cell(value, column, is_partial=is_partial)
        is_ticked = column.path[1] in items_of(parts_of(value).get("choices"))
        return 1 if is_ticked else (None if is_partial else 0)

    @override
    def gather(self, question: Question, known: Mapping[Path, FlatCell]) -> AnswerValue:
        """Gather the choices whose cell is not zero."""
        ticked: list[AnswerValue] = [code for code in question.codes if known.get(("choices", code)) not in {None, 0}]
        other = known.get((OTHER,))
        return {"choices": ticked, OTHER: other} if other else {"choices": ticked}
