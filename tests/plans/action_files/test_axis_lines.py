"""Lines that open an axis, and lines that are a part of the action above."""

from typing import Any

import pytest

from autan.ground.tables.core.tables import Row
from autan.plans.action_files.core.axis_lines import is_axis, part_lines, title_lines, under_axis


def rows(*cells: Any) -> list[Row]:
    """Lines from the second on: a text alone, or the cells of a line; None leaves a line out."""
    return [
        Row(line, list(one) if isinstance(one, tuple) else [one])
        for line, one in enumerate(cells, start=2)
        if one is not None
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Axe 2 – Rouler",
        "  AXE A",
        "Orientation n° 3",
        "Objectif stratégique 1.2 : isoler",
        "Défi IV",
        "Thématique : l’eau",
        "Pilier - bâtir",
        "Enjeu transversal 1",
        "Axe2",
        "Axe D",
    ],
)
def test_a_line_that_is_called_an_axis_is_one(text):
    assert is_axis(text)


@pytest.mark.parametrize(
    "text",
    [
        "Isoler les écoles",
        "Axes de travail",
        "Axer 2 projets",
        "Enjeux",
        "Cap sur le vélo",
        "Un axe 2",
        "Chantiers 2030",
        "Objectif d’économies",
        "",
    ],
)
def test_a_line_that_is_not_called_an_axis_is_none(text):
    assert not is_axis(text)


@pytest.mark.parametrize(
    ("above", "text", "path"),
    [
        ((), "Axe 1. Bâtir", ("Axe 1. Bâtir",)),
        ((), " Axe  1 ", ("Axe 1",)),
        (("Axe 1",), "Axe 2", ("Axe 2",)),
        (("Axe 1",), "Objectif 1.1", ("Axe 1", "Objectif 1.1")),
        (("Axe 1", "Objectif 1.1"), "Objectif 1.2", ("Axe 1", "Objectif 1.2")),
        (("Axe 1", "Objectif 1.1"), "Axe 2", ("Axe 2",)),
        (("Axe 1", "Objectif 1.1"), "Volet 3", ("Axe 1", "Objectif 1.1", "Volet 3")),
        (("Axe 1", "Objectif 1.1", "Volet a"), "Objectif 1.2", ("Axe 1", "Objectif 1.2")),
        (("1. Bâtir",), "2. Rouler", ("2. Rouler",)),
        (("1. Bâtir",), "1.1 Isoler", ("1. Bâtir", "1.1 Isoler")),
        (("1. Bâtir", "1.1 Isoler"), "1.2 Chauffer", ("1. Bâtir", "1.2 Chauffer")),
        (("1. Bâtir", "1.1 Isoler"), "2. Rouler", ("2. Rouler",)),
        (("Axe 1", "1.1 Isoler"), "1.2 Chauffer", ("Axe 1", "1.2 Chauffer")),
        (("Bâtir",), "1.1 Isoler", ("Bâtir", "1.1 Isoler")),
        (("Bâtir",), "Rouler", ("Rouler",)),
    ],
)
def test_an_axis_takes_the_place_of_one_of_its_kind_or_depth_and_goes_under_others(above, text, path):
    assert under_axis(above, text) == path


def test_the_number_of_a_title_alone_begins_those_below():
    lines = rows(
        "1. Bâtir",
        "1.1 Chauffer",
        ("1.1.1 Isoler", "Ville"),
        ("1.1.2 Former", "Ville"),
        "2. Rouler",
        ("2.1 Bus", "Ville"),
    )
    assert title_lines(lines, 0) == {
        2: ("1. Bâtir",),
        3: ("1. Bâtir", "1.1 Chauffer"),
        6: ("2. Rouler",),
    }


def test_a_number_may_stand_in_a_column_of_its_own():
    lines = rows(("1", "Bâtir"), ("1.1", "Isoler", "Ville"), ("1.2.", "Former"))
    assert title_lines(lines, 1) == {2: ("1 Bâtir",)}


def test_a_line_that_says_more_than_its_title_is_no_axis():
    assert title_lines(rows(("1. Bâtir", "Ville"), ("1.1 Isoler", "Ville"), ("1.2 Former", "Ville")), 0) == {}


def test_ten_does_not_stand_under_one():
    assert title_lines(rows("1 Bâtir", ("10 Rouler", "Ville"), ("11 Trier", "Ville")), 0) == {}


def test_capitals_without_numbers_stand_above_small_letters():
    lines = rows(
        "ÉNERGIE",
        "Bâtir",
        ("Isoler", "Ville"),
        ("Trier", "x"),
        "EAU",
        ("Filtrer", "x"),
        ("Boire", "x"),
        ("Puiser", "y"),
    )
    assert title_lines(lines, 0) == {2: ("ÉNERGIE",), 3: ("ÉNERGIE", "Bâtir"), 6: ("EAU",)}


@pytest.mark.parametrize(
    "lines",
    [
        rows("ÉNERGIE", ("Isoler", "Ville"), ("Trier", "x")),
        rows(("Isoler", "Ville"), "ÉNERGIE", ("Trier", "x"), ("Boire", "x")),
        rows("ÉNERGIE", ("Isoler", "Ville"), ("Trier", "x"), "EAU"),
        rows("ÉNERGIE", "EAU", "AIR", ("Isoler", "Ville")),
        rows("ÉNERGIE", ("3 Isoler", "Ville"), ("Trier", "x"), ("Boire", "x")),
    ],
)
def test_titles_without_numbers_are_axes_only_where_nothing_else_may_be_meant(lines):
    assert title_lines(lines, 0) == {}


def test_four_lines_are_enough_and_half_of_them_may_be_axes():
    assert title_lines(rows("ÉNERGIE", ("Isoler", "Ville"), "EAU", ("Trier", "x")), 0) == {2: ("ÉNERGIE",), 4: ("EAU",)}


def test_a_part_is_set_back_listed_or_numbered_below_its_action():
    lines = rows("Isoler", "  Étudier", "- Bâtir", "Trier", "• Peser", "1.1 Rouler", "1.1.1 Louer", "1.2 Marcher")
    assert part_lines(lines, 0, {}) == {3: 2, 4: 2, 6: 5, 8: 7}


def test_one_blank_before_a_title_is_a_slip():
    assert part_lines(rows("Isoler", " Étudier"), 0, {}) == {}


def test_a_cell_that_is_set_back_is_a_part_of_the_last_that_is_less_so():
    lines = rows(("a", "Isoler"), ("b", "Étudier"), ("c", "Compter"), ("d", "Bâtir"), ("e", "Trier"))
    indents = {(3, 2): 1, (4, 2): 2, (5, 2): 1}
    assert part_lines(lines, 1, indents) == {3: 2, 4: 3, 5: 2}
    assert part_lines(lines, 0, indents) == {}, "another column is set back"


def test_lines_without_a_title_have_no_part_and_are_none():
    assert part_lines(rows("Isoler", "", ("",), "  Étudier"), 0, {}) == {5: 2}
    assert part_lines(rows(("Isoler",), ("- Bâtir",)), 3, {}) == {}
    assert part_lines(rows("  Étudier", "Isoler"), 0, {}) == {}, "nothing stands above it"
