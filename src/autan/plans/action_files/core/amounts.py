"""Amounts, dates and cells of a file: what its headings say of them, how they are typed, and what is still open."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from autan.ground.tables.core.tables import CellValue, visible_text
from autan.ground.texts.core.money import TaxBasis, read_amount
from autan.ground.texts.core.plain_letters import fold_accents
from autan.plans.plans.core.sections import FieldKind
from autan.plans.projects.core.fields import BY_CODE

DOT, COMMA, UNIT, TAX, DAYS = "file:dot", "file:comma", "file:unit", "file:tax", "file:days"
"""What may be open in a file: a sign before three digits, a unit, value added tax, day or month first."""
THOUSANDS, DECIMAL, DAY_FIRST, MONTH_FIRST = "thousands", "decimal", "day", "month"
UNITS: Mapping[str, str] = {"eur": "€", "keur": "k€", "meur": "M€"}
_SIGNS = {".": DOT, ",": COMMA}
_EITHER = re.compile(r"(?<![\d.,])([1-9]\d{0,2})([.,])(\d{3})(?![\d.,]*\d)")
_THOUSANDS_ALONE = re.compile(
    r"(?<![\d.,])[1-9]\d{0,2}(?:(?:\.\d{3}){2,}(?![\d.])|(?:,\d{3}){2,}(?![\d,])|(?:\.\d{3})+(?=,\d)|(?:,\d{3})+(?=\.\d))"
)
_BASIS = re.compile(r"\b(h\.?t|t\.?t\.?c)\b", re.IGNORECASE)
_MILLIONS = re.compile(r"m€|m d?[’' ]?euros|\bmeur\b|millions?", re.IGNORECASE)
_THOUSANDS = re.compile(r"k ?€|\bk ?eur|milliers?", re.IGNORECASE)
_EUROS = re.compile(r"€|\beur(?:os?)?\b", re.IGNORECASE)
_SCALED = re.compile(r"€|eur|\d\s?[kKmM]\b|million|millier|milliard", re.IGNORECASE)
_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{2}|\d{4})")
_TEMPLATE = ("montant € ht", "budget prévisionnel total € ht")
"""Headings that the national template gives to every amount, whatever its cell says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellText:
    """A cell in one way of writing, and what is open in it: nothing of it may be counted until that is decided."""

    text: str
    open: frozenset[str] = frozenset()


def amount_cell(value: CellValue, heading: str, decisions: Mapping[str, str]) -> CellText:
    """Return an amount with its unit and its basis: those of its cell, of its heading, then as decided for the file.

    >>> amount_cell(150000, "Budget (€ HT)", {}).text, amount_cell("1.500,50", "Coût en k€", {}).text
    ('150000 € HT', '1500,50 k€')
    >>> amount_cell("150.000 €", "Budget", {}), amount_cell("150.000 €", "Budget", {"file:dot": "thousands"}).text
    (CellText(text='150.000 €', open=frozenset({'file:dot'})), '150 000 €')
    >>> sorted(amount_cell("12,5", "Budget", {}).open), amount_cell("gratuit", "Budget", {}).text
    (['file:unit'], 'gratuit')
    """
    text = visible_text(value)
    waiting: set[str] = set()
    if isinstance(value, str):
        text, waiting = _with_sign(text, decisions)
    amount = read_amount(_EITHER.sub(r"\1\2\g<3>0", text))
    if amount is None:
        return CellText(text=text)
    is_bare = not _SCALED.search(text)
    if is_bare and amount.high:
        unit = unit_of(heading) or decisions.get(UNIT, "")
        waiting |= {UNIT} if unit not in UNITS else set()
        basis = f" {amount.basis.value.upper()}" if amount.basis is not TaxBasis.NOT_STATED else ""
        text = f"{_BASIS.sub('', text).strip()} {UNITS.get(unit, '')}".strip() + basis
    if amount.basis is TaxBasis.NOT_STATED and (is_bare or heading.strip().lower() not in _TEMPLATE):
        basis = basis_of(heading) or decisions.get(TAX, "")
        text += f" {basis.upper()}" if basis in {"ht", "ttc"} else ""
    return CellText(text=text, open=frozenset(waiting))


def _with_sign(text: str, decisions: Mapping[str, str]) -> tuple[str, set[str]]:
    """A text whose dots and commas before three digits are as decided, and those that are not decided."""
    waiting: set[str] = set()

    def decided(match: re.Match[str]) -> str:
        decision = decisions.get(_SIGNS[match[2]], "")
        if decision == THOUSANDS:
            return f"{match[1]} {match[3]}"
        if decision != DECIMAL:
            waiting.add(_SIGNS[match[2]])
        return f"{match[0]}0" if decision == DECIMAL else match[0]

    plain = _THOUSANDS_ALONE.sub(lambda match: match[0].replace(".", "").replace(",", ""), text)
    return _EITHER.sub(decided, plain), waiting


def unit_of(heading: str) -> str:
    """Return the unit that a heading states; empty for none.

    >>> unit_of("Budget (k€ HT)"), unit_of("Coût, en euros"), unit_of("Montant en milliers d’euros"), unit_of("Budget")
    ('keur', 'eur', 'keur', '')
    >>> unit_of("Budget en M€")
    'meur'
    """
    if _THOUSANDS.search(heading):
        return "keur"
    if _MILLIONS.search(heading):
        return "meur"
    return "eur" if _EUROS.search(heading) else ""


def basis_of(heading: str) -> str:
    """Return the tax basis that a heading states; empty for none, or for two.

    >>> basis_of("Budget € H.T."), basis_of("Coût TTC"), basis_of("HT ou TTC")
    ('ht', 'ttc', '')
    """
    bases = {match.replace(".", "").lower() for match in _BASIS.findall(heading)}
    return bases.pop() if len(bases) == 1 else ""


