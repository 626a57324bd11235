"""Workshops on pages: added, changed, kept, printed, minuted, by the cast; figures and their trace."""

import io
from dataclasses import replace

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse
from docx import Document

from autan.cooperation.workshops.actions.notes import keep_note
from autan.cooperation.workshops.actions.workflow import NOTES, WORKSHOP
from autan.cooperation.workshops.actions.workshops import (
    change_workshop,
    start_workshop,
)
from autan.cooperation.workshops.core.formats import AttendeeKind, WorkshopStatus
from autan.cooperation.workshops.core.workshops import AttendanceCount, PlanTarget
from autan.cooperation.workshops.models import Workshop
from autan.cooperation.workshops.queries import target_choices
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import PUBLIC, describe_evidence, find_figure
from autan.ground.errors import ConflictError, DomainError, NotAllowedError, UnknownError
from autan.people.accounts.models import Person
from autan.people.workflows.actions import take
from autan.territories.networks.models import Network
from tests.cast import Cast
from tests.cooperation.workshops.conftest import MURETAIN, NOW, SICOVAL, TODAY, note


def url(name: str, *parts: object) -> str:
    return reverse(f"workshops:{name}", args=parts)


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def officer(people: Cast) -> Client:
    return browser(people.officer)


@pytest.fixture
def form(workshop: Workshop, target: PlanTarget) -> dict[str, object]:
    return {
        "title": "Une école rénovée", "format": "site_target", "host": SICOVAL, "copilots": [MURETAIN],
        "day": "2026-05-01", "sites": ["chaufferie"], "target": f"target:pcaet:{target.key}", "status": "planned",
        "is_open_to_all": "on", "agenda": "Accueil\nVisite",
    }  # fmt: skip


def test_a_workshop_is_added_by_a_member_and_refused_with_its_reason(
    network: Network, officer: Client, people: Cast, form: dict[str, object]
):
    add = url("add", network.slug)
    assert "PCAET du Sicoval" in officer.get(add).content.decode()
    refused = officer.post(add, form | {"sites": []})
    assert (refused.status_code, "demande un site" in refused.content.decode()) == (422, True)
    assert "asks for a site: choose" in officer.post(f"/en{add}", form | {"sites": []}).content.decode()
    future = officer.post(add, form | {"day": "2096-05-01", "status": "held"})
    assert "ne peut pas être déjà tenu" in future.content.decode()
    assert officer.post(add, form | {"title": ""}).status_code == 422
    made = officer.post(add, form)
    assert made["Location"] == url("workshop", "une-ecole-renovee-2026-05-01")
    assert "porte déjà ce titre" in officer.post(add, form).content.decode()
    assert browser(people.outsider).get(add).status_code == 403
    listed = Client().get(url("network", network.slug)).content.decode()
    assert "Une école rénovée" in listed
    assert "SUMMARY:Une école rénovée" in Client().get(url("calendar_file", network.slug)).content.decode()
    assert (
        "Une école rénovée"
        in Client().get(reverse("site:territory", args=[SICOVAL]), {"ouvrir": "tout"}).content.decode()
    )
    assert Client().get(url("home")).status_code == 302


def test_a_workshop_is_changed_once_from_what_was_read(workshop: Workshop, officer: Client, form: dict[str, object]):
    change = url("change", workshop.slug)
    shown = officer.get(change).context["form"]
    assert shown["target"].value() == form["target"]
    assert officer.post(change, form | {"revision": shown["revision"].value()}).status_code == 302
    stale = officer.post(change, form | {"revision": 1, "title": "Perdu ?"})
    assert (stale.status_code, "Perdu ?" in stale.content.decode()) == (422, True)
    changed = workshop.as_core()
    with pytest.raises(ConflictError):
        change_workshop(by=None, workshop=workshop, heading=changed, today=TODAY, revision=1)


