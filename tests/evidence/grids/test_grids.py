"""A grid of values: what is typed in it, what changed, and the same as a workbook, in both languages and back."""

import pytest

from autan.evidence.grids.presenters import MOST_ROWS, Grid, GridColumn, GridRow
from autan.ground.documents.core import WorkbookSheet
from autan.ground.documents.renderers.workbooks import write_xlsx
from autan.ground.errors import ImportFileError
from autan.ground.tables.importers.workbooks import read_workbook
from autan.ground.texts.language import in_language
from autan.ground.wordings import Text
from tests.evidence.grids.making import KIND, VALUE, make_grid


def typed(grid: Grid, code: str = "value") -> list[str]:
    return [row.typed.get(code, "") for row in grid.rows]


def cells_of(grid: Grid) -> list[list[object]]:
    (sheet,) = read_workbook(grid.write(), "a.xlsx")
    return [list(row.cells) for row in sheet.rows]


def workbook(*rows: tuple[object, ...]) -> bytes:
    return write_xlsx([WorkbookSheet(name="Valeurs", rows=rows)])


# What a form sends.


def test_what_a_form_sends_goes_to_its_line_and_its_column():
    grid = make_grid()
    grid.take({"1:value": " 12 ", "2:kind": "sun", "csrfmiddlewaretoken": "x", "classeur": "1"})
    assert (typed(grid), typed(grid, "kind")) == (["12", ""], ["wood", "sun"])
    assert [row.key for row in grid.changed] == ["1", "2"]


@pytest.mark.parametrize("name", ["3:value", "1:other", ":value", "value", "x:value", "1:2:value"])
def test_what_is_of_no_line_or_no_column_is_left_aside(name):
    grid = make_grid()
    grid.take({name: "12"})
    assert (len(grid.rows), grid.changed) == (2, [])


def test_a_key_may_hold_a_colon():
    grid = Grid(columns=(VALUE,), rows=[GridRow(key="plan:1", label="x", typed={"value": ""})])
    grid.take({"plan:1:value": "3"})
    assert typed(grid) == ["3"]


@pytest.mark.parametrize(("sent", "revision"), [("7", 7), ("0", 0), ("-1", None), ("x", None), ("", None)])
def test_the_revision_that_was_read_is_kept_and_changes_nothing(sent, revision):
    grid = make_grid()
    grid.take({"1:revision": sent})
    assert (grid.rows[0].revision, grid.changed) == (revision, [])


def test_a_line_is_added_last_where_the_grid_is_open():
    grid = make_grid(is_open=True)
    grid.take({"9:value": "3", "7:kind": "sun", "9:note": "x"})
    assert [(row.key, row.label, row.typed) for row in grid.rows[2:]] == [
        ("9", "", {"value": "3", "note": "x"}),
        ("7", "", {"kind": "sun"}),
    ]
    assert [row.key for row in grid.changed] == ["9", "7"]


def test_lines_are_added_up_to_the_most():
    grid = make_grid(is_open=True)
    grid.take({f"{key}:value": "1" for key in range(3, MOST_ROWS + 5)})
    assert len(grid.rows) == MOST_ROWS


@pytest.mark.parametrize(
    ("stood", "now", "is_changed"),
    [
        ("a", "a", False),
        ("a b", " a   b ", False),
        ("", " ", False),
        ("a", "", True),
        ("", "a", True),
        ("1", "1,0", True),
    ],
)
def test_spaces_are_no_change(stood, now, is_changed):
    row = GridRow(key="1", label="x", typed={"value": stood})
    row.typed["value"] = now
    assert row.is_changed is is_changed


# What a page shows.


def test_lines_stand_under_their_headings_with_what_is_known_of_them():
    grid = make_grid()
    grid.rows.insert(1, GridRow(key="3", label="Mairie", group="Bureaux", typed={"value": ""}))
    school, offices = grid.groups
    assert (school["heading"], offices["heading"]) == ("", "Bureaux")
    assert [line[0].label for line in school["lines"]] == ["École", "Halle"]
    assert (school["filled"], offices["filled"]) == (1, 0)
    assert (school["is_open"], offices["is_open"]) == (False, False)


