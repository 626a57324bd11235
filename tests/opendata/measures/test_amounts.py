"""Amounts in words: digits, units, bounds, and the word for what is not known, in both languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autan.evidence.figures.core.intervals import Interval
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.ground.wordings import Text
from autan.opendata.measures.core.amounts import (
    amount_text,
    axis_decimals,
    count_text,
    exact_figure_text,
    exact_text,
    figure_text,
    interval_text,
    number_text,
    one_unit,
    typeset_text,
    usual_decimals,
)
from tests.evidence.figures.making import make_figure

MWH = get_unit("MWh")
FLOOR = {"state": ValueState.LOWER_BOUND}


def plain(text: Text) -> tuple[str, str]:
    """Both languages, with ordinary spaces."""
    fr, en = (words.replace("\u202f", " ").replace("\xa0", " ") for words in (text.fr, text.en))
    return fr, en


@pytest.mark.parametrize(
    ("value", "digits"),
    [
        (0, 0),
        (7, 0),
        (100.4, 0),
        (99.96, 1),
        (1.25, 1),
        (-12.34, 1),
        (-100.5, 0),
        (0.999, 2),
        (0.9, 1),
        (0.25, 2),
        (0.04, 2),
        (0.0042, 3),
        (-0.0042, 3),
        (0.00001, 5),
        (0.0000004, 6),
    ],
)
def test_a_number_has_the_digits_that_a_reader_wants(value, digits):
    assert usual_decimals(value) == digits


@given(st.floats(min_value=0.000001, max_value=0.99))
def test_a_small_number_is_never_written_as_zero(value):
    assert round(value, usual_decimals(value)) > 0


@pytest.mark.parametrize(("value", "digits"), [(5, 1), (99.9, 1), (0.25, 2), (100, 0), (-250.5, 0), (-4, 1)])
def test_points_of_an_axis_read_alike(value, digits):
    assert axis_decimals(value) == digits


def test_a_number_is_written_with_the_digits_asked_for():
    assert plain(number_text(1234.56, 2)) == ("1 234,56", "1,234.56")
    assert plain(number_text(12, 1)) == ("12,0", "12.0")
    assert plain(number_text(0)) == ("0", "0")


@pytest.mark.parametrize(
    ("value", "unit", "french", "english"),
    [
        (5.5, "pct", "5,5 %", "5.5%"),
        (1500, "EUR", "1 500 €", "€1,500"),
        (-3, "EUR", "−3 €", "−€3"),
        (12.34, "MEUR", "12,3 M€", "€12.3M"),
        (2, "EUR_per_dwelling", "2 € par logement", "€2 per dwelling"),
        (0, "MWh", "0 MWh", "0 MWh"),
        (1, "dwellings", "1 logement", "1 dwelling"),
        (1.5, "dwellings", "1,5 logement", "1.5 dwellings"),
        (2, "dwellings", "2 logements", "2 dwellings"),
    ],
)
def test_an_amount_stands_beside_its_unit_as_each_language_has_it(value, unit, french, english):
    assert plain(amount_text(value, get_unit(unit))) == (french, english)


def test_the_space_before_a_unit_does_not_break():
    assert amount_text(5.5, get_unit("pct")) == Text("5,5\xa0%", "5.5%")
    assert amount_text(1234, MWH) == Text("1\u202f234\xa0MWh", "1,234\xa0MWh")


def test_what_a_person_gave_keeps_every_digit():
    assert plain(exact_text(1234.56789, MWH)) == ("1 234,56789 MWh", "1,234.56789 MWh")
    assert plain(exact_text(1, get_unit("dwellings"))) == ("1 logement", "1 dwelling")
    assert plain(exact_figure_text(make_figure(1234.5678))) == ("1 234,5678 MWh", "1,234.5678 MWh")


@pytest.mark.parametrize(
    ("fields", "french", "english"),
    [
        ({"value": 12.34}, "12,3 MWh", "12.3 MWh"),
        ({"value": 110, **FLOOR}, "au moins 110 MWh", "at least 110 MWh"),
        ({"value": 7.99, **FLOOR}, "au moins 7,9 MWh", "at least 7.9 MWh"),
        ({"value": None, "low": 3, "high": 5}, "3 à 5 MWh", "3 to 5 MWh"),
        ({"value": None, "low": 3.26, "high": 5.21}, "3,2 à 5,3 MWh", "3.2 to 5.3 MWh"),
        ({"value": None, "high": 5}, "au plus 5 MWh", "at most 5 MWh"),
        ({"value": 40, "is_rough": True}, "environ 40 MWh", "about 40 MWh"),
        ({"value": 0, **FLOOR, "unit": "dwellings"}, "aucun cas connu", "no known case"),
        ({"value": 1, "unit": "territories"}, "1 collectivité", "1 authority"),
        ({"value": 1, "unit": "territories", **FLOOR}, "au moins 1 collectivité", "at least 1 authority"),
        ({"value": None, "low": 1, "high": 3, "unit": "territories"}, "1 à 3 collectivités", "1 to 3 authorities"),
        ({"value": None, "high": 1, "unit": "territories"}, "au plus 1 collectivité", "at most 1 authority"),
    ],
)
def test_a_figure_says_how_well_it_is_known(fields, french, english):
    stated = {"state": ValueState.ESTIMATED, "known": 1, **fields}
    assert plain(figure_text(make_figure(**stated))) == (french, english)


@pytest.mark.parametrize("state", [ValueState.MISSING, ValueState.CONFIDENTIAL, ValueState.NOT_APPLICABLE])
def test_what_is_not_known_is_said_in_a_word_without_unit(state):
    figure = make_figure(None, state=state)
    assert figure_text(figure) == exact_figure_text(figure) == count_text(figure)
    assert plain(figure_text(figure)) == plain(state.label)


def test_a_floor_is_rounded_down_and_a_ceiling_up_at_the_digits_asked_for():
    between = make_figure(None, low=3.26, high=5.21, known=1, state=ValueState.ESTIMATED)
    assert plain(figure_text(between, 0)) == ("3 à 6 MWh", "3 to 6 MWh")
    assert plain(exact_figure_text(between)) == ("3,26 à 5,21 MWh", "3.26 to 5.21 MWh")
    assert plain(figure_text(make_figure(7.99, **FLOOR), 0)) == ("au moins 7 MWh", "at least 7 MWh")


def test_a_count_is_its_number_alone():
    assert plain(count_text(make_figure(1200, unit="territories"))) == ("1 200", "1,200")
    assert plain(count_text(make_figure(12, unit="territories", **FLOOR))) == ("au moins 12", "at least 12")


@pytest.mark.parametrize(
    ("ends", "french", "english"),
    [
        ((3, 5), "3 à 5 MWh", "3 to 5 MWh"),
        ((4, 4), "4 MWh", "4 MWh"),
        ((3, 10), "au moins 3 MWh", "at least 3 MWh"),
        ((0, 7), "au plus 7 MWh", "at most 7 MWh"),
        ((3.26, 5.21), "3,2 à 5,3 MWh", "3.2 to 5.3 MWh"),
    ],
)
def test_an_interval_is_said_by_the_ends_that_say_something(ends, french, english):
    assert plain(interval_text(Interval(*ends), MWH, within=Interval(0, 10))) == (french, english)


def test_an_interval_that_says_no_more_than_what_is_possible_is_not_said():
    whole = Interval(0, 10)
    assert interval_text(whole, MWH, within=whole) is None
    assert plain(interval_text(Interval(3.26, 5.21), MWH, within=whole, decimals=0)) == ("3 à 6 MWh", "3 to 6 MWh")


def test_the_unit_of_an_interval_agrees_with_the_number_written_beside_it():
    authorities, whole = get_unit("territories"), Interval(0, 10)
    assert plain(interval_text(Interval(1, 10), authorities, within=whole)) == (
        "au moins 1 collectivité",
        "at least 1 authority",
    )
    assert plain(interval_text(Interval(1, 2), authorities, within=whole)) == (
        "1 à 2 collectivités",
        "1 to 2 authorities",
    )


def test_each_language_has_its_typography():
    assert typeset_text("un « mot » : ici", "a “word”: here") == Text("un «\u202fmot\u202f»\xa0: ici", "a “word”: here")


@pytest.mark.parametrize(
    ("values", "unit", "shown", "largest"),
    [
        ((9_999, 5), "MWh", "MWh", 9_999),
        ((10_000, 5), "MWh", "GWh", 10),
        ((-20_000, 5), "tCO2e", "ktCO2e", 0.005),
        ((20_000, None), "kW", "MW", 20),
        ((20_000, 30_000), "inhabitants", "inhabitants", 30_000),
        ((None, None), "MWh", "MWh", None),
    ],
)
def test_figures_of_one_drawing_share_the_unit_of_the_largest(values, unit, shown, largest):
    figures = one_unit([make_figure(value, unit=unit) for value in values])
    assert {figure.unit.code for figure in figures} == {shown}
    assert max((figure.value for figure in figures if figure.value is not None), default=None) == largest


def test_the_unit_of_a_drawing_follows_the_upper_end_of_a_range():
    between = make_figure(None, low=10, high=20_000, known=1, state=ValueState.ESTIMATED)
    assert [figure.unit.code for figure in one_unit([make_figure(3), between])] == ["GWh", "GWh"]
