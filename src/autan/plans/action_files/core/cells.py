"""What a cell of a file says in a field: dates and amounts as they are typed, and what people type to say nothing."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from autan.ground.tables.core.tables import CellValue, text_of
from autan.ground.texts.core.plain_letters import fold_accents
from autan.plans.action_files.core.amounts import (
    DAY_FIRST,
    DAYS,
    MONTH_FIRST,
    CellText,
    amount_cell,
    may_be_either,
    month_first,
)
from autan.plans.plans.core.sections import FieldKind
from autan.plans.projects.core.fields import BY_CODE

_FIRST_SERIAL, _LAST_SERIAL = 18_264, 91_312  # 1950 and 2150, as spreadsheets count days
_SHORT_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{2}|\d{4})")
_WORDY_DATE = re.compile(r"(?:(\d{1,2}|1er) )?([a-z]+) (\d{2}|\d{4})")
_CENTURY = 2000
_MONTHS = ("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre",
           "decembre")  # fmt: skip
_NOTHING = frozenset({"", "nc", "n c", "nr", "na", "n a", "ns", "neant", "inconnu", "inconnue", "non connu",
                      "non renseigne", "non renseignee", "a definir", "a preciser", "a determiner", "sans objet",
                      "non defini", "tbd"})  # fmt: skip
_TEXTS = frozenset({FieldKind.TEXT, FieldKind.PROSE, FieldKind.NAMES, FieldKind.PEOPLE})


def read_cell(code: str, value: CellValue, heading: str, decisions: Mapping[str, str], days: str = "") -> CellText:
    """Return a cell of a field as a sheet keeps it, and what is open in it: ISO dates, amounts with unit and basis.

    `days` is what the dates of the file are: `DAY_FIRST`, `MONTH_FIRST`, or empty while it is open.

    >>> read_cell("end", 47727.0, "Fin", {}).text, read_cell("start", "12/14/20", "Début", {}).text
    ('2030-09-01', '14/12/2020')
    >>> read_cell("end", "03/04/2026", "Fin", {}, MONTH_FIRST).text, read_cell("end", "03/04/2026", "Fin", {}).open
    ('04/03/2026', frozenset({'file:days'}))
    """
    kind, text = BY_CODE[code].kind, text_of(value).replace("\r\n", "\n")
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
    return text.partition(" 00:00")[0]


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
    return bool(text) and BY_CODE[code].kind not in _TEXTS and fold_accents(text) in _NOTHING
