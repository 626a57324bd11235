"""Numbers as people type them: read when sure, asked back when not, written so that they are read again the same."""

import math

import pytest

from autan.ground.wordings import Text
from autan.survey.questionnaires.core.answers.fields import (
    choose_one,
    normalise_parts,
    one_text,
    other_field,
    read_number_part,
    row_numbers,
    typed_words,
)
from autan.survey.questionnaires.core.answers.values import (
    MAX_SHORT_TEXT,
    AnswerFault,
    InvalidAnswerError,
    cell_of,
    check_choice,
    check_number,
    check_parts,
    check_text,
    check_whole,
    is_list,
    items_of,
    may_be_two_numbers,
    parts_of,
    read_number,
    write_float,
    write_number,
)
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.questionnaire import Bounds, Choice, ChoiceList
from tests.survey.questionnaires.making import STATUS, make_question

ANY = Bounds()


def words_of(faults: list[AnswerFault]) -> list[tuple[str, str]]:
    return [(fault.part, fault.message.fr.replace("\u202f", " ").replace("\u00a0", " ")) for fault in faults]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0", 0),
        ("-0", 0),
        ("+3", 3),
        ("−3,5", -3.5),
        ("12,0", 12),
        ("0,125", 0.125),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1'234'567", 1_234_567),
        ("1’234,50", 1234.5),
        ("12\u202f500", 12_500),
        ("1.234.567", 1_234_567),
        ("1,234,567", 1_234_567),
        ("1.234.567,5", 1_234_567.5),
        ("999999999999999999", 999_999_999_999_999_999),
        ("0,123456789012", 0.123456789012),
    ],
)
def test_a_number_is_read_as_it_is_written_here_or_elsewhere(typed: str, number: float):
    value = read_number(typed)
    assert value == number
    assert type(value) is type(number)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "-",
        ",5",
        "5,",
        "1e5",
        "environ 30",
        "10-20",
        "1..2",
        "1,2,3",
        "12.34.56",
        "0x10",
        "½",
        "١٢a",
        "30 %",
        "1000000000000000000",
        "0,1234567890123",
        "1.234,567,8",
    ],
)
def test_what_may_be_something_else_is_no_number(typed: str):
    assert read_number(typed) is None


@pytest.mark.parametrize(
    ("typed", "units", "number"),
    [
        ("30 %", ["%"], 30),
        ("30%", ["%"], 30),
        ("12,5 MWh", ["MWh", "h"], 12.5),
        ("12,5 mwh", ["MWh"], 12.5),
        ("12 h", ["MWh", "h"], 12),
        ("12", ["", "€"], 12),
        ("€", ["€"], None),
        ("12 € €", ["€"], None),
    ],
)
def test_a_unit_at_the_end_is_let_go_once_the_longest_first(typed: str, units: list[str], number: float | None):
    assert read_number(typed, units) == number


@pytest.mark.parametrize(
    ("typed", "both"),
    [
        ("12.500", (12500, 12.5)),
        ("12,500", (12500, 12.5)),
        ("-1.250", (-1250, -1.25)),
        ("−1.250", (-1250, -1.25)),
        ("1.001 €", (1001, 1.001)),
        ("0.500", None),
        ("1234.500", None),
        ("12.50", None),
        ("12.5000", None),
        ("1.234.567", None),
        ("12500", None),
    ],
)
def test_three_decimals_that_may_be_thousands_are_asked_back(typed: str, both: tuple[float, float] | None):
    assert may_be_two_numbers(typed, ["€"]) == both


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (0.0, "0"),
        (-1234567, "-1 234 567"),
        (1234.5, "1 234,5"),
        (12.125, "12,1250"),
        (-12.125, "-12,1250"),
        (0.125, "0,125"),
        (1234.125, "1 234,125"),
        (1e-12, "0,000000000001"),
        (100.0, "100"),
    ],
)
def test_a_number_is_written_to_be_read_again(value: float, written: str):
    assert write_number(value).replace("\u202f", " ") == written
    assert read_number(write_number(value)) == value
    assert may_be_two_numbers(write_number(value)) is None


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (12.125, "12.1250"),
        (-12.125, "-12.1250"),
        (0.125, "0.125"),
        (1234.125, "1234.125"),
        (12.5, "12.5"),
        (3.0, "3.0"),
    ],
)
def test_a_number_of_a_file_is_read_in_one_way(value: float, written: str):
    assert write_float(value) == written
    assert float(write_float(value)) == value
    assert may_be_two_numbers(write_float(value)) is None


