"""Workbooks of every kind: read whole, bounded before they are opened, every cell without a value at its place."""

import io
import struct
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.core.tables import Limits, Row, Sheet, text_of
from autan.ground.tables.importers.tables import read_tables
from autan.ground.tables.importers.workbooks import read_workbook
from tests.ground.workbook_making import (
    compound,
    ods,
    ods_cell,
    ods_row,
    record,
    unzipped,
    xls,
    xls_number,
    xls_text,
    xlsx,
    zipped,
)

TEXT = '<c r="{}" t="inlineStr"><is><t>{}</t></is></c>'
HEADINGS = f'<row r="1">{TEXT.format("A1", "siren")}{TEXT.format("B1", "valeur")}</row>'
ODS_HEADINGS = ods_row(ods_cell("siren"), ods_cell("valeur"))
PARTS = {
    "a.xlsx": unzipped(xlsx(HEADINGS, '<row r="3"><c r="A3"><v>1</v></c><c r="B3"><f>1+1</f><v>2</v></c></row>')),
    "a.ods": unzipped(ods(ODS_HEADINGS, ods_row(ods_cell("1", table__number_columns_spanned="2"), times=2))),
}
XLS_HEADINGS = (xls_text(0, 0, "siren"), xls_text(0, 1, "valeur"))


def sheets(data: bytes, file: str = "essai.xlsx", **limits: Any) -> list[Sheet]:
    return read_workbook(data, file, limits=Limits(**limits))


def faults(data: bytes, file: str = "essai.xlsx") -> list[Fault]:
    with pytest.raises(ImportFileError) as caught:
        read_tables(data, file)
    return list(caught.value.faults)


def refusal(data: bytes, **limits: Any) -> Fault:
    with pytest.raises(ImportFileError) as caught:
        sheets(data, **limits)
    return caught.value.faults[0]


@pytest.mark.parametrize(
    ("data", "file"),
    [
        (xlsx(HEADINGS, '<row r="3"><c r="A3"><v>243100518</v></c><c r="B3"><v>0.5</v></c></row>'), "a.xlsx"),
        (ods(ODS_HEADINGS, ods_row(ods_cell()), ods_row(ods_cell(office__value_type="float", office__value="243100518"),
             ods_cell(office__value_type="float", office__value="0.5"))), "a.ods"),
        (xls(*XLS_HEADINGS, xls_number(2, 0, 243100518), xls_number(2, 1, 0.5)), "a.xls"),
        (xls(*XLS_HEADINGS, xls_number(2, 0, 243100518), xls_number(2, 1, 0.5), stream="Book"), "a.xls"),
        (b"siren;valeur\r\n;\r\n243100518;0.5\r\n", "a.csv"),
    ],
)  # fmt: skip
def test_one_table_in_every_format_is_one_table(data: bytes, file: str) -> None:
    (table,) = read_tables(data, file)
    assert (table.name, table.headings, table.line) == ("" if file == "a.csv" else "Feuille", ("siren", "valeur"), 1)
    assert [[text_of(cell) for cell in row] for row in table.rows] == [["243100518", "0.5"]]
    assert table.lines == (3,)


def test_hidden_sheets_and_rows_are_read() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        for name in ("montrée", "cachée"):
            page = book.add_worksheet(name)
            page.write_row(0, 0, ["siren"])
            page.write_row(1, 0, ["243100518"])
            page.set_row(1, options={"hidden": True})
        page.hide()
    assert [(table.name, table.rows) for table in read_tables(buffer.getvalue(), "a.xlsx")] == [
        ("montrée", (("243100518",),)),
        ("cachée", (("243100518",),)),
    ]


