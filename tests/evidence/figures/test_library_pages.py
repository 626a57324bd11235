"""The library: found without accents, each resource with who recommends it, written by those who hold a mandate."""

import re

import pytest
from django.test import Client

from autan.evidence.figures.core.library import LibraryFilter
from autan.evidence.figures.models import Resource
from autan.evidence.figures.presenters.library import LibraryEntry, find_entries
from autan.evidence.figures.queries.library import recommendations
from autan.people.journal.models import JournalEntry, Remark

S3RENR = "s3renr-midi-pyrenees"


@pytest.fixture
def client(demo_network):
    return Client()


def read(client, query=""):
    answer = client.get(f"/bibliotheque/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def entry(title, **more):
    usual = {
        "slug": "",
        "kind": "site",
        "kind_code": "web_site",
        "producer": "",
        "published": "",
        "url": "",
        "page": "",
    }
    return LibraryEntry(title=title, **({**usual, "tags": ()} | more))


def test_words_are_found_without_accents_in_titles_producers_and_tags():
    entries = [entry("Schéma régional"), entry("Autre", producer="Énergie & Cie"), entry("Bois", tags=("Forêt",))]
    assert [entry_row.title for entry_row in find_entries(entries, LibraryFilter(text="REGIONAL schema"))] == [
        "Schéma régional"
    ]
    assert [entry_row.title for entry_row in find_entries(entries, LibraryFilter(text="energie"))] == ["Autre"]
    assert [entry_row.title for entry_row in find_entries(entries, LibraryFilter(tag="foret"))] == ["Bois"]
    assert find_entries(entries, LibraryFilter(kind="plan")) == []


def test_resources_of_the_document_come_with_who_recommends_them(client):
    html = read(client)
    assert html.count('<li id="') == 7
    part = html.partition(f'id="{S3RENR}"')[2].partition("</li>")[0]
    assert 'href="/faits/S198/"' in part
    assert "lignes 711-729" in part


def test_every_source_is_there_and_search_narrows(client):
    first, some = read(client), read(client, "?text=chaleur")
    found = int(re.search(r"(\d+) sources trouvées", first)[1])
    last = int(re.search(r"Page 1 sur (\d+)", first)[1])
    shown = [re.findall('href="/sources/[^"]+', read(client, f"?page={number}")) for number in range(1, last + 1)]
    assert max(map(len, shown)) <= 40
    assert sum(map(len, shown)) == found > 160
    assert 0 < some.count('href="/sources/') < 60
    assert read(client, "?kind=plan").count('<li id="') == 2
    assert "Aucune ressource" in read(client, "?text=zzz")
    assert read(client, "?tag=observatoire").count('<li id="') == 1


def test_only_those_with_a_mandate_write(client, cast):
    assert "<textarea" not in read(client)
    address = f"/bibliotheque/{S3RENR}/recommander/"
    assert client.post(address, {"reason": "utile"}).status_code == 302  # to the door
    client.force_login(cast.outsider)
    assert "<textarea" not in read(client)
    assert client.post(address, {"reason": "utile"}).status_code == 403
    assert client.post("/bibliotheque/ajouter/", {"title": "x"}).status_code == 403
    assert not recommendations()


def test_a_recommendation_is_written_rewritten_and_taken_back(client, cast):
    client.force_login(cast.contributor)
    address = f"/bibliotheque/{S3RENR}/recommander/"
    for reason in ("Dit où raccorder.", "Dit où et quand raccorder."):
        client.post(address, {"reason": reason})
    kept = Remark.objects.get(by=cast.contributor)
    assert (kept.text, kept.by_id) == ("Dit où et quand raccorder.", cast.contributor.pk)
    assert cast.contributor.name in read(client)
    assert cast.contributor.name not in read(Client())
    assert "Dit où et quand raccorder." in read(Client())
    client.post(address, {"reason": " "})
    assert not recommendations()
    acts = list(
        JournalEntry.objects.filter(room="evidence", object_id=S3RENR).order_by("id").values_list("act", flat=True)
    )
    assert acts == ["recommend_resource", "recommend_resource", "withdraw_recommendation"]


def test_a_reason_too_long_is_told_and_not_kept(client, cast):
    client.force_login(cast.officer)
    answer = client.post(f"/bibliotheque/{S3RENR}/recommander/", {"reason": "x" * 501}, follow=True)
    assert "500 signes" in answer.content.decode()
    assert not recommendations()
    assert client.post("/bibliotheque/rien/recommander/", {"reason": "x"}).status_code == 404


def test_a_member_adds_a_resource_with_its_reason(client, cast):
    client.force_login(cast.officer)
    fields = {
        "title": "Guide PCAET",
        "kind": "document",
        "url": "https://exemple.fr/g",
        "tags": "pcaet, guide",
        "reason": "Clair.",
    }
    for address in ("https://exemple.fr/g", "https://exemple.fr/autre"):
        assert client.post("/bibliotheque/ajouter/", fields | {"url": address}).status_code == 302
    slugs = list(Resource.objects.filter(title="Guide PCAET").order_by("id").values_list("slug", flat=True))
    assert slugs == ["guide-pcaet", "guide-pcaet-2"]
    assert Resource.objects.get(slug="guide-pcaet").tags == ["pcaet", "guide"]
    assert "Clair." in read(client)


def test_one_address_is_one_resource_that_two_recommend(client, cast):
    fields = {"title": "Guide", "kind": "document", "url": "https://exemple.fr/g", "reason": "Clair."}
    client.force_login(cast.officer)
    client.post("/bibliotheque/ajouter/", fields)
    client.force_login(cast.contributor)
    again = {**fields, "title": "Le guide", "url": "http://www.exemple.fr/g/", "reason": "Complet."}
    answer = client.post("/bibliotheque/ajouter/", again, follow=True)
    assert "déjà dans la bibliothèque" in answer.content.decode()
    (kept,) = Resource.objects.filter(fact=None)
    assert [remark.text for remark in recommendations(kept.slug)[kept.slug]] == ["Complet.", "Clair."]
    assert 'id="guide"' in read(client, "?text=complet")


def test_what_nobody_recommends_any_more_leaves_but_a_document_keeps_its_own(client, cast):
    client.force_login(cast.officer)
    fields = {"title": "Guide", "kind": "document", "url": "https://exemple.fr/g", "reason": "Clair."}
    client.post("/bibliotheque/ajouter/", fields)
    for slug in ("guide", S3RENR):
        client.post(f"/bibliotheque/{slug}/recommander/", {"reason": "Utile."})
        client.post(f"/bibliotheque/{slug}/recommander/", {"reason": ""})
    assert not Resource.objects.filter(slug="guide").exists()
    assert Resource.objects.filter(slug=S3RENR).exists()
    assert JournalEntry.objects.filter(act="remove_resource", object_id="guide").count() == 1


def test_faults_come_back_beside_their_fields(client, cast):
    client.force_login(cast.officer)
    answer = client.post(
        "/bibliotheque/ajouter/", {"title": "", "kind": "roman", "url": "pas une adresse", "reason": ""}
    )
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "<details open>" in html
    assert html.count('class="error"') == 4


def test_a_resource_has_a_page_with_its_changes_for_those_who_write(client, cast):
    address = f"/bibliotheque/{S3RENR}/"
    client.force_login(cast.contributor)
    client.post(f"{address}recommander/", {"reason": "Dit où raccorder."})
    client.post(f"{address}recommander/", {"reason": "Dit quand raccorder."})
    page = client.get(address).content.decode()
    assert "Ressource recommandée autrement" in page
    assert "<del>Dit où raccorder.</del>" in page
    assert "<ins>Dit quand raccorder.</ins>" in page
    assert "Ressource recommandée autrement" not in Client().get(address).content.decode()
    assert client.get("/bibliotheque/rien/").status_code == 404
