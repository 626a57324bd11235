"""The grid of members by sections counts what is held, and its parts sum to its whole."""

from hypothesis import given
from hypothesis import strategies as st

from autan.evidence.core.periods import Period
from autan.evidence.core.states import ValueState
from autan.surveys.core.coverage import CoverageGrid, measure_coverage
from autan.surveys.core.kinds import AnswerState
from tests.surveys.making import MEMBERS, SIRENS, make_answer, make_question, make_questionnaire

QUESTIONNAIRE = make_questionnaire(*(make_question(code=f"q{rank}") for rank in range(1, 6)))
CODES = [question.code for question in QUESTIONNAIRE.questions]


def grid_of(keys: set[tuple[str, str]]) -> CoverageGrid:
    answers = [make_answer(siren, "x", question=code) for siren, code in sorted(keys)]
    return measure_coverage(QUESTIONNAIRE, campaign="c", period=Period.year(2013), members=MEMBERS, answers=answers)


def test_an_empty_campaign_holds_a_confirmed_zero() -> None:
    grid = grid_of(set())
    assert (grid.whole.value, grid.whole.total, grid.whole.state) == (0, 55, ValueState.CONFIRMED_ZERO)
    assert [(ref.kind, ref.key) for ref in grid.whole.evidence] == [("campaign", "c")]


def test_only_answers_with_a_value_count() -> None:
    answers = [
        make_answer(SIRENS[0], "x", question="q1"),
        make_answer(SIRENS[0], question="q2", state=AnswerState.REFUSED),
    ]
    grid = measure_coverage(QUESTIONNAIRE, campaign="c", period=Period.year(2013), members=MEMBERS, answers=answers)
    assert (grid.lines[0].whole.value, grid.lines[0].whole.id) == (1, f"survey.c.campaign.documented_{SIRENS[0]}")
    assert [cell.id for cell in grid.lines[0].cells] == [f"survey.c.s{n}.documented_{SIRENS[0]}" for n in (1, 2)]


@given(st.sets(st.tuples(st.sampled_from(SIRENS), st.sampled_from(CODES))))
def test_cells_sum_to_lines_and_lines_to_the_whole(keys: set[tuple[str, str]]) -> None:
    grid = grid_of(keys)
    assert grid.whole.value == len(keys)
    assert sum(line.whole.value or 0 for line in grid.lines) == len(keys)
    assert sum(figure.value or 0 for figure in grid.by_section) == len(keys)
    for line in grid.lines:
        assert sum(cell.value or 0 for cell in line.cells) == line.whole.value
        assert sum(cell.total for cell in line.cells) == line.whole.total == len(CODES)
