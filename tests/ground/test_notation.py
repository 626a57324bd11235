"""Numbers, dates and words as a reader writes them."""

from datetime import date

import pytest

from autan.ground.errors import DomainError
from autan.ground.texts.core.notation import NO_BREAK_SPACE as NB
from autan.ground.texts.core.notation import THIN_SPACE as TH
from autan.ground.texts.core.notation import (
    format_date,
    format_exactly,
    format_number,
    read_number,
    set_typography,
    write_colon,
)
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Text


@pytest.mark.parametrize(
    ("value", "decimals", "french", "english"),
    [
        (0, 0, "0", "0"),
        (-0.04, 1, "0,0", "0.0"),
        (1234567, 0, f"1{TH}234{TH}567", "1,234,567"),
        (-12.5, 1, "−12,5", "−12.5"),
    ],
)
def test_numbers(value, decimals, french, english):
    assert format_number(value, decimals=decimals, language="fr") == french
    assert format_number(value, decimals=decimals, language="en") == english


def test_dates():
    assert format_date(date(2013, 4, 1), language="fr") == f"1ᵉʳ{NB}avril{NB}2013"
    assert format_date(date(2013, 4, 2), language="en") == "2 April 2013"


def test_typography_changes_no_word():
    text = "L'Albigeois : « 12 000 t » ; 30 % !"
    assert set_typography(text, language="fr") == f"L’Albigeois{NB}: «{TH}12{TH}000 t{TH}»{TH}; 30{NB}%{TH}!"
    assert set_typography("it's 12 000", language="en") == "it’s 12 000"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2013", "2013"),
        ("2012-2013", "2012-2013"),
        ("2026-07-31", "2026-07-31"),
        ("2025-08-01/2026-07-31", "2025-08-01/2026-07-31"),
        ("", ""),
    ],
)
def test_periods_are_read(text, label):
    assert Period.parse(text).label == label


@pytest.mark.parametrize("text", ["2013-02-30", "13", "printemps 2013", "0000"])
def test_impossible_periods_are_refused(text):
    with pytest.raises(DomainError, match="not a period"):
        Period.parse(text)


def test_twelve_months_end_on_the_day():
    period = Period.months_before(date(2026, 7, 31))
    assert (period.start, period.label) == (date(2025, 8, 1), "2025-08-01/2026-07-31")
    assert Period.months_before(date(2024, 2, 29)).start == date(2023, 3, 1)


def test_french_stands_in_for_missing_english():
    assert Text("énergie", "").in_language("en") == "énergie"
    assert Text("énergie", "energy").in_language("de") == "énergie"


def test_a_colon_stands_apart_in_french_alone():
    assert (write_colon("fr"), write_colon("en")) == (f"{NB}:", ":")


@pytest.mark.parametrize(
    ("value", "french"),
    [
        (1234567.0, f"1{TH}234{TH}567"),
        (0.000125, "0,000125"),
        (1e21, f"1{f'{TH}000' * 7}"),
        (-12.5, "−12,5"),
        (0.0, "0"),
    ],
)
def test_a_given_number_keeps_all_its_digits(value, french):
    assert format_exactly(value, language="fr") == french


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (f"12{TH}345,6", 12345.6),
        ("1 000", 1000),
        (" −3,5 ", -3.5),
        ("1e3", 1000),
        (".5", 0.5),
        ("1_000", None),
        ("nan", None),
        ("inf", None),
        ("1e999", None),
        ("1,2,3", None),
        ("٣", None),
        ("", None),
    ],
)
def test_numbers_as_people_type_them(text, value):
    assert read_number(text) == value
