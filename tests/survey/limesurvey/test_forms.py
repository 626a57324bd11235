"""Less usual forms of LimeSurvey's answers: headings of codes with words, of R, words of ranks, what is not read."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any

import pytest

from autan.survey.campaigns.core.exchange import AnswerSheet, SheetAnswer
from autan.survey.formats.importers.answers.files import read_answers
from tests.survey.limesurvey.lime_making import Rows, answer_row, lime_text, part_row, question_row, read_lime

TABLES: dict[str, Rows] = {
    "groups": [{"gid": "1", "sid": "12345", "group_order": "1"}],
    "questions": [
        question_row(1, "L", title="PLAN", other="Y"),
        question_row(2, "1", title="DUAL"),
        question_row(3, "R", title="RANGS"),
        question_row(4, "|", title="FICHIER"),
        question_row(5, "E", title="SENS"),
        question_row(6, "*", title="SOMME"),
    ],
    "subquestions": [part_row(21, 2, "SQ001"), part_row(51, 5, "SQ001")],
    "question_l10ns": [
        {"qid": "1", "question": "Un plan ?", "language": "fr"},
        {"qid": "3", "question": "Classez", "language": "fr"},
        {"qid": "4", "question": "Le document", "language": "fr"},
    ],
    "answers": [
        *(answer_row(10 + n, 1, f"A{n}") for n in (1, 2)),
        *(answer_row(20 + n, 2, f"A{n}", "0") for n in (1, 2)),
        answer_row(23, 2, "B1", "1"),
        *(answer_row(30 + n, 3, f"A{n}") for n in (1, 2)),
    ],
    "question_attributes": [
        {"qid": "1", "attribute": "other_replace_text", "value": "Un autre plan :", "language": "fr"}
    ],
}
FILE = '[{"title":"Le plan","comment":"adopté","name":"plan%20de%202019.pdf","filename":"fu_1"}]'


def read(cells: Mapping[str, str]) -> AnswerSheet:
    """Read one response whose cells are given by heading."""
    lines = [[f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in line] for line in (cells, cells.values())]
    text = "\ufeff" + "\r\n".join(",".join(line) for line in lines)
    return read_answers(text.encode(), "reponses.csv", read_lime(TABLES)[0])


def answers(sheet: AnswerSheet) -> dict[str, SheetAnswer]:
    assert sheet.faults == ()
    (row,) = sheet.rows
    return {answer.question: answer for answer in row.answers}


FIXED = {"id": "4", "submitdate": "2013-05-02 10:00:00", "lastpage": "3", "token": "abc"}


@pytest.mark.parametrize("sign", [". ", ": ", " : "])
def test_codes_with_words_name_the_fixed_columns_too(sign: str) -> None:
    named = {
        f"id{sign}Id de la réponse": "4",
        f"submitdate{sign}Date de soumission": "2013-05-02 10:00:00",
        f"lastpage{sign}Dernière page": "3",
        f"token{sign}Code d'accès": "abc",
        f"PLAN{sign}Un plan ?": "A1",
        f"DUAL[SQ001][2]{sign}Deux échelles [Ligne][Échelle 2]": "B1",
    }
    sheet = read(named)
    found = answers(sheet)
    assert (sheet.rows[0].key, sheet.rows[0].token) == ("4", "abc")
    assert (found["plan"].value, found["dual"].value) == ("a1", {"sq001": {"scale_2": "b1"}})


def test_r_writes_a_dual_scale_with_two_dots() -> None:
    found = answers(read({**FIXED, "DUAL.SQ001..1.": "A2", "DUAL.SQ001..2.": "B1"}))
    assert found["dual"].value == {"sq001": {"scale_1": "a2", "scale_2": "b1"}}


@pytest.mark.parametrize("word", ["Classement", "Rang", "Ranking", "Rank"])
def test_ranks_in_words(word: str) -> None:
    found = answers(read({**FIXED, f"Classez [{word} 1]": "A2", f"Classez [{word} 2]": "A1"}))
    assert found["rangs"].value == ["a2", "a1"]


@pytest.mark.parametrize(
    ("word", "code"), [("Augmenter", "increase"), ("Sans changement", "same"), ("Diminue", "decrease"), ("S", "same")]
)
def test_words_of_a_trend(word: str, code: str) -> None:
    assert answers(read({**FIXED, "SENS[SQ001]": word}))["sens"].value == {"sq001": {"answer": code}}


def test_words_that_stand_for_other() -> None:
    assert answers(read({**FIXED, "PLAN": "Un autre plan :", "PLAN[other]": "Agenda 21"}))["plan"].value == {
        "other": "Agenda 21"
    }


def test_a_file_keeps_its_plain_name_its_title_and_its_comment() -> None:
    answer = answers(read({**FIXED, "Le document": FILE, "filecount - Le document": "1"}))["fichier"]
    assert (answer.value, answer.note) == ({"name": "plan de 2019.pdf"}, "Le plan ; adopté")


def test_a_computed_answer_is_not_left_without_a_word() -> None:
    said = [(warning.column, warning.expected) for warning in read({**FIXED, "SOMME": "80"}).warnings]
    assert ("SOMME", "la réponse à une question (celle-ci, calculée ou choisie avant, n’est pas lue)") in said
    assert not any(column == "SOMME" for column, _ in ((w.column, w) for w in read({**FIXED, "SOMME": ""}).warnings))


def test_files_of_an_archive_that_are_not_read_are_told() -> None:
    responses = {"responses": [{"id": "1", "submitdate": "2013-05-02", "_12345X1X1": "A1"}]}
    members: dict[str, Any] = {
        "survey_1.lss": lime_text(TABLES),
        "survey_1_responses.lsr": lime_text(responses, kind="Responses"),
        "survey_1_timings.lsi": lime_text({"timings": [{"id": "1"}]}, kind="Timings"),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as written:
        for name, content in members.items():
            written.writestr(name, content)
    sheet = read_answers(stream.getvalue(), "enquete.lsa", read_lime(TABLES)[0])
    assert answers(sheet)["plan"].value == "a1"
    assert [warning.expected for warning in sheet.warnings if warning.value == "survey_1_timings.lsi"] == [
        "un fichier de réponses (celui-ci n’est pas lu)"
    ]
