"""The shipped campaign of 2013 says what its facts say, of whom they say it, and nothing else."""

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import yaml

from autan.ground.expressions.core.rules import names_of
from autan.ground.tables.importers.yaml_document import read_document
from autan.survey.campaigns.core.documented.published import DocumentedAnswers, PublishedContent
from autan.survey.campaigns.core.documented.reading_answers import build_documented_answers
from autan.survey.campaigns.core.documented.reading_published import build_published_content
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.questionnaire import ChoiceList, Questionnaire
from autan.survey.questionnaires.importers import DEFINITIONS, check_questionnaire

CONTENT = Path(__file__).resolve().parents[3] / "src" / "autan" / "instance" / "demo" / "content"
SURVEY = CONTENT / "survey-2013"
NOTHING = ChoiceList(code="nothing", choices=())


@cache
def questionnaire() -> Questionnaire:
    found, warnings = check_questionnaire(
        (DEFINITIONS / "collectivites-et-transition-energetique.fr-en.yaml").read_text(), "questionnaire"
    )
    assert warnings == ()
    return found


@cache
def documented() -> DocumentedAnswers:
    return build_documented_answers(
        read_document((SURVEY / "answers.yaml").read_text(), "answers"), "answers", questionnaire()
    )


@cache
def published() -> PublishedContent:
    return build_published_content(
        read_document((SURVEY / "published.yaml").read_text(), "published"), "published", questionnaire()
    )


@cache
def facts() -> dict[str, dict[str, str]]:
    with (CONTENT / "facts" / "facts.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def test_forty_five_questions_stand_in_five_sections() -> None:
    assert len(questionnaire().questions) == 45
    assert len(questionnaire().sections) == 5
    assert [question.code for question in questionnaire().questions] == [f"q{rank:02}" for rank in range(1, 46)]


def test_the_note_says_that_the_wording_is_not_that_of_2013() -> None:
    assert "reconstituées" in questionnaire().note.fr
    assert "not the original questions" in questionnaire().note.en


def test_questions_are_open_to_half_open_one_idea_each_and_offer_no_result_as_an_answer() -> None:
    kinds = QuestionKind.OPEN, QuestionKind.HALF_OPEN, QuestionKind.YEAR, QuestionKind.NUMBER
    assert {question.kind for question in questionnaire().questions} == {
        *kinds,
        QuestionKind.TABLE,
        QuestionKind.MATRIX,
    }
    assert all(question.text.fr.count("?") == 1 for question in questionnaire().questions)
    text = " ".join(facts()[key]["statement_fr"].lower() for keys in published().findings.values() for key in keys)
    offered = {choice.label.fr.lower() for q in questionnaire().questions for choice in (q.choices or NOTHING).choices}
    assert not {label for label in offered if len(label) > 20 and label in text}


def test_no_question_on_indicators_without_an_evaluation() -> None:
    rules = {question.code: question.relevance for question in questionnaire().questions if question.relevance}
    assert {code for code in rules if "q28" in names_of(rules[code])} == {"q29", "q30"}


def test_shares_are_asked_with_their_base_and_need_not_sum_to_100() -> None:
    triad = questionnaire().question("q31")
    assert triad.rows
    assert triad.rows.codes == ("sobriety", "efficiency", "renewables")
    assert [column.code for column in triad.columns] == ["share", "base"]
    ranges = [result for result in published().results if result.question == "q31"]
    assert sum(result.high or 0 for result in ranges) > 100


def test_an_answer_is_only_what_the_document_attributes_to_the_survey() -> None:
    cited = {key for answer in documented().answers for key in answer.facts}
    cited |= {key for keys in published().findings.values() for key in keys}
    assert {facts()[key]["kind"] for key in cited} == {"survey"}
    assert len(documented().answers) == 10


def test_remarks_of_workshops_and_legends_of_maps_are_facts_of_their_kind() -> None:
    kinds = Counter(row["kind"] for row in facts().values() if row["siren"])
    assert (kinds["workshop"], kinds["map"]) == (49, 6)


def test_member_and_respondent_are_two_things_each_with_its_source() -> None:
    rows = yaml.safe_load((SURVEY / "respondents.yaml").read_text(encoding="utf-8"))
    states = {row["siren"]: (row["member"]["state"], row["respondent"]["state"]) for row in rows}
    sicoval, rodez, auch, comminges = "243100633", "241200187", "200066926", "200072643"
    assert states.pop(sicoval) == ("not_named", "confirmed")
    assert [states.pop(siren) for siren in (rodez, auch, comminges)] == [("named", "unconfirmed")] * 3
    assert set(states.values()) == {("named", "confirmed")}
    for row in rows:
        for side in ("member", "respondent"):
            assert row[side]["facts"]
            assert {facts()[key]["siren"] for key in row[side]["facts"]} <= {"", row["siren"]}
        if row["respondent"]["state"] == "confirmed":
            assert {facts()[key]["source"] for key in row["respondent"]["facts"]} == {"synthese-2014"}
            assert {facts()[key]["siren"] for key in row["respondent"]["facts"]} == {row["siren"]}


def test_each_answer_rests_on_facts_about_the_very_territory() -> None:
    for answer in documented().answers:
        about = {facts()[key]["siren"] for key in answer.facts}
        assert about == {answer.siren}, (answer.question, answer.facts)
        assert {facts()[key]["source"] for key in answer.facts} == {"synthese-2014"}


def test_findings_are_facts_about_the_members_together() -> None:
    for question, keys in published().findings.items():
        assert {facts()[key]["siren"] for key in keys} == {""}, question


def test_no_collective_fact_became_an_answer() -> None:
    collective = {key for keys in published().findings.values() for key in keys}
    assert not collective & {key for answer in documented().answers for key in answer.facts}


def test_the_three_unconfirmed_members_have_no_answer() -> None:
    rodez, auch, comminges = "241200187", "200066926", "200072643"
    assert not {answer.siren for answer in documented().answers} & {rodez, auch, comminges}


def test_published_numbers_are_those_of_their_facts() -> None:
    for result in published().results:
        stated = {float(facts()[key]["value"]) for key in result.facts if facts()[key]["value"]}
        numbers = {number for number in (result.value, result.low, result.high) if number is not None}
        assert numbers <= stated, result.question
        if result.territories:
            assert {facts()[key]["siren"] for key in result.facts} == set(result.territories)


@pytest.mark.parametrize(
    ("address", "numbers"),
    [
        ("campaign.published_response_rate", (100, None, None)),
        ("q05.published", (0, None, None)),
        ("q28.published", (10, None, None)),
        ("q31.published_sobriety", (None, 30, 80)),
        ("q31.published_efficiency", (None, 20, 50)),
        ("q31.published_renewables", (None, 10, 20)),
    ],
)
def test_what_others_cite_keeps_its_address(address: str, numbers: tuple[float | None, ...]) -> None:
    result = next(result for result in published().results if f"{result.place}.{result.published_measure}" == address)
    assert (result.value, result.low, result.high) == numbers