def test_a_heading_is_open_where_something_changed_or_is_wrong():
    grid = make_grid()
    grid.take({"2:value": "x"})
    assert [group["is_open"] for group in grid.groups] == [True]
    wrong = make_grid()
    wrong.rows[1].problems["value"] = "un nombre"
    assert ([group["is_open"] for group in wrong.groups], wrong.refused, wrong.changed) == ([True], 1, [])


def test_folded_fields_are_apart_and_out_of_the_headings():
    grid = make_grid()
    (group,) = grid.groups
    _row, shown, details = group["lines"][0]
    assert ([cell["name"] for cell in shown], [cell["name"] for cell in details]) == (["1:value", "1:kind"], ["1:note"])
    assert (grid.headings, grid.has_details) == (["Valeur", "Sorte"], True)
    assert not Grid(columns=(VALUE, KIND), rows=[]).has_details
    with in_language("en"):
        assert grid.headings == ["Value", "Kind"]


def cell(column: GridColumn, value: str, **fields) -> dict:
    row = GridRow(key="1", label="x", typed={column.code: value}, **fields)
    (group,) = Grid(columns=(column,), rows=[row]).groups
    return group["lines"][0][1][0]


def test_a_cell_says_its_value_where_it_comes_from_and_what_is_wrong():
    shown = cell(VALUE, "3", origins={"value": "relevé"}, problems={"value": "trop"})
    assert (shown["value"], shown["origin"], shown["problem"], shown["choices"]) == ("3", "relevé", "trop", ())


def test_a_choice_is_in_the_language_of_the_page_with_none_first():
    assert cell(KIND, "wood")["choices"] == (("", "—"), ("wood", "bois"), ("sun", "soleil"))
    with in_language("en"):
        assert cell(KIND, "")["choices"] == (("", "—"), ("wood", "wood"), ("sun", "sun"))
    sure = GridColumn(code="kind", label=Text("x", "x"), choices=KIND.choices, has_blank=False)
    assert cell(sure, "wood")["choices"] == (("wood", "bois"), ("sun", "soleil"))


def test_what_is_none_of_the_choices_is_kept_as_it_was_typed():
    assert cell(KIND, "vent")["choices"][-1] == ("vent", "vent")


# The same as a workbook.


def test_the_workbook_has_every_line_with_numbers_as_numbers_and_words_for_codes():
    assert cells_of(make_grid()) == [
        ["Repère", "Ligne", "Unité", "Valeur", "Sorte", "Note", "D’où viennent ces valeurs"],
        ["1", "École", "MWh", 1200.5, "bois", None, "relevé de 2025"],
        ["2", "Halle", None, None, None, None, None],
    ]


def test_the_workbook_is_in_the_language_of_the_page():
    with in_language("en"):
        head, first, _second = cells_of(make_grid())
    assert (head[1], head[3], first[4]) == ("Line", "Value", "wood")


def test_two_origins_are_both_said_and_one_is_said_once():
    grid = make_grid()
    grid.rows[1].origins = {"value": "facture", "kind": "visite", "note": ""}
    assert [row[-1] for row in cells_of(grid)[1:]] == ["relevé de 2025", "facture\u202f; visite"]


def test_what_is_no_number_or_no_choice_is_written_as_it_stands():
    grid = make_grid()
    grid.rows[1].typed = {"value": "environ 3", "kind": "vent"}
    assert cells_of(grid)[2][3:5] == ["environ 3", "vent"]


@pytest.mark.parametrize("written", ["fr", "en"])
@pytest.mark.parametrize("read", ["fr", "en"])
def test_a_workbook_that_comes_back_as_it_left_changes_nothing(written, read):
    with in_language(written):
        data = make_grid().write()
    grid = make_grid()
    with in_language(read):
        grid.read(data, "grille.xlsx")
    assert grid.changed == []
    assert typed(grid) == ["1200,5", ""]


