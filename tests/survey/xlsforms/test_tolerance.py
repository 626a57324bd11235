"""Forms are taken and refused as pyxform does, and what is written is a form that pyxform takes."""

import io
from dataclasses import replace

import pytest
import xlsxwriter
from pyxform.xls2xform import convert

from autan.ground.wordings import Text
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.questionnaire import ChoiceList, ForeignTrait, Question
from autan.survey.xlsforms.exporters.form import list_form_losses, write_xlsform
from autan.survey.xlsforms.importers.form import read_xlsform
from tests.survey.questionnaires.making import make_question, make_questionnaire
from tests.survey.xlsforms.form_making import DAY, YES_NO, faults_of, form_text, read_form

K = QuestionKind
HEAD = ("type", "name", "label")
EMPTY = ChoiceList(code="vide", choices=())


def workbook(sheets: dict[str, list[list[str | int | None]]]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for line, row in enumerate(rows):
                page.write_row(line, 0, row)
    return buffer.getvalue()


def taken_by_pyxform(data: bytes) -> bool:
    return convert(data, warnings=[], file_type=".xlsx").xform.startswith("<?xml")


def test_rows_of_comments_and_disabled_ones_are_no_questions() -> None:
    head = (*HEAD, "hint", "disabled")
    rows = [head, ("text", "a", "A", "", ""), ("", "", "", "à revoir", ""), ("text", "b", "B", "", "yes")]
    found, warnings = read_form(rows)
    assert [question.code for question in found.questions] == ["a"]
    assert not warnings


def test_a_row_without_type_but_with_a_name_is_refused() -> None:
    (fault,) = faults_of(form_text([HEAD, ("text", "a", "A"), ("", "b", "B")]).encode())
    assert (fault.row, fault.column, fault.expected) == (4, "type", "un type de question")


def test_a_note_needs_no_name_and_names_may_differ_by_their_case() -> None:
    found, _ = read_form([HEAD, ("note", "", "Lisez"), ("text", "a", "A"), ("text", "A", "B")])
    assert [(question.kind, question.code) for question in found.questions] == [
        (K.DISPLAY, "note_3"),
        (K.OPEN, "a"),
        (K.OPEN, "a_2"),
    ]


@pytest.mark.parametrize("opening", ["begin loop over oui_non", "begin_loop oui_non"])
def test_a_loop_over_a_list_is_a_grid(opening: str) -> None:
    found, warnings = read_form(
        [(*HEAD, "autan_unit"), (opening, "g", "Combien", ""), ("integer", "n", "N", "count"), ("end loop", "", "", "")]
    )
    (question,) = found.questions
    assert question.kind is K.MATRIX
    assert question.rows is not None
    assert question.rows.codes == ("oui", "non")
    assert [(column.code, column.kind) for column in question.columns] == [("n", K.NUMBER)]
    assert [(warning.row, warning.column) for warning in warnings] == [(3, "type")]
    assert taken_by_pyxform(write_xlsform(found))


def test_a_loop_that_a_group_closes_is_refused() -> None:
    rows = [HEAD, ("begin loop over oui_non", "g", "G"), ("text", "a", "A"), ("end group", "", "")]
    assert any("la fin du groupe" in fault.expected for fault in faults_of(form_text(rows).encode()))


def test_headings_of_other_sheets_and_far_columns_are_left_to_their_authors() -> None:
    far = [*[None] * 21, "note", "note"]
    data = workbook(
        {
            "survey": [["type", "name", "label", *far], ["text", "a", "A", *[None] * 21, "x", "y"]],
            "planning": [["", "2024-01-02", "2024-01-02"], ["essai", "x", "x"]],
        }
    )
    assert taken_by_pyxform(data)
    found, warnings = read_xlsform(data, "f.xlsx", version=DAY)
    assert [question.code for question in found.questions] == ["a"]
    assert [(warning.sheet, warning.expected) for warning in warnings] == [("planning", "une feuille que nous lisons")]


def test_a_heading_written_twice_beside_the_others_is_refused() -> None:
    data = workbook({"survey": [["type", "name", "label", None, "label"], ["text", "a", "A", None, "B"]]})
    (fault,) = faults_of(data, "f.xlsx")
    assert (fault.sheet, fault.row, fault.column) == ("survey", 1, "label")


def test_a_choice_of_an_external_list_may_stand_several_times() -> None:
    data = workbook(
        {
            "survey": [
                ["type", "name", "label", "choice_filter"],
                ["select_one_external communes", "c", "Commune", "dep=${d}"],
                ["text", "d", "Département", None],
            ],
            "external_choices": [
                ["list_name", "name", "label", "dep"],
                ["communes", "albi", "Albi", "81"],
                ["communes", "albi", "Albi", "12"],
            ],
        }
    )
    found, _ = read_xlsform(data, "f.xlsx", version=DAY)
    choices = found.question("c").choices
    assert choices is not None
    assert choices.codes == ("albi",)
    repeated = [*YES_NO, ("oui_non", "oui", "Oui")]
    faults = faults_of(form_text([HEAD, ("select_one oui_non", "a", "A")], repeated).encode())
    assert [fault.expected[:22] for fault in faults] == ["un code de choix uniqu"]


@pytest.mark.parametrize(
    "question",
    [
        make_question(K.SINGLE, choices=EMPTY),
        make_question(K.MULTIPLE, choices=EMPTY),
        make_question(K.RANKING, choices=EMPTY),
        make_question(
            K.TABLE, columns=(Question(code="c", kind=K.SINGLE, text=Text("Colonne", "Column"), choices=EMPTY),)
        ),
    ],
)
def test_a_list_without_a_choice_is_written_as_a_text_and_told(question: Question) -> None:
    questionnaire = replace(make_questionnaire(question), lists=(EMPTY,))
    assert taken_by_pyxform(write_xlsform(questionnaire))
    assert "changé : une liste sans choix est demandée comme un texte" in {
        loss.expected for loss in list_form_losses(questionnaire)
    }


@pytest.mark.parametrize("kept", ["hologramme", "select_one partie", "select_multiple partie"])
def test_a_type_that_no_form_takes_is_not_written_again(kept: str) -> None:
    column = Question(code="c", kind=K.OPEN, text=Text("Colonne", "Column"))
    own = ForeignTrait(name="xlsform.column.c.type", value=kept)
    table = make_question(K.TABLE, code="t", columns=(column,), kept=(own,))
    text = make_question(K.OPEN, code="q", kept=(ForeignTrait(name="xlsform.type", value=kept),))
    questionnaire = make_questionnaire(table, text)
    assert taken_by_pyxform(write_xlsform(questionnaire))
    assert sum(f"le type « {kept} » devient" in loss.expected for loss in list_form_losses(questionnaire)) == 2


def test_a_hint_in_italian_alone_does_not_become_the_french_one() -> None:
    head = ("type", "name", "label::Français (fr)", "label::Italiano (it)", "hint::Italiano (it)")
    found, _ = read_form([head, ("text", "a", "Quoi", "Cosa", "Aiuto"), ("text", "b", "", "Solo", "")])
    assert (found.question("a").help, found.question("b").text.fr) == (Text("", ""), "Solo")
    again = read_xlsform(write_xlsform(found), "f.xlsx", version=DAY)[0]
    assert again.question("a").help == Text("", "")


def test_a_form_in_french_and_italian_goes_out_without_english() -> None:
    head = ("type", "name", "label::Français (fr)", "label::Italiano (it)")
    lists = ("list_name", "name", *head[2:]), ("l", "a", "Oui", "Sì")
    found, _ = read_form([head, ("select_one l or_other", "a", "Quoi", "Cosa")], lists)
    written = convert(write_xlsform(found), warnings=[], file_type=".xlsx").xform
    assert 'lang="Italiano (it)"' in written
    assert "English" not in written
    assert read_xlsform(write_xlsform(found), "f.xlsx", version=DAY)[0] == found


def test_english_choices_of_questions_in_french_alone_are_told() -> None:
    questionnaire = make_questionnaire(make_question(K.SINGLE, code="a", text=Text("Quoi", "")))
    assert "English" not in convert(write_xlsform(questionnaire), warnings=[], file_type=".xlsx").xform
    lost = [loss.column for loss in list_form_losses(questionnaire) if "anglais" in loss.expected]
    assert lost == [item.code for item in questionnaire.lists]
