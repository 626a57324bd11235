"""Separated texts of every make, and the rows of a table by the names of its columns."""

from datetime import datetime, time
from pathlib import Path
from time import process_time

import pytest

from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.core.findings import MAX_FAULTS, MAX_SHOWN, Findings
from autan.ground.tables.core.tables import (
    CellValue,
    Limits,
    Row,
    Sheet,
    Table,
    check_headings,
    column_letters,
    plain_value,
    read_table,
    repeated_names,
    text_of,
    text_rows,
    visible_text,
)
from autan.ground.tables.importers.delimited import decode, detect_content, find_separator, first_line, separated_rows
from autan.ground.tables.importers.tables import open_sheets, read_file, read_tables, read_text_rows
from tests.ground.workbook_making import xlsx

ROWS = ("siren;nom;note", '243100518;Métropole;"dit ""ici""; là"', "243100633;Sicoval;", "")


def faults(data: bytes, file: str = "essai.csv", required: tuple[str, ...] = ("siren",)) -> list[Fault]:
    with pytest.raises(ImportFileError) as caught:
        read_text_rows(data, file, required=required)
    return list(caught.value.faults)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_a_text_of_every_make_is_one_table(encoding: str, separator: str, end: str) -> None:
    text = end.join(ROWS).replace("; là", "<").replace(";", separator).replace("<", "; là")
    (table,) = read_tables(text.encode(encoding), "essai.csv")
    assert table.headings == ("siren", "nom", "note")
    assert table.rows == (("243100518", "Métropole", 'dit "ici"; là'), ("243100633", "Sicoval", None))
    assert table.lines == (2, 3)


def test_line_ends_may_be_mixed_and_a_row_may_run_over_several() -> None:
    text = 'siren;note\r\n1;"sur\ndeux"\n\r2;seule\r3;fin'
    rows = read_text_rows(text.encode(), "essai.csv", required=("siren",))
    assert [(row.line, row.cells["siren"]) for row in rows] == [(2, "1"), (5, "2"), (6, "3")]


def test_the_separator_that_excel_is_given_is_no_row() -> None:
    rows = list(separated_rows("sep=;\n\na;b\nsep=;1\n", "essai.csv"))
    assert [(row.line, row.cells) for row in rows] == [(3, ["a", "b"]), (4, ["sep=", "1"])]


def test_what_looks_like_the_separator_of_excel_is_a_row_under_the_titles() -> None:
    rows = list(separated_rows("a;b\nsep=;\n", "essai.csv"))
    assert [row.cells for row in rows] == [["a", "b"], ["sep=", None]]


def test_as_many_lines_and_columns_as_the_most_are_read() -> None:
    rows = list(separated_rows("a;b\n1;2\n", "essai.csv", limits=Limits(max_rows=2, max_columns=2)))
    assert [row.line for row in rows] == [1, 2]


def test_bytes_that_windows_does_not_know_are_read_as_browsers_do() -> None:
    assert decode("d’été".encode("cp1252") + b"\x81") == "d’été\x81"
    assert decode(b"") == ""


def test_the_separator_is_that_of_the_headings_outside_quotes() -> None:
    texts = ("a;b,c;d\n", '"a;b"\tc\n', "a\n1;2\n", "", '"a;\nb;c"|d')
    assert [find_separator(text) for text in texts] == [";", "\t", ";", ",", "|"]


def test_the_first_line_of_what_is_no_table_is_empty() -> None:
    assert first_line(b"x" * 200_000) == []
    assert first_line("é|è\r1|2".encode("cp1252")) == ["é", "è"]


def test_what_the_first_bytes_say() -> None:
    values = [detect_content(data).value for data in ("a;b".encode("utf-16"), b"\xef\xbb\xbf<?xml", b"a\0b", b"[1]")]
    assert values == ["text", "page", "other", "object"]


@pytest.mark.parametrize(
    ("data", "row", "expected"),
    [
        (b'siren;nom\n1;"jamais fini\n2;b\n', 2, "des guillemets qui se ferment"),
        (b'siren;nom\n1;"fini"trop\n', 2, "des guillemets qui se ferment"),
        (b"siren;nom\n1;" + b"x" * 200_000, 2, "131072 signes"),
        (b"siren\0nom", None, "un fichier texte"),
        (b"<!DOCTYPE html>", 1, "pas une page web"),
        (b"", 1, "une colonne « siren »"),
        (b"\n;;\n", 1, "une colonne « siren »"),
        (b"siren;nom\n\n", None, "au moins une ligne sous les titres"),
        (b"siren;nom\n1;a\n2", 3, "une dernière ligne de 2 cellules (le fichier semble coupé)"),
    ],
)
def test_a_bad_text_is_refused_at_its_place(data: bytes, row: int | None, expected: str) -> None:
    (fault,) = faults(data)
    assert (fault.row, expected in fault.expected) == (row, True)


