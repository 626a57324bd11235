"""The questionnaire of 2026: what each question is for, what it continues of 2013, and what is known beforehand."""

from functools import cache
from pathlib import Path

import autan.instance.demo
from autan.ground.tables.importers.yaml_document import read_document
from autan.survey.campaigns.core.documented.published import DocumentedAnswers
from autan.survey.campaigns.core.documented.reading_answers import build_documented_answers
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.questionnaire import Questionnaire
from autan.survey.questionnaires.importers import DEFINITIONS, check_questionnaire
from autan.survey.results.core.question_matching import Comparability, match_questions
from tools.build_facts import read_csv

SHIPPED = {"survey-2013": "collectivites-et-transition-energetique", "survey-2026": "plans-climat-air-energie"}
CONTENT = Path(autan.instance.demo.__file__).parent / "content"
NEW = {"pcaet_duty", "adoption_date", "scot_as_pcaet", "data_gaps", "climate_budget", "warming_level", "air"} | {
    "sequestration",
    "offers",
}
CHOSEN_TWICE = {"q04", "q05", "q10", "q11", "q14", "q21", "q27", "q28", "q39", "q44"}
MEASURED_TWICE = {"q03", "q13", "q22"}


@cache
def questionnaire(folder: str) -> Questionnaire:
    text = (DEFINITIONS / f"{SHIPPED[folder]}.fr-en.yaml").read_text(encoding="utf-8")
    found, warnings = check_questionnaire(text, folder)
    assert warnings == ()
    return found


@cache
def known() -> DocumentedAnswers:
    text = (CONTENT / "survey-2026" / "known.yaml").read_text(encoding="utf-8")
    return build_documented_answers(read_document(text, "known"), "known", questionnaire("survey-2026"))


def test_it_has_some_45_questions_in_the_five_sections_of_2013():
    later, earlier = questionnaire("survey-2026"), questionnaire("survey-2013")
    assert len(later.questions) == 46
    assert [section.title for section in later.sections] == [section.title for section in earlier.sections]


def test_each_question_says_in_both_languages_what_it_is_for():
    for folder in ("survey-2013", "survey-2026"):
        for question in questionnaire(folder).questions:
            assert question.why.fr, question.code
            assert question.why.en, question.code


def test_what_2013_did_not_ask_is_asked_under_a_name_of_its_own():
    earlier = {question.code for question in questionnaire("survey-2013").questions}
    assert {question.code for question in questionnaire("survey-2026").questions} - earlier == NEW


def test_what_can_be_compared_with_2013_is_matched_once():
    matches = match_questions(questionnaire("survey-2026"), questionnaire("survey-2013"), earlier_campaign="2013")
    assert len(matches) == 37
    assert len({match.earlier.code for match in matches}) == len(matches)
    likeness = {match.later.code: match.likeness for match in matches}
    assert {code for code, likeness in likeness.items() if likeness is Comparability.CHOSEN} == CHOSEN_TWICE
    assert {code for code, likeness in likeness.items() if likeness is Comparability.MEASURED} == MEASURED_TWICE


def test_amounts_have_a_period_and_a_kind_and_a_nothing_can_be_said():
    questions = {question.code: question for question in questionnaire("survey-2026").questions}
    for code in ("q25", "q26"):
        assert {"first_year", "last_year", "amount_eur", "spending"} <= {
            column.code for column in questions[code].columns
        }
    lists = {question.choices for question in questions.values() if question.kind is QuestionKind.MULTIPLE}
    without = {choices.code for choices in lists if choices and "none" not in choices.codes}
    assert without == {"levers"}


def test_what_is_known_rests_on_facts_about_the_very_territory():
    facts = {row["id"]: row for row in read_csv(CONTENT / "facts" / "facts.csv")}
    for answer in known().answers:
        assert {facts[fact]["siren"] for fact in answer.facts} == {answer.siren}, (answer.siren, answer.question)
    assert len({answer.siren for answer in known().answers}) == 11


def test_a_date_that_is_proposed_is_written_in_its_fact():
    facts = {row["id"]: row for row in read_csv(CONTENT / "facts" / "facts.csv")}
    months = {"04": "avril", "09": "septembre", "12": "décembre"}
    dated = [answer for answer in known().answers if answer.question == "adoption_date"]
    assert len(dated) == 3
    for answer in dated:
        year, month, day = str(answer.value).split("-")
        assert f"{int(day)} {months[month]} {year}" in facts[answer.facts[0]]["statement_fr"]