def test_what_readers_of_a_workbook_do_not_see_is_told() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet("Vue").write_row(0, 0, ["a", "b", "c"])
        hidden = book.add_worksheet("Cachée")
        hidden.write_row(0, 0, ["a", "b", "c"])
        hidden.write_row(1, 0, [1, 2, 3])
        hidden.set_row(1, None, None, {"hidden": True})
        hidden.set_column(1, 1, None, None, {"hidden": True})
        hidden.hide()
    seen, unseen = read_workbook(out.getvalue(), "a.xlsx")
    assert (seen.is_hidden, seen.hidden_rows, seen.hidden_columns) == (False, frozenset(), frozenset())
    assert (unseen.is_hidden, unseen.hidden_rows, unseen.hidden_columns) == (True, {2}, {2})
    collapsed, filtered = ('table:visibility="collapse"', 'table:visibility="filter"')
    columns = f"<table:table-column/><table:table-column {collapsed}/>"
    lines = ods_row(ods_cell("a"), ods_cell("b")), ods_row(ods_cell("1"), ods_cell("2"))
    (sheet,) = read_workbook(ods(columns, lines[0], lines[1].replace(">", f" {filtered}>", 1)), "a.ods")
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({2}, {2})


def test_a_sheet_of_a_hundred_thousand_empty_rows_is_read_at_once() -> None:
    empty = (f'<row r="{line}"><c r="A{line}" s="1"/></row>' for line in range(2, 100_002))
    (sheet,) = sheets(xlsx(HEADINGS, *empty))
    assert list(sheet.rows) == [Row(1, ["siren", "valeur"])]
    (sheet,) = sheets(ods(ODS_HEADINGS, ods_row(ods_cell(table__number_columns_repeated="16384"), times=1_048_575)))
    assert len(list(sheet.rows)) == 1


@pytest.mark.parametrize(
    "data",
    [
        xlsx(HEADINGS, '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        xlsx(HEADINGS, '<row r="9"><c r="a99999999"><v>1</v></c></row>'),
        xlsx(HEADINGS, '<row r="300000"><c><v>1</v></c></row>'),
        xlsx(HEADINGS.replace("<c ", "<x:c xmlns:x='y' ").replace("</c>", "</x:c>").replace("B1", "XFD1048576")),
        ods(ODS_HEADINGS, ods_row(ods_cell(), times=1_000_000), ods_row(ods_cell("loin"))),
        ods(ods_row(ods_cell("partout", table__number_columns_repeated="16384"), times=1_000)),
        xls(*XLS_HEADINGS, *(xls_number(line, 255, 1) for line in (0, 65_535))),
        xls(*XLS_HEADINGS, record(0x00BD, struct.pack("<HHHIHIH", 65_535, 0, 0, 0, 0, 0, 1))),
    ],
)
def test_cells_far_apart_are_refused_before_the_memory_is_asked_for(data: bytes) -> None:
    assert "au plus" in refusal(data, max_rows=60_000, max_cells=1_000_000).expected


def test_the_cells_of_all_the_sheets_count() -> None:
    assert refusal(xlsx(HEADINGS), max_cells=1).value == "2"
    assert refusal(xlsx(HEADINGS), max_columns=1).sheet == "Feuille"
    assert "Mo" in refusal(xlsx(HEADINGS), max_bytes=10).expected


# --- cells without a value of their own ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "file", "expected", "value"),
    [
        (xlsx(HEADINGS, '<row r="3"><c r="B3"><f>1+1</f></c></row>'), "a.xlsx", "jamais été calculée", None),
        (xlsx(HEADINGS, '<row r="3"><c r="B3"><f>1+1</f><v></v></c></row>'), "a.xlsx", "jamais été calculée", None),
        (xlsx(HEADINGS, '<row r="3"><c r="B3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'), "a.xlsx", "en", "#DIV/0!"),
        (xlsx(HEADINGS, '<row r="3"><c r="B3" t="e"><v>#N/A</v></c></row>'), "a.xlsx", "en erreur", "#N/A"),
        (ods(ODS_HEADINGS, ods_row(), ods_row(ods_cell(), ods_cell(table__formula="of:=1"))), "a.ods", "jamais", None),
        (ods(ODS_HEADINGS, ods_row(), ods_row(ods_cell(), ods_cell(table__formula="of:=1/0",
             office__value_type="string", calcext__value_type="error"))), "a.ods", "en erreur", None),
        (xls(*XLS_HEADINGS, record(0x0205, struct.pack("<HHHBB", 2, 1, 0, 7, 1))), "a.xls", "en erreur", "#DIV/0!"),
        (xls(*XLS_HEADINGS, record(0x0006, struct.pack("<HHH", 2, 1, 0) + b"\x02\0\x07\0\0\0\xff\xff" + bytes(12))),
         "a.xls", "en erreur", "#DIV/0!"),
    ],
)  # fmt: skip
def test_a_cell_without_a_value_is_refused_at_its_place(data: bytes, file: str, expected: str, value: str) -> None:
    (fault,) = faults(data, file)
    assert (fault.sheet, fault.row, fault.column, fault.value) == ("Feuille", 3, "B", value)
    assert expected in fault.expected