def test_another_kind_of_file_names_those_that_are_read() -> None:
    (fault,) = faults(b"x", "essai.pdf")
    assert (fault.value, fault.expected) == (".pdf", "un fichier .csv, .tsv, .txt, .ods, .xls, .xlsm, .xlsx")


def test_missing_and_repeated_columns_are_told_together() -> None:
    found = faults(b"\nnom;Nom;date\n1;2;3\n", required=("siren", "nom", "date"))
    assert [(fault.row, fault.column, fault.value) for fault in found] == [
        (2, "siren", "nom, nom, date"),
        (2, "nom", "nom"),
    ]


def test_the_sheet_that_has_the_columns_is_read() -> None:
    notes = '<row r="1"><c r="A1" t="inlineStr"><is><t>Mode d’emploi</t></is></c></row>'
    right = '<row r="2"><c r="A2" t="inlineStr"><is><t>SIREN </t></is></c></row><row r="4"><c r="A4"><v>7</v></c></row>'
    (row,) = read_text_rows(xlsx(right), "essai.xlsx", required=("siren",))
    assert (row.sheet, row.line, row.cells, row.fault("siren", "x").sheet) == ("Feuille", 4, {"siren": "7"}, "Feuille")
    (fault,) = faults(xlsx(notes), "essai.xlsx")
    assert (fault.sheet, fault.value) == ("Feuille", "mode d’emploi")


def test_a_large_text_is_bounded_as_it_is_read() -> None:
    rows = separated_rows("a;b\n1;2\n3;4\n", "essai.csv", limits=Limits(max_rows=2))
    assert [next(rows).line, next(rows).line] == [1, 2]
    for limits, expected in (
        (Limits(max_rows=2), "au plus 2 lignes"),
        (Limits(max_columns=1), "au plus 1 colonnes"),
        (Limits(max_bytes=5), "un fichier d’au plus"),
    ):
        with pytest.raises(ImportFileError) as caught:
            list(open_sheets(b"a;b\n1;2\n3;4\n", "essai.csv", limits=limits)[0].rows)
        assert expected in caught.value.faults[0].expected


def test_a_file_is_bounded_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "essai.csv"
    path.write_bytes(b"siren")
    assert read_file(path) == b"siren"
    for asked, expected in ((path, "un fichier d’au plus"), (tmp_path / "absent.csv", "qui existe")):
        with pytest.raises(ImportFileError) as caught:
            read_file(asked, limits=Limits(max_bytes=4))
        assert expected in caught.value.faults[0].expected
        assert caught.value.file == str(asked)


def test_faults_are_kept_up_to_a_count_and_the_others_told() -> None:
    findings = Findings()
    for line in findings.until_full(range(5 * MAX_FAULTS)):
        findings.refuse("un nombre", row=line, value="x" * 500)
    findings.warn(*[Fault(expected="x")] * (2 * MAX_FAULTS))
    assert (findings.refused, len(findings.faults), len(findings.warnings)) == (MAX_FAULTS + 1,) * 3
    assert len(findings.faults[0].value or "") == MAX_SHOWN
    assert findings.faults[-1].expected == "au plus 1000 défauts : les suivants ne sont pas relevés"
    with pytest.raises(ImportFileError):
        findings.require_none("essai.csv")


def test_blank_cells_around_a_table_are_left_out() -> None:
    blank = '<c r="{}" t="inlineStr"><is><t xml:space="preserve">  </t></is></c>'
    head = f'<row r="3"><c r="A3" t="inlineStr"><is><t>siren</t></is></c>{blank.format("B3")}</row>'
    rows = (f'<row r="1">{blank.format("A1")}</row>', head, '<row r="4"><c r="A4"><v>7</v></c></row>')
    (table,) = read_tables(xlsx(*rows), "essai.xlsx")
    assert (table.headings, table.line, table.rows) == (("siren",), 3, ((7,),))
    (table,) = read_tables(b" ; \nsiren; ;\n7\n", "essai.csv")
    assert (table.headings, table.line, table.rows) == (("siren",), 2, (("7",),))


def test_the_reading_of_windows_writes_nothing() -> None:
    with pytest.raises(UnicodeEncodeError):
        "é".encode("ascii", "as-control")


def test_a_sheet_without_rows_is_no_table() -> None:
    assert read_table(Sheet(name="", rows=()), Findings()) is None


