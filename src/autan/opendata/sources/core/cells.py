"""Numbers, codes and dates read from text, as Polars expressions: nothing is guessed.

French files write `1 234,5` with plain, no-break or thin spaces, `secret` where statistics are masked, and lose the
leading zero of commune codes in a spreadsheet. Each expression answers null where the text is not what it should be,
so that the caller can list every fault.
"""

import polars as pl

from autan.territories.perimeters.core.departments import DISTRICT_COMMUNES

SECRET_WORDS = ("secret", "s", "confidentiel", "masqué", "masque")
"""Words that the statistical services write in a numeric column for a masked value."""

LARGEST_NUMBER = 1e15
"""Nothing of Autan is counted beyond: neither kilowatt-hours nor people."""

_SPACES = r"[\s\u00a0\u202f\u2009]"
_PLAIN_NUMBER = r"^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$"
_FRENCH_NUMBER = r"^[+-]?(\d+|\d{1,3}( \d{3})+)(,\d+)?$"
_AMBIGUOUS = r"^[+-]?\d{1,3},\d{3}$"
_DECIMAL_COMMA = r"^[+-]?(0,\d+|[\d ]+,\d{1,2}|[\d ]+,\d{4,}|\d{4,},\d+|\d{1,3}( \d{3})+,\d+)$"
_INSEE_CODE = r"^(\d{2}|2[AB])\d{3}$"
_SIREN = r"^\d{9}$"


def trimmed(column: str) -> pl.Expr:
    """Text without spaces around it; an empty cell becomes null.

    >>> pl.DataFrame({"x": [" a ", "", None]}).select(trimmed("x")).to_series().to_list()
    ['a', None, None]
    """
    text = pl.col(column).str.strip_chars()  # spaces of every kind: no-break and thin ones too
    return pl.when(text != "").then(text).otherwise(None).alias(column)


def is_secret(column: str) -> pl.Expr:
    """True where the cell holds a word for statistical secrecy.

    >>> pl.DataFrame({"x": ["Secret", "12", None]}).select(is_secret("x")).to_series().to_list()
    [True, False, False]
    """
    return trimmed(column).str.to_lowercase().is_in(SECRET_WORDS).fill_null(value=False)


def number(column: str, *, comma_is_decimal: bool = False) -> pl.Expr:
    """Number of a French or international text; null when the text is none, or when two readings are possible.

    Spaces of any kind separate groups of three digits; a comma is the decimal sign. `1,234` in an international file
    is one of the two: a comma followed by exactly three digits is refused, unless groups are separated by spaces, or
    the rest of the column has shown what its commas are.

    >>> frame = pl.DataFrame({"x": ["1234.5", "1 234,5", "1 234", "-3", "1,234", "0,234", "12 34", "abc"]})
    >>> frame.select(number("x")).to_series().to_list()
    [1234.5, 1234.5, 1234.0, -3.0, None, 0.234, None, None]
    >>> frame.select(number("x", comma_is_decimal=True)).to_series().to_list()[4]
    1.234
    """
    text = trimmed(column)
    spaced = text.str.replace_all(_SPACES, " ")
    joined = spaced.str.replace_all(" ", "").str.replace(",", ".", literal=True)
    ambiguous = spaced.str.contains(_AMBIGUOUS) & ~spaced.str.contains(_DECIMAL_COMMA) & (not comma_is_decimal)
    readable = spaced.str.contains(_PLAIN_NUMBER) | (spaced.str.contains(_FRENCH_NUMBER) & ~ambiguous)
    value = pl.when(readable).then(joined).otherwise(None).cast(pl.Float64, strict=False)
    return pl.when(value.abs() < LARGEST_NUMBER).then(value).alias(column)


def has_ambiguous_comma(column: str) -> pl.Expr:
    """True where a comma may be a decimal sign or part thousands: `1,234`."""
    spaced = trimmed(column).str.replace_all(_SPACES, " ")
    return (spaced.str.contains(_AMBIGUOUS) & ~spaced.str.contains(_DECIMAL_COMMA)).fill_null(value=False)


def has_decimal_comma(column: str) -> pl.Expr:
    """True where a comma can be nothing but a decimal sign.

    >>> frame = pl.DataFrame({"x": ["12,5", "0,125", "1 234,567", "1,234", "1,234,567", "12.5"]})
    >>> frame.select(has_decimal_comma("x")).to_series().to_list()
    [True, True, True, False, False, False]
    """
    return trimmed(column).str.replace_all(_SPACES, " ").str.contains(_DECIMAL_COMMA).fill_null(value=False)


def has_decimal_point(column: str) -> pl.Expr:
    """True where a point is a decimal sign, or a comma parts thousands: the column is not written the French way."""
    return trimmed(column).str.contains(r"\.\d|\d,\d{3},\d").fill_null(value=False)


def insee_code(column: str) -> pl.Expr:
    """Commune code of five signs; a code of four digits gets back the zero that a spreadsheet took away.

    Codes have five signs in every vintage, so a fourth digit missing can only be the leading zero of the
    départements 01 to 09.

    >>> pl.DataFrame({"x": ["9050", "31555", "2A004", "310", "Auch"]}).select(insee_code("x")).to_series().to_list()
    ['09050', '31555', '2A004', None, None]
    """
    text = trimmed(column).str.to_uppercase()
    padded = pl.when(has_lost_zero(column)).then(pl.lit("0") + text).otherwise(text)
    return pl.when(padded.str.contains(_INSEE_CODE)).then(padded).otherwise(None).alias(column)


def has_lost_zero(column: str) -> pl.Expr:
    """True where a commune code has lost its leading zero.

    >>> pl.DataFrame({"x": ["9050", "31555"]}).select(has_lost_zero("x")).to_series().to_list()
    [True, False]
    """
    return trimmed(column).str.contains(r"^\d{4}$").fill_null(value=False)


def is_district(column: str) -> pl.Expr:
    """True for a district of Paris, Marseille or Lyon, which the register of communes counts in its city.

    >>> pl.DataFrame({"x": ["75112", "31555"]}).select(is_district("x")).to_series().to_list()
    [True, False]
    """
    pattern = "^(" + "|".join(DISTRICT_COMMUNES) + ")"
    return insee_code(column).str.contains(pattern).fill_null(value=False)


def siren(column: str) -> pl.Expr:
    """SIREN of nine digits, or null.

    >>> pl.DataFrame({"x": ["243100518", "2431"]}).select(siren("x")).to_series().to_list()
    ['243100518', None]
    """
    text = trimmed(column).str.replace_all(_SPACES, "")
    return pl.when(text.str.contains(_SIREN)).then(text).otherwise(None).alias(column)


def iso_date(column: str) -> pl.Expr:
    """Day written `2026-07-31` or `31/07/2026`; null for a day that does not exist.

    >>> frame = pl.DataFrame({"x": ["2026-07-31", "31/07/2026", "2026-02-30", "hier"]})
    >>> frame.select(iso_date("x")).to_series().cast(pl.String).to_list()
    ['2026-07-31', '2026-07-31', None, None]
    """
    text = trimmed(column)
    international = text.str.to_date("%Y-%m-%d", strict=False)
    return pl.coalesce(international, text.str.to_date("%d/%m/%Y", strict=False)).alias(column)
