"""Commands that keep, compute or hand over one thing: values, scenarios, keys, messages, mappings, editions."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from autan.opendata.observatory.models import FileMappingRecord
from autan.people.mail.actions import queue_message
from autan.people.mail.models import OutgoingMessage
from autan.plans.indicators.models import RecordedValue
from autan.publishing.api.models import ReadKey
from autan.publishing.editions.actions.editions import record_edition
from autan.publishing.editions.models import Edition
from autan.territories.networks.models import Network, Territory
from tests.cast import HERE, Cast
from tests.instance.cli.conftest import Command
from tests.plans.indicators.conftest import follow, give
from tests.publishing.editions.conftest import keep_facts
from tests.publishing.living_text.writing import WITHOUT_MAP

SCENARIO = Path(__file__).parents[2] / "foresight" / "engine" / "exemple.yaml"


def objects(autan: Command, *words: object) -> Any:
    done = autan(*map(str, words), "--json")
    assert (done.code, done.err) == (0, "")
    return json.loads(done.out)


def test_values_are_written_read_back_and_shown(autan: Command, network: Network, tmp_path: Path) -> None:
    indicator = give(follow(Territory.objects.get(siren=HERE), "cycle_lanes"), 10.0, 11.0, 12.5)
    (listed,) = objects(autan, "indicator", "list", "--network", "essai")
    assert (listed["slug"], listed["siren"], listed["last_year"], listed["is_owned"]) == (
        indicator.slug,
        HERE,
        2022,
        False,
    )
    assert autan("indicator", "list").out.rstrip("\n").split("\t")[3:] == ["2022", "personne"]
    shown = objects(autan, "indicator", "show", indicator.slug)
    assert [(row["year"], row["value"], row["state"]) for row in shown] == [
        (2020, 10.0, "observed"),
        (2021, 11.0, "observed"),
        (2022, 12.5, "observed"),
    ]
    lines = [line.split("\t")[:2] for line in autan("indicator", "show", indicator.slug).out.splitlines()]
    assert ["2020", "10 km"] in [[year, value.replace("\u202f", " ").replace("\u00a0", " ")] for year, value in lines]
    file = tmp_path / "valeurs.csv"
    written = objects(autan, "indicator", "export", file)
    assert written == {"file": str(file), "values": len(file.read_text(encoding="utf-8").splitlines()) - 1}
    same = objects(autan, "indicator", "import", file, "--dry-run")
    assert (same["is_written"], same["items"], same["faults"]) == (False, [], [])
    file.write_text(file.read_text(encoding="utf-8").replace("12.5", "13").replace("12,5", "13"), encoding="utf-8")
    declined = autan("indicator", "import", str(file), typed="n\n")
    assert (declined.code, declined.out.rstrip().endswith("Rien n’a été écrit.")) == (1, True)
    assert not RecordedValue.objects.filter(value=13).exists()
    assert autan("indicator", "import", str(file), "--yes").code == 0
    assert RecordedValue.objects.filter(value=13).exists()
    rules = {row["rule"] for row in objects(autan, "indicator", "check", HERE)}
    assert rules == {row["rule"] for row in objects(autan, "indicator", "check", "--network", "essai")}
    assert autan("indicator", "export", str(tmp_path / "a.pdf")).code == 2


def test_a_scenario_is_run_compared_and_explained_without_a_home(autan: Command, tmp_path: Path) -> None:
    table = autan("scenario", "run", str(SCENARIO))
    run = objects(autan, "scenario", "run", SCENARIO)
    assert run["results"]["years"][0] == int(table.out.partition("\t")[0])
    assert (table.out.count("\n"), table.err.count("\n")) == (7, 1)
    sober = tmp_path / "sobre.yaml"
    sober.write_text(SCENARIO.read_text(encoding="utf-8").replace("quantity: 8000", "quantity: 9000"), encoding="utf-8")
    compared = objects(autan, "scenario", "compare", SCENARIO, sober)
    first, second = compared["values"]["energy_mwh"]
    assert (compared["year"], first > second) == (2050, True)
    explained = objects(autan, "scenario", "explain", SCENARIO, "emissions_tco2e", "--year", 2040)
    assert explained["value"] == pytest.approx(sum(part["value"] for part in explained["parts"]))
    assert explained["decisive"] == []
    refused = autan("scenario", "run", str(SCENARIO), "--out", str(tmp_path / "a.txt"))
    assert (refused.code, "finit par .xlsx ou .json" in refused.err) == (6, True)
    out = tmp_path / "a.json"
    for force, code in (((), 0), ((), 6), (("--force",), 0)):
        assert autan("scenario", "run", str(SCENARIO), "--out", str(out), *force).code == code
    assert json.loads(out.read_text(encoding="utf-8"))["results"] == run["results"]


@pytest.mark.parametrize(
    ("text", "place"),
    [("format: zorg\n", "format"), ("titre\n", ""), (SCENARIO.read_text("utf-8").replace("2050", "1990"), "horizon")],
)
def test_a_scenario_at_fault_is_told_at_its_line(text: str, place: str, autan: Command, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(text, encoding="utf-8")
    refused = autan("scenario", "run", str(file), "--json")
    faults = json.loads(refused.out)["faults"]
    assert (refused.code, place in " ".join(str(fault["path"]) for fault in faults)) == (5, True)


def test_a_key_is_shown_once_and_writes_where_all_is_said(autan: Command, people: Cast) -> None:
    read = objects(autan, "api", "key", "new", "Robot")
    assert (read["name"], read["network"], read["act"], read["expires_on"]) == ("Robot", None, None, None)
    until = (timezone.localdate() + timedelta(days=30)).isoformat()
    scope = {"--for": people.coordinator.email, "--network": "essai", "--act": "indicator_values", "--until": until}
    for name in scope:
        partly = [word for option, value in scope.items() if option != name for word in (option, value)]
        refused = autan("api", "key", "new", "Robot", *partly)
        assert (refused.code, "une clé qui écrit veut" in refused.err) == (6, True)
    words = [word for pair in scope.items() for word in pair]
    shown = autan("api", "key", "new", "Écrivain", *words).out.splitlines()
    number = ReadKey.objects.latest("pk").pk
    assert shown[0] == f"Clé n° {number}, pour Écrivain. Notez-la, elle ne sera plus montrée :"
    assert shown[1].startswith("autan_")
    cells = {line.split("\t")[1]: line.split("\t") for line in autan("api", "key", "list").out.splitlines()}
    assert cells["Écrivain"][2:4] == ["indicator_values", "essai"]
    assert cells["Écrivain"][5] == f"{timezone.localdate() + timedelta(days=30):%d/%m/%Y}"
    assert (cells["Robot"][2:4], cells["Robot"][5:]) == (["", ""], ["", "", ""])
    assert shown[1] not in autan("api", "key", "list", "--json").out
    assert autan("api", "key", "revoke", str(number)).out == f"Clé n° {number} révoquée (Écrivain).\n"
    revoked = {row["number"]: row["revoked_at"] for row in objects(autan, "api", "key", "list")}
    assert (revoked[number] is None, revoked[read["number"]]) == (False, None)


def test_messages_are_listed_sent_and_tried_again(autan: Command, network: Network, settings: Any) -> None:
    first, second = (
        queue_message(kind="essai.mot", to=f"{name}@exemple.fr", subject="Bonjour", body="Bonjour") for name in "ab"
    )
    assert [row["to"] for row in objects(autan, "mail", "list")] == ["b@exemple.fr", "a@exemple.fr"]
    assert [row["to"] for row in objects(autan, "mail", "list", "--limit", 1)] == ["b@exemple.fr"]
    OutgoingMessage.objects.filter(pk=second.pk).update(due_at=timezone.now() + timedelta(days=1))
    assert [row["number"] for row in objects(autan, "mail", "send")] == [first.pk]
    OutgoingMessage.objects.filter(pk=second.pk).update(status="failed", error="absent")
    (failed,) = objects(autan, "mail", "list", "--failed")
    assert (failed["number"], failed["error"]) == (second.pk, "absent")
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 9, "timeout": 1},
        }
    }
    away = autan("mail", "retry", str(second.pk))
    assert (away.code, "Pas partis : 1 sur 1 ; «" in away.err) == (4, True)


MAPPING = """
name: Observatoire
producer: Observatoire d’essai
licence: Licence Ouverte
mesh: epci
place: SIREN EPCI
year: Année
values: Consommation
unit: Unité
sector: Secteur
carrier: Énergie
accounting: = réglementaire
words: [RES = résidentiel, ELEC = électricité]
"""


def test_a_mapping_is_kept_corrected_shown_and_deleted(autan: Command, network: Network, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    for text in (MAPPING, MAPPING.replace("d’essai", "corrigé")):
        file.write_text(text, encoding="utf-8")
        assert autan("data", "mapping", "write", "essai", str(file)).out.startswith("✓ Observatoire : ")
    listed = {row["name"]: row for row in objects(autan, "data", "mapping", "list", "essai")}
    assert (listed["Observatoire"]["producer"], listed["Observatoire"]["is_kept"]) == ("Observatoire corrigé", True)
    shipped = next(name for name, row in listed.items() if not row["is_kept"])
    for name in ("Observatoire", shipped):
        assert json.loads(autan("data", "mapping", "show", "essai", name).out)["name"] == name
    lines = [line.split("\t") for line in autan("data", "mapping", "list", "essai").out.splitlines()]
    assert {cells[0]: cells[3] for cells in lines}["Observatoire"] == "gardée"
    for text, path in (
        ("name: [a]\n", ""),
        (MAPPING.replace("mesh: epci", "mesh: zorg"), "mesh"),
        ("zorg: 1\n", "zorg"),
    ):
        file.write_text(text, encoding="utf-8")
        refused = autan("data", "mapping", "write", "essai", str(file))
        assert (refused.code, path in refused.err) == (5, True)
    assert FileMappingRecord.objects.count() == 1
    assert autan("data", "mapping", "delete", "essai", "Observatoire").out == "✓ Observatoire : supprimée\n"
    assert not FileMappingRecord.objects.exists()


@pytest.fixture
def edition(network: Network) -> Edition:
    """A draft that prints three facts."""
    keep_facts({"F1": "10", "F2": "11", "F3": ""})
    return record_edition(by=None, source=WITHOUT_MAP.replace("autan", "essai", 1), file="essai.md")


def test_facts_are_listed_and_led_to_from_an_edition(autan: Command, edition: Edition) -> None:
    assert [(row["id"], row["value"]) for row in objects(autan, "fact", "list")] == [
        ("F1", 10),
        ("F2", 11),
        ("F3", None),
    ]
    (listed,) = objects(autan, "edition", "list")
    assert (listed["edition"], listed["published_on"]) == (edition.slug, None)
    assert autan("edition", "list").out.rstrip("\n").endswith("\tbrouillon")
    sound = autan("check", edition.slug)
    assert (sound.code, sound.out.rstrip().endswith("tout ce qu’elle affirme tient.")) == (0, True)
    record = objects(autan, "trace", edition.slug, "schemes")
    assert (record["id"], record["value"]) == ("facts.F1", 10)
    tree = autan("trace", edition.slug, "schemes", "--rows", "0").out
    assert ("facts.F1" in tree, "Fait F1" in tree, "lignes 1" in tree) == (True, True, True)
    wrong = autan("trace", edition.slug, "rien")
    assert (wrong.code, "schemes" in wrong.err) == (3, True)
    keep_facts({"F1": "9", "F2": "11", "F3": ""})
    stale = autan("check", edition.slug, "--json")
    (report,) = json.loads(stale.out)
    assert (stale.code, {row["kind"] for row in report["findings"] if row["stops"]}) == (3, {"stale_claim"})
    unread = autan("edition", "compare", edition.slug, edition.slug)
    assert (unread.code, "n’est pas publiée" in unread.err) == (6, True)
    assert autan("edition", "withdraw", edition.slug, "--reason", "Erreur").code != 0
