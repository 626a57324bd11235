"""Which questions are asked once others are not, what remains to be answered, and what goes with a few of them."""

from typing import Any

import pytest

from autan.ground.expressions.core.rules import parse_rule
from autan.ground.wordings import Text
from autan.survey.questionnaires.core.answers.answer import RecordedAnswer
from autan.survey.questionnaires.core.editing import settle_code
from autan.survey.questionnaires.core.kinds import AnswerState, QuestionKind
from autan.survey.questionnaires.core.progress import measure_progress
from autan.survey.questionnaires.core.question_fields import row_count
from autan.survey.questionnaires.core.questionnaire import Question, UnknownQuestionError
from autan.survey.questionnaires.core.rules import describe_rule, relevance_order, settle_relevance
from autan.survey.questionnaires.presenters.drafts import ScreenFields, question_groups
from tests.survey.questionnaires.making import (
    STATUS,
    TRIAD,
    flatten_question,
    make_answer,
    make_question,
    make_questionnaire,
)

K = QuestionKind
RULES = {
    "plan": "",
    "year": "plan == 'yes'",
    "known": "answered(year)",
    "old": "year < 2010",
    "either": "year < 2010 or plan == 'no'",
    "neither": "not (year < 2010)",
    "both": "year < 2010 and plan == 'no'",
    "last": "answered(old)",
}


def question(code: str) -> Question:
    kind = {"plan": K.SINGLE, "year": K.YEAR}.get(code, K.OPEN)
    return make_question(kind, code=code, relevance=parse_rule(RULES[code]) if RULES[code] else None)


QUESTIONS = {code: question(code) for code in RULES}


def answers(**values: Any) -> dict[str, RecordedAnswer]:
    return {code: make_answer("100000001", value, question=code) for code, value in values.items()}


def settled(known: dict[str, RecordedAnswer], **more: Any) -> dict[str, bool | None]:
    return settle_relevance(QUESTIONS, known, **more)


def test_a_rule_on_a_question_that_is_not_asked_holds_only_where_its_answer_would_change_nothing() -> None:
    assert settled(answers(plan="no")) == {
        "year": False,
        "known": False,
        "old": False,
        "either": True,
        "neither": False,
        "both": False,
        "last": False,
    }


def test_what_was_answered_before_a_question_was_withdrawn_counts_no_more() -> None:
    assert settled(answers(plan="no", year=2005, old="du texte")) == settled(answers(plan="no"))


def test_what_is_asked_follows_the_answers() -> None:
    old = settled(answers(plan="yes", year=2005))
    assert old == {
        "year": True,
        "known": True,
        "old": True,
        "either": True,
        "neither": False,
        "both": False,
        "last": False,
    }
    recent = settled(answers(plan="yes", year=2015))
    assert {code for code, is_asked in recent.items() if is_asked} == {"year", "known", "neither"}
    assert settled(answers(plan="yes", year=2005, old="du texte"))["last"] is True


def test_while_an_answer_that_decides_is_not_given_nothing_is_said_of_the_question() -> None:
    unknown = settled({})
    assert [unknown[code] for code in ("year", "old", "either", "neither", "both")] == [None] * 5
    assert (unknown["known"], settled({}, silence=None)["known"]) == (False, None)
    assert settled(answers(plan="yes"), silence=None)["known"] is None
    refused = {"year": make_answer("100000001", None, question="year", state=AnswerState.REFUSED)}
    assert settled(answers(plan="yes") | refused, silence=None)["known"] is False, "no answer will come"
    skipped = {"year": make_answer("100000001", None, question="year", state=AnswerState.SKIPPED)}
    assert settled(answers(plan="yes") | skipped, silence=None)["known"] is None


def test_an_unasked_question_beside_an_unknown_one_leaves_the_matter_open() -> None:
    rules = {"free": "old == 1 and count > 3"}
    questions = {
        "plan": QUESTIONS["plan"],
        "old": make_question(K.NUMBER, code="old", relevance=parse_rule("plan == 'yes'")),
        "count": make_question(K.NUMBER, code="count"),
        "free": make_question(K.OPEN, code="free", relevance=parse_rule(rules["free"])),
    }
    assert settle_relevance(questions, answers(plan="no"))["free"] is None
    assert settle_relevance(questions, answers(plan="no", count=2))["free"] is False
    assert settle_relevance(questions, answers(plan="no", count=4))["free"] is False


def test_rules_are_settled_after_those_that_they_rest_on() -> None:
    backwards = list(QUESTIONS.values())[::-1]
    order = relevance_order(backwards)
    assert set(order) == set(RULES) - {"plan"}, "a question without a rule is always asked"
    assert order.index("year") < order.index("old") < order.index("last")
    assert settled(answers(plan="no"), order=order) == settled(answers(plan="no"))
    assert settled(answers(plan="no"), order=("plan", "year")) == {"plan": True, "year": False}


@pytest.mark.parametrize(
    ("rule", "fr", "en"),
    [
        ("answered(plan)", "la question 1 a une réponse", "question 1 has an answer"),
        ("plan in ['yes', 'no']", "la réponse à la question 1 est «Oui» ou «Non»", ""),
        ("plan not in ['yes', 'no']", "la réponse à la question 1 n’est pas «Oui» ou «Non»", ""),
        ("year < 2010", "la réponse à la question 2 est en dessous de 2010", ""),
        ("year <= 2010", "la réponse à la question 2 est au plus 2010", ""),
        ("year > 2010", "la réponse à la question 2 est au-dessus de 2010", ""),
        ("year >= 2010", "la réponse à la question 2 est au moins 2010", ""),
        (
            "answered(plan) or answered(year)",
            "la question 1 a une réponse, ou la question 2 a une réponse",
            "question 1 has an answer, or question 2 has an answer",
        ),
        ("not answered(plan)", "il n’est pas vrai que la question 1 a une réponse", ""),
    ],
)
def test_a_rule_is_told_with_the_numbers_of_its_questions(rule: str, fr: str, en: str) -> None:
    ranks = {code: (rank, asked) for rank, (code, asked) in enumerate(QUESTIONS.items(), start=1)}
    words = describe_rule(parse_rule(rule), ranks)
    assert words.fr.replace("\u202f", "").replace("« ", "«").replace(" »", "»") == fr
    assert not en or words.en == en


