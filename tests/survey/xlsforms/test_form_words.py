"""Headings, types, names and languages of forms, as pyxform reads them and as our own files write them."""

from collections.abc import Mapping

import pytest

from autan.ground.wordings import Text
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.questionnaire import Bounds, Choice, ChoiceList, ForeignTrait, Question
from autan.survey.xlsforms.core.kobo_columns import list_kobo_columns
from autan.survey.xlsforms.core.names import (
    code_in_form,
    codes_by_form,
    codes_in_form,
    column_in_form,
    form_traits,
    free_name,
    list_in_form,
    name_form,
    trait,
)
from autan.survey.xlsforms.core.types import (
    USUAL_TYPES,
    RowType,
    fits_kind,
    is_metadata,
    is_near,
    is_writable,
    kind_of_word,
    read_type,
)
from autan.survey.xlsforms.exporters.rows import write_bounds
from autan.survey.xlsforms.importers.columns import (
    FormLanguages,
    NamedFormRow,
    code_of_language,
    find_languages,
    name_column,
    name_rows,
    plain_name,
)
from autan.survey.xlsforms.importers.sheets import FormSheetRow
from tests.survey.questionnaires.making import STATUS, make_question, make_questionnaire

K = QuestionKind
RENAMED = ChoiceList(
    code="oui_non",
    choices=(Choice(code="yes", label=Text("Oui", "Yes")), Choice(code="no", label=Text("Non", "No"))),
    kept=(trait("list_name", "Oui/Non"), trait("yes.name", "1"), ForeignTrait(name="lime.yes", value="Y")),
)


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("label", ("label", "")),
        ("Label::Français (fr)", ("label", "Français (fr)")),
        ("label : English", ("label", "English")),
        ("Hint:English", ("hint", "English")),
        ("caption", ("label", "")),
        ("media::image::fr", ("media::image", "fr")),
        ("image", ("media::image", "")),
        ("media:audio", ("media::audio", "")),
        ("bind::relevant", ("relevant", "")),
        ("bind:relevance", ("relevant", "")),
        ("bind::jr:constraintMsg::fr", ("constraint_message", "fr")),
        ("bind::esri:fieldType", ("bind::esri:fieldType", "")),
        ("control::appearance", ("appearance", "")),
        ("body::accuracyThreshold", ("body::accuracyThreshold", "")),
        ("jr:count", ("repeat_count", "")),
        ("calculate", ("calculation", "")),
        ("readonly", ("read_only", "")),
        ("list name", ("list_name", "")),
        ("value", ("name", "")),
        ("set_form_title", ("form_title", "")),
        ("ID_string", ("form_id", "")),
        ("autan:unit", ("autan_unit", "")),
        ("autan_why::English (en)", ("autan_why", "English (en)")),
        ("instance::odk:tag", ("instance::odk:tag", "")),
        ("type", ("type", "")),
    ],
)
def test_a_heading_names_a_column_and_a_language(heading: str, column: tuple[str, str]) -> None:
    assert name_column(heading) == column


def test_a_heading_whose_usual_name_is_taken_keeps_its_own() -> None:
    sheet_rows = [FormSheetRow(line=3, cells={"name": "a", "value": "12", "Label::fr": "A"})]
    (row,) = name_rows("choices", sheet_rows)
    assert row.values == {("name", ""): "a", ("value", ""): "12", ("label", "fr"): "A"}
    assert (row.get("value"), row.heading("label"), row.heading("hint"), row.line) == ("12", "Label::fr", "hint", 3)
    (other,) = name_rows("choices", [FormSheetRow(line=4, cells={"value": "12"})])
    assert other.values == {("name", ""): "12"}


