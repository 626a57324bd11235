"""The pure parts of exchange: cells read, territories matched, headings that stay apart."""

import pytest

from autan.ground.tables.core.findings import Findings
from autan.ground.wordings import Text
from autan.survey.campaigns.core.exchange import (
    AnswerRow,
    AnswerSheet,
    SheetAnswer,
)
from autan.survey.formats.core.answer_files.cells import UnreadableCellError, read_cell, read_number, read_state
from autan.survey.formats.core.answer_files.formats import Headings
from autan.survey.formats.core.answer_files.matching import match_rows
from autan.survey.formats.core.answer_files.tables import build_wide_table, code_of_words, name_columns, write_cell
from autan.survey.questionnaires.core.kinds import AnswerState, QuestionKind
from autan.survey.questionnaires.core.questionnaire import Choice, ChoiceList
from autan.survey.questionnaires.core.spread.flattening import flatten_questionnaire
from tests.survey.questionnaires.making import make_question, make_questionnaire

NAMES = {"100000001": ("CC du Nord", "Nord"), "100000002": ("CC du Sud", "Sud"), "100000003": ("CA du Sud", "Sud")}


def row(key: str = "1", **fields: object) -> AnswerRow:
    return AnswerRow(key=key, **fields)  # type: ignore[arg-type]


def sirens(*rows: AnswerRow, column: str = "", mapping: dict[str, str] | None = None) -> list[str]:
    sheet = AnswerSheet(file="r.csv", rows=rows)
    return [siren for siren, _ in match_rows(sheet, NAMES, column=column, mapping=mapping, findings=Findings())]


# --- cells ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "raw", "expected"),
    [
        (QuestionKind.DATE, "1/4/2013", "2013-04-01"),
        (QuestionKind.DATE, "01.04.2013 10:00", "2013-04-01"),
        (QuestionKind.DATE, "2013-04-01T10:00:00", "2013-04-01"),
        (QuestionKind.NUMBER, "1\u202f250,50", 1250.5),
        (QuestionKind.NUMBER, 12.0, 12),
        (QuestionKind.NUMBER, "-1e3", -1000.0),
        (QuestionKind.YEAR, "2 013", 2013),
        (QuestionKind.SINGLE, "OUI", "yes"),
        (QuestionKind.SINGLE, "Planned", "planned"),
        (QuestionKind.OPEN, 31.0, "31"),
        (QuestionKind.OPEN, 0.5, "0.5"),
    ],
)
def test_a_cell_is_read_as_people_write_it(kind: QuestionKind, raw: str | float, expected: object) -> None:
    column = flatten_questionnaire(make_questionnaire(make_question(kind)), {})[0]
    assert read_cell(column, raw) == expected


@pytest.mark.parametrize("text", ["31/02/2013", "2013-13-01", "hier", "1/2", "12:30"])
def test_what_is_no_day_is_refused(text: str) -> None:
    column = flatten_questionnaire(make_questionnaire(make_question(QuestionKind.DATE)), {})[0]
    with pytest.raises(UnreadableCellError, match="JJ/MM/AAAA"):
        read_cell(column, text)


