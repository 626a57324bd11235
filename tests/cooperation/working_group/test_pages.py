"""The pages of the group: a meeting prepared, held, minuted and followed with three accounts; who opens what."""

import io
import json
import re
import zipfile
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from typer.testing import CliRunner

from autan.cooperation.minutes.models import Minutes
from autan.cooperation.working_group.actions.decisions import (
    assign_task,
    follow_up,
    keep_objective,
    record_decision,
)
from autan.cooperation.working_group.core.decisions import DecisionDraft, FollowUp
from autan.cooperation.working_group.models import Body, Decision, Meeting, Objective, Participation, Seat, Task
from autan.ground.extension_points import DeskLine, NetworkSection, SearchSource
from autan.ground.registry import registered
from autan.instance.cli.group import app
from autan.people.accounts.models import Person
from autan.territories.networks.models import Network
from tests.cast import Cast
from tests.cooperation.working_group.conftest import plan, seat_of
from tests.reading_pdf import words_of_pdf


def of(name: str, slug: str) -> str:
    return reverse(f"working_group:{name}", kwargs={"slug": slug})


def of_network(name: str) -> str:
    return reverse(f"working_group:{name}", kwargs={"network": "essai"})


PUBLIC_PAGES = ("group", "decisions", "calendar", "objectives")


@pytest.fixture
def past(body: Body) -> Meeting:
    return plan(body, timezone.localdate() - timedelta(days=3))


@pytest.fixture
def objective(network: Network) -> str:
    """The number of an objective that is open in the year of yesterday’s meeting."""
    objective = Objective(year=(timezone.localdate() - timedelta(days=1)).year, rank=1, text_fr="Compter")
    return str(keep_objective(by=None, network=network, objective=objective).pk)


@pytest.fixture
def secretary(client: Client, body: Body, people: Cast) -> Client:
    client.force_login(people.officer)
    return client


NO_MORE_ROWS = {"reservation-TOTAL_FORMS": "3", "reservation-INITIAL_FORMS": "0"}
POINTS = {"point-TOTAL_FORMS": "1", "point-INITIAL_FORMS": "0"}


def seat_keys() -> dict[str, int]:
    return {seat.shown_name: seat.pk for seat in Seat.objects.all()}


def attend(client: Client, meeting: Meeting) -> None:
    """Say that Ada and Bea were there."""
    seats = seat_keys()
    there = {"Ada": "present", "Bea": "present", "Cid": "excused"}
    sent = {f"seat-{seats[name]}-attendance": choice for name, choice in there.items()}
    client.post(of("attendance", meeting.slug), sent | {"guests": "ADEME"})


def decision_form(meeting: Meeting) -> dict[str, object]:
    due = timezone.localdate() + timedelta(days=30)
    return {
        "title": "Trier", "text": "On trie.", "decided_on": meeting.day.isoformat(), "mode": "vote", "in_favour": "2",
        "owner": seat_keys()["Bea"], "due_on": due.isoformat(), "is_public": "on",
        "reservation-0-seat": seat_keys()["Bea"], "reservation-0-text": "l’été compris", **NO_MORE_ROWS,
    }  # fmt: skip


def test_a_secretary_plans_a_meeting_and_draws_its_agenda(secretary: Client, objective: str):
    day = (timezone.localdate() - timedelta(days=1)).isoformat()
    fields = {"title": "Séance", "day": day, "begins": "14:00", "ends": "16:00", "place": "Mairie", "is_public": "on"}
    assert secretary.get(of("plan", "conference")).status_code == 200
    secretary.post(of("plan", "conference"), fields)
    meeting = Meeting.objects.get()
    agenda = of("agenda", meeting.slug)
    assert "Compter" in secretary.get(agenda).content.decode()
    first = secretary.get(agenda).context["form"]
    sent = POINTS | {"seen": first.fields["seen"].widget.mark, "point-0-title": "Accueil", "point-0-minutes": "10"}
    more = {"draw": [f"objective|{objective}"], "more": "1"}
    assert secretary.post(agenda, sent | more)["Location"].endswith(agenda)
    assert [item.title for item in meeting.agenda.all()] == ["Accueil", "Compter"]
    two = {"point-0-title": "Accueil", "point-0-rank": "2", "point-1-title": "Compter", "point-1-rank": "1"}
    two |= {"point-TOTAL_FORMS": "3", "point-INITIAL_FORMS": "2", "point-1-kind": "objective"}
    changed = secretary.post(agenda, sent | two)
    assert (changed.status_code, "a été changé depuis" in changed.content.decode()) == (422, True)
    now = {"seen": changed.context["form"].fields["seen"].widget.mark}
    refused = secretary.post(agenda, two | now | {"point-0-minutes": "dix", "point-1-lead": "Aline"})
    page = refused.content.decode()
    assert (refused.status_code, 'value="dix"' in page, 'value="Aline"' in page) == (422, True, True)
    secretary.post(agenda, two | now | {"point-1-key": objective})
    assert [item.title for item in meeting.agenda.all()] == ["Compter", "Accueil"]
    page = secretary.get(of("meeting", meeting.slug)).content.decode()
    assert "objectif de l’année" in page


