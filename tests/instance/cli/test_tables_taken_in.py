"""Tables of memberships taken in by a command: shown first, written once agreed, refused at each line."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from autan.people.journal.models import JournalEntry
from autan.territories.networks.models import Membership, Network
from tests.instance.cli.conftest import Command

SICOVAL, TOULOUSE = "243100633", "243100518"
HEAD = "network,name,siren,short_name,valid_from,valid_to,certainty,source"
ROWS = (
    f"dialogue,Le dialogue,{SICOVAL},Sicoval,2013-03-12,,confirmed,Délibération",
    f"dialogue,Le dialogue,{TOULOUSE},Toulouse,,,probable,Compte rendu",
)


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, db: None) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "membres.csv"
    path.write_text("\n".join((HEAD, *ROWS)) + "\n", encoding="utf-8")
    return path


def taken(autan: Command, *more: str) -> Any:
    done = autan("network", "import", "membres.csv", *more, "--json")
    return done.code, json.loads(done.out)


def test_a_trial_writes_nothing_and_says_what_it_would(autan: Command, table: Path) -> None:
    code, answer = taken(autan, "--dry-run")
    assert (code, answer["is_written"], answer["faults"], Network.objects.exists()) == (0, False, [], False)
    code, unasked = taken(autan)
    assert (code, unasked["is_written"], Network.objects.exists()) == (0, False, False), "a program must say yes"
    assert unasked["added"] == answer["added"] > 0
    shown = autan("network", "import", "membres.csv", "--dry-run")
    assert (shown.code, shown.out.splitlines()[-1]) == (0, "Rien n’a été écrit.")
    assert not JournalEntry.objects.filter(act__contains="import").exists()


@pytest.mark.parametrize("typed", ["n\n", "\n", "peut-être\n"])
def test_what_is_not_agreed_to_is_not_written(typed: str, autan: Command, table: Path) -> None:
    declined = autan("network", "import", "membres.csv", typed=typed)
    assert (declined.code, declined.out.endswith("Rien n’a été écrit.\n")) == (1, True)
    assert not Network.objects.exists()


def test_members_are_kept_with_their_days_and_the_same_table_again_changes_nothing(autan: Command, table: Path) -> None:
    code, answer = taken(autan, "--yes")
    assert (code, answer["is_written"]) == (0, True)
    assert Network.objects.get().name_fr == "Le dialogue"
    members = {row.territory.siren: row for row in Membership.objects.select_related("territory")}
    assert {siren: row.certainty for siren, row in members.items()} == {SICOVAL: "confirmed", TOULOUSE: "probable"}
    assert (members[SICOVAL].valid_from, members[TOULOUSE].valid_from) == (date(2013, 3, 12), None)
    lines = JournalEntry.objects.count()
    code, again = taken(autan, "--yes")
    assert (code, again["is_written"], again["added"], JournalEntry.objects.count()) == (0, False, 0, lines)
    listed = json.loads(autan("network", "list", "--json").out)
    assert [(row["slug"], row["members"], row["is_invented"]) for row in listed] == [("dialogue", 2, False)]
    shown = autan("network", "show", "dialogue").out
    assert "2 membres" in shown
    cells = next(line for line in shown.splitlines() if line.startswith(SICOVAL)).split("\t")
    assert cells[1] == "Sicoval"
    assert cells[3].endswith(" – …"), "no source gives its end"


@pytest.mark.parametrize(
    ("cell", "wrong", "column"),
    [
        (SICOVAL, "243100634", "siren"),
        ("dialogue,Le dialogue,2431006", "Dialogue,Le dialogue,2431006", "network"),
        ("confirmed", "certain", "certainty"),
        ("2013-03-12", "2013-02-30", "valid_from"),
        (",Délibération", ",", "source"),
    ],
)
def test_a_row_at_fault_refuses_the_table_at_its_line(
    cell: str, wrong: str, column: str, autan: Command, table: Path
) -> None:
    table.write_text(table.read_text(encoding="utf-8").replace(cell, wrong, 1), encoding="utf-8")
    code, answer = taken(autan, "--yes")
    assert (code, Network.objects.exists(), Membership.objects.exists()) == (5, False, False)
    assert (2, column) in {(fault["line"], fault["path"]) for fault in answer["faults"]}
    said = autan("network", "import", "membres.csv", "--yes")
    assert (said.code, said.out) == (5, "")
    assert "Rien n’a été enregistré." in said.err


def test_what_a_table_no_longer_has_is_removed_only_when_it_is_asked(autan: Command, table: Path) -> None:
    assert taken(autan, "--yes")[0] == 0
    table.write_text("\n".join((HEAD, ROWS[0])) + "\n", encoding="utf-8")
    before = Membership.objects.count()
    assert (taken(autan, "--yes")[0], Membership.objects.count()) == (0, before)
    shown = autan("network", "import", "membres.csv", "--dry-run").out
    assert shown.splitlines()[-1] == "Rien n’a été écrit."
