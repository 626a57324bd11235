"""Numbers and dates as a reader writes them, in French, in English or in the language of a folder."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from autan.ground.wordings import Text, is_english

THIN_SPACE = "\u202f"
NO_BREAK_SPACE = "\u00a0"
FIRST = "1ᵉʳ"
_FIRST = re.compile(r"\b1er\b")
_CARBON = re.compile(r"(?:\b|(?<=kg)|(?<=\d[ \u00a0]t))CO2(?=e?\b)")
_BEFORE_MARK = re.compile(r" (?=(?:[:%]|M?€|°C|[GMk]Wh?|km|ha)(?!\w))")
_SPACED_MARK = re.compile(r"(?<=[\w)”%])[ \u00a0\u202f]+([%:;?!])(?=[\s.,)]|$)")
_QUOTED = re.compile(r'"([^"]*)"')
_GUILLEMETS = re.compile(r"«([^«»]*)»")
_LONGEST_WHOLE = 9
_FIRST_DIGIT = re.compile(r"(?=\d)")
_BY_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?P<sign>[.,])\d{3}(?:(?P=sign)\d{3})*(?!(?P=sign))[.,]\d+", re.ASCII)
_TYPED = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,2})?", re.IGNORECASE | re.ASCII)
_DAY_PART = re.compile(r"[^{}]{0,20}{day}$|{day}[^{]{0,20}")
"""The place of the day in a date, with what parts it from the month."""
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Notation:
    """How a language writes numbers and days; `date` has places for `{day}`, `{month}` and `{year}`."""

    thousands: str
    decimal: str
    date: str
    months: tuple[str, ...]


MONTHS_FR = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
MONTHS_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DATE_FR = NO_BREAK_SPACE.join(("{day}", "{month}", "{year}"))
NOTATIONS = {
    "fr": Notation(thousands=THIN_SPACE, decimal=",", date=_DATE_FR, months=MONTHS_FR),
    "en": Notation(thousands=",", decimal=".", date="{day} {month} {year}", months=MONTHS_EN),
}
"""By code of language; folders of languages add theirs when Django starts. One that is not here writes as French."""


def _code(language: str) -> str:
    code = language.partition("-")[0]
    return code if code in NOTATIONS else "fr"


def notation_of(language: str) -> Notation:
    """Return how a language writes numbers and days; as French for a language that nobody described."""
    return NOTATIONS[_code(language)]


def format_number(value: float, *, decimals: int, language: str) -> str:
    """Write a number with its thousands apart; no digit is invented beyond `decimals`.

    Args:
        value: any finite number.
        decimals: digits kept after the comma; the decimal number that is read is rounded, half to even.
        language: code of one of `NOTATIONS`.

    >>> format_number(1234567.891, decimals=1, language="en")
    '1,234,567.9'
    >>> format_number(-1234.5, decimals=1, language="fr").replace(THIN_SPACE, "_")
    '−1_234,5'
    >>> format_number(2.675, decimals=2, language="en")
    '2.68'
    """
    english = f"{Decimal(repr(abs(float(value)))):,.{decimals}f}"
    sign = "−" if value < 0 and english.strip("0.,") else ""
    whole, _, part = english.partition(".")
    notation = notation_of(language)
    return sign + whole.replace(",", notation.thousands) + (notation.decimal + part if part else "")


def shortened(text: str, longest: int) -> str:
    """Return the beginning of a text of more than so many letters, cut between two words; spaces stay as they are.

    >>> shortened("Lire la synthèse", 9), shortened("Lire", 9)
    ('Lire la…', 'Lire')
    """
    return text if len(text) <= longest else f"{text[:longest].rpartition(' ')[0].rstrip(' ,;:.')}…"


def read_whole(text: str) -> int | None:
    """Read a whole number that an address or a form holds: up to nine digits, so that every database takes it.

    >>> read_whole("42"), read_whole("-1"), read_whole("9" * 5000), read_whole("")
    (42, None, None, None)
    """
    return int(text) if text.isdecimal() and len(text) <= _LONGEST_WHOLE else None


def read_ratio(text: str) -> float:
    """Read a ratio from 0 to 1 that a form sends back as it was given; 0 when it is none.

    >>> read_ratio("0.25"), read_ratio("9" * 400), read_ratio("nan"), read_ratio("")
    (0.25, 0.0, 0.0, 0.0)
    """
    # `float` reads « nan », « inf » and « 1e9 » too
    is_number = text.replace(".", "", 1).isdecimal()
    return ratio if is_number and (ratio := float(text)) <= 1 else 0.0


def format_exactly(value: float, *, language: str) -> str:
    """Write a number that a person gave with every digit of it, none added and none dropped.

    >>> format_exactly(1234567.25, language="en"), format_exactly(1200, language="en")
    ('1,234,567.25', '1,200')
    """
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    return format_number(value, decimals=max(0, -int(exponent)), language=language)


def number_text(value: float) -> Text:
    """Return a number exactly, in both languages.

    >>> number_text(1.5)
    Text(fr='1,5', en='1.5')
    """
    return Text(format_exactly(value, language="fr"), format_exactly(value, language="en"))


def read_number(text: str) -> float | None:
    """Read a number as a person types it, with a comma or a dot, whatever its spaces; None when it is none.

    Dots or commas by thousands are read where the other sign follows them; alone they would be a guess.

    >>> read_number("12\u202f345,6"), read_number("1_000"), read_number("nan")
    (12345.6, None, None)
    >>> read_number("1.234.567,8"), read_number("1,234.5"), read_number("1,2,3")
    (1234567.8, 1234.5, None)
    """
    plain = "".join(text.split()).replace("−", "-")
    if by_thousands := _BY_THOUSANDS.fullmatch(plain):
        plain = plain.replace(by_thousands["sign"], "")
    plain = plain.replace(",", ".")
    return float(plain) if _TYPED.fullmatch(plain) else None


def without_thousands(text: str, *, language: str) -> str:
    """Return a typed number without the signs that part its thousands in a language, where `read_number` would not.

    Any other text comes back as it is, and every text where spaces part them: all readers let these go.

    >>> [without_thousands("186,000", language=language) for language in ("en", "fr")]
    ['186000', '186,000']
    >>> without_thousands("1,234,567.5", language="en"), without_thousands("0,125", language="en")
    ('1234567.5', '0,125')
    """
    notation = notation_of(language)
    if notation.thousands.isspace():
        return text
    thousands, decimal = re.escape(notation.thousands), re.escape(notation.decimal)
    is_grouped = re.fullmatch(rf"[+−-]?[1-9]\d{{0,2}}(?:{thousands}\d{{3}})+(?:{decimal}\d+)?", text.strip(), re.ASCII)
    return text.replace(notation.thousands, "") if is_grouped else text


def format_date(day: date, *, language: str) -> str:
    """Write a day in full.

    >>> format_date(date(2013, 7, 2), language="en")
    '2 July 2013'
    """
    number = FIRST if day.day == 1 and _code(language) == "fr" else day.day
    notation = notation_of(language)
    return notation.date.format(day=number, month=notation.months[day.month - 1], year=day.year)


def date_text(day: date, fr: str = "{}", en: str = "{}") -> Text:
    """Write a day in full in both languages, each inside a phrase.

    >>> date_text(date(2013, 7, 2), "le {}", "on {}").en
    'on 2 July 2013'
    """
    return Text(fr.format(format_date(day, language="fr")), en.format(format_date(day, language="en")))


def write_source_date(published: str, *, language: str) -> str:
    r"""Write the date of a source as a reader says it: a day, a month, or what it gives when that is neither.

    >>> write_source_date("2020-10-07", language="en"), write_source_date("2020-01", language="fr")
    ('7 October 2020', 'janvier\xa02020')
    >>> write_source_date("2014", language="fr"), write_source_date("2020-13", language="fr")
    ('2014', '2020-13')
    """
    try:
        first = date.fromisoformat(published if published.count("-") == 2 else f"{published}-01")
    except ValueError:
        return published
    if published.count("-") == 2:
        return format_date(first, language=language)
    notation = notation_of(language)
    without_day = _DAY_PART.sub("", notation.date)
    return without_day.format(month=notation.months[first.month - 1], year=first.year)


def write_colon(language: str) -> str:
    """Write a colon, after a no-break space in French.

    >>> write_colon("en")
    ':'
    """
    return f"{NO_BREAK_SPACE}:" if _code(language) == "fr" else ":"


def write_semicolon(language: str) -> str:
    """Write a semicolon, after a thin no-break space in French.

    >>> write_semicolon("en")
    ';'
    """
    return f"{THIN_SPACE};" if _code(language) == "fr" else ";"


def join_unit(written: str, unit: str, *, language: str) -> str:
    r"""Put a unit after a number; English sets no space before a percent sign, and the sign of the euro first.

    >>> join_unit("+11", "%", language="en"), join_unit("3", "GWh", language="en")
    ('+11%', '3\xa0GWh')
    >>> join_unit("−45", "€", language="en"), join_unit("≥ €90", "€", language="en")
    ('−€45', '≥ €90')
    >>> [join_unit("9,900", unit, language="en") for unit in ("M€", "€M", "€k a year")]
    ['€9,900M', '€9,900M', '€9,900k\xa0a year']
    >>> join_unit("—", "M€", language="en")
    '—\xa0€M'
    """
    sign, _, rest = unit.partition(" ")
    if is_english(language) and sign.strip("kM") == "€":
        scale = sign.strip("€")
        amount = written if "€" in written else _FIRST_DIGIT.sub("€", written, count=1)
        written, unit = (amount + scale, rest) if "€" in amount else (written, f"€{scale} {rest}".strip())
    gap = "" if not unit or (is_english(language) and unit.startswith("%")) else NO_BREAK_SPACE
    return f"{written}{gap}{unit}"


def set_typography(text: str, *, language: str) -> str:
    """Put the apostrophes, quotes, raised letters and no-break spaces that the language wants; the words stay.

    The 2 of CO₂ is lowered in both languages.

    >>> set_typography("l'eau : 30 % ?", language="fr").replace(THIN_SPACE, "_").replace(NO_BREAK_SPACE, "~")
    'l’eau~: 30~%_?'
    >>> set_typography('the "Agenda 21"', language="en")
    'the “Agenda 21”'
    >>> set_typography("« Agenda 21 » of 2012", language="en")
    '“Agenda 21” of 2012'
    >>> set_typography("one word : 30 %", language="en")
    'one word: 30%'
    >>> set_typography("le 1er mai, 3 t CO2e", language="fr")
    'le 1ᵉʳ mai, 3 t CO₂e'
    """
    curly = _CARBON.sub("CO₂", text.replace("'", "’"))
    if is_english(language):
        curly = _GUILLEMETS.sub(lambda quoted: f"“{quoted[1].strip()}”", curly)
        return _SPACED_MARK.sub(r"\1", _QUOTED.sub(r"“\1”", curly))
    for mark in (";", "!", "?", "»"):
        curly = curly.replace(f" {mark}", f"{THIN_SPACE}{mark}")
    curly = _FIRST.sub(FIRST, _BEFORE_MARK.sub(NO_BREAK_SPACE, curly))
    return _THOUSANDS.sub(THIN_SPACE, curly.replace("« ", f"«{THIN_SPACE}"))
