"""The tab-separated structure of LimeSurvey, read and written; it says the same survey as an .lss."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from autan.ground.errors import ImportFileError
from autan.survey.limesurvey.exporters.losses import list_text_losses
from autan.survey.limesurvey.exporters.structure import write_text_structure
from autan.survey.limesurvey.importers.structure import read_lime_text
from autan.survey.questionnaires.core.questionnaire import Questionnaire
from autan.survey.questionnaires.queries import convert_questionnaire, read_questionnaire_file
from tests.survey.limesurvey.lime_making import (
    DAY,
    answer_row,
    every_letter,
    lime_text,
    part_row,
    question_row,
    read_lime,
)
from tests.survey.limesurvey.test_answers import STRUCTURE, TABLES, archive

FORMATS = Path(__file__).parents[4] / "shared" / "data" / "formats"
HEAD = (
    "id\trelated_id\tclass\ttype/scale\tname\trelevance\ttext\thelp\tlanguage\tvalidation\tmandatory\tencrypted\tother"
    "\tdefault\tsame_default\tsame_script\tassessment_value\tmin_num_value_n\tsuffix"
)
ROWS = (
    ("S", "", "sid", "", "4321", "", "", {}),
    ("S", "", "language", "", "fr", "", "", {}),
    ("S", "", "additional_languages", "", "en", "", "", {}),
    ("SL", "", "surveyls_title", "", "Énergie", "", "fr", {}),
    ("SL", "", "surveyls_title", "", "Energy", "", "en", {}),
    ("G", "1", "Gouvernance", "1", "Qui décide", "", "fr", {}),
    ("Q", "L", "PLAN", "1", "Un <b>plan</b> ?", "Adopté", "fr", {"mandatory": "Y", "other": "Y"}),
    ("A", "0", "A1", "", "Oui", "", "fr", {}),
    ("A", "0", "A2", "", "Non", "", "fr", {}),
    ("Q", "N", "AGENTS", 'PLAN.NAOK == "A1"', "Agents\n(ETP)", "", "fr", {"min_num_value_n": "0", "suffix": "EUR"}),
    ("Q", ";", "GRILLE", "1", "Grille", "", "fr", {}),
    ("SQ", "0", "R1", "", "Ligne", "", "fr", {}),
    ("SQ", "1", "C1", "", "Colonne", "", "fr", {}),
    ("G", "1", "Governance", "1", "Who decides", "", "en", {}),
    ("Q", "L", "PLAN", "1", "A plan?", "Adopted", "en", {"mandatory": "Y", "other": "Y"}),
    ("A", "0", "A1", "", "Yes", "", "en", {}),
    ("A", "0", "A2", "", "No", "", "en", {}),
    ("QTA", "", "Quota 1", "", "", "", "", {"mandatory": "10"}),
)


def text_of(*rows: tuple[object, ...], head: str = HEAD) -> bytes:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, head.split("\t"), delimiter="\t", restval="", extrasaction="ignore")
    writer.writeheader()
    for kind, scale, name, relevance, text, help_text, language, others in rows:
        row = {"class": kind, "type/scale": scale, "name": name, "relevance": relevance, "text": text}
        writer.writerow({**row, "help": help_text, "language": language, **others})  # type: ignore[dict-item]
    return buffer.getvalue().encode("utf-8-sig")


def read(data: bytes) -> Questionnaire:
    return read_lime_text(data, "enquete.txt", version=DAY)[0]


def test_a_structure_is_read_language_by_language() -> None:
    questionnaire, warnings = read_lime_text(text_of(*ROWS), "enquete.txt", version=DAY)
    plan, agents, grid = questionnaire.questions
    assert (questionnaire.slug, questionnaire.title.fr, questionnaire.title.en) == (
        "limesurvey_4321",
        "Énergie",
        "Energy",
    )
    assert (plan.text.fr, plan.text.en, plan.help.en, plan.allows_other) == ("Un plan ?", "A plan?", "Adopted", True)
    assert plan.choices is not None
    assert [(choice.label.fr, choice.label.en) for choice in plan.choices.choices] == [("Oui", "Yes"), ("Non", "No")]
    assert (agents.unit, agents.bounds.low, agents.text.fr) == ("EUR", 0, "Agents (ETP)")
    assert agents.relevance is not None
    assert grid.rows is not None
    assert (grid.rows.codes, [column.code for column in grid.columns]) == (("r1",), ["c1"])
    assert any(warning.column == "tsv_QTA" for warning in warnings)


def test_what_is_written_is_read_again_and_says_the_same() -> None:
    once = read(text_of(*ROWS))
    again = read(write_text_structure(once).encode())
    assert replace(again, kept=()) == replace(once, kept=())
    assert {trait for trait in again.kept if "QTA" in trait.name} == {t for t in once.kept if "QTA" in t.name}
    assert read(write_text_structure(again).encode()) == again


@pytest.mark.parametrize("tables", [TABLES, every_letter()])
def test_an_lss_and_its_text_are_one_survey(tables: dict[str, list[dict[str, str]]]) -> None:
    from_xml = read_lime(tables)[0]
    from_text = read(write_text_structure(from_xml).encode())
    assert [replace(q, kept=()) for q in from_text.questions] == [replace(q, kept=()) for q in from_xml.questions]
    assert from_text.lists == from_xml.lists


@pytest.mark.skipif(not FORMATS.is_dir(), reason="the shared files are not here")
@pytest.mark.parametrize("name", ["limesurvey_questionnaire.lss", "limesurvey_questionnaire_reponses.lss"])
def test_real_surveys_keep_their_questions(name: str) -> None:
    from_xml = read_questionnaire_file((FORMATS / name).read_bytes(), name, version=DAY)[0]
    from_text = read(write_text_structure(from_xml).encode())
    assert [replace(q, kept=()) for q in from_text.questions] == [replace(q, kept=()) for q in from_xml.questions]


def test_convert_and_check_know_text_and_archives() -> None:
    questionnaire = read_lime(TABLES)[0]
    data, losses = convert_questionnaire(questionnaire, "enquete.txt")
    assert data.startswith(b"\xef\xbb\xbfid\trelated_id\tclass\t")
    assert read_questionnaire_file(data, "enquete.txt", version=DAY)[0].questions[0].code == "plan"
    assert losses == list_text_losses(questionnaire)
    lsa = archive(**{"survey_1.lss": STRUCTURE})
    assert read_questionnaire_file(lsa, "enquete.lsa", version=DAY)[0] == questionnaire
    with pytest.raises(ImportFileError) as caught:
        read_questionnaire_file(archive(**{"s.lss": STRUCTURE[:900]}), "enquete.lsa", version=DAY)
    assert caught.value.file == "enquete.lsa/s.lss"


def test_tables_and_scripts_without_a_row_are_told() -> None:
    tables = {**TABLES, "quota": [{"id": "1", "name": "Q"}]}
    tables["question_l10ns"] = [
        *TABLES["question_l10ns"],
        {"qid": "9", "script": "x()", "question": "P", "language": "fr"},
    ]
    losses = list_text_losses(read_lime(tables)[0])
    assert {(loss.column, loss.expected) for loss in losses} >= {
        ("quota", "perdu : cette table n’a pas de place dans le format .txt"),
        ("aides", "perdu : les scripts des questions"),
    }


def test_a_default_answer_keeps_its_place() -> None:
    row = ("Q", "S", "NOM", "1", "Nom ?", "", "fr", {"default": "Inconnu"})
    once = read(text_of(*ROWS[:1], ROWS[5], row))
    assert any(trait.name == "table.defaultvalue_l10ns" for trait in once.kept)
    written = write_text_structure(once)
    assert [
        line["default"] for line in csv.DictReader(io.StringIO(written), delimiter="\t") if line["class"] == "Q"
    ] == ["Inconnu"]


@pytest.mark.parametrize(
    ("data", "line", "expected"),
    [
        (b"nom\tvaleur\n", 1, "les en-têtes de LimeSurvey"),
        (b"\x00\x01", None, "un fichier texte"),
        (text_of(ROWS[6]), 2, "une question dans un groupe"),
        (text_of(ROWS[5], ROWS[7]), 3, "une réponse proposée sous une question"),
        (text_of(ROWS[5], ROWS[11]), 3, "une sous-question sous une question"),
        (text_of(ROWS[5]), None, "au moins une question"),
        (text_of(ROWS[5], ROWS[6], ROWS[6]), 4, "un code employé une seule fois"),
        (text_of(*ROWS)[:-1] + b'"coup', 21, "un texte séparé bien formé"),
        (text_of((*ROWS[6][:4], "x" * 200_000, *ROWS[6][5:])), 2, "au plus 131072 signes"),
    ],
)
def test_a_bad_text_is_refused(data: bytes, line: int | None, expected: str) -> None:
    with pytest.raises(ImportFileError) as caught:
        read(data)
    fault = caught.value.faults[0]
    assert fault.row == line
    assert expected in fault.expected


def test_an_unknown_type_and_an_lss_named_txt() -> None:
    row = (*ROWS[6][:1], "?", *ROWS[6][2:])
    questionnaire, warnings = read_lime_text(text_of(ROWS[5], row), "e.txt", version=DAY)
    assert questionnaire.questions[0].kind.value == "open"
    assert any(warning.value == "?" for warning in warnings)
    with pytest.raises(ImportFileError):
        read(lime_text(TABLES).encode())


BILINGUAL = [
    ("G", "Groupe"), ("Q", "ONE"), ("A", "A1"), ("A", "A2"), ("Q", "MANY"), ("SQ", "SQ1"), ("SQ", "SQ2"),
]  # fmt: skip


def test_rows_come_language_by_language_so_that_limesurvey_keeps_their_order() -> None:
    """LimeSurvey counts places from row to row: rows of two languages one after the other lose every order."""
    tables = {
        "groups": [{"gid": "1", "group_order": "1"}],
        "group_l10ns": [{"gid": "1", "group_name": "Groupe", "language": language} for language in ("fr", "en")],
        "questions": [question_row(1, "L", title="ONE"), question_row(2, "M", title="MANY")],
        "answers": [answer_row(11, 1, "A1"), answer_row(12, 1, "A2")],
        "subquestions": [part_row(21, 2, "SQ1"), part_row(22, 2, "SQ2")],
        "question_l10ns": [{"qid": "1", "question": "Lequel ?", "language": "fr"}],
    }
    written = write_text_structure(read_lime(tables)[0])
    rows = [
        row for row in csv.DictReader(io.StringIO(written), delimiter="\t") if row["class"] in {"G", "Q", "A", "SQ"}
    ]
    assert [(row["language"], row["class"], row["name"]) for row in rows] == [
        (language, *row) for language in ("fr", "en") for row in BILINGUAL
    ]
    assert read(written.encode()).questions == read_lime(tables)[0].questions


def test_a_default_shared_between_languages_comes_back_and_is_told() -> None:
    (shared,) = [row for row in ROWS if row[2] == "AGENTS"]
    row = (*shared[:-1], {**shared[-1], "same_default": "1"})
    found, warnings = read_lime_text(text_of(*ROWS[:9], row), "enquete.txt", version=DAY)
    assert any(warning.column == "AGENTS" and "same_default" in str(warning.value) for warning in warnings)
    written = csv.DictReader(io.StringIO(write_text_structure(found)), delimiter="\t")
    assert [row["same_default"] for row in written if row["name"] == "AGENTS"] == ["1", "1"]
