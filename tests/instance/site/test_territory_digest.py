"""The one page of a territory: its numbers, what is asked of the network, what is missing, and its A4."""

import io
import re
from datetime import date
from html import unescape

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

TOULOUSE, SICOVAL, YSAURE, NANTES = "243100518", "243100633", "999000016", "244400404"


@pytest.fixture
def client(demo_network: Network) -> Client:
    return Client()


def pages_of(content: bytes) -> int:
    with pikepdf.open(io.BytesIO(content)) as document:
        return len(document.pages)


def test_the_page_has_six_numbers_each_with_its_proof_and_once(client):
    html = client.get(f"/territoires/{TOULOUSE}/en-une-page/").content.decode()
    assert html.count('class="figure-number"') == MOST_FIGURES - 2  # labels and bill are told by the findings
    assert html.count('href="/preuves/') >= MOST_FIGURES
    assert html.count(f'href="/preuves/observatory.{TOULOUSE}.bill_homes_per_dwelling.2024/"') == 1
    assert "35 sur 37 communes" in words_of(html.encode())
    assert "≥" in html
    assert "valeur plancher" not in html
    assert 'id="map-map.243100518.neighbours"' in html


def test_a_territory_is_read_in_two_minutes(client):
    main = re.search("<main.*</main>", client.get(f"/territoires/{TOULOUSE}/en-une-page/").content.decode(), re.DOTALL)
    text = words_of(re.sub("<details.*?</details>", " ", main[0], flags=re.DOTALL).encode())
    assert len(re.findall(r"\S*\w\S*", text)) <= 2 * 180  # words, at 180 a minute


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


def test_an_answer_that_is_not_validated_stays_with_its_territory(client):
    from autan.survey.campaigns.models import Campaign, SectionValidation

    Campaign.objects.filter(slug="essai-2026").update(
        results_are_public=True, shares_unvalidated=False, closed_on=None, closed_at=None
    )
    Network.objects.filter(slug="entente-ysaure").update(is_invented=False)
    SectionValidation.objects.filter(territory__siren=YSAURE).delete()
    assert not digest_page(YSAURE, AnonymousUser()).asked


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
    assert re.fullmatch(r"et \d+ autres", view.more_asked)
    assert pages_of(print_digest(view, on=date(2026, 11, 26), full_url=str)) == 1


def words_of(content: bytes) -> str:
    plain = re.sub(r"<(svg|style|script).*?</\1>|<[^>]+>", " ", content.decode(), flags=re.DOTALL)
    return " ".join(unescape(plain).replace("\u202f", " ").replace("\u00a0", " ").split())


def test_the_plan_its_next_date_its_target_and_what_is_observed_are_told(client):
    text = words_of(client.get(f"/territoires/{YSAURE}/en-une-page/").content)
    assert "adoption : 28 mars 2024" in text
    assert "Prochaine échéance : 28 mars 2030, PCAET : mise à jour tous les six ans." in text
    assert "visé : −43 % en 2030 par rapport à 2015, soit 941 kt CO₂e ; observé : 1 432 kt CO₂e (2023)" in text
    assert "Budget, territoire : 8 200 000 €." in text
    assert "Arrêter à deux ateliers en 2026 (5 novembre 2026)" in text


def test_a_past_date_of_unknown_outcome_accuses_nobody_and_what_is_not_known_is_said(client):
    text = words_of(client.get(f"/territoires/{TOULOUSE}/en-une-page/").content)
    assert "Échéance passée, suite non connue ici : juin 2025" in text
    assert "observé : aucune valeur comparable n’est connue ici" in text
    assert "Ce qu’il coûte, et qui paie Non connu ici." in text
    assert "en retard" not in text
    # What is past of other duties is on their page: this part is about the climate plan.
    assert "Échéance passée" not in words_of(client.get(f"/territoires/{SICOVAL}/en-une-page/").content)


def test_a_territory_without_a_known_plan_is_not_said_to_have_none(client):
    text = words_of(client.get(f"/territoires/{NANTES}/en-une-page/").content)
    assert "Son plan climat, ce qu’il vise et ce qu’il coûte" in text


def test_a_network_has_its_page_with_its_next_date_and_its_a4(client):
    text = words_of(client.get("/reseaux/dialogue-toulouse/en-une-page/").content)
    assert "Plans adoptés : au moins 4 collectivités." in text
    assert "Prochaine échéance : 14 décembre 2028, PCAET : mise à jour tous les six ans (Grand Albigeois)." in text
    assert "Attente des collectivités : échanger leurs expériences" in text
    assert "/en-une-page/" in client.get("/reseaux/dialogue-toulouse/").content.decode()
    assert client.get("/reseaux/lune/en-une-page/").status_code == 404


@pytest.mark.parametrize("slug", ["dialogue-toulouse", "entente-ysaure"])
def test_a_network_is_printed_on_one_page(client, slug):
    printed = client.get(f"/reseaux/{slug}/en-une-page/pdf/")
    assert printed.headers["Content-Type"] == "application/pdf"
    assert pages_of(printed.content) == 1


@pytest.mark.parametrize("siren", ["200035715", "200068641", "248100430", "243100633", "248200099", "241200187"])
def test_each_member_is_printed_on_one_page(client, siren):
    assert pages_of(client.get(f"/territoires/{siren}/en-une-page/pdf/").content) == 1


def test_a_printed_sheet_leads_to_what_changed_since(client):
    with pikepdf.open(io.BytesIO(client.get(f"/territoires/{YSAURE}/en-une-page/pdf/").content)) as document:
        links = [str(note.A.URI) for note in document.pages[0].Annots if "/A" in note]
    (since,) = [link.removeprefix("http://testserver") for link in links if "imprime=" in link]
    assert "Rien n’a bougé" in words_of(client.get(since).content)
    address, day_printed, marks = *since.partition("=")[::2], since.partition(".")[2]
    day_printed = day_printed.partition(".")[0]
    text = words_of(client.get(f"{address}={day_printed}.{marks[5:]}zzzzz").content)
    assert "Une ligne de la feuille ne s’y lit plus ainsi" in text
    assert text.count("et que la feuille ne disait pas ainsi") == 1
    assert "Depuis la feuille" not in words_of(client.get(f"{address}=hier").content)