def test_formulas_with_a_result_are_read() -> None:
    row = (
        '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c><c r="B2" t="str"><f>""</f><v></v></c></row>'
        '<row r="3"><c r="A3" t="str"><f>"a"</f><v>a</v></c><c r="B3" t="b"><v>1</v></c></row>'
    )
    (table,) = read_tables(xlsx(HEADINGS, row), "a.xlsx")
    assert table.rows == ((2, None), ("a", True))


def test_merged_cells_are_refused_where_a_value_is_lost() -> None:
    rows = [
        f'<row r="1">{TEXT.format("A1", "Un bandeau")}</row>',
        f'<row r="2">{TEXT.format("A2", "siren")}{TEXT.format("B2", "valeur")}</row>',
        f'<row r="3">{TEXT.format("B3", "pour deux")}</row>',
    ]
    merged = '<mergeCells><mergeCell ref="{}"/><mergeCell ref="A8:B9"/></mergeCells>'
    (fault,) = faults(xlsx(*rows[1:], after=merged.format("B3:B4")))
    assert (fault.sheet, fault.row, fault.column) == ("Feuille", 3, "B")
    assert "(B3:B4 n’en font qu’une : séparez-les)" in fault.expected
    (sheet,) = sheets(xlsx(*rows, after=merged.format("A1:B1")))
    assert [fault.row for fault in sheet.faults] == [1]
    spanned = ods_cell("pour deux", table__number_rows_spanned="2", table__number_columns_spanned="1")
    (fault,) = faults(ods(ODS_HEADINGS, ods_row(ods_cell(), spanned), ods_row()), "a.ods")
    assert "(B2:B3 " in fault.expected


def test_merged_cells_of_an_old_workbook_are_refused_too() -> None:
    merged = record(0x00E5, struct.pack("<HHHHH", 1, 2, 3, 1, 1))
    (fault,) = faults(xls(*XLS_HEADINGS, xls_text(2, 1, "pour deux"), merged), "a.xls")
    assert (fault.row, "(B3:B4 " in fault.expected) == (3, True)


def test_days_hours_and_truths_of_an_old_workbook_are_read() -> None:
    style = record(0x00E0, struct.pack("<HH", 0, 14) + bytes(16))
    truth, blank = record(0x0205, struct.pack("<HHHBB", 1, 3, 0, 1, 0)), record(0x0201, struct.pack("<HHH", 1, 4, 0))
    days = (xls_number(1, column, value) for column, value in enumerate((41365, 41365.5, 0.25)))
    (sheet,) = sheets(xls(*XLS_HEADINGS, *days, truth, blank, head=style))
    assert list(sheet.rows)[1].cells == ["2013-04-01", "2013-04-01 12:00:00", "06:00:00", True, None]