def test_cells_of_a_workbook_are_put_in_their_lines_whatever_their_order():
    grid = make_grid()
    grid.read(workbook(("Sorte", "Repère", "VALEUR"), ("Soleil", "2", 12), ("wood", 1, 0)), "grille.xlsx")
    assert (typed(grid), typed(grid, "kind")) == (["0", "12"], ["wood", "sun"])


def test_columns_that_a_workbook_lacks_stay_and_those_that_are_no_field_are_left():
    grid = make_grid()
    grid.read(workbook(("Repère", "Note", "Autre"), ("1", "à voir", "x")), "grille.xlsx")
    assert (typed(grid), typed(grid, "note"), typed(grid, "kind")) == (["1200,5", ""], ["à voir", ""], ["wood", ""])


def test_an_empty_cell_empties_the_field():
    grid = make_grid()
    grid.read(workbook(("Repère", "Valeur", "Sorte"), ("1", None, None)), "grille.xlsx")
    assert (typed(grid), typed(grid, "kind")) == (["", ""], ["", ""])


@pytest.mark.parametrize(
    ("cell_value", "text"),
    [
        (1200.5, "1200,5"),
        (1201, "1\u202f201"),
        (0.25, "0,25"),
        ("environ 3", "environ 3"),
        ("12,5", "12,5"),
    ],
)
def test_a_number_is_typed_as_a_reader_writes_it_and_stays_where_it_means_the_same(cell_value, text):
    grid = make_grid()
    grid.read(workbook(("Repère", "Valeur"), ("1", cell_value)), "grille.xlsx")
    assert typed(grid)[0] == text


def test_a_choice_is_read_by_its_code_or_its_words_and_anything_else_is_kept():
    for word, code in (("SUN", "sun"), ("soleil", "sun"), ("Wood", "wood"), ("vent", "vent")):
        grid = make_grid()
        grid.read(workbook(("Repère", "Sorte"), ("1", word)), "grille.xlsx")
        assert typed(grid, "kind")[0] == code


def test_a_line_of_no_row_is_refused_at_its_place_with_every_other():
    grid = make_grid()
    with pytest.raises(ImportFileError) as caught:
        grid.read(workbook(("Repère", "Valeur"), ("9", 1), ("1", 2), (None, 3)), "grille.xlsx")
    assert [(fault.row, fault.column, fault.value, fault.expected) for fault in caught.value.faults] == [
        (2, "Repère", "9", "un repère de cette grille"),
        (4, "Repère", "", "un repère de cette grille"),
    ]


def test_in_an_open_grid_a_line_without_a_key_is_a_new_one():
    grid = make_grid(is_open=True)
    grid.read(workbook(("Repère", "Valeur"), (None, 3), (7, 4), (None, 5)), "grille.xlsx")
    assert [(row.key, row.typed["value"]) for row in grid.rows] == [
        ("1", "1200,5"),
        ("2", ""),
        ("3", "3"),
        ("7", "4"),
        ("4", "5"),
    ]


@pytest.mark.parametrize(
    ("data", "file"),
    [
        (workbook(("Ligne", "Valeur"), ("École", 1)), "grille.xlsx"),
        (b"rien", "grille.xlsx"),
        (b"Ligne;Valeur\n1;2\n", "grille.csv"),
        (b"Rep\xc3\xa8re;Valeur\n1;2\n", "grille.pdf"),
    ],
)
def test_what_is_no_table_with_keys_is_refused_in_french_as_it_would_be_alone(data, file):
    with pytest.raises(ImportFileError) as caught:
        make_grid().read(data, file)
    assert caught.value.faults


def test_the_column_that_lacks_is_named():
    with pytest.raises(ImportFileError) as caught:
        make_grid().read(b"Ligne;Valeur\n1;2\n", "grille.csv")
    assert caught.value.faults[0].column == "repère"
