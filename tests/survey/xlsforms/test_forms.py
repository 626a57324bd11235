"""An XLSForm becomes a questionnaire: every type, every language, every fault with its sheet, row and column."""

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter
from pyxform.question_type_dictionary import QUESTION_TYPE_DICT

from autan.ground.expressions.core.rules import write_rule
from autan.ground.wordings import Text
from autan.survey.questionnaires.core.kinds import CheckSeverity, QuestionKind, Requirement
from autan.survey.questionnaires.core.questionnaire import Bounds
from autan.survey.questionnaires.exporters.yaml_file import write_questionnaire
from autan.survey.questionnaires.importers import read_questionnaire
from autan.survey.questionnaires.queries import read_questionnaire_file
from autan.survey.xlsforms.core.types import _NEAR, _SAME, METADATA, is_metadata, kind_of_word
from autan.survey.xlsforms.importers.form import read_xlsform
from autan.survey.xlsforms.importers.sheets import read_sheets
from tests.survey.xlsforms.form_making import DAY, YES_NO, faults_of, form_text, read_form

K = QuestionKind
SHARED = Path(__file__).parents[4] / "shared" / "data" / "formats" / "xlsform_tous_types.xlsx"
HEAD = ("type", "name", "label")


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("text", K.OPEN),
        ("integer", K.NUMBER),
        ("decimal", K.NUMBER),
        ("date", K.DATE),
        ("note", K.DISPLAY),
        ("select_one oui_non", K.SINGLE),
        ("select_multiple oui_non", K.MULTIPLE),
        ("rank oui_non", K.RANKING),
        ("range", K.NUMBER),
        ("file", K.FILE),
        ("image", K.FILE),
        ("geopoint", K.SHORT_TEXT),
        ("time", K.SHORT_TEXT),
        ("acknowledge", K.SINGLE),
        ("q string", K.OPEN),
    ],
)
def test_each_type_has_its_kind(word: str, kind: QuestionKind) -> None:
    parameters = "start=0 end=1 step=0.1" if word == "range" else ""
    found, _ = read_form([(*HEAD, "parameters"), (word, "q", "Quoi", parameters)])
    assert found.question("q").kind is kind
    assert read_questionnaire(write_questionnaire(found), "essai.yaml") == found


@pytest.mark.parametrize("word", ["hologramme", "include"])
def test_a_type_that_pyxform_does_not_take_is_refused_at_its_row(word: str) -> None:
    faults = faults_of(form_text([HEAD, ("text", "a", "A"), (word, "b", "B"), ("truc", "c", "C")]).encode())
    assert [(fault.sheet, fault.row, fault.value) for fault in faults] == [("survey", 4, word), ("survey", 5, "truc")]


def test_every_type_of_pyxform_is_known_and_no_other() -> None:
    known = {word for word in QUESTION_TYPE_DICT if kind_of_word(word) or is_metadata(word)}
    assert known == set(QUESTION_TYPE_DICT)
    for word, shape in QUESTION_TYPE_DICT.items():
        is_asked = shape.get("control", {"tag": "action"})["tag"] != "action" and not word.startswith("background-")
        assert (kind_of_word(word) is not None) is is_asked, word
    ours = {word for words in (_SAME, _NEAR) for word_row in words.values() for word in word_row} | METADATA
    assert ours - {word.lower() for word in QUESTION_TYPE_DICT} == {"select_one", "select_multiple"}


def test_settings_name_and_date_the_questionnaire() -> None:
    found, _ = read_form([HEAD, ("text", "a", "A")])
    assert (found.slug, found.version.isoformat(), found.title.fr) == ("essai", "2024-05-06", "Essai")
    bare, _ = read_form([HEAD, ("text", "a", "A")], settings=[("style",), ("pages",)])
    assert (bare.slug, bare.version, bare.title.fr) == ("essai", DAY, "essai")


