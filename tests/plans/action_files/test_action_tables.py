"""The tables of actions of a sheet, as values: one cell over several, axes, tables beside one another, turned ones."""

from collections.abc import Mapping

import pytest

from autan.ground.errors import Fault
from autan.ground.tables.core.tables import Place, Row, Sheet
from autan.plans.action_files.core.action_tables import (
    ActionTable,
    find_tables,
    joined_lines,
    lone_text,
    without_columns,
)
from autan.plans.action_files.core.worksheets import known_headings

KNOWN = known_headings()
HEADINGS = ("Axe", "Titre", "Pilote", "Statut", "Budget")


def tables(
    *rows: tuple[object, ...], merged: tuple[tuple[Place, Place], ...] = (), least: int = 2
) -> list[ActionTable]:
    lines = [Row(line, list(cells)) for line, cells in enumerate(rows, start=1)]
    return find_tables(Sheet(name="Plan", rows=lines, merged=merged), KNOWN, least)


def one(*rows: tuple[object, ...], merged: tuple[tuple[Place, Place], ...] = ()) -> ActionTable:
    (table,) = tables(*rows, merged=merged)
    return table


def cells(table: ActionTable) -> dict[int, list[object]]:
    return {row.line: list(row.cells) for row in table.rows}


def test_a_table_is_its_headings_and_the_lines_below():
    table = one(("Plan climat",), HEADINGS, ("Axe 1", "Isoler", "Ville", "En cours", 12))
    assert table.headings == {
        "axis1": "Axe",
        "title": "Titre",
        "lead": "Pilote",
        "status": "Statut",
        "budget": "Budget",
    }
    assert (cells(table), table.layout.line) == ({3: ["Axe 1", "Isoler", "Ville", "En cours", 12]}, 2)
    assert (table.above, table.is_labelled, table.is_turned) == ((), False, False)


def test_a_sheet_without_headings_holds_no_table():
    assert tables() == []
    assert tables(("Plan climat",), ("Isoler", "Ville")) == []


def test_a_cell_over_lines_says_the_same_on_each_of_them():
    rows = (HEADINGS, ("Axe 1", "Isoler", "Ville"), (None, "Trier", None), (None, "Rouler", "Agglo"))
    table = one(*rows, merged=(((2, 1), (4, 1)), ((2, 3), (3, 3))))
    assert cells(table) == {
        2: ["Axe 1", "Isoler", "Ville"],
        3: ["Axe 1", "Trier", "Ville"],
        4: ["Axe 1", "Rouler", "Agglo"],
    }
    assert (table.filled, table.shared) == ({(2, 3): "C2:C3"}, {}), "an axis over lines is no surprise"


def test_an_amount_over_lines_is_told_and_counted_once():
    rows = (HEADINGS, (None, "Isoler", None, None, 12), (None, "Trier"), (None, "Rouler"))
    table = one(*rows, merged=(((2, 5), (3, 5)),))
    assert table.shared == {(2, 5): "E2:E3", (3, 5): "E2:E3"}
    assert (cells(table)[3], table.filled) == ([None, "Trier"], {})


def test_a_title_over_lines_is_one_action_with_its_own_amounts():
    rows = (HEADINGS, (None, "Isoler", "Ville", None, 12), (None, None, "Agglo"), (None, "Trier"))
    table = one(*rows, merged=(((2, 2), (3, 2)), ((2, 5), (3, 5))))
    assert (table.whole, table.shared) == ({3: 2}, {})
    assert joined_lines(table) == [
        (2, {"title": "Isoler", "lead": "Ville\nAgglo", "budget": 12}),
        (4, {"title": "Trier"}),
    ]


@pytest.mark.parametrize(("last", "is_wide"), [(1, False), (2, False), (3, True), (5, True)])
def test_one_cell_over_three_columns_is_a_heading_of_its_own(last, is_wide):
    rows = (HEADINGS, ("Bâtir",), (None, "Isoler", "Ville"))
    table = one(*rows, merged=(((2, 1), (2, last)),))
    assert table.wide == (frozenset({2}) if is_wide else frozenset())
    assert lone_text(table.rows[0], table) == (("Bâtir", "axis") if is_wide else ("", ""))


def test_a_wide_cell_outside_the_lines_of_the_table_is_nothing_to_it():
    table = one(("Plan climat",), HEADINGS, (None, "Isoler", "Ville"), merged=(((1, 1), (1, 5)),))
    assert table.wide == frozenset()


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ((None, "Isoler"), ("", "")),
        (("Bâtir",), ("", "")),
        (("Axe 2 : bâtir",), ("Axe 2 : bâtir", "axis")),
        ((None, "Axe 2 : bâtir"), ("Axe 2 : bâtir", "axis")),
        ((None, "Source : la ville"), ("Source : la ville", "note")),
        (("NB : à revoir",), ("NB : à revoir", "note")),
        ((None, None, "Ville"), ("", "")),
        ((None, None, "Contact : Ville"), ("Contact : Ville", "note")),
        ((None, None, None, None, None, "hors tableau"), ("hors tableau", "note")),
        ((None, "Isoler", "Ville"), ("", "")),
        ((None,), ("", "")),
    ],
)
def test_a_text_alone_on_its_line_is_an_action_an_axis_or_a_note(row, kind):
    table = one(HEADINGS, (None, "Isoler", "Ville"))
    assert lone_text(Row(9, list(row)), table) == kind


