"""What ours does not hold of a LimeSurvey file is said, kept, and written again under numbers that hold."""

import csv
import io
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from autan.ground.errors import Fault
from autan.ground.wordings import Text
from autan.survey.limesurvey.exporters.losses import list_losses
from autan.survey.limesurvey.exporters.structure import write_limesurvey, write_text_structure
from autan.survey.limesurvey.importers.structure import read_lime_text, read_limesurvey
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.questionnaire import Choice, ChoiceList, Question, Questionnaire, Section
from autan.survey.questionnaires.exporters.yaml_file import write_questionnaire
from autan.survey.questionnaires.importers import read_questionnaire
from tests.survey.limesurvey.lime_making import DAY, Rows, answer_row, part_row, question_row, read_lime

ONE, MANY, BOTH, DUAL = "12345X1X1", "12345X1X2", "12345X1X3", "12345X1X4"
TABLES: dict[str, Rows] = {
    "groups": [{"gid": "1", "sid": "12345", "group_order": "1", "randomization_group": "a"}],
    "group_l10ns": [{"gid": "1", "group_name": "Énergie", "language": "fr"}],
    "questions": [
        question_row(1, "L", title="ONE", other="Y"),
        question_row(2, "M", title="MANY"),
        question_row(3, "N", title="BOTH", relevance=f'({ONE}.NAOK == "A1")'),
        question_row(4, "1", title="DUAL"),
        question_row(5, "S", title="SHORT", relevance=f"strlen({ONE}other) > 2 && {MANY}SQ1.NAOK != 'Y'"),
        question_row(6, "X", title="READ"),
    ],
    "subquestions": [
        part_row(21, 2, "SQ1"),
        part_row(22, 2, "SQ2") | {"relevance": f'{ONE}.NAOK == "A2"'},
        part_row(41, 4, "R1"),
    ],
    "question_l10ns": [
        {
            "qid": "1",
            "question": '<p>Un <a href="https://exemple.fr/d">plan</a> <img src="p.png"></p>',
            "language": "fr",
        },
        {"qid": "3", "question": "Combien", "language": "fr"},
        {"qid": "6", "question": f"Vous dites {{INSERTANS:{ONE}}} et {{MANY_SQ1.shown}}", "language": "fr"},
    ],
    "answers": [
        answer_row(1, 1, "A1") | {"assessment_value": "3"},
        answer_row(2, 1, "A2") | {"assessment_value": "0"},
        answer_row(3, 4, "A1", "0"),
        answer_row(4, 4, "B1", "1"),
    ],
    "question_attributes": [
        {"qid": "2", "attribute": "hidden", "value": "1", "language": ""},
        {"qid": "2", "attribute": "statistics_showgraph", "value": "1", "language": ""},
        {"qid": "2", "attribute": "max_filesize", "value": "1", "language": ""},
        {"qid": "3", "attribute": "suffix", "value": "€", "language": "fr"},
        {"qid": "3", "attribute": "suffix", "value": "€", "language": "en"},
    ],
    "assessments": [{"id": "1", "sid": "12345", "scope": "G", "gid": "1", "name": "Score"}],
    "survey_url_parameters": [{"id": "1", "sid": "12345", "parameter": "siren", "targetqid": "5", "targetsqid": ""}],
    "surveys": [
        {"sid": "12345", "language": "fr", "assessments": "Y", "adminemail": "a@exemple.fr", "bounce_email": "b@x.fr"}
    ],
    "surveys_languagesettings": [
        {"surveyls_language": "fr", "surveyls_title": "Essai", "surveyls_email_invite": "Bonjour {FIRSTNAME}"}
    ],
}


def said(warnings: tuple[Fault, ...]) -> dict[str | None, list[str | None]]:
    """Values of the warnings, by place."""
    texts: dict[str | None, list[str | None]] = {}
    for warning in warnings:
        texts.setdefault(warning.column, []).append(warning.value)
    return texts


