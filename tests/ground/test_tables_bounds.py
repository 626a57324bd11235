"""What is known of a workbook before it is opened: its cells, what its readers do not see, formulas without a value."""

from typing import Any

import pytest

from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.core.tables import Limits, Sheet
from autan.ground.tables.importers.workbook_bounds import (
    NEVER_COMPUTED,
    WorkbookBounds,
    bound_archive,
    gather_sheet,
    require_room,
)
from autan.ground.tables.importers.workbooks import read_workbook
from tests.ground.workbook_making import ods, ods_cell, ods_row, unzipped, xlsx

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
TEXT = '<c r="{}" t="inlineStr"><is><t>{}</t></is></c>'


def bounds(data: bytes) -> WorkbookBounds:
    (found,) = bound_archive(unzipped(data), "essai")
    return found


def size(data: bytes) -> tuple[int, int]:
    found = bounds(data)
    return found.height, found.width


def gathered(rows: list[list[object]], merged: Any = (), *, as_text: bool = False, **fields: Any) -> Sheet:
    sheet = WorkbookBounds(name="Feuille", **fields)
    return gather_sheet(sheet, rows, merged, formulas_as_text=as_text)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ('<row r="3"><c r="D3"><v>1</v></c></row>', (3, 4)),
        ('<row r="3"><c r="D3" s="1"/></row>', (0, 0)),
        ('<row r="3"><c r="B3"><v>1</v></c></row><row r="2"><c r="AA2"><f>1</f></c></row>', (3, 27)),
        ("<row><c><v>1</v></c><c/><c><v>2</v></c></row><row><c><v>3</v></c></row>", (2, 3)),
        ('<row><c r="C1"/><c><v>2</v></c></row>', (1, 4)),
        ('<row r="2"/><row><c r="A3"><v>1</v></c></row>', (3, 1)),
        ('<row r="2"><c r="A7"><v>1</v></c></row>', (7, 1)),
        ('<row r="1"><c r="b1"><is><t>x</t></is></c></row>', (1, 2)),
    ],
    ids=[
        "place",
        "only a look",
        "far cells",
        "no place",
        "after a place",
        "after a row",
        "its own line",
        "small letters",
    ],
)
def test_cells_of_an_xlsx_are_counted_where_they_hold_something(rows, expected):
    assert size(xlsx(rows)) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (ods_row(ods_cell("a"), ods_cell("b")), (1, 2)),
        (ods_row(ods_cell(), ods_cell("b", table__number_columns_repeated="3")), (1, 4)),
        (ods_row(times=5) + ods_row(ods_cell("b")), (6, 1)),
        (ods_row(ods_cell("b"), times=4), (4, 1)),
        (ods_row(ods_cell(table__number_columns_repeated="100"), times=1_000), (0, 0)),
    ],
    ids=["cells", "repeated cells", "repeated empty rows", "repeated rows", "nothing"],
)
def test_cells_of_an_ods_are_counted_as_often_as_they_come(rows, expected):
    assert size(ods(rows)) == expected


def test_a_covered_cell_takes_its_place():
    covered = "<table:covered-table-cell/>"
    assert size(ods(ods_row(ods_cell("a"), covered, ods_cell("b")))) == (1, 3)


def test_a_workbook_that_fits_is_let_in_and_one_more_line_or_column_is_refused():
    limits = Limits(max_rows=10, max_columns=5, max_cells=50)
    fits = WorkbookBounds(name="S", height=10, width=5)
    require_room([fits], "a.xlsx", limits)
    for height, width in ((11, 1), (1, 6)):
        with pytest.raises(ImportFileError) as caught:
            require_room([WorkbookBounds(name="S", height=height, width=width)], "a.xlsx", limits)
        assert caught.value.faults == (
            Fault(
                sheet="S",
                value=f"{height} lignes, {width} colonnes",
                expected="au plus 10 lignes par feuille et 5 colonnes",
            ),
        )


def test_cells_of_all_sheets_are_counted_together_empty_ones_too():
    sheets = [WorkbookBounds(name=name, height=5, width=5) for name in "ab"]
    require_room(sheets, "a.xlsx", Limits(max_cells=50))
    with pytest.raises(ImportFileError) as caught:
        require_room(sheets, "a.xlsx", Limits(max_cells=49))
    (fault,) = caught.value.faults
    assert (fault.value, fault.expected) == ("50", "un classeur d’au plus 49 cellules, vides comprises")


def test_a_line_without_any_value_is_no_row_and_lines_keep_their_numbers():
    sheet = gathered([[None, None], ["a", None], [" ", ""], [None, 0]])
    assert [(row.line, row.cells) for row in sheet.rows] == [(2, ["a", None]), (4, [None, 0])]


