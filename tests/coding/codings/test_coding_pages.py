"""The pages of the room: who opens them, what they show and do, with and without a script."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from autan.coding.codings.models import CodingRecord, TextReading, coder_of
from autan.coding.codings.presenters.codebooks import coding_lines, search_ideas
from autan.coding.codings.queries.codebooks import read_version
from autan.coding.results.actions import draw_double_coding
from tests.coding.codings.acting import MER, NORD, code, code_all, read_all, text_of
from tests.coding.codings.conftest import change_answer
from tests.kept_rows import written_again

PLACE = {"network": "reseau", "codebook": "obstacles", "address": "enquete.q1"}
CORPUS_PAGES = ("corpus", "screen", "agreement", "classes", "import_codings")
ONLY_COORDINATION = ("import_codings",)


def url(page: str, **more) -> str:
    return reverse(f"coding:{page}", kwargs={**PLACE, **more})


@pytest.fixture
@written_again
def coded(corpus, coders):
    code_all(corpus, coders.cast.coordinator)
    return corpus


@pytest.fixture
def browser(client: Client, coders) -> Client:
    client.force_login(coders.cast.coordinator)
    return client


@pytest.mark.parametrize("who", ["officer", "contributor", "reader", "outsider", "stranger", None])
def test_a_draft_is_open_to_those_who_code_alone(coded, coders, client: Client, who: str | None) -> None:
    if who:
        client.force_login(coders.stranger if who == "stranger" else getattr(coders.cast, who))
    assert client.get(url("corpus")).status_code == 404
    assert client.get(url("sentences", key="time")).status_code == 404
    assert client.get(url("corpus_file", name="rapport", extension="html")).status_code == 404
    refused = {302} if who is None else {403}
    for name in ("screen", "agreement", "classes", "import_codings"):
        assert client.get(url(name)).status_code in refused, name
    for name in ("act", "show", "offer", "draw", "settle"):
        assert client.post(url(name)).status_code in refused, name
    book = {"network": "reseau", "codebook": "obstacles"}
    assert client.get(reverse("coding:codebook", kwargs=book)).status_code == 404
    assert client.get(reverse("coding:codebook_file", kwargs={**book, "extension": "yaml"})).status_code == 404
    assert client.get(reverse("coding:add_code", kwargs=book)).status_code in refused
    assert client.get(reverse("coding:network", args=["reseau"])).status_code in refused
    assert "enquete.q1" not in client.get(reverse("coding:home")).content.decode()


def test_the_desk_says_what_is_left_to_read(coded, campaign, coders) -> None:
    assert list(coding_lines(coders.cast.coordinator)) == []
    assert [item.url for item in coding_lines(coders.second)] == [url("screen")]
    change_answer(campaign, MER, "Autre chose.")
    for person in (coders.cast.outsider, coders.stranger, coders.cast.contributor):
        assert list(coding_lines(person)) == []


def test_what_she_codes_without_seeing_the_others_is_never_said_to_be_uncoded(coded, coders, client: Client) -> None:
    people = [coder_of(coders.cast.coordinator), coder_of(coders.second)]
    draw_double_coding(by=coders.second, corpus=coded, coders=people, seed=1, share=1.0)
    client.force_login(coders.second)
    page = client.get(reverse("coding:home")).content.decode()
    assert f'href="{url("screen")}"' in page
    assert "Rien n’est encore codé" not in page


def test_the_search_finds_ideas_in_what_its_reader_may_read(coded, coders) -> None:
    assert search_ideas("élus", coders.cast.reader) == []
    assert [hit.title for hit in search_ideas("elus changent", coders.cast.coordinator)] == ["Élus"]
    assert search_ideas("", coders.cast.coordinator) == []


def test_a_text_is_coded_by_its_plain_form(corpus, coders, browser: Client) -> None:
    key = text_of(corpus, NORD).key
    page = browser.get(url("screen")).content.decode()
    assert page.count('class="codable"') == 3
    sent = browser.post(url("act"), {"do": "give", "text": key, "code": "time", "quote": "temps", "memo": "oui"})
    assert sent.status_code == 302
    assert sent["Location"].startswith(url("screen"))
    browser.post(url("act"), {"do": "give", "text": text_of(corpus, MER).key, "code": "elected", "quote": ""})
    assert list(CodingRecord.objects.values_list("quote", "memo")) == [("temps", "oui"), ("Rien à signaler.", "")]
    refused = browser.post(url("act"), {"do": "give", "text": key, "code": "time", "quote": "absent"}, follow=True)
    assert "Ces mots ne sont pas dans le texte" in refused.content.decode()


def test_a_text_is_coded_by_a_selection_and_comes_back_alone(corpus, coders, browser: Client) -> None:
    key, headers = text_of(corpus, NORD).key, {"X-Part": "text"}
    fields = {"do": "give", "text": key, "code": "engineering", "start": 9, "end": 20}
    page = browser.post(url("act"), fields, headers=headers).content.decode()
    assert '<mark data-numbers="1">ingénierie</mark> et de temps' in page
    assert "<html" not in page
    refused = browser.post(url("act"), {**fields, "end": 900}, headers=headers)
    assert refused.status_code == 422
    assert "La sélection sort du texte" in refused.content.decode()
    assert browser.post(url("act"), {**fields, "code": ""}, headers=headers).status_code == 422
    assert browser.post(url("act"), {"do": "rien", "text": key}).status_code == 404
    assert browser.post(url("act"), {"do": "read", "text": "rien"}).status_code == 404


def test_everything_done_with_a_coding_has_its_form(corpus, coders, browser: Client) -> None:
    by = coders.cast.coordinator
    record, key = code(corpus, by, NORD, "time", "temps"), text_of(corpus, NORD).key

    def send(**data) -> str:
        sent = {"text": key, "coding": record.pk, **data}
        return browser.post(url("act"), sent, headers={"X-Part": "text"}).content.decode()

    assert "Note enregistrée." in send(do="note", memo="vu")
    assert "Lu en entier." in send(do="read")
    assert "À relire." in send(do="unread")
    assert "Retiré" in send(do="withdraw")
    assert "l’un des vôtres" in send(do="withdraw")
    assert "choisissez un codage" in send(do="withdraw", coding="x").lower()
    assert "Annulé." in send(do="undo")
    assert "Aucun passage" in send(do="place")
    browser.post(url("act"), {"do": "read_page", "texts": [key]})
    assert TextReading.objects.filter(coder=by).count() == 1


def test_a_suggestion_is_decided_on_screen(corpus, coders, browser: Client) -> None:
    page = browser.get(url("screen"), {"propositions": "1"})
    first = page.context["texts"][0]["suggestions"][0]
    data = {"text": text_of(corpus, NORD).key, "suggestion": first["key"], "suggests": "1"}
    sent = browser.post(url("act"), {**data, "do": "accept"})
    assert sent["Location"].startswith(url("screen") + "?propositions=1#")
    assert CodingRecord.objects.get().code == "engineering"
    again = browser.post(url("act"), {**data, "do": "refuse"}, headers={"X-Part": "text"})
    assert "plus à décider" in again.content.decode()


def test_texts_are_chosen_by_what_is_left_by_code_and_by_territory(coded, coders, browser: Client) -> None:
    def shown(**fields) -> list[str]:
        return [text["title"] for text in browser.get(url("screen"), fields).context["texts"]]

    assert shown() == ["Nord", "Sud", "Mer"]
    assert shown(voir="a-lire") == []
    assert shown(voir="tires") == []
    assert shown(code="time") == ["Nord"]
    place = reverse("coding:territory", args=["reseau", "obstacles", NORD])
    page = browser.get(place)
    assert [text["question"] for text in page.context["texts"]] == ["Quelles difficultés ?"]
    key = text_of(coded, NORD).key
    sent = browser.post(url("act"), {"do": "unread", "text": key, "territory": "1"})
    assert sent["Location"].startswith(place)
    assert browser.get(reverse("coding:territory", args=["reseau", "obstacles", "100000004"])).status_code == 404


def test_a_codebook_is_changed_on_screen_version_by_version(coded, coders, browser: Client) -> None:
    book = {"network": "reseau", "codebook": "obstacles"}

    def edit(key: str, kind: str, based_on: int, **data):
        place = (
            reverse("coding:edit_code", kwargs={**book, "key": key}) if key else reverse("coding:add_code", kwargs=book)
        )
        return browser.post(place, {"kind": kind, "based_on": based_on, **data})

    assert edit("time", "rename", 1, label_fr="Durée").status_code == 302
    assert (
        edit(
            "time", "redefine", 2, definition="Du temps.", examples="dix ans\nvingt", keywords="temps, durée"
        ).status_code
        == 302
    )
    assert edit("elected", "move", 3, parent="means").status_code == 302
    assert edit("", "add", 4, label_fr="Élus, absents", parent="means", color="#112233").status_code == 302
    assert edit("engineering", "split", 5, parts="Bureaux | Offices\nConseil").status_code == 302
    assert edit("elus_absents", "merge", 6, into="elected").status_code == 302
    assert edit("time", "retire", 7).status_code == 302
    version = read_version(coded.codebook)
    assert version.version == 8
    assert [code.key for code in version.children("engineering")] == ["bureaux", "conseil"]
    assert (version.code("time").label.fr, version.code("time").keywords) == ("Durée", ("temps", "durée"))
    assert edit("time", "rename", 1, label_fr="Encore").status_code == 409
    assert "au moins deux codes" in edit("elected", "split", 8, parts="Un seul").content.decode()
    assert edit("elected", "rename", 8).status_code == 422
    assert browser.get(reverse("coding:edit_code", kwargs={**book, "key": "rien"})).status_code == 404
    page = browser.get(reverse("coding:codebook", kwargs=book), {"version": "1"})
    assert "fusion\u00a0: Élus, absents, Élus → Élus" in page.content.decode()
    assert "Version ancienne" in page.content.decode()
    side = browser.get(url("corpus"), {"version": "1"}).content.decode()
    assert "côte à côte" in side


def test_shipped_codebooks_and_texts_are_taken_in_on_screen(campaign, coders, browser: Client) -> None:
    place = reverse("coding:network", args=["reseau"])
    assert "Reprendre" in browser.get(place).content.decode()
    assert browser.post(place, {"shipped": "governance"}).status_code == 302
    assert browser.post(place, {"shipped": "rien"}).status_code == 404
    texts = reverse("coding:add_texts", args=["reseau", "governance"])
    assert browser.post(texts, {"address": "enquete.q2"})["Location"].endswith("/enquete.q2/coder/")
    assert browser.post(texts, {"address": "enquete.q4"})["Location"].endswith("/governance/")
    assert browser.get(reverse("coding:home")).content.decode().count("pas encore montré") == 1


def test_a_page_of_texts_asks_as_many_queries_for_many_codings_as_for_few(corpus, coders, browser: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            browser.get(url("screen"))
        return len(queries)

    asked()  # what is read once and kept
    few = asked()
    code_all(corpus, coders.cast.coordinator)
    read_all(corpus, coders.second)
    asked()  # what is kept until something is written
    assert asked() == few <= 25
