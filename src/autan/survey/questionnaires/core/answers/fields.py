"""The fields by which a question is answered on a screen, kept to the letter, and what several kinds read alike."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from autan.ground.wordings import Sentence, Text
from autan.survey.questionnaires.core.answers.values import (
    AnswerFault,
    add_fault,
    may_be_two_numbers,
    read_number,
    write_number,
)
from autan.survey.questionnaires.core.kinds import AnswerConfidence, AnswerState
from autan.survey.questionnaires.core.questionnaire import OTHER, Question
from autan.survey.questionnaires.core.wordings import symbol_of

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
    FILE = "file"


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


type Parts = Mapping[str, tuple[str, ...]]


def normalise_parts(parts: Parts) -> dict[str, tuple[str, ...]]:
    r"""Return parts in the form in which they are compared: trimmed, empty ones away, line ends alike.

    >>> normalise_parts({"text": (" a\r\nb ",), "choice": ("",)})
    {'text': ('a\nb',)}
    """

    def trim(text: str) -> str:
        return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip()

    trimmed = {name: tuple(sorted(filter(None, map(trim, texts)))) for name, texts in parts.items()}
    return {name: texts for name, texts in sorted(trimmed.items()) if texts}


def row_numbers(parts: Iterable[str]) -> list[int]:
    """Return the numbers of the rows of a table that some parts name, in order.

    >>> row_numbers(["cell.0.title", "cell.12.title", "cell.12.year", "value"])
    [0, 12]
    """
    numbers = {name.split(".")[1] for name in parts if name.startswith("cell.") and name.count(".") == 2}
    return sorted(int(number) for number in numbers if number.isdecimal() and len(number) < 6)


def one_text(parts: Parts, name: str) -> str:
    """Return what one field holds; empty when it holds nothing."""
    return parts.get(name, ("",))[0]


def read_number_part(parts: Parts, part: str, unit: str, faults: list[AnswerFault]) -> int | float | None:
    """Return the number that a field holds, in a unit whose symbol may follow it; None and a fault for no number."""
    symbol, text = symbol_of(unit), one_text(parts, part)
    if both := may_be_two_numbers(text, (symbol.fr, symbol.en)):
        french = f"«\u202f{text}\u202f» se lit de deux façons\u00a0: tapez {' ou '.join(map(write_number, both))}"
        english = " or ".join(write_number(number, "en") for number in both)
        add_fault(faults, part, french, f"“{text}” can be read in two ways: type {english}")
        return None
    number = read_number(text, (symbol.fr, symbol.en))
    if number is None:
        french = f"un nombre est attendu, comme 12\u202f500 ou 3,5\u202f; «\u202f{text[:40]}\u202f» n’en est pas un"
        add_fault(faults, part, french, f"a number is expected, such as 12,500 or 3.5; “{text[:40]}” is not one")
    return number


def typed_words(parts: Parts) -> str:
    r"""Return what was typed as one text, to be kept and read by a person: one line a field.

    >>> typed_words({"value": ("30 agents",)}), typed_words({"choice": ("yes",), "text": ("Oui, mais",)})
    ('30 agents', 'choice: yes\ntext: Oui, mais')
    """
    if set(parts) == {"value"}:
        return "\n".join(parts["value"])
    return "\n".join(f"{name}: {', '.join(texts)}" for name, texts in sorted(parts.items()) if any(texts))


MAX_SOURCE = 300
STATES_IN_PLACE = (AnswerState.NO_DATA_EXISTS, AnswerState.REFUSED, AnswerState.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerInput:
    """What one screen says of one question.

    Attributes:
        based_on: revision of the answer that the screen showed; 0 when there was none.
        parts: what its fields hold, to the letter.
        contested: the newer revision that the person was shown beside this one, or 0.
        keeps_theirs: what the person chose then: True for the other answer, False for this one, None for neither yet.
        shows_kept: True when the screen showed what the person had typed before and could not be recorded.
        changes: identifiers that a device gave to what was typed since that revision, in order: the last is that of
            this input, those before may have been recorded without the device learning of it.
    """

    question: str
    based_on: int
    parts: Parts
    state: AnswerState | None = None
    source_document: str = ""
    confidence: AnswerConfidence | None = None
    contested: int = 0
    keeps_theirs: bool | None = None
    shows_kept: bool = False
    changes: tuple[str, ...] = ()
