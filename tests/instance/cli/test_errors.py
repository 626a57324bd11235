"""Refusals and the faults of a file on the terminal: each with its place, the first sixty of many, as objects too."""

import pytest

from autan.ground.errors import Fault, ImportFileError, RuleError
from autan.ground.wordings import Sentence
from autan.instance.cli.errors import (
    MOST_FAULTS,
    error_as_object,
    explain,
    explain_database,
    explain_encoding,
    explain_path,
    fault_as_object,
    show_faults,
)

type Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def french_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUTAN_LANGUAGE", "fr")
    monkeypatch.setenv("COLUMNS", "120")


def lines_of(text: str) -> list[list[str]]:
    """The words of each line that has some."""
    return [line.split() for line in text.splitlines() if line.strip()]


def test_each_fault_is_a_line_with_its_row_its_place_and_what_was_expected(capsys: Capture) -> None:
    faults = [
        Fault(row=2, column="siren", value="12", expected="neuf chiffres"),
        Fault(expected="au moins une ligne"),
    ]
    explain(ImportFileError("membres.csv", faults))
    read = capsys.readouterr()
    title, headings, first, second, *rest = lines_of(read.err)
    assert (title, read.out) == (["membres.csv", ":", "2", "défauts"], "")
    assert headings == ["Ligne", "Place", "Lu", "Attendu"]
    assert first == ["2", "siren", "12", "neuf", "chiffres"]
    assert second == ["au", "moins", "une", "ligne"]
    assert " ".join(rest[0]) == "Rien n’a été enregistré. Corrigez le fichier et recommencez."
    assert len(rest) == 1


def test_only_workbooks_have_a_column_of_sheets(capsys: Capture) -> None:
    faults = [Fault(row=3, sheet="Plan", expected="un titre"), Fault(row=4, expected="un titre")]
    show_faults(faults, title="Avertissements")
    title, headings, first, second = lines_of(capsys.readouterr().out)
    assert (title, headings) == (["Avertissements"], ["Feuille", "Ligne", "Place", "Lu", "Attendu"])
    assert (first, second) == (["Plan", "3", "un", "titre"], ["4", "un", "titre"])


@pytest.mark.parametrize(("count", "rest"), [(MOST_FAULTS, ""), (MOST_FAULTS + 1, "… et 1 autres.")])
def test_many_faults_are_counted_and_the_first_ones_shown(count: int, rest: str, capsys: Capture) -> None:
    show_faults([Fault(row=row, expected=f"x{row}") for row in range(1, count + 1)], title="Fautes")
    shown = capsys.readouterr().out
    assert (f"x{MOST_FAULTS}\n" in shown.replace(" ", ""), f"x{MOST_FAULTS + 1}" in shown) == (True, False)
    assert shown.rstrip().endswith(rest or f"x{MOST_FAULTS}")
    assert ("autres" in shown) is bool(rest)


def test_what_a_file_holds_is_shown_as_it_is(capsys: Capture) -> None:
    show_faults([Fault(row=1, column="[nom]", value="[bold]x", expected="autre chose")], title="Fautes")
    assert lines_of(capsys.readouterr().out)[2] == ["1", "[nom]", "[bold]x", "autre", "chose"]


def test_another_program_reads_every_fault_with_its_place() -> None:
    faults = [
        Fault(row=2, column="siren", value="12", sheet="Plan", expected=Sentence("une colonne « {name} »", name="a"))
    ] * (MOST_FAULTS + 5)
    answer = error_as_object(ImportFileError("a.xlsx", faults))
    assert (answer["error"], answer["exit_code"]) == (f"a.xlsx : {len(faults)} défauts", 5)
    assert answer["faults"] == [
        {"sheet": "Plan", "line": 2, "path": "siren", "value": "12", "expected": "une colonne « a »"}
    ] * len(faults)
    assert fault_as_object(Fault(expected="x")) == dict.fromkeys(("sheet", "line", "path", "value")) | {"expected": "x"}
    alone = error_as_object(ImportFileError("a.csv", faults[:1]))
    assert alone["error"] == "a.csv : un défaut"
    assert error_as_object(RuleError("pas {day}", day="lundi")) == {"error": "pas lundi", "exit_code": 6, "faults": []}


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(13, "Permission denied", "a.csv"), "impossible : « a.csv » (Permission denied) ; vérifiez"),
        (OSError("plus de place"), "lecture ou écriture impossible : (plus de place) ; vérifiez"),
    ],
)
def test_a_path_that_the_system_refuses_is_named_with_the_reason(error: OSError, words: str, capsys: Capture) -> None:
    explain_path(error)
    shown = capsys.readouterr().err.replace("\u202f", " ").replace("\u00a0", " ")
    assert (shown.startswith("Refusé : "), words in shown, shown.count("\n")) == (True, True, 1)


def test_another_encoding_and_a_database_that_is_away_are_said(capsys: Capture) -> None:
    explain_encoding()
    explain_database(ValueError("database is locked"))
    first, second = capsys.readouterr().err.splitlines()
    assert "l’encodage de ce terminal" in first
    assert "(database is locked)" in second
