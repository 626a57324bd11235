"""Pages of minutes, played by the coordinator and an officer; the documents made of them."""

import io
from datetime import date, timedelta

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document

from autan.cooperation.minutes.actions.minutes import decide_amendment, propose_amendment
from autan.cooperation.minutes.actions.workflow import MINUTES
from autan.cooperation.minutes.core import AmendmentInput
from autan.cooperation.minutes.models import Minutes
from autan.people.individuals.actions import individual_named
from autan.people.workflows.actions import take
from tests.cast import Cast


def url(name: str, minutes: Minutes, *rest: object) -> str:
    return reverse(f"minutes:{name}", args=[minutes.slug, *rest])


@pytest.fixture
def coordinator(client: Client, people: Cast) -> Client:
    client.force_login(people.coordinator)
    return client


def test_minutes_are_written_amended_and_withdrawn_on_pages(coordinator: Client, minutes: Minutes, people: Cast):
    page = coordinator.get(url("write", minutes))
    assert page.context["form"]["revision"].value() == 1
    sent = {"text": "La pompe fuit. Le toit tient.", "revision": 1, "reason": "Bref"}
    assert coordinator.post(url("write", minutes), sent).status_code == 302
    stale = coordinator.post(url("write", minutes), sent | {"text": "Autre"})
    assert (stale.status_code, "Autre" in stale.content.decode()) == (422, True)
    assert coordinator.post(url("write", minutes), {"text": ""}).status_code == 422
    coordinator.post(url("advance", minutes))
    officer = Client()
    officer.force_login(people.officer)
    fields = {"passage": "La pompe fuit.", "replacement": "La pompe a fui.", "reason": "Réparée"}
    officer.post(url("amend", minutes), fields)
    assert "Réparée" in officer.get(url("minutes", minutes)).content.decode()
    assert officer.get(url("write", minutes)).status_code == 403
    key = minutes.amendments.get().pk
    coordinator.post(url("decide", minutes, key), {"decision": "accept"})
    coordinator.post(url("withdraw", minutes), {"passage": "Le toit tient.", "reason": "Met en cause le couvreur"})
    refused = coordinator.post(url("advance", minutes), follow=True).content.decode()
    assert "Les amendements sont reçus" in refused
    minutes.refresh_from_db()
    assert minutes.text == "La pompe a fui. [passage retiré]"
    page_of_all = coordinator.get(url("minutes", minutes)).content.decode()
    assert "14 signes" in page_of_all
    assert coordinator.post(url("decide", minutes, 0)).status_code == 404


def test_documents_say_the_same_words(coordinator: Client, minutes: Minutes):
    written = coordinator.get(url("docx", minutes))
    words = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(written.content)).paragraphs)
    assert "La chaufferie brûle du bois d’ici." in words
    assert "Réseau inventé" in words
    printed = coordinator.get(url("pdf", minutes))
    with pikepdf.open(io.BytesIO(printed.content)) as pdf:
        assert len(pdf.pages) == 1
    assert Client().get(url("pdf", minutes)).status_code == 404


def test_amendments_of_published_minutes_are_read_by_the_members_alone(minutes: Minutes, people: Cast):
    take(MINUTES, "open_amendments", minutes, by=None, at=date(2026, 3, 1))
    amendment_input = AmendmentInput(
        passage="Elle a coûté cher.", replacement="Elle a coûté Zéphyr.", reason="Borée", on_behalf_of="Mistral"
    )
    amendment = propose_amendment(by=None, minutes=minutes, amendment_input=amendment_input, today=date(2026, 3, 2))
    decide_amendment(by=None, amendment=amendment, is_accepted=False, answer="Tramontane")
    take(MINUTES, "settle_minutes", minutes, by=None, at=date(2026, 3, 12))
    take(MINUTES, "publish_minutes", minutes, by=None, at=date(2026, 3, 12))
    private, printed = ("Zéphyr", "Borée", "Mistral", "Tramontane"), set()

    members = (people.coordinator, people.officer, people.contributor, people.reader)
    for person in (*members, people.outsider, None):
        client = Client()
        if person is not None:
            client.force_login(person)
        page = client.get(url("minutes", minutes)).content.decode()
        assert "La chaufferie" in page
        assert [word in page for word in private] == [person in members] * len(private), person
        written = Document(io.BytesIO(client.get(url("docx", minutes)).content)).element.xml
        assert "La chaufferie" in written
        assert not any(word in written for word in private), person
        printed.add(client.get(url("pdf", minutes)).content)

    # letters of a PDF are drawn, not written: it is the same file whatever the amendment says
    minutes.amendments.update(replacement="Autan", reason="Autan", behalf=individual_named("Autan"), answer="Autan")
    assert printed == {Client().get(url("pdf", minutes)).content}


def test_a_second_click_does_not_take_the_next_step(coordinator: Client, minutes: Minutes):
    take(MINUTES, "open_amendments", minutes, by=None, at=date(2026, 3, 1))
    page = coordinator.get(url("minutes", minutes)).content.decode()
    assert 'name="act" value="settle_minutes"' in page
    for _click in range(2):
        shown = coordinator.post(url("advance", minutes), {"act": "settle_minutes"}, follow=True).content.decode()
    minutes.refresh_from_db()
    assert (minutes.phase, "après avoir été ouvert" in shown) == ("settled", True)


def test_how_long_amendments_are_taken_is_chosen_with_the_minutes(coordinator: Client, minutes: Minutes):
    assert 'value="ten_days" selected' in coordinator.get(url("minutes", minutes)).content.decode()
    opening = {"act": "open_amendments", "delay": "other"}
    refused = coordinator.post(url("advance", minutes), opening | {"until": "2001-01-01"}, follow=True)
    assert "donnez le dernier jour" in refused.content.decode().lower()
    until = timezone.localdate() + timedelta(days=3)
    coordinator.post(url("advance", minutes), opening | {"until": until.isoformat()})
    minutes.refresh_from_db()
    assert (minutes.phase, minutes.amendments_until) == ("amended", until)


def test_minutes_amended_among_those_present_are_settled_the_same_day(coordinator: Client, minutes: Minutes):
    coordinator.post(url("advance", minutes), {"act": "open_amendments", "delay": "at_once"})
    page = coordinator.get(url("minutes", minutes)).content.decode()
    assert "Demander un amendement" in page
    coordinator.post(url("amend", minutes), {"replacement": "Ajout", "reason": "oubli"})
    coordinator.post(url("advance", minutes), {"act": "settle_minutes"})
    minutes.refresh_from_db()
    assert minutes.phase == "amended"
    coordinator.post(url("decide", minutes, minutes.amendments.get().pk), {"decision": "accept"})
    coordinator.post(url("advance", minutes), {"act": "settle_minutes"})
    minutes.refresh_from_db()
    assert minutes.phase == "settled"
