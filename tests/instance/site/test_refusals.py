"""Requests refused before any page reads them: said in French, and what was typed comes back."""

import pytest
from django.test import Client

from autan.evidence.figures.actions.library import record_resources
from autan.ground.wordings import Text
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.models import Territory
from tests.cast import gather_cast
from tests.publishing.editions.conftest import keep_facts

ADDRESS = "/enquetes/enquete/repondre/100000001/rubriques/first/"


@pytest.mark.django_db
def test_a_page_opened_before_signing_in_gives_back_what_was_typed() -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post(ADDRESS, {"q1.value": "des <b>mots</b> précieux", "password": "mot-tu", "q1.revision": "7"})
    page = response.content.decode()
    assert response.status_code == 403
    assert "Cette page est à rouvrir" in page
    assert "des &lt;b&gt;mots&lt;/b&gt; précieux" in page
    assert "mot-tu" not in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("a=b", "application/x-www-form-urlencoded; charset=utf-16"),
        ("a=b", "multipart/form-data"),
        ("a=" + "z" * 12_000_001, "application/x-www-form-urlencoded"),
        ("a=b&" * 10_001, "application/x-www-form-urlencoded"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(body: str, kind: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.get("/compte/login/")
    response = client.post(ADDRESS, body, content_type=kind)
    page = response.content.decode()
    assert response.status_code == 400
    assert "La demande n’a pas pu être lue" in page


def test_a_refusal_told_on_the_next_page_gives_back_the_sentences_that_were_typed(db: None, client: Client) -> None:
    network = create_network(by=None, slug="essai", name=Text("Essai", "Trial"))
    member = Territory.objects.create(siren="100000001", name="Ici", short_name="Ici", kind="CC")
    people = gather_cast(network=network, member=member)
    keep_facts({"F1": "10"})
    row = {"slug": "guide", "kind": "document", "title": "Guide", "producer": "", "url": "", "tags": [], "fact": "F1"}
    record_resources(by=None, file="resources.csv", rows=[row])
    client.force_login(people.officer)
    address, phrase = "/bibliotheque/guide/recommander/", "Ce guide nous a servi.\nDeux fois."
    page = client.post(address, {"reason": phrase + " !" * 300, "next": "un autre"}, follow=True).content.decode()
    assert "Une raison tient en 500 signes au plus." in page
    assert "Ce que vous aviez tapé\u00a0: Ce guide nous a servi.<br>Deux fois." in page
    assert "un autre" not in page
    assert "Ce guide" not in client.get("/bibliotheque/").content.decode()
    client.post(address, {"reason": "!" * 501})
    done = client.post(address, {"reason": phrase}, follow=True).content.decode()
    assert "La recommandation est enregistrée." in done
    assert "Ce que vous aviez tapé" not in done