def test_two_languages_become_ours_and_a_third_is_kept() -> None:
    head = ("type", "name", "label::Français (fr)", "label::English (en)", "label::Deutsch (de)", "hint")
    found, warnings = read_form([head, ("text", "a", "Quoi\u00a0?", "What?", "Was?", "Aide")])
    question = found.question("a")
    assert (question.text, question.help.fr) == (Text("Quoi\u00a0?", "What?"), "Aide")
    assert [(t.name, t.value) for t in question.kept] == [("xlsform.label::Deutsch (de)", "Was?")]
    assert "Deutsch (de)" in {w.value for w in warnings}


def test_an_english_form_stands_for_the_missing_french_and_says_so() -> None:
    found, warnings = read_form([("type", "name", "label::English"), ("text", "a", "What?")])
    assert found.question("a").text == Text("What?", "What?")
    assert any("français" in w.expected for w in warnings)


def test_groups_are_sections_and_inner_groups_are_flattened_aloud() -> None:
    found, warnings = read_form(
        [
            HEAD,
            ("text", "seule", "Seule"),
            ("begin_group", "Un", "Premier"),
            ("text", "a", "A"),
            ("begin group", "dedans", "Dedans"),
            ("text", "b", "B"),
            ("end group", "", ""),
            ("end_group", "", ""),
        ]
    )
    assert [(s.code, s.title.fr, [q.code for q in s.questions]) for s in found.sections] == [
        ("section", "Essai", ["seule"]),
        ("un", "Premier", ["a", "b"]),
    ]
    assert [(w.row, w.value) for w in warnings] == [(6, "begin group")]


def test_a_repeat_is_a_table() -> None:
    found, _ = read_form(
        [
            (*HEAD, "constraint"),
            ("begin_repeat", "actions", "Vos actions", ""),
            ("text", "titre", "Titre", ""),
            ("decimal", "cout", "Coût (k€)", ". >= 0"),
            ("select_one oui_non", "fini", "Finie", ""),
            ("end_repeat", "", "", ""),
        ]
    )
    table = found.question("actions")
    assert table.kind is K.TABLE
    assert [(c.code, c.kind, c.unit) for c in table.columns] == [
        ("titre", K.OPEN, ""),
        ("cout", K.NUMBER, "kEUR"),
        ("fini", K.SINGLE, ""),
    ]
    assert table.columns[1].bounds == Bounds(low=0)


def test_numbers_have_bounds_units_and_scales() -> None:
    found, warnings = read_form(
        [
            (*HEAD, "constraint", "parameters", "bind::autan:unit"),
            ("integer", "n", "Combien", ". > 0 and . < 10", "", "communes"),
            ("decimal", "part", "Part (%)", ".>=0 and .<=100", "", ""),
            ("range", "note", "Note", "", "start=1 end=5 step=1", ""),
            ("decimal", "nu", "Valeur", "", "", ""),
        ]
    )
    assert (found.question("n").bounds, found.question("n").unit) == (Bounds(low=1, high=9), "communes")
    assert (found.question("part").kind, found.question("part").unit) == (K.PERCENTAGE, "pct")
    assert (found.question("note").kind, found.question("note").bounds) == (K.SCALE, Bounds(low=1, high=5))
    assert [(w.row, w.expected) for w in warnings] == [(6, "une unité (« count » en tient lieu)")]


def test_requirement_and_check_keep_their_words() -> None:
    found, warnings = read_form(
        [
            (*HEAD, "required", "constraint", "constraint_message", "autan_unit"),
            ("text", "a", "A", "yes", "", "", ""),
            ("decimal", "b", "B", "no", ". >= 0 and . != 13", "Pas treize", "EUR"),
            ("text", "c", "C", "${a} = ''", "regex(., '^x')", "Un x", ""),
        ]
    )
    assert found.question("a").requirement is Requirement.HARD
    (check,) = found.question("b").checks
    assert (write_rule(check.rule), check.severity, check.message.fr) == ("b != 13", CheckSeverity.ERROR, "Pas treize")
    assert found.question("b").bounds == Bounds(low=0)
    kept = {trait.name: trait.value for trait in found.question("c").kept}
    assert kept == {
        "xlsform.required": "${a} = ''",
        "xlsform.constraint": "regex(., '^x')",
        "xlsform.constraint_message": "Un x",
    }
    assert {(w.row, w.column) for w in warnings} == {(5, "required"), (5, "constraint")}