def test_what_remains_is_counted_section_by_section() -> None:
    whole = make_questionnaire(*(QUESTIONS[code] for code in ("plan", "year", "old", "either")))
    begun = measure_progress(whole, answers(plan="yes"))
    assert (begun.asked, begun.settled, [left.code for left in begun.remaining]) == (4, 1, ["year", "old", "either"])
    first, second = begun.sections
    assert (first.asked, first.settled, second.asked, second.settled) == (3, 1, 1, 0)
    closed = measure_progress(whole, answers(plan="no"))
    assert (closed.asked, closed.settled, [left.code for left in closed.remaining]) == (2, 1, ["either"])
    assert (begun.within(("s2",)).asked, begun.within(("s2",)).settled, begun.within(())) == (1, 0, begun)


def test_words_to_read_are_never_left_to_answer() -> None:
    whole = make_questionnaire(make_question(K.DISPLAY, code="read"), make_question(K.OPEN, code="q1"))
    progress = measure_progress(whole, {})
    assert (progress.asked, [left.code for left in progress.remaining]) == (1, ["q1"])


def test_a_few_questions_come_with_their_sections_and_their_lists_alone() -> None:
    ranked = make_question(K.RANKING, code="ranked")
    whole = make_questionnaire(make_question(K.SINGLE, code="one"), make_question(K.OPEN, code="free"), ranked)
    assert whole.lists == (STATUS, TRIAD)
    assert [choices.code for choices in whole.with_questions({"one"}).lists] == ["status"]
    assert [choices.code for choices in whole.with_questions({"ranked"}).lists] == ["triad"]
    few = whole.with_questions({"free", "ranked"})
    assert [[held.code for held in section.questions] for section in few.sections] == [["free"], ["ranked"]]
    assert [section.code for section in whole.with_questions({"ranked"}).sections] == ["s2"]
    assert whole.with_questions(()).sections == whole.with_questions(()).lists == ()


def test_a_question_is_found_with_its_section_and_its_path() -> None:
    whole = make_questionnaire(*(make_question(code=code) for code in ("a", "b", "c")))
    assert [(rank, section.code, held.code) for rank, section, held in whole.numbered()] == [
        (1, "s1", "a"),
        (2, "s1", "b"),
        (3, "s2", "c"),
    ]
    assert (whole.question("b").code, whole.section_of("b").code, whole.section_of("c").code) == ("b", "s1", "s2")
    assert (whole.path_of("b"), whole.path_of("c")) == ("sections[0].questions[1]", "sections[1].questions[0]")
    for find in (whole.question, whole.section_of, whole.path_of):
        with pytest.raises(UnknownQuestionError):
            find("z")


def test_english_is_there_once_a_question_is_worded_in_it() -> None:
    french = make_question(code="b", text=Text("Quoi", ""))
    assert make_questionnaire(french, make_question(code="c")).has_english
    assert not make_questionnaire(french).has_english


@pytest.mark.parametrize(("length", "ranks"), [(-1, [1]), (0, [1]), (1, [1]), (2, [1, 2]), (3, [1, 2, 3])])
def test_a_table_spreads_over_the_columns_of_each_of_its_rows(length: int, ranks: list[int]) -> None:
    columns = flatten_question(make_question(K.TABLE), length)
    names = ("title", "status", "cost_eur", "start")
    assert [column.path for column in columns] == [(rank, name) for rank in ranks for name in names]
    assert [column.heading for column in columns[:2]] == ["q1[1_title]", "q1[1_status]"]


def test_codes_of_another_tool_are_taken_one_after_the_other() -> None:
    taken = {"q1"}
    assert [settle_code(raw, taken, prefix="q") for raw in ("Q1", "Q1", "2", "Énergie", "energie")] == [
        "q1_2",
        "q1_3",
        "q2",
        "energie",
        "energie_2",
    ]
    assert taken == {"q1", "q1_2", "q1_3", "q2", "energie", "energie_2"}


def headings(kind: QuestionKind, **fields: str) -> list[str]:
    groups = question_groups(kind, ScreenFields(tree={"sections": []}, fields=fields))
    return [group.title for group in groups]


@pytest.mark.parametrize(
    ("fields", "columns", "checks"),
    [
        ({}, 3, 1),
        ({"column_0_label_fr": "Coût"}, 4, 1),
        ({"column_2_label_fr": "Coût"}, 6, 1),  # what is between stays where it was typed
        ({"column_1_kind": "open"}, 3, 1),  # a kind alone says nothing
        ({"check_0_rule": "q1 > 1"}, 3, 2),
        ({"check_0_severity": "error"}, 3, 1),
    ],
)
def test_a_screen_offers_three_columns_and_one_check_more_than_those_filled(
    fields: dict[str, str], columns: int, checks: int
) -> None:
    titles = headings(K.TABLE, **fields)
    assert sum(title.startswith("Colonne") for title in titles) == columns
    assert len(titles) == len(headings(K.TABLE)) + columns - 3 + checks - 1
    assert row_count(fields, "column", 0) == columns - 3
    assert row_count(fields, "check", 0) == checks - 1
    assert not any(title.startswith("Colonne") for title in headings(K.OPEN, **fields))
