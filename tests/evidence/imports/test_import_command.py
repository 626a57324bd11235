"""The one way in which a command takes a file in."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from autan.ground.errors import ImportFileError
from autan.instance.cli import imports
from autan.instance.cli.errors import MOST_FAULTS
from autan.instance.cli.imports import DryRun, Remove, Yes, take_in
from autan.instance.cli.listing import AsJson
from tests.evidence.imports.stock import Stock

pytestmark = pytest.mark.django_db


@pytest.fixture
def stock() -> Stock:
    return Stock({"b": "2", "c": "3"})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "choses.csv"
    path.write_text("name;size\na;1\nb;20\n", encoding="utf-8")
    return path


def run(stock: Stock, path: Path, *words: str, answer: str = "") -> Result:
    app = typer.Typer()

    @app.command()
    def command(
        *, skip: bool = False, yes: bool = Yes, dry_run: bool = DryRun, remove: bool = Remove, as_json: bool = AsJson
    ) -> None:
        options = {"skip": skip}
        take_in(stock.importing, path, options=options, yes=yes, dry_run=dry_run, remove=remove, as_json=as_json)

    return CliRunner().invoke(app, words, input=answer)


def test_the_change_is_shown_then_asked_for(stock: Stock, path: Path) -> None:
    done = run(stock, path, answer="o\n")
    words = " ".join(done.output.split())
    assert (done.exit_code, stock.sizes) == (0, {"a": "1", "b": "20", "c": "3"})
    assert "Modifié (1)" in words
    assert "b 3 Taille 2 20" in words
    assert "Retraits proposés, faits avec --remove : 1 c " in words
    assert "choses.csv : 1 ajout, 1 modification, 1 retrait proposé" in words
    assert words.endswith("Enregistré : 1 ajout, 1 modification")


@pytest.mark.parametrize(
    ("words", "answer", "code", "written"),
    [
        ([], "n\n", 1, 0),
        ([], "peut-être\n", 1, 0),
        ([], "", 1, 0),
        ([], "Oui\n", 0, 1),
        (["--dry-run"], "", 0, 0),
        (["--dry-run", "--yes"], "", 0, 0),
        (["--yes"], "", 0, 1),
        (["--json"], "", 0, 0),
        (["--json", "--yes"], "", 0, 1),
    ],
)
def test_nothing_is_written_without_a_yes(
    stock: Stock, path: Path, words: list[str], answer: str, code: int, written: int
) -> None:
    assert (run(stock, path, *words, answer=answer).exit_code, stock.written) == (code, written)


@pytest.mark.parametrize(("count", "more"), [(20, None), (21, "… et 1 autre."), (230, "… et 210 autres.")])
def test_proposed_removals_are_one_a_line_and_folded_after_twenty(path: Path, count: int, more: str | None) -> None:
    stock = Stock({"a": "1", "b": "20", **{f"retrait {rank}": "1" for rank in range(count)}})
    lines = run(stock, path, "--dry-run").output.splitlines()
    named = [line for line in lines if line.strip().startswith("retrait ")]
    assert (len(named), f"Retraits proposés, faits avec --remove : {count}" in lines) == (20, True)
    assert [line for line in lines if line.startswith("… et")] == ([more] if more else [])


def test_removals_are_done_when_they_are_asked_for(stock: Stock, path: Path) -> None:
    run(stock, path, "--yes", "--remove")
    assert stock.sizes == {"a": "1", "b": "20"}
    again = run(stock, path, "--yes", "--remove")
    assert (again.exit_code, stock.written) == (0, 1)
    assert "Rien n’a été écrit." in again.output


def test_another_program_reads_what_would_be_or_was_written(stock: Stock, path: Path) -> None:
    loads = json.loads(run(stock, path, "--json").stdout)
    assert (loads["is_written"], loads["added"], loads["changed"], loads["removed"]) == (False, 1, 1, 1)
    assert loads["items"][1] == {
        "key": "b", "name": "b", "group": "Grands", "outcome": "changed", "line": 3,
        "changes": [{"field": "size", "before": "2", "after": "20"}],
    }  # fmt: skip
    assert json.loads(run(stock, path, "--json", "--yes").stdout)["is_written"]


def test_a_refused_file_is_an_error_and_is_shown_by_a_dry_run(stock: Stock, path: Path) -> None:
    path.write_text("name;size\na;1\nb;x\n", encoding="utf-8")
    refused = run(stock, path, "--yes").exception
    assert isinstance(refused, ImportFileError)
    shown = run(stock, path, "--dry-run")
    assert (shown.exit_code, "un nombre" in shown.output) == (5, True)
    told = run(stock, path, "--dry-run", "--json")
    assert (told.exit_code, json.loads(told.stdout)["faults"][0]["value"]) == (5, "x")
    assert stock.written == 0
    assert run(stock, path, "--skip", "--yes").exit_code == 0
    assert stock.sizes["a"] == "1"


def test_a_long_list_is_cut(stock: Stock, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_text("name;size\n" + "a;x\n" * (MOST_FAULTS + 3), encoding="utf-8")
    assert "… et 3 autres." in run(stock, path, "--dry-run").output
    monkeypatch.setattr(imports, "_MOST_LINES", 1)
    path.write_text("name;size\nb;5\nc;6\n", encoding="utf-8")
    assert "…" in run(stock, path, "--dry-run").output
