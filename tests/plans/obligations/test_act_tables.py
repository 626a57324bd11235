"""A table of acts for a duty, as a coordination brings it: its columns kept, its rows judged, its acts proved."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import PUBLIC, describe_evidence
from autan.people.journal.models import JournalEntry
from autan.plans.plans.models import DutyRecord
from autan.territories.networks.models import Network
from tests.cast import Cast
from tests.plans.obligations.test_pages import ACT, BEGES, OF_NETWORK, OF_SICOVAL, STATE, page
from tests.plans.plans.conftest import SICOVAL

ADDRESS = reverse("obligations:act_tables", kwargs={"slug": "essai"})
COLUMNS = {
    "rule": "beges",
    "name": "Bilans publiés",
    "producer": "ADEME",
    "place": "SIREN",
    "act": "= bilan publié",
    "when": "Publié le",
    "address": "Lien",
    "kept": "état = publié",
}
HEAD = "siren;publié le;lien;état\n"
GOOD = f"{SICOVAL};30/06/2024;https://bilans.exemple.fr/1;Publié\n"


@pytest.fixture
def coordinator(client: Client, people: Cast, network: Network) -> Client:
    client.force_login(people.coordinator)
    return client


def give(client: Client, rows: str, *, head: str = HEAD, **changed: str) -> tuple[int, str]:
    file = SimpleUploadedFile("bilans.csv", (head + rows).encode())
    response = client.post(ADDRESS, {**COLUMNS, **changed, "file": file})
    return response.status_code, " ".join(response.content.decode().replace("\u202f", " ").replace("\xa0", " ").split())


def confirm(client: Client, shown: str) -> None:
    number, digest = shown.split('name="confirm" value="')[1], shown.split('name="digest" value="')[1]
    data = {"confirm": number.partition('"')[0], "digest": digest.partition('"')[0]}
    assert client.post(ADDRESS, data).status_code == 302


def test_a_table_of_acts_meets_a_duty_with_its_proof_and_keeps_its_columns(coordinator: Client, people: Cast):
    others = "200023737;2024-01-31;https://bilans.exemple.fr/2;publié\nSicoval;2023-01-31;;en cours\n"
    status, shown = give(coordinator, GOOD + others)
    assert status == 200
    assert "lignes d’autres lieux, laissées : 1" in shown
    assert not DutyRecord.objects.filter(siren=SICOVAL, acts__gt=[]).exists()
    confirm(coordinator, shown)
    text = page(coordinator, OF_SICOVAL, jour="2026-11-15")
    assert "bilan publié, 30 juin 2024" in text
    assert 'href="https://bilans.exemple.fr/1"' in text
    ref = EvidenceRef(kind="duty-act", key=f"{SICOVAL}/beges/2024-06-30")
    card = describe_evidence([ref], reader=PUBLIC)[ref]
    assert card is not None
    assert card.citation is not None
    assert (card.citation.source.title, card.citation.locator) == ("Bilans publiés", "bilans.csv, ligne 2")
    gone = EvidenceRef(kind="duty-act", key="1/beges/2024")
    assert describe_evidence([gone], reader=PUBLIC)[gone] is None
    assert JournalEntry.objects.filter(act="import_acts").count() == 1
    assert 'value="Publié le"' in page(coordinator, ADDRESS, regle="beges")
    assert "Bilans publiés</span> (ADEME), donnée le" in page(coordinator, BEGES, reseau="essai")
    assert "éteint : aucun fichier n’est donné" in page(coordinator, ADDRESS)
    assert "Rien à écrire" in give(coordinator, GOOD)[1]
    assert "Modifié" in give(coordinator, GOOD.replace("fr/1", "fr/3"))[1]


def test_what_a_person_stated_stays(client: Client, coordinator: Client, people: Cast):
    assert coordinator.post(STATE, {**ACT, "when": "2024-06-30"}).status_code == 302
    status, shown = give(coordinator, GOOD)
    assert status == 200
    assert "non repris" in shown
    assert "Enregistrer</button>" not in shown


@pytest.mark.parametrize(
    ("rows", "changed", "sentence"),
    [
        (GOOD.replace("30/06/2024", "2009"), {}, "antérieur à l’obligation, en vigueur depuis le 14 juillet 2010"),
        (GOOD.replace("30/06/2024", "2150"), {}, "à venir"),
        (GOOD.replace("30/06/2024", "31/02/2024"), {}, "une date : 2024"),
        (GOOD.replace("https://", ""), {}, "une adresse qui commence par https://"),
        (GOOD.replace(SICOVAL, "24310063"), {}, "un SIREN de neuf chiffres"),
        (GOOD + GOOD, {}, "une seule ligne par membre et par date"),
        (GOOD, {"act": "état", "kept": "", "when": "date"}, "une colonne « date »"),
        (GOOD, {"place": "= Sicoval"}, "chaque ligne a le sien"),
        (GOOD, {"address": "= mairie"}, "adresse qui commence par https://"),
        (GOOD, {"rule": "sdirve"}, "sdirve"),
        (GOOD.replace("Publié", ""), {"act": "état", "kept": ""}, "300 lettres"),
    ],
)
def test_a_table_that_cannot_be_is_refused_at_its_place(coordinator: Client, rows, changed, sentence):
    status, shown = give(coordinator, rows, **changed)
    assert status == 422
    assert sentence in shown


def test_a_member_that_the_rule_does_not_bind_is_told(coordinator: Client):
    status, shown = give(coordinator, GOOD, rule="pcaet_ept")
    assert status == 200
    assert "l’acte est gardé, il ne dit rien d’une obligation" in shown


@pytest.mark.parametrize("who", ["outsider", "officer"])
def test_the_coordination_alone_brings_tables(client: Client, people: Cast, network: Network, who: str):
    client.force_login(getattr(people, who))
    assert client.get(ADDRESS).status_code == 403
    assert "Apporter une table" not in page(client, OF_NETWORK)
