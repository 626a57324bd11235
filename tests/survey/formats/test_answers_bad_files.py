"""Bad files of answers: each has its clear refusal, and nothing of it is believed."""

import io
import json
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from autan.ground.errors import ImportFileError, RuleError
from autan.ground.tables.core.findings import MAX_FAULTS, Findings
from autan.ground.tables.core.tables import LIMITS, Limits
from autan.ground.tables.importers.archives import read_archive
from autan.ground.tables.importers.tables import open_sheets, read_tables
from autan.survey.formats.core.answer_files import workbook as workbook_sheets
from autan.survey.formats.core.answer_files.cells import escape_formula, restore_text
from autan.survey.formats.core.answer_files.formats import Headings
from autan.survey.formats.core.answer_files.tables import build_wide_table
from autan.survey.formats.core.answer_files.workbook import MAX_CELL
from autan.survey.formats.exporters.answers.files import answer_file, write_answers
from autan.survey.formats.importers.answers.files import read_answers
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.questionnaire import Questionnaire
from autan.survey.xlsforms.importers.form import read_xlsform
from tests.ground.workbook_making import compound, xlsx
from tests.survey.formats.test_answers_round_trips import export_of, row_of
from tests.survey.questionnaires.making import make_question, make_questionnaire

QUESTIONNAIRE = make_questionnaire(
    make_question(code="q1"),
    make_question(QuestionKind.NUMBER, code="q2"),
    make_question(QuestionKind.TABLE, code="q3"),
    make_question(QuestionKind.SINGLE, code="q4"),
)
FORMULAS = ["=1+1", "+33 5", "-2", "@SOMME(A1)", "'=déjà", "\t=1", "\r=1", "＝1"]


def workbook(**members: bytes | str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def refusal(data: bytes | str, file: str, questionnaire: Questionnaire = QUESTIONNAIRE) -> Any:
    with pytest.raises(ImportFileError) as caught:
        read_answers(data.encode() if isinstance(data, str) else data, file, questionnaire)
    assert caught.value.exit_code == 5
    return caught.value.faults[0]


# --- the file as a whole ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "file", "expected"),
    [
        (b"%PDF-1.7", "r.pdf", "un fichier .json"),
        (b"%PDF-1.7", "r.xlsx", "une archive zip entière"),
        (b"PK\x03\x04 coup", "r.ods", "une archive zip entière"),
        (b"siren\0q1", "r.csv", "un fichier texte"),
        (b"", "r.csv", "une première ligne d’en-têtes"),
        (b"nom,valeur\na,b\n", "r.csv", "des colonnes du questionnaire"),
        (b'siren,q1\n1,"jamais fini', "r.csv", "un texte séparé bien formé"),
        (b"siren,q1\n1,a,b,c\n", "r.csv", "au plus 2 cellules"),
        (b'{"format": ', "r.json", "un fichier JSON entier et bien formé"),
        (b'{"format": "autre"}', "r.json", "« autan-answers », version 1"),
        (b"[" * 200_000, "r.json", "un fichier JSON entier et bien formé"),
        (b"<document><LimeSurveyDocType>Resp", "r.lsr", "un fichier XML entier et bien formé"),
        (b"siren,q1", "r.lsa", "une archive zip entière"),
    ],
)
def test_a_file_of_the_wrong_kind_or_cut_short(data: bytes, file: str, expected: str) -> None:
    assert expected in refusal(data, file).expected


