"""What is typed becomes an answer and comes back the same; every fault is said beside its field."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autan.survey.questionnaires.core.answers.fields import Parts, normalise_parts, typed_words
from autan.survey.questionnaires.core.answers.values import MAX_ROWS, MAX_TEXT, read_number, write_number
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.questionnaire import Bounds
from tests.survey.questionnaires.making import STATUS, TRIAD, check_value, make_question, read_value, write_parts

Kind = QuestionKind
WORDS = st.text(alphabet="abcé ,;’«»\n", min_size=1, max_size=30).filter(str.strip)
LINE = st.text(alphabet="abcé ,;’", min_size=1, max_size=30).filter(str.strip)
NUMBERS = st.one_of(
    st.integers(-(10**12), 10**12), st.decimals(-(10**6), 10**6, places=3).map(lambda d: float(d)).filter(bool)
)
CELLS = st.fixed_dictionaries(
    {"title": LINE},
    optional={"status": st.sampled_from(STATUS.codes), "cost_eur": NUMBERS, "start": st.integers(1800, 2200)},
)
VALUES: dict[QuestionKind, st.SearchStrategy[Any]] = {
    Kind.OPEN: WORDS,
    Kind.SHORT_TEXT: LINE,
    Kind.HALF_OPEN: st.fixed_dictionaries(
        {"choice": st.sampled_from(STATUS.codes), "text": st.one_of(st.just(""), WORDS)}
    ),
    Kind.SINGLE: st.one_of(st.sampled_from(STATUS.codes), WORDS.map(lambda words: {"other": words})),
    Kind.MULTIPLE: st.builds(
        lambda codes, other: {"choices": sorted(codes), **({"other": other} if other else {})},
        st.sets(st.sampled_from(STATUS.codes), min_size=1),
        st.one_of(st.just(""), WORDS),
    ),
    Kind.NUMBER: NUMBERS,
    Kind.PERCENTAGE: st.integers(0, 100),
    Kind.SCALE: st.integers(1, 5),
    Kind.RANKING: st.permutations(TRIAD.codes).flatmap(lambda codes: st.integers(1, 3).map(lambda n: codes[:n])),
    Kind.SPLIT: st.integers(0, 100).flatmap(
        lambda a: st.integers(0, 100 - a).map(lambda b: dict(zip(TRIAD.codes, (a, b, 100 - a - b), strict=True)))
    ),
    Kind.DATE: st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(date.isoformat),
    Kind.YEAR: st.integers(1800, 2200),
    Kind.TABLE: st.lists(CELLS, min_size=1, max_size=4),
    Kind.MATRIX: st.dictionaries(
        st.sampled_from(TRIAD.codes),
        st.fixed_dictionaries({"cost_eur": NUMBERS}, optional={"status": st.sampled_from(STATUS.codes), "words": LINE}),
        min_size=1,
    ),
    Kind.FILE: st.fixed_dictionaries({"name": st.just("plan.pdf")}, optional={"link": st.just("https://exemple.fr/a")}),
}


def fault_places(kind: QuestionKind, parts: Parts, **fields: Any) -> list[str]:
    value, faults = read_value(make_question(kind, **fields), parts)
    assert (value is None) is bool(faults)
    assert all(fault.message.fr and fault.message.en for fault in faults)
    return [fault.part for fault in faults]


@given(st.sampled_from(sorted(VALUES)).flatmap(lambda kind: st.tuples(st.just(kind), VALUES[kind])))
def test_a_value_comes_back_from_its_fields(drawn: tuple[QuestionKind, Any]) -> None:
    kind, value = drawn
    allows_other = kind in {Kind.SINGLE, Kind.MULTIPLE}
    question = make_question(kind, allows_other=allows_other)
    checked = check_value(question, value)
    assert read_value(question, write_parts(question, checked)) == (checked, ())


@given(NUMBERS)
def test_a_number_comes_back_as_written(value: float) -> None:
    assert read_number(write_number(value)) == value


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12 500", 12500),
        ("12\u202f500,75", 12500.75),
        ("12\u00a0500.75", 12500.75),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1,234,567", 1234567),
        ("1’234", 1234),
        ("−3", -3),
        ("30 %", 30),
        ("0,50", 0.5),
        ("1,234", 1.234),
        ("environ 30", None),
        ("1e5", None),
        ("nan", None),
        ("10-20", None),
        ("", None),
        ("9" * 19, None),
        ("=1+1", None),
    ],
)
def test_numbers_are_read_as_the_french_write_them(typed: str, number: float | None) -> None:
    assert read_number(typed, ("%",)) == number


@pytest.mark.parametrize("kind", sorted(VALUES))
def test_nothing_typed_is_no_answer_and_no_fault(kind: QuestionKind) -> None:
    assert read_value(make_question(kind), {"value": ("  ",), "choice": ("",), "cell.0.title": ("",)}) == (None, ())


def test_words_to_read_take_no_answer() -> None:
    assert read_value(make_question(Kind.DISPLAY), {"value": ("x",)}) == (None, ())


@pytest.mark.parametrize(
    ("kind", "parts", "places"),
    [
        (Kind.OPEN, {"value": ("x" * (MAX_TEXT + 1),)}, ["value"]),
        (Kind.SHORT_TEXT, {"value": ("a\nb",)}, ["value"]),
        (Kind.SHORT_TEXT, {"value": ("x" * 256,)}, ["value"]),
        (Kind.NUMBER, {"value": ("beaucoup",)}, ["value"]),
        (Kind.PERCENTAGE, {"value": ("130",)}, ["value"]),
        (Kind.SCALE, {"value": ("2,5",)}, ["value"]),
        (Kind.YEAR, {"value": ("08",)}, ["value"]),
        (Kind.YEAR, {"value": ("9" * 5000,)}, ["value"]),
        (Kind.NUMBER, {"value": ("9" * 5000,)}, ["value"]),
        (Kind.DATE, {"value": ("31/02/2013",)}, ["value"]),
        (Kind.HALF_OPEN, {"choice": ("maybe",)}, ["choice"]),
        (Kind.SINGLE, {"choice": ("maybe",)}, ["choice"]),
        (Kind.MULTIPLE, {"choice": ("yes", "maybe")}, ["choice"]),
        (Kind.RANKING, {"rank.sobriety": ("1",), "rank.efficiency": ("1",)}, ["rank.efficiency"]),
        (Kind.RANKING, {"rank.sobriety": ("9",)}, ["rank.sobriety"]),
        (Kind.RANKING, {"rank.efficiency": ("1,5",), "rank.sobriety": ("1",)}, ["rank.efficiency"]),
        (Kind.RANKING, {"rank.sobriety": ("premier",), "rank.efficiency": ("2",)}, ["rank.sobriety"]),
        (Kind.SPLIT, {"part.sobriety": ("60",), "part.efficiency": ("20",)}, ["part.renewables"]),
        (Kind.SPLIT, {"part.sobriety": ("60",), "part.efficiency": ("x",)}, ["part.efficiency"]),
        (Kind.FILE, {"link": ("ftp://exemple.fr",), "name": ("a/b.pdf",)}, ["link", "name"]),
        (
            Kind.TABLE,
            {"cell.0.title": ("Bois",), "cell.0.cost_eur": ("cher",), "cell.3.start": ("hier",)},
            ["cell.0.cost_eur", "cell.3.start"],
        ),
        (Kind.MATRIX, {"cell.sobriety.cost_eur": ("cher",)}, ["cell.sobriety.cost_eur"]),
    ],
)
def test_each_fault_stands_beside_its_field(kind: QuestionKind, parts: Parts, places: list[str]) -> None:
    assert fault_places(kind, parts) == places


@pytest.mark.parametrize(
    ("parts", "places"),
    [
        ({"choice": ("other",)}, ["other"]),
        ({"choice": ("yes",), "other": ("Si",)}, ["other"]),
        ({"other": ("x" * (MAX_TEXT + 1),)}, ["other"]),
    ],
)
def test_another_choice_is_said_in_words(parts: Parts, places: list[str]) -> None:
    assert fault_places(Kind.SINGLE, parts, allows_other=True) == places


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        (Bounds(low=1, high=5), "-7 est hors des bornes (1 à 5)"),
        (Bounds(low=0.5), "(0,5 à …)"),
        (Bounds(high=5), "7 est hors des bornes (… à 5)"),
    ],
)
def test_bounds_are_said(bounds: Bounds, words: str) -> None:
    _, faults = read_value(make_question(Kind.NUMBER, bounds=bounds), {"value": ("-7" if bounds.low else "7",)})
    assert [words in fault.message.fr for fault in faults] == [True]


def test_the_years_admitted_are_said() -> None:
    _, (fault,) = read_value(make_question(Kind.YEAR, bounds=Bounds(low=2000, high=2030)), {"value": ("hier",)})
    assert "une année de 2000 à 2030" in fault.message.fr
    assert "a year from 2000 to 2030" in fault.message.en


@pytest.mark.parametrize(("last", "holds"), [("19,5", True), ("20,5", True), ("19,4", False), ("20,6", False)])
def test_shares_may_miss_the_whole_by_half_a_point(last: str, *, holds: bool) -> None:
    parts = {"part.sobriety": ("50",), "part.efficiency": ("30",), "part.renewables": (last,)}
    assert (fault_places(Kind.SPLIT, parts) == []) is holds


def test_shares_left_empty_are_zero_once_the_others_make_the_whole() -> None:
    value, faults = read_value(make_question(Kind.SPLIT), {"part.sobriety": ("60 %",), "part.efficiency": ("40",)})
    assert (value, faults) == ({"sobriety": 60, "efficiency": 40, "renewables": 0}, ())


def test_a_day_may_be_typed_in_french() -> None:
    assert read_value(make_question(Kind.DATE), {"value": ("2/7/2013",)}) == ("2013-07-02", ())


def test_a_table_keeps_the_rows_that_hold_something() -> None:
    parts = {"cell.7.title": ("Solaire",), "cell.2.title": ("Bois",), "cell.x.title": ("Non",), "cell.3.title": ("",)}
    value, faults = read_value(make_question(Kind.TABLE), parts)
    assert (value, faults) == ([{"title": "Bois"}, {"title": "Solaire"}], ())
    too_many = {f"cell.{rank}.title": ("x",) for rank in range(MAX_ROWS + 1)}
    assert fault_places(Kind.TABLE, too_many) == [f"cell.{MAX_ROWS}.title"]


def test_what_no_field_reader_sees_is_seen_by_the_check_of_values() -> None:
    value, faults = read_value(make_question(Kind.MULTIPLE), {"choice": ("yes", "yes")})
    assert value is None
    assert [fault.part for fault in faults] == ["choice"]


def test_line_ends_and_spaces_are_no_change() -> None:
    assert normalise_parts({"a": (" x\r\ny ",), "b": ("2", "1"), "c": ("",)}) == {"a": ("x\ny",), "b": ("1", "2")}


def test_what_was_typed_can_be_read() -> None:
    assert typed_words({"value": ("à peu près 30",)}) == "à peu près 30"
    assert typed_words({"text": ("Oui",), "choice": ("yes",), "other": ("",)}) == "choice: yes\ntext: Oui"
