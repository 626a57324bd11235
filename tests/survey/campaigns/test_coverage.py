"""The grid of members by sections counts what is held, and its parts sum to its whole."""

from hypothesis import given
from hypothesis import strategies as st

from autan.evidence.figures.core.states import ValueState
from autan.ground.texts.core.periods import Period
from autan.survey.campaigns.core.documented.coverage import CoverageGrid, measure_coverage
from autan.survey.questionnaires.core.answers.answer import MANY
from autan.survey.questionnaires.core.kinds import QuestionKind
from tests.survey.campaigns.large_campaign import invent_members
from tests.survey.questionnaires.making import MEMBERS, SIRENS, make_question, make_questionnaire

QUESTIONNAIRE = make_questionnaire(*(make_question(code=f"q{rank}") for rank in range(1, 6)))
CODES = [question.code for question in QUESTIONNAIRE.questions]


def grid_of(keys: set[tuple[str, str]]) -> CoverageGrid:
    return measure_coverage(QUESTIONNAIRE, campaign="c", period=Period.year(2013), members=MEMBERS, answered=keys)


def test_an_empty_campaign_holds_a_confirmed_zero() -> None:
    grid = grid_of(set())
    assert (grid.whole.value, grid.whole.total, grid.whole.state) == (0, 55, ValueState.CONFIRMED_ZERO)
    assert [(ref.kind, ref.key) for ref in grid.whole.evidence] == [("campaign", "c")]


def test_each_line_has_its_address_and_cites_its_answers() -> None:
    grid = grid_of({(SIRENS[0], "q1")})
    assert (grid.lines[0].whole.value, grid.lines[0].whole.id) == (1, f"survey.c.campaign.documented_{SIRENS[0]}")
    assert [cell.id for cell in grid.lines[0].cells] == [f"survey.c.s{n}.documented_{SIRENS[0]}" for n in (1, 2)]
    assert [ref.key for ref in grid.whole.evidence] == ["c", f"c/{SIRENS[0]}/q1"]


def test_a_crowd_is_cited_by_its_campaign_and_shown_in_part() -> None:
    members = invent_members(MANY + 1)
    grid = measure_coverage(
        QUESTIONNAIRE,
        campaign="c",
        period=Period.year(2013),
        members=members,
        answered=[(member.siren, "q1") for member in members],
        shown=members[:2],
    )
    assert (grid.whole.value, [ref.kind for ref in grid.whole.evidence]) == (MANY + 1, ["campaign"])
    assert [line.member for line in grid.lines] == list(members[:2])
    assert [ref.kind for ref in grid.lines[0].whole.evidence] == ["campaign", "answer"]


@given(st.sets(st.tuples(st.sampled_from(SIRENS), st.sampled_from(CODES))))
def test_cells_sum_to_lines_and_lines_to_the_whole(keys: set[tuple[str, str]]) -> None:
    grid = grid_of(keys)
    assert grid.whole.value == len(keys)
    assert sum(line.whole.value or 0 for line in grid.lines) == len(keys)
    assert sum(figure.value or 0 for figure in grid.by_section) == len(keys)
    for line in grid.lines:
        assert sum(cell.value or 0 for cell in line.cells) == line.whole.value
        assert sum(cell.total for cell in line.cells) == line.whole.total == len(CODES)


def test_words_to_read_are_not_counted_as_questions() -> None:
    questionnaire = make_questionnaire(make_question(code="q1"), make_question(QuestionKind.DISPLAY, code="q2"))
    grid = measure_coverage(questionnaire, campaign="c", period=Period.year(2013), members=MEMBERS, answered=())
    assert grid.whole.total == len(MEMBERS)


def test_what_was_counted_before_gives_the_same_sums() -> None:
    members = invent_members(MANY + 1)
    keys = [(member.siren, code) for rank, member in enumerate(members) for code in CODES[: rank % 4]]
    fields = {"campaign": "c", "period": Period.year(2013), "members": members, "shown": members[:2]}
    whole = measure_coverage(QUESTIONNAIRE, answered=keys, **fields)
    counted = {code: sum(key[1] == code for key in keys) for code in CODES[:3]}
    shown = [key for key in keys if key[0] in {member.siren for member in members[:2]}]
    assert measure_coverage(QUESTIONNAIRE, answered=shown, counted=counted, **fields) == whole