def test_metadata_and_calculations_are_kept_whole() -> None:
    found, warnings = read_form(
        [
            (*HEAD, "calculation", "appearance"),
            ("start", "debut", "", "", ""),
            ("text", "a", "A", "", "w1"),
            ("calculate", "double", "", "2 * 2", ""),
        ]
    )
    names = {trait.name for trait in found.kept}
    assert names == {"xlsform.row.debut", "xlsform.row.double"}
    assert [(t.name, t.value) for t in found.question("a").kept] == [("xlsform.appearance", "w1")]
    assert [(w.row, w.column) for w in warnings] == [(5, "type")]


def test_codes_that_are_not_ours_are_kept_beside() -> None:
    choices = [YES_NO[0], ("Réponses", "1", "Oui"), ("Réponses", "other", "Autre")]
    found, _ = read_form([HEAD, ("select_one Réponses", "Q-1.A", "Plan")], choices=choices)
    (question,) = found.questions
    assert (question.code, question.kept[0].value) == ("q_1_a", "Q-1.A")
    assert question.choices is not None
    assert question.choices.code == "reponses"
    assert question.choices.codes == ("a1", "other_2")
    assert {t.name: t.value for t in question.choices.kept} == {
        "xlsform.list_name": "Réponses",
        "xlsform.a1.name": "1",
        "xlsform.other_2.name": "other",
    }


@pytest.mark.parametrize(
    ("survey", "place"),
    [
        ([("", "a", "A")], ("survey", 3, "type")),
        ([("text", "", "A")], ("survey", 3, "name")),
        ([("text", "1 a", "A")], ("survey", 3, "name")),
        ([("text", "a", "A"), ("text", "a", "B")], ("survey", 4, "name")),
        ([("select_one inconnue", "a", "A")], ("survey", 3, "type")),
        ([("begin_group", "g", "G"), ("text", "a", "A")], ("survey", 3, "type")),
        ([("text", "a", "A"), ("end_group", "", "")], ("survey", 4, "type")),
        ([("begin_group", "g", "G"), ("text", "a", "A"), ("end_repeat", "", "")], ("survey", 5, "type")),
        ([("text", "a", "Bonjour ${personne}")], ("survey", 3, "label")),
    ],
)
def test_each_fault_has_its_place(survey: list[tuple[str, ...]], place: tuple[str, int, str]) -> None:
    faults = faults_of(form_text([HEAD, *survey]).encode())
    assert place in [(fault.sheet, fault.row, fault.column) for fault in faults]


def test_faults_of_choices_have_their_place() -> None:
    choices = [YES_NO[0], ("oui_non", "oui", "Oui"), ("oui_non", "oui", "Encore"), ("", "x", "X"), ("l", "", "X")]
    faults = faults_of(form_text([HEAD, ("text", "a", "A")], choices=choices).encode())
    assert [(fault.sheet, fault.row, fault.column) for fault in faults] == [
        ("choices", 7, "name"),
        ("choices", 8, "list_name"),
        ("choices", 9, "name"),
    ]


def test_a_choice_may_repeat_where_the_form_says_so() -> None:
    choices = [YES_NO[0], ("l", "oui", "Oui"), ("l", "oui", "Encore")]
    settings = [("form_title", "allow_choice_duplicates"), ("Essai", "yes")]
    found, _ = read_form([HEAD, ("select_one l", "a", "A")], choices=choices, settings=settings)
    assert found.lists[0].codes == ("oui", "oui_2")


@pytest.mark.parametrize(
    ("data", "file", "words"),
    [
        (b"PK\x03\x04coup", "essai.xlsx", "archive"),
        (b"rien", "essai.xls", "archive"),
        (b"\xd0\xcf\x11\xe0coup", "essai.xls", "classeur"),
        ("é".encode("latin-1"), "essai.md", "UTF-8"),
        (b"", "essai.csv", "survey"),
        (b'survey,"a', "essai.csv", "CSV"),
        (b"| survey |\n| | type | type |\n| | text | text |", "essai.md", "unique"),
        (b"| survey |\n| | type | name | label |\n| | start | s | |", "essai.md", "au moins une question"),
        (b"a" * 20_000_001, "essai.csv", "20"),
    ],
)
def test_a_file_of_the_wrong_kind_is_refused_in_words(data: bytes, file: str, words: str) -> None:
    assert any(words in fault.expected for fault in faults_of(data, file))