def test_hidden_columns_are_those_that_the_sheet_has():
    sheet = gathered([["a"] * 4], width=4, hidden_columns=[(2, 2), (4, 16_384)], hidden_rows={1}, is_hidden=True)
    assert (sheet.hidden_columns, sheet.hidden_rows, sheet.is_hidden) == ({2, 4}, {1}, True)


@pytest.mark.parametrize(
    ("merged", "count"),
    [
        (((1, 1), (1, 2)), 1),
        (((1, 1), (1, 1)), 0),
        (((1, 2), (2, 2)), 0),
        (((2, 1), (3, 1)), 0),
        (((1, 9), (1, 10)), 0),
    ],
    ids=["two with a value", "one alone", "an empty one", "an empty line", "beyond the row"],
)
def test_cells_that_are_one_are_refused_only_where_a_value_is_lost(merged, count):
    sheet = gathered([["a", None], [None, None]], [merged])
    assert len(sheet.faults) == len(sheet.merged) == count


def test_faults_of_a_sheet_come_in_the_order_of_its_lines():
    sheet = gathered([["a"], ["b"], ["c"]], [((3, 1), (3, 2))], formulas={(2, 1): "=1", (1, 1): "=2"})
    assert [fault.row for fault in sheet.faults] == [1, 2, 3]


def test_a_formula_never_computed_is_refused_or_read_as_its_text():
    rows: list[list[object]] = [["titre"], [None]]
    refused = gathered([list(row) for row in rows], formulas={(2, 1): "=A1"})
    assert [(fault.row, fault.column, fault.expected) for fault in refused.faults] == [(2, "A", NEVER_COMPUTED)]
    read = gathered([list(row) for row in rows], formulas={(2, 3): "=A1", (4, 1): "=B2"}, as_text=True)
    assert [(row.line, row.cells) for row in read.rows] == [(1, ["titre"]), (2, [None, None, "=A1"]), (4, ["=B2"])]
    assert read.faults == ()


@pytest.mark.parametrize(
    ("file", "data"),
    [
        (
            "a.xlsx",
            xlsx(f'<row r="1">{TEXT.format("A1", "a")}</row>', '<row r="2"><c r="B2"><f> SUM(A1) </f></c></row>'),
        ),
        ("a.ods", ods(ods_row(ods_cell("a")), ods_row(ods_cell(), ods_cell(table__formula="of:=SUM(A1)")))),
    ],
)
def test_the_text_of_a_formula_begins_with_its_sign(file, data):
    assert bounds(data).formulas == {(2, 2): "=SUM(A1)"}
    (sheet,) = read_workbook(data, file, formulas_as_text=True)
    _headings, formula = sheet.rows
    assert formula.cells == [None, "=SUM(A1)"]


def test_formulas_are_kept_up_to_a_bound_and_the_others_refused():
    sheet = WorkbookBounds(name="Feuille")
    for line in range(1, 10_002):
        sheet.hold_formula(line, 1, "1")
    assert len(sheet.formulas) == 10_000
    assert [(fault.row, fault.expected) for fault in sheet.findings.faults] == [(10_001, NEVER_COMPUTED)]


def test_two_cells_of_an_xlsx_in_error_each_say_what_they_show():
    rows = '<row r="1"><c r="A1" t="e"><v>#N/A</v></c><c r="B1"><v>1</v></c><c r="C1" t="e"><v>#REF!</v></c></row>'
    faults = bounds(xlsx(rows)).findings.faults
    assert [(fault.column, fault.value) for fault in faults] == [("A", "#N/A"), ("C", "#REF!")]


def test_a_formula_whose_text_is_empty_has_a_value():
    found = bounds(xlsx('<row r="1"><c r="A1" t="str"><f>""</f><v></v></c><c r="B1"><f>1</f><v>0</v></c></row>'))
    assert (found.formulas, found.findings.faults) == ({}, [])


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_sheet_is_hidden_by_its_state(state):
    data = unzipped(xlsx(f'<row r="1">{TEXT.format("A1", "a")}</row>'))
    shown = data["xl/workbook.xml"]
    hidden = shown.replace(b'sheetId="1"', f'sheetId="1" state="{state}"'.encode())
    states = [bound_archive({**data, "xl/workbook.xml": part}, "a.xlsx")[0].is_hidden for part in (shown, hidden)]
    assert states == [False, True]


