"""The pages of counts, sentences, classes and replies: who opens them, what they add and name, and their files."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from lxml import etree

from autan.coding.codings.actions.codebooks import add_corpus, offer_reply, show_counts
from autan.coding.codings.core.qda.incoming import incoming_codings
from autan.coding.codings.importers.project import read_qda_project
from autan.coding.codings.presenters.codebooks import coding_lines
from autan.coding.codings.queries.corpora import view_corpus
from autan.coding.results.presenters.names import network_sections, territory_sections
from autan.coding.results.renderers import CODER_FILES, REPORT_FILES
from autan.coding.textometry.importers import read_corpus_file
from autan.evidence.figures.queries.registry import PUBLIC
from autan.ground.tables.importers.tables import read_tables
from autan.people.journal.queries import remarks_on_many
from tests.coding.codings.acting import NORD, SUD, code, code_all
from tests.coding.codings.conftest import change_answer
from tests.kept_rows import written_again

PLACE = {"network": "reseau", "codebook": "obstacles", "address": "enquete.q1"}


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


def test_shown_counts_are_read_by_the_network_and_their_files_of_codings_are_not(coded, coders, client: Client) -> None:
    show_counts(by=coders.cast.coordinator, corpus=coded, to_all=True)
    client.force_login(coders.cast.reader)
    page = client.get(url("corpus")).content.decode()
    assert "2 des 3 collectivités qui ont répondu" in page
    assert "Nord" not in page
    assert not re.search(r"\bSud\b", page)  # a token may hold these letters
    sentences = client.get(url("sentences", key="engineering")).content.decode()
    assert "une collectivité" in sentences
    assert "Le mot y est." not in sentences
    report = client.get(url("corpus_file", name="rapport", extension="html")).content.decode()
    assert "Ingénierie" in report
    assert "Nord" not in report
    assert client.get(url("corpus_file", name="codages", extension="csv")).status_code == 403
    book = {"network": "reseau", "codebook": "obstacles"}
    assert client.get(reverse("coding:codebook", kwargs=book)).status_code == 200
    assert client.get(reverse("coding:codebook_file", kwargs={**book, "extension": "qdc"})).status_code == 200
    client.force_login(coders.stranger)
    assert client.get(url("corpus")).status_code == 404


def test_a_territory_is_named_once_its_right_of_reply_was_offered(coded, coders, client: Client) -> None:
    by = coders.cast.coordinator
    show_counts(by=by, corpus=coded, to_all=True)
    assert offer_reply(by=by, corpus=coded, sirens=[NORD]) == 1
    client.force_login(coders.cast.reader)
    page = client.get(url("corpus")).content.decode()
    assert "Nord" in page
    assert not re.search(r"\bSud\b", page)  # a token may hold these letters
    assert "Nord" in client.get(url("corpus_file", name="rapport", extension="html")).content.decode()
    sections = [part for siren in (NORD, SUD) for part in territory_sections(siren, coders.cast.reader)]
    assert [section.count for section in sections] == [1]
    assert list(territory_sections(NORD, PUBLIC)) == []
    assert len(list(network_sections("reseau", coders.cast.reader))) == 1
    assert list(network_sections("reseau", PUBLIC)) == []


def test_the_lead_of_a_territory_reads_what_was_coded_and_replies(coded, coders, client: Client) -> None:
    client.force_login(coders.cast.officer)
    assert client.get(url("reply", siren=NORD)).status_code == 404
    offer_reply(by=coders.cast.coordinator, corpus=coded)
    assert [item.url for item in coding_lines(coders.cast.officer)] == [url("reply", siren=NORD)]
    page = client.get(url("reply", siren=NORD)).content.decode()
    assert "Les élus changent." in page
    assert client.get(url("reply", siren=SUD)).status_code == 403
    assert client.post(url("reply", siren=NORD), {"text": " "}).status_code == 422
    assert client.post(url("reply", siren=NORD), {"text": "Ce n’est pas le temps."}).status_code == 302
    assert "Ce n’est pas le temps." in client.get(url("reply", siren=NORD)).content.decode()
    assert list(coding_lines(coders.cast.officer)) == []
    assert len(remarks_on_many("coding", "coded-answers")) == 1
    client.force_login(coders.cast.contributor)
    assert client.get(url("reply", siren=NORD)).status_code == 403


def test_the_counts_page_adds_what_is_asked_for(coded, coders, browser: Client) -> None:
    page = browser.get(
        url("corpus"), {"unite": "mentions", "par": "by_kind", "ensemble": "territory", "ordre": "livre"}
    )
    text = page.content.decode()
    assert "Par groupe de collectivités" in text
    assert page.context["together"][0][:2] == ("Ingénierie", "Temps")
    assert page.context["lines"][0].key == "means"
    assert browser.get(url("corpus"), {"par": "rien", "ensemble": "rien", "version": "9"}).status_code == 200
    assert browser.get(url("corpus"), {"depuis": "rien"}).status_code == 404
    group = browser.get(url("sentences", key="engineering"), {"groupe": "by_kind.CC"}).content.decode()
    assert "1 des 1 collectivités qui ont répondu." in group.replace("\u202f", " ")
    assert browser.get(url("sentences", key="engineering"), {"groupe": "by_kind.XX"}).status_code == 404
    assert browser.get(url("sentences", key="rien")).status_code == 404


def test_the_counts_page_compares_with_other_answers_coded_with_the_same_codebook(
    coded, campaign, coders, browser: Client
) -> None:
    by = coders.cast.coordinator
    other = add_corpus(by=by, codebook=coded.codebook, address="enquete.q3")
    code(other, by, NORD, "time", "Un agent")
    page = browser.get(url("corpus"), {"depuis": "enquete.q3"})
    lines = {line["label"]: line for line in page.context["changes"]}
    assert (lines["Temps"]["stayed"], lines["Temps"]["came"]) == ("Nord", "—")
    assert lines["Ingénierie"]["unknown"] == "Nord, Sud, Mer, Mont"
    show_counts(by=by, corpus=coded, to_all=True)
    browser.force_login(coders.cast.reader)
    assert browser.get(url("corpus"), {"depuis": "enquete.q3"}).status_code == 404


def test_counts_are_shown_and_kept_again_from_the_page(coded, coders, browser: Client) -> None:
    browser.post(url("show"), {"to_all": "1"})
    coded.refresh_from_db()
    assert coded.shown_at
    browser.post(url("show"))
    coded.refresh_from_db()
    assert coded.shown_at is None
    assert browser.post(url("offer"), follow=True).status_code == 200
    assert "déjà offert" in browser.post(url("offer"), follow=True).content.decode()


def test_the_files_of_a_corpus_hold_its_texts_and_codings(coded) -> None:
    view = view_corpus(coded)
    (table,) = read_tables(CODER_FILES["xlsx"](view), "codages.xlsx")
    assert len(table.rows) == 4
    assert read_tables(CODER_FILES["ods"](view), "codages.ods")[0].headings == table.headings
    assert CODER_FILES["csv"](view).decode("utf-8-sig").count("Coordinator") == 4
    texts, _remarks = read_corpus_file(CODER_FILES["txt"](view), "corpus.txt")
    assert dict(texts[0].variables) == {"epci": "Nord", "question": "q1"}
    found, remarks = read_qda_project(CODER_FILES["qdpx"](view), "projet.qdpx")
    assert remarks == ()
    assert [case.name for case in found.cases] == ["Nord", "Sud", "Mer", "Mont"]
    assert len(incoming_codings(found, slug="x", day=view.codebook.day).codings) == 4


def test_the_report_names_who_was_offered_to_reply_and_gives_the_sentences(coded) -> None:
    page = REPORT_FILES["html"](view_corpus(coded)).decode()
    root = etree.HTML(page)
    assert [head.text for head in root.iter("h2", "h3")] == ["Moyens", "Ingénierie", "Temps", "Élus"]
    assert "une collectivité" in page
    assert "Nord" not in page
    assert REPORT_FILES["docx"](view_corpus(coded))[:2] == b"PK"


def test_the_page_of_classes_shows_the_tree_and_its_parameters(coded, campaign, coders, client: Client) -> None:
    client.force_login(coders.cast.coordinator)
    place = reverse("coding:classes", kwargs=PLACE)
    assert "Attendu" in client.get(place).content.decode()
    for siren, words in ((NORD, "Le vélo et la piste vers la gare. "), (SUD, "Le bois de la forêt et la chaufferie. ")):
        change_answer(campaign, siren, words * 4)
    page = client.get(place, {"size": "8"}).content.decode()
    assert "une lecture à la main vaut mieux" in page
    assert 'id="dendrogram-wide-t"' in page
    assert "min_form_count" in page
    assert client.get(place, {"size": "8", "double": "on", "k": "2"}).status_code == 200
    assert "<svg" not in client.get(place, {"k": "1"}).content.decode().partition("<main")[2]
