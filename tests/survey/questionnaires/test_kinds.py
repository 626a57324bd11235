"""Each kind of question is one object: it is in the table, and what it says in one way agrees with the others."""

from datetime import date
from typing import Any

import pytest

from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Text
from autan.survey.questionnaires.core.answers.fields import Widget
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.kinds.registry import COLUMN_KINDS, KINDS, kind_of
from autan.survey.questionnaires.core.questionnaire import Bounds, Choice, ChoiceList, Question
from tests.survey.questionnaires.making import SIRENS, make_answer, make_question, make_responses
from tests.survey.questionnaires.test_printing import VALUES

K = QuestionKind
MANY = ChoiceList(code="many", choices=tuple(Choice(code=f"c{n}", label=Text(f"C{n}", f"C{n}")) for n in range(9)))


def open_to_others(kind: QuestionKind) -> Question:
    return make_question(kind, allows_other="allows_other" in KINDS[kind].takes)


def parts_shown(question: Question) -> set[str]:
    rows = kind_of(question).field_rows(question, {})
    return {
        field.part for field in (*kind_of(question).fields(question), *(cell for row in rows for cell in row.fields))
    }


def test_every_kind_has_its_object() -> None:
    assert set(KINDS) == set(K)
    assert all(KINDS[kind] is behaviour for kind, behaviour in COLUMN_KINDS.items())
    assert not K.DISPLAY.is_asked
    assert kind_of(make_question(K.DISPLAY)).read_value(make_question(K.DISPLAY), {"value": ("x",)}) == (None, ())


@pytest.mark.parametrize("kind", list(VALUES))
def test_the_fields_of_a_screen_hold_every_part_of_an_answer(kind: QuestionKind) -> None:
    question = open_to_others(kind)
    assert set(kind_of(question).write_parts(question, VALUES[kind])) <= parts_shown(question)


@pytest.mark.parametrize("kind", list(VALUES))
def test_the_columns_of_a_table_hold_every_part_of_an_answer(kind: QuestionKind) -> None:
    question = open_to_others(kind)
    behaviour = kind_of(question)
    columns = behaviour.columns(question)
    cells = dict(zip((column.path for column in columns), behaviour.spread(VALUES[kind], columns), strict=True))
    gathered = behaviour.gather_value(question, cells)
    assert behaviour.check_value(question, gathered) == behaviour.check_value(question, VALUES[kind])


def test_a_few_choices_are_buttons_and_many_a_list() -> None:
    few, many = make_question(K.SINGLE, allows_other=True), make_question(K.SINGLE, choices=MANY)
    assert kind_of(few).fields(few)[0].widget is Widget.RADIO
    assert [code for code, _ in kind_of(few).fields(few)[0].options] == ["", "yes", "planned", "no", "other"]
    assert kind_of(many).fields(many)[0].widget is Widget.SELECT
    several = make_question(K.MULTIPLE)
    assert [field.widget for field in kind_of(several).fields(several)] == [Widget.CHECKBOX]


def test_a_long_scale_is_typed() -> None:
    short, long = make_question(K.SCALE), make_question(K.SCALE, bounds=Bounds(low=0, high=20))
    assert [label.fr for _, label in kind_of(short).fields(short)[0].options] == [
        "sans réponse", "1 (faible)", "2", "3", "4", "5",
    ]  # fmt: skip
    assert kind_of(long).fields(long)[0].widget is Widget.NUMBER


def test_a_table_offers_as_many_blank_rows_as_wanted() -> None:
    question = make_question(K.TABLE)
    rows = kind_of(question).field_rows(question, {"cell.3.title": ("A",)}, least=2)
    assert [(row.label.en, row.number) for row in rows] == [("Row 1", "3"), ("Row 2", "4")]
    assert [row.number for row in kind_of(question).field_rows(question, {})] == [""]
    assert [field.widget for field in rows[0].fields] == [
        Widget.AREA, Widget.SELECT, Widget.NUMBER, Widget.YEAR,
    ]  # fmt: skip


def test_each_choice_may_take_any_rank() -> None:
    question = make_question(K.RANKING)
    for field in kind_of(question).fields(question):
        assert [code for code, _ in field.options] == ["", "1", "2", "3"]


