"""A table of own values is kept whole, or refused with every fault in its place."""

import json

import pytest
from typer.testing import CliRunner

from autan.evidence.imports.core import Outcome
from autan.ground.errors import ImportFileError, RuleError
from autan.instance.cli.data import app
from autan.opendata.data_quality.core.alerts import DecisionKind
from autan.opendata.observatory.models import ChosenSource, OwnValue
from autan.opendata.observatory.queries.figures import figures_by_measure
from autan.opendata.observatory.queries.reviewed_alerts import find_reviewed_alert
from autan.opendata.updates.actions.alerts import decide_alert
from autan.opendata.updates.actions.own_value_imports import own_values_import
from autan.people.accounts.queries import UnknownPersonError
from autan.territories.networks.models import Territory
from tests.importing import take_in, upload_of

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
    assert "Enregistré : 1 ajout" in run("own-values", str(table(HEAD + GOOD)), "--yes").output
    assert figures_by_measure(SICOVAL)["electricity_total"].value == 700_500
    (row,) = json.loads(run("own-values", "--json").output)
    assert (row["value"], row["given_unit"], row["is_used"], row["state"]) == (700_500, "GWh", True, "estimated")
    assert "electricity_total" in run("own-values").output


def test_what_changes_is_told_field_by_field_and_the_same_table_again_changes_nothing(table):
    importing = own_values_import(None)
    assert take_in(importing, table(HEAD + GOOD)).count(Outcome.ADDED) == 1
    assert take_in(importing, table(HEAD + GOOD)).to_write == ()
    (item,) = importing.read(upload_of(table(HEAD + GOOD.replace("700,5", "701").replace("estimé", "")))).items
    shown = [(c.field, *(importing.show(item, c.field, v) for v in (c.before, c.after))) for c in item.changes]
    assert shown == [
        ("value", "700\u202f500 MWh", "701\u202f000 MWh"),
        ("state", "estimé", "observé"),
    ]
    assert (item.record.name.fr, item.record.group.fr) == (
        "Électricité livrée, toutes consommations, 2024",
        "Sicoval",
    )
    assert OwnValue.objects.count() == 1


def test_a_value_that_stands_is_chosen_without_being_written_again(table):
    importing = own_values_import(None)
    take_in(importing, table(HEAD + GOOD.replace(";oui", ";")))
    assert figures_by_measure(SICOVAL)["electricity_total"].value != 700_500
    (item,) = take_in(importing, table(HEAD + GOOD)).items
    assert [importing.show(item, c.field, v) for c in item.changes for v in (c.before, c.after)] == ["non", "oui"]
    assert (OwnValue.objects.count(), ChosenSource.objects.count()) == (1, 1)
    assert figures_by_measure(SICOVAL)["electricity_total"].value == 700_500


def test_every_fault_is_told_with_its_place_and_nothing_is_kept(table):
    text = HEAD + GOOD
    text += "999999999;electricity_total;2024;dix;GWh;R;D;;\n"
    text += f"{SICOVAL};gas_total;2024;5;MWh;R;D;;\n"
    text += f"{SICOVAL};ghg_total;2016;5;tCO2e;;D;peut-être;bof\n"
    text += GOOD
    with pytest.raises(ImportFileError) as caught:
        take_in(own_values_import(None), table(text))
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


@pytest.mark.parametrize(("confirmed", "is_kept"), [("oui", 1), ("", 0), ("non", 0), ("peut-être", 0)])
def test_a_value_far_from_the_provider_s_is_kept_once_it_is_confirmed(table, confirmed, is_kept):
    text = HEAD.replace("used", "used;confirmed") + f"{SICOVAL};ghg_total;2016;5;tCO2e;R;D;;;{confirmed}\n"
    if is_kept:
        take_in(own_values_import(None), table(text))
    else:
        with pytest.raises(ImportFileError) as caught:
            take_in(own_values_import(None), table(text))
        assert [(fault.row, fault.column) for fault in caught.value.faults] == [(2, "value")]
    assert OwnValue.objects.count() == is_kept


def test_a_column_that_lacks_is_told(table):
    with pytest.raises(ImportFileError) as caught:
        take_in(own_values_import(None), table("siren;measure\n1;2\n"))
    assert {fault.column for fault in caught.value.faults} == {"date", "value", "unit", "reason", "document"}


def test_a_person_speaks_for_their_own_territory_only(table, cast):
    text = HEAD + GOOD + f"{COMMINGES};electricity_total;2024;9;GWh;R;D;;\n"
    with pytest.raises(ImportFileError) as caught:
        take_in(own_values_import(cast.officer), table(text), by=cast.officer)
    (fault,) = caught.value.faults
    assert (fault.row, fault.column, fault.expected) == (3, "siren", "un territoire dont vous donnez les valeurs")
    with pytest.raises(RuleError):
        take_in(own_values_import(None), table(text), by=cast.officer)
    assert not OwnValue.objects.exists()
    run("own-values", str(table(HEAD + GOOD)), "--by", cast.officer.email, "--yes")
    assert OwnValue.objects.get().by == cast.officer
    with pytest.raises(UnknownPersonError):
        run("own-values", str(table(HEAD + GOOD)), "--by", "personne@exemple.fr")


def test_the_command_of_alerts_tells_their_state(cast):
    key = "one_site_dominates:ore-communes:31483:gas_total:2024"
    decide_alert(
        by=cast.coordinator,
        alert=find_reviewed_alert(key).alert,
        territory=Territory.objects.get(siren=COMMINGES),
        kind=DecisionKind.ACCEPTED,
        reason="Usine connue.",
    )
    (row,) = json.loads(run("quality", "--state", "accepted", "--json").output)
    assert (row["key"], row["state"]) == (key, "accepted")
    assert row["decisions"][0]["reason"] == "Usine connue."
    assert "Usine connue." in run("quality", "--state", "accepted").output.replace("\n", " ") or row
    assert run("quality", "--state", "perdu").exit_code == 2


def test_a_value_far_from_the_providers_must_be_confirmed_in_its_line(table):
    far = GOOD.replace("700,5", "404441")
    with pytest.raises(ImportFileError) as caught:
        take_in(own_values_import(None), table(HEAD + far))
    assert [(fault.row, fault.column) for fault in caught.value.faults] == [(2, "value")]
    assert not OwnValue.objects.exists()
    confirmed = HEAD.replace("used\n", "used;confirmed\n") + far.replace("oui\n", "oui;oui\n")
    assert take_in(own_values_import(None), table(confirmed)).count(Outcome.ADDED) == 1
