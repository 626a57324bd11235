"""`autan network`: what it shows, what it brings in, what it refuses."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from autan.ground.errors import ImportFileError
from autan.ground.wordings import Text
from autan.instance.cli.network import app
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.models import Membership, Network
from autan.territories.networks.queries.networks import UnknownNetworkError

HEADER = "network;name;siren;valid_from;certainty;source\n"
pytestmark = pytest.mark.django_db


def run(*words: str) -> Result:
    return CliRunner().invoke(app, words)


def words_of(result: Result) -> str:
    assert result.exception is None
    return " ".join(result.output.split())


def test_a_network_in_words(network: Network) -> None:
    shown = words_of(run("show", "essai"))
    assert "Réseau d’essai essai 2 membres réseau inventé, pour essayer" in shown
    assert "243100633 Sicoval" in shown


def test_without_a_name_the_first_real_network_and_the_others_are_named(network: Network) -> None:
    create_network(by=None, slug="zone", name=Text("Zone", "Area"), description=Text("Vraie [zone].", "Real."))
    shown = words_of(run("show"))
    assert "Zone zone 0 membre Vraie [zone]." in shown
    assert shown.endswith("Autres réseaux : essai")


def test_as_json(network: Network) -> None:
    shown = json.loads(run("show", "--json").output)
    assert (shown["slug"], shown["is_invented"]) == ("essai", True)
    assert shown["members"][0] == {
        "siren": "243100633",
        "name": "CA du Sicoval",
        "short_name": "Sicoval",
        "kind": "CA",
        "valid_from": None,
        "valid_to": None,
        "certainty": "confirmed",
        "evidence": [],
    }


def test_without_any_network_the_commands_say_so() -> None:
    for words in (["show"], ["list"]):
        assert "Aucun réseau n’est enregistré" in run(*words).output
    assert json.loads(run("show", "--json").output) is None
    assert json.loads(run("list", "--json").output) == []


def test_networks_are_listed() -> None:
    create_network(by=None, slug="essai", name=Text("Réseau d’essai", "Trial network"), is_invented=True)
    assert run("list").output.split("\t")[:3] == ["essai", "Réseau d’essai", "0"]
    (found,) = json.loads(run("list", "--json").output)
    assert (found["slug"], found["members"], found["is_invented"]) == ("essai", 0, True)


def test_a_network_that_does_not_exist() -> None:
    error = run("show", "inconnu").exception
    assert isinstance(error, UnknownNetworkError)
    assert error.exit_code == 3


def test_import_then_show(tmp_path: Path) -> None:
    path = tmp_path / "réseau.csv"
    path.write_text(HEADER + "essai;Réseau d’essai;243100518;12/03/2012;confirmé;Compte rendu\n", encoding="utf-8")
    assert "Rien n’a été écrit" in words_of(run("import", str(path), "--dry-run"))
    assert not Membership.objects.exists()
    assert words_of(run("import", str(path), "--yes")).endswith("réseau.csv : 1 ajout Enregistré : 1 ajout")
    shown = words_of(run("show", "essai"))
    assert "Réseau d’essai essai 1 membre " in shown
    assert "12 mars 2012 – … confirmé compte-rendu-" in shown
    (member,) = json.loads(run("show", "essai", "--json").output)["members"]
    assert member["valid_from"] == "2012-03-12"


def test_a_bad_file_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "réseau.csv"
    path.write_text(HEADER + "essai;Essai;243100519;31/02/2012;sûr;\n", encoding="utf-8")
    error = run("import", str(path)).exception
    assert isinstance(error, ImportFileError)
    assert {fault.column for fault in error.faults} == {"siren", "valid_from", "certainty", "source"}
    assert error.exit_code == 5
    assert not Membership.objects.exists()