def test_the_headings_of_a_very_wide_table_are_checked_in_one_pass():
    """Each heading was looked for among all the others: twenty thousand took ten seconds."""
    headings = tuple(f"c{rank}" for rank in range(20_000))
    table = Table(name="", headings=(*headings, "c7"), rows=(), lines=())
    began = process_time()
    assert [(fault.column, fault.expected) for fault in check_headings(table, ["absent"])] == [
        ("absent", "une colonne « absent »"),
        ("c7", "un titre qui ne sert qu’une fois"),
    ]
    assert process_time() - began < 1


@pytest.mark.parametrize(
    ("place", "letters"),
    [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (53, "BA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")],
)
def test_a_column_is_called_by_its_letters(place: int, letters: str) -> None:
    assert column_letters(place) == letters


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (200071298.0, "200071298"),
        (0.5, "0.5"),
        (-3.0, "-3"),
        (True, "true"),
        (False, "false"),
        (" a ", "a"),
        (None, ""),
        (0, "0"),
    ],
)
def test_a_cell_is_written_as_its_reader_sees_it(value: CellValue, text: str) -> None:
    assert text_of(value) == text


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (datetime(2013, 4, 1), "2013-04-01"),  # noqa: DTZ001 - a workbook knows no zone
        (datetime(2013, 4, 1, 12, 30), "2013-04-01 12:30:00"),  # noqa: DTZ001
        (" ", None),
        (" a ", " a "),
        (3.0, 3),
        (3.5, 3.5),
        (True, True),
        (None, None),
        (time(12, 30), "12:30:00"),
    ],
)
def test_a_cell_of_a_workbook_is_a_text_a_number_or_a_truth(value: object, plain: CellValue) -> None:
    assert (plain_value(value), type(plain_value(value))) == (plain, type(plain))


def test_signs_of_no_width_are_left_out_of_what_is_seen() -> None:
    assert visible_text("\ufeffIso\u00adler\u200b ") == "Isoler"
    assert visible_text("Éco\u2060les") == "Écoles"
    assert visible_text(12.0) == "12"


def test_rows_are_given_by_column_with_their_titles_and_what_overflows() -> None:
    table = Table(
        name="Feuille",
        headings=("SIREN", "Nom de la CC"),
        rows=(("1", "Ici\u00a0 "), (2.0, None)),
        lines=(3, 5),
        overflow={5: ("trop",)},
    )
    first, second = text_rows(table, {"nom de la cc": "name"})
    assert (first.cells, first.line, first.overflow) == ({"siren": "1", "name": "Ici"}, 3, ())
    assert (second.cells, second.line, second.overflow) == ({"siren": "2", "name": ""}, 5, ("trop",))
    assert first.fault("name", "un nom") == Fault(
        sheet="Feuille", row=3, column="Nom de la CC", value="Ici", expected="un nom"
    )
    assert first.fault("siren", "x").column == "siren"
    assert first.fault("absent", "x") == Fault(sheet="Feuille", row=3, column="absent", value="", expected="x")


def test_names_that_come_again_are_told_once_in_order() -> None:
    assert repeated_names(["b", "a", "", "b", "a", "", "b", "c"]) == ["a", "b"]
    assert repeated_names([]) == []


def test_a_sheet_without_headings_lacks_every_column() -> None:
    assert check_headings(None, ["siren"]) == [
        Fault(row=1, column="siren", value=None, expected="une colonne « siren »")
    ]
    table = Table(name="", headings=("Code SIREN",), rows=(), lines=(), line=4)
    assert check_headings(table, ["siren"], {"code siren": "siren"}) == []
    assert check_headings(table, ["nom"])[0].row == 4
    holed = Table(name="", headings=("a", "", "b"), rows=(), lines=())
    assert check_headings(holed, ["siren"])[0].value == "a, b", "a column without a title is not shown"
    assert check_headings(Table(name="", headings=("",), rows=(), lines=()), ["siren"])[0].value is None


def test_what_stands_beyond_the_headings_is_kept_apart_and_short_rows_are_filled() -> None:
    rows = (Row(2, ["a", "b ", " ", None]), Row(3, [1]), Row(5, [1, 2, None, "x", " "]))
    faults_above = (Fault(expected="bandeau", row=1), Fault(expected="titre", row=2), Fault(expected="cellule", row=9))
    findings = Findings()
    table = read_table(Sheet(name="S", rows=rows, faults=faults_above), findings)
    assert table is not None
    assert (table.headings, table.line, table.rows) == (("a", "b"), 2, ((1, None), (1, 2)))
    assert (table.lines, table.overflow, table.last_width) == ((3, 5), {5: ("x",)}, 5)
    assert [fault.expected for fault in findings.faults] == ["titre", "cellule"], "those of a banner are left out"