def test_a_secretary_records_what_a_meeting_decides(secretary: Client, past: Meeting):
    assert secretary.get(of("attendance", past.slug)).status_code == 200
    attend(secretary, past)
    add, told = of("add_in_meeting", past.slug), decision_form(past)
    assert secretary.get(add).status_code == 200
    refused = secretary.post(add, told | {"in_favour": "3", "due_on": "2020-01-01"})
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "3 voix comptées pour 2 voix présentes" in page
    assert "est avant la décision" in page
    unsaid = secretary.post(add, told | {"reservation-0-seat": ""}).content.decode()
    assert ("Choisissez qui fait cette réserve" in unsaid, unsaid.count("l’été compris")) == (True, 1)
    for evidence in ("S001", "fact:Z9"):
        assert secretary.post(add, told | {"evidence": evidence}).status_code == 422
    secretary.post(add, told)
    kept = Decision.objects.get()
    assert (kept.present, kept.meeting) == (2, past)
    today, seats = timezone.localdate().isoformat(), seat_keys()
    give = of("assign_task", past.slug)
    for task in ({"due_on": today}, {"due_on": "2020-01-01"}, {"what": ""}):
        secretary.post(give, {"what": "Écrire", "owner": seats["Bea"], **task})
    assert Task.objects.count() == 1
    shown = secretary.get(of("decision", kept.slug)).content.decode()
    assert "l’été compris" in shown


def test_minutes_are_begun_amended_by_who_was_there_and_archived(secretary: Client, past: Meeting, people: Cast):
    attend(secretary, past)
    secretary.post(of("add_in_meeting", past.slug), decision_form(past))
    start = of("start_minutes", past.slug)
    text = secretary.get(start).context["form"].initial["text"]
    assert "## Échanges" in text
    assert "On trie." in text
    secretary.post(start, {"text": text})
    assert secretary.post(start, {"text": text}).status_code == 422
    minutes = Minutes.objects.get()
    assert ["Présents", "Ada (Ici), Bea"] in minutes.heading
    secretary.logout()
    public = secretary.get(of("meeting", past.slug)).content.decode()
    assert "Le compte rendu n’est pas encore publié." in public
    files = {"reunion.pdf", "reunion.docx", "reunion.ics", "reunion.json"}
    assert set(archived(secretary, past)) == files
    secretary.force_login(people.contributor)  # a member who was there
    shown = secretary.get(reverse("minutes:minutes", kwargs={"slug": minutes.slug}))
    assert shown.context["rights"].may_amend
    held = archived(secretary, past)
    assert set(held) == files | {"compte-rendu.pdf", "compte-rendu.docx"}
    loads = json.loads(held["reunion.json"])
    assert (loads["attendance"][0]["attendance"], loads["decisions"][0]["vote"]["in_favour"]) == ("present", 2)


def archived(client: Client, meeting: Meeting) -> dict[str, bytes]:
    archive = zipfile.ZipFile(io.BytesIO(client.get(of("archive", meeting.slug)).content))
    return {name.rpartition("/")[2]: archive.read(name) for name in archive.namelist()}