def test_the_first_day_of_an_old_workbook_is_a_day_and_less_than_a_day_is_an_hour() -> None:
    style = record(0x00E0, struct.pack("<HH", 0, 14) + bytes(16))
    days = (xls_number(1, column, value) for column, value in enumerate((1, 1.5, 0, 0.5)))
    (sheet,) = sheets(xls(*XLS_HEADINGS, *days, head=style))
    assert list(sheet.rows)[1].cells == ["1900-01-01", "1900-01-01 12:00:00", "00:00:00", "12:00:00"]


@given(st.sampled_from(["a.xlsx", "a.ods", "a.xls"]), st.data())
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
def test_a_damaged_workbook_is_read_or_refused(file: str, data: st.DataObject) -> None:
    if file == "a.xls":
        whole = xls(*XLS_HEADINGS, *(xls_number(line, 0, line) for line in range(1, 9)))
        parts = {"": whole}
    else:
        parts = PARTS[file]
    name = data.draw(st.sampled_from(sorted(parts)))
    content = bytearray(parts[name])
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(content) - 1))
        content[start : start + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    damaged = bytes(content) if file == "a.xls" else zipped({**parts, name: bytes(content)})
    try:
        rows = [row for sheet in sheets(damaged, file) for row in sheet.rows]
    except ImportFileError:
        rows = []
    assert all(any(cell is not None for cell in row.cells) for row in rows)


def test_a_banner_above_the_headings_may_be_merged() -> None:
    blank = ods_cell(table__number_columns_spanned="2")
    (table,) = read_tables(ods(ods_row(blank), ODS_HEADINGS, ods_row(ods_cell("1"))), "a.ods")
    assert (table.line, table.lines) == (2, (3,))


# --- files that are something else -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (compound("EncryptedPackage", b"secret"), "un classeur sans mot de passe"),
        (ods(manifest='<manifest:encryption-data xmlns:manifest="x"/>'), "un classeur sans mot de passe"),
        (xls(head=record(0x002F, bytes(54))), "un classeur sans mot de passe"),
        (compound("WordDocument", b"texte"), "un classeur lisible"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "un classeur lisible"),
        (xls(*XLS_HEADINGS)[:2_000], "un classeur lisible"),
        (xls(record(0x0203, b"x")), "un classeur lisible"),
        (zipped({"word/document.xml": "<w/>"}), "un classeur lisible (XLSX ou ODS)"),
        (xlsx(HEADINGS, **{"content.xml": "<x/>"}), "un classeur lisible (XLSX ou ODS)"),
        (xlsx(HEADINGS, **{"xl/workbook.bin": "x"}), "un classeur lisible (XLSX ou ODS)"),
        (xlsx("<row><c></row>"), "un classeur lisible"),
        (xlsx('<row r="1"><c r="1A"><v>1</v></c></row>'), "un classeur lisible ("),
        (xlsx('<row r="1"><c r="AÉ1"><v>1</v></c></row>'), "un classeur lisible (colonne « AÉ »)"),
        (xlsx('<row r="un"/>'), "un classeur lisible (nombre « un »)"),
        (xlsx('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'), "un classeur lisible"),
        (ods(ods_row(times=-1)), "un classeur lisible"),
        (zipped({"xl/workbook.xml": "<workbook/>"}), "un classeur lisible"),
    ],
)
def test_what_is_no_workbook_is_refused_in_words(data: bytes, expected: str) -> None:
    assert refusal(data).expected.startswith(expected)


def test_a_web_page_saved_as_a_workbook_is_named() -> None:
    (fault,) = faults(b"<html><table>", "export.xls")
    assert fault.expected == "un tableau, pas une page web"


def test_the_sheet_is_named_wherever_its_part_lies() -> None:
    for target in ("worksheets/sheet1.xml", "/xl/pages/une.xml"):
        (fault,) = faults(xlsx(HEADINGS, '<row r="3"><c r="B3" t="e"><v>#N/A</v></c></row>', target=target))
        assert fault.sheet == "Feuille"