def test_the_form_of_a_workshop_gives_its_day_back(workshop: Workshop, officer: Client):
    page = officer.get(url("change", workshop.slug)).content.decode()
    assert workshop.day
    assert f'value="{workshop.day.isoformat()}"' in page


def test_a_page_kept_without_network_is_that_of_a_visitor_without_notes(workshop: Workshop, officer: Client):
    take(NOTES, "open_notes", workshop, by=None, at=NOW)
    keep_note(workshop=workshop, note_input=note("Deux pannes par hiver"))
    page = url("take_part", workshop.link_token)
    assert "Deux pannes par hiver" in officer.get(page).content.decode()
    assert "Deux pannes par hiver" not in officer.get(f"{page}?vide=1").content.decode()
    script = Client().get(url("offline", workshop.link_token))
    assert script["Content-Type"].startswith("text/javascript")
    assert 'credentials: "omit"' in script.content.decode()
    assert Client().get(url("offline", "inconnu")).status_code == 404


def test_what_is_not_known_here_is_refused(network: Network, workshop: Workshop, people: Cast):
    from dataclasses import replace

    heading = workshop.as_core()
    for wrong in (replace(heading, host="999999999"), replace(heading, title=" "), replace(heading, sites=("rien",))):
        with pytest.raises(DomainError):
            change_workshop(by=None, workshop=workshop, heading=wrong, today=TODAY)
    with pytest.raises(NotAllowedError):
        start_workshop(by=people.reader, network=network, heading=heading, today=TODAY)
    with pytest.raises(DomainError, match="une fois l’atelier tenu"):
        take(WORKSHOP, "record_attendance", workshop, by=None, at=NOW, counts=[])
    cancelled = replace(heading, status=WorkshopStatus.CANCELLED, status_reason="Crue")
    change_workshop(by=None, workshop=workshop, heading=cancelled, today=TODAY)
    assert "annulé\u00a0: Crue" in Client().get(url("workshop", workshop.slug)).content.decode()
    with pytest.raises(DomainError, match="annulé"):
        take(NOTES, "open_notes", workshop, by=None, at=NOW)


def test_a_workshop_is_held_from_its_page(workshop: Workshop, officer: Client, form: dict[str, object]):
    slug = workshop.slug
    assert "pas été ouvert" in officer.post(url("notes_link", slug), {"act": "close"}, follow=True).content.decode()
    opened = officer.post(url("notes_link", slug), {"act": "open"}, follow=True).content.decode()
    assert workshop.link_token in opened
    assert workshop.link_token not in Client().get(url("workshop", slug)).content.decode()
    projected = officer.get(url("projector", slug)).content.decode()
    assert (workshop.link_token in projected, 'class="qr-code"' in projected) == (True, True)
    for text in ("Peser devant les gens", "La vis casse"):
        keep_note(workshop=workshop, note_input=note(text))
    one, two = workshop.notes.all()
    officer.post(url("sort", slug), {"note": [one.pk, two.pk], "title": "Le bois"})
    officer.post(url("sort", slug), {"star": one.pk})
    officer.post(url("sort", slug), {"unstar": one.pk})
    officer.post(url("sort", slug), {"star": one.pk})
    officer.post(url("sort", slug), {"withdraw": two.pk, f"reason-{two.pk}": "Met en cause"})
    assert officer.post(url("sort", slug), {"star": "x"}).status_code == 404
    sorted_page = officer.get(url("notes", slug)).content.decode()
    assert all(words in sorted_page for words in ("Le bois", "Met en cause", "★"))
    assert "La vis casse" not in sorted_page
    assert "Peser devant les gens" in officer.get(url("projector", slug)).content.decode()
    told = officer.get(url("feed", slug))
    assert officer.get(url("feed", slug), headers={"If-None-Match": told["ETag"]}).status_code == 304
    officer.post(url("change", slug), form | {"status": "held"})
    officer.post(url("attendance", slug), {"elected": "2", "expert": "3"})
    assert "5 présences" in Client().get(url("workshop", slug)).content.decode()
    assert "nombre entier" in officer.post(url("attendance", slug), {"elected": "-1"}, follow=True).content.decode()
    person = {"name": "Ana Témoin", "kind": "expert", "agrees": "on"}
    assert "Ana Témoin" in officer.post(url("attendee", slug), person, follow=True).content.decode()
    assert "accord" in officer.post(url("attendee", slug), {"name": "Bob"}, follow=True).content.decode()
    unknown = person | {"email": "rien@exemple.fr"}
    assert "Aucun compte" in officer.post(url("attendee", slug), unknown, follow=True).content.decode()
    officer.post(url("draft", slug))
    minutes = reverse("minutes:minutes", args=[f"workshop-{slug}"])
    assert "Peser devant les gens" in officer.get(minutes).content.decode()
    assert Client().get(minutes).status_code == 404
    assert "Ana Témoin" not in officer.post(url("forget", slug), {"name": "Ana Témoin"}, follow=True).content.decode()


