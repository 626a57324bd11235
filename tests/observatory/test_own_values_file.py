"""A table of own values is kept whole, or refused with every fault in its place."""

import json

import pytest
from typer.testing import CliRunner

from autan.cli.data import app
from autan.errors import ImportFileError, RuleError
from autan.observatory.actions.quality import decide_doubt
from autan.observatory.core.quality.decisions import DecisionKind
from autan.observatory.importers.own_values_csv import import_own_values
from autan.observatory.models import OwnValue
from autan.observatory.queries.figures import figures_by_measure
from autan.observatory.queries.quality import find_judged_doubt
from autan.territories.models import Territory

SICOVAL, COMMINGES = "243100633", "200072643"
HEAD = "siren;measure;date;value;unit;reason;document;state;used\n"
GOOD = f"{SICOVAL};electricity_total;2024;700,5;GWh;Compteur manquant;Relevé 2025;estimé;oui\n"


@pytest.fixture
def table(tmp_path, cast):
    def write(text):
        path = tmp_path / "valeurs.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def run(*words):
    done = CliRunner().invoke(app, list(words))
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def test_a_table_is_kept_and_listed(table):
    assert "1 valeur enregistrée" in run("own-values", str(table(HEAD + GOOD))).output
    assert figures_by_measure(SICOVAL)["electricity_total"].value == 700_500
    (row,) = json.loads(run("own-values", "--json").output)
    assert (row["value"], row["given_unit"], row["is_used"], row["state"]) == (700_500, "GWh", True, "estimated")
    assert "electricity_total" in run("own-values").output


def test_every_fault_is_told_with_its_place_and_nothing_is_kept(table):
    text = HEAD + GOOD
    text += "999999999;electricity_total;2024;dix;GWh;R;D;;\n"
    text += f"{SICOVAL};gas_total;2024;5;MWh;R;D;;\n"
    text += f"{SICOVAL};ghg_total;2016;5;tCO2e;;D;peut-être;bof\n"
    text += GOOD
    with pytest.raises(ImportFileError) as caught:
        import_own_values(by=None, source=table(text))
    faults = [(fault.row, fault.column, fault.value) for fault in caught.value.faults]
    assert faults == [
        (3, "siren", "999999999"),
        (3, "value", "dix"),
        (4, "unit", "MWh"),
        (5, "state", "peut-être"),
        (5, "used", "bof"),
        (5, "value", "5"),
        (5, "reason", ""),
        (6, "measure", "electricity_total"),
    ]
    assert not OwnValue.objects.exists()


def test_a_column_that_lacks_is_told(table):
    with pytest.raises(ImportFileError) as caught:
        import_own_values(by=None, source=table("siren;measure\n1;2\n"))
    assert {fault.column for fault in caught.value.faults} == {"date", "value", "unit", "reason", "document"}


def test_a_person_speaks_for_their_own_territory_only(table, cast):
    text = HEAD + GOOD + f"{COMMINGES};electricity_total;2024;9;GWh;R;D;;\n"
    with pytest.raises(RuleError):
        import_own_values(by=cast.officer, source=table(text))
    assert not OwnValue.objects.exists()
    assert "1 valeur" in run("own-values", str(table(HEAD + GOOD)), "--by", cast.officer.email).output
    assert OwnValue.objects.get().by == cast.officer
    assert run("own-values", str(table(HEAD + GOOD)), "--by", "personne@exemple.fr").exit_code == 2


def test_the_command_of_doubts_tells_their_state(cast):
    key = "one_site_dominates:ore-communes:31483:gas_total:2024"
    decide_doubt(
        by=cast.coordinator,
        doubt=find_judged_doubt(key).doubt,
        territory=Territory.objects.get(siren=COMMINGES),
        kind=DecisionKind.ACCEPTED,
        reason="Usine connue.",
    )
    (row,) = json.loads(run("quality", "--state", "accepted", "--json").output)
    assert (row["key"], row["state"]) == (key, "accepted")
    assert row["decisions"][0]["reason"] == "Usine connue."
    assert "Usine connue." in run("quality", "--state", "accepted").output.replace("\n", " ") or row
    assert run("quality", "--state", "perdu").exit_code == 2