def test_a_row_tells_its_fault_at_the_heading_of_the_file() -> None:
    (row,) = name_rows("survey", [FormSheetRow(line=7, cells={"Label::Français (fr)": "A", "label::en": "B"})])
    assert row.texts("label") == {"Français (fr)": "A", "en": "B"}
    fault = row.fault("label", "autre chose")
    assert (fault.sheet, fault.row, fault.column, fault.value) == ("survey", 7, "Label::Français (fr)", "A")
    assert row.fault("name", "un nom").value is None
    assert row.cells() == {"label::Français (fr)": "A", "label::en": "B"}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Français (fr)", "fr"),
        ("french", "fr"),
        ("FRANCAIS", "fr"),
        ("English (en-GB)", "en"),
        ("Anglais", "en"),
        ("Italiano (it)", "it"),
        ("de", "de"),
        ("Nedersaksisch (nds) ", "nds"),
        ("Occitan (du Rouergue)", "occitan (du rouergue)"),
        ("", ""),
    ],
)
def test_a_language_is_known_by_its_code_or_its_name(name: str, code: str) -> None:
    assert code_of_language(name) == code


def rows_in(*languages: str) -> list[NamedFormRow]:
    values = {("label", language): language for language in languages}
    return [NamedFormRow(sheet="survey", line=2, values={**values, ("hint", "xx"): "x"})]


@pytest.mark.parametrize(
    ("languages", "default", "french", "english", "others"),
    [
        (("",), "", "", None, ()),
        (("English (en)", "Français (fr)"), "", "Français (fr)", "English (en)", ()),
        (("Italiano (it)", "English (en)"), "", "Italiano (it)", "English (en)", ()),
        (("Italiano (it)", "Español (es)"), "Español (es)", "Español (es)", None, ("Italiano (it)",)),
        (("Français (fr)", "Deutsch (de)", "English (en)"), "", "Français (fr)", "English (en)", ("Deutsch (de)",)),
        (("", "English (en)"), "", "", "English (en)", ()),
        (("", "English (en)"), "Français (fr)", "", "English (en)", ()),
        ((), "", "", None, ()),
    ],
)
def test_one_language_stands_for_french_and_another_for_english(
    languages: tuple[str, ...], default: str, french: str, english: str | None, others: tuple[str, ...]
) -> None:
    known = find_languages(rows_in(*languages), default)
    assert (known.french, known.english, known.others) == (french, english, others)
    assert known.is_english is (code_of_language(french or default) == "en")


@pytest.mark.parametrize(
    ("texts", "default", "words"),
    [
        ({"fr": "Quoi", "en": "What"}, "", Text("Quoi", "What")),
        ({"fr": "Quoi"}, "", Text("Quoi", "")),
        ({"en": "What"}, "", Text("What", "What")),
        ({"": "Quoi", "en": "What"}, "", Text("Quoi", "What")),
        ({"it": "Cosa"}, "", Text("", "")),
        ({"it": "Cosa"}, "q1", Text("Cosa", "")),
        ({}, "q1", Text("q1", "")),
        ({}, "", Text("", "")),
    ],
)
def test_a_wording_that_is_needed_is_the_first_that_there_is(
    texts: Mapping[str, str], default: str, words: Text
) -> None:
    languages = FormLanguages(french="fr", english="en", others=("it",))
    assert languages.text(texts, default=default) == words


def test_an_english_form_says_the_same_in_both_and_other_languages_are_kept() -> None:
    english = FormLanguages(french="en", english=None, others=("it", "de"), is_english=True)
    assert english.text({"en": "What", "it": "Cosa"}) == Text("What", "What")
    assert english.kept("label", {"en": "What", "it": "Cosa", "xx": "x"}) == [
        ForeignTrait(name="xlsform.label::it", value="Cosa")
    ]
    alone = FormLanguages(french="fr", english=None, others=())
    assert alone.text({"fr": "Quoi"}) == Text("Quoi", "")


