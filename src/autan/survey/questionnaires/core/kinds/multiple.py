"""Any number of choices of a list."""

from collections.abc import Mapping, Sequence
from typing import override

from autan.ground.expressions.core.checks import ValueType
from autan.ground.wordings import Sentence
from autan.survey.questionnaires.core.answers.fields import AnswerField, Widget, other_field
from autan.survey.questionnaires.core.answers.parts import Parts, one_text
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
from autan.survey.questionnaires.core.questionnaire import OTHER, Question
from autan.survey.questionnaires.core.spread.columns import (
    CellKind,
    FlatCell,
    FlatColumn,
    Path,
    column_of,
    other_column,
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
