"""The written form of an answer, the same in the database and in files, and what several kinds check alike.

| kind | value |
|---|---|
| open, short_text | text; 255 characters at most and one line for a short one |
| half_open | `{"choice": code or None, "text": text}` |
| single | code, or `{"other": text}` where the question allows it |
| multiple | `{"choices": [code, ...], "other": text}` |
| number, percentage | number, in the unit of the question |
| scale | whole number between the two ends |
| ranking | `[code, ...]`, the first one first; what is not ranked is absent |
| split | `{code: number, ...}`, which sums to 100 |
| date | `AAAA-MM-JJ` |
| year | whole number |
| table | `[{column: cell, ...}, ...]`; an unknown cell is absent |
| matrix | `{row: {column: cell, ...}, ...}`; an unknown cell or row is absent |
| file | `{"name": text, "link": https address}`, one of them or both |
| display | nothing |
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autan.ground.errors import DomainError
from autan.ground.wordings import Sentence, Text
from autan.survey.questionnaires.core.answers.numbers import write_number
from autan.survey.questionnaires.core.questionnaire import Bounds, ChoiceList

type Cell = str | int | float
type AnswerValue = Cell | Mapping[str, "AnswerValue"] | Sequence["AnswerValue"] | None

MAX_TEXT = 20_000
MAX_SHORT_TEXT = 255
MAX_ROWS = 200
FIRST_YEAR, LAST_YEAR = 1800, 2200
_MOST = 10**18  # as many figures as can be typed; a file may hold more


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFault:
    """One fault of an answer: the field of a screen that it would stand in, and what is expected."""

    part: str
    message: Text


class InvalidAnswerError(DomainError):
    """A value does not answer its question."""

    def __init__(self, question: str, faults: Sequence[AnswerFault]) -> None:
        self.question = question
        self.faults = tuple(faults)
        super().__init__(
            "{question}\u00a0: {problems}",
            question=question,
            problems=Sentence.joined(" ; ", (fault.message for fault in self.faults)),
        )

    @property
    def problems(self) -> tuple[str, ...]:
        """Faults, one sentence each."""
        return tuple(Sentence.of(fault.message) for fault in self.faults)


def add_fault(faults: list[AnswerFault], part: str, french: str, english: str) -> None:
    """Note what is wrong with a part of an answer."""
    faults.append(AnswerFault(part=part, message=Text(french, english)))


def check_text(
    value: object, part: str, faults: list[AnswerFault], *, most: int = MAX_TEXT, is_required: bool = True
) -> str:
    """Return a text without the blanks at its ends; another value, or too long a text, is a fault."""
    if not isinstance(value, str) or (is_required and not value.strip()):
        add_fault(faults, part, "un texte est attendu", "a text is expected")
        return ""
    if len(value) > most:
        french = f"ce texte a {write_number(len(value))} signes\u202f; {write_number(most)} au plus sont gardés"
        add_fault(faults, part, french, f"this text has {len(value):,} characters; at most {most:,} are kept")
    return value.strip()


def check_number(value: object, bounds: Bounds, part: str, faults: list[AnswerFault]) -> int | float:
    """Return a finite number within bounds, or 0 and a fault."""
    is_plain = isinstance(value, int) or (isinstance(value, float) and math.isfinite(value))
    if isinstance(value, bool) or not isinstance(value, int | float) or not is_plain:
        add_fault(faults, part, "un nombre est attendu", "a number is expected")
        return 0
    if not -_MOST < value < _MOST:
        french = "un nombre d’au plus dix-huit chiffres est attendu"
        add_fault(faults, part, french, "a number of eighteen figures at most is expected")
        return 0
    if value not in bounds:
        shown, low, high = ("…" if end is None else f"{end:g}" for end in (value, bounds.low, bounds.high))
        french = f"{shown} est hors des bornes ({low} à {high})".replace(".", ",")
        add_fault(faults, part, french, f"{shown} is out of bounds ({low} to {high})")
    return value


def check_whole(value: object, bounds: Bounds, part: str, faults: list[AnswerFault]) -> int:
    """Return a whole number within bounds; one that has decimals is a fault."""
    number = check_number(value, bounds, part, faults)
    if number != int(number):
        add_fault(faults, part, "un nombre entier est attendu", "a whole number is expected")
    return int(number)


def check_choice(value: object, choices: ChoiceList | None, part: str, faults: list[AnswerFault]) -> str:
    """Return the code of a choice of a list, or an empty text and a fault."""
    codes = choices.codes if choices else ()
    if not isinstance(value, str) or value not in codes:
        labels = [choice.label for choice in choices.choices] if choices else []
        french, english = (", ".join(label.in_language(language) for label in labels) for language in ("fr", "en"))
        add_fault(faults, part, f"un choix est attendu parmi : {french}", f"a choice is expected among: {english}")
        return ""
    return value


def check_parts(value: object, keys: tuple[str, ...], faults: list[AnswerFault]) -> Mapping[str, object]:
    """Return a mapping of some keys and of no others, or an empty one and a fault."""
    if not isinstance(value, Mapping) or not set(value) <= set(keys):
        shown = ", ".join(keys)
        add_fault(faults, "value", f"un objet de clés {shown} est attendu", f"an object of keys {shown} is expected")
        return {}
    return value


def is_list(value: object) -> bool:
    """True for a list of values, which a text is not."""
    return isinstance(value, Sequence) and not isinstance(value, str)


def items_of(value: object) -> Sequence[AnswerValue]:
    """Return the items of a list; none for any other value."""
    return value if isinstance(value, Sequence) and not isinstance(value, str) else ()


def parts_of(value: object) -> Mapping[str, AnswerValue]:
    """Return the parts of a mapping; none for any other value."""
    return value if isinstance(value, Mapping) else {}


def cell_of(value: AnswerValue, row: str, column: str) -> AnswerValue:
    """Return one cell of a matrix, or None when it is not known."""
    return parts_of(parts_of(value).get(row)).get(column)
