"""The written form of an answer, the same in database and files; numbers typed by hand, read and shown again."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autan.ground.errors import DomainError
from autan.ground.texts.core.notation import notation_of, without_thousands
from autan.ground.wordings import Sentence, Text
from autan.survey.questionnaires.core.questionnaire import Bounds, ChoiceList

_SPACES = re.compile(r"[\s'’]+")  # every space that Unicode has, and the apostrophe of Swiss thousands
AMBIGUOUS = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
"""Thousands, or three decimals: which of the two is asked back."""
_PLAIN = re.compile(r"[+-]?\d{1,18}(?:\.\d{1,12})?")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:[.,]\d{3}){2,}")


def read_number(text: str, units: Sequence[str] = ()) -> int | float | None:
    """Return the number that a person typed, or None when it is not one.

    A single comma or dot is the decimal mark; several of one kind part the thousands; of both kinds, the last one is
    the decimal mark. A unit at the end is let go. Nothing is guessed: « environ 30 », « 1e5 », a range are no numbers,
    and « 12.500 », which `may_be_two_numbers`, is to be asked back before.

    >>> read_number("12 500,5"), read_number("1.234.567"), read_number("30 %", ["%"]), read_number("environ 30")
    (12500.5, 1234567, 30, None)
    """
    digits = _SPACES.sub("", _without_unit(text.strip(), units)).replace("−", "-")
    plain = _with_dot(digits)
    if not _PLAIN.fullmatch(plain):
        return None
    number = float(plain)
    return int(plain) if "." not in plain else int(number) if number.is_integer() else number


def may_be_two_numbers(text: str, units: Sequence[str] = ()) -> tuple[float, float] | None:
    """Return the two numbers that a text may be, thousands or three decimals; None for one.

    >>> may_be_two_numbers("12.500 €", ["€"])
    (12500, 12.5)
    """
    digits = _without_unit(text.strip(), units).strip().replace("−", "-")
    if not AMBIGUOUS.fullmatch(digits):
        return None
    return int(re.sub("[.,]", "", digits)), float(digits.replace(",", "."))


def _without_unit(text: str, units: Sequence[str]) -> str:
    for unit in sorted(units, key=len, reverse=True):
        if unit and text.casefold().endswith(unit.casefold()):
            return text[: -len(unit)]
    return text


def _with_dot(digits: str) -> str:
    """The same digits with a dot before the decimals and nothing between the thousands."""
    if "," in digits and "." in digits:
        mark = max(",", ".", key=digits.rfind)
        other = "." if mark == "," else ","
        return digits.replace(other, "").replace(mark, ".")
    if _THOUSANDS.fullmatch(digits):
        return digits.replace(",", "").replace(".", "")
    return digits.replace(",", ".")


def write_number(value: float, language: str = "fr") -> str:
    r"""Write a number as it is shown in a field: every digit kept, the marks those of a language.

    Three decimals that could be thousands have a fourth, which is zero: what is shown is read again as it was.

    >>> write_number(12500.25), write_number(-3), write_number(0.1), write_number(12.125)
    ('12\u202f500,25', '-3', '0,1', '12,1250')
    >>> write_number(12500.25, "en"), write_number(12.125, "en")
    ('12,500.25', '12.1250')
    """
    text = f"{value:.12f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
    whole, _, decimals = text.partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    notation = notation_of(language)
    grouped = f"{int(digits):,}".replace(",", notation.thousands)
    decimals += "0" * bool(AMBIGUOUS.fullmatch(f"{digits},{decimals}"))
    return f"{sign}{grouped}{notation.decimal}{decimals}" if decimals else f"{sign}{grouped}"


def show_typed(text: str, language: str) -> str:
    """Return what a field holds with the marks of a language, where it is a number that the house wrote.

    >>> show_typed("12\u202f500,5", "en"), show_typed("12500,5 €", "en")
    ('12,500.5', '12500,5 €')
    """
    number = read_number(text)
    return text if number is None or text != write_number(number) else write_number(number, language)


def keep_typed(text: str, language: str) -> str:
    r"""Return what was typed in a page of a language as every page reads it; a number shown there as it is kept.

    >>> keep_typed("12,500.5", "en"), keep_typed("12,500", "en"), keep_typed("12,500", "fr"), keep_typed("12.125", "en")
    ('12\u202f500,5', '12\u202f500', '12,500', '12.125')
    """
    plain = without_thousands(text, language=language)
    number = read_number(plain)
    return plain if number is None or text != write_number(number, language) else write_number(number)


def write_float(number: float) -> str:
    """Write a number for a file, every digit kept, in a text that is read in one way only.

    >>> write_float(12.125), write_float(0.125), write_float(12.5)
    ('12.1250', '0.125', '12.5')
    """
    text = repr(number)
    return f"{text}0" if AMBIGUOUS.fullmatch(text) else text


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