def test_notes_are_for_the_people_of_the_network(workshop: Workshop, people: Cast):
    for name in ("notes", "projector", "feed"):
        assert browser(people.reader).get(url(name, workshop.slug)).status_code == 200
        assert browser(people.outsider).get(url(name, workshop.slug)).status_code == 403
        assert Client().get(url(name, workshop.slug)).status_code == 302
    assert Client().get(url("workshop", "rien")).status_code == 404


def test_the_kit_says_the_site_the_moments_and_the_link_of_who_keeps_it(workshop: Workshop, officer: Client):
    written = officer.get(url("kit_docx", workshop.slug))
    words = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(written.content)).paragraphs)
    assert "Chaufferie du bourg" in words
    assert "Comment l’ambition du projet s’est-elle construite ?" in words.replace("\u202f", " ")
    assert workshop.link_token in words
    public = Client().get(url("kit_docx", workshop.slug)).content
    assert workshop.link_token not in "\n".join(paragraph.text for paragraph in Document(io.BytesIO(public)).paragraphs)
    with pikepdf.open(io.BytesIO(officer.get(url("kit_pdf", workshop.slug)).content)) as pdf:
        assert len(pdf.pages) == 10
        posters = [page for page in pdf.pages if float(page.mediabox[3]) > 1100]
        assert len(posters) == 3, "an A3 poster for each moment"


def test_figures_lead_to_their_workshops(workshop: Workshop, network: Network):
    from dataclasses import replace

    changed = replace(workshop.as_core(), status=WorkshopStatus.HELD)
    change_workshop(by=None, workshop=workshop, heading=changed, today=TODAY)
    take(
        WORKSHOP,
        "record_attendance",
        workshop,
        by=None,
        at=NOW,
        counts=[AttendanceCount(kind=AttendeeKind.ELECTED, count=4)],
    )
    figure = find_figure(f"workshops.{network.slug}.attendances.all", reader=PUBLIC)
    assert (figure.value, figure.has_evidence) == (4, True)
    ref = EvidenceRef(kind="workshop", key=workshop.slug)
    card = describe_evidence([ref], reader=PUBLIC)[ref]
    assert card is not None
    assert "4 présences" in card.statement.fr
    assert find_figure(f"workshops.{network.slug}.held.site_target", reader=PUBLIC).value == 1
    for wrong in ("rien.held.visit", f"{network.slug}.held.all", f"{network.slug}.rien.visit", "a"):
        with pytest.raises(UnknownError):
            find_figure(f"workshops.{wrong}", reader=PUBLIC)