@pytest.mark.parametrize("value", ["3", None, True, False, [3], math.inf, -math.inf, math.nan])
def test_only_a_finite_number_is_a_number(value: object):
    faults: list[AnswerFault] = []
    assert check_number(value, ANY, "value", faults) == 0
    assert words_of(faults) == [("value", "un nombre est attendu")]


@pytest.mark.parametrize(
    ("value", "is_kept"), [(10**18 - 1, True), (10**18, False), (1 - 10**18, True), (-(10**18), False)]
)
def test_a_number_has_eighteen_figures_at_most(value: int, *, is_kept: bool):
    faults: list[AnswerFault] = []
    assert check_number(value, ANY, "value", faults) == (value if is_kept else 0)
    assert bool(faults) is not is_kept


@pytest.mark.parametrize(
    ("value", "bounds", "words"),
    [
        (1, Bounds(low=1, high=5), None),
        (5, Bounds(low=1, high=5), None),
        (0.5, Bounds(low=1, high=5), "0,5 est hors des bornes (1 à 5)"),
        (6, Bounds(high=5), "6 est hors des bornes (… à 5)"),
        (-1, Bounds(low=0), "-1 est hors des bornes (0 à …)"),
    ],
)
def test_a_number_out_of_its_bounds_is_kept_and_told(value: float, bounds: Bounds, words: str | None):
    faults: list[AnswerFault] = []
    assert check_number(value, bounds, "value", faults) == value
    assert words_of(faults) == ([("value", words)] if words else [])


def test_a_whole_number_has_no_decimals():
    faults: list[AnswerFault] = []
    assert check_whole(3.0, ANY, "value", faults) == 3
    assert type(check_whole(3.0, ANY, "value", faults)) is int
    assert faults == []
    assert check_whole(3.5, ANY, "value", faults) == 3
    assert words_of(faults) == [("value", "un nombre entier est attendu")]


def test_a_text_is_trimmed_bounded_and_there_unless_it_may_be_left():
    faults: list[AnswerFault] = []
    assert check_text("  a\n b ", "text", faults) == "a\n b"
    assert check_text(" ", "text", faults, is_required=False) == ""
    assert check_text("x" * MAX_SHORT_TEXT, "text", faults, most=MAX_SHORT_TEXT) == "x" * MAX_SHORT_TEXT
    assert faults == []
    assert check_text(None, "text", faults, is_required=False) == ""
    assert check_text(" ", "text", faults) == ""
    check_text("x" * 1256, "text", faults, most=MAX_SHORT_TEXT)
    assert words_of(faults) == [
        ("text", "un texte est attendu"),
        ("text", "un texte est attendu"),
        ("text", "ce texte a 1 256 signes ; 255 au plus sont gardés"),
    ]


def test_a_choice_is_one_of_the_list_and_the_list_is_told():
    faults: list[AnswerFault] = []
    assert check_choice("yes", STATUS, "choice", faults) == "yes"
    assert faults == []
    for value in ("Yes", 1, None, ["yes"]):
        assert check_choice(value, STATUS, "choice", faults) == ""
    assert {fault.message.en for fault in faults} == {"a choice is expected among: Yes, Planned, No"}
    assert check_choice("yes", None, "choice", faults) == "", "without a list there is no choice"


def test_parts_are_those_expected_and_no_others():
    faults: list[AnswerFault] = []
    assert check_parts({"a": 1}, ("a", "b"), faults) == {"a": 1}
    assert check_parts({}, ("a",), faults) == {}
    assert faults == []
    for value in ({"a": 1, "c": 2}, ["a"], "a", None):
        assert check_parts(value, ("a", "b"), faults) == {}
    assert words_of(faults) == [("value", "un objet de clés a, b est attendu")] * 4