@pytest.mark.parametrize(
    ("low", "high", "holds"),
    [(0, 1, True), (1, 1, False), (2, 1, False), (0, 20, True), (0, 21, False), (0.5, 3, False), (1, None, False)],
)
def test_a_scale_has_two_whole_ends_that_differ_and_are_not_too_far_apart(
    low: float, high: float, *, holds: bool
) -> None:
    assert (KINDS[K.SCALE].bounds_fault(Bounds(low=low, high=high)) == "") is holds


@pytest.mark.parametrize(
    ("kind", "part", "text", "unit"),
    [
        (K.MULTIPLE, "choice", "yes", "choice=yes"),
        (K.MULTIPLE, "other", "x", "other"),
        (K.TABLE, "cell.2.title", "x", "cell.2"),
        (K.MATRIX, "cell.sobriety.status", "yes", "cell.sobriety.status"),
    ],
)
def test_one_person_says_one_unit_at_once(kind: QuestionKind, part: str, text: str, unit: str) -> None:
    assert KINDS[kind].joins_changes
    assert KINDS[kind].change_unit(part, text) == unit


@pytest.mark.parametrize(
    ("kind", "value", "classes"),
    [
        (K.SINGLE, "yes", ["yes"]),
        (K.SINGLE, {"other": "x"}, ["other"]),
        (K.SINGLE, {}, []),
        (K.MULTIPLE, {"choices": ["yes", "no"]}, ["yes", "no"]),
        (K.HALF_OPEN, {"choice": None, "text": "x"}, []),
        (K.SCALE, 4, ["4"]),
        (K.SCALE, None, []),
        (K.YEAR, 2012, ["under_3"]),
        (K.YEAR, 2010, ["under_6"]),
        (K.YEAR, 2003, ["from_6"]),
        (K.YEAR, 2014, ["later"]),
        (K.DATE, "2012-03-01", ["under_3"]),
        (K.DATE, None, []),
        (K.NUMBER, 3, []),
    ],
)
def test_an_answer_puts_a_territory_in_classes(kind: QuestionKind, value: Any, classes: list[str]) -> None:
    question = open_to_others(kind)
    assert list(KINDS[kind].classes_of(value, Period.year(2013))) == classes
    assert set(classes) <= {code for code, _ in KINDS[kind].classes(question)}
    assert bool(KINDS[kind].classes(question)) is (kind is not K.NUMBER)


def test_an_undated_campaign_tells_no_age() -> None:
    assert KINDS[K.YEAR].classes_of(2012, Period.undated()) == ()


def test_numbers_are_subtracted_in_one_dimension_and_steps_on_one_scale() -> None:
    number, scale, year = KINDS[K.NUMBER], KINDS[K.SCALE], KINDS[K.YEAR]
    assert number.is_same_measure(make_question(K.NUMBER, unit="MWh"), make_question(K.NUMBER, unit="GWh"))
    assert not number.is_same_measure(make_question(K.NUMBER, unit="MWh"), make_question(K.NUMBER, unit="EUR"))
    assert scale.is_same_measure(make_question(K.SCALE), make_question(K.SCALE))
    assert not scale.is_same_measure(make_question(K.SCALE), make_question(K.SCALE, bounds=Bounds(low=0, high=5)))
    assert [behaviour.unit_of(make_question(kind)).code for kind, behaviour in ((K.YEAR, year), (K.SCALE, scale))] == [
        "year",
        "count",
    ]


@pytest.mark.parametrize("kind", [K.OPEN, K.RANKING, K.TABLE])
def test_a_rule_compares_nothing_of_what_is_not_plain(kind: QuestionKind) -> None:
    question = make_question(kind)
    assert kind_of(question).comparable(question, make_answer(SIRENS[0], VALUES[kind])) is None


def test_what_no_kind_gives_is_not_found() -> None:
    responses = make_responses({SIRENS[0]: "x"})
    assert KINDS[K.OPEN].count_any(responses, ["yes", "no"]) is None
    assert KINDS[K.OPEN].unknown_value(responses, responses.members[0]) is None
    assert KINDS[K.OPEN].field_rows(responses.question, {}) == ()
    assert KINDS[K.TABLE].fields(make_question(K.TABLE)) == ()
    assert KINDS[K.OPEN].format_constant(responses.question, "x") == Text("x", "x")
    assert not KINDS[K.NUMBER].holds_free_text(make_question(K.NUMBER), 3)


def test_a_day_is_told_in_full() -> None:
    question = make_question(K.DATE)
    assert [line.en for line in kind_of(question).format_value(question, date(2020, 3, 1).isoformat())] == [
        "1 March 2020"
    ]