@pytest.mark.parametrize(
    ("text", "row_type"),
    [
        ("text", RowType(word="text")),
        (" q   string ", RowType(word="q string")),
        ("select_one oui_non", RowType(word="select_one", list_name="oui_non")),
        (
            "Select One From oui_non or specify other",
            RowType(word="select_one", list_name="oui_non", allows_other=True),
        ),
        ("select1 l", RowType(word="select_one", list_name="l")),
        ("select_one_external l", RowType(word="select_one", list_name="l")),
        ("select all that apply from l or_other", RowType(word="select_multiple", list_name="l", allows_other=True)),
        ("add select multiple prompt using l", RowType(word="select_multiple", list_name="l")),
        ("RANK l", RowType(word="rank", list_name="l")),
        ("select_one_from_file villes.csv", RowType(word="select_one_from_file villes.csv")),
        ("select_one", RowType(word="select_one")),
        ("", RowType(word="")),
    ],
)
def test_a_type_says_its_list_and_whether_other_is_offered(text: str, row_type: RowType) -> None:
    assert read_type(text) == row_type


@pytest.mark.parametrize(("kind", "word"), USUAL_TYPES.items(), ids=lambda value: str(value))
def test_what_we_write_is_read_as_a_kind_of_the_same_answer(kind: QuestionKind, word: str) -> None:
    asked_alike = {
        K.SHORT_TEXT: K.OPEN,
        K.HALF_OPEN: K.SINGLE,
        K.PERCENTAGE: K.NUMBER,
        K.YEAR: K.NUMBER,
        K.SCALE: K.NUMBER,
    }
    assert kind_of_word(word) is asked_alike.get(kind, kind)
    assert not is_metadata(word)


def test_times_and_pictures_are_held_otherwise_and_what_is_calculated_is_not_asked() -> None:
    assert [is_near(word) for word in ("Time", "image", "text", "file", "calculate")] == [
        True,
        True,
        False,
        False,
        False,
    ]
    assert [is_metadata(word) for word in ("Today", "calculate", "uri:email", "text", "")] == [
        True,
        True,
        True,
        False,
        False,
    ]
    assert (kind_of_word("Q String"), kind_of_word("calculate"), kind_of_word("")) == (K.OPEN, None, None)


@pytest.mark.parametrize(
    ("written", "kind", "fits"),
    [
        ("integer", K.NUMBER, True),
        ("integer", K.OPEN, False),
        ("image", K.FILE, True),
        ("select_multiple_from_file a.csv", K.OPEN, True),
        ("select_multiple_from_file a.csv", K.MULTIPLE, False),
        ("hologramme", K.OPEN, False),
    ],
)
def test_a_type_that_was_kept_is_written_again_for_its_kind(written: str, kind: QuestionKind, fits: object) -> None:
    assert fits_kind(written, kind) is fits


def test_a_type_is_written_where_its_list_is() -> None:
    assert [is_writable(written, {"l"}) for written in ("select_one l", "rank l", "select_one m", "integer")] == [
        True,
        True,
        False,
        True,
    ]
    assert (is_writable("select_one_from_file a.csv", set()), is_writable("hologramme", {"hologramme"})) == (
        True,
        False,
    )


def test_choices_have_the_codes_that_they_were_read_in() -> None:
    assert codes_in_form(RENAMED) == ["1", "no"]
    assert codes_by_form(RENAMED) == {"1": "yes", "no": "no"}
    assert [code_in_form(RENAMED, code) for code in ("yes", "no", "other")] == ["1", "no", "other"]
    assert (list_in_form(RENAMED), list_in_form(STATUS)) == ("Oui/Non", "status")
    assert (codes_in_form(None), code_in_form(None, "x"), list_in_form(None)) == ([], "x", "")
    assert form_traits(RENAMED.kept) == {"list_name": "Oui/Non", "yes.name": "1"}


def test_a_name_that_is_taken_in_any_case_is_numbered() -> None:
    taken = {"budget"}
    assert [free_name(name, taken) for name in ("Budget", "budget", "plan")] == ["Budget_2", "budget_3", "plan"]
    assert taken == {"budget", "budget_2", "budget_3", "plan"}


