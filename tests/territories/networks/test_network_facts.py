"""Facts of a network on screen, from a table and by command: each with its source and its place."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from typer.testing import CliRunner

from autan.evidence.figures.actions.library import record_resources
from autan.evidence.figures.models import Fact, Source
from autan.ground.errors import ImportFileError, NotAllowedError, RuleError
from autan.instance.cli.fact import app
from autan.people.journal.models import JournalEntry
from autan.territories.networks.actions.membership_imports import facts_import, record_network_facts
from autan.territories.networks.importers.stated_facts import parse_number
from autan.territories.networks.models import Network
from autan.territories.networks.queries.networks import facts_of_network
from tests.cast import Cast, gather_neighbour
from tests.importing import take_in
from tests.territories.networks.conftest import SICOVAL, TOULOUSE

GIVEN = {
    "siren": SICOVAL,
    "topic": "plan",
    "statement": "Le Sicoval a adopté son plan climat en 2019.",
    "period": "2019",
    "value": "",
    "unit": "",
    "source": "Délibération du 2 décembre 2019",
    "locator": "article 1",
    "confidence": "authority",
}
HEADER = "siren;topic;statement;period;value;unit;source;locator;confidence\n"
RIGHT = f"{SICOVAL};Plans et programmes;Le plan compte 68 actions.;2019;68;actions;Plan climat;page 12;collectivité\n"


def address(name: str, network: Network, **more: str) -> str:
    return reverse(f"territories:{name}", kwargs={"slug": network.slug, **more})


@pytest.fixture
def coordination(client: Client, people: Cast) -> Client:
    client.force_login(people.coordinator)
    return client


def table(folder: Path, *rows: str) -> Path:
    path = folder / "faits.csv"
    path.write_text(HEADER + "".join(rows))
    return path


def test_a_fact_is_typed_with_its_source_and_its_place(coordination: Client, network: Network) -> None:
    page = coordination.post(address("facts", network), GIVEN, follow=True).content.decode()
    assert "Le fait est enregistré." in page
    assert "Délibération du" in page
    assert ", article 1<" in page
    fact = Fact.objects.get()
    assert (fact.siren, fact.period, fact.value, fact.is_invented) == (SICOVAL, "2019", None, True)
    assert coordination.get(reverse("evidence:fact", args=[fact.id])).status_code == 200
    coordination.post(address("facts", network), GIVEN)
    assert Fact.objects.count() == 1, "said twice, kept once"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"source": ""}, "obligatoire"),
        ({"locator": ""}, "obligatoire"),
        ({"period": "l’an dernier"}, "deux années jointes"),
        ({"value": "beaucoup"}, "Un nombre est attendu"),
        ({"siren": TOULOUSE}, "choix"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    coordination: Client, network: Network, changed: dict[str, str], words: str
) -> None:
    answer = coordination.post(address("facts", network), GIVEN | changed)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Fact.objects.exists()


def test_a_fact_about_the_network_as_a_whole_stays_its_own(
    coordination: Client, network: Network, other_network: Network
) -> None:
    coordination.post(address("facts", network), GIVEN | {"siren": "", "value": "1 234,5", "unit": "habitants"})
    (fact,) = facts_of_network(network)
    assert (fact.subject, fact.value, fact.unit_fr) == ("Réseau d’essai", Decimal("1234.5"), "habitants")
    assert facts_of_network(other_network) == []


def test_a_fact_typed_by_mistake_is_withdrawn(coordination: Client, network: Network) -> None:
    coordination.post(address("facts", network), GIVEN)
    fact = Fact.objects.get()
    act = address("withdraw_fact", network, fact_id=fact.id)
    row = {"slug": "r", "kind": "document", "title": "R", "producer": "", "url": "", "tags": [], "fact": fact.id}
    record_resources(by=None, file="r.yaml", rows=[row])
    assert "ne peut pas être retiré" in coordination.post(act, follow=True).content.decode()
    fact.resources.all().delete()
    assert "Le fait est retiré." in coordination.post(act, follow=True).content.decode()
    assert not Fact.objects.exists()
    assert JournalEntry.objects.get(act="withdraw_fact").details["statement"] == GIVEN["statement"]
    assert coordination.post(act).status_code == 404


@pytest.mark.parametrize("name", ["officer", "contributor", "reader", "outsider", "neighbour"])
def test_the_coordination_alone_records(
    client: Client, people: Cast, network: Network, other_network: Network, name: str
) -> None:
    by = gather_neighbour(other_network) if name == "neighbour" else getattr(people, name)
    client.force_login(by)
    pages = [address(page, network) for page in ("facts", "import_facts")]
    answers = {client.get(page).status_code for page in pages} | {
        client.post(page, GIVEN).status_code for page in pages
    }
    answers.add(client.post(address("withdraw_fact", network, fact_id="r0")).status_code)
    assert answers == {403}
    with pytest.raises(NotAllowedError):
        record_network_facts(by=by, network=network, facts=[])


def test_a_table_is_taken_in_once_and_its_corrections_after(network: Network, tmp_path: Path) -> None:
    importing = facts_import(network)
    done = take_in(importing, table(tmp_path, RIGHT, RIGHT.replace("68", "70").replace(SICOVAL, "")))
    assert len(done.to_write) == 2
    assert not take_in(importing, table(tmp_path, RIGHT)).to_write
    corrected = take_in(importing, table(tmp_path, RIGHT.replace(";68;", ";67,5;")))
    (item,) = corrected.to_write
    assert [(change.field, change.after) for change in item.changes] == [("value", Decimal("67.5"))]
    assert Fact.objects.get(siren=SICOVAL).value == Decimal("67.5")
    assert Source.objects.count() == 1


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        (0, TOULOUSE, "le SIREN d’un membre du réseau"),
        (1, "Météo", "un thème parmi"),
        (2, "", "l’énoncé"),
        (3, "hier", "une année"),
        (4, "beaucoup", "un nombre"),
        (6, "", "pas de fait sans source"),
        (7, "", "l’endroit dans la source"),
        (7, "x" * 201, "200 signes au plus"),
        (8, "rumeur", "« presse »"),
    ],
)
def test_each_defect_of_a_table_is_named(
    network: Network, tmp_path: Path, column: int, value: str, expected: str
) -> None:
    cells = RIGHT.rstrip("\n").split(";")
    cells[column] = value
    with pytest.raises(ImportFileError) as caught:
        take_in(facts_import(network), table(tmp_path, RIGHT, ";".join(cells) + "\n"))
    (fault,) = caught.value.faults
    assert fault.row == 3
    assert expected in fault.expected
    assert not Fact.objects.exists()


def test_a_table_is_previewed_on_screen(coordination: Client, network: Network) -> None:
    file = SimpleUploadedFile("faits.csv", (HEADER + RIGHT).encode())
    page = coordination.post(address("import_facts", network), {"file": file}).content.decode()
    assert "Le plan compte 68 actions." in page
    assert "Plans et programmes" in page
    assert not Fact.objects.exists()


def test_the_command_does_the_same(network: Network, tmp_path: Path) -> None:
    run = CliRunner().invoke
    assert run(app, ["list", "--network", "essai"]).output == "Aucun fait n’est enregistré.\n"
    done = run(app, ["import", str(table(tmp_path, RIGHT)), "--network", "essai", "--yes"])
    assert done.exit_code == 0
    (told,) = json.loads(run(app, ["list", "--json"]).output)
    assert (told["siren"], told["value"], told["unit"]) == (SICOVAL, 68.0, "actions")


def test_what_is_not_of_the_network_is_refused_by_the_action(network: Network) -> None:
    from dataclasses import replace

    from autan.territories.networks.forms import FactForm

    form = FactForm(GIVEN, places={SICOVAL: "Sicoval"})
    assert form.is_valid()
    with pytest.raises(RuleError, match="n’est pas membre"):
        record_network_facts(by=None, network=network, facts=[replace(form.fact, siren=TOULOUSE)])


def test_numbers_are_read_as_they_are_written_in_french() -> None:
    assert parse_number("1\u202f234,5") == Decimal("1234.5")
    assert parse_number("") is None
    for wrong in ("1,2,3", "inf", "1e30"):
        with pytest.raises(ValueError, match=wrong):
            parse_number(wrong)
