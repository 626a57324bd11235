"""The shipped campaign of 2013 says what its facts say, of whom they say it, and nothing else."""

import csv
from functools import cache
from pathlib import Path

import pytest

from autan.questionnaires.core.kinds import QuestionKind
from autan.questionnaires.core.questionnaire import Questionnaire
from autan.questionnaires.importers.questionnaire_yaml import check_questionnaire
from autan.surveys.core.documented.documents import DocumentedAnswers, PublishedContent
from autan.surveys.importers.documented_yaml import read_documented_answers, read_published_content

CONTENT = Path(__file__).resolve().parents[2] / "src" / "autan" / "demo" / "content"
SURVEY = CONTENT / "survey-2013"


@cache
def questionnaire() -> Questionnaire:
    found, warnings = check_questionnaire((SURVEY / "questionnaire.fr-en.yaml").read_text(), "questionnaire")
    assert warnings == ()
    return found


@cache
def documented() -> DocumentedAnswers:
    return read_documented_answers((SURVEY / "answers.yaml").read_text(), "answers", questionnaire())


@cache
def published() -> PublishedContent:
    return read_published_content((SURVEY / "published.yaml").read_text(), "published", questionnaire())


@cache
def facts() -> dict[str, dict[str, str]]:
    with (CONTENT / "facts" / "facts.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def test_forty_five_questions_stand_in_five_sections() -> None:
    assert len(questionnaire().questions) == 45
    assert len(questionnaire().sections) == 5
    assert {question.kind for question in questionnaire().questions} == set(QuestionKind) - {
        QuestionKind.SCALE,
        QuestionKind.RANKING,
        QuestionKind.SHORT_TEXT,
        QuestionKind.MATRIX,
        QuestionKind.FILE,
        QuestionKind.DISPLAY,
    }
    assert [question.code for question in questionnaire().questions] == [f"q{rank:02}" for rank in range(1, 46)]


def test_the_note_says_that_the_wording_is_not_that_of_2013() -> None:
    assert "reconstituées" in questionnaire().note.fr
    assert "not the original questions" in questionnaire().note.en


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
        given = {number for number in (result.value, result.low, result.high) if number is not None}
        assert given <= stated, result.address
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
    result = next(result for result in published().results if result.address == address)
    assert (result.value, result.low, result.high) == numbers
