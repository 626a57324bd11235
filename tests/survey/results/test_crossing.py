"""Two questions crossed: each cell recounted in plain Python, and nobody dropped."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autan.survey.questionnaires.core.answers.answer import MANY, QuestionResponses
from autan.survey.questionnaires.core.kinds import AnswerState, QuestionKind
from autan.survey.results.core.crossing import Crossing, can_cross, cross, find_crossed
from autan.survey.results.core.grouped import group_responses
from autan.survey.results.core.groups import group_by_question
from tests.survey.campaigns.large_campaign import invent_members
from tests.survey.questionnaires.making import SIRENS, STATUS, about, make_answer, make_question, make_responses

K = QuestionKind
A, B, C, D, *_ = SIRENS
FIRST, SECOND = make_question(K.SINGLE), make_question(K.SINGLE, code="q2")
NO_ANSWER = [AnswerState.NOT_DOCUMENTED, AnswerState.NOT_APPLICABLE, AnswerState.REFUSED]
stances = st.dictionaries(st.sampled_from(SIRENS), st.sampled_from([*STATUS.codes, *NO_ANSWER]))


def hear(fields: dict[str, Any]) -> QuestionResponses:
    answers = [
        make_answer(siren, state=value) if isinstance(value, AnswerState) else make_answer(siren, value)
        for siren, value in fields.items()
        if value is not AnswerState.NOT_DOCUMENTED
    ]
    return make_responses(answers)


def counts(crossing: Crossing) -> dict[tuple[str, str], int]:
    return {
        (line.group.code, column.fr): len(cell.members)
        for line in crossing.lines
        for column, cell in zip(crossing.columns, line.cells, strict=True)
    }


@given(stances, stances)
def test_cells_are_those_of_a_plain_recount(first: dict[str, Any], second: dict[str, Any]) -> None:
    found = cross(about(FIRST, hear(first)), about(SECOND, hear(second)))
    labels = {choice.code: choice.label.fr for choice in STATUS.choices}
    expected: dict[tuple[str, str], int] = {}
    for siren in SIRENS:
        line, column = first.get(siren), second.get(siren)
        line_code = line if line in labels else "~unknown"
        line_code = "~not_applicable" if line is AnswerState.NOT_APPLICABLE else line_code
        column_label = labels.get(column or "", "Réponse non connue")
        column_label = "Sans objet" if column is AnswerState.NOT_APPLICABLE else column_label
        expected[line_code, column_label] = expected.get((line_code, column_label), 0) + 1
    assert {key: count for key, count in counts(found).items() if count} == expected
    for line in found.lines:
        for cell in line.cells:
            assert (cell.figure.value or 0) == len(cell.members)
    assert sum(counts(found).values()) == len(SIRENS)


def test_a_cell_counts_over_the_members_of_its_line() -> None:
    found = cross(about(FIRST, hear({A: "yes", B: "yes", C: "no"})), about(SECOND, hear({A: "no", C: "no"})))
    line = found.lines[0]
    yes_no = line.cells[2].figure
    assert (yes_no.id, yes_no.value, yes_no.known, yes_no.total) == ("survey.c.q2.with_q1.yes.count_no", 1, 1, 2)
    unknown = line.cells[3].figure
    assert (unknown.id, unknown.value, unknown.known, unknown.total) == (
        "survey.c.q2.with_q1.yes.count_~unknown", 1, 2, 2,
    )  # fmt: skip
    assert all(figure.has_evidence for figure in found.figures if figure.is_known)
    assert [member.siren for member in line.cells[3].members] == [B]


def test_what_does_not_apply_has_its_own_column_only_where_there_is_some() -> None:
    plain = cross(about(FIRST, hear({A: "yes"})), about(SECOND, hear({A: "no"})))
    spared = cross(about(FIRST, hear({A: "yes"})), about(SECOND, hear({A: AnswerState.NOT_APPLICABLE})))
    assert [column.fr for column in plain.columns][-1] == "Réponse non connue"
    assert [column.fr for column in spared.columns][-1] == "Sans objet"
    figure = spared.lines[0].cells[-1].figure
    assert (figure.value, figure.known, figure.total) == (1, 1, 1)
    assert ("answer", f"c/{A}/q1") in [(ref.kind, ref.key) for ref in figure.evidence]


def test_a_member_with_several_choices_is_in_several_cells() -> None:
    first, second = make_question(K.MULTIPLE), make_question(K.MULTIPLE, code="q2")
    found = cross(
        about(first, hear({A: {"choices": ["yes", "no"]}})), about(second, hear({A: {"choices": ["yes", "no"]}}))
    )
    assert found.may_overlap
    assert sum(counts(found).values()) == 4 + 10  # those who did not answer are in one cell each


def test_a_text_without_a_choice_is_not_known() -> None:
    second = make_question(K.HALF_OPEN, code="q2")
    found = cross(about(FIRST, hear({A: "yes"})), about(second, hear({A: {"choice": None, "text": "x"}})))
    assert [member.siren for member in found.lines[0].cells[-1].members] == [A]


@pytest.mark.parametrize(("first", "second", "can"), [
    (FIRST, SECOND, True), (FIRST, FIRST, False), (make_question(K.OPEN), SECOND, False),
    (FIRST, make_question(K.NUMBER, code="q2"), False), (make_question(K.YEAR), SECOND, True),
])  # fmt: skip
def test_a_table_of_counts_needs_groups_and_choices(first: Any, second: Any, *, can: bool) -> None:
    assert can_cross(first, second) is can


def test_the_cell_of_an_absent_answer_is_found_by_its_measure() -> None:
    heard = hear({A: "yes", B: "yes"})
    grouping = group_by_question(about(FIRST, heard))
    responses = group_responses(hear({A: "no"}), grouping, grouping.groups[0])
    figure = find_crossed(about(SECOND, responses), "count_~unknown")
    assert figure is not None
    assert (figure.id, figure.value) == ("survey.c.q2.with_q1.yes.count_~unknown", 1)
    assert find_crossed(about(SECOND, responses), "count_yes") is None


def test_a_large_crossing_rests_on_the_sets_of_answers() -> None:
    members = invent_members(MANY + 1)
    heard = make_responses({member.siren: "yes" for member in members}, members=members)
    found = cross(about(FIRST, heard), about(SECOND, heard))
    refs = {(ref.kind, ref.key) for figure in found.figures for ref in figure.evidence}
    assert refs == {("answers", "c/q1"), ("campaign", "c")}