def test_a_decision_is_followed_then_withdrawn(secretary: Client, past: Meeting, people: Cast):
    attend(secretary, past)
    secretary.post(of("add_in_meeting", past.slug), decision_form(past))
    task = {"what": "Écrire", "owner": seat_keys()["Bea"], "due_on": timezone.localdate().isoformat()}
    refused = secretary.post(of("assign_task", past.slug), task | {"due_on": "20255"})
    assert refused.status_code == 422
    assert f'value="{task["what"]}"' in refused.content.decode()
    secretary.post(of("assign_task", past.slug), task)
    done = reverse("working_group:done", kwargs={"key": Task.objects.get().pk})
    secretary.force_login(people.contributor)
    for _twice in range(2):
        secretary.post(done)
    assert Task.objects.get().done_on == timezone.localdate()
    secretary.force_login(people.coordinator)
    kept = Decision.objects.get()
    follow = of("follow_decision", kept.slug)
    assert secretary.post(follow, {"read_in": "action:rien"}).status_code == 422
    assert secretary.post(follow, {"due_on": "2020-01-01"}).status_code == 422
    secretary.post(follow, {"is_applied": "on", "is_public": "on"})
    kept.refresh_from_db()
    assert (kept.link, kept.owner) == ("at_once", None)
    for reason in ("", "Erreur", "Encore"):
        secretary.post(of("withdraw", kept.slug), {"reason": reason})
    kept.refresh_from_db()
    assert kept.withdrawn_for == "Erreur"
    assert secretary.post(follow, {"link": "none"}).status_code == 422
    assert secretary.get(of("record_pdf", past.slug)).content.startswith(b"%PDF")
    secretary.logout()
    assert "Erreur" in secretary.get(of("decision", kept.slug)).content.decode()
    assert "Écrire" not in secretary.get(of("meeting", past.slug)).content.decode()


def test_anybody_reads_what_the_group_publishes(client: Client, body: Body, people: Cast, past: Meeting):
    hidden = plan(body, past.day, is_public=False, title="Huis clos")
    for is_public in (True, False):
        draft = DecisionDraft(
            title="Limpide" if is_public else "Fermée",
            decided_on=past.day,
            text="Oui",
            present=2,
            due_on=past.day,
            owner=seat_of(body, "Bea").pk,
            is_public=is_public,
        )
        record_decision(by=None, body=body, draft=draft, today=past.day, meeting=past)
    shown = {name: client.get(of_network(name)).content.decode() for name in PUBLIC_PAGES}
    in_english = [f"/en{of_network(name)}" for name in PUBLIC_PAGES]
    assert {client.get(path).status_code for path in in_english} == {200}
    translation.activate("fr")
    assert "Limpide" in shown["decisions"]
    assert "Fermée" not in "".join(shown.values())
    assert "Huis clos" not in "".join(shown.values())
    closed = Decision.objects.get(title="Fermée")
    for path in (of("meeting", hidden.slug), of("decision", closed.slug), of("archive", hidden.slug)):
        assert client.get(path).status_code == 404
    for query, has_it in (
        ("annee=2020", False), ("etat=unknown", True), ("etat=late", False), ("q=limpi", True),
        ("instance=conference", True), ("annee=x&etat=y", True),
    ):  # fmt: skip
        assert ("Limpide" in client.get(f"{of_network('decisions')}?{query}").content.decode()) is has_it
    for name in ("record_pdf", "record_docx", "meeting_calendar"):
        assert client.get(of(name, past.slug)).status_code == 200
    assert "Ada" in client.get(of("body", "conference")).content.decode()
    assert people.officer.email not in client.get(of("body", "conference")).content.decode()
    client.force_login(people.reader)
    assert "Fermée" in client.get(of_network("decisions")).content.decode()
    assert "Huis clos" in client.get(of_network("calendar")).content.decode()
    Body.objects.update(is_public=False)
    assert client.get(of("body", "conference")).status_code == 200
    client.logout()
    assert client.get(of("body", "conference")).status_code == 404
    assert not re.search(r"\bAda\b", client.get(of("meeting", past.slug)).content.decode())


@pytest.mark.parametrize("is_public", [True, False])
def test_files_of_a_public_meeting_name_those_whom_its_page_names(
    secretary: Client, body: Body, past: Meeting, *, is_public: bool
):
    attend(secretary, past)
    draft = DecisionDraft(
        title="Limpide",
        decided_on=past.day,
        text="Oui",
        present=2,
        due_on=past.day,
        owner=seat_of(body, "Bea").pk,
        is_public=True,
    )
    decision = record_decision(by=None, body=body, draft=draft, today=past.day, meeting=past)
    Body.objects.filter(pk=body.pk).update(is_public=is_public)
    secretary.logout()
    files = archived(secretary, past)
    with zipfile.ZipFile(io.BytesIO(files["reunion.docx"])) as document:
        texts = [document.read("word/document.xml").decode(), words_of_pdf(files["reunion.pdf"])]
    texts += [secretary.get(of("meeting", past.slug)).content.decode(), files["reunion.json"].decode()]
    texts.append(secretary.get(of("decision", decision.slug)).content.decode())
    assert [bool(re.search("Bea|Cid|\bADEME", text)) for text in texts] == [is_public] * 5