def is_month_first(texts: Iterable[str]) -> bool:
    """Say whether one date at least of a file can only be read month first.

    >>> is_month_first(["03/04/2026", "12/14/20"]), is_month_first(["31/12/2026", "dès que possible"])
    (True, False)
    """
    return any(int(match[2]) > 12 >= int(match[1]) for text in texts if (match := _DATE.fullmatch(text.strip())))


def may_be_either(text: str) -> bool:
    """Say whether a date reads day first as well as month first, as another day.

    >>> may_be_either("03/04/2026"), may_be_either("04/04/2026"), may_be_either("31/12/2026"), may_be_either("2026")
    (True, False, False, False)
    """
    match = _DATE.fullmatch(text.strip())
    return match is not None and int(match[1]) != int(match[2]) and 0 < int(match[1]) <= 12 and int(match[2]) <= 12


def month_first(text: str) -> str:
    """Return a date with its day first.

    >>> month_first("03/04/2026")
    '04/03/2026'
    """
    return _DATE.sub(lambda match: f"{match[2]}/{match[1]}{match[0][match.end(2) - match.start() :]}", text.strip())


_FIRST_SERIAL, _LAST_SERIAL = 18_264, 91_312  # 1950 and 2150, as spreadsheets count days
_SHORT_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{2}|\d{4})")
_WORDY_DATE = re.compile(r"(?:(\d{1,2}|1er) )?([a-z]+) (\d{2}|\d{4})")
_TIME = re.compile(r" \d{2}:\d{2}(?::\d{2})?$")
_CENTURY = 2000
_MONTHS = ("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre",
           "decembre")  # fmt: skip
_NOTHING = frozenset({"", "nc", "n c", "nr", "na", "n a", "ns", "neant", "inconnu", "inconnue", "non connu",
                      "non renseigne", "non renseignee", "a definir", "a preciser", "a determiner", "sans objet",
                      "non defini", "tbd", "a chiffrer", "a completer", "a renseigner", "a estimer", "non chiffre",
                      "non estime"})  # fmt: skip
_ERRORS = frozenset({"#N/A", "#REF!", "#NOM?", "#NAME?", "#VALEUR!", "#VALUE!", "#DIV/0!", "#NUL!", "#NULL!"})
_TEXTS = frozenset({FieldKind.TEXT, FieldKind.PROSE, FieldKind.NAMES, FieldKind.PEOPLE})


def read_cell(code: str, value: CellValue, heading: str, decisions: Mapping[str, str], days: str = "") -> CellText:
    """Return a cell of a field as a sheet keeps it, and what is open in it: ISO dates, amounts with unit and basis.

    `days` is what the dates of the file are: `DAY_FIRST`, `MONTH_FIRST`, or empty while it is open.

    >>> read_cell("end", 47727.0, "Fin", {}).text, read_cell("start", "12/14/20", "Début", {}).text
    ('2030-09-01', '14/12/2020')
    >>> read_cell("end", "03/04/2026", "Fin", {}, MONTH_FIRST).text, read_cell("end", "03/04/2026", "Fin", {}).open
    ('04/03/2026', frozenset({'file:days'}))
    """
    kind, text = BY_CODE[code].kind, visible_text(value).replace("\r\n", "\n")
    if kind is FieldKind.MONEY:
        return amount_cell(value, heading, decisions)
    if kind is not FieldKind.DATE:
        return CellText(text=text)
    if not may_be_either(text) or days == DAY_FIRST:
        return CellText(text=date_text(text))
    swapped = month_first(text) if days == MONTH_FIRST else text
    return CellText(text=date_text(swapped), open=frozenset() if days else frozenset({DAYS}))


def date_text(text: str) -> str:
    """A date as it is kept: a number of days since 1900 as its day; month before day where only that makes a date."""
    if text.isdecimal() and len(text) <= len(str(_LAST_SERIAL)) and _FIRST_SERIAL <= int(text) <= _LAST_SERIAL:
        # Spreadsheets take 1900 for a leap year: their day 0 is 30 December 1899.
        return str(date(1899, 12, 30) + timedelta(days=int(text)))
    if match := _SHORT_DATE.fullmatch(text):
        first, second = int(match[1]), int(match[2])
        # Some files are written month first: 12/14/20 can be no other day.
        day, month = (second, first) if second > 12 else (first, second)
        return f"{day:02}/{month:02}/{_year(match[3])}"
    if (match := _WORDY_DATE.fullmatch(fold_accents(text))) and (month := _month(match[2])):
        day_text = f"{int(match[1].removesuffix('er')):02}/" if match[1] else ""
        return f"{day_text}{month:02}/{_year(match[3])}"
    return _TIME.sub("", text)


def _year(digits: str) -> int:
    return int(digits) + (_CENTURY if len(digits) == 2 else 0)


def _month(word: str) -> int:
    """Rank of a month that a word, or its first three letters at least, names alone; 0 for none.

    >>> _month("dec"), _month("juil"), _month("ju"), _month("fin")
    (12, 7, 0, 0)
    """
    ranks = [rank for rank, name in enumerate(_MONTHS, start=1) if len(word) > 2 and name.startswith(word)]
    return ranks[0] if len(ranks) == 1 else 0


def is_placeholder(code: str, text: str) -> bool:
    """Say whether what stands in a field that is no free text only says that nothing is known.

    >>> is_placeholder("budget", "NC"), is_placeholder("status", "-"), is_placeholder("partners", "-")
    (True, True, False)
    """
    if BY_CODE[code].kind in _TEXTS:
        return text in _ERRORS
    return bool(text) and fold_accents(text) in _NOTHING
