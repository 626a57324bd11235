"""Sites and energy chains of a network are taken in from a table, each with what states it."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from autan.evidence.figures.models import Fact
from autan.opendata.observatory.models import InnovationPlaceRecord
from tests.functional.new_network import MEMBER, NEW, make_new_network

pytestmark = pytest.mark.django_db
PAGE = reverse("atlas:import_innovation", args=[NEW])
ROOM = reverse("atlas:innovation") + f"?network={NEW}"
SITE = f"{MEMBER};Sicoval;Solaire;Ferme solaire;en service;Labège;2019;;La ferme produit depuis 2019.;Rapport;p. 3;\n"
CLUSTER = ";;;Pôle du bois;pôle ou cluster;;;;Le pôle réunit dix entreprises.;Rapport;p. 5;\n"


@pytest.fixture
def coordination() -> Client:
    browser = Client()
    browser.force_login(make_new_network().coordinator)
    return browser


def table_to_fill(browser: Client) -> str:
    """The table that the page gives, with a line for each member."""
    page = browser.get(PAGE).content.decode()
    address = re.search(r'href="([^"]+a-remplir\.csv)"', page)[1]
    return browser.get(address).content.decode("utf-8-sig")


def give(browser: Client, text: str) -> str:
    file = SimpleUploadedFile("sites.csv", text.encode())
    return browser.post(PAGE, {"file": file}).content.decode()


def confirm(browser: Client, preview: str) -> None:
    fields = {name: re.search(rf'name="{name}" value="([^"]+)"', preview)[1] for name in ("confirm", "digest")}
    assert browser.post(PAGE, fields, follow=True).status_code == 200


def test_the_table_is_filled_shown_confirmed_and_read(coordination: Client) -> None:
    table = table_to_fill(coordination)
    assert table.count("\n") == 5
    preview = give(coordination, table + SITE + CLUSTER)
    assert not InnovationPlaceRecord.objects.exists()
    confirm(coordination, preview)
    page = Client().get(ROOM).content.decode()
    assert "Ferme solaire" in page
    assert "en service" in page
    assert "La ferme produit depuis 2019." in page
    assert "Pôle du bois" in page
    assert "2013" not in re.search(r"<main.*</main>", page, re.DOTALL)[0], "nobody was listed in 2013 here"
    assert InnovationPlaceRecord.objects.get(label_fr="Ferme solaire").commune == "31254"


def test_a_second_table_adds_and_changes_and_loses_nothing(coordination: Client) -> None:
    head = table_to_fill(coordination).splitlines()[0] + "\n"
    confirm(coordination, give(coordination, head + SITE + CLUSTER))
    assert "confirm" not in re.findall(r'name="(confirm)"', give(coordination, head + SITE)), "nothing new to write"
    changed = SITE.replace("en service", "démonstration").replace("depuis 2019", "à l’essai")
    confirm(coordination, give(coordination, head + changed))
    site = InnovationPlaceRecord.objects.get(label_fr="Ferme solaire")
    assert (site.kind, len(site.facts)) == ("demonstration", 2)
    assert InnovationPlaceRecord.objects.count() == 2


def test_each_fault_is_told_at_its_place_and_nothing_is_written(coordination: Client) -> None:
    head = table_to_fill(coordination).splitlines()[0] + "\n"
    wrong = SITE.replace("en service", "bientôt").replace("Labège", "Paris").replace("Rapport", "")
    wrong = wrong.replace("2019;;", "2019;2010;").replace("p. 3;", "p. 3;javascript:alert(1)")
    rows = re.findall(r"<tr><td></td>.*?</tr>", give(coordination, head + wrong))
    faults = [re.sub(r"<[^>]*>", "|", row) for row in rows]
    expected = {
        "kind": "un état parmi",
        "commune": "une commune de ce membre",
        "until": "précède pas",
        "source": "le titre de la source",
        "source_url": "une adresse en http",
    }
    for column, words in expected.items():
        assert [fault for fault in faults if f"|{column}|" in fault and words in fault], (column, faults)
    assert not Fact.objects.filter(topic="innovation").exists()


def test_who_does_not_coordinate_is_refused() -> None:
    cast = make_new_network()
    browser = Client()
    browser.force_login(cast.officer)
    assert browser.get(PAGE).status_code == 403
    assert PAGE not in browser.get(ROOM).content.decode()