@pytest.mark.parametrize(
    "text", ["", "1,2,3", "douze", "1.2.3", "∞", "nan", "0x10", "1,250.5", "9" * 19, "9" * 400, "9" * 5000]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(UnreadableCellError):
        read_number(text)


def test_a_number_has_eighteen_figures_at_most() -> None:
    assert read_number("9" * 18) == 10**18 - 1
    assert read_number(f"-{'9' * 18},5") == -1e18


def test_states_are_read_in_codes_and_in_words() -> None:
    assert read_state("la donnée n’existe pas") == (AnswerState.NO_DATA_EXISTS, False)
    assert read_state("Answered in part") == (AnswerState.ANSWERED, True)


# --- headings ---------------------------------------------------------------------------------------------------------


def test_headings_of_two_columns_never_meet() -> None:
    rows = ChoiceList(code="r", choices=tuple(Choice(code=code, label=Text(code, "")) for code in ("a", "a_b")))
    column = make_question(QuestionKind.MATRIX).columns[1]
    columns = tuple(type(column)(code=code, kind=column.kind, text=Text("x", ""), unit="EUR") for code in ("b_c", "c"))
    matrix = make_question(QuestionKind.MATRIX, code="q", rows=rows, columns=columns)
    siren = make_question(code="siren", text=Text("SIREN", "SIREN"))
    flat = flatten_questionnaire(
        make_questionnaire(matrix, siren, make_question(QuestionKind.DISPLAY, code="lire")), {}
    )
    for style in Headings:
        headings = [named.heading for named in name_columns(flat, style)]
        assert len(set(headings)) == len(headings)
        assert "siren" not in headings
        assert "SIREN" not in headings
    codes = [named.heading for named in name_columns(flat, Headings.CODES)]
    assert codes[:4] == ["q[a_b_c]", "q[a_c]", "q[a_b_b_c]", "q[a_b_c] 2"]


def test_a_row_spreads_over_what_is_asked_only() -> None:
    questionnaire = make_questionnaire(make_question(QuestionKind.DISPLAY, code="lire"), make_question(code="q1"))
    answers = (SheetAnswer(question="q1", value="a"),)
    table = build_wide_table(AnswerSheet(file="", rows=(row(siren="1", name="N", answers=answers),)), questionnaire)
    assert [column.heading for column in table.columns] == ["siren", "territory", "q1", "q1.state"]
    assert tuple(table.rows) == (("1", "N", "a", "answered"),)


def test_words_of_two_choices_stay_in_codes() -> None:
    labels = {"a": Text("Bois", "Wood"), "b": Text("Bois", "Timber"), "Wood": Text("Autre", "Other")}
    assert (code_of_words(labels, "bois"), code_of_words(labels, "timber"), code_of_words(labels, "Wood")) == (
        None,
        "b",
        "Wood",
    )
    twins = ChoiceList(code="t", choices=tuple(Choice(code=code, label=labels[code]) for code in ("a", "b")))
    flat = flatten_questionnaire(make_questionnaire(make_question(QuestionKind.SINGLE, choices=twins)), {})
    (column, _) = name_columns(flat, Headings.TEXTS)
    assert write_cell(column, "a", Headings.TEXTS) == "a"


# --- territories ------------------------------------------------------------------------------------------------------


def test_a_territory_is_told_by_the_surest_word() -> None:
    assert sirens(row(siren="100 000 001", name="CC du Sud")) == ["100000001"]
    assert sirens(row(name="communauté de communes du nord")) == ["100000001"]
    assert sirens(row(name="CA du Sud")) == ["100000003"]
    assert sirens(row(name="Sud")) == []  # two territories bear this name
    assert sirens(row(name="", others={"Ville": "Nord", "Rang": "3"})) == ["100000001"]
    assert sirens(row(name="CC du Nord", others={"Ville": "CC du Sud"})) == []
    assert sirens(row(siren="999999999", name="CC du Nord")) == []


def test_a_territory_is_told_by_the_column_asked_for() -> None:
    answers = (SheetAnswer(question="q1", value={"choice": None, "text": "CC du Nord"}, place="Qui ?"),)
    told = row("7", email="a@exemple.fr", token="t", others={"Ville": "Nord"}, answers=answers)
    for column in ("ville", "Ville", "q1", "Qui ?"):
        assert sirens(told, column=column) == ["100000001"]
    known = {"A@exemple.fr": "100000002", "7": "100000003", "t": "100000001", "x": "123456789"}
    assert [sirens(told, column=column, mapping=known) for column in ("email", "key", "token")] == [
        ["100000002"],
        ["100000003"],
        ["100000001"],
    ]
    assert sirens(told, column="absente") == []
    assert sirens(row(others={"v": "x"}), column="v", mapping=known) == []
    counted = (SheetAnswer(question="q2", value=100_000_001),)
    assert sirens(row(answers=counted), column="q2") == ["100000001"]
    listed = (SheetAnswer(question="q2", value=["Nord"]),)
    assert sirens(row(answers=listed), column="q2") == []
