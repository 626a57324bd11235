"""Responses of LimeSurvey: every type, every form of headings, every fault with its place."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any

import pytest

from autan.ground.errors import Fault, ImportFileError
from autan.survey.campaigns.core.exchange import AnswerSheet
from autan.survey.formats.importers.answers.files import read_answers
from autan.survey.formats.importers.answers.readers import read_participants, with_participants
from autan.survey.limesurvey.core.answer_columns import list_answer_columns
from autan.survey.limesurvey.core.headings import resolve_headings
from autan.survey.limesurvey.importers.answers import is_limesurvey
from autan.survey.questionnaires.core.questionnaire import Questionnaire
from tests.survey.limesurvey.lime_making import answer_row, every_letter, lime_text, part_row, question_row, read_lime

TABLES = {
    "groups": [{"gid": "1", "sid": "12345", "group_order": "1"}],
    "questions": [
        question_row(7, "L", title="PLAN", other="Y"),
        question_row(8, "M", title="THEMES", other="Y"),
        question_row(9, "P", title="AIDES"),
        question_row(10, "1", title="DUAL"),
        question_row(11, ";", title="GRILLE"),
        question_row(12, "R", title="RANGS"),
        question_row(13, "|", title="FICHIER"),
        question_row(14, "O", title="AVIS"),
        question_row(15, "Y", title="ELU"),
        question_row(16, "N", title="AGENTS"),
        question_row(17, "D", title="DATE"),
        question_row(18, "A", title="NOTES"),
        question_row(19, "5", title="CINQ"),
        question_row(20, "K", title="PARTS"),
        question_row(21, "X", title="LIRE"),
        question_row(72, "S", title="AUTRE"),
    ],
    "subquestions": [
        part_row(801, 8, "SQ001"),
        part_row(802, 8, "2"),
        part_row(901, 9, "SQ001"),
        part_row(1001, 10, "SQ001"),
        part_row(1101, 11, "R1"),
        part_row(1102, 11, "C1", "1"),
        part_row(1103, 11, "C2", "1"),
        part_row(1801, 18, "SQ001"),
        part_row(2001, 20, "SQ001"),
        part_row(2002, 20, "SQ002"),
    ],
    "answers": [
        answer_row(71, 7, "A1"),
        answer_row(72, 7, "A2"),
        answer_row(101, 10, "A1", "0"),
        answer_row(102, 10, "B1", "1"),
        answer_row(121, 12, "A1"),
        answer_row(122, 12, "A2"),
        answer_row(141, 14, "A1"),
    ],
    "question_l10ns": [
        {"qid": "7", "question": "Avez-vous un <b>plan</b> ?", "language": "fr"},
        {"qid": "8", "question": "Quels thèmes ?", "language": "fr"},
        {"qid": "801", "question": "Bois", "language": "fr"},
        {"qid": "802", "question": "Solaire", "language": "fr"},
        {"qid": "901", "question": "Région", "language": "fr"},
        {"qid": "10", "question": "Deux échelles", "language": "fr"},
        {"qid": "1001", "question": "Ligne", "language": "fr"},
        {"qid": "12", "question": "Classez", "language": "fr"},
        {"qid": "16", "question": "Combien d’agents travaillent au plan ?", "language": "fr"},
        {"qid": "72", "question": "Autre chose ?", "language": "fr"},
    ],
    "answer_l10ns": [
        {"aid": "71", "answer": "Oui, adopté", "language": "fr"},
        {"aid": "72", "answer": "Non", "language": "fr"},
    ],
    "question_attributes": [{"qid": "20", "attribute": "equals_num_value", "value": "100"}],
}  # fmt: skip
STRUCTURE = lime_text(TABLES).encode()
FIXED = {"id": "4", "submitdate": "2013-05-02 10:00:00", "lastpage": "3", "startlanguage": "fr", "seed": "1"}


@pytest.fixture(scope="module")
def questionnaire() -> Questionnaire:
    return read_lime(TABLES)[0]


def read(
    cells: Mapping[str, str], questionnaire: Questionnaire, *, separator: str = ",", **options: Any
) -> AnswerSheet:
    """Read one response whose cells are given by heading."""
    fields = {**FIXED, **cells}
    quoted = [[f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in line] for line in (fields, fields.values())]
    text = "\ufeff" + "\r\n".join(separator.join(line) for line in quoted)
    return read_answers(text.encode(), "reponses.csv", questionnaire, **options)


def values(sheet: AnswerSheet) -> dict[str, Any]:
    assert sheet.faults == ()
    (row,) = sheet.rows
    return {answer.question: answer.value for answer in row.answers}


def test_words_that_no_choice_has_are_left_empty_aloud(questionnaire: Questionnaire) -> None:
    sheet = read({"PLAN": "Sans objet", "AGENTS": "N/A", "ELU": "Y"}, questionnaire)
    assert values(sheet) == {"elu": "yes"}
    left = {(fault.column, fault.value) for fault in sheet.warnings if "vides" in fault.expected}
    assert left == {("PLAN", "Sans objet"), ("AGENTS", "N/A")}


@pytest.mark.parametrize(("beside", "answer"), [("Oui", "a1"), ("A1", "a5"), ("", None)])
def test_a_code_that_is_the_words_of_another_choice_is_not_guessed(beside: str, answer: str | None) -> None:
    """Codes 1 to 5 whose words go from 5 to 1: what the rest of the file is written in tells, else it is asked."""
    tables = {
        "groups": [{"gid": "1", "group_order": "1"}],
        "questions": [question_row(1, "L", title="Q1"), question_row(2, "L", title="Q2")],
        "answers": [*(answer_row(n, 1, str(n)) for n in range(1, 6)), answer_row(21, 2, "A1"), answer_row(22, 2, "A2")],
        "answer_l10ns": [
            *({"aid": str(n), "answer": str(6 - n), "language": "fr"} for n in range(1, 6)),
            {"aid": "21", "answer": "Oui", "language": "fr"},
        ],
    }  # fmt: skip
    sheet = read({"Q1": "5", "Q2": beside}, read_lime(tables)[0])
    given = {item.question: item.value for row in sheet.rows for item in row.answers}
    assert given.get("q1") == answer
    assert [fault.column for fault in sheet.faults] == ([] if answer else ["Q1"])


IN_CODES = {
    "PLAN": "-oth-", "PLAN[other]": "En cours",
    "THEMES[SQ001]": "Y", "THEMES[2]": "", "THEMES[other]": "Eau",
    "AIDES[SQ001]": "Y", "AIDES[SQ001comment]": "Depuis 2010",
    "DUAL[SQ001][1]": "A1", "DUAL[SQ001][2]": "B1",
    "GRILLE[R1_C1]": "texte", "GRILLE[R1_C2]": "",
    "RANGS[1]": "A2", "RANGS[2]": "A1",
    "FICHIER": '[{"name":"plan.pdf","size":"12"}]', "FICHIER[filecount]": "1",
    "AVIS": "A1", "AVIS[comment]": "Précision",
    "ELU": "Y", "AGENTS": "12.0000000000", "DATE": "2013-04-01 00:00:00",
    "NOTES[SQ001]": "3", "CINQ": "4", "PARTS[SQ001]": "60", "PARTS[SQ002]": "40", "LIRE": "",
    "AUTRE": "Rien",
}  # fmt: skip
ANSWERS = {
    "plan": {"other": "En cours"},
    "themes": {"choices": ["sq001"], "other": "Eau"},
    "aides": {"choices": ["sq001"]},
    "dual": {"sq001": {"scale_1": "a1", "scale_2": "b1"}},
    "grille": {"r1": {"c1": "texte"}},
    "rangs": ["a2", "a1"],
    "fichier": {"name": "plan.pdf"},
    "avis": {"choice": "a1", "text": "Précision"},
    "elu": "yes",
    "agents": 12,
    "date": "2013-04-01",
    "notes": {"sq001": {"answer": "n3"}},
    "cinq": 4,
    "parts": {"sq001": 60, "sq002": 40},
    "autre": "Rien",
}


@pytest.mark.parametrize("separator", [",", ";"])
def test_headings_in_codes(questionnaire: Questionnaire, separator: str) -> None:
    sheet = read(IN_CODES, questionnaire, separator=separator)
    assert values(sheet) == ANSWERS
    (row,) = sheet.rows
    assert (row.key, row.submitted_at, row.language) == ("4", "2013-05-02 10:00:00", "fr")
    aides = row.answer_to("aides")
    assert aides is not None
    assert aides.note == "Région\u00a0: Depuis 2010"
    assert [warning.value for warning in sheet.warnings] == ["lastpage, seed"]


def test_headings_of_r_and_of_underscores(questionnaire: Questionnaire) -> None:
    sheet = read({"THEMES.SQ001.": "Y", "GRILLE_R1_C2": "x"}, questionnaire)
    assert values(sheet) == {"themes": {"choices": ["sq001"]}, "grille": {"r1": {"c2": "x"}}}


OLD_NUMBERS = {
    "12345X1X7": "A1", "12345X1X82": "Y", "12345X1X8SQ001": "Y", "12345X1X9SQ001comment": "mot", "12345X1X9SQ001": "Y",
    "12345X1X10SQ001#0": "A1", "12345X1X10SQ001#1": "B1", "12345X1X11R1_C2": "t", "12345X1X121": "A1",
    "12345X1X13": "", "12345X1X13_filecount": "", "12345X1X14comment": "c", "12345X1X72": "Rien",
}  # fmt: skip
NEW_NUMBERS = {
    "Q7": "A1", "Q8_S802": "Y", "Q8_S801": "Y", "Q9_S901_Ccomment": "mot", "Q9_S901": "Y", "Q10_S1001#0": "A1",
    "Q10_S1001#1": "B1", "Q11_S1101_S1103": "t", "Q12_S1": "A1", "Q13": "", "Q13_Cfilecount": "", "Q14_Ccomment": "c",
    "Q72": "Rien",
}  # fmt: skip
NUMBERED = {
    "plan": "a1",
    "themes": {"choices": ["sq001", "a2"]},
    "aides": {"choices": ["sq001"]},
    "dual": {"sq001": {"scale_1": "a1", "scale_2": "b1"}},
    "grille": {"r1": {"c2": "t"}},
    "rangs": ["a1"],
    "avis": {"choice": None, "text": "c"},
    "autre": "Rien",
}


@pytest.mark.parametrize("cells", [OLD_NUMBERS, NEW_NUMBERS])
def test_headings_by_numbers_need_the_structure(questionnaire: Questionnaire, cells: Mapping[str, str]) -> None:
    sheet = read(cells, questionnaire, structure=(STRUCTURE, "enquete.lss"))
    assert values(sheet) == NUMBERED
    assert [warning.value for warning in sheet.warnings] == ["lastpage, seed"]
    with pytest.raises(ImportFileError) as caught:
        read(cells, questionnaire)
    (fault,) = caught.value.faults
    assert (fault.row, "--structure" in fault.expected) == (1, True)
    half = read({**cells, "PLAN": "A1"}, questionnaire)
    assert sum("--structure" in warning.expected for warning in half.warnings) == len(cells)


def test_a_file_that_answers_no_question_is_refused(questionnaire: Questionnaire) -> None:
    with pytest.raises(ImportFileError) as caught:
        read({"INCONNUE": "1"}, questionnaire)
    (fault,) = caught.value.faults
    assert (fault.value, fault.expected) == ("INCONNUE", "au moins une question de la campagne")


def test_the_longest_number_of_question_wins() -> None:
    """Question 7 with the part « 2 » and question 72 are written alike when they are in one group."""
    tables = {
        "groups": [{"gid": "1", "group_order": "1"}],
        "questions": [question_row(7, "M", title="SEPT"), question_row(72, "S", title="LONG")],
        "subquestions": [part_row(701, 7, "2"), part_row(702, 7, "1")],
    }
    questionnaire = read_lime(tables)[0]
    cells = {"12345X1X72": "Texte", "12345X1X71": "Y"}
    sheet = read(cells, questionnaire, structure=(lime_text(tables).encode(), "e.lss"))
    assert values(sheet) == {"sept": {"choices": ["a1"]}, "long": "Texte"}


def test_a_code_like_a_number_is_told_by_the_file_as_a_whole() -> None:
    tables = {
        "groups": [{"gid": "1", "group_order": "1"}],
        "questions": [question_row(2, "S", title="Q1"), question_row(1, "S", title="Q2")],
    }
    questionnaire = read_lime(tables)[0]
    structure = (lime_text(tables).encode(), "e.lss")
    assert values(read({"Q1": "un", "Q2": "deux"}, questionnaire, structure=structure)) == {"q1": "un", "q2": "deux"}


IN_WORDS = {
    "Avez-vous un plan ?": "Oui, adopté",
    "Avez-vous un plan ? [Autre]": "",
    "Quels thèmes ? [Bois]": "Oui",
    "Quels thèmes ? [Solaire]": "Non",
    "Deux échelles [Ligne] [Échelle 1]": "A1",
    "Classez [Rang 1]": "A2",
    "Combien d’agents travaillent au plan ?": "3",
    "AUTRE. Autre chose ?": "Rien",
}
WORDED = {
    "plan": "a1",
    "themes": {"choices": ["sq001"]},
    "dual": {"sq001": {"scale_1": "a1"}},
    "rangs": ["a2"],
    "agents": 3,
    "autre": "Rien",
}


def test_headings_in_words(questionnaire: Questionnaire) -> None:
    assert values(read(IN_WORDS, questionnaire)) == WORDED


def test_headings_cut_short(questionnaire: Questionnaire) -> None:
    cells = {
        "Avez-vous un pl.. ": "A2",
        "Quels thèm… [Sol.. ]": "Y",
        "Combien d’agent.. Co": "3",
        "Deux éc.. De [Li.. ][Échelle 2]": "B1",
    }
    expected = {"plan": "a2", "themes": {"choices": ["a2"]}, "agents": 3, "dual": {"sq001": {"scale_2": "b1"}}}
    assert values(read(cells, questionnaire)) == expected


def test_headings_of_codes_with_words_and_of_variables(questionnaire: Questionnaire) -> None:
    cells = {
        "PLAN. Avez-vous un plan ?": "A1",
        "THEMES[2]. Quels thèmes ? [Solaire]": "Y",
        "DUAL_SQ001_0": "A1",
        "GRILLE_R1_C2": "x",
        "Combien_d’agents_travaillent_au_plan_?": "3",
    }
    assert values(read(cells, questionnaire)) == {
        "plan": "a1",
        "themes": {"choices": ["a2"]},
        "dual": {"sq001": {"scale_1": "a1"}},
        "grille": {"r1": {"c2": "x"}},
        "agents": 3,
    }


def test_comments_scales_and_long_answers_in_words() -> None:
    tables = {
        **TABLES,
        "question_attributes": [
            {"qid": "10", "attribute": "dualscale_headerA", "value": "Avant", "language": "fr"},
            {"qid": "10", "attribute": "dualscale_headerB", "value": "Nachher", "language": "de"},
        ],
        "question_l10ns": [*TABLES["question_l10ns"], {"qid": "9", "question": "Quelles aides ?", "language": "fr"}],
    }
    cells = {
        "Deux échelles [Ligne][Avant]": "A1",
        "Deux échelles [Ligne][Nachher]": "B1",
        "Quelles aides ? [Région]": "Oui",
        "Quelles aides ? [Région][Commentaire]": "'=2010",
        "ELU": "N/A",
        "Avez-vous un plan ?": "Autre",
        "Avez-vous un plan ? [Autre]": "En cours",
    }
    sheet = read(cells, read_lime(tables)[0])
    assert values(sheet) == {
        "dual": {"sq001": {"scale_1": "a1", "scale_2": "b1"}},
        "aides": {"choices": ["sq001"]},
        "plan": {"other": "En cours"},
    }
    aides = sheet.rows[0].answer_to("aides")
    assert aides is not None
    assert aides.note == "Région\u00a0: =2010"


def test_headings_worded_alike_follow_the_order() -> None:
    tables = {
        "groups": [{"gid": "1", "group_order": "1"}],
        "questions": [question_row(n, "S", title=f"C{n}") for n in (1, 2)],
        "question_l10ns": [{"qid": str(n), "question": "Pourquoi ?", "language": "fr"} for n in (1, 2)],
    }
    questionnaire = read_lime(tables)[0]
    headings = resolve_headings(["Pourquoi ?", "Pourquoi ?", "Pourquoi ?"], list_answer_columns(questionnaire), {})
    assert {place: field.question.code for place, field in headings.items()} == {0: "c1", 1: "c2"}


def test_an_empty_cell_is_no_answer_and_no_box_is_no_choice(questionnaire: Questionnaire) -> None:
    sheet = read({"PLAN": "", "THEMES[SQ001]": "", "THEMES[2]": "", "AIDES[SQ001]": "N"}, questionnaire)
    assert values(sheet) == {}


@pytest.mark.parametrize(
    ("cells", "column", "expected"),
    [
        ({"PLAN": "Z9"}, "PLAN", "un choix parmi : A1 (Oui, adopté), A2 (Non)"),
        ({"AGENTS": "beaucoup"}, "AGENTS", "un nombre"),
        ({"DATE": "2013-02-30"}, "DATE", "une date possible, écrite AAAA-MM-JJ ou JJ/MM/AAAA"),
        ({"CINQ": "9"}, "CINQ", "9 est hors des bornes (1 à 5)"),
        ({"FICHIER": "plan.pdf"}, "FICHIER", "une liste de fichiers en JSON"),
        ({"FICHIER": '[{"name":"a"},{"name":"b"}]'}, "FICHIER", "un seul fichier (celle-ci en a 2)"),
        ({"THEMES[2]": "peut-être"}, "THEMES[2]", "1 ou 0, oui ou non"),
        ({"PLAN": "-oth-"}, "PLAN", "un texte est attendu"),
    ],
)
def test_a_wrong_cell_is_told_with_its_place(
    questionnaire: Questionnaire, cells: Mapping[str, str], column: str, expected: str
) -> None:
    sheet = read(cells, questionnaire)
    (value,) = (cell for cell in cells.values())
    assert sheet.faults == (Fault(row=2, column=column, value=value, expected=expected),)
    assert sheet.rows[0].answers == ()


def test_unfinished_anonymous_and_unknown_columns_are_told(questionnaire: Questionnaire) -> None:
    cells = {"submitdate": "", "ipaddr": "10.0.0.1", "SIREN": "100000001", "token": "abc", "PLAN": ""}
    sheet = read(cells, questionnaire)
    (row,) = sheet.rows
    assert (row.token, dict(row.others)) == ("abc", {"SIREN": "100000001"})
    columns = [warning.column or warning.value for warning in sheet.warnings]
    assert columns == ["lastpage, seed", "ipaddr", "SIREN", "submitdate"]
    assert "10.0.0.1" not in repr(sheet)
    (anonymous,) = read({"submitdate": "1980-01-01 00:00:00", "PLAN": ""}, questionnaire).rows
    assert anonymous.submitted_at == "date inconnue"


def test_times_spent_are_told_as_technical(questionnaire: Questionnaire) -> None:
    cells = {"PLAN": "A1", "interviewtime": "62.5", "groupTime715": "12", "PLANTime": "3", "Meantime": "x"}
    sheet = read(cells, questionnaire)
    assert [warning.value for warning in sheet.warnings if not warning.column] == [
        "lastpage, seed, interviewtime, groupTime715, PLANTime"
    ]
    assert [warning.column for warning in sheet.warnings if warning.column] == ["Meantime"]


def archive(**members: str | bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in members.items():
            zipped.writestr(name, content)
    return buffer.getvalue()


def responses_text(*rows: Mapping[str, str]) -> str:
    return lime_text({"responses": rows}, kind="Responses")


RESPONSES = responses_text(
    {"id": "1", "token": "t1", "submitdate": "2013-05-02 10:00:00", "_12345X1X7": "A1", "_12345X1X10SQ001-0": "A1"},
    {"id": "2", "token": "t2", "submitdate": "", "_12345X1X72": "Rien"},
)
TOKENS = lime_text(
    {"tokens": [{"tid": "1", "token": "t1", "lastname": "Autan", "attribute_1": "100000001"}]}, kind="Tokens"
)


def test_an_archive_gives_responses_and_participants(questionnaire: Questionnaire) -> None:
    data = archive(**{"survey_1.lss": STRUCTURE, "survey_1_responses.lsr": RESPONSES, "survey_1_tokens.lst": TOKENS})
    sheet = read_answers(data, "enquete.lsa", questionnaire)
    assert sheet.faults == ()
    first, second = sheet.rows
    assert [(a.question, a.value) for a in first.answers] == [
        ("plan", "a1"),
        ("dual", {"sq001": {"scale_1": "a1"}}),
    ]
    assert (first.name, first.others["attribute_1"]) == ("Autan", "100000001")
    assert (second.token, second.submitted_at, len(second.answers)) == ("t2", "", 1)


def test_responses_alone_are_read_with_their_structure(questionnaire: Questionnaire) -> None:
    sheet = read_answers(RESPONSES.encode(), "r.lsr", questionnaire, structure=(STRUCTURE, "e.lss"))
    assert [len(row.answers) for row in sheet.rows] == [2, 1]
    data = archive(**{"survey_1.lss": STRUCTURE})
    same = read_answers(RESPONSES.encode(), "r.lsr", questionnaire, structure=(data, "e.lsa"))
    assert same.rows == sheet.rows


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({"notes.txt": "rien"}, "une archive LimeSurvey, avec un fichier .lss"),
        ({"a.lss": STRUCTURE, "b.lss": STRUCTURE}, "une archive LimeSurvey, avec un fichier .lss"),
        ({"a.lss": STRUCTURE}, "des réponses (cette archive n’a que la structure de l’enquête)"),
        ({"a.lss": STRUCTURE, "r.lsr": RESPONSES[:300]}, "bien formé"),
        ({"a.lss": STRUCTURE, "r.lsr": "<!DOCTYPE x><document/>"}, "DTD"),
        ({"a.lss": STRUCTURE, "r.lsr": STRUCTURE}, "un document LimeSurvey de type Responses"),
        ({"../a.lss": STRUCTURE}, "des noms de fichiers qui restent dans l’archive"),
    ],
)
def test_a_bad_archive_is_refused(questionnaire: Questionnaire, members: Mapping[str, Any], expected: str) -> None:
    with pytest.raises(ImportFileError) as caught:
        read_answers(archive(**members), "enquete.lsa", questionnaire)
    assert expected in caught.value.faults[0].expected


def test_participants_bring_their_columns(questionnaire: Questionnaire) -> None:
    text = "tid,firstname,lastname,email,token,attribute_1 <SIREN>\n1,Ana,Durand,ana@exemple.fr,abc,100000001\n2,,,,,\n"
    participants = read_participants(text.encode(), "participants.csv")
    (row,) = with_participants(read({"token": "abc", "PLAN": ""}, questionnaire), participants).rows
    assert (row.name, row.email, row.others["attribute_1"]) == ("Ana Durand", "ana@exemple.fr", "100000001")
    for bad in ("tid,email\n1,a\n", "tid,token\n1,x\n2,x\n"):
        with pytest.raises(ImportFileError):
            read_participants(bad.encode(), "participants.csv")


def test_every_type_has_columns_that_its_own_headings_name() -> None:
    questionnaire = read_lime(every_letter())[0]
    fields = list_answer_columns(questionnaire)
    assert {field.question.code for field in fields} == {question.code for question in questionnaire.questions}
    headings = [field.code + "".join(f"[{part.code}]" for part in field.parts) for field in fields]
    matrices = [heading.replace("][C", "_C") for heading in headings]
    assert list(resolve_headings(matrices, fields, {}).values()) == list(fields)


def test_a_table_of_responses_is_told_by_its_first_columns() -> None:
    assert is_limesurvey(["ID de la réponse", "Date de soumission", "Dernière page"])
    assert not is_limesurvey(["id", "nom", "q1"])


NATIVE = {
    "groups": [{"gid": "1", "group_order": "1"}],
    "questions": [question_row(5, "R", title="Rank")],
    "subquestions": [
        {**part_row(51, 5, "SQ01"), "question_order": "1"},
        {**part_row(53, 5, "SQ03"), "question_order": "3"},
        {**part_row(52, 5, "SQ02"), "question_order": "2"},
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "ranked"),
    [
        ({"Q5_S51": "SQ03", "Q5_S52": "SQ01", "Q5_S53": ""}, ["sq03", "sq01"]),
        ({"Rank[SQ01]": "SQ03", "Rank[SQ02]": "SQ01"}, ["sq03", "sq01"]),
        ({"Rank[1]": "SQ02", "Rank[2]": "SQ03"}, ["sq02", "sq03"]),
        ({"12345X1X51": "SQ02"}, ["sq02"]),
        ({"Rank[SQ01]": "2", "Rank[SQ02]": "", "Rank[SQ03]": "1"}, ["sq03", "sq01"]),
    ],
)
def test_a_ranking_of_version_7_ranks_sub_questions(cells: Mapping[str, str], ranked: list[str]) -> None:
    questionnaire, warnings = read_lime(NATIVE)
    (question,) = questionnaire.questions
    assert question.choices is not None
    assert question.choices.codes == ("sq01", "sq02", "sq03")
    assert not any("réponses proposées" in warning.expected for warning in warnings)
    sheet = read(cells, questionnaire, structure=(lime_text(NATIVE).encode(), "e.lss"))
    assert values(sheet) == {"rank": ranked}


def test_ranks_named_by_the_numbers_of_answers(questionnaire: Questionnaire) -> None:
    sheet = read({"Q12_R121": "A2", "Q12_R122": "A1"}, questionnaire, structure=(STRUCTURE, "enquete.lss"))
    assert values(sheet) == {"rangs": ["a2", "a1"]}