def test_a_zip_bomb_is_refused_before_it_is_opened() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 210_000_000)
    (fault,) = faults_of(stream.getvalue(), "essai.xlsx")
    assert "une fois ouverte" in fault.expected


def test_a_csv_form_reads_like_its_markdown() -> None:
    text = 'survey,,,\n,type,name,label\n,text,a,"Quoi, donc"\nsettings,,\n,form_title,form_id\n,Essai,essai\n'
    found, _ = read_questionnaire_file(text.encode(), "essai.csv", version=DAY)
    assert (found.slug, found.question("a").text.fr) == ("essai", "Quoi, donc")


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data are not here")
def test_a_form_of_every_type_is_read_whole() -> None:
    data = SHARED.read_bytes()
    found, warnings = read_xlsform(data, SHARED.name, version=DAY)
    assert len(read_sheets(data, SHARED.name)["survey"]) == 56
    assert {question.kind for question in found.questions} >= {K.TABLE, K.SINGLE, K.FILE, K.DISPLAY, K.DATE}
    assert read_questionnaire(write_questionnaire(found), "essai.yaml") == found
    assert all(w.sheet and w.row for w in warnings)


def test_older_headings_and_long_names_are_read() -> None:
    found, _ = read_form(
        [
            (
                "TYPE",
                "NAME",
                "LABEL",
                "bind:relevant",
                "bind:jr:constraintMsg",
                "bind:constraint",
                "control:appearance",
            ),
            ("select one from oui_non", "plan", "Plan", "", "", "", "minimal"),
            ("int", "n" * 60, "Combien", "${plan} = 'oui'", "Trop", ". < 10", ""),
        ]
    )
    first, second = found.questions
    assert [(t.name, t.value) for t in first.kept] == [("xlsform.appearance", "minimal")]
    assert second.code == "n" * 36
    assert second.relevance
    assert second.bounds == Bounds(high=9)


def test_what_is_odd_in_a_number_or_a_scale_is_said_and_mended() -> None:
    found, warnings = read_form(
        [
            (*HEAD, "constraint", "autan_kind", "autan_unit", "autan_scope", "default"),
            ("decimal", "a", "A", ". >= 9 and . <= 1", "", "EUR", "", ""),
            ("decimal", "b", "B (bananes) (k€)", ". > 0 and . != 13", "", "", "ailleurs", "3"),
            ("integer", "c", "C", ". >= 0 and . <= 5", "scale", "", "territory", ""),
        ]
    )
    assert found.question("a").bounds == Bounds()
    assert found.question("b").unit == "kEUR"
    assert [write_rule(check.rule) for check in found.question("b").checks] == ["b > 0 and b != 13"]
    assert found.question("c").bounds == Bounds(low=0, high=5)
    assert {(w.row, w.column) for w in warnings} == {(3, "constraint"), (4, "autan_scope"), (4, "default")}


def test_a_list_in_another_file_is_asked_as_a_text() -> None:
    found, warnings = read_form([HEAD, ("select_one_from_file communes.csv", "a", "A"), ("select_one ${b}", "c", "C"),
        ("begin_repeat", "r", "R"), ("text", "b", "B"), ("end_repeat", "", "")])  # fmt: skip
    assert [found.question(code).kind for code in "ac"] == [K.OPEN, K.OPEN]
    assert [t.value for t in found.question("a").kept] == ["select_one_from_file communes.csv"]
    assert {(w.row, w.column) for w in warnings} == {(3, "type"), (4, "type")}