def test_tables_one_below_the_other_have_each_their_axis():
    first, second = tables(
        ("Axe 1 : bâtir",),
        ("Objectif 1.1",),
        HEADINGS[1:],
        ("Isoler", "Ville", "En cours", 1),
        ("Axe 2 : rouler",),
        HEADINGS[1:],
        ("Marcher", "Ville", "En cours", 2),
    )
    assert (first.above, list(cells(first))) == (("Axe 1 : bâtir", "Objectif 1.1"), [4])
    assert (second.above, list(cells(second))) == (("Axe 2 : rouler",), [7])


def test_tables_beside_one_another_are_read_apart():
    left, right = tables(
        ("Titre", "Pilote", "Titre", "Pilote"), ("Isoler", "Ville", "Trier", "Agglo"), ("Former", None, "Rouler", None)
    )
    assert [line["title"] for _line, line in joined_lines(left)] == ["Isoler", "Former"]
    assert [line for _line, line in joined_lines(right)] == [{"title": "Trier", "lead": "Agglo"}, {"title": "Rouler"}]


def test_a_heading_that_comes_again_is_no_table_when_the_title_does_not():
    (table,) = tables(("Titre", "Pilote", "Pilote", "Statut"), ("Isoler", "Ville", "Agglo", "En cours"))
    assert table.layout.repeated == {2: "Pilote"}


TURNED = (
    ("Titre", "Isoler les écoles", "Trier les déchets", "Rouler à vélo"),
    ("Pilote", "Ville", "Agglo", "Région"),
    ("Statut", "En cours", "À venir", None),
    ("Budget", 1, 2, 3),
)


def test_actions_in_columns_are_read_from_the_left():
    table = one(*TURNED, merged=(((1, 2), (2, 2)),))
    assert (table.is_turned, table.sheet.merged) == (True, ())
    assert cells(table) == {
        2: ["Isoler les écoles", "Ville", "En cours", 1],
        3: ["Trier les déchets", "Agglo", "À venir", 2],
        4: ["Rouler à vélo", "Région", None, 3],
    }
    assert dict(table.layout.columns) == {0: "title", 1: "lead", 2: "status", 3: "budget"}


def test_a_row_of_a_turned_table_may_end_before_the_others():
    table = one(*TURNED[:2], TURNED[2][:3], ("Budget", 1))
    assert list(cells(table).values()) == [
        ["Isoler les écoles", "Ville", "En cours", 1],
        ["Trier les déchets", "Agglo", "À venir", None],
        ["Rouler à vélo", "Région", None, None],
    ]


def test_a_table_that_is_turned_has_a_title_over_each_of_its_columns_and_two_actions_at_least():
    for rows in (
        [row[:2] for row in TURNED],
        [(*row, "x") if rank else row for rank, row in enumerate(TURNED)],
        TURNED[1:],
        [TURNED[0], *[(text, "Pilote", "Statut", "Budget") for text, *_rest in TURNED[1:]]],
    ):
        assert not any(table.is_turned for table in tables(*rows))


def test_the_faults_of_a_sheet_that_is_turned_are_not_told_at_other_places():
    lines = [Row(line, list(row)) for line, row in enumerate(TURNED, start=1)]
    sheet = Sheet(name="Plan", rows=lines, faults=(Fault(expected="x", row=1),), hidden_rows=frozenset({1}))
    (table,) = find_tables(sheet, KNOWN)
    assert (table.sheet.faults, table.sheet.hidden_rows, table.sheet.name) == ((), frozenset(), "Plan")


def lines_of(*rows: tuple[object, ...], headings: tuple[str, ...]) -> list[Mapping[str, object]]:
    return [texts for _line, texts in joined_lines(one(headings, *rows))]


def test_a_line_that_only_tells_funders_goes_on_with_the_action_above():
    headings = ("Titre", "Pilote", "Financeur", "Montant")
    rows = (("Isoler", "Ville", "ADEME", 5), (None, None, "Région", 7), (None, None, "Europe"))
    assert lines_of(*rows, headings=headings) == [
        {
            "title": "Isoler",
            "lead": "Ville",
            "funder1": "ADEME",
            "amount1": 5,
            "funder2": "Région",
            "amount2": 7,
            "funder3": "Europe",
        }
    ]


def test_long_texts_and_steps_go_on_and_other_fields_do_not():
    headings = ("Titre", "Descriptif", "Étapes", "Statut")
    rows = (
        ("Isoler", "Laine", "Étude"),
        (None, "Toits", "Étude"),
        (None, None, "Travaux"),
        (None, "Murs", None, "En cours"),
    )
    assert lines_of(*rows, headings=headings) == [
        {"title": "Isoler", "description": "Laine\nToits", "steps": "Étude\nTravaux"},
        {"description": "Murs", "status": "En cours"},
    ]


def test_a_first_line_that_goes_on_with_nothing_stands_alone():
    assert lines_of((None, "Laine"), ("Isoler", "Toits"), headings=("Titre", "Descriptif")) == [
        {"description": "Laine"},
        {"title": "Isoler", "description": "Toits"},
    ]


def test_columns_that_are_left_out_are_not_read():
    table = without_columns(one(HEADINGS, ("Axe 1", "Isoler", "Ville", "En cours", 12)), frozenset({0, 3}))
    assert joined_lines(table) == [(2, {"title": "Isoler", "lead": "Ville", "budget": 12})]