def tables_of(questionnaire: Questionnaire) -> dict[str, list[Mapping[str, str]]]:
    """Rows of the .lss written, read apart."""
    root = ET.fromstring(write_limesurvey(questionnaire))  # noqa: S314 — our own output
    return {table.tag: [{c.tag: c.text or "" for c in row} for row in table.iter("row")] for table in root}


def test_everything_without_a_place_is_said() -> None:
    places = said(read_lime(TABLES)[1])
    assert places["ONE"] == ["<img>"]
    assert places["one"] == ["A1 = 3"]
    assert places["many.SQ2"] == ['ONE.NAOK == "A2"']
    assert places["MANY"] == ["hidden", "max_filesize"]
    assert places["READ"] == ["{ONE.shown}, {MANY_SQ1.shown}"]
    assert places["surveys"] == ["assessments", "adminemail, bounce_email"]
    assert places["surveys_languagesettings"] == ["surveyls_email_invite"]


def test_everything_kept_is_written_again() -> None:
    written = tables_of(read_lime(TABLES)[0])
    titles = {row["qid"]: row["title"] for row in (*written["questions"], *written["subquestions"])}
    assert {row["code"]: row["assessment_value"] for row in written["answers"] if titles[row["qid"]] == "ONE"} == {
        "A1": "3",
        "A2": "0",
    }
    assert {row["title"]: row["relevance"] for row in written["subquestions"]} == {
        "SQ1": "1",
        "SQ2": 'ONE.NAOK == "A2"',
        "R1": "1",
    }
    (group,) = written["groups"]
    assert written["assessments"][0]["gid"] == group["gid"]
    assert titles[written["survey_url_parameters"][0]["targetqid"]] == "SHORT"
    assert written["surveys"][0]["assessments"] == "Y"
    assert not {"adminemail", "bounce_email"} & {*written["surveys"][0]}
    assert written["surveys_languagesettings"][0]["surveyls_email_invite"] == "Bonjour {FIRSTNAME}"
    suffixes = {
        (row["language"], row["value"]) for row in written["question_attributes"] if row["attribute"] == "suffix"
    }
    assert suffixes == {("fr", "€"), ("en", "€")}


def test_numbers_of_the_file_become_codes() -> None:
    questionnaire = read_lime(TABLES)[0]
    text = write_limesurvey(questionnaire)
    assert not re.search(r"\d+X\d+X\d", text)
    assert "Vous dites {ONE.shown} et {MANY_SQ1.shown}" in text
    equations = {row["title"]: row["relevance"] for row in tables_of(questionnaire)["questions"]}
    assert equations["BOTH"] == '(ONE.NAOK == "A1")'
    assert equations["SHORT"] == "strlen(ONE_other) > 2 && MANY_SQ1.NAOK != 'Y'"


@pytest.mark.parametrize(
    ("name", "method", "value", "equation"),
    [
        (f"{BOTH}", ">", "3", "BOTH.NAOK > 3"),
        (f"{ONE}", "RX", "/^A/", '((regexMatch("/^A/", ONE.NAOK)))'),
        (f"{DUAL}R1#0", "==", "A1", '((DUAL_R1_0.NAOK == "A1"))'),
        (f"{ONE}other", "a<b", 'dit "m"', "((ONE_other.NAOK < 'dit \"m\"'))"),
        ("{TOKEN:ATTRIBUTE_1}", "==", "epci", '((TOKEN:ATTRIBUTE_1 == "epci"))'),
        (f"{BOTH}", "<", f"@{ONE}@", "((BOTH.NAOK < ONE.NAOK))"),
        (f"{BOTH}", "==", "{TOKEN:ATTRIBUTE_1}", "((BOTH.NAOK == TOKEN:ATTRIBUTE_1))"),
    ],
)
def test_older_conditions_become_equations_that_limesurvey_reads(
    name: str, method: str, value: str, equation: str
) -> None:
    row = {"qid": "5", "cqid": "1", "cfieldname": name, "method": method, "value": value, "scenario": "1"}
    questions = [{**each, "relevance": "1"} for each in TABLES["questions"]]
    questionnaire = read_lime({**TABLES, "questions": questions, "conditions": [row]})[0]
    written = next(row["relevance"] for row in tables_of(questionnaire)["questions"] if row["title"] == "SHORT")
    assert written.replace("(", "").replace(")", "") == equation.replace("(", "").replace(")", "")


