"""Forms as KoBo and others write them: blocks of its own, long lists apart, sheets that are not read, odd CSV."""

import csv
import io
from collections.abc import Sequence

import pytest

from autan.survey.formats.importers.answers.files import read_answers
from autan.survey.limesurvey.exporters.losses import list_losses
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.questionnaire import Questionnaire
from autan.survey.xlsforms.exporters.form import list_form_losses, write_xlsform
from autan.survey.xlsforms.importers.form import read_xlsform
from tests.survey.xlsforms.form_making import DAY, faults_of, form_text, read_form

K = QuestionKind
HEADINGS = ("type", "name", "label", "kobo--score-choices", "kobo--rank-items", "kobo--matrix_list")
SCALE = [
    ("list_name", "name", "label"),
    ("note", "1", "Peu"),
    ("note", "2", "Très"),
    ("lieu", "V", "Ville"),
    ("lieu", "C", "Campagne"),
]
BLOCKS = [
    HEADINGS,
    ("begin_score", "Avis", "Votre avis", "note", "", ""),
    ("score__row", "bois", "Le bois", "", "", ""),
    ("score__row", "vent", "Le vent", "", "", ""),
    ("end_score", "", "", "", "", ""),
    ("begin_rank", "Ordre", "Classez", "", "lieu", ""),
    ("rank__level", "premier", "1er choix", "", "", ""),
    ("rank__level", "second", "2e choix", "", "", ""),
    ("end_rank", "", "", "", "", ""),
    ("begin_kobomatrix", "Tableau", "Où ?", "", "", "lieu"),
    ("select_one note", "gout", "Goût", "", "", ""),
    ("text", "mot", "Un mot", "", "", ""),
    ("end_kobomatrix", "", "", "", "", ""),
]  # fmt: skip


def asked() -> Questionnaire:
    return read_form(BLOCKS, SCALE)[0]


def exported(headings: Sequence[str], *rows: Sequence[str]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream).writerows([[*headings, "_id", "_uuid", "_index"], *([*row, "7", "u7", "1"] for row in rows)])
    return stream.getvalue().encode()


def test_blocks_that_only_kobo_has_are_read() -> None:
    found, warnings = read_form(BLOCKS, SCALE)
    score, ranking, grid = found.questions
    assert (score.kind, ranking.kind, grid.kind) == (K.MATRIX, K.RANKING, K.MATRIX)
    assert score.rows is not None
    assert [choice.label.fr for choice in score.rows.choices] == ["Le bois", "Le vent"]
    assert score.columns[0].choices is not None
    assert [choice.label.fr for choice in score.columns[0].choices.choices] == ["Peu", "Très"]
    assert ranking.choices is not None
    assert [choice.label.fr for choice in ranking.choices.choices] == ["Ville", "Campagne"]
    assert grid.rows is not None
    assert ([c.label.fr for c in grid.rows.choices], [c.code for c in grid.columns]) == (
        ["Ville", "Campagne"],
        ["gout", "mot"],
    )
    assert [(w.row, w.value) for w in warnings if "bloc de KoBo" in w.expected] == [
        (3, "begin_score"),
        (7, "begin_rank"),
        (11, "begin_kobomatrix"),
    ]
    assert read_xlsform(write_xlsform(found), "f.xlsx", version=DAY)[0] == found


def test_a_block_that_does_not_close_is_refused_at_its_line() -> None:
    faults = faults_of(form_text([*BLOCKS[:3], ("text", "fin", "Fin", "", "", "")], SCALE).encode())
    assert faults[0].row in {2, 3}


def test_answers_to_these_blocks_are_read() -> None:
    headings = [
        "Avis/bois",
        "Avis/vent",
        "Ordre/premier",
        "Ordre/second",
        "Tableau_V/Tableau_V_gout",
        "Tableau_C/Tableau_C_mot",
    ]
    sheet = read_answers(exported(headings, ["1", "Très", "C", "Ville", "2", "Calme"]), "k.csv", asked())
    assert sheet.faults == ()
    assert {answer.question: answer.value for answer in sheet.rows[0].answers} == {
        "avis": {"bois": {"answer": "a1"}, "vent": {"answer": "a2"}},
        "ordre": ["c", "v"],
        "tableau": {"v": {"gout": "a2"}, "c": {"mot": "Calme"}},
    }


