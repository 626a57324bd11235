"""Fields ready to draw: their names, what they hold, what is wrong with each; boxes and room on a printed question."""

from typing import Any

import pytest

from autan.ground.wordings import Text
from autan.survey.questionnaires.core.answers.fields import Parts, Widget
from autan.survey.questionnaires.core.answers.values import AnswerFault
from autan.survey.questionnaires.core.kinds import AnswerState, QuestionKind
from autan.survey.questionnaires.core.kinds.registry import kind_of
from autan.survey.questionnaires.core.printing.values import PrintedAnswer
from autan.survey.questionnaires.core.questionnaire import Question
from autan.survey.questionnaires.presenters.question_inputs import (
    AnswerInputView,
    InputMaker,
    present_answer,
    present_value,
)
from tests.survey.questionnaires.making import make_answer, make_question

K = QuestionKind


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def fault(part: str, words: str = "à revoir") -> AnswerFault:
    return AnswerFault(part=part, message=Text(words, words))


def drawn(question: Question, parts: Parts | None = None, *faults: AnswerFault) -> tuple[AnswerInputView, ...]:
    return InputMaker(question, parts or {}, faults).inputs()


def chosen(view: AnswerInputView) -> list[str]:
    return [option.value for option in view.options if option.is_chosen]


def test_a_field_bears_the_code_of_its_question_and_holds_what_was_typed() -> None:
    (view,) = drawn(make_question(K.OPEN), {"value": ("Du bois",)})
    assert (view.name, view.id, view.value, view.options) == ("q1.value", "f-q1-value", "Du bois", ())
    assert (view.faults, view.unit, view.is_group) == ((), "", False)
    (empty,) = drawn(make_question(K.OPEN))
    assert empty.value == ""


def test_a_number_is_drawn_with_the_symbol_of_its_unit() -> None:
    (cost,) = drawn(make_question(K.NUMBER), {"value": ("12",)})
    assert (cost.value, cost.unit) == ("12", "€")
    (count,) = drawn(make_question(K.NUMBER, unit="count"))
    assert count.unit == ""


@pytest.mark.parametrize(
    ("parts", "ticked"), [({"choice": ("no",)}, ["no"]), ({}, []), ({"choice": ("gone",)}, []), ({"choice": ()}, [])]
)
def test_the_choice_that_was_made_is_ticked(parts: Parts, ticked: list[str]) -> None:
    view = drawn(make_question(K.SINGLE), parts)[0]
    assert view.is_group is (view.kind in {Widget.RADIO, Widget.CHECKBOX})
    assert view.value == "", "what is chosen is told by its option"
    assert [code for code in chosen(view) if code] == ticked
    assert {"yes", "planned", "no"} <= {option.value for option in view.options}


def test_an_option_of_nothing_is_chosen_while_nothing_is() -> None:
    question = make_question(K.RANKING)
    views = {view.name: view for view in drawn(question, {"rank.sobriety": ("1",)})}
    assert chosen(views["q1.rank.sobriety"]) == ["1"]
    assert chosen(views["q1.rank.efficiency"]) == [""]
    assert [option.value for option in views["q1.rank.sobriety"].options] == ["", "1", "2", "3"]


def test_several_ticks_are_one_group_with_its_own_words_beside() -> None:
    question = make_question(K.MULTIPLE, allows_other=True)
    boxes, other = drawn(question, {"choice": ("yes", "no"), "other": ("Bois",)})
    assert (boxes.kind, boxes.is_group, chosen(boxes)) == (Widget.CHECKBOX, True, ["yes", "no"])
    assert (other.name, other.value, other.is_group) == ("q1.other", "Bois", False)
    assert len(drawn(make_question(K.MULTIPLE))) == 1


def test_faults_stand_at_their_field_and_those_of_no_field_apart() -> None:
    question = make_question(K.MULTIPLE, allows_other=True)
    faults = (fault("choice", "un"), fault("other", "deux"), fault("choice", "trois"), fault("moon", "quatre"))
    maker = InputMaker(question, {}, faults)
    boxes, other = maker.inputs()
    assert (boxes.faults, other.faults) == (("un", "trois"), ("deux",))
    assert maker.unplaced((boxes, other), ()) == ("quatre",)
    assert maker.unplaced((boxes,), ()) == ("deux", "quatre")


