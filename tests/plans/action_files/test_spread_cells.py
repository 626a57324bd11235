"""Columns that say one thing together, boxes, headings above several, and labels above what they name: as values."""

import pytest

from autan.ground.tables.core.tables import Row
from autan.plans.action_files.core.spread_columns import (
    ticked_choices,
    under_wide_headings,
    with_ticked_columns,
    with_title_heading,
    with_titles_above,
    with_values_below,
)
from autan.plans.action_files.core.worksheets import known_headings, layout_of

KNOWN = known_headings()


def lines(*rows: tuple[object, ...], first: int = 1) -> list[Row]:
    return [Row(line, list(cells)) for line, cells in enumerate(rows, start=first)]


@pytest.mark.parametrize(
    ("text", "ticked"),
    [
        ("☐ À venir ☒ En cours", "En cours"),
        ("☒ À venir ☑ En cours ☐ Fini", "À venir, En cours"),
        ("En cours [x] Réalisé [ ]", "En cours"),
        ("En cours [ ] Réalisé [X]", "Réalisé"),
        ("[✓] Oui, [ ] Non", "Oui"),
        ("☐ Oui ☐ Non", ""),
        ("✓", "✓"),
        ("☐", "☐"),
        ("En cours", "En cours"),
        ("", ""),
    ],
)
def test_a_cell_of_boxes_says_what_is_ticked(text, ticked):
    assert ticked_choices(text) == ticked


def ticked(headings: tuple[object, ...], *rows: tuple[object, ...]):
    layout = layout_of(Row(1, list(headings)), KNOWN)
    joined, data = with_ticked_columns(layout, lines(*rows, first=2), KNOWN)
    return joined, [list(row.cells) for row in data]


def test_columns_of_years_are_the_calendar():
    layout, data = ticked(("Titre", 2024, 2025, 2026), ("Isoler", "x", None, "X"), ("Trier", "-", "", None))
    assert layout.columns == {0: "title", 1: "calendar"}
    assert layout.headings[1] == "2024 / 2026"
    assert (data, layout.unknown) == ([["Isoler", "2024, 2026", None, None], ["Trier", None, None, None]], {})


def test_columns_of_choices_are_one_field_wherever_they_stand():
    layout, data = ticked(("À venir", "Titre", "En cours"), ("x", "Isoler", None), (None, "Trier", "oui"), ("0",))
    assert (layout.columns, layout.headings[0]) == ({0: "status", 1: "title"}, "À venir / En cours")
    assert [row[0] for row in data] == ["À venir", "En cours", None]


@pytest.mark.parametrize(
    ("headings", "rows"),
    [
        (("Titre", "À venir", "En cours"), (("Isoler", "x", "peut-être"),)),
        (("Titre", "À venir", "Quoi"), (("Isoler", "x", "x"),)),
        (("Titre", "À venir", "En cours"), (("Isoler", None, "-"),)),
        (("Titre", "Statut", "À venir", "En cours"), (("Isoler", "En cours", "x", None),)),
    ],
)
def test_columns_that_are_not_all_ticked_for_one_free_field_stay_as_they_are(headings, rows):
    layout, data = ticked(headings, *rows)
    assert layout == layout_of(Row(1, list(headings)), KNOWN)
    assert data == [list(row) for row in rows]


def wide(below: tuple[object, ...], *merged: tuple[tuple[int, int], tuple[int, int]]):
    layout = layout_of(Row(1, ["Titre", "Budget", None, "Pilote"]), KNOWN)
    return under_wide_headings(layout, lines(below, first=2), merged or [((1, 2), (1, 3))], KNOWN)


def test_headings_under_a_wide_one_bear_its_name_unless_they_are_fields():
    layout = wide((None, "Études", "Travaux"))
    assert (layout.line, dict(layout.headings)) == (
        2,
        {0: "Titre", 1: "Budget : Études", 2: "Budget : Travaux", 3: "Pilote"},
    )
    plain = wide((None, "Début", "Fin"))
    assert dict(plain.columns) == {0: "title", 1: "start", 2: "end", 3: "lead"}
    assert dict(wide((None, 2024, 2025)).headings)[1] == "2024"


@pytest.mark.parametrize(
    "below",
    [
        (None, "Études"),
        ("Isoler", "Études", "Travaux"),
        (None, "Études", "x" * 61),
        (None, "Études", "Travaux", "Ville"),
        (),
    ],
)
def test_a_line_that_fills_more_than_the_wide_heading_or_less_is_data(below):
    assert wide(below).line == 1