def test_a_workbook_cut_short_or_of_something_else() -> None:
    whole, _ = write_answers(export_of(row_of({"q1": "a"}), questionnaire=QUESTIONNAIRE), "r.xlsx")
    assert "coupée" in refusal(whole[: len(whole) // 2], "r.xlsx").expected
    assert "un classeur lisible" in refusal(workbook(**{"notes.txt": "rien"}), "r.xlsx").expected


def test_a_zip_that_opens_too_large_is_refused_before_it_is_opened() -> None:
    bomb = workbook(**{"a.xml": b"0" * 1_000_000})
    assert read_archive(bomb, "r.xlsx")
    with zipfile.ZipFile(io.BytesIO(bomb)) as archive:
        compressed = archive.infolist()[0].compress_size
    assert compressed < 2_000
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.xml", "w") as member:
        for _ in range(LIMITS.max_opened_bytes // 10_000_000 + 1):
            member.write(b"0" * 10_000_000)
    fault = refusal(buffer.getvalue(), "r.ods")
    assert "une fois ouverte" in fault.expected
    assert fault.value == "210\u00a0Mo"


def test_a_zip_that_lies_about_its_sizes_is_refused() -> None:
    data = bytearray(workbook(**{"content.xml": b"a" * 5_000}))
    central = data.index(b"PK\x01\x02")
    data[central + 24 : central + 28] = (10).to_bytes(4, "little")
    assert "abîmée" in refusal(bytes(data), "r.ods").expected


@pytest.mark.parametrize("name", ["../dehors.xml", "/etc/passwd", "C:\\dehors.xml", "a/../../b.xml"])
def test_a_member_that_leads_outside_is_refused(name: str) -> None:
    fault = refusal(workbook(**{name: "x"}), "r.ods")
    assert fault.expected == "des noms de fichiers qui restent dans l’archive"


def test_too_many_members_or_two_of_one_name() -> None:
    crowd = workbook(**{f"f{rank}": "" for rank in range(60)})
    assert refusal(crowd, "r.lsa").expected == "une archive d’au plus 50 fichiers"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.xml", "1")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.xml", "2")
    assert "chacun leur nom" in refusal(buffer.getvalue(), "r.ods").expected


def test_a_csv_cut_in_its_last_line_is_refused() -> None:
    fault = refusal("siren,q1,q2\n100000001,oui,3\n100000002,no", "r.csv")
    assert (fault.row, fault.value) == (3, "2 cellules")
    assert "coupé" in fault.expected
    whole = read_answers(b"siren,q1,q2\n100000001,oui,3\n100000002,non\n", "r.csv", QUESTIONNAIRE)
    assert len(whole.rows) == 2  # some spreadsheets leave out the empty cells at the end of a line


def test_a_document_type_or_an_entity_is_refused_aloud() -> None:
    entity = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
    for file in ("r.ods", "r.xlsx"):
        fault = refusal(workbook(**{"content.xml": entity}), file)
        assert "DTD" in fault.expected
        assert fault.value == "content.xml"
    assert "DTD" in refusal(entity, "r.lsr").expected


def test_a_file_too_large_or_ciphered_is_refused() -> None:
    for data, file, expected in (
        (b"PK" + b"0" * 200, "r.xlsx", "un classeur d’au plus"),
        (b"siren" * 50, "r.csv", "un fichier d’au plus"),
    ):
        with pytest.raises(ImportFileError) as caught:
            open_sheets(data, file, limits=Limits(max_bytes=100))
        assert expected in caught.value.faults[0].expected
    locked = bytearray(workbook(**{"content.xml": b"a"}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + place] |= 1
    assert refusal(bytes(locked), "r.ods").expected == "une archive sans mot de passe"


def test_more_columns_than_a_workbook_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    export = export_of(row_of({"q1": "a"}), questionnaire=QUESTIONNAIRE)
    columns = len(build_wide_table(export.sheet, export.questionnaire, Headings.CODES).columns)
    monkeypatch.setattr(workbook_sheets, "MAX_COLUMNS", columns)
    write_answers(export, "r.ods")
    monkeypatch.setattr(workbook_sheets, "MAX_COLUMNS", columns - 1)
    with pytest.raises(RuleError, match=f"plus de {columns - 1} colonnes"):
        write_answers(export, "r.ods")


@pytest.mark.parametrize("escape", ["\\ud800", "\\u0000"])
def test_a_sign_that_nothing_keeps_is_refused(escape: str) -> None:
    fault = refusal(f'{{"territories": [{{"note": "avant {escape} après"}}]}}', "r.json")
    assert "moitié de signe" in fault.expected
    assert fault.value.startswith("avant ")


@pytest.mark.parametrize("again", ["q1", "siren"])
def test_a_column_written_twice_is_refused(again: str) -> None:
    fault = refusal(f"siren,q1,{again}\n100000001,un,deux\n", "r.csv")
    assert (fault.row, fault.column) == (1, again)
    assert "une seule colonne" in fault.expected


def test_columns_left_aside_may_be_written_twice() -> None:
    sheet = read_answers(b"siren,q1,zz,zz\n100000001,un,a,b\n", "r.csv", QUESTIONNAIRE)
    assert sheet.rows[0].answers[0].value == "un"


# --- cells ------------------------------------------------------------------------------------------------------------


def test_a_cell_of_a_million_signs_is_refused_with_its_line() -> None:
    huge = "x" * 1_000_000
    fault = refusal(f"siren,q1\n100000001,court\n100000002,{huge}\n", "r.csv")
    assert (fault.row, "131072 signes" in fault.expected) == (3, True)
    content = {
        "format": "autan-answers", "format_version": 1, "campaign": "c",
        "territories": [{"siren": "100000001", "answers": [{"question": "q1", "state": "answered", "value": huge}]}],
    }  # fmt: skip
    (told,) = read_answers(json.dumps(content).encode(), "r.json", QUESTIONNAIRE).faults
    assert told.column == "territories[0].answers[0].value"
    assert len(told.value or "") <= 80
    assert "20\u202f000 au plus" in told.expected


def test_a_text_too_long_for_a_spreadsheet_is_cut_and_told() -> None:
    export = export_of(row_of({"q1": "a"}, note="n" * (MAX_CELL + 1)), questionnaire=QUESTIONNAIRE)
    data, losses = write_answers(export, "r.xlsx")
    (cut,) = [loss for loss in losses if loss.row]
    assert (cut.sheet, cut.column, cut.row) == ("Détail", "note", 2)
    details = next(table for table in read_tables(data, "r.xlsx") if table.name == "Détail")
    note = str(details.rows[0][details.headings.index("note")])
    assert (len(note), note[-4:]) == (MAX_CELL, " […]")


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_neutralised_and_comes_back(text: str) -> None:
    assert escape_formula(text).startswith("'")
    assert restore_text(escape_formula(text)) == text
    export = export_of(row_of({"q1": text.strip()}), questionnaire=QUESTIONNAIRE)
    for file in ("r.csv", "r.xlsx", "r.ods"):
        data, _ = write_answers(export, file)
        answer = read_answers(data, file, QUESTIONNAIRE).rows[0].answer_to("q1")
        assert answer is not None
        assert answer.value == text.strip()


def test_no_workbook_holds_a_formula() -> None:
    export = export_of(row_of({"q1": "=1+1"}), questionnaire=QUESTIONNAIRE)
    with zipfile.ZipFile(io.BytesIO(write_answers(export, "r.xlsx")[0])) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())
    with zipfile.ZipFile(io.BytesIO(write_answers(export, "r.ods")[0])) as archive:
        assert archive.namelist()[0] == "mimetype"
        assert b"table:formula" not in archive.read("content.xml")
        assert b"<text:p>=1+1</text:p>" in archive.read("content.xml")


@pytest.mark.parametrize(
    ("cells", "column", "expected"),
    [
        ("q2\n{},abc", "q2", "un nombre"),
        ("q4\n{},peut-être", "q4", "un choix parmi : yes (Oui), planned (Prévu), no (Non)"),
        ("q1.state\n{},inconnu", "q1.state", "un choix parmi"),
        ("q1.state\n{},answered", "q1.state", "une réponse, puisque l’état en annonce une"),
        ("q3[1_start]\n{},2013.5", "q3[1_start]", "un nombre entier"),
        ("q3[1_start]\n{},1500", "q3[1_start]", "hors des bornes"),
    ],
)
def test_a_wrong_cell_has_its_place(cells: str, column: str, expected: str) -> None:
    text = "siren," + cells.format("100000001")
    (fault,) = read_answers(text.encode(), "r.csv", QUESTIONNAIRE).faults
    assert (fault.row, fault.column) == (2, column)
    assert expected in fault.expected


def test_a_state_and_a_value_together_are_refused() -> None:
    (fault,) = read_answers(b"siren,q1,q1.state\n1,mots,refused\n", "r.csv", QUESTIONNAIRE).faults
    assert fault.expected == "un état ou une réponse, pas les deux"


@pytest.mark.parametrize(
    ("row", "column", "expected"),
    [
        ("q9,q9,1,", "question", "le code d’une question du questionnaire"),
        ("q2,q1,1,", "item", "une colonne de la question q2\u00a0: q2"),
        ("q2,q2,un,", "q2", "un nombre"),
        ("q2,q2,,parti", "state", "un choix parmi"),
        ("q2,q2,1,refused", "q2", "un état ou une réponse, pas les deux"),
    ],
)
def test_a_wrong_row_of_the_long_form_has_its_place(row: str, column: str, expected: str) -> None:
    text = f"siren,question,item,value,state\n100000001,{row}\n"
    (fault,) = read_answers(text.encode(), "r.csv", QUESTIONNAIRE).faults
    assert (fault.row, fault.column) == (2, column)
    assert expected in fault.expected


@pytest.mark.parametrize(
    ("answer", "column"),
    [
        ("x", "territories[0].answers[0]"),
        ({"question": ["q1"]}, "territories[0].answers[0]"),
        ({"question": "q1", "state": ["answered"]}, "territories[0].answers[0].state"),
        ({"question": "q1", "state": "refused", "value": "a"}, "territories[0].answers[0].value"),
        ({"question": "q2", "state": "answered", "value": "a"}, "territories[0].answers[0].value"),
    ],
)
def test_a_wrong_answer_of_a_json_has_its_place(answer: Any, column: str) -> None:
    content = {
        "format": "autan-answers", "format_version": 1, "territories": [{"siren": "1", "answers": [answer]}, "x"],
    }  # fmt: skip
    faults = read_answers(json.dumps(content).encode(), "r.json", QUESTIONNAIRE).faults
    assert [fault.column for fault in faults] == [column, "territories[1]"]


def test_days_hours_and_truths_of_a_workbook_are_read(tmp_path: Path) -> None:
    days = make_questionnaire(
        make_question(QuestionKind.DATE, code="q1"),
        make_question(code="q2"),
        make_question(QuestionKind.MULTIPLE, code="q3"),
    )
    file = tmp_path / "r.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        page, style = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        page.write_row(0, 0, ["siren", "q1", "q2", "q3[yes]"])
        for line, moment in ((1, datetime(2013, 4, 1)), (2, datetime(2013, 4, 1, 12, 30))):  # noqa: DTZ001 — as a workbook
            page.write_string(line, 0, f"10000000{line}")
            page.write_datetime(line, 1, moment, style)
            page.write_datetime(line, 2, moment, style)
            page.write_boolean(line, 3, True)  # noqa: FBT003 — no keyword there
    first, second = read_answers(file.read_bytes(), "r.xlsx", days).rows
    assert [answer.value for answer in first.answers] == ["2013-04-01", "2013-04-01", {"choices": ["yes"]}]
    assert [answer.value for answer in second.answers][:2] == ["2013-04-01", "2013-04-01 12:30:00"]


def test_columns_that_are_no_question_are_told_and_left() -> None:
    sheet = read_answers(b"SIREN;q1;Observation\n100000001;a;b\n;;\n", "r.csv", QUESTIONNAIRE)
    assert [(warning.column, warning.row) for warning in sheet.warnings] == [("Observation", 1)]
    assert [dict(row.others) for row in sheet.rows] == [{"Observation": "b"}]


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_usual_coding_of_text_is_read(code: str) -> None:
    sheet = read_answers("siren,q1\n100000001,Énergie\n".encode(code), "r.csv", QUESTIONNAIRE)
    answer = sheet.rows[0].answer_to("q1")
    assert answer is not None
    assert answer.value == "Énergie"


@pytest.mark.parametrize("cell", ['t="s"><f>mieux que 2013</f></c>', "><f>mieux que 2013</f><v></v></c>"])
def test_an_answer_that_begins_with_an_equals_sign_is_read_as_its_text(cell: str) -> None:
    """LimeSurvey writes the text of an answer that begins with « = » as a formula without a result."""
    names = zip("ABC", ("siren", "q1", "q2"), strict=True)
    cells = (f'<c r="{letter}1" t="inlineStr"><is><t>{name}</t></is></c>' for letter, name in names)
    headings = f'<row r="1">{"".join(cells)}</row>'
    rows = (
        f'<row r="2"><c r="A2"><v>100000001</v></c><c r="B2" {cell}<c r="C2"><v>12</v></c></row>',
        f'<row r="3"><c r="A3"><v>100000002</v></c><c r="B3"><v>7</v></c><c r="C3" {cell}</row>',
    )
    sheet = read_answers(xlsx(headings, *rows), "r.xlsx", QUESTIONNAIRE)
    first = sheet.rows[0].answer_to("q1")
    assert first is not None
    assert first.value == "=mieux que 2013"
    # where a number is asked, the cell alone is refused, at its place
    assert [(fault.row, fault.column, fault.value) for fault in sheet.faults] == [(3, "q2", "=mieux que 2013")]


def test_a_workbook_with_a_password_says_so() -> None:
    assert refusal(compound("EncryptedPackage", b"secret"), "r.xlsx").expected == "un classeur sans mot de passe"
    with pytest.raises(ImportFileError) as caught:
        read_xlsform(compound("EncryptedPackage", b"secret"), "f.xlsx", version=date(2026, 1, 2))
    assert caught.value.faults[0].expected == "un classeur sans mot de passe"


LINES = 3 * MAX_FAULTS
ENDLESS = {
    "wide.csv": "siren,q2\n" + "100000001,douze\n" * LINES,
    "long.csv": "siren,territory,question,item,value\n" + "".join(f"1{n},,q2,q2,douze\n" for n in range(LINES)),
    "lime.csv": "id,submitdate,lastpage,q2\n" + "1,2026-01-01,1,douze\n" * LINES,
    "kobo.csv": "q2,_id,_uuid\n" + "douze,1,u\n" * LINES,
    "ours.json": json.dumps(
        {
            "format": "autan-answers",
            "format_version": 1,
            "territories": [{"siren": "1", "answers": [{"question": "q2", "state": "answered", "value": "douze"}]}]
            * LINES,
        }
    ),
}


@pytest.mark.parametrize("file", ENDLESS)
def test_reading_stops_once_enough_faults_are_told(file: str) -> None:
    sheet = read_answers(ENDLESS[file].encode(), file, QUESTIONNAIRE)
    assert len(sheet.faults) == MAX_FAULTS + 1
    assert f"au plus {MAX_FAULTS} défauts" in sheet.faults[-1].expected
    assert len(sheet.rows) == MAX_FAULTS + 1


@pytest.mark.parametrize("file", ENDLESS)
def test_what_leaves_faults_out_reads_to_the_end(file: str) -> None:
    findings = Findings(stops=False)
    sheet = read_answers(ENDLESS[file].encode(), file, QUESTIONNAIRE, findings=findings)
    assert (len(sheet.rows), findings.refused, len(sheet.faults)) == (LINES, LINES, MAX_FAULTS + 1)


@pytest.mark.parametrize("file", ["r.csv", "r.json", "r.xlsx"])
def test_a_long_file_is_written_piece_by_piece(file: str) -> None:
    rows = [row_of({"q1": "mots " * 100}) for _ in range(3_000)]
    pieces = list(answer_file(export_of(*rows, questionnaire=QUESTIONNAIRE), file).pieces)
    assert sum(map(bool, pieces)) > 3
    assert len(read_answers(b"".join(pieces), file, QUESTIONNAIRE).rows) == 3_000