def test_a_text_is_no_list_of_letters():
    assert [is_list(value) for value in (["a"], ("a",), "a", {"a": 1}, None)] == [True, True, False, False, False]
    assert (items_of("abc"), items_of(["a"]), items_of(None), parts_of(["a"]), parts_of({"a": 1})) == (
        (),
        ["a"],
        (),
        {},
        {"a": 1},
    )
    value = {"row": {"column": 3}, "empty": {}, "wrong": 3}
    assert [cell_of(value, row, "column") for row in ("row", "empty", "wrong", "absent")] == [3, None, None, None]


def test_every_fault_of_an_answer_is_said_after_its_question():
    faults = [AnswerFault(part=part, message=Text(part, part)) for part in ("un", "deux")]
    error = InvalidAnswerError("q1", faults)
    assert (str(error).replace("\u00a0", " "), error.problems) == ("q1 : un ; deux", ("un", "deux"))


def test_what_is_typed_is_compared_without_its_blanks():
    typed = {"b": (" x ", "", "a\r\nb\rc\0"), "a": ("1",), "vide": (" ", "\0")}
    assert normalise_parts(typed) == {"a": ("1",), "b": ("a\nb\nc", "x")}
    assert list(normalise_parts(typed)) == ["a", "b"]
    assert (one_text({"a": ("1", "2")}, "a"), one_text({}, "a")) == ("1", "")


def test_rows_of_a_table_are_those_that_its_fields_name():
    names = [
        "cell.2.a",
        "cell.10.a",
        "cell.2.b",
        "cell.x.a",
        "cell.3",
        "cell.4.a.b",
        "other.5.a",
        "cell.99999.a",
        "cell.100000.a",
        "cell.-1.a",
    ]
    assert row_numbers(names) == [2, 10, 99_999]
    assert row_numbers([]) == []


def test_what_was_typed_is_told_a_line_a_field():
    assert typed_words({"value": ("un", "deux")}) == "un\ndeux"
    assert typed_words({"b": ("2", "3"), "a": ("1",), "c": ("",)}) == "a: 1\nb: 2, 3"
    assert typed_words({}) == ""


@pytest.mark.parametrize(
    ("typed", "unit", "number", "words"),
    [
        ("12,5", "EUR", 12.5, None),
        ("12,5 €", "EUR", 12.5, None),
        ("12,5 %", "EUR", None, "un nombre est attendu"),
        ("12.500 €", "EUR", None, "se lit de deux façons : tapez 12 500 ou 12,5"),
        ("", "", None, "un nombre est attendu"),
        ("x" * 60, "", None, f"« {'x' * 40} » n’en est pas un"),
    ],
)
def test_a_field_of_a_number_says_why_it_is_not_read(typed: str, unit: str, number: float | None, words: str | None):
    faults: list[AnswerFault] = []
    assert read_number_part({"value": (typed,)}, "value", unit, faults) == number
    told = words_of(faults)
    assert len(told) == (0 if words is None else 1)
    assert all(part == "value" and (words or "") in text for part, text in told)


def many(count: int) -> ChoiceList:
    return ChoiceList(code="l", choices=tuple(Choice(code=f"c{rank}", label=Text("C", "C")) for rank in range(count)))


@pytest.mark.parametrize(("count", "widget"), [(1, "radio"), (8, "radio"), (9, "select")])
def test_a_choice_is_made_by_buttons_up_to_eight(count: int, widget: str):
    field = choose_one(make_question(QuestionKind.SINGLE, choices=many(count)))
    assert (field.widget, len(field.options), field.options[0][0]) == (widget, count + 1, "")


def test_another_answer_has_its_field_where_it_is_allowed():
    closed, opened = (make_question(QuestionKind.SINGLE, allows_other=allowed) for allowed in (False, True))
    assert list(other_field(closed)) == []
    assert [field.part for field in other_field(opened)] == ["other"]
    assert [code for code, _label in choose_one(opened).options] == ["", "yes", "planned", "no", "other"]
    assert "other" not in [code for code, _label in choose_one(closed).options]
