"""The fields of one question, ready to draw: names, labels, what they hold, what is wrong with them."""

from collections.abc import Sequence
from dataclasses import dataclass

from autan.ground.received_files import DOCUMENT_TYPES
from autan.ground.texts.language import current_language, words
from autan.survey.questionnaires.core.answers.answer import RecordedAnswer
from autan.survey.questionnaires.core.answers.fields import AnswerField, Parts, Widget
from autan.survey.questionnaires.core.answers.values import AnswerFault, AnswerValue, show_typed
from autan.survey.questionnaires.core.kinds.registry import format_answer, kind_of
from autan.survey.questionnaires.core.questionnaire import Question
from autan.survey.questionnaires.core.wordings import symbol_of


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionView:
    """One choice of a field."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerInputView:
    """One field."""

    kind: Widget
    name: str
    label: str
    value: str = ""
    options: tuple[OptionView, ...] = ()
    faults: tuple[str, ...] = ()
    unit: str = ""

    @property
    def id(self) -> str:
        """Identifier in the page."""
        return "f-" + self.name.replace(".", "-")

    @property
    def accepted(self) -> str:
        """What a field of files takes; on a phone, the camera is offered too."""
        return ",".join(("image/*", *(f".{ending}" for ending in DOCUMENT_TYPES)))

    @property
    def is_group(self) -> bool:
        """True for several boxes under one name."""
        return self.kind in {Widget.RADIO, Widget.CHECKBOX}


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """One line of fields of a table or a matrix; `remove` is the value of the button that takes it away."""

    label: str
    inputs: tuple[AnswerInputView, ...]
    remove: str = ""


class InputMaker:
    """Makes the fields of one question from what they hold, in the language of the page."""

    def __init__(self, question: Question, parts: Parts, faults: Sequence[AnswerFault] = ()) -> None:
        self.question, self.parts = question, parts
        self.faults: dict[str, list[str]] = {}
        for fault in faults:
            self.faults.setdefault(fault.part, []).append(words(fault.message))

    def inputs(self) -> tuple[AnswerInputView, ...]:
        """Return the fields of a question that has no columns."""
        return tuple(self._view(field) for field in kind_of(self.question).fields(self.question))

    def rows(self, least: int = 1) -> tuple[RowView, ...]:
        """Return the lines of fields of a question that has columns, `least` of them where they are not named."""
        return tuple(
            RowView(
                label=words(row.label),
                inputs=tuple(self._view(field) for field in row.fields),
                remove=f"{self.question.code}.{row.number}" if row.number else "",
            )
            for row in kind_of(self.question).field_rows(self.question, self.parts, least)
        )

    def unplaced(self, inputs: Sequence[AnswerInputView], rows: Sequence[RowView]) -> tuple[str, ...]:
        """Return the faults of parts that no field shows."""
        shown = {field.name for field in (*inputs, *(cell for row in rows for cell in row.inputs))}
        return tuple(
            fault
            for part, part_faults in self.faults.items()
            for fault in part_faults
            if f"{self.question.code}.{part}" not in shown
        )

    def _view(self, field: AnswerField) -> AnswerInputView:
        part = self.parts.get(field.part, ())
        label, unit, text = words(field.label), words(symbol_of(field.unit)), next(iter(part), "")
        text = show_typed(text, current_language()) if field.widget is Widget.NUMBER else text
        return AnswerInputView(
            kind=field.widget,
            name=f"{self.question.code}.{field.part}",
            label=label,
            value="" if field.options else text,
            options=tuple(
                OptionView(value=code, label=words(text), is_chosen=code in part if code else not any(part))
                for code, text in field.options
            ),
            faults=tuple(self.faults.get(field.part, ())),
            unit="" if f"({unit})" in label else unit,
        )


def present_answer(question: Question, answer: RecordedAnswer) -> tuple[str, ...]:
    """Return the words of an answer: its value, one item a line, or its state."""
    return tuple(words(line) for line in format_answer(question, answer))


def present_value(question: Question, value: AnswerValue) -> tuple[str, ...]:
    """Return the words of a value, one item a line; nothing for no value."""
    return tuple(words(line) for line in kind_of(question).format_value(question, value))
