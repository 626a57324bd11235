"""The pages of the syntheses: who reads what, what has changed, and the files."""

import re
from datetime import date

import pytest
from django.test import Client

from autan.publishing.editions.actions.editions import record_edition
from autan.publishing.editions.actions.publishing import publish_edition
from tests.publishing.editions.conftest import keep_facts
from tests.publishing.living_text.writing import WITHOUT_MAP

ADDRESSES = (
    "/syntheses/essai/",
    "/syntheses/essai/pdf/",
    "/syntheses/essai/html/",
    "/syntheses/essai/illustrations/both/",
)


@pytest.fixture
def published(edition):
    return publish_edition(by=None, slug="essai", on=date(2014, 9, 30))


def visit(path, person=None):
    client = Client()
    if person:
        client.force_login(person)
    return client.get(path)


def test_a_draft_is_read_by_those_who_hold_a_mandate(people, edition):
    assert "Aucune synthèse" in visit("/syntheses/").content.decode()
    for person, status in ((None, 404), (people.outsider, 404), (people.reader, 200), (people.officer, 200)):
        assert visit("/syntheses/essai/", person).status_code == status
    page = visit("/syntheses/essai/?ouvrir=tout", people.coordinator).content.decode()
    assert "Brouillon" in page
    assert visit("/syntheses/", people.reader)["Location"] == "/syntheses/essai/"
    assert "/syntheses/preparer/" in visit("/syntheses/", people.coordinator).content.decode()
    assert visit("/syntheses/essai/pdf/", people.coordinator).status_code == 404


def read_whole(answer) -> bytes:
    """The body of an answer; a file is read to its end, which closes it without closing the database under a test."""
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.mark.parametrize("path", ADDRESSES)
def test_what_is_published_is_read_by_all(published, path):
    answer = visit(path)
    assert answer.status_code == 200
    assert read_whole(answer)
    assert visit(path.replace("essai", "autre")).status_code == 404


def test_a_file_is_not_sent_twice_and_a_page_of_who_signed_in_is_hers_alone(published, people):
    sent = visit("/syntheses/essai/csv/")
    assert read_whole(sent)
    again = Client().get("/syntheses/essai/csv/", headers={"If-Modified-Since": sent["Last-Modified"]})
    assert (again.status_code, again.content) == (304, b"")
    assert visit("/syntheses/essai/", people.reader)["Cache-Control"] == "private, no-cache"
    assert "Cache-Control" not in visit("/syntheses/essai/")


def test_several_editions_are_listed(people, edition):
    other = WITHOUT_MAP.replace("slug: essai", "slug: autre")
    record_edition(by=None, source=other, file="autre.md")
    publish_edition(by=None, slug="autre", formats=["html"], on=date(2014, 9, 30))
    page = visit("/syntheses/", people.reader).content.decode()
    assert "brouillon" in page
    assert page.count("L’essai") == 2


def test_the_page_leads_from_each_figure_to_its_trace(published):
    page = visit("/syntheses/essai/?ouvrir=tout").content.decode()
    assert 'href="/preuves/facts.F1/"' in page
    assert 'href="/faits/F3/"' in page
    assert 'href="/syntheses/essai/illustrations/both/"' in page
    assert "Publiée le 30 septembre 2014" in page.replace("\xa0", " ")
    assert " style=" not in page
    assert '<div lang="fr">' in page


def test_the_english_page_begins_with_the_english_summary(published):
    page = visit("/en/syntheses/essai/").content.decode()
    assert page.index("In English, ") < page.index("Un résumé")


def test_the_files_are_those_that_were_published(published):
    pdf = visit("/syntheses/essai/pdf/")
    assert pdf["Content-Type"] == "application/pdf"
    assert read_whole(pdf).startswith(b"%PDF")
    alone = visit("/syntheses/essai/html/")
    assert alone["Content-Disposition"].startswith("attachment")
    text = read_whole(alone).decode()
    assert "Territoires inventés" in text
    assert 'href="#trace-1"' in text
    assert 'id="trace-1"' in text
    assert 'href="/' not in text
    assert "src=" not in text


def test_the_page_says_what_has_changed_since_the_publication(published):
    keep_facts({"F1": "9", "F2": "11", "F3": ""})
    page = visit("/syntheses/essai/?ouvrir=tout").content.decode()
    assert "Depuis la publication" in page
    assert "affirmation périmée" in page
    assert "à revoir" in page


def test_the_trace_of_a_chart_gives_each_value_and_its_pieces(published):
    page = visit("/syntheses/essai/illustrations/both/").content.decode()
    assert 'href="/preuves/facts.F2/"' in page
    assert "Fait F1" in page
    assert "lignes 1" in page
    assert visit("/syntheses/essai/illustrations/nothing/").status_code == 404


def test_the_page_is_kept_until_something_is_written(published, django_assert_max_num_queries):
    client = Client()
    client.get("/syntheses/essai/")
    with django_assert_max_num_queries(8):
        client.get("/syntheses/essai/")


def test_what_another_wrote_since_is_not_published_unread(edition, people):
    browser = Client()
    browser.force_login(people.coordinator)
    read = re.search(r'name="seen" value="(\w+)"', browser.get("/syntheses/essai/preparer/").content.decode())
    record_edition(by=None, source=WITHOUT_MAP.replace("Un résumé", "Un bilan"), file="essai.md")
    refused = browser.post("/syntheses/essai/publier/", {"formats": ["html"], "seen": read[1]})
    assert (refused.status_code, "rien n’est publié" in refused.content.decode()) == (422, True)
    assert not edition.publications.exists()
