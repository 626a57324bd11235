"""The one page of a territory: its numbers, what is asked of the network, what is missing, and its A4."""

import io
from datetime import date

import pikepdf
import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from autan.ground import registry
from autan.ground.extension_points import DigestLine, DigestPart, TerritoryDigest
from autan.ground.registry import registered
from autan.instance.site.presenters.digest import MOST_FIGURES, digest_page
from autan.instance.site.renderers.digest import print_digest
from autan.territories.networks.models import Network

TOULOUSE, YSAURE, NANTES = "243100518", "999000016", "244400404"


@pytest.fixture
def client(demo_network: Network) -> Client:
    return Client()


def pages_of(content: bytes) -> int:
    with pikepdf.open(io.BytesIO(content)) as document:
        return len(document.pages)


def test_the_page_has_six_numbers_each_with_its_proof(client):
    html = client.get(f"/territoires/{TOULOUSE}/en-une-page/").content.decode()
    assert html.count('class="figure-number"') == MOST_FIGURES
    assert html.count('href="/preuves/') >= MOST_FIGURES
    assert "valeur plancher" in html
    assert 'id="map-map.243100518.neighbours"' in html


def test_what_the_members_ask_together_stands_for_an_answer_that_is_not_published(client):
    html = client.get(f"/territoires/{TOULOUSE}/en-une-page/").content.decode()
    assert 'href="/faits/S090/"' in html
    assert "La réponse de cette collectivité n’est pas publiée" in html


def test_its_own_needs_come_first(client):
    html = client.get(f"/territoires/{YSAURE}/en-une-page/").content.decode()
    assert 'href="/enquetes/essai-2026/questions/q43/"' in html
    assert "Sa réponse" in html
    assert "rien n’en a été imaginé" in html


def test_who_may_not_read_the_answers_does_not_find_them_here(client):
    from autan.survey.campaigns.models import Campaign

    Campaign.objects.filter(slug="essai-2026").update(results_are_public=False)
    Network.objects.filter(slug="entente-ysaure").update(is_invented=False)
    shown = digest_page(YSAURE, AnonymousUser())
    assert not shown.asked
    assert "Ce que la collectivité attend du réseau" in shown.missing


def test_a_territory_of_no_network_says_what_is_unknown(client):
    html = client.get(f"/territoires/{NANTES}/en-une-page/").content.decode()
    assert "non renseigné" in html
    assert "Aucune demande n’est connue" in html


def test_a_territory_of_no_network_is_drawn_in_its_department(client):
    html = client.get("/territoires/200040715/en-une-page/").content.decode()
    assert "Dans son département" in html
    assert "autres intercommunalités" in html


def test_an_unknown_territory_has_no_page(client):
    assert client.get("/territoires/999999999/en-une-page/").status_code == 404
    assert client.get("/territoires/999999999/en-une-page/pdf/").status_code == 404


@pytest.mark.parametrize("siren", ["200072643", "999000123", NANTES])
def test_a_territory_is_printed_on_one_page(demo_network, siren):
    view = digest_page(siren, AnonymousUser())
    printed = print_digest(view, on=date(2026, 11, 26), full_url="https://reseau.test{}".format)
    assert pages_of(printed) == 1


def test_the_pdf_is_tagged_named_and_the_same_twice(client):
    first, second = (client.get(f"/en/territoires/{TOULOUSE}/en-une-page/pdf/") for _ in range(2))
    assert first.headers["Content-Language"] == "en"
    assert first.content == second.content
    with pikepdf.open(io.BytesIO(first.content)) as document:
        assert document.docinfo["/Title"] == "Toulouse Métropole"
        assert document.Root.MarkInfo.Marked
        assert document.Root.Lang == "en"
        links = [str(note.A.URI) for note in document.pages[0].Annots if "/A" in note]
    assert f"http://testserver/en/preuves/territories.{TOULOUSE}.population.2026/" in links


def test_long_and_many_answers_stay_on_one_page(demo_network, monkeypatch):
    line = DigestLine(words="Une demande d’appui 🚲 sans fin " * 40, url="/x/")
    part = DigestPart(asked=[line] * 9, asked_by="Sa réponse.", missing=["quelque chose"])
    digests = [*registered(TerritoryDigest), TerritoryDigest(rank=99, build=lambda *_asked: part)]
    monkeypatch.setitem(registry._objects, TerritoryDigest, digests)
    view = digest_page(YSAURE, AnonymousUser())
    assert view.asked[-1].words.endswith("…")
    assert view.more_asked > 4
    assert pages_of(print_digest(view, on=date(2026, 11, 26), full_url=str)) == 1
