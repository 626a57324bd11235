"""`autan data`: what we have, what is added, what is flagged."""

import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from autan.ground.errors import ImportFileError
from autan.instance.cli.data import app
from autan.opendata.producers.connectors.registry import UnknownSourceError
from autan.opendata.sources.importers import shipped_table_cards
from autan.opendata.sources.lake import snapshots
from autan.territories.networks.queries.networks import UnknownNetworkError
from tests.homes import make_home
from tests.opendata.observatory.making import FILES, cell

pytestmark = pytest.mark.django_db


def run(*words):
    done = CliRunner().invoke(app, list(words))
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "dpe.csv"
    path.write_text(FILES["ademe-dpe"])
    return path


def test_status_lists_every_edition(shipped):
    rows = json.loads(run("status", "--json").output)
    assert {row["source"] for row in rows} == set(shipped_table_cards())
    assert all(row["is_current"] and row["checksum"] and row["rows"] for row in rows)
    assert "odre-register" in run("status", "--verify").output


def test_status_verifies_when_asked_for(shipped):
    snapshot = snapshots.list_snapshots()[0]
    run("status")
    snapshot.table.write_bytes(b"")
    assert run("status").exit_code == 0
    with pytest.raises(snapshots.DamagedSnapshotError):
        run("status", "--verify")


def test_add_says_what_was_read(shipped, file):
    file.write_bytes(FILES["ademe-dpe"].replace(",", ";").encode("utf-8-sig"))
    done = run("add", "ademe-dpe", str(file), "--replace", "--accept")
    assert done.exit_code == 0
    assert "14 lignes" in done.output
    assert "point-virgule" in done.output


def test_add_says_what_it_changes_and_what_stays_in_use(shipped, file):
    assert run("add", "ademe-dpe", str(file), "--replace", "--accept").exit_code == 0
    file.write_text(cell("ademe-dpe", 2, "nb_dpe_a", "11"))
    output = run("add", "ademe-dpe", str(file)).output
    assert "0 ajout, 0 perte, 1 valeur révisée" in output
    assert "31555 2026-06-30 a certificates : 10 → 11" in output
    used = snapshots.current_snapshots()[0].name
    file.write_text(cell("ademe-dpe", 2, "nb_dpe_a", "-4"))
    output = CliRunner().invoke(app, ["add", "ademe-dpe", str(file)]).output
    assert f"Reste en usage : {used} (copie du " in output


def test_add_refuses_a_bad_file_and_keeps_the_last_good_one(shipped, file):
    before = snapshots.list_snapshots()
    file.write_text(cell("ademe-dpe", 2, "nb_dpe_a", "-4"))
    with pytest.raises(ImportFileError):
        run("add", "ademe-dpe", str(file))
    assert snapshots.list_snapshots() == before
    assert run("add", "ademe-dpe", str(file), "--skip-bad-rows", "--accept").exit_code == 0


def test_add_refuses_an_unknown_source_and_a_file_that_is_not_there(shipped, file, tmp_path):
    with pytest.raises(UnknownSourceError):
        run("add", "nowhere", str(file))
    assert run("add", "ademe-dpe", str(tmp_path / "none.csv")).exit_code == 2


def test_quality_lists_the_alerts(shipped):
    rows = json.loads(run("quality", "--json").output)
    assert {"rule": "output_beyond_year", "place": "09050"}.items() <= next(
        row for row in rows if row["rule"] == "output_beyond_year"
    ).items()
    assert f"Alertes : {len(rows)}" in run("quality").output


def test_quality_counts_by_rule_and_lists_one_rule(shipped):
    rows = [row for row in json.loads(run("quality", "--json").output) if row["rule"] == "output_beyond_year"]
    counted = next(line for line in run("quality").output.splitlines() if "output_beyond_year" in line)
    assert counted.split("\t")[-2:] == [str(len(rows)), "0"]
    listed = run("quality", "--rule", "output_beyond_year").output
    assert "09050" in listed
    assert f"Alertes : {len(rows)}" in listed
    assert run("quality", "--rule", "nowhere").exit_code == 2


def test_quality_of_a_network_is_that_of_its_members(shipped):
    with pytest.raises(UnknownNetworkError):
        run("quality", "--network", "nowhere")


def test_the_command_ends_with_the_code_of_its_error_and_a_table_of_faults(tmp_path, file):
    file.write_text(cell("ademe-dpe", 2, "nb_dpe_a", "-4").replace("31300", "99999"))
    code = "from autan.instance.cli.main import run; import sys; sys.argv[0] = 'autan'; run()"
    environment = {"AUTAN_HOME": str(tmp_path / "home"), "PATH": "/usr/bin", "COLUMNS": "160"}
    make_home(tmp_path / "home")
    command = [sys.executable, "-c", code, "data", "add", "ademe-dpe", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 5, done.stderr
    assert "nb_dpe_a" in done.stderr
    assert "99999" in done.stderr
    assert "Rien n’a été enregistré" in done.stderr
