"""Messages of the group: invitations, reminders, cancellations; answers by a link that serves once."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from autan.cooperation.working_group.actions.answers import answer_invitation, answer_meeting, answer_reminder
from autan.cooperation.working_group.actions.decisions import assign_task, record_decision
from autan.cooperation.working_group.actions.meetings import move_meeting
from autan.cooperation.working_group.actions.messages import remind_owners
from autan.cooperation.working_group.actions.workflow import MEETING
from autan.cooperation.working_group.core.decisions import DecisionDraft
from autan.cooperation.working_group.core.mail_answers import MeetingAnswer
from autan.cooperation.working_group.models import Body, MailLink, Meeting, Participation, Seat, Task
from autan.cooperation.working_group.queries.bodies import find_link, sign_link
from autan.ground.errors import DomainError, NotAllowedError, RuleError, UnknownError
from autan.ground.extension_points import DataSubject, PersonalData
from autan.ground.registry import registered
from autan.people.individuals.actions import individual_named
from autan.people.journal.models import Remark
from autan.people.mail.models import OutgoingMessage
from autan.people.workflows.actions import take
from tests.cast import Cast
from tests.cooperation.working_group.conftest import plan, seat_of
from tests.cooperation.working_group.test_meetings import given
from tests.mailing import posted

SITE = "https://autan.example"


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def coming(body: Body, today: date) -> Meeting:
    return plan(body, today + timedelta(days=20))


def links_in(message: object) -> list[str]:
    return re.findall(r"https://autan\.example(/groupe/repondre/\S+)", str(message.body))  # type: ignore[attr-defined]


def test_those_who_sit_are_invited_once_for_each_version(coming: Meeting, people: Cast, today: date):
    sent = take(MEETING, "invite_to_meeting", coming, by=people.officer, at=today, site=SITE).result
    assert [seat.name for seat in sent] == ["Ada", "Bea", "Cid"]  # Zoé left, the fourth seat has no address
    assert take(MEETING, "invite_to_meeting", coming, by=None, at=today, site=SITE).result == []
    messages = posted()
    assert {message.to[0] for message in messages} == {people.officer.email, people.contributor.email, "cid@exemple.fr"}
    assert all(len(links_in(message)) == 1 for message in messages)
    assert "14:00 à 16:00" in messages[0].body
    move_meeting(by=None, meeting=coming, meeting_input=given(coming.day + timedelta(days=1)))
    assert len(take(MEETING, "invite_to_meeting", coming, by=None, at=today, site=SITE).result) == 3
    assert "a changé" in posted()[-1].body
    with pytest.raises(NotAllowedError):
        take(MEETING, "invite_to_meeting", coming, by=people.contributor, at=today, site=SITE)
    with pytest.raises(RuleError, match="passée"):
        take(MEETING, "invite_to_meeting", coming, by=None, at=coming.day + timedelta(days=1), site=SITE)


def test_an_invitation_is_answered_from_the_mail_without_an_account(client: Client, coming: Meeting, today: date):
    take(MEETING, "invite_to_meeting", coming, by=None, at=today, site=SITE)
    (path,) = links_in(next(message for message in posted() if message.to == ["cid@exemple.fr"]))
    for _read in range(2):  # reading uses nothing up
        assert "Vous répondez pour Cid" in client.get(path).content.decode()
    assert client.post(path, {"answer": ""}).status_code == 422
    done = client.post(path, {"answer": "represented", "represented_by": "Ada"})
    assert "Réponse enregistrée pour Cid" in done.content.decode()
    participation = Participation.objects.get(meeting=coming, seat__name="Cid")
    assert (participation.answer, participation.represented_by) == ("represented", "Ada")
    again = client.post(path, {"answer": "excused"})
    assert again.status_code == 410
    assert "a déjà servi" in again.content.decode()
    participation.refresh_from_db()
    assert participation.answer == "represented"
    silent = take(MEETING, "remind_of_meeting", coming, by=None, at=today, site=SITE).result
    assert [seat.name for seat in silent] == ["Ada", "Bea"]
    assert take(MEETING, "remind_of_meeting", coming, by=None, at=today, site=SITE).result == []
    assert "Nous n’avons pas votre réponse" in posted()[-1].body


def test_who_has_an_account_answers_on_the_page(client: Client, coming: Meeting, people: Cast):
    path = reverse("working_group:answer_here", kwargs={"slug": coming.slug})
    client.force_login(people.reader)
    assert client.post(path, {"answer": "comes"}).status_code == 403
    client.force_login(people.contributor)
    page = reverse("working_group:meeting", kwargs={"slug": coming.slug})
    assert "Votre réponse" in client.get(page).content.decode()
    for answer in ("", "excused", "comes"):
        client.post(path, {"answer": answer})
    assert [participation.answer for participation in Participation.objects.all()] == ["comes"]
    with pytest.raises(NotAllowedError, match="son propre siège"):
        answer_meeting(
            by=people.contributor,
            meeting=coming,
            seat=seat_of(coming.body, "Cid"),
            answer=MeetingAnswer.COMES,
            represented_by="",
            now=timezone.now(),
        )
    take(MEETING, "cancel_meeting", coming, by=None, at=today, reason="")
    assert "annulée" in client.post(path, {"answer": "comes"}, follow=True).content.decode()


def test_a_link_expires_is_signed_and_answers_one_thing(client: Client, coming: Meeting, body: Body, today: date):
    take(MEETING, "invite_to_meeting", coming, by=None, at=today, site=SITE)
    link = MailLink.objects.select_related("seat", "participation__meeting").filter(seat__name="Bea").get()
    now = timezone.now()
    with pytest.raises(RuleError, match="ne répond pas à un rappel"):
        answer_reminder(link=link, text="x", is_done=False, now=now)
    MailLink.objects.update(sent_at=now - timedelta(days=14))
    page = client.get(reverse("working_group:answer", kwargs={"token": sign_link(link)}))
    assert page.status_code == 410
    with pytest.raises(RuleError, match="a expiré"):
        answer_invitation(link=link, answer=MeetingAnswer.COMES, represented_by="", now=now)
    for token in ("rien", sign_link(link)[:-3] + "abc", sign_link(MailLink(pk=0))):
        with pytest.raises(UnknownError, match="ce lien n’est"):
            find_link(token)
        assert client.get(reverse("working_group:answer", kwargs={"token": token})).status_code == 404


def test_a_cancelled_meeting_is_announced_and_answered_no_more(client: Client, coming: Meeting, today: date):
    take(MEETING, "invite_to_meeting", coming, by=None, at=today, site=SITE)
    path = links_in(posted()[0])[0]
    assert take(MEETING, "cancel_meeting", coming, by=None, at=today, reason="canicule", site=SITE).result == 3
    with pytest.raises(RuleError, match="annulée"):
        take(MEETING, "cancel_meeting", coming, by=None, at=today, reason="canicule", site=SITE)
    messages = [message for message in posted() if message.subject.startswith("Annulée")]
    assert len(messages) == 3
    assert "canicule" in messages[0].body
    refused = client.post(path, {"answer": "comes"})
    assert "annulée" in refused.content.decode()
    assert MailLink.objects.filter(used_at__isnull=False).count() == 0  # what is refused uses nothing up


def test_owners_are_reminded_once_a_week_and_not_once_they_left(body: Body, people: Cast, today: date):
    yesterday = today - timedelta(days=1)
    bea, zoe = seat_of(body, "Bea"), seat_of(body, "Zoé")
    soon = today + timedelta(days=7)
    assign_task(by=None, owner=bea, what="Écrire", due_on=soon, given_on=yesterday)
    Task.objects.create(network=body.network, owner=zoe, what="Chiffrer", due_on=yesterday)
    for owner in (bea.pk, None):
        draft = DecisionDraft(title="Trier", decided_on=yesterday, text="Oui", present=2, due_on=today, owner=owner)
        record_decision(by=None, body=body, draft=draft, today=today)
    with pytest.raises(NotAllowedError):
        remind_owners(by=people.officer, network=body.network, site=SITE, on=today)
    told = remind_owners(by=people.coordinator, network=body.network, site=SITE, on=today)
    assert [(each.what, each.is_reminded, each.has_left) for each in told] == [
        ("Chiffrer", False, True),
        (f"{yesterday.year}-01\u00a0: Trier", True, False),
        (f"{yesterday.year}-02\u00a0: Trier", False, False),
        ("Écrire", True, False),
    ]
    assert not any(
        remind_owner.is_reminded
        for remind_owner in remind_owners(by=None, network=body.network, site=SITE, on=soon - timedelta(days=1))
    )
    assert (
        sum(
            remind_owner.is_reminded
            for remind_owner in remind_owners(by=None, network=body.network, site=SITE, on=soon)
        )
        == 2
    )


def test_a_reminder_is_answered_from_the_mail(client: Client, body: Body, today: date):
    bea = seat_of(body, "Bea")
    task = assign_task(by=None, owner=bea, what="Écrire", due_on=today, given_on=today)
    draft = DecisionDraft(title="Trier", decided_on=today, text="Oui", present=2, due_on=today, owner=bea.pk)
    decision = record_decision(by=None, body=body, draft=draft, today=today)
    remind_owners(by=None, network=body.network, site=SITE, on=today)
    of_task, of_decision = (
        next(links_in(message)[0] for message in posted() if words in message.subject) for words in ("Écrire", "Trier")
    )
    assert "C’est fait" in client.get(of_task).content.decode()
    assert client.post(of_task, {"text": "", "is_done": ""}).status_code == 422  # nothing was said
    assert client.post(of_task, {"is_done": "on"}).status_code == 200
    task.refresh_from_db()
    assert task.done_on == today
    assert "C’est fait" not in client.get(of_decision).content.decode()  # the progress of a decision is read
    client.post(of_decision, {"text": "La fiche arrive lundi."})
    remark = Remark.objects.get()
    assert (remark.text, remark.by_name, remark.object_id) == ("La fiche arrive lundi.", "Bea", decision.slug)
    link = MailLink.objects.filter(decision=decision).get()
    MailLink.objects.update(used_at=None)
    with pytest.raises(RuleError, match="ne répond pas à une invitation"):
        answer_invitation(link=link, answer=MeetingAnswer.COMES, represented_by="", now=timezone.now())


def test_a_link_that_would_lead_nowhere_sends_nothing(coming: Meeting, people: Cast, client: Client):
    client.force_login(people.officer)
    page = client.post(reverse("working_group:invite", kwargs={"slug": coming.slug}), follow=True)
    assert "ne mène nulle part depuis une autre machine" in page.content.decode()
    assert not OutgoingMessage.objects.filter(kind="group.invitation").exists()
    assert not Participation.objects.exists()


def test_what_is_held_of_somebody_is_exported_and_erased(body: Body, meeting: Meeting, people: Cast):
    (held,) = [each for each in registered(PersonalData) if each.code == "working_group"]
    Participation.objects.create(
        meeting=meeting, seat=seat_of(body, "Ada"), answer="represented", representative=individual_named("Bea")
    )
    bea = DataSubject(email=people.contributor.email, person=people.contributor.pk)
    assert [each["name"] for each in held.export(bea)] == ["Bea"]
    ada = DataSubject(email=people.officer.email, person=None)
    assert [each.get("meeting") for each in held.export(ada)] == [None, meeting.slug]
    assert held.export(DataSubject(email="")) == []
    assert held.erase is not None
    assert held.erase(bea) == 2
    assert not Seat.objects.filter(name="Bea").exists()
    assert Participation.objects.get().represented_by == "Personne effacée"


def test_nothing_is_said_of_nothing(body: Body, today: date):
    bea = seat_of(body, "Bea")
    task = assign_task(by=None, owner=bea, what="Écrire", due_on=today, given_on=today)
    link = MailLink.objects.create(seat=bea, task=task)
    with pytest.raises(DomainError):
        answer_reminder(link=link, text=" ", is_done=False, now=timezone.now())
    link.refresh_from_db()
    assert link.used_at is None
