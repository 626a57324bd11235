"""The fields by which a question is answered on a screen, before anybody draws them."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from autan.evidence.core.texts import NO_TEXT, Text
from autan.questionnaires.core.questionnaire import OTHER, ChoiceList, Question

YOUR_ANSWER = Text("Votre réponse", "Your answer")
NO_ANSWER = ("", Text("sans réponse", "no answer"))
_OTHER_CHOICE = Text("autre", "other")
_OTHER_TEXT = Text("Autre, à préciser", "Other, please specify")
_MOST_RADIOS = 8


class Widget(StrEnum):
    """How a field is drawn."""

    LINE = "line"
    AREA = "area"
    NUMBER = "number"
    YEAR = "year"
    DATE = "date"
    SELECT = "select"
    RADIO = "radio"
    CHECKBOX = "checkbox"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerField:
    """One field.

    Attributes:
        widget: how it is drawn.
        part: part of the answer that it holds.
        label: what it asks for.
        options: code and label of each choice, for a select, radio buttons or boxes.
        unit: code of the unit shown after it; empty for none.
    """

    widget: Widget
    part: str
    label: Text
    options: tuple[tuple[str, Text], ...] = ()
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
    """One line of fields, of a table or of a matrix.

    Attributes:
        label: what the line is about.
        fields: its fields, one a column.
        number: number of a row that may be taken away; empty for another line.
    """

    label: Text
    fields: tuple[AnswerField, ...]
    number: str = ""


def choose_one(question: Question) -> AnswerField:
    """Return the field of one choice: buttons for a few, a list for many."""
    codes = question.choices.codes if question.choices else ()
    widget = Widget.RADIO if len(codes) <= _MOST_RADIOS else Widget.SELECT
    more = ((OTHER, _OTHER_CHOICE),) if question.allows_other else ()
    options = (NO_ANSWER, *options_of(question.choices), *more)
    return AnswerField(widget=widget, part="choice", label=YOUR_ANSWER, options=options)


def options_of(choices: ChoiceList | None) -> tuple[tuple[str, Text], ...]:
    """Return the code and the label of each choice of a list."""
    return tuple((choice.code, choice.label) for choice in choices.choices) if choices else ()


def other_field(question: Question) -> Iterator[AnswerField]:
    """Give the field of what is written outside the list, where the question allows it."""
    if question.allows_other:
        yield AnswerField(widget=Widget.LINE, part=OTHER, label=_OTHER_TEXT)


def line_field(part: str, label: Text = NO_TEXT) -> AnswerField:
    """Return a field of one line."""
    return AnswerField(widget=Widget.LINE, part=part, label=label)
