"""The fields by which a question is answered on a screen, before anybody draws them."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from autan.ground.wordings import Sentence, Text
from autan.survey.questionnaires.core.questionnaire import OTHER, Question

YOUR_ANSWER = Sentence("Votre réponse")
NO_ANSWER = ("", Sentence("sans réponse"))
_OTHER_CHOICE = Sentence("autre")
_OTHER_TEXT = Sentence("Autre, à préciser")
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
    """One field. `options`: code and label of each choice, for a select, radio buttons or boxes."""

    widget: Widget
    part: str
    label: Text
    options: tuple[tuple[str, Text], ...] = ()
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
    """One line of fields, of a table or of a matrix.

    `number`: number of a row that may be taken away; empty for another line.
    """

    label: Text
    fields: tuple[AnswerField, ...]
    number: str = ""


def choose_one(question: Question) -> AnswerField:
    """Return the field of one choice: buttons for a few, a list for many."""
    widget = Widget.RADIO if len(question.listed) <= _MOST_RADIOS else Widget.SELECT
    more = ((OTHER, _OTHER_CHOICE),) if question.allows_other else ()
    options = (NO_ANSWER, *((choice.code, choice.label) for choice in question.listed), *more)
    return AnswerField(widget=widget, part="choice", label=YOUR_ANSWER, options=options)


def other_field(question: Question) -> Iterator[AnswerField]:
    """Give the field of what is written outside the list, where the question allows it."""
    if question.allows_other:
        yield AnswerField(widget=Widget.LINE, part=OTHER, label=_OTHER_TEXT)
