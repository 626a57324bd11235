"""Edges of limits: what each attribute says alone, what stays when it cannot be read, what a type holds of a grid."""

import pytest

from autan.ground.wordings import Text
from autan.survey.limesurvey.core.limits import (
    column_label,
    common_bounds,
    is_held,
    lines_of,
    needs_columns,
    read_cell_bounds,
    read_choice_limits,
    read_totals,
    restore_columns,
    row_limits,
    write_limits,
)
from autan.survey.limesurvey.core.types import TYPES
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.questionnaire import NO_LIMITS, Bounds, Choice, ChoiceList, Limits, Question
from tests.survey.questionnaires.making import make_question

K = QuestionKind
CHOICES = ChoiceList(code="l", choices=tuple(Choice(code=code, label=Text(code, code)) for code in ("a", "b", "c")))
CODES = {"SQ1": "a", "SQ2": "b", "SQ3": "c"}


def number(code: str = "n", *, kind: QuestionKind = K.NUMBER, unit: str = "count", **fields: object) -> Question:
    return make_question(kind, code=code, unit=unit, **fields)


def grid(*columns: Question, kind: QuestionKind = K.MATRIX, **fields: object) -> Question:
    return make_question(kind, columns=columns, rows=CHOICES if kind is K.MATRIX else None, **fields)


def read(kind: QuestionKind = K.MULTIPLE, **attributes: str) -> tuple[Limits, dict[str, str]]:
    """The limits that some attributes say, and those that are left."""
    left = {(name, ""): text for name, text in attributes.items()}
    limits = read_choice_limits(left, CODES, CHOICES, kind, "Q1")
    return limits, {name: text for (name, _language), text in left.items()}


@pytest.mark.parametrize(
    ("attributes", "limits", "left"),
    [
        ({"min_answers": "1"}, Limits(fewest=1), {}),
        ({"min_answers": " 2 ", "max_answers": "2"}, Limits(fewest=2, most=2), {}),
        ({"min_answers": "0", "max_answers": "3"}, Limits(most=3), {}),
        ({"min_answers": "3", "max_answers": "2"}, Limits(most=2), {"min_answers": "3"}),
        ({"max_answers": "12345"}, NO_LIMITS, {"max_answers": "12345"}),
        ({"exclude_all_others": "SQ3; SQ1;"}, Limits(exclusive=("a", "c")), {}),
        ({"exclude_all_others": "SQ3;SQ9"}, NO_LIMITS, {"exclude_all_others": "SQ3;SQ9"}),
        ({"exclude_all_others": " ; "}, NO_LIMITS, {"exclude_all_others": " ; "}),
        ({"em_validation_q": "(Q1_SQ2.NAOK == \"Y\" or Q1_SQ1 == 'Y')"}, Limits(any_of=("a", "b")), {}),
        (
            {"em_validation_q": 'Q1_SQ2 == "Y"', "exclude_all_others": "SQ3"},
            Limits(exclusive=("c",), any_of=("b",)),
            {},
        ),
    ],
)
def test_what_a_question_of_choices_says_is_taken_and_the_rest_is_left(
    attributes: dict[str, str], limits: Limits, left: dict[str, str]
) -> None:
    assert read(**attributes) == (limits, left)


@pytest.mark.parametrize(
    "equation",
    [
        'Q2_SQ1 == "Y"',
        'Q1_SQ9 == "Y"',
        'Q1_SQ1 == "Y" or Q2_SQ1 == "Y"',
        'Q1_SQ1 == "N"',
        '(Q1_SQ1 == "Y") and (Q1_SQ2 == "Y")',
        "",
    ],
)
def test_an_equation_of_something_else_stays_as_it_was(equation: str) -> None:
    assert read(min_answers="1", em_validation_q=equation) == (Limits(fewest=1), {"em_validation_q": equation})