def test_who_opens_the_pages_that_write(client: Client, body: Body, people: Cast, neighbour: Person, past: Meeting):
    pages = [
        of("change_body", "conference"), of("plan", "conference"), of("add_decision", "conference"),
        of("agenda", past.slug), of("attendance", past.slug), of("move", past.slug), of("start_minutes", past.slug),
        of("add_in_meeting", past.slug),
    ]  # fmt: skip
    for person, expected in (
        (people.coordinator, 200), (people.officer, 200), (people.contributor, 403), (people.reader, 403),
        (people.outsider, 403), (neighbour, 403),
    ):  # fmt: skip
        client.force_login(person)
        assert {client.get(path).status_code for path in pages} == {expected}
        runs = 200 if person == people.coordinator else 403
        assert client.get(of_network("add_body")).status_code == runs
        assert client.post(of_network("remind_owners")).status_code == (302 if runs == 200 else 403)
        reads = person in {people.coordinator, people.officer, people.contributor, people.reader}
        assert client.get(of_network("tasks")).status_code == (200 if reads else 403)


def test_the_coordinator_makes_and_changes_bodies_seats_and_objectives(client: Client, body: Body, people: Cast):
    client.force_login(people.coordinator)
    fields = {"name": "Groupe technique", "kind": "officers", "time_zone": "Mars"}
    assert client.post(of_network("add_body"), fields).status_code == 422
    client.post(of_network("add_body"), fields | {"time_zone": "Europe/Paris"})
    made = Body.objects.get(slug="essai-groupe-technique")
    assert client.post(of("change_body", made.slug), fields).status_code == 422
    client.post(of("change_body", made.slug), fields | {"time_zone": "Indian/Reunion", "is_public": "on"})
    made.refresh_from_db()
    assert (made.time_zone, made.is_public) == ("Indian/Reunion", True)
    give = of("assign_seat", made.slug)
    assert client.post(give, {"role": "member"}).status_code == 422
    client.post(give, {"role": "member", "name": "Eva", "has_vote": "on", "since": "2026-01-01"})
    seat = seat_of(made, "Eva")
    end = reverse("working_group:end_seat", kwargs={"key": seat.pk})
    for on in ("", "2025-01-01", "2026-06-01", "2026-07-01"):
        client.post(end, {"on": on})
    seat.refresh_from_db()
    assert seat.until == date(2026, 6, 1)
    assert client.post(reverse("working_group:end_seat", kwargs={"key": 0}), {}).status_code == 404
    assert "Eva" in client.get(of("body", made.slug)).content.decode()
    add = of_network("add_objective")
    assert client.post(add, {"year": "2026", "text": "Compter", "evidence": "x"}).status_code == 422
    client.post(add, {"year": "2026", "text": "Compter"})
    settle = reverse("working_group:settle_objective", kwargs={"key": Objective.objects.get().pk})
    client.post(settle, {"state": "reached", "reason": ""})
    assert Objective.objects.get().state == "open"
    client.post(settle, {"state": "reached", "reason": "Compté"})
    assert Objective.objects.get().state == "reached"
    assert "Compté" in client.get(of_network("objectives")).content.decode()
    for name in ("settle_objective", "done"):
        assert client.post(reverse(f"working_group:{name}", kwargs={"key": 0})).status_code == 404


def test_a_meeting_is_moved_invited_and_cancelled_from_its_page(
    client: Client, body: Body, people: Cast, settings: Any
):
    settings.AUTAN_SITE = "https://autan.example"
    meeting = plan(body, date(2100, 10, 20))
    client.force_login(people.officer)
    fields = {"title": "Séance", "day": "2100-11-10", "begins": "14:00", "ends": "16:00"}
    assert client.get(of("move", meeting.slug)).status_code == 200
    moved = client.post(of("move", meeting.slug), fields, follow=True).content.decode()
    assert "L’heure légale change" in moved.replace("&#x27;", "'")
    assert client.post(of("move", meeting.slug), fields | {"ends": ""}).status_code == 422
    assert client.post(of("plan", "conference"), fields | {"ends": ""}).status_code == 422
    for name in ("invite", "remind"):
        assert client.post(of(name, meeting.slug)).status_code == 302
    assert Participation.objects.filter(invited_on__isnull=False).count() == 3
    attend = {f"seat-{seat_of(body, 'Ada').pk}-attendance": "present"}
    assert client.post(of("attendance", meeting.slug), attend).status_code == 422
    assert "Envoyer les invitations" in client.get(of("meeting", meeting.slug)).content.decode()
    client.post(of("cancel", meeting.slug), {"reason": "Neige"})
    assert "Neige" in client.get(of("meeting", meeting.slug)).content.decode()


