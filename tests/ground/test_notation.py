"""Numbers, dates and words as a reader writes them."""

from datetime import date

import pytest

from autan.ground.errors import DomainError
from autan.ground.texts.core.notation import NO_BREAK_SPACE as NB
from autan.ground.texts.core.notation import THIN_SPACE as TH
from autan.ground.texts.core.notation import (
    date_text,
    format_date,
    format_exactly,
    format_number,
    join_unit,
    number_text,
    read_number,
    read_ratio,
    read_whole,
    set_typography,
    shortened,
    write_colon,
    write_semicolon,
    write_source_date,
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


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234.567,8", 1234567.8),
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("-1.234,5", -1234.5),
        ("+3", 3),
        ("1.234", 1.234),
        ("1,234", 1.234),
        ("1.234.567", None),
        ("12.34.567,8", None),
        ("3.", 3),
        ("3 %", None),
    ],
)
def test_dots_and_commas_are_by_thousands_only_where_the_other_sign_follows(text, value):
    assert read_number(text) == value


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (2.675, 2, "2.68"),
        (0.125, 2, "0.12"),
        (0.5, 0, "0"),
        (1.5, 0, "2"),
        (-0.5, 0, "0"),
        (-0.6, 0, "−1"),
        (999.95, 1, "1,000.0"),
    ],
)
def test_the_decimal_number_that_is_read_is_rounded_half_to_even(value, decimals, text):
    assert format_number(value, decimals=decimals, language="en") == text


def test_a_language_without_notation_writes_as_french():
    assert format_number(1234.5, decimals=1, language="oc") == format_number(1234.5, decimals=1, language="fr")
    assert format_number(1234.5, decimals=1, language="en-gb") == "1,234.5"
    assert format_date(date(2013, 4, 1), language="oc") == f"1ᵉʳ{NB}avril{NB}2013"
    assert (write_colon("oc"), write_semicolon("oc"), write_semicolon("en-us")) == (f"{NB}:", f"{TH};", ";")


def test_the_first_of_a_month_is_raised_in_french_alone():
    assert [format_date(date(2013, 4, 1), language=code) for code in ("fr-ca", "en")] == [
        f"1ᵉʳ{NB}avril{NB}2013",
        "1 April 2013",
    ]
    assert format_date(date(2013, 12, 11), language="fr") == f"11{NB}décembre{NB}2013"


@pytest.mark.parametrize(
    ("text", "longest", "short"),
    [
        ("Lire la synthèse", 16, "Lire la synthèse"),
        ("Lire la synthèse", 15, "Lire la…"),
        ("Lire la synthèse", 8, "Lire la…"),
        ("Lire la synthèse", 7, "Lire…"),
        ("Lire, puis dire", 6, "Lire…"),
        ("Lire\u202f: la synthèse", 9, "Lire\u202f…"),
        ("", 0, ""),
    ],
)
def test_a_long_text_is_cut_between_two_words(text, longest, short):
    assert shortened(text, longest) == short


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("42", 42),
        ("0", 0),
        ("999999999", 999_999_999),
        ("1000000000", None),
        ("-1", None),
        ("", None),
        ("4.0", None),
        ("²", None),
    ],
)
def test_whole_numbers_of_addresses_fit_every_database(text, value):
    assert read_whole(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.25", 0.25),
        ("1", 1.0),
        ("1.0", 1.0),
        ("1.01", 0.0),
        ("0", 0.0),
        ("-0.5", 0.0),
        ("1e-3", 0.0),
        ("0.2.5", 0.0),
        (".5", 0.5),
    ],
)
def test_a_ratio_that_is_none_is_nought(text, value):
    assert read_ratio(text) == value


@pytest.mark.parametrize(
    ("published", "french", "english"),
    [
        ("2020-10-07", f"7{NB}octobre{NB}2020", "7 October 2020"),
        ("2020-01-01", f"1ᵉʳ{NB}janvier{NB}2020", "1 January 2020"),
        ("2020-12", f"décembre{NB}2020", "December 2020"),
        ("2014", "2014", "2014"),
        ("2020-13", "2020-13", "2020-13"),
        ("2020-02-30", "2020-02-30", "2020-02-30"),
        ("printemps", "printemps", "printemps"),
    ],
)
def test_the_date_of_a_source_says_no_more_than_the_source(published, french, english):
    assert write_source_date(published, language="fr") == french
    assert write_source_date(published, language="en") == english


def test_units_follow_their_number():
    assert join_unit("11", "%", language="fr") == f"11{NB}%"
    assert join_unit("11", "%", language="en-gb") == "11%"
    assert join_unit("11", "% de bois", language="en") == "11% de bois"
    assert join_unit("3", "GWh", language="fr") == join_unit("3", "GWh", language="en") == f"3{NB}GWh"
    assert join_unit("3", "", language="fr") == "3"


def test_english_sets_the_sign_of_the_euro_before_the_number_once():
    assert join_unit("640,000", "€", language="en") == "€640,000"
    assert join_unit("−9,900", "M€", language="en") == "−€9,900M"
    assert join_unit("9\u202f900", "M€", language="fr") == "9\u202f900\u00a0M€"
    assert join_unit("−45", "€ HT", language="en") == f"−€45{NB}HT"
    assert join_unit("≥ €90,000", "€", language="en-gb") == "≥ €90,000"
    assert join_unit("640 000", "€", language="fr") == f"640 000{NB}€"


@pytest.mark.parametrize(
    ("text", "french"),
    [
        ("du CO2 et du CO2e", "du CO₂ et du CO₂e"),
        ("3 tCO2e, 2 kgCO2", "3 tCO₂e, 2 kgCO₂"),
        ("le code CO21", "le code CO21"),
        ("le 1er mai", "le 1ᵉʳ mai"),
        ("3 GWh ou 2 km, 5 M€, 12 °C, 4 ha", f"3{NB}GWh ou 2{NB}km, 5{NB}M€, 12{NB}°C, 4{NB}ha"),
        ("4 hangars", "4 hangars"),
        ("12 000 t en 2030", f"12{TH}000 t en 2030"),
        ("de 2020 2021", "de 2020 2021"),
        ("lot 12 0001", "lot 12 0001"),
    ],
)
def test_french_signs_are_set_apart_and_the_words_stay(text, french):
    assert set_typography(text, language="fr") == french


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ('the "Agenda 21" plan', "the “Agenda 21” plan"),
        ("« a » and « b »", "“a” and “b”"),
        ("what ? 30 % : yes !", "what? 30%: yes!"),
        ("(30 %)", "(30%)"),
        ("3 t of CO2", "3 t of CO₂"),
        ("a :b", "a :b"),
    ],
)
def test_english_signs_stand_at_their_word(text, english):
    assert set_typography(text, language="en") == english


def test_numbers_and_days_are_said_in_both_languages():
    assert number_text(-1234.5) == Text(f"−1{TH}234,5", "−1,234.5")
    assert date_text(date(2013, 7, 2), "le {}", "on {}") == Text(f"le 2{NB}juillet{NB}2013", "on 2 July 2013")
    assert date_text(date(2013, 7, 2)).en == "2 July 2013"
