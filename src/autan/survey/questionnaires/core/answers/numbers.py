"""Numbers typed by hand, read and shown again. French writing first: comma, thin spaces, unit at the end."""

import re
from collections.abc import Sequence

from autan.ground.texts.core.notation import THIN_SPACE

_SPACES = re.compile(r"[\s'’]+")  # every space that Unicode has, and the apostrophe of Swiss thousands
_PLAIN = re.compile(r"[+-]?\d{1,18}(?:\.\d{1,12})?")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:[.,]\d{3}){2,}")


def read_number(text: str, units: Sequence[str] = ()) -> int | float | None:
    """Return the number that a person typed, or None when it is not one.

    A single comma or dot is the decimal mark; several of one kind part the thousands; of both kinds, the last one is
    the decimal mark. A unit at the end is let go. Nothing is guessed: « environ 30 », « 1e5 », a range are no numbers.

    >>> read_number("12 500,5"), read_number("1.234.567"), read_number("30 %", ["%"]), read_number("environ 30")
    (12500.5, 1234567, 30, None)
    """
    digits = _SPACES.sub("", _without_unit(text.strip(), units)).replace("−", "-")
    plain = _with_dot(digits)
    if not _PLAIN.fullmatch(plain):
        return None
    number = float(plain)
    return int(plain) if "." not in plain else int(number) if number.is_integer() else number


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

    >>> write_number(12500.25).replace(THIN_SPACE, "_"), write_number(-3), write_number(0.1)
    ('12_500,25', '-3', '0,1')
    """
    text = f"{value:.12f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
    whole, _, decimals = text.partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    grouped = f"{int(digits):,}".replace(",", THIN_SPACE)
    return f"{sign}{grouped},{decimals}" if decimals else f"{sign}{grouped}"