def test_a_ranking_is_counted_and_nothing_more() -> None:
    told = {"exclude_all_others": "SQ1", "em_validation_q": 'Q1_SQ1 == "Y"'}
    assert read(K.RANKING, max_answers="2", **told) == (Limits(most=2), told)


@pytest.mark.parametrize(
    ("attributes", "limits"),
    [
        ({"min_num_value": "5"}, Limits(low_total=5)),
        ({"max_num_value": "-0.5"}, Limits(high_total=-0.5)),
        ({"min_num_value": "7", "max_num_value": "7"}, Limits(low_total=7, high_total=7)),
        ({"min_num_value": "8", "max_num_value": "7"}, NO_LIMITS),
        ({"equals_num_value": "0"}, Limits(low_total=0, high_total=0)),
        ({"equals_num_value": "{Q2}"}, NO_LIMITS),
    ],
)
def test_a_total_is_read_from_one_end_or_both(attributes: dict[str, str], limits: Limits) -> None:
    assert read_totals({(name, ""): text for name, text in attributes.items()}) == limits


def test_a_number_without_a_point_is_whole() -> None:
    limits = read_totals({("min_num_value", ""): "5", ("max_num_value", ""): "7.0"})
    assert (repr(limits.low_total), repr(limits.high_total)) == ("5", "7.0")


@pytest.mark.parametrize(
    ("attributes", "bounds", "boxes"),
    [
        ({"multiflexible_min": "0"}, Bounds(low=0), "0"),
        ({"multiflexible_max": "5", "input_boxes": "1"}, Bounds(high=5), None),
        ({"multiflexible_min": "5", "multiflexible_max": "5", "input_boxes": "0"}, Bounds(low=5, high=5), "0"),
        ({"multiflexible_min": "6", "multiflexible_max": "5", "input_boxes": "1"}, Bounds(), "1"),
        ({"input_boxes": "1"}, Bounds(), "1"),
    ],
)
def test_the_cells_of_a_grid_are_bounded_and_boxes_stay_where_they_are_not(
    attributes: dict[str, str], bounds: Bounds, boxes: str | None
) -> None:
    left = {(name, ""): text for name, text in attributes.items()}
    assert read_cell_bounds(left) == bounds
    assert left.get(("input_boxes", "")) == boxes


@pytest.mark.parametrize(
    ("limits", "attributes"),
    [
        (Limits(low_total=4), {"min_num_value": "4"}),
        (Limits(high_total=4.5), {"max_num_value": "4.5"}),
        (Limits(low_total=0, high_total=0), {"equals_num_value": "0"}),
        (Limits(low_total=0, high_total=9), {"min_num_value": "0", "max_num_value": "9"}),
        (NO_LIMITS, {}),
    ],
)
def test_a_total_is_written_once_where_it_is_exact(limits: Limits, attributes: dict[str, str]) -> None:
    question = grid(number(limits=limits))
    assert write_limits(question, TYPES["K"], "Q1") == attributes
    assert write_limits(question, TYPES[":"], "Q1") == {}


def test_the_cells_of_a_table_are_typed_and_those_of_a_grid_once_they_are_bounded() -> None:
    plain, bounded = number(), number(bounds=Bounds(low=0))
    typed = {"input_boxes": "1"}
    assert write_limits(grid(plain), TYPES[":"], "Q1") == {}
    assert write_limits(grid(bounded), TYPES[":"], "Q1") == {"multiflexible_min": "0"} | typed
    assert write_limits(grid(plain, kind=K.TABLE), TYPES[":"], "Q1") == typed
    assert write_limits(grid(plain, bounded, kind=K.TABLE), TYPES[":"], "Q1") == typed
    assert write_limits(grid(bounded), TYPES[";"], "Q1") == {}
    assert write_limits(make_question(K.MULTIPLE, choices=CHOICES), TYPES["M"], "Q1") == {}