def test_older_conditions_on_a_box_and_on_no_answer_are_translated() -> None:
    rows = [
        {"qid": "5", "cqid": "2", "cfieldname": MANY, "method": "==", "value": "SQ1", "scenario": "1"},
        {"qid": "3", "cqid": "1", "cfieldname": ONE, "method": "!=", "value": " ", "scenario": "1"},
    ]
    questions = [{**each, "relevance": "1"} for each in TABLES["questions"]]
    written = tables_of(read_lime({**TABLES, "questions": questions, "conditions": rows})[0])["questions"]
    equations = {row["title"]: row["relevance"] for row in written}
    assert (equations["SHORT"], equations["BOTH"]) == ('(MANY_SQ1.NAOK == "Y")', "(!is_empty(ONE.NAOK))")


def test_a_text_file_holds_conditions_of_parts_points_and_random_groups() -> None:
    tables = {
        **TABLES,
        "question_attributes": [{"qid": "2", "attribute": "assessment_value", "value": "4", "language": ""}],
    }
    once = read_lime(tables)[0]
    again = read_lime_text(write_text_structure(once).encode(), "e.txt", version=DAY)[0]
    assert again.lists == once.lists
    assert again.sections[0].kept == once.sections[0].kept
    assert any(trait.name == "attribute.assessment_value" for trait in again.question("many").kept)


def test_a_default_answer_of_an_older_file_is_written_as_text() -> None:
    rows = [{"qid": "5", "sqid": "0", "scale_id": "0", "language": "fr", "defaultvalue": "Inconnu"}]
    written = write_text_structure(read_lime({**TABLES, "defaultvalues": rows}, version="178")[0])
    lines = csv.DictReader(io.StringIO(written), delimiter="\t")
    assert [line["default"] for line in lines if line["name"] == "SHORT" and line["language"] == "fr"] == ["Inconnu"]


def test_words_that_limesurvey_keeps_for_itself_are_no_codes() -> None:
    choices = ChoiceList(code="l", choices=(Choice(code="time", label=Text("Temps", "")),))
    questions = (
        Question(code="this", kind=QuestionKind.OPEN, text=Text("Ceci", "")),
        Question(code="le", kind=QuestionKind.MULTIPLE, text=Text("Quoi", ""), choices=choices),
    )
    section = Section(code="s", title=Text("S", ""), questions=questions)
    questionnaire = Questionnaire(
        slug="q", version=DAY, title=Text("Q", ""), note=Text("", ""), sections=(section,), lists=(choices,)
    )
    written = tables_of(questionnaire)
    assert [row["title"] for row in (*written["questions"], *written["subquestions"])] == ["this2", "le2", "time2"]
    losses = {(loss.column, loss.expected) for loss in list_losses(questionnaire)}
    assert ("le", "changé : des codes sont récrits (le, time)") in losses


def test_settings_are_kept_once_and_read_the_same() -> None:
    questionnaire = read_lime(TABLES)[0]
    settings = next(trait for trait in questionnaire.kept if trait.name == "settings")
    assert json.loads(settings.value) == {"assessments": "Y"}
    assert read_limesurvey(write_limesurvey(questionnaire).encode(), "e.lss", version=DAY)[0] == questionnaire


@pytest.mark.parametrize("place", ["--1", "9" * 5000, "١"])
def test_a_place_that_is_no_number_stops_nothing(place: str) -> None:
    tables = TABLES | {"groups": [{"gid": "1", "sid": "12345", "group_order": place}]}
    assert len(read_lime(tables)[0].sections) == 1