def test_questions_keep_the_name_that_they_were_read_in_unless_another_one_has_it() -> None:
    questions = [
        make_question(code="a", kept=(trait("name", "Nom"),)),
        make_question(code="b", kept=(trait("name", "Nom"),)),
        make_question(K.HALF_OPEN, code="half"),
        make_question(code="half_text"),
        make_question(K.SPLIT, code="s"),
        make_question(K.MATRIX, code="g"),
        make_question(K.TABLE, code="t", kept=(trait("column.title.name", "Titre"),)),
    ]
    names = name_form(make_questionnaire(*questions))
    assert (names.names["a"], names.names["b"]) == ("Nom", "b")
    assert names.parts["half"] == ("half", "half_text_2")
    assert names.parts["s"] == ("s_sobriety", "s_efficiency", "s_renewables")
    assert names.parts["g"][0].startswith("g_sobriety_")
    table = questions[-1]
    assert names.parts["t"][0] == "Titre"
    assert names.parts["t"] == tuple(column_in_form(table, column, "t") for column in table.columns)
    assert "a" not in names.parts
    assert names.questions["s"] is questions[4]


def test_long_names_leave_room_for_a_number() -> None:
    assert plain_name("Émissions évitées") == "Emissions evitees"
    assert (len(plain_name("x" * 36)), len(plain_name("x" * 37))) == (36, 36)


@pytest.mark.parametrize(
    ("bounds", "constraint"),
    [
        (Bounds(), ""),
        (Bounds(low=0), ". >= 0"),
        (Bounds(high=100.5), ". <= 100.5"),
        (Bounds(low=-3, high=0), ". >= -3 and . <= 0"),
    ],
)
def test_bounds_are_a_constraint_on_the_answer(bounds: Bounds, constraint: str) -> None:
    assert write_bounds(bounds) == constraint


@pytest.mark.parametrize(
    ("heading", "place"),
    [
        ("many", ((), False)),
        ("many/yes", (("choices", "yes"), True)),
        ("Groupe/many/yes", (("choices", "yes"), True)),
        ("Groupe > many > yes", (("choices", "yes"), True)),
        ("Groupe.Autre.many", ((), False)),
        ("many_other", (("other",), True)),
        ("  MA   question ", ((), True)),
        ("Groupe/Ma question", ((), True)),
        ("half", (("choice",), True)),
        ("half_text", (("text",), True)),
        ("f_URL", (("link",), True)),
        ("t_title", (("title",), True)),
    ],
)
def test_a_heading_of_an_export_is_found_under_its_groups(heading: str, place: tuple[tuple[str, ...], bool]) -> None:
    questions = [
        make_question(K.MULTIPLE, code="many", text=Text("Plusieurs", "Several"), allows_other=True),
        make_question(code="o", text=Text("Ma question", "My question")),
        make_question(K.HALF_OPEN, code="half", text=Text("Moitié", "Half")),
        make_question(K.FILE, code="f", text=Text("Fichier", "File")),
        make_question(K.TABLE, code="t", text=Text("Tableau", "Table")),
    ]
    column = list_kobo_columns(make_questionnaire(*questions)).find(heading)
    assert column is not None
    assert (column.path, column.flat is not None) == place


@pytest.mark.parametrize("heading", ["", "zorg", "many/zorg", "zorg/many_", "double"])
def test_what_names_no_question_or_two_is_found_nowhere(heading: str) -> None:
    double = Text("Double", "Twice")
    questions = [
        make_question(K.MULTIPLE, code="many", text=Text("Plusieurs", "Several")),
        make_question(code="a", text=double),
        make_question(code="b", text=double),
    ]
    columns = list_kobo_columns(make_questionnaire(*questions))
    assert columns.find(heading) is None
    assert columns.find("b") == columns.by_code["b"]


def test_a_score_and_the_levels_of_a_ranking_have_headings_of_their_own() -> None:
    ranking = make_question(K.RANKING, code="r", kept=(trait("kobo--levels", "first second"),))
    cells = (Question(code="answer", kind=K.SINGLE, text=Text("Réponse", "Answer"), choices=STATUS),)
    score = make_question(K.MATRIX, code="s", columns=cells)
    columns = list_kobo_columns(make_questionnaire(ranking, score))
    assert [columns.others[f"r/{level}"].rank for level in ("first", "second")] == [1, 2]
    found = columns.find("Page/s/sobriety")
    assert found is not None
    assert (found.path, found.choices) == (("sobriety", "answer"), STATUS)