@pytest.mark.parametrize(("value", "is_hidden"), [("1", True), ("true", True), ("0", False), ("false", False)])
def test_a_row_and_a_column_are_hidden_when_they_say_so(value, is_hidden):
    columns = f'<cols><col min="2" max="3" hidden="{value}"/></cols>'
    rows = f'{columns}<row r="1" hidden="{value}"><c r="D1"><v>1</v></c></row>'
    found = bounds(xlsx(rows))
    assert found.hidden_rows == ({1} if is_hidden else set())
    assert found.hidden_columns == ([(2, 3)] if is_hidden else [])


@pytest.mark.parametrize("visibility", ["collapse", "filter"])
def test_rows_of_an_ods_that_are_hidden_are_all_counted(visibility):
    hidden = f'<table:table-row table:visibility="{visibility}" table:number-rows-repeated="3"/>'
    assert bounds(ods(ods_row(ods_cell("a")), hidden, ods_row(ods_cell("b")))).hidden_rows == {2, 3, 4}
    shown = hidden.replace(visibility, "visible")
    assert bounds(ods(ods_row(ods_cell("a")), shown)).hidden_rows == set()


def test_a_million_hidden_rows_are_not_each_looked_at():
    hidden = '<table:table-row table:visibility="collapse" table:number-rows-repeated="1048576"/>'
    assert len(bounds(ods(hidden)).hidden_rows) == 10_000


def test_columns_of_an_ods_that_are_hidden_follow_those_that_are_not():
    columns = '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
    assert bounds(ods(columns, ods_row(ods_cell("a")))).hidden_columns == [(3, 3)]


def test_a_sheet_of_an_ods_is_hidden_by_its_style():
    parts = unzipped(ods(ods_row(ods_cell("a"))))
    style = (
        b'<office:automatic-styles xmlns:style="urn:x"><style:style style:name="ta1"><style:table-properties '
        b'table:display="%s"/></style:style></office:automatic-styles>'
    )
    content = parts["content.xml"].replace(b'table:name="Feuille"', b'table:name="Feuille" table:style-name="ta1"')
    for shown, is_hidden in ((b"false", True), (b"true", False)):
        dressed = content.replace(b"<office:body>", style % shown + b"<office:body>")
        assert bound_archive({**parts, "content.xml": dressed}, "a.ods")[0].is_hidden is is_hidden


STYLES = (
    f'<styleSheet {MAIN}><cellStyleXfs><xf><alignment indent="9"/></xf></cellStyleXfs><cellXfs><xf/>'
    '<xf><alignment indent="2"/></xf><xf><alignment/></xf><xf><alignment indent="1"/></xf></cellXfs>'
    '<cellStyles/><dxfs><dxf><alignment indent="7"/></dxf></dxfs></styleSheet>'
)


def test_how_far_texts_are_set_back_is_read_from_their_style():
    cells = "".join(f'<c r="{letter}1" s="{style}"><v>1</v></c>' for letter, style in zip("ABCD", "0123", strict=True))
    data = xlsx(f'<row r="1">{cells}<c r="E1"><v>1</v></c></row>', **{"xl/styles.xml": STYLES})
    assert bounds(data).indents == {(1, 2): 2, (1, 4): 1}
    (sheet,) = read_workbook(data, "a.xlsx")
    assert sheet.indents == {(1, 2): 2, (1, 4): 1}


def test_spanned_cells_of_an_ods_say_where_they_end():
    spanned = ods_cell("a", table__number_rows_spanned="2", table__number_columns_spanned="3")
    found = bounds(ods(ods_row(ods_cell(), spanned)))
    assert found.merged == [((1, 2), (2, 4))]
    assert "(B1:D2 " in found.findings.faults[0].expected


@pytest.mark.parametrize(
    "row",
    [
        '<row r="-1"/>',
        '<row r="1,5"/>',
        '<row r="٣"/>',
        f'<row r="{"1" * 10}"/>',
        '<row r="1"><c r="ABCDE1"><v>1</v></c></row>',
        '<row r="1"><c r="1"><v>1</v></c></row>',
    ],
)
def test_a_place_that_cannot_be_is_refused(row):
    with pytest.raises(ImportFileError) as caught:
        bounds(xlsx(row))
    assert caught.value.faults[0].expected.startswith("un classeur lisible (")


def test_a_part_without_a_name_in_the_workbook_is_called_by_its_path():
    data = unzipped(xlsx(f'<row r="1">{TEXT.format("A1", "a")}</row>'))
    data["xl/_rels/workbook.xml.rels"] = b"<Relationships/>"
    assert [found.name for found in bound_archive(data, "a.xlsx")] == ["xl/worksheets/sheet1.xml"]
