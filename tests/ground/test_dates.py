"""Dates known to the year, the month or the day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autan.ground.texts.core.dates import PartialDate, months_later


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2012", "2012"),
        ("2012-3", "2012-03"),
        (" 2012-03-29 ", "2012-03-29"),
        ("29/03/2012", "2012-03-29"),
        ("3/2012", "2012-03"),
    ],
)
def test_a_possible_date_is_read_as_precisely_as_it_is_written(text, read):
    assert str(PartialDate.parse(text)) == read


@pytest.mark.parametrize(
    "text", ["", "vers 2012", "2012-13", "2012-00", "2012-02-30", "31/02/2012", "0/2012", "1492", "2999", "12"]
)
def test_an_impossible_date_is_none(text):
    assert PartialDate.parse(text) is None


def test_the_days_that_a_date_may_be():
    month = PartialDate.parse("2024-02")
    assert (month.first_day, month.last_day) == (date(2024, 2, 1), date(2024, 2, 29))
    assert month.period.label == "2024-02-01/2024-02-29"
    assert PartialDate.parse("2012").period.label == "2012"


def test_words_say_no_more_than_is_known():
    assert PartialDate.parse("2012-03-01").words().fr == "1ᵉʳ\u00a0mars\u00a02012"
    assert PartialDate.parse("2012-03").words().en == "March 2012"
    assert PartialDate.parse("2012").words().fr == "2012"


def test_years_later_keeps_what_is_known():
    assert str(PartialDate.parse("2019-06").years_later(3)) == "2022-06"
    assert str(PartialDate.parse("2019").years_later(6)) == "2025"


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(0, 60))
def test_months_later_goes_on_by_whole_months(day, months):
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day
