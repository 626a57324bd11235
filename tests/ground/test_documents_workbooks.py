"""Workbooks as they are written: read back as they were, in XLSX and ODS, whatever their texts hold."""

import io
import zipfile
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from autan.ground.documents.core import WorkbookSheet
from autan.ground.documents.renderers.workbooks import write_ods, write_xlsx, xlsx_pieces, zip_pieces, zip_whole
from autan.ground.tables.core.tables import CellValue
from autan.ground.tables.importers.workbooks import read_workbook
from tests.ground.workbook_making import unzipped

WRITERS = {"a.xlsx": write_xlsx, "a.ods": write_ods}
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def sheet(*rows: tuple[CellValue, ...], name: str = "Feuille", **looks) -> WorkbookSheet:
    return WorkbookSheet(name=name, rows=rows, **looks)


def read_back(file: str, *rows: tuple[CellValue, ...]) -> list[list[CellValue]]:
    (read,) = read_workbook(WRITERS[file]([sheet(*rows)]), file)
    return [list(row.cells) for row in read.rows]


def xlsx_part(data: bytes, name: str = "xl/worksheets/sheet1.xml"):
    return etree.fromstring(unzipped(data)[name])


def ods_content(data: bytes):
    return etree.fromstring(unzipped(data)["content.xml"])


@pytest.mark.parametrize("file", WRITERS)
def test_texts_numbers_and_truths_are_read_back_as_they_were(file: str) -> None:
    rows = [("nom", "valeur", "part"), ("Rives d’Ondal", 12, 0.5), ("Haut-Vernon", -3, 1e-9)]
    assert read_back(file, *rows) == [list(row) for row in rows]


@pytest.mark.parametrize("file", WRITERS)
def test_a_cell_that_is_empty_stays_between_its_neighbours(file: str) -> None:
    assert read_back(file, ("a", "b", "c"), ("x", None, 0)) == [["a", "b", "c"], ["x", None, 0]]


@pytest.mark.parametrize("file", WRITERS)
@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+33 5 61 00 00 00",
        "@siren",
        "https://exemple.fr/?a=1&b=2",
        "a < b > c & d",
        "&amp; &lt;",
        "007",
        "1e5",
        "2026-01-31",
        "TRUE",
        "« Énergie » \U0001f6b2",
        'it\'s "quoted"',
        "]]>",
        "deux\nlignes",
        "deux  espaces et   trois",
    ],
)
def test_a_text_is_a_text_and_never_a_formula_a_link_or_a_number(file: str, text: str) -> None:
    data = WRITERS[file]([sheet(("t",), (text,))])
    assert read_back(file, ("t",), (text,)) == [["t"], [text]]
    parts = b"".join(unzipped(data).values())
    assert not any(mark in parts for mark in (b"<f>", b"table:formula", b"hyperlink", b"text:a "))


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Cn"]), min_size=1, max_size=30))
@settings(max_examples=25, deadline=None)
def test_any_text_of_letters_and_signs_is_read_back(text: str) -> None:
    for file in WRITERS:
        assert read_back(file, ("t",), (text,)) == [["t"], [text]]


def test_a_sign_that_xml_does_not_hold_is_spelt_as_a_workbook_does() -> None:
    (cell,) = xlsx_part(write_xlsx([sheet(("a\x07b",))])).iter(f"{SHEET}t")
    assert cell.text == "a_x0007_b"
    (literal,) = xlsx_part(write_xlsx([sheet(("a_x0007_b",))])).iter(f"{SHEET}t")
    assert literal.text == "a_x005F_x0007_b", "a text that looks so spelt must not become the sign"
    assert read_back("a.xlsx", ("t",), ("a_x0007_b",)) == [["t"], ["a_x0007_b"]]


def test_a_sheet_of_opendocument_leaves_out_what_xml_does_not_hold() -> None:
    assert read_back("a.ods", ("t",), ("a\x07b\ufffec",)) == [["t"], ["abc"]]


@pytest.mark.parametrize("text", ["a\nb", "a\r\nb", "a\rb"])
def test_lines_of_a_cell_are_paragraphs_in_opendocument(text: str) -> None:
    content = ods_content(write_ods([sheet((text,))]))
    assert [line.text for line in content.iter(f"{TEXT}p")] == ["a", "b"]


def test_blanks_that_a_reader_would_drop_are_counted_in_opendocument() -> None:
    (line,) = ods_content(write_ods([sheet((" a   b\tc ",))])).iter(f"{TEXT}p")
    pieces = [(etree.QName(piece).localname, piece.get(f"{TEXT}c"), piece.tail) for piece in line]
    assert (line.text, pieces) == (None, [("s", "1", "a"), ("s", "3", "b"), ("tab", None, "c"), ("s", "1", None)])


def test_one_blank_between_two_words_is_written_plainly() -> None:
    (line,) = ods_content(write_ods([sheet(("un plan",))])).iter(f"{TEXT}p")
    assert (line.text, len(line)) == ("un plan", 0)


@pytest.mark.parametrize("file", WRITERS)
def test_sheets_keep_their_order_and_their_names_are_escaped(file: str) -> None:
    names = ["Eau & sol", 'Dit "vite"', "Énergie <2050>"]
    sheets = [sheet((f"titre {rank}",), name=name) for rank, name in enumerate(names)]
    read = read_workbook(WRITERS[file](sheets), file)
    assert [one.name for one in read] == names
    assert [[row.cells[0] for row in one.rows] for one in read] == [["titre 0"], ["titre 1"], ["titre 2"]]


@pytest.mark.parametrize("file", WRITERS)
def test_the_same_rows_give_the_same_bytes(file: str) -> None:
    first, second = (WRITERS[file]([sheet(("a", 1), ("b", 2))]) for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(2000, 1, 1, 0, 0, 0)}
        assert archive.testzip() is None


