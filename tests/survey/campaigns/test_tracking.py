"""The tracking page: for the coordination alone, it says who has not answered what, and acts."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from autan.people.journal.models import JournalEntry
from autan.people.workflows.actions import take
from autan.survey.answering.actions.territory_lead import validate_section
from autan.survey.campaigns.actions.invitations import invite
from autan.survey.campaigns.actions.workflow import CAMPAIGN
from autan.survey.campaigns.core.campaigns import EmailStatus
from autan.survey.campaigns.forms import contact_formset
from autan.survey.campaigns.models import Campaign, Invitation
from autan.survey.campaigns.queries.campaigns import view_campaign
from autan.survey.campaigns.queries.tracking import reached_sirens, track_campaign, unfinished_members
from autan.survey.campaigns.views import tracking
from autan.survey.questionnaires.core.kinds import AnswerState
from tests.cast import Cast
from tests.mailing import posted
from tests.survey.campaigns.answering import access, record_answer

OWN, OTHER = "100000001", "100000002"


@pytest.fixture
def opened(collected: Campaign) -> Campaign:
    """The campaign, open today and for a month."""
    collected.closed_on = timezone.localdate() + timedelta(days=30)
    collected.save()
    return collected


def page(name: str, campaign: Campaign, **more: object) -> str:
    return reverse(f"surveys:{name}", kwargs={"slug": campaign.slug, **more})


def signed_in(client: Client, person: object) -> Client:
    client.force_login(person)
    return client


@pytest.mark.parametrize("name", ["tracking", "reminders"])
@pytest.mark.parametrize(
    ("who", "status"),
    [("coordinator", 200), ("officer", 403), ("contributor", 403), ("reader", 403), ("outsider", 403)],
)
def test_the_page_is_for_the_coordination(
    client: Client, opened: Campaign, people: Cast, name: str, who: str, status: int
) -> None:
    assert signed_in(client, getattr(people, who)).get(page(name, opened)).status_code == status


def test_a_stranger_is_asked_to_sign_in(client: Client, opened: Campaign) -> None:
    answer = client.get(page("tracking", opened))
    assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (302, reverse("account_login"))


def test_it_names_what_is_missing(client: Client, opened: Campaign, people: Cast) -> None:
    record_answer(by=people.officer, campaign=opened, siren=OWN, question="q2", value=3, on=date(2013, 5, 2))
    shown = signed_in(client, people.coordinator).get(page("tracking", opened)).content.decode()
    part = shown.partition(f'id="m-{OWN}"')[2].partition("</section>")[0]
    assert "2 questions restent à régler" in part
    assert "Avez-vous un plan" in part
    assert "Combien d" not in part
    assert f"/repondre/{OWN}/" in part


def test_where_each_stands_costs_the_same_for_any_number_of_members(
    opened: Campaign, django_assert_num_queries
) -> None:
    view = view_campaign(opened.slug)
    for siren in view.sirens:
        expires_at = timezone.now() + timedelta(days=9)
        invite(by=None, campaign=opened, siren=siren, name="Camille", email="a@exemple.fr", expires_at=expires_at)
    with django_assert_num_queries(5):
        members = track_campaign(view, now=timezone.now(), today=timezone.localdate())
    assert [member.invitees[0].invitation.territory_id for member in members] == list(view.sirens)


def test_an_invitation_shows_the_link_once_and_sends_it(client: Client, opened: Campaign, people: Cast) -> None:
    fields = {"siren": OWN, "name": "Camille Essai", "email": "camille@exemple.fr"}
    shown = signed_in(client, people.coordinator).post(page("invite_lead", opened), fields).content.decode()
    link = next(line for line in posted()[0].body.splitlines() if "/enquetes/lien/" in line)
    assert link in shown
    assert link not in client.get(page("tracking", opened)).content.decode()


def test_a_faulty_invitation_says_why_beside_the_field(client: Client, opened: Campaign, people: Cast) -> None:
    fields = {"siren": "999999999", "name": "", "email": "pas une adresse"}
    answer = signed_in(client, people.coordinator).post(page("invite_lead", opened), fields)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"siren", "name", "email"}
    assert not Invitation.objects.exists()


def test_reminders_are_weighed_before_they_are_sent(client: Client, opened: Campaign, people: Cast) -> None:
    expires_at = timezone.now() + timedelta(days=9)
    kept = invite(by=None, campaign=opened, siren=OWN, name="Camille", email="a@exemple.fr", expires_at=expires_at)
    signed_in(client, people.coordinator)
    shown = client.get(page("reminders", opened)).content.decode()
    assert "à relancer" in shown
    assert "Bonjour Camille," in shown  # the letter is read before it leaves, without its secret
    assert kept.token not in shown
    assert mail.outbox == []
    ticked = {"invitation": str(kept.pk)}
    client.post(page("reminders", opened), ticked)
    client.post(page("reminders", opened), ticked)
    assert [message.to for message in posted()] == [["a@exemple.fr"]]
    again = client.get(page("reminders", opened)).content.decode()
    assert "relance possible le" in again
    assert "Personne n’est à relancer aujourd’hui." in again


def test_only_those_who_are_ticked_are_reminded(client: Client, opened: Campaign, people: Cast) -> None:
    expires_at = timezone.now() + timedelta(days=9)
    links = [
        invite(
            by=None, campaign=opened, siren=siren, name="Camille", email=f"{siren}@exemple.fr", expires_at=expires_at
        )
        for siren in (OWN, OTHER)
    ]
    signed_in(client, people.coordinator)
    text = client.post(page("reminders", opened), {"invitation": "x"}, follow=True).content.decode()
    assert "aucun rappel n’est parti" in text
    client.post(page("reminders", opened), {"invitation": str(links[1].pk)})
    assert [message.to for message in posted()] == [[f"{OTHER}@exemple.fr"]]


def test_members_that_no_link_reaches_are_named(client: Client, opened: Campaign, people: Cast) -> None:
    expires_at = timezone.now() + timedelta(days=9)
    invite(by=None, campaign=opened, siren=OWN, name="Camille", email="", expires_at=expires_at)
    signed_in(client, people.coordinator)
    for name in ("tracking", "reminders"):
        shown = client.get(page(name, opened)).content.decode()
        assert f"inviter={OTHER}#invite" in shown
        assert f"inviter={OWN}#invite" not in shown
    text = client.get(page("tracking", opened) + f"?inviter={OTHER}").content.decode()
    assert f'<option value="{OTHER}" selected>' in text


def test_a_campaign_that_is_over_says_so_and_sends_nothing(client: Client, opened: Campaign, people: Cast) -> None:
    opened.closed_on = timezone.localdate() - timedelta(days=1)
    opened.save()
    expires_at = timezone.now() + timedelta(days=9)
    invite(by=None, campaign=opened, siren=OWN, name="Camille", email="a@exemple.fr", expires_at=expires_at)
    signed_in(client, people.coordinator)
    tracking = client.get(page("tracking", opened)).content.decode()
    assert "Cette campagne est close depuis le" in tracking
    assert "Rouvrir la campagne" in tracking
    assert "Préparer un rappel" not in tracking
    assert "Avez-vous un plan" in tracking
    assert not re.search(r"/repondre/\d{9}/(?!publication)", tracking)
    assert 'type="checkbox"' not in client.get(page("reminders", opened)).content.decode()


def test_the_last_day_of_an_open_campaign_is_moved(client: Client, opened: Campaign, people: Cast) -> None:
    signed_in(client, people.coordinator)
    assert "Changer le dernier jour" in client.get(page("tracking", opened)).content.decode()
    until = timezone.localdate() + timedelta(days=90)
    client.post(page("life", opened), {"act": "reopen", "closed_on": until.isoformat()})
    opened.refresh_from_db()
    assert opened.closed_on == until


@pytest.mark.parametrize(
    ("days_left", "is_closed", "words"),
    [
        (30, False, "Dernier jour changé"),
        (0, False, "Dernier jour changé"),
        (None, False, "Dernier jour changé"),
        (-1, False, "Campagne rouverte"),
        (30, True, "Campagne rouverte"),
    ],
)
def test_the_journal_says_whether_a_campaign_was_over_when_its_last_day_moves(
    opened: Campaign, days_left: int | None, *, is_closed: bool, words: str
) -> None:
    today = timezone.localdate()
    opened.closed_on = None if days_left is None else today + timedelta(days=days_left)
    opened.closed_at = timezone.now() if is_closed else None
    opened.save()
    take(CAMPAIGN, "reopen_campaign", opened, by=None, at=timezone.now(), closed_on=today + timedelta(days=60))
    assert JournalEntry.objects.first().summary == f"{words}\u00a0: Recueil"


@pytest.mark.parametrize(("backend", "stays"), [("filebased", True), ("console", True), ("smtp", False)])
def test_the_page_says_when_messages_go_nowhere(
    client: Client, opened: Campaign, people: Cast, *, backend: str, stays: bool
) -> None:
    mailers = {"default": {"BACKEND": f"django.core.mail.backends.{backend}.EmailBackend"}}
    with override_settings(MAILERS=mailers):
        shown = signed_in(client, people.coordinator).get(page("tracking", opened)).content.decode()
    assert ("rien ne part" in shown) is stays


def test_a_closing_falls_on_the_day_of_the_local_clock(opened: Campaign) -> None:
    opened.closed_at = datetime(2026, 5, 3, 22, 30, tzinfo=UTC)  # half past midnight in Paris
    refusal = opened.opening.refusal(date(2026, 6, 1))
    assert refusal is not None
    assert refusal.fr == "cette campagne est close depuis le 4\u00a0mai\u00a02026"


def test_the_life_of_a_campaign_is_run_by_buttons(client: Client, opened: Campaign, people: Cast) -> None:
    signed_in(client, people.coordinator)
    client.post(page("life", opened), {"act": "show"})
    client.post(page("life", opened), {"act": "delay", "days": "12"})
    client.post(page("life", opened), {"act": "close"})
    opened.refresh_from_db()
    assert (opened.results_are_public, opened.reminder_delay_days, opened.closed_at is None) == (True, 12, False)
    until = timezone.localdate() + timedelta(days=3)
    client.post(page("life", opened), {"act": "reopen", "closed_on": until.isoformat()})
    opened.refresh_from_db()
    assert (opened.closed_at, opened.closed_on) == (None, until)


@pytest.mark.parametrize(
    "asked",
    [{"act": "burn"}, {"act": "delay", "days": "0"}, {"act": "delay"}, {"act": "reopen", "closed_on": "2013-05-02"}],
)
def test_an_act_that_makes_no_sense_changes_nothing(
    client: Client, opened: Campaign, people: Cast, asked: dict[str, str]
) -> None:
    before = Campaign.objects.filter(pk=opened.pk).values().get()
    answer = signed_in(client, people.coordinator).post(page("life", opened), asked, follow=True)
    assert Campaign.objects.filter(pk=opened.pk).values().get() == before
    assert answer.context["messages"]


def test_a_link_is_revoked_and_an_address_noted(client: Client, opened: Campaign, people: Cast) -> None:
    expires_at = timezone.now() + timedelta(days=9)
    kept = invite(by=None, campaign=opened, siren=OWN, name="Camille", email="a@exemple.fr", expires_at=expires_at)
    signed_in(client, people.coordinator)
    client.post(page("note_address", opened), {"invitation": str(kept.pk), "status": "bounced"})
    client.post(page("revoke", opened, invitation=kept.pk))
    kept.refresh_from_db()
    assert (kept.email_status, kept.revoked_at is None) == (EmailStatus.BOUNCED, False)
    assert client.post(page("revoke", opened, invitation=kept.pk + 1)).status_code == 404


def test_the_holder_of_a_link_stops_the_messages_without_signing_in(client: Client, opened: Campaign) -> None:
    expires_at = timezone.now() + timedelta(days=9)
    kept = invite(by=None, campaign=opened, siren=OWN, name="C", email="a@exemple.fr", expires_at=expires_at)
    address = reverse("answering:opt_out", kwargs={"token": kept.opt_out_token})
    client = Client(enforce_csrf_checks=True)
    assert client.get(address).status_code == 200
    kept.refresh_from_db()
    assert kept.email_status == EmailStatus.OK
    client.post(address, {"List-Unsubscribe": "One-Click"})  # what a mail program sends, without a page before
    kept.refresh_from_db()
    assert kept.email_status == EmailStatus.OPTED_OUT
    assert client.get(reverse("answering:opt_out", kwargs={"token": "inconnu"})).status_code == 404


@pytest.mark.parametrize(
    ("is_invented", "words", "has_button"),
    [(False, "réservés au réseau", True), (True, "ouverts à tous", False)],
)
def test_the_results_of_an_invented_network_cannot_be_kept_from_readers(
    client: Client, opened: Campaign, people: Cast, *, is_invented: bool, words: str, has_button: bool
) -> None:
    opened.results_are_public = False
    opened.save()
    opened.network.is_invented = is_invented
    opened.network.save()
    shown = signed_in(client, people.coordinator).get(page("tracking", opened)).content.decode()
    assert f"Ses résultats sont {words}." in shown
    assert ('name="act" value="show"' in shown) is has_button


def test_who_is_late_is_found_without_going_through_every_answer(opened: Campaign) -> None:
    """The same members as those whose progress, read one by one, leaves something to settle."""
    view = view_campaign(opened.slug)
    for question in view.questionnaire.questions:
        record_answer(campaign=opened, siren=OWN, question=question.code, state=AnswerState.REFUSED)
    record_answer(campaign=opened, siren=OTHER, question="q1", state=AnswerState.SKIPPED)
    members = track_campaign(view, now=timezone.now(), today=timezone.localdate())
    late = [member.siren for member in members if not member.is_finished]
    assert [member.siren for member in unfinished_members(view)] == late == [OTHER, "100000003"]
    assert reached_sirens(view) == set()


def test_members_are_tracked_page_by_page(
    opened: Campaign, people: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tracking, "MEMBERS", replace(tracking.MEMBERS, size=2))
    signed_in(client, people.coordinator)
    for name in ("tracking", "reminders"):
        first, second = (client.get(page(name, opened), {"page": number}).content.decode() for number in (1, 2))
        assert "Page 1 sur 2" in first
        assert ("Autan-Sud" in first, "Autan-Mer</th>" in second or "Autan-Mer</a></th>" in second) == (True, True)


def test_the_page_of_a_campaign_leads_to_its_tracking(client: Client, opened: Campaign, people: Cast) -> None:
    link = f'href="{page("tracking", opened)}"'
    assert link in signed_in(client, people.coordinator).get(page("campaign", opened)).content.decode()
    assert link not in signed_in(client, people.officer).get(page("campaign", opened)).content.decode()


@pytest.mark.parametrize("sections", [[""], ["first"]])
def test_a_member_that_validated_has_finished(
    client: Client, opened: Campaign, people: Cast, sections: list[str]
) -> None:
    expires_at = timezone.now() + timedelta(days=9)
    for siren, name in ((OWN, "Camille"), (OTHER, "Dominique")):
        invite(by=None, campaign=opened, siren=siren, name=name, email=f"{siren}@exemple.fr", expires_at=expires_at)
    record_answer(campaign=opened, siren=OWN, question="q1", value={"choice": "yes"})
    for section in sections:
        validate_section(access=access(opened), section=section)
    tracking = signed_in(client, people.coordinator).get(page("tracking", opened)).content.decode()
    assert "2 collectivités sur 3 n’ont pas terminé" in tracking
    assert f'id="m-{OWN}"' in tracking.partition("complete-members")[2], "she is among those that have finished"
    assert "laissées sans réponse" in tracking or "laissée sans réponse" in tracking
    reminders = client.get(page("reminders", opened)).content.decode()
    assert reminders.count("<strong>à relancer</strong>") == 1
    assert "a validé ses réponses" in reminders
    assert "2 collectivités sur 3 n’ont pas terminé" in client.get("/bureau/").content.decode()


def test_a_campaign_without_answers_is_erased_once_told_what_goes_with_it(
    client: Client, opened: Campaign, people: Cast
) -> None:
    erase = page("erase", opened)
    client.force_login(people.officer)
    assert client.post(erase, {"confirm": "1"}).status_code == 403
    client.force_login(people.coordinator)
    assert "Effacer cette campagne" in client.get(page("tracking", opened)).content.decode()
    assert re.search(r"\d+ liens? personnels?", client.post(erase).content.decode())
    record_answer(campaign=opened, siren=OWN, question="q1", value={"choice": "no", "text": "Faute de temps"})
    assert "elle ne s’efface pas" in client.post(erase, {"confirm": "1"}, follow=True).content.decode()
    opened.answers.all().delete()
    assert client.post(erase, {"confirm": "1"})["Location"] == reverse("surveys:campaigns")
    assert not Campaign.objects.filter(pk=opened.pk).exists()


def test_a_trial_campaign_is_archived_with_its_answers_and_restored(
    client: Client, opened: Campaign, people: Cast
) -> None:
    record_answer(campaign=opened, siren=OWN, question="q1", value={"choice": "no", "text": "Faute de temps"})
    erase, results = page("erase", opened), reverse("results:section", args=[opened.slug, "first"])
    client.force_login(people.officer)
    assert client.post(erase, {"act": "archive", "confirm": "1"}).status_code == 403
    assert client.get(results).status_code == 200
    client.force_login(people.coordinator)
    assert "1 réponse de 1 collectivité" in client.post(erase, {"act": "archive"}).content.decode()
    done = client.post(erase, {"act": "archive", "confirm": "1"}, follow=True).content.decode()
    assert "Rétablir cette campagne" in done
    home = reverse("surveys:campaigns")
    assert "Campagnes archivées" in client.get(home).content.decode()
    assert "archivée" in client.post(page("life", opened), {"act": "reopen"}, follow=True).content.decode()
    assert client.get(results).status_code == 200, "the coordination still reads what was answered"
    for person in (people.officer, None):
        client.force_login(person) if person else client.logout()
        assert opened.title_fr not in client.get(home, follow=True).content.decode()
        assert client.get(results).status_code == 403
        assert "Faute de temps" not in client.get(reverse("site:territory", args=[OWN])).content.decode()
    client.force_login(people.coordinator)
    client.post(erase, {"act": "restore"})
    client.force_login(people.officer)
    assert (client.get(results).status_code, opened.answers.count()) == (200, 1)


@pytest.mark.parametrize(
    ("email", "message"),
    [("", "Donnez le nom d’une personne au moins."), ("bea@exemple.fr", "Donnez le nom de la personne.")],
)
def test_who_has_no_name_is_not_left_out_without_a_word(email: str, message: str) -> None:
    counts = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1"}
    lines = contact_formset({"1": "Un"}, {}, {**counts, "form-0-siren": "1", "form-0-name": " ", "form-0-email": email})
    assert not lines.is_valid()
    assert message in str(lines.non_form_errors()) + str(lines[0].errors)


def test_every_member_without_a_link_is_invited_at_once_from_who_is_known(opened: Campaign, people: Cast) -> None:
    client = Client()
    client.force_login(people.coordinator)
    address = reverse("surveys:invite_all", kwargs={"slug": opened.slug})
    assert address in client.get(reverse("surveys:tracking", kwargs={"slug": opened.slug})).content.decode()
    form = client.get(address).content.decode()
    assert f'value="{people.officer.email}"' in form
    rows = [("100000001", people.officer.name, people.officer.email), ("100000002", "Bea", "bea@exemple.fr")]
    sent = {"form-TOTAL_FORMS": "3", "form-INITIAL_FORMS": "3", "form-2-siren": "100000003", "form-2-name": ""}
    for rank, (siren, name, email) in enumerate(rows):
        sent |= {f"form-{rank}-siren": siren, f"form-{rank}-name": name, f"form-{rank}-email": email}
    wrong = client.post(address, sent | {"form-1-email": "rien"})
    assert (wrong.status_code, Invitation.objects.count()) == (422, 0)
    shown = client.post(address, sent).content.decode()
    assert shown.count('data-copy="link-') == shown.count('class="qr-code"') == 2
    links = re.findall(r'readonly value="([^"]+)"', shown)
    assert len(set(links)) == 2
    assert {message.to[0] for message in posted()} == {people.officer.email, "bea@exemple.fr"}
    assert Client().get(links[0]).status_code in {200, 302}
    again = client.post(address, sent)
    assert (again.status_code, Invitation.objects.count()) == (422, 2)
    tracking = client.get(reverse("surveys:tracking", kwargs={"slug": opened.slug})).content.decode()
    assert "Collectivités invitées par un lien\u00a0: 2. Ont ouvert leur lien\u00a0: " in tracking


def test_whom_a_survey_waits_for_is_told_to_the_coordination_alone(
    client: Client, opened: Campaign, people: Cast
) -> None:
    network, waited = opened.network.slug, "fin des réponses"
    year = signed_in(client, people.coordinator).get(reverse("territories:coordination", args=[network]))
    assert waited in year.content.decode()
    opened.closed_on = None
    opened.save()
    addresses = [reverse("territories:coordination", args=[network]), reverse("site:network", args=[network])]
    assert all("Réponses attendues" in client.get(address).content.decode() for address in addresses)
    client.logout()
    assert "Réponses attendues" not in client.get(addresses[1]).content.decode()