def test_the_group_is_on_the_desk_and_in_the_search(body: Body, people: Cast, client: Client):
    today = timezone.localdate()
    plan(body, today + timedelta(days=2), title="Bientôt")
    bea = seat_of(body, "Bea")
    assign_task(by=None, owner=bea, what="Écrire", due_on=today, given_on=today)
    draft = DecisionDraft(
        title="Trier", decided_on=today, text="Le tri du verre", present=2, due_on=today, is_public=True
    )
    decision = record_decision(by=None, body=body, draft=draft, today=today)
    titles = {item.title for line in registered(DeskLine) for item in line.build(people.contributor)}
    assert {"1 tâche du groupe de travail", "Bientôt"} <= titles
    titles = {item.title for line in registered(DeskLine) for item in line.build(people.coordinator)}
    assert "1 échéance sans responsable" in titles
    client.force_login(people.coordinator)
    assert "personne n’est nommé" in client.get(of_network("tasks")).content.decode()
    sections = [each for source in registered(NetworkSection) for each in source.build("essai", people.outsider)]
    (section,) = [section for section in sections if section.anchor == "groupe"]
    assert section.count == 1
    (search,) = [each for each in registered(SearchSource) if each.name == "decisions"]
    (hit,) = search.search("verre", people.outsider)
    assert hit.title.endswith("Trier")
    follow_up(by=None, decision=decision, following=FollowUp(due_on=today, is_public=False), today=today)
    assert search.search("verre", people.outsider) == []
    assert client.get(reverse("working_group:home")).status_code == 302


def test_a_home_without_network_says_so(client: Client, db: None):
    assert client.get(reverse("working_group:home")).status_code == 200


def test_the_command_line_tells_decisions_and_agenda(body: Body, network: Network):
    def run(*words: str) -> str:
        return CliRunner().invoke(app, list(words)).output

    assert "Aucune décision" in run("decisions", "essai")
    assert "Aucune réunion à venir" in run("agenda", "essai")
    draft = DecisionDraft(title="Trier", decided_on=date(2026, 5, 2), text="Oui", present=2, due_on=date(2026, 5, 3))
    record_decision(by=None, body=body, draft=draft, today=date(2026, 5, 2))
    (listed,) = json.loads(run("decisions", "essai", "--json"))
    assert (listed["number"], listed["progress"], listed["vote"]) == ("2026-01", "unknown", None)
    for year in ("2025", "-1", "999999999"):
        assert json.loads(run("decisions", "essai", "--year", year, "--json")) == []
    assert "avancement inconnu" in run("decisions", "essai")
    meeting = plan(body, timezone.localdate() + timedelta(days=1))
    (matter,) = json.loads(run("agenda", "essai", "--json"))
    assert (matter["on_agenda"], matter["kind"]) == (False, "late_decision")
    assert "à proposer" in run("agenda", "essai", "--meeting", meeting.slug)


def test_the_home_of_a_network_tells_of_its_group(client: Client, body: Body, objective: str, past: Meeting):
    home = reverse("site:network", kwargs={"slug": "essai"}) + "?ouvrir=groupe"
    assert "Compter" in client.get(home).content.decode()
    draft = DecisionDraft(title="Limpide", decided_on=past.day, text="Oui", present=2, is_public=True)
    record_decision(by=None, body=body, draft=draft, today=past.day)
    assert "Limpide" in client.get(home).content.decode()


def test_a_task_and_the_next_meeting_are_in_the_calendar_of_who_sits(client: Client, body: Body, people: Cast):
    today = timezone.localdate()
    plan(body, today + timedelta(days=9), title="Réunion de suivi")
    for name, what in (("Ada", "Relire la note"), ("Bea", "Appeler la Région")):
        due = today + timedelta(days=12)
        assign_task(by=people.coordinator, owner=seat_of(body, name), what=what, due_on=due, given_on=today)
    client.force_login(people.officer)
    page = client.get("/bureau/agenda/").content.decode()
    assert page.index("Réunion de suivi") < page.index("Relire la note")
    assert "Appeler la Région" not in page
