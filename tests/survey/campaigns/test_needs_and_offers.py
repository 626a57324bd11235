"""Needs beside offers: which questions hold them, which subjects come first, and the words of each member."""

from typing import Any

from autan.survey.campaigns.core.exchanges import (
    EXPECTATIONS,
    ExchangeSubject,
    find_exchange,
    find_needs,
    match_exchanges,
)
from autan.survey.questionnaires.core.answers.answer import QuestionResponses
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.questionnaire import Question
from tests.survey.questionnaires.making import SIRENS, STATUS, TRIAD, make_question, make_questionnaire, make_responses

FIRST, SECOND, THIRD = SIRENS[:3]
SUBJECT = make_question(QuestionKind.SINGLE, code="subject")
DETAIL, PLACE = (make_question(QuestionKind.OPEN, code=code) for code in ("detail", "place"))
YEAR = make_question(QuestionKind.YEAR, code="year")


def table(code: str, *columns: Question) -> Question:
    return make_question(QuestionKind.TABLE, code=code, columns=columns or (SUBJECT, DETAIL, YEAR, PLACE))


NEEDS, OFFERS = table("needs"), table("offers")


def match(needs: dict[str, Any], offers: dict[str, Any]) -> dict[str, ExchangeSubject]:
    subjects = match_exchanges(make_responses(needs, question=NEEDS), make_responses(offers, question=OFFERS))
    return {subject.code: subject for subject in subjects}


def test_needs_are_the_table_else_the_open_question_else_nothing() -> None:
    expectation = make_question(QuestionKind.OPEN, code=EXPECTATIONS)
    assert find_needs(make_questionnaire(expectation)) == expectation
    assert find_needs(make_questionnaire(make_question(QuestionKind.OPEN, code="q01"))) is None
    assert find_needs(make_questionnaire(expectation, OFFERS, NEEDS)) == NEEDS


def test_both_questions_are_needed_on_one_list() -> None:
    other = table("needs", make_question(QuestionKind.SINGLE, code="s", choices=TRIAD))
    assert STATUS != TRIAD
    assert find_exchange(make_questionnaire(OFFERS)) is None
    assert find_exchange(make_questionnaire(NEEDS)) is None
    assert find_exchange(make_questionnaire(other, OFFERS)) is None
    assert find_exchange(make_questionnaire(table("needs", DETAIL), OFFERS)) is None, "a table without subjects"
    assert find_exchange(make_questionnaire(table("words", DETAIL), other, OFFERS, NEEDS)) == (NEEDS, OFFERS)


def test_what_meets_comes_first_then_the_order_of_the_list() -> None:
    subjects = match(
        {FIRST: [{"subject": "yes"}, {"subject": "no"}], SECOND: [{"subject": "planned"}]},
        {SECOND: [{"subject": "no"}]},
    )
    assert list(subjects) == ["no", "yes", "planned"]
    assert [subject.is_matched for subject in subjects.values()] == [True, False, False]
    assert match({}, {}) == {}
    assert list(match({}, {THIRD: [{"subject": "no"}]})) == ["no"], "an offer alone is named"


def test_a_member_meets_another_one_and_not_itself() -> None:
    rows = [{"subject": "yes"}, "no row"]
    assert not match({FIRST: rows}, {FIRST: rows})["yes"].is_matched
    assert match({FIRST: rows}, {FIRST: rows, SECOND: rows})["yes"].is_matched
    assert not match({FIRST: rows, SECOND: rows}, {})["yes"].is_matched


def test_a_line_has_the_words_of_its_member_and_nothing_else() -> None:
    needs = {
        FIRST: [{"subject": "yes", "detail": "Un agent", "place": "ici", "year": 2027}, {"subject": "yes"}],
        SECOND: [{"subject": "yes", "place": "là"}, {"detail": "sans sujet"}],
    }
    lines = match(needs, {})["yes"].needs
    assert [(line.member.siren, line.detail) for line in lines] == [
        (FIRST, "Un agent · ici"),
        (FIRST, ""),
        (SECOND, "là"),
    ]


def test_a_question_without_subjects_meets_nothing() -> None:
    question = table("needs", DETAIL)
    rows: QuestionResponses = make_responses({FIRST: [{"detail": "Un agent"}]}, question=question)
    assert match_exchanges(rows, make_responses({}, question=OFFERS)) == ()