def with_default(sqid: str) -> Questionnaire:
    """A survey whose box, or whose question, has a default value."""
    return read_lime(
        {
            **TABLES,
            "defaultvalues": [
                {"dvid": "1", "qid": "2", "sqid": sqid, "scale_id": "0", "specialtype": ""},
                {"dvid": "2", "qid": "5", "sqid": "0", "scale_id": "0", "specialtype": ""},
            ],
            "defaultvalue_l10ns": [
                {"id": "1", "dvid": "1", "language": "fr", "defaultvalue": "Y"},
                {"id": "2", "dvid": "2", "language": "fr", "defaultvalue": "Inconnu"},
            ],
        }
    )[0]


def test_the_default_of_a_box_that_was_renamed_is_left_out_and_told() -> None:
    """LimeSurvey refuses a file in which a default value is about a sub-question that the file has not."""
    questionnaire = with_default("21")
    (question,) = [question for question in questionnaire.questions if question.code == "many"]
    assert question.choices is not None
    renamed = replace(question.choices, choices=(Choice(code="autre_nom", label=Text("A", "")),), kept=())
    sections = tuple(
        replace(
            section,
            questions=tuple(replace(q, choices=renamed) if q is question else q for q in section.questions),
        )
        for section in questionnaire.sections
    )
    changed = replace(questionnaire, sections=sections)
    written = tables_of(changed)
    assert [row["dvid"] for row in written["defaultvalues"]] == ["2"]
    assert [row["defaultvalue"] for row in written["defaultvalue_l10ns"]] == ["Inconnu"]
    assert [(loss.column, loss.value) for loss in list_losses(changed) if "qui n’est plus là" in loss.expected] == [
        ("defaultvalues", "MANY_SQ1")
    ]
    assert not [loss for loss in list_losses(questionnaire) if "qui n’est plus là" in loss.expected]


def test_sub_questions_beside_the_answers_of_a_ranking_are_told() -> None:
    tables = {
        "groups": [{"gid": "1", "group_order": "1"}],
        "questions": [question_row(1, "R", title="RANG")],
        "answers": [answer_row(11, 1, "A1"), answer_row(12, 1, "A2")],
        "subquestions": [part_row(101, 1, "1"), part_row(102, 1, "2")],
    }
    found, warnings = read_lime(tables)
    choices = found.question("rang").choices
    assert choices is not None
    assert choices.codes == ("a1", "a2")
    assert ("RANG", "1, 2") in {(warning.column, warning.value) for warning in warnings}
    parts_alone, warnings = read_lime({**tables, "answers": []})
    assert not [warning for warning in warnings if warning.value == "1, 2"]
    assert len(parts_alone.question("rang").choices.codes) == 2  # type: ignore[union-attr]


def test_a_help_in_italian_alone_does_not_become_the_french_one() -> None:
    tables = {
        "groups": [{"gid": "1", "group_order": "1"}],
        "questions": [question_row(1, "S", title="UN")],
        "question_l10ns": [
            {"qid": "1", "question": "Quoi ?", "help": "", "language": "fr"},
            {"qid": "1", "question": "Cosa?", "help": "Aiuto", "language": "it"},
        ],
    }
    found, _ = read_lime(tables, languages="fr it")
    assert found.question("un").help == Text("", "")
    helps = {row["language"]: row.get("help", "") for row in tables_of(found)["question_l10ns"]}
    assert helps == {"fr": "", "it": "Aiuto"}


def test_a_question_without_french_is_shown_otherwise_and_written_as_it_was() -> None:
    tables = {
        "groups": [{"gid": "1", "group_order": "1"}],
        "questions": [question_row(1, "S", title="UN")],
        "question_l10ns": [{"qid": "1", "question": "What?", "help": "Help", "language": "en"}],
    }
    found, _ = read_lime(tables)
    assert (found.question("un").text.fr, found.question("un").help.fr) == ("What?", "Help")
    assert read_questionnaire(write_questionnaire(found), "essai.yaml") == found
    rows = tables_of(found)["question_l10ns"]
    assert [(row["language"], row.get("question", "")) for row in rows] == [("fr", ""), ("en", "What?")]
