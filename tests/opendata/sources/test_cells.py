import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autan.opendata.sources.core import cells


def read(expression: pl.Expr, value: str | None) -> object:
    return pl.DataFrame({"x": [value]}, schema={"x": pl.String}).select(expression).item()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12", 12.0),
        ("  12 ", 12.0),
        ("1 234,5", 1234.5),
        ("1\u00a0234,5", 1234.5),
        ("1\u202f234\u202f567", 1234567.0),
        ("0,5", 0.5),
        ("-3.25", -3.25),
        ("1e3", 1000.0),
        ("1 234,567", 1234.567),
    ],
)
def test_numbers_of_french_and_international_files_are_read(text, expected):
    assert read(cells.number("x"), text) == expected


@pytest.mark.parametrize("text", ["1,234", "12 34", "1.234.567", "12 MWh", "secret", "", "1,2,3", "−5", None])
def test_what_is_not_one_number_without_doubt_is_not_read(text):
    assert read(cells.number("x"), text) is None


@given(st.integers(0, 10**9), st.integers(0, 99))
def test_a_number_written_the_french_way_is_read_back(whole, cents):
    text = f"{whole:,}".replace(",", "\u202f") + f",{cents:02d}"
    assert read(cells.number("x"), text) == pytest.approx(whole + cents / 100)


@pytest.mark.parametrize(
    ("text", "code"),
    [("9050", "09050"), ("09050", "09050"), (" 31555 ", "31555"), ("2a004", "2A004"), ("905", None), ("2C004", None)],
)
def test_commune_codes_have_five_signs(text, code):
    assert read(cells.insee_code("x"), text) == code


@pytest.mark.parametrize(("text", "lost"), [("9050", True), ("09050", False), ("2A004", False), (None, False)])
def test_a_lost_leading_zero_is_seen(text, lost):
    assert read(cells.has_lost_zero("x"), text) is lost


@pytest.mark.parametrize(("text", "is_one"), [("75112", True), ("13201", True), ("69381", True), ("31555", False)])
def test_districts_of_the_three_cities_are_seen(text, is_one):
    assert read(cells.is_district("x"), text) is is_one


@pytest.mark.parametrize("word", ["secret", "Secret", "SECRET", "confidentiel", "s"])
def test_the_words_for_secrecy_are_known(word):
    assert read(cells.is_secret("x"), word) is True


@pytest.mark.parametrize("text", ["2026-02-30", "31/02/2026", "2026-13-01", "hier", "", "20260731"])
def test_an_impossible_day_is_not_read(text):
    assert read(cells.iso_date("x"), text) is None


@pytest.mark.parametrize(("text", "siren"), [("243 100 518", "243100518"), ("243100518", "243100518"), ("24310", None)])
def test_a_siren_has_nine_digits(text, siren):
    assert read(cells.siren("x"), text) == siren