def test_what_was_typed_stays_when_it_is_refused(workshop: Workshop, officer: Client):
    refused = officer.post(url("attendee", workshop.slug), {"name": "Dominique Vidal", "kind": "expert"})
    page = refused.content.decode()
    assert (refused.status_code, "Dominique Vidal" in page) == (422, True)
    assert "avec l’accord de la personne" in page
    counted = officer.post(url("attendance", workshop.slug), {"expert": "-3", "elected": "7"})
    assert (counted.status_code, 'value="7"' in counted.content.decode()) == (422, True)
    assert not workshop.attendees.exists()
    assert not workshop.counts.exists()


def test_who_counts_the_same_attendance_at_once_is_told(workshop: Workshop, officer: Client, form: dict[str, object]):
    officer.post(url("change", workshop.slug), form | {"status": "held"})
    page = officer.get(url("workshop", workshop.slug)).content.decode()
    mark = page.partition('name="seen" value="')[2].partition('"')[0]
    officer.post(url("attendance", workshop.slug), {"seen": mark, "elected": "2"})
    refused = officer.post(url("attendance", workshop.slug), {"seen": mark, "elected": "41"})
    again = refused.content.decode()
    assert (refused.status_code, "a été changé depuis" in again, 'value="41"' in again) == (422, True, True)
    assert [count.count for count in workshop.counts.all()] == [2]
    fresh = again.partition('name="seen" value="')[2].partition('"')[0]
    officer.post(url("attendance", workshop.slug), {"seen": fresh, "elected": "41"})
    assert [count.count for count in workshop.counts.all()] == [41]


def test_a_trial_workshop_is_erased_once_told_what_goes_with_it(workshop: Workshop, officer: Client, people: Cast):
    take(NOTES, "open_notes", workshop, by=None, at=NOW)
    keep_note(workshop=workshop, note_input=note())
    erase, coordinator = url("erase", workshop.slug), browser(people.coordinator)
    assert "Effacer cet atelier" not in officer.get(url("workshop", workshop.slug)).content.decode()
    assert officer.post(erase, {"confirm": "1"}).status_code == 403
    assert "Effacer cet atelier" in coordinator.get(url("workshop", workshop.slug)).content.decode()
    assert "1 note" in coordinator.post(erase).content.decode()
    assert Workshop.objects.filter(pk=workshop.pk).exists()
    assert coordinator.post(erase, {"confirm": "1"})["Location"] == url("network", "essai")
    assert not Workshop.objects.filter(pk=workshop.pk).exists()
    assert coordinator.post(erase, {"confirm": "1"}).status_code == 404


def test_a_workshop_that_a_source_documents_is_not_erased(workshop: Workshop, people: Cast):
    Workshop.objects.filter(pk=workshop.pk).update(evidence=[["fact", "W1"]])
    page = browser(people.coordinator).post(url("erase", workshop.slug), {"confirm": "1"}, follow=True)
    assert "ne s’efface pas" in page.content.decode()
    assert Workshop.objects.filter(pk=workshop.pk).exists()


def test_a_workshop_is_searched_and_chosen_as_evidence(officer: Client, workshop: Workshop):
    chosen = officer.get(reverse("evidence:choose"), {"q": workshop.title, "name": "proofs"}).content.decode()
    assert f'name="proofs" value="workshop:{workshop.slug}"' in chosen
    listed = Client().get(reverse("site:search"), {"q": workshop.title}).content.decode()
    assert url("workshop", workshop.slug) in listed
    assert "Atelier" in listed


def test_a_very_large_network_offers_the_targets_of_the_host_and_of_who_pilots(
    network: Network, workshop: Workshop, target: PlanTarget, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("autan.cooperation.workshops.queries.MANY_PLACES", 0)
    heading = workshop.as_core()
    assert target_choices(network, None) == []
    assert [choice for _key, choice in target_choices(network, heading)] == [target]
    elsewhere = replace(heading, host=MURETAIN, copilots=())
    assert [choice for _key, choice in target_choices(network, elsewhere)] == [target], "the one that it has is kept"
    assert target_choices(network, replace(elsewhere, target=None)) == []
