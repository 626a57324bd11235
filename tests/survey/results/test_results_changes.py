"""Two campaigns compared: only like with like, and everybody accounted for."""

from dataclasses import replace
from typing import Any

import pytest

from autan.evidence.figures.core.charts import ChartKind
from autan.evidence.figures.core.states import ValueState
from autan.ground.wordings import Text
from autan.survey.questionnaires.core.answers.answer import MANY, QuestionResponses, RecordedAnswer
from autan.survey.questionnaires.core.kinds import AnswerState, QuestionKind
from autan.survey.questionnaires.core.questionnaire import Bounds, ChoiceList, EarlierQuestion, Question
from autan.survey.results.core.changes_between_campaigns import QuestionChange, compare_answers
from autan.survey.results.core.question_matching import Comparability, Difference, MatchedQuestion, match_questions
from tests.survey.campaigns.large_campaign import invent_members
from tests.survey.questionnaires.making import (
    MEMBERS,
    SIRENS,
    STATUS,
    about,
    make_answer,
    make_question,
    make_questionnaire,
    make_responses,
)

K = QuestionKind
A, B, C, D, *_ = SIRENS


def pair(later: Question, earlier: Question | None = None) -> MatchedQuestion:
    return MatchedQuestion(later=later, earlier=earlier or later, is_declared=False)


def hear(values: dict[str, Any], campaign: str, **fields: Any) -> QuestionResponses:
    given = [
        value if isinstance(value, RecordedAnswer) else make_answer(siren, value) for siren, value in values.items()
    ]
    return replace(make_responses(given, **fields), campaign=campaign)


def compare(match: MatchedQuestion, before: dict[str, Any], after: dict[str, Any]) -> QuestionChange:
    return compare_answers(match, about(match.later, hear(after, "new")), about(match.earlier, hear(before, "old")))


def test_questions_are_matched_by_name_and_by_code() -> None:
    renamed = make_question(K.NUMBER, code="staff", continues=EarlierQuestion(campaign="old", question="q2"))
    other = make_question(K.NUMBER, code="q3", continues=EarlierQuestion(campaign="elsewhere", question="q9"))
    later = make_questionnaire(make_question(K.OPEN), renamed, other, make_question(K.DISPLAY, code="q4"))
    earlier = make_questionnaire(
        *(make_question(K.OPEN, code=code) for code in ("q1", "q2", "q3")), make_question(K.DISPLAY, code="q4")
    )
    questions = match_questions(later, earlier, earlier_campaign="old")
    assert [(m.later.code, m.earlier.code, m.is_declared) for m in questions] == [
        ("q1", "q1", False), ("staff", "q2", True), ("q3", "q3", False),
    ]  # fmt: skip