def test_only_a_cell_over_columns_of_the_headings_is_a_wide_one():
    assert wide((None, "Études", "Travaux"), ((1, 2), (2, 2))).line == 1
    assert wide((None, "Études", "Travaux"), ((3, 2), (3, 3))).line == 1
    assert wide((None, "x" * 60, "Travaux")).line == 2


def values(*rows: tuple[object, ...]) -> list[tuple[int, list[object]]]:
    return [(row.line, list(row.cells)) for row in with_values_below(lines(*rows), KNOWN)]


def test_labels_that_stand_above_what_they_name_stand_beside_it():
    assert values(("Titre", "Pilote"), ("Isoler", "Ville"), ("Début",), ("2026",), ("Un mot",)) == [
        (2, ["Titre", "Isoler", "Pilote", "Ville"]),
        (4, ["Début", "2026"]),
        (5, ["Un mot"]),
    ]


def test_a_label_without_anything_below_keeps_its_place():
    assert values(("Titre", "Pilote"), ("Isoler", None), ("Début",), ("2026",))[0] == (
        2,
        ["Titre", "Isoler", "Pilote", None],
    )


@pytest.mark.parametrize(
    "rows",
    [
        (("Titre", "Pilote"), ("Isoler", "Ville")),
        (("Titre", "Pilote"), ("Isoler", "Ville"), ("Trier", "Agglo"), ("Début",), ("2026",)),
        (("Titre", "Quoi"), ("Isoler", "Ville"), ("Début",), ("2026",)),
        (("Titre", "Pilote"), ("Isoler", "Ville"), ("Titre", "Pilote"), ("Trier", "Agglo")),
        (("Titre",), ("Isoler", "Ville"), ("Début",), ("2026",)),
    ],
)
def test_one_pair_a_list_or_labels_that_come_again_are_no_form(rows):
    assert values(*rows) == [(line, list(row)) for line, row in enumerate(rows, start=1)]


def test_a_line_without_a_cell_for_each_label_is_not_read_as_one():
    many = tuple(["Pilote"] * 13)
    assert len(values(many, ("Ville",), ("Début",), ("2026",))) == 4


FORMS = (("Isoler",), ("Pilote", "Ville"), ("Trier",), ("Pilote", "Région"))


def test_a_text_alone_above_the_same_label_is_the_title_of_its_form():
    assert [list(row.cells) for row in with_titles_above(lines(*FORMS), KNOWN)] == [
        ["Titre", "Isoler"],
        ["Pilote", "Ville"],
        ["Titre", "Trier"],
        ["Pilote", "Région"],
    ]


@pytest.mark.parametrize(
    "rows",
    [
        FORMS[:2],
        (*FORMS[:3], ("Statut", "En cours")),
        (*FORMS, ("Titre", "Rouler")),
        (("Isoler",), ("Pilote", "Ville", "x"), ("Trier",), ("Pilote", "Région", "x")),
        (("Statut",), ("Pilote", "Ville"), ("Statut",), ("Pilote", "Région")),
    ],
)
def test_otherwise_nothing_says_that_it_is_a_title(rows):
    assert [list(row.cells) for row in with_titles_above(lines(*rows), KNOWN)] == [list(row) for row in rows]


HEADED = ((None, "Pilote", "Début"), ("Isoler les écoles", "Ville", 2026), ("Trier au bureau", "Ville", 2027))


def headed(*rows: tuple[object, ...]) -> list[object]:
    return list(with_title_heading(lines(*rows), KNOWN)[0].cells)


def test_the_one_column_without_heading_whose_texts_differ_is_that_of_titles():
    assert headed(*HEADED) == ["Titre", "Pilote", "Début"]
    assert headed(*HEADED, ("Isoler les mairies", "x", 1), ("Isoler les mairies", "y", 2)) == [
        "Titre",
        "Pilote",
        "Début",
    ]


@pytest.mark.parametrize(
    "rows",
    [
        (HEADED[0], HEADED[1], ("Isoler les écoles", "Ville", 2027)),
        (HEADED[0], ("Bus", "Ville", 2026), ("Vélo", "Ville", 2027)),
        (("Quoi", "Pilote", "Début"), *HEADED[1:]),
        ((None, "Pilote", "Qui"), *HEADED[1:]),
        (HEADED[0], ("Isoler les écoles", "Ville", 2026), *[(None, "Ville", 2027)] * 2, ("Trier au bureau", "Ville")),
        (HEADED[0],),
    ],
)
def test_a_column_that_may_be_something_else_gets_no_heading(rows):
    assert headed(*rows) == list(rows[0])