def test_the_bounds_of_a_grid_are_those_that_all_its_columns_have() -> None:
    low, high = number("x", bounds=Bounds(low=0)), number("y", bounds=Bounds(high=0))
    assert common_bounds(grid(low, low)) == Bounds(low=0)
    assert common_bounds(grid(low, high)) is None
    assert common_bounds(grid(number())) == Bounds()


@pytest.mark.parametrize(
    ("limits", "rows"),
    [
        (NO_LIMITS, 10),
        (Limits(most=3), 3),
        (Limits(fewest=4), 10),
        (Limits(fewest=12), 12),
        (Limits(fewest=2, most=20), 20),
    ],
)
def test_a_table_has_as_many_numbered_lines_as_it_may_have_rows(limits: Limits, rows: int) -> None:
    table = grid(number(), kind=K.TABLE, limits=limits)
    lines = lines_of(table)
    assert lines is not None
    assert lines.codes == tuple(f"roster{rank}" for rank in range(1, rows + 1))
    assert [choice.label.fr for choice in lines.choices][-1] == f"Ligne {rows}"
    assert row_limits(rows, table) == limits
    assert row_limits(rows + 1, table) == row_limits(rows + 1, None) == Limits(most=rows + 1)


def test_other_kinds_have_their_own_lines_or_none() -> None:
    assert lines_of(grid(number())) is CHOICES
    assert lines_of(make_question()) is None
    assert row_limits(3, make_question()) == Limits(most=3)


def test_a_heading_says_what_may_be_chosen_in_each_language() -> None:
    plain = make_question(text=Text("Coût", "Cost"))
    assert column_label(plain) == Text("Coût", "Cost")
    untold = ChoiceList(code="l", choices=(CHOICES.choices[0], Choice(code="b", label=Text("Bé", ""))))
    chosen = make_question(K.SINGLE, text=Text("Porteur", "Lead"), choices=untold)
    assert column_label(chosen) == Text("Porteur (a / Bé)", "Lead (a / Bé)")
    french = make_question(K.SINGLE, text=Text("Porteur", ""), choices=untold)
    assert column_label(french) == Text("Porteur (a / Bé)", "")


@pytest.mark.parametrize(
    ("columns", "letters"),
    [
        ((number(),), ":;K"),
        ((number(unit=""),), ":;K"),
        ((number(unit="kEUR"),), ""),
        ((number(bounds=Bounds(low=0)),), ":"),
        ((number("x", bounds=Bounds(low=0)), number("y")), ""),
        ((number(limits=Limits(low_total=1)),), "K"),
    ],
)
def test_a_type_holds_units_bounds_and_totals_or_not(columns: tuple[Question, ...], letters: str) -> None:
    assert "".join(letter for letter in ":;K" if is_held(grid(*columns), TYPES[letter])) == letters


def test_columns_are_kept_apart_where_the_type_has_less_than_they_say() -> None:
    assert not needs_columns(grid(number()), TYPES[":"])
    assert needs_columns(grid(number(), kind=K.TABLE), TYPES[":"])
    assert needs_columns(grid(number(unit="kEUR")), TYPES[":"])
    assert needs_columns(grid(make_question(K.OPEN, code="t"), number()), TYPES[":"])
    assert not needs_columns(grid(number(unit="kEUR")), TYPES["K"]), "its columns are no sub-questions"


def test_a_column_comes_back_whole_with_the_heading_that_it_has_now() -> None:
    before = make_question(K.SINGLE, code="lead", text=Text("Porteur", "Lead"), choices=CHOICES)
    whole = grid(before, kind=K.TABLE)
    same = make_question(code="lead", text=column_label(before))
    renamed = make_question(code="lead", text=Text("Chef", "Boss"))
    added = make_question(code="more", text=Text("Plus", "More"))
    assert restore_columns([same, added], whole) == (before, added)
    (changed,) = restore_columns([renamed], whole)
    assert (changed.kind, changed.choices, changed.text) == (K.SINGLE, CHOICES, Text("Chef", "Boss"))