def test_what_a_table_cannot_hold_is_said() -> None:
    found, warnings = read_form(
        [
            (*HEAD, "relevant", "required"),
            ("begin_repeat", "r", "R", "", ""),
            ("note", "n", "Note", "", ""),
            ("select_one oui_non or_other", "c", "C", "", "yes"),
            ("begin_repeat", "dedans", "Dedans", "", ""),
            ("text", "t", "T", "${c} = 'oui'", ""),
            ("end_repeat", "", "", "", ""),
            ("end_repeat", "", "", "", ""),
            ("begin_group", "vide", "Vide", "", ""),
            ("start", "s", "", "", ""),
            ("end_group", "", "", "", ""),
            ("begin_repeat", "rien", "Rien", "", ""),
            ("note", "m", "Mot", "", ""),
            ("end_repeat", "", "", "", ""),
        ]
    )
    assert [column.code for column in found.question("r").columns] == ["c", "t"]
    assert [question.code for question in found.questions] == ["r"]
    places = {(w.row, w.column) for w in warnings}
    assert places >= {
        (3, "type"),
        (4, "type"),
        (5, "type"),
        (5, "required"),
        (7, "relevant"),
        (10, "name"),
        (13, "name"),
    }


def test_a_grid_without_its_list_is_not_guessed() -> None:
    survey = [
        (*HEAD, "autan_kind", "autan_list"),
        ("text", "a", "A", "", ""),
        ("begin_group", "g", "G", "matrix", ""),
        ("text", "b", "B", "", ""),
        ("end_group", "", "", "", ""),
        ("begin_group", "s", "S", "split", "inconnue"),
        ("decimal", "c", "C", "", ""),
        ("end_group", "", "", "", ""),
    ]
    found, warnings = read_form(survey)
    assert [question.code for question in found.questions] == ["a"]
    assert {(w.row, w.column) for w in warnings} == {(4, "name"), (7, "name")}


def test_versions_that_are_no_days_are_kept() -> None:
    for version, day in (("v3", DAY), ("2024-13-45", DAY), ("2024050607", date(2024, 5, 6))):
        settings = [("form_title", "form_id", "version"), ("Essai", "essai", version)]
        found, _ = read_form([HEAD, ("text", "a", "A")], settings=settings)
        assert found.version == day
        assert [t.value for t in found.kept] == [version]


def test_cells_of_a_workbook_are_read_as_texts() -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    page = book.add_worksheet("Feuille")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    page.write_row(0, 0, ["type", "name", "label", "required", "default", "rows"])
    page.write_row(1, 0, ["text", "a", "A", True])
    page.write_datetime(1, 4, datetime(2026, 1, 2), day)  # noqa: DTZ001 (a workbook holds no zone)
    page.write_number(1, 5, 12)
    book.close()
    found, _ = read_xlsform(stream.getvalue(), "essai.xlsx", version=DAY)
    question = found.question("a")
    assert question.requirement is Requirement.HARD
    assert {t.name: t.value for t in question.kept} == {"xlsform.default": "2026-01-02", "xlsform.rows": "12"}


def test_a_csv_that_names_no_sheet_is_a_survey() -> None:
    found, _ = read_xlsform(b"type,name,label\ntext,a,Quoi\n", "essai.csv", version=DAY)
    assert found.question("a").text.fr == "Quoi"
    text = "Un texte avant.\n\n| survey |\n|--|--|--|--|\n| | type | name | label |\n| | text | a | Quoi |"
    assert read_xlsform(text.encode(), "essai.md", version=DAY)[0].question("a").text.fr == "Quoi"


def test_a_workbook_of_too_many_rows_is_refused() -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.add_worksheet("survey").write_string(20_001, 0, "x")
    book.close()
    assert "lignes par feuille" in faults_of(stream.getvalue(), "essai.xlsx")[0].expected


@pytest.mark.parametrize("name", ["surveys", "choice", "Réglages"])
def test_a_misspelt_sheet_of_a_markdown_form_is_named(name: str) -> None:
    text = "| survey |\n| | type | name | label |\n| | text | a | A |\n| settings |\n| | form_title |\n| | Essai |\n"
    misspelt = text.replace("survey" if name == "surveys" else "settings", name)
    (fault,) = faults_of(misspelt.encode())
    assert (fault.row, fault.value) == (1 if name == "surveys" else 4, name)
    assert "survey, choices, settings" in fault.expected
