"""Answers spread over flat columns and gathered again: nothing is lost, whatever the kind."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.questionnaire import Question
from autan.survey.questionnaires.core.spread.columns import CellKind
from autan.survey.questionnaires.core.spread.flattening import flatten_questionnaire, lengths_in, lengths_of
from tests.survey.questionnaires.answer_making import EVERY_KIND, values_of
from tests.survey.questionnaires.making import (
    check_value,
    flatten_question,
    gather_value,
    make_question,
    make_questionnaire,
    spread_value,
)

HEADINGS = {
    QuestionKind.OPEN: ["q1"],
    QuestionKind.HALF_OPEN: ["q1", "q1[text]"],
    QuestionKind.SINGLE: ["q1", "q1[other]"],
    QuestionKind.MULTIPLE: ["q1[yes]", "q1[planned]", "q1[no]", "q1[other]"],
    QuestionKind.RANKING: ["q1[sobriety]", "q1[efficiency]", "q1[renewables]"],
    QuestionKind.SPLIT: ["q1[sobriety]", "q1[efficiency]", "q1[renewables]"],
    QuestionKind.TABLE: ["q1[1_title]", "q1[1_status]", "q1[1_cost_eur]", "q1[1_start]"],
    QuestionKind.FILE: ["q1[name]", "q1[link]", "q1[file]"],
}


def question_of(kind: QuestionKind) -> Question:
    has_other = kind in {QuestionKind.SINGLE, QuestionKind.MULTIPLE}
    return make_question(kind, allows_other=has_other)


@pytest.mark.parametrize("kind", HEADINGS)
def test_each_kind_has_its_columns(kind: QuestionKind) -> None:
    assert [column.heading for column in flatten_question(question_of(kind))] == HEADINGS[kind]


def test_a_matrix_has_a_column_a_cell_with_both_wordings() -> None:
    columns = flatten_question(question_of(QuestionKind.MATRIX))
    assert len(columns) == 9
    assert (columns[1].heading, columns[1].label.fr) == ("q1[sobriety_cost_eur]", "Quoi — Sobriety — Coût")
    assert columns[0].kind is CellKind.CHOICE


@given(st.data())
def test_what_is_spread_is_gathered(data: Any) -> None:
    question = question_of(data.draw(st.sampled_from(EVERY_KIND)))
    value = data.draw(values_of(question))
    columns = flatten_question(question, len(value) if isinstance(value, list) else 1)
    cells = spread_value(question, value, columns)
    gathered = gather_value(question, {column.path: cell for column, cell in zip(columns, cells, strict=True)})
    assert check_value(question, gathered) == value


def test_a_box_of_a_partial_answer_is_unknown_when_not_ticked() -> None:
    question = question_of(QuestionKind.MULTIPLE)
    columns = flatten_question(question)
    value = {"choices": ["yes"]}
    assert spread_value(question, value, columns) == [1, 0, 0, None]
    assert spread_value(question, value, columns, is_partial=True) == [1, None, None, None]
    assert spread_value(question, None, columns) == [None] * 4


def test_a_choice_of_one_s_own_stands_as_other_beside_its_words() -> None:
    question = question_of(QuestionKind.SINGLE)
    assert spread_value(question, {"other": "Ailleurs"}, flatten_question(question)) == ["other", "Ailleurs"]


def test_the_columns_of_rows_that_an_answer_does_not_have_are_empty() -> None:
    question = question_of(QuestionKind.TABLE)
    columns = flatten_question(question, 2)
    assert spread_value(question, [{"title": "Bois"}], columns) == ["Bois"] + [None] * 7


def test_a_choice_and_a_text_of_other_together_are_left_for_the_check() -> None:
    question = question_of(QuestionKind.SINGLE)
    both = gather_value(question, {(): "yes", ("other",): "Ailleurs"})
    assert both == {"other": "Ailleurs", "choice": "yes"}
    assert gather_value(question, {(): "other"}) == {"other": ""}


def test_the_rows_of_tables_follow_the_longest_answer_and_the_headings() -> None:
    table = make_question(QuestionKind.TABLE, code="actions")
    questionnaire = make_questionnaire(table, make_question(code="q2"), make_question(QuestionKind.DISPLAY, code="q3"))
    rows = [{"title": "A"}, {"title": "B"}]
    assert lengths_of(questionnaire, [("actions", rows), ("q2", "texte")]) == {"actions": 2}
    assert lengths_in(questionnaire, ["actions[3_cost_eur]", "q2[9_x]", "autre"]) == {"actions": 3}
    columns = flatten_questionnaire(questionnaire, {"actions": 2})
    assert len(columns) == 2 * 4 + 1 + 1 + 1
    assert [column.heading for column in columns][-3:] == ["actions.state", "q2", "q2.state"]