SHORTER = ChoiceList(code="status", choices=STATUS.choices[:2])
UNLIKE: list[tuple[Question, Question, Difference, Comparability]] = [
    (make_question(K.NUMBER), make_question(K.NUMBER, unit="kW"), Difference.UNIT, Comparability.BESIDE),
    (make_question(K.SINGLE), make_question(K.SINGLE, choices=SHORTER), Difference.CHOICES, Comparability.BESIDE),
    (make_question(K.SINGLE), make_question(K.OPEN), Difference.KIND, Comparability.BESIDE),
    (
        make_question(K.NUMBER),
        make_question(K.NUMBER, text=Text("Où", "Where")),
        Difference.WORDING,
        Comparability.MEASURED,
    ),
    (
        make_question(K.SCALE),
        make_question(K.SCALE, bounds=Bounds(low=1, high=9)),
        Difference.UNIT,
        Comparability.BESIDE,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("later", "earlier", "difference", "likeness"), UNLIKE)
def test_unlike_questions_are_said_to_be(
    later: Question, earlier: Question, difference: Difference, likeness: Comparability
) -> None:
    match = pair(later, earlier)
    assert match.differences == {difference}
    assert match.likeness is likeness
    assert difference.label.fr.endswith(".")


def test_what_is_unlike_is_never_subtracted() -> None:
    found = compare(pair(make_question(K.NUMBER), make_question(K.NUMBER, unit="kW")), {A: 1}, {A: 2})
    assert (found.moves, found.chart, found.figures) == ((), None, ())
    assert found.members[0].before is not None


def test_numbers_rise_stay_and_fall_among_those_asked_twice() -> None:
    found = compare(pair(make_question(K.NUMBER)), {A: 1, B: 5, C: 7, D: 1}, {A: 2, B: 5, C: 6})
    told = {move.before.en: (move.figure.value, [m.siren for m in move.members]) for move in found.moves}
    assert told == {"Risen": (1, [A]), "Unchanged": (1, [B]), "Fallen": (1, [C])}
    risen = found.moves[0].figure
    assert (risen.id, risen.known, risen.total) == ("survey.new.q1.since_old.rose", 3, 11)
    assert risen.state is ValueState.LOWER_BOUND
    assert {"campaign", "answer", "fact"} == {ref.kind for ref in risen.evidence}


def test_two_units_of_one_dimension_are_converted_first() -> None:
    match = pair(make_question(K.NUMBER, unit="MWh"), make_question(K.NUMBER, unit="GWh"))
    found = compare(match, {A: 2}, {A: 2000})
    assert [move.figure.value for move in found.moves] == [0, 1, 0]
    assert found.chart is not None
    assert [figure.value for figure in found.chart.figures] == [2000, 2000]


def test_each_number_is_drawn_before_and_after() -> None:
    found = compare(pair(make_question(K.NUMBER)), {A: 1, B: 9, C: 3}, {A: 4, B: 8})
    assert found.chart is not None
    assert found.chart.kind is ChartKind.DOTS
    assert [[figure.id for figure in row.figures] for row in found.chart.rows] == [
        [f"survey.old.q1.value_{siren}", f"survey.new.q1.value_{siren}"] for siren in (B, A)
    ]
    assert compare(pair(make_question(K.NUMBER)), {}, {A: 1}).chart is None


def test_years_come_later_or_earlier_and_are_not_drawn() -> None:
    found = compare(pair(make_question(K.YEAR)), {A: 2003}, {A: 2004})
    assert [(move.before.en, move.figure.value) for move in found.moves] == [
        ("Later", 1), ("Unchanged", 0), ("Earlier", 0),
    ]  # fmt: skip
    assert found.chart is None


def test_choices_move_from_one_to_another() -> None:
    before = {A: {"choice": "planned", "text": ""}, B: {"choice": "no", "text": ""}, C: {"choice": None, "text": "x"}}
    after = {siren: {"choice": "yes", "text": ""} for siren in (A, B, C)}
    found = compare(pair(make_question(K.HALF_OPEN)), before, after)
    assert [(t.figure.id, t.figure.value, t.figure.known, t.figure.total) for t in found.moves] == [
        ("survey.new.q1.since_old.planned.yes", 1, 2, 11), ("survey.new.q1.since_old.no.yes", 1, 2, 11),
    ]  # fmt: skip
    assert [member.siren for member in found.moves[0].members] == [A]
    assert found.moves[0].figure.label.en == "What — Planned → Yes"


def test_of_several_choices_each_is_kept_added_or_dropped() -> None:
    before = {A: {"choices": ["yes", "no"]}, B: make_answer(B, {"choices": ["yes"]}, is_partial=True)}
    after = {A: {"choices": ["yes", "planned"]}, B: {"choices": ["yes", "planned"]}}
    found = compare(pair(make_question(K.MULTIPLE)), before, after)
    told = {t.figure.id.removeprefix("survey.new.q1.since_old."): (t.figure.value, t.figure.known) for t in
            found.moves}  # fmt: skip
    # that the partial answer did not tick « planned » before is not known
    assert told == {"yes.kept": (2, 2), "planned.added": (1, 1), "no.dropped": (1, 1)}


def test_who_is_in_one_campaign_only_is_kept_apart() -> None:
    later, earlier = hear({A: "yes"}, "new", members=MEMBERS[:2]), hear({C: "no"}, "old", members=MEMBERS[1:3])
    answers = compare_answers(pair(make_question(K.SINGLE)), later, earlier)
    assert [(m.member.siren, m.was_asked, m.is_asked, m.is_in_both) for m in answers.members] == [
        (A, False, True, False), (B, True, True, True), (C, True, False, False),
    ]  # fmt: skip
    assert answers.moves == ()


def test_what_does_not_apply_is_not_asked_twice() -> None:
    before = {A: make_answer(A, state=AnswerState.NOT_APPLICABLE)}
    found = compare(pair(make_question(K.NUMBER)), before, {A: 2})
    assert found.moves[0].figure.total == 10
    assert found.moves[0].figure.state is ValueState.MISSING


def test_crowds_are_counted_and_not_drawn() -> None:
    members = invent_members(MANY + 1)
    values = {member.siren: 1 for member in members}
    later, earlier = hear(values, "new", members=members), hear(values, "old", members=members)
    answers = compare_answers(pair(make_question(K.NUMBER)), later, earlier)
    assert answers.chart is None
    assert answers.moves[1].figure.value == MANY + 1


def test_open_answers_are_read_side_by_side() -> None:
    found = compare(pair(make_question(K.OPEN)), {A: "avant"}, {A: "après"})
    assert pair(make_question(K.OPEN)).likeness is Comparability.BESIDE
    assert found.figures == ()
