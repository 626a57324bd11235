"""Scales are counted step by step, rankings by first place and middle rank; partial answers stay unknown."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from autan.evidence.figures.core.states import ValueState
from autan.survey.questionnaires.core.kinds import QuestionKind
from tests.survey.questionnaires.making import (
    SIRENS,
    TRIAD,
    find_measure,
    make_answer,
    make_question,
    make_responses,
    tabulate,
)

A, B, C, *_ = SIRENS
SCALE, RANKING = make_question(QuestionKind.SCALE), make_question(QuestionKind.RANKING)


def test_a_scale_counts_each_step_and_gives_the_middle() -> None:
    table = tabulate(SCALE, make_responses({A: 4, B: 5, C: 4}))
    assert [row.figure.value for row in table.rows] == [0, 0, 0, 2, 1, 4]
    assert (table.rows[3].figure.known, table.rows[3].figure.total) == (3, 11)
    assert [row.label.fr for row in table.rows[:2]] == ["1 (faible)", "2"]
    assert table.rows[3].figure.id == "survey.c.q1.count_4"


def test_a_ranking_gives_first_places_and_middle_ranks() -> None:
    hearing = make_responses({A: ["sobriety", "efficiency", "renewables"], B: ["efficiency", "sobriety"]})
    values = {figure.id.rpartition(".")[2]: figure for figure in tabulate(RANKING, hearing).figures}
    assert (values["first_sobriety"].value, values["first_efficiency"].value, values["first_renewables"].value) == (
        1,
        1,
        0,
    )
    assert (values["rank_sobriety"].value, values["rank_renewables"].value) == (1.5, 3)
    assert (values["rank_renewables"].known, values["rank_renewables"].total) == (1, 11)
    found = find_measure(RANKING, hearing, f"rank_renewables_{A}")
    assert found is not None
    assert (found.value, found.has_evidence) == (3, True)


def test_a_partial_ranking_does_not_say_who_is_not_first() -> None:
    hearing = make_responses([make_answer(A, ["sobriety"], is_partial=True)])
    firsts = {row.figure.id: row.figure for row in tabulate(RANKING, hearing).rows}
    assert firsts["survey.c.q1.first_sobriety"].known == 1
    assert firsts["survey.c.q1.first_efficiency"].state is ValueState.MISSING


def test_nothing_known_is_missing() -> None:
    for question in (SCALE, RANKING):
        rows = tabulate(question, make_responses({})).rows
        assert rows
        assert {row.figure.state for row in rows} == {ValueState.MISSING}


def test_an_answer_of_another_form_counts_for_nothing() -> None:
    rows = tabulate(RANKING, make_responses({A: "sobriety"})).rows
    assert rows[0].figure.value == 0
    assert tabulate(SCALE, make_responses({A: "quatre"})).rows[-1].figure.value is None
    assert tabulate(replace(RANKING, choices=None), make_responses({})).rows == ()


@given(st.dictionaries(st.sampled_from(SIRENS), st.integers(1, 5), max_size=11))
def test_steps_sum_to_the_answers(values: dict[str, int]) -> None:
    steps = tabulate(SCALE, make_responses(values)).rows[:-1]
    assert sum(row.figure.value or 0 for row in steps) == len(values)


@given(st.dictionaries(st.sampled_from(SIRENS), st.permutations(TRIAD.codes), max_size=11))
def test_each_ranking_has_one_first(values: dict[str, list[str]]) -> None:
    firsts = tabulate(RANKING, make_responses(values)).rows[: len(TRIAD.codes)]
    assert sum(row.figure.value or 0 for row in firsts) == len(values)