@pytest.mark.parametrize("sign", ["/", " > ", "-", ":", ".", "|"])
def test_groups_are_set_apart_by_the_sign_of_the_export(sign: str) -> None:
    rows = [
        ("type", "name", "label"),
        ("begin_group", "G", "Groupe"),
        ("text", "Nom", "Votre nom"),
        ("select_multiple oui_non", "Choix", "Choix"),
        ("end_group", "", ""),
    ]
    headings = [f"G{sign}Nom", f"G{sign}Choix{sign}oui", f"G{sign}Choix{sign}non"]
    sheet = read_answers(exported(headings, ["Ana", "1", "0"]), "k.csv", read_form(rows)[0])
    assert {answer.question: answer.value for answer in sheet.rows[0].answers} == {
        "nom": "Ana",
        "choix": {"choices": ["oui"]},
    }


def test_long_lists_apart_are_lists_and_other_sheets_are_told() -> None:
    survey = "| survey |\n| | type | name | label | choice_filter |\n| | text | dept | Département | |\n"
    survey += "| | select_one_external communes | commune | Commune | dept = ${dept} |\n"
    apart = "| external_choices |\n| | list_name | name | label | dept |\n| | communes | c31 | Toulouse | 31 |\n"
    apart += "| osm |\n| | list_name | name |\n| | batiments | b |\n"
    found, warnings = read_xlsform((survey + apart).encode(), "f.md", version=DAY)
    commune = found.question("commune")
    assert commune.kind is K.SINGLE
    assert commune.choices is not None
    assert [choice.label.fr for choice in commune.choices.choices] == ["Toulouse"]
    told = {(warning.sheet, warning.value) for warning in warnings}
    assert {("osm", "1 lignes"), ("survey", "select_one_external communes")} <= told


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("type;name;label\ntext;a;Été\n".encode(), "utf-8"),
        ("type,name,label\ntext,a,Été\n".encode("cp1252"), "cp1252"),
        ("type\tname\tlabel\ntext\ta\tÉté\n".encode("utf-16"), "utf-16"),
    ],
)
def test_a_csv_of_a_french_spreadsheet_is_read(data: bytes, code: str) -> None:
    assert read_xlsform(data, "f.csv", version=DAY)[0].questions[0].text.fr == "Été", code


def test_what_pyxform_refuses_has_its_line() -> None:
    rows = [("type", "name", "label"), ("text", "a", "A"), ("Select_One oui_non", "b", "B"), ("text", "c", "")]
    assert faults_of(form_text(rows[:3]).encode())[0].row == 4
    assert faults_of(form_text([*rows[:2], rows[3]]).encode())[0].row == 4


def test_pictures_beside_a_question_are_told() -> None:
    rows = [("type", "name", "label", "media::image"), ("text", "a", "A", "plan.png")]
    assert any(warning.column == "media::image" for warning in read_form(rows)[1])


def test_names_and_bindings_are_kept_or_told() -> None:
    rows = [
        ("type", "name", "label", "bind::esri:fieldType"),
        *(("begin_group", "g", "G", ""), ("text", "a", "A", "null"), ("end_group", "", "", "")),
        *(("begin_group", "h", "H", ""), ("text", "a", "A", ""), ("end_group", "", "", "")),
    ]  # fmt: skip
    questionnaire = read_form(rows)[0]
    assert [trait.name for trait in questionnaire.question("a").kept] == ["xlsform.bind::esri:fieldType"]
    assert "changé : le nom « a », déjà pris, devient « a_2 »" in {
        loss.expected for loss in list_form_losses(questionnaire)
    }
    assert "perdu : ce qui était gardé d’un autre outil (bind::esri:fieldType)" in {
        loss.expected for loss in list_losses(questionnaire)
    }
