"""How a new edition of a source is told on the terminal: what it gains, loses and revises, and what stays in use."""

from typing import Any

import pytest

from autan.instance.cli.data_changes import name_of, print_change, print_differences, print_in_use

type Capture = pytest.CaptureFixture[str]

ROW: dict[str, Any] = {
    "source": "trial",
    "data_date": "2024",
    "adopted": None,
    "rows": None,
    "in_use": "2023 (copie du 01/02/2025)",
    "compared_with": "2023 (copie du 01/02/2025)",
    "added": 1,
    "removed": 0,
    "revised": 2,
    "largest": [{"key": ("31555", "2024"), "column": "energy_mwh", "before": 1234.5, "after": None}],
    "scales": {},
    "alerts": [{"column": "energy_mwh", "found": "-3", "expected": "un nombre positif"}],
    "remarks": ["Deux lignes réparées."],
    "error": None,
}


def shown(capsys: Capture, *, is_asked_only: bool = False, **changes: Any) -> list[str]:
    print_change({**ROW, **changes}, is_asked_only=is_asked_only)
    read = capsys.readouterr()
    assert read.err == ""
    return [line.replace("\u202f", " ").strip() for line in read.out.splitlines()]


def test_what_changes_is_counted_then_told_number_by_number(capsys: Capture) -> None:
    assert shown(capsys) == [
        "? trial 2024 : édition en usage 2023 (copie du 01/02/2025)",
        "1 ajout, 0 perte, 2 valeurs révisées, par rapport à 2023 (copie du 01/02/2025)",
        "31555 2024 energy_mwh : 1 234,5 → inconnu",
        "Alerte : energy_mwh : -3 ; attendu : un nombre positif",
        "Deux lignes réparées.",
        "Pas adopté : relancez avec --accept pour le prendre en compte.",
    ]


def test_what_was_adopted_asks_for_nothing_more(capsys: Capture) -> None:
    lines = shown(capsys, adopted="2024", added=2, removed=3, revised=1, largest=[], alerts=[], remarks=[])
    assert lines == [
        "✓ trial 2024 : édition en usage 2023 (copie du 01/02/2025)",
        "2 ajouts, 3 pertes, 1 valeur révisée, par rapport à 2023 (copie du 01/02/2025)",
    ]


def test_a_comparison_alone_says_that_nothing_was_adopted(capsys: Capture) -> None:
    assert shown(capsys, is_asked_only=True)[-1] == (
        "Rien n’a été adopté : relancez sans --compare pour le prendre en compte."
    )
    assert not any("--accept" in line for line in shown(capsys, is_asked_only=True))


def test_a_first_edition_is_compared_with_nothing(capsys: Capture) -> None:
    first = {"in_use": None, "compared_with": None, "added": None, "removed": None, "revised": None}
    lines = shown(capsys, adopted="2024", largest=[], alerts=[], remarks=[], **first)
    assert lines == ["✓ trial 2024 : édition en usage aucune"]


def test_an_alert_about_the_whole_table_names_no_column(capsys: Capture) -> None:
    alert = {"column": None, "found": "12 lignes", "expected": "34 000 lignes"}
    print_differences({**ROW, "compared_with": None, "largest": [], "alerts": [alert], "remarks": []})
    assert capsys.readouterr().out == "  Alerte : 12 lignes ; attendu : 34 000 lignes\n"


def test_a_failure_says_why_and_what_stays_in_use(capsys: Capture) -> None:
    assert shown(capsys, error="le fichier [lu] est coupé", quarantine="/q/trial") == [
        "✗ trial : le fichier [lu] est coupé",
        "Reste en usage : 2023 (copie du 01/02/2025)",
        "Mis de côté, avec les raisons : /q/trial",
    ]
    assert shown(capsys, error="hors d’atteinte", in_use=None)[1:] == ["Reste en usage : rien"]
    print_in_use("2024 [copie]")
    assert capsys.readouterr().out == "  Reste en usage : 2024 [copie]\n"


def test_no_edition_has_no_name() -> None:
    assert name_of(None) is None