def test_a_sheet_of_opendocument_says_first_and_plainly_what_it_is() -> None:
    with zipfile.ZipFile(io.BytesIO(write_ods([sheet(("a",))]))) as archive:
        kind, manifest, content = archive.infolist()
        assert archive.read(kind) == b"application/vnd.oasis.opendocument.spreadsheet"
    assert (kind.filename, kind.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert (manifest.compress_type, content.compress_type) == (zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED)


def test_the_line_of_headings_stays_in_view() -> None:
    pane = next(xlsx_part(write_xlsx([sheet(("a", "b"))])).iter(f"{SHEET}pane"))
    assert dict(pane.attrib) == {"ySplit": "1", "topLeftCell": "A2", "activePane": "bottomLeft", "state": "frozen"}


def test_the_first_columns_stay_in_view_when_asked() -> None:
    pane = next(xlsx_part(write_xlsx([sheet(("a", "b", "c"), fixed_columns=2)])).iter(f"{SHEET}pane"))
    assert (pane.get("xSplit"), pane.get("topLeftCell"), pane.get("activePane")) == ("2", "C2", "bottomRight")


def test_a_width_is_of_its_column_alone_and_in_order() -> None:
    columns = xlsx_part(write_xlsx([sheet(("a", "b", "c"), widths={2: 40, 0: 9})])).findall(f".//{SHEET}col")
    assert [(column.get("min"), column.get("max")) for column in columns] == [("1", "1"), ("3", "3")]
    assert [round(float(column.get("width"))) for column in columns] == [10, 41]
    plain = xlsx_part(write_xlsx([sheet(("a",))]))
    assert plain.find(f"{SHEET}cols") is None, "an empty list of columns is not valid"
    assert float(plain.find(f"{SHEET}sheetFormatPr").get("defaultColWidth")) == pytest.approx(18.7, abs=0.02)


def styles(**looks) -> list[list[str]]:
    data = write_xlsx([sheet(("a", "b"), ("c", "d"), ("e", 1), **looks)])
    return [[cell.get("s") for cell in row] for row in xlsx_part(data).iter(f"{SHEET}row")]


def test_headings_emphasized_lines_and_wrapped_cells_have_their_look() -> None:
    assert styles() == [["1", "1"], ["0", "0"], ["0", "0"]]
    assert styles(emphasized=frozenset({2})) == [["1", "1"], ["0", "0"], ["2", "2"]]
    assert styles(emphasized=frozenset({0, 1}), is_wrapped=True) == [["4", "4"], ["5", "5"], ["3", "3"]]


def test_the_looks_that_cells_name_are_all_described() -> None:
    formats = xlsx_part(write_xlsx([sheet(("a",))]), "xl/styles.xml").find(f"{SHEET}cellXfs")
    assert formats.get("count") == str(len(formats)) == "6"
    wrapped = [form.find(f"{SHEET}alignment") is not None for form in formats]
    assert wrapped == [False, False, False, True, True, True]
    assert [form.get("fontId", "0") for form in formats] == ["0", "1", "1", "0", "1", "1"], "headings are bold"


def test_cells_know_their_place_even_in_rows_of_unequal_length() -> None:
    data = write_xlsx([sheet(("a",), ("b", None, "c"), (), ("d", "e"))])
    rows = [(row.get("r"), [cell.get("r") for cell in row]) for row in xlsx_part(data).iter(f"{SHEET}row")]
    assert rows == [("1", ["A1"]), ("2", ["A2", "C2"]), ("3", []), ("4", ["A4", "B4"])]


def test_a_column_beyond_the_twenty_sixth_has_two_letters() -> None:
    data = write_xlsx([sheet(tuple(range(28)))])
    assert [cell.get("r") for cell in xlsx_part(data).iter(f"{SHEET}c")][24:] == ["Y1", "Z1", "AA1", "AB1"]


def test_a_workbook_comes_in_pieces_while_its_rows_are_read() -> None:
    read = []

    def rows() -> Iterator[tuple[CellValue, ...]]:
        for line in range(4):
            read.append(line)
            yield (f"{line} " + "x" * 600_000,)

    pieces = xlsx_pieces([WorkbookSheet(name="Longue", rows=rows())])
    before = [next(pieces) for _ in range(6)]  # the parts that say what the workbook is, and the first lines
    assert 0 < len(read) < 4
    data = b"".join([*before, *pieces])
    (whole,) = read_workbook(data, "a.xlsx")
    assert [str(row.cells[0])[:2] for row in whole.rows] == ["0 ", "1 ", "2 ", "3 "]


def test_an_archive_in_pieces_and_a_whole_one_hold_the_same_parts() -> None:
    parts = [("mimetype", ["texte"]), ("a/b.xml", ["<a>", "é", "</a>"]), ("vide.txt", [])]
    expected = {"mimetype": b"texte", "a/b.xml": "<a>é</a>".encode(), "vide.txt": b""}
    assert unzipped(zip_whole(parts)) == expected
    assert unzipped(b"".join(zip_pieces(parts))) == expected


def test_a_workbook_without_any_line_is_still_one() -> None:
    for file, write in WRITERS.items():
        (read,) = read_workbook(write([sheet()]), file)
        assert (read.name, list(read.rows)) == ("Feuille", [])


def test_a_sheet_of_opendocument_holds_numbers_as_numbers() -> None:
    (row,) = ods_content(write_ods([sheet((12, 0.25, None))])).iter(f"{TABLE}table-row")
    office = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
    values = [(cell.get(f"{office}value-type"), cell.get(f"{office}value")) for cell in row]
    assert values == [("float", "12"), ("float", "0.25"), (None, None)]
