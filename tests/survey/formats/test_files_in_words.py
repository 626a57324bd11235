"""What files of answers say in words: numbers asked back, choices expected, whose row it is, what a format loses."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from django.utils import translation

from autan.ground.errors import Fault, RuleError
from autan.ground.tables.core.findings import Findings
from autan.ground.wordings import Text
from autan.survey.campaigns.core.exchange import AnswerRow, AnswerSheet, SheetAnswer
from autan.survey.formats.core.answer_files.cells import (
    AmbiguousNumberError,
    UnreadableCellError,
    ask_number,
    decimal_mark_in,
    escape_formula,
    is_ambiguous,
    list_expected,
    read_cell,
    read_number,
    read_state,
    restore_text,
    with_decimal_mark,
)
from autan.survey.formats.core.answer_files.formats import FORMATS, Headings
from autan.survey.formats.core.answer_files.matching import match_rows
from autan.survey.formats.core.answer_files.tables import AnswerExport, build_long_table
from autan.survey.formats.core.answer_files.workbook import MAX_CELL, MAX_COLUMNS, NOTICE, build_workbook
from autan.survey.formats.core.foreign_traits import lost_traits, trait_values, whole_losses
from autan.survey.formats.presenters import name_form, present_formats
from autan.survey.questionnaires.core.kinds import AnswerState, QuestionKind
from autan.survey.questionnaires.core.questionnaire import Choice, ChoiceList, ForeignTrait, Question
from autan.survey.questionnaires.core.spread.columns import CellKind, FlatColumn
from tests.survey.questionnaires.making import STATUS, make_question, make_questionnaire

K = QuestionKind


def column(kind: CellKind, choices: ChoiceList | None = None) -> FlatColumn:
    return FlatColumn(question="q", path=(), kind=kind, label=Text("Q", "Q"), choices=choices)


@pytest.mark.parametrize(
    ("text", "is_asked"),
    [
        ("12.500", True),
        ("1,250", True),
        (" 999.999 ", True),
        ("0,500", False),
        ("12,50", False),
        ("12.5000", False),
        ("1 250,500", False),
        ("1234.500", False),
        ("12500", False),
    ],
)
def test_three_figures_after_a_sign_may_be_thousands_or_decimals(text: str, is_asked: object) -> None:
    assert is_ambiguous(text) is is_asked


def test_both_numbers_are_offered_and_a_number_of_a_workbook_is_sure() -> None:
    assert ask_number(" 12.500 ") == "un nombre qui se lit d’une seule façon\u00a0: 12\u202f500, ou 12,500"
    with pytest.raises(AmbiguousNumberError) as asked:
        read_cell(column(CellKind.NUMBER), "12.500")
    assert asked.value.expected == ask_number("12.500")
    assert read_cell(column(CellKind.NUMBER), 12.5) == 12.5
    assert read_cell(column(CellKind.TEXT), "12.500") == "12.500"


@pytest.mark.parametrize(
    ("texts", "mark"),
    [
        (["1,500", "12,5"], ","),
        (["1.500", "12.5", "words"], "."),
        (["1,5", "1.5"], ""),
        (["1,500", "3"], ""),
        (["1 250,50"], ","),
        ([], ""),
    ],
)
def test_a_column_shows_its_mark_of_decimals(texts: list[str], mark: str) -> None:
    assert decimal_mark_in(texts) == mark


def test_a_number_is_written_so_that_its_mark_is_known() -> None:
    assert [with_decimal_mark("12.500", mark) for mark in ".,"] == ["12.5000", "12500"]
    assert [read_number(with_decimal_mark("1,250", mark)) for mark in ",."] == [1.25, 1250]


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        (CellKind.FLAG, "Oui", 1),
        (CellKind.FLAG, "x", 1),
        (CellKind.FLAG, "TRUE", 1),
        (CellKind.FLAG, 0.0, 0),
        (CellKind.FLAG, "faux", 0),
        (CellKind.WHOLE, "2 013,0", 2013),
        (CellKind.RANK, 3.0, 3),
        (CellKind.NUMBER, "+,5", 0.5),
        (CellKind.NUMBER, "-12", -12),
        (CellKind.DATE, "2024-02-29", "2024-02-29"),
        (CellKind.DATE, "29/2/2024 08:00", "2024-02-29"),
    ],
)
def test_a_cell_says_what_its_column_expects(kind: CellKind, raw: str | float, value: object) -> None:
    read = read_cell(column(kind), raw)
    assert (read, type(read)) == (value, type(value))


@pytest.mark.parametrize(
    ("kind", "raw", "expected"),
    [
        (CellKind.FLAG, "peut-être", "1 ou 0, oui ou non"),
        (CellKind.FLAG, "2", "1 ou 0, oui ou non"),
        (CellKind.WHOLE, "2013,5", "un nombre entier"),
        (CellKind.NUMBER, "douze", "un nombre"),
        (CellKind.NUMBER, "1" * 19, "un nombre d’au plus dix-huit chiffres"),
        (CellKind.DATE, "29/02/2023", "une date possible, écrite AAAA-MM-JJ ou JJ/MM/AAAA"),
    ],
)
def test_what_it_does_not_say_is_refused_in_words(kind: CellKind, raw: str, expected: str) -> None:
    with pytest.raises(UnreadableCellError) as refused:
        read_cell(column(kind), raw)
    assert refused.value.expected == expected


def test_the_choices_expected_are_listed_with_their_words_the_first_eight() -> None:
    with pytest.raises(UnreadableCellError) as refused:
        read_cell(column(CellKind.CHOICE, STATUS), "bof")
    assert refused.value.expected == "un choix parmi : yes (Oui), planned (Prévu), no (Non), other (autre)"
    assert list_expected(list("abcdefgh")) == "un choix parmi : a, b, c, d, e, f, g, h"
    assert list_expected(list("abcdefghi")) == "un choix parmi : a, b, c, d, e, f, g, h, …"
    assert read_cell(column(CellKind.CHOICE, STATUS), " PRÉVU ") == "planned"
    assert read_state("refused") == (AnswerState.REFUSED, False)
    with pytest.raises(UnreadableCellError, match="un choix parmi"):
        read_state("bof")


@pytest.mark.parametrize("text", ["=1+1", "+33", "-1", "@x", "\tx", "＝1", "'=1", "''=1"])
def test_a_text_that_would_be_a_formula_is_guarded_and_comes_back(text: str) -> None:
    assert escape_formula(text) == f"'{text}"
    assert restore_text(escape_formula(text)) == text


@pytest.mark.parametrize("text", ["Plan", "l'élu", "", "1+1", "'Plan"])
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert (escape_formula(text), restore_text(text)) == (text, text)


NAMES: Mapping[str, Sequence[str]] = {
    "100000001": ("CC du Nord", "Nord"),
    "100000002": ("Communauté d’agglomération de l’Étang", "L’Étang"),
}


def row(key: str, **fields: Any) -> AnswerRow:
    return AnswerRow(key=key, line=int(key) + 1, sheet="S", **fields)


def matched(*rows: AnswerRow, **options: Any) -> tuple[list[tuple[str, str]], list[tuple[Any, ...]]]:
    """SIREN and key of each row whose territory is known, and the faults with their places."""
    findings = Findings()
    pairs = match_rows(AnswerSheet(file="r.csv", rows=rows), NAMES, findings=findings, **options)
    faults = [(fault.sheet, fault.row, fault.column, fault.value, fault.expected) for fault in findings.faults]
    return [(siren, answered.key) for siren, answered in pairs], faults


def test_of_two_responses_the_only_one_that_was_sent_is_taken_and_the_other_told() -> None:
    sent, draft = row("1", siren="100000001", submitted_at="2026-01-05"), row("2", siren="100000001")
    left = ("S", 3, "siren", "100000001", "une seule réponse par collectivité (celle-ci est laissée)")
    assert matched(sent, draft) == ([("100000001", "1")], [left])
    again = row("3", siren="100000001", submitted_at="2026-01-06")
    pairs, faults = matched(sent, again)
    assert (pairs, [fault[1] for fault in faults]) == ([], [2, 4])
    pairs, faults = matched(draft, row("4", siren="100000001"))
    assert (pairs, [fault[1] for fault in faults]) == ([], [3, 5])


def test_a_row_of_no_territory_or_of_two_is_told_with_what_it_says() -> None:
    pairs, faults = matched(row("1", name="Ouest"), row("2", name="Nord", others={"a": "l'etang"}), row("3"))
    assert pairs == []
    assert faults == [
        ("S", 2, "siren", "Ouest", "une collectivité interrogée"),
        ("S", 3, "siren", "Nord, l'etang", "une collectivité interrogée, et une seule"),
        ("S", 4, "siren", "3", "une collectivité interrogée"),
    ]
    assert matched(row("1", name="x" * 99))[1][0][3] == "x" * 80
    assert matched(row("1", others={"v": "Ouest"}), column="v")[1][0][2] == "v"


def test_rows_are_matched_in_the_order_of_the_file_by_names_in_any_letters() -> None:
    rows = [row("1", name="CA DE L’ETANG"), row("2", name="cc nord")]
    assert matched(*rows) == ([("100000002", "1"), ("100000001", "2")], [])
    assert matched(row("1", name="Nord"), mapping={"NORD": "100000002"})[0] == [("100000002", "1")]
    assert matched(row("1", name="Nord"), mapping={"nord": "999999999"})[0] == []
    token = row("5", token="abc", name="Nord")
    assert matched(token, mapping={"abc": "100000002"})[0] == []  # two words, two territories
    assert matched(token, column="token", mapping={"abc": "100000002"})[0] == [("100000002", "5")]


def export(value: Any, question: Question, **fields: Any) -> AnswerExport:
    answers = (SheetAnswer(question=question.code, value=value, **fields),)
    rows = (AnswerRow(key="1", siren="100000001", name="Nord", answers=answers),)
    sheet = AnswerSheet(file="", rows=rows, campaign="essai", is_invented=True)
    questionnaire = make_questionnaire(question)
    return AnswerExport(sheet=sheet, questionnaire=questionnaire, title=Text("Essai", "Trial"), network=Text("R", "N"))


def test_a_sheet_holds_as_many_columns_as_a_spreadsheet_shows() -> None:
    words = Question(code="c", kind=K.OPEN, text=Text("C", "C"))
    table = make_question(K.TABLE, code="q", columns=(words,))
    fixed = 4  # siren, territory, the mark of the invented, the state
    whole = [{"c": "x"}] * (MAX_COLUMNS - fixed)
    assert MAX_COLUMNS == 2**14
    with pytest.raises(RuleError, match="plus de 16384 colonnes\u202f; prenez"):
        build_workbook(export([*whole, {"c": "x"}], table), Headings.CODES, [], [])


def test_a_cell_too_long_for_a_sheet_is_cut_and_told_at_its_place() -> None:
    cuts: list[Fault] = []
    question = make_question(K.OPEN, code="q")
    sheets = build_workbook(export("x" * MAX_CELL, question), Headings.CODES, [], cuts)
    assert all(list(sheet.rows) for sheet in sheets)
    assert cuts == []
    sheets = build_workbook(export("y" * (MAX_CELL + 1), question), Headings.CODES, [], cuts)
    written = {sheet.name: list(sheet.rows) for sheet in sheets}
    cell = written["Réponses"][1][3]
    assert (len(str(cell)), str(cell)[-5:]) == (MAX_CELL, "y […]")
    assert [(cut.sheet, cut.row, cut.column) for cut in cuts] == [("Réponses", 2, "q"), ("Détail", 2, "value")]
    assert cuts[0].value == "y" * 40 + "…"


def test_the_notice_says_whose_answers_they_are_and_what_is_lost() -> None:
    lost = Fault(column="q", expected="perdu")
    (notice, *_others) = build_workbook(export("x", make_question(code="q")), Headings.CODES, [lost], [])
    rows = list(notice.rows)
    assert (notice.name, rows[0]) == (NOTICE, ("Campagne", "Essai", "essai"))
    assert rows[1] == ("Réseau", "R", "réseau inventé")
    assert ("Collectivités", 1, None) in rows
    assert ("Réponses", 1, None) in rows
    assert rows[-1] == ("Ce que ce fichier ne contient pas", "perdu", "q")


def test_an_answer_without_a_value_has_its_line_in_the_long_form() -> None:
    refused = export(None, make_question(code="q"), state=AnswerState.REFUSED, note="Secret", revision=3)
    table = build_long_table(refused.sheet, refused.questionnaire)
    (line,) = (dict(zip((column.heading for column in table.columns), cells, strict=True)) for cells in table.rows)
    assert (line["item"], line["value"], line["state"], line["note"]) == ("q", None, "refused", "Secret")
    assert (line["revision"], line["network_mark"]) == (3, "réseau inventé")
    assert list(table.rows) == list(table.rows)  # they may be read twice


def test_each_form_of_a_format_loses_what_it_does_not_hold() -> None:
    csv = next(item for item in FORMATS if item.suffix == ".csv")
    acts, past, questions = csv.losses
    assert csv.losses_in() == (acts, past, questions)
    assert csv.losses_in(Headings.TEXTS) == (acts, past)
    assert csv.losses_in(is_long=True) == (past,)
    assert [item.suffix for item in FORMATS if item.has_long] == [".csv", ".parquet"]


def test_formats_and_their_forms_are_named_in_both_languages() -> None:
    assert name_form("csv", "long=1") == "CSV, détaillé\u00a0: une ligne par cellule"
    assert (name_form("json", ""), name_form("sav", ""), name_form("csv", "zorg")) == ("JSON", "SAV", "CSV")
    shown = present_formats()
    assert [item["suffix"] for item in shown[: len(FORMATS)]] == [item.suffix[1:] for item in FORMATS]
    forms = {item["suffix"]: [form.query for form in item["forms"]] for item in shown}
    assert forms["json"] == [""]
    assert forms["csv"] == ["", "headings=texts", "separator=%3B", "headings=texts&separator=%3B", "long=1"]
    assert forms["parquet"] == ["", "long=1"]
    assert "kobo" in forms
    with translation.override("en"):
        assert name_form("xlsx", "headings=texts") == "XLSX, in words"
        assert present_formats()[0]["losses"][0] == "earlier versions of the answers"


def test_what_was_kept_of_another_tool_is_said_to_be_lost() -> None:
    kept = [ForeignTrait(name=name, value="1") for name in ("xlsform.appearance", "sid", "xlsform.name")]
    assert trait_values(kept, "xlsform.") == {"appearance": "1", "name": "1"}
    assert list(lost_traits(kept, lambda name: name.startswith("xlsform."))) == [
        "perdu : ce qui était gardé d’un autre outil (sid)"
    ]
    (loss,) = lost_traits(kept, lambda _name: False)
    assert loss.endswith("(appearance, sid, name)")
    assert list(lost_traits(kept, lambda _name: True)) == []
    english = ChoiceList(code="l", choices=(Choice(code="a", label=Text("A", "Ay")),))
    french = make_questionnaire(make_question(K.SINGLE, code="q", text=Text("Quoi", ""), choices=english))
    french = replace(french, lists=(english,))
    assert [place for place, _loss in whole_losses(french, lambda _name: True)] == ["l"]
    both = make_questionnaire(make_question(K.SINGLE, code="q", choices=english))
    assert list(whole_losses(both, lambda _name: True)) == []
