"""Numbers typed by hand, read and shown again. French writing first: comma, thin spaces, unit at the end."""

import re
from collections.abc import Sequence

from autan.ground.texts.core.notation import THIN_SPACE

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


def may_be_two_numbers(text: str, units: Sequence[str] = ()) -> tuple[str, str] | None:
    """Return the two numbers that a text may be, thousands or three decimals, as they are to be typed; None for one.

    >>> [part.replace(THIN_SPACE, "_") for part in may_be_two_numbers("12.500 €", ["€"]) or ()]
    ['12_500', '12,5']
    """
    digits = _without_unit(text.strip(), units).strip().replace("−", "-")
    if not AMBIGUOUS.fullmatch(digits):
        return None
    return write_number(int(re.sub("[.,]", "", digits))), write_number(float(digits.replace(",", ".")))


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


def write_number(value: float) -> str:
    """Write a number as it is shown in a field: every digit kept, comma, thin spaces between the thousands.

    Three decimals that could be thousands have a fourth, which is zero: what is shown is read again as it was.

    >>> write_number(12500.25).replace(THIN_SPACE, "_"), write_number(-3), write_number(0.1), write_number(12.125)
    ('12_500,25', '-3', '0,1', '12,1250')
    """
    text = f"{value:.12f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
    whole, _, decimals = text.partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    grouped = f"{int(digits):,}".replace(",", THIN_SPACE)
    decimals += "0" * bool(AMBIGUOUS.fullmatch(f"{digits},{decimals}"))
    return f"{sign}{grouped},{decimals}" if decimals else f"{sign}{grouped}"


def write_float(number: float) -> str:
    """Write a number for a file, every digit kept, in a text that is read in one way only.

    >>> write_float(12.125), write_float(0.125), write_float(12.5)
    ('12.1250', '0.125', '12.5')
    """
    text = repr(number)
    return f"{text}0" if AMBIGUOUS.fullmatch(text) else text
