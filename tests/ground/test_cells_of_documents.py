"""Cells of a table that say fields of a described document: read, or refused with what was expected; written back."""

from datetime import date
from typing import Any

import pytest

from autan.ground.descriptions.core.kinds import Choice, Codes, Day, Described, Money, Number, Several, ShortText
from autan.ground.descriptions.exporters import table_cell
from autan.ground.descriptions.importers import column_labels, read_cell, read_cells
from autan.ground.tables.core.findings import Findings
from autan.ground.tables.core.tables import TextRow
from autan.ground.wordings import Text
from tests.ground.test_descriptions import Level, Theme, Visit

LABEL = Text("Champ", "Field")
AREA = Number(LABEL, minimum=1, maximum=500, sign="m²")
COUNT = Number(LABEL, is_whole=True, minimum=0)
MOST = Number(LABEL, maximum=10)


@pytest.mark.parametrize(
    ("described", "cell", "value"),
    [
        (Choice(LABEL, Level), "haut", Level.HIGH),
        (Choice(LABEL, Level), "HIGH", Level.HIGH),
        (Several(LABEL, Theme), "bois; soleil", (Theme.WOOD, Theme.SUN)),
        (Several(LABEL, Theme), "wood|sun,", (Theme.WOOD, Theme.SUN)),
        (Codes(LABEL), "a, b | c", ("a", "b", "c")),
        (Day(LABEL), "2026-09-30", date(2026, 9, 30)),
        (Day(LABEL), "30/09/2026", date(2026, 9, 30)),
        (Day(LABEL), "2026-09-30 00:00:00", date(2026, 9, 30)),
        (AREA, "12,5", 12.5),
        (AREA, "12 m2", 12.0),
        (AREA, "12 M²", 12.0),
        (AREA, "1", 1.0),
        (AREA, "500", 500.0),
        (COUNT, "0", 0),
        (COUNT, "1 200", 1200),
        (MOST, "-3", -3.0),
        (Money(LABEL), "12 k€", 12_000.0),
        (ShortText(LABEL, max_length=4), " mots ", "mots"),
        (ShortText(LABEL), "", ""),
    ],
)
def test_a_cell_is_read_as_its_field_wants(described: Described, cell: str, value: Any) -> None:
    assert read_cell(described, cell) == (value, "")


@pytest.mark.parametrize(
    ("described", "cell", "expected"),
    [
        (Choice(LABEL, Level), "moyen", "l’un de : bas, haut"),
        (Several(LABEL, Theme), "bois, vent", "l’un de : bois, soleil"),
        (Day(LABEL), "2026-09", "un jour, comme 2026-09-30"),
        (Day(LABEL), "2026-02-30", "un jour, comme 2026-09-30"),
        (AREA, "beaucoup", "un nombre, en m²"),
        (AREA, "0,5", "un nombre entre 1 et 500"),
        (AREA, "501", "un nombre entre 1 et 500"),
        (COUNT, "beaucoup", "un nombre"),
        (COUNT, "1,5", "un nombre entier"),
        (COUNT, "-1", "un nombre d’au moins 0"),
        (MOST, "11", "un nombre d’au plus 10"),
        (ShortText(LABEL, max_length=4), "motss", "4 lettres au plus"),
        (ShortText(LABEL, is_required=True), " ", "un texte, obligatoire"),
    ],
)
def test_a_cell_that_cannot_be_says_what_was_expected(described: Described, cell: str, expected: str) -> None:
    assert read_cell(described, cell)[1] == expected


@pytest.mark.parametrize("cell", ["12 k€ HT", "10 à 12 k€", "environ 5 €", "12.000 €", "-5 €"])
def test_money_is_one_amount_that_is_read_in_one_way(cell: str) -> None:
    value, expected = read_cell(Money(LABEL), cell)
    assert (value, "un seul montant en euros" in expected) == (None, True)


COLUMNS = {"titre": "title", "niveau": "level", "personnes": "people"}


def test_a_row_is_read_by_its_columns_with_every_fault_at_its_place() -> None:
    findings = Findings()
    row = TextRow(line=3, cells={"titre": "Chaufferie", "niveau": "moyen", "personnes": "501", "autre": "x"}, sheet="S")
    assert read_cells(row, COLUMNS, Visit, findings) == {"title": "Chaufferie"}
    assert [(fault.sheet, fault.row, fault.column, fault.value) for fault in findings.faults] == [
        ("S", 3, "niveau", "moyen"),
        ("S", 3, "personnes", "501"),
    ]


def test_an_empty_cell_says_nothing_but_where_the_field_is_required() -> None:
    findings = Findings()
    assert read_cells(TextRow(line=2, cells={"niveau": "", "personnes": "0"}), COLUMNS, Visit, findings) == {
        "people": 0
    }
    assert [(fault.column, fault.expected) for fault in findings.faults] == [("titre", "un texte, obligatoire")]


def test_columns_answer_to_the_labels_of_their_fields_in_both_languages() -> None:
    labels = column_labels(COLUMNS, Visit)
    assert labels == {
        "titre": "titre",
        "title": "titre",
        "niveau": "niveau",
        "level": "niveau",
        "combien de personnes": "personnes",
        "how many people": "personnes",
    }


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (Level.HIGH, "haut"),
        ((Theme.WOOD, Theme.SUN), "bois, soleil"),
        (("a", "b"), "a, b"),
        ((), None),
        ("", None),
        (None, None),
        (date(2026, 5, 3), "2026-05-03"),
        (0, 0),
        (12.5, 12.5),
    ],
)
def test_a_value_is_written_as_the_cell_that_is_read_again(value: Any, cell: Any) -> None:
    assert table_cell(value) == cell
