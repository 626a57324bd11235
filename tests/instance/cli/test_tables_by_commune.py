"""`autan data aggregate`: tables by commune added to territories; each fault is told, and nothing is written."""

import json
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner, Result

from autan.ground.errors import ImportFileError
from autan.instance.cli.data import app

TWO = "insee_code,year,value\n31555,2023,1.5\n31022,2023,2.5\n31555,2024,4\n"


def aggregate(tmp_path: Path, text: str, *words: str, out: str = "sums.csv") -> Result:
    file = tmp_path / "table.csv"
    file.write_text(text, encoding="utf-8")
    return CliRunner().invoke(app, ["aggregate", str(file), str(tmp_path / out), *words])


def test_numbers_are_added_to_the_territory_of_each_commune(tmp_path: Path) -> None:
    done = aggregate(tmp_path, TWO, "--measure", "value", "--key", "year", "--json")
    assert done.exit_code == 0, done.output
    answer = json.loads(done.stdout)
    sums = pl.read_csv(tmp_path / "sums.csv", schema_overrides={"siren": pl.String})
    assert (answer["rows"], answer["territories"]) == (sums.height, sums["siren"].n_unique())
    assert sums["value"].sum() == 8
    assert set(sums["year"]) == {2023, 2024}
    again = aggregate(tmp_path, TWO, "--measure", "value", "--key", "year")
    assert "existe déjà" in str(again.exception)
    assert "lignes pour" in aggregate(tmp_path, TWO, "--measure", "value", "--key", "year", "--force").stdout


@pytest.mark.parametrize(
    ("text", "words", "faults"),
    [
        (TWO, (), [("", "au moins une colonne à additionner (--measure)")]),
        (TWO, ("--measure", "zorg", "--key", "zirg"), [("zirg", "une colonne"), ("zorg", "une colonne")]),
        (TWO, ("--measure", "value"), [("", "une seule ligne par commune et par clé (--key)")]),
        (
            "insee_code,value\n31555,beaucoup\n31555,peu\n",
            ("--measure", "value"),
            [("value", "des nombres"), ("", "une seule ligne par commune")],
        ),
        ("", ("--measure", "value"), [("", "une table CSV (virgules) ou Parquet")]),
    ],
)
def test_a_table_at_fault_is_refused_whole_with_every_fault(
    text: str, words: tuple[str, ...], faults: list[tuple[str, str]], tmp_path: Path
) -> None:
    refused = aggregate(tmp_path, text, *words).exception
    assert isinstance(refused, ImportFileError)
    assert len(refused.faults) == len(faults)
    for fault, (column, expected) in zip(refused.faults, faults, strict=True):
        assert (fault.column or "", expected in fault.expected) == (column, True)
    assert not (tmp_path / "sums.csv").exists()


def test_codes_that_are_numbers_and_files_of_another_kind_are_refused(tmp_path: Path) -> None:
    table = tmp_path / "a.parquet"
    pl.DataFrame({"insee_code": [31555], "value": [1.0]}).write_parquet(table)
    for file, target, expected in (
        (table, "sums.csv", "des codes en texte"),
        (table, "sums.xlsx", "un fichier .parquet ou .csv"),
    ):
        words = ["aggregate", str(file), str(tmp_path / target), "--measure", "value"]
        refused = CliRunner().invoke(app, words).exception
        assert isinstance(refused, ImportFileError)
        assert [fault.expected for fault in refused.faults] == [expected]


def test_another_perimeter_leaves_aside_the_communes_that_it_has_not(tmp_path: Path) -> None:
    perimeter = tmp_path / "perimeter.csv"
    perimeter.write_text("insee_code,siren\n31555,243100518\n", encoding="utf-8")
    text = "insee_code,value\n31555,1.5\n31022,2.5\n"
    done = aggregate(tmp_path, text, "--measure", "value", "--perimeter", str(perimeter), "--json")
    assert done.exit_code == 0, (done.output, done.exception)
    assert "1 commune hors de ce périmètre, de côté" in done.stderr
    answer = json.loads(done.stdout)
    assert (answer["perimeter"], answer["rows"]) == ("perimeter.csv", 1)
    assert pl.read_csv(tmp_path / "sums.csv")["value"].to_list() == [1.5]
    twice = perimeter.read_text() + "31555,243100633\n"
    perimeter.write_text(twice, encoding="utf-8")
    refused = aggregate(tmp_path, text, "--measure", "value", "--perimeter", str(perimeter), "--force").exception
    assert isinstance(refused, ImportFileError)
    assert "une commune une seule fois" in refused.faults[0].expected


def test_a_source_that_the_lake_has_not_is_refused(tmp_path: Path, lake_folder: Path) -> None:
    words = ["aggregate", "zorg", str(tmp_path / "sums.csv")]
    for more in ((), ("--perimeter", __file__)):
        refused = CliRunner().invoke(app, [*words, *more])
        assert refused.exit_code == 1
        assert "zorg" in str(refused.exception)
    assert not (tmp_path / "sums.csv").exists()