def test_rows_of_a_table_are_those_filled_and_can_be_taken_away_once_there_are_two() -> None:
    question = make_question(K.TABLE)
    parts = {"cell.0.title": ("Bois",), "cell.2.title": ("Eau",), "cell.2.status": ("no",)}
    first, second = InputMaker(question, parts).rows()
    assert (first.label, first.remove, second.label, second.remove) == ("Ligne 1", "q1.0", "Ligne 2", "q1.2")
    assert [view.name for view in second.inputs] == [
        "q1.cell.2.title",
        "q1.cell.2.status",
        "q1.cell.2.cost_eur",
        "q1.cell.2.start",
    ]
    assert (second.inputs[0].value, chosen(second.inputs[1])) == ("Eau", ["no"])
    assert [row.remove for row in InputMaker(question, {}).rows()] == [""], "one blank row is not taken away"
    assert len(InputMaker(question, {}).rows(3)) == 3
    assert len(InputMaker(question, parts).rows(3)) == 3


def test_the_lines_of_a_matrix_are_named_and_never_taken_away() -> None:
    rows = InputMaker(make_question(K.MATRIX), {"cell.efficiency.cost_eur": ("5",)}, [fault("cell.sobriety.words")])
    lines = rows.rows()
    assert [(line.label, line.remove) for line in lines] == [("Sobriety", ""), ("Efficiency", ""), ("Renewables", "")]
    values = {view.name: view.value for line in lines for view in line.inputs}
    assert values["q1.cell.efficiency.cost_eur"] == "5"
    assert lines[0].inputs[2].faults == ("à revoir",)
    assert rows.unplaced((), lines) == ()
    assert rows.unplaced((), lines[1:]) == ("à revoir",)


def test_a_field_of_files_takes_pictures_and_documents() -> None:
    views = {view.kind: view for view in drawn(make_question(K.FILE))}
    accepted = next(iter(views.values())).accepted.split(",")
    assert (accepted[0], ".pdf" in accepted) == ("image/*", True)


def test_an_answer_is_told_by_its_value_or_its_state() -> None:
    question = make_question(K.MULTIPLE, allows_other=True)
    value = {"choices": ["yes", "no"], "other": "Bois"}
    lines = ("Oui", "Non", "autre : Bois")
    assert [plain(line).lower() for line in present_value(question, value)] == [line.lower() for line in lines]
    assert present_answer(question, make_answer("1", value)) == present_value(question, value)
    assert present_value(question, None) == ()
    refused = present_answer(question, make_answer("1", None, state=AnswerState.REFUSED))
    assert len(refused) == 1
    assert refused != present_answer(question, make_answer("1", None, state=AnswerState.NOT_APPLICABLE))


def printed(kind: QuestionKind, value: Any = None, *, is_blank: bool = False, **fields: Any) -> PrintedAnswer:
    question = make_question(kind, **fields)
    return kind_of(question).print_answer(question, value, is_blank=is_blank)


@pytest.mark.parametrize("kind", [K.SINGLE, K.MULTIPLE])
@pytest.mark.parametrize(
    ("allows_other", "is_blank", "lines"), [(True, True, 1), (True, False, 0), (False, True, 0), (False, False, 0)]
)
def test_room_is_left_for_another_answer_on_a_blank_question_that_takes_one(
    kind: QuestionKind, lines: int, *, allows_other: bool, is_blank: bool
) -> None:
    answer = printed(kind, allows_other=allows_other, is_blank=is_blank)
    assert answer.blank_lines == lines
    assert len(answer.boxes) == 3 + allows_other
    assert not any(box.is_ticked for box in answer.boxes)


def test_boxes_are_ticked_by_what_was_answered() -> None:
    answer = printed(K.MULTIPLE, {"choices": ["planned"], "other": "Bois"}, allows_other=True)
    assert [(plain(box.label.fr), box.is_ticked) for box in answer.boxes[:3]] == [
        ("Oui", False),
        ("Prévu", True),
        ("Non", False),
    ]
    assert (plain(answer.boxes[3].label.fr).endswith(" : Bois"), answer.boxes[3].is_ticked) == (True, True)


@pytest.mark.parametrize(
    ("kind", "value", "is_blank", "rows"),
    [
        (K.TABLE, None, True, 4),
        (K.TABLE, None, False, 0),
        (K.TABLE, [{"title": "Bois"}], False, 1),
        (K.TABLE, [{"title": "Bois"}, {"title": "Eau"}], True, 2),
        (K.MATRIX, None, True, 3),
    ],
)
def test_a_table_to_fill_has_four_rows_and_a_matrix_its_lines(
    kind: QuestionKind, value: Any, rows: int, *, is_blank: bool
) -> None:
    table = printed(kind, value, is_blank=is_blank).table
    assert (len(table.rows) if table else 0) == rows
