"""One open link a campaign: anybody answers in seconds for a territory, and nothing counts before it confirms it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from autan.people.journal.models import JournalEntry
from autan.people.workflows.actions import take
from autan.survey.campaigns.actions.campaigns import give_open_link
from autan.survey.campaigns.actions.invitations import purge_links
from autan.survey.campaigns.actions.workflow import CAMPAIGN
from autan.survey.campaigns.core.campaigns import InvitationRole
from autan.survey.campaigns.models import Answer, Campaign, OpenLink, OpenReply
from autan.survey.questionnaires.models import QuestionnaireVersion
from tests.cast import Cast
from tests.survey.campaigns.answering import OTHER, OWN, address, link, link_of, record_answer, token_of

THANKS = "Un résumé sera lu au comité de juin."


@pytest.fixture
def opened(running: Campaign) -> OpenLink:
    return give_open_link(by=None, campaign=running, thanks=THANKS)


def at(opened: OpenLink) -> str:
    return f"/enquetes/ouvert/{opened.token}/"


def reply(siren: str = OWN, **more: Any) -> dict[str, Any]:
    return {
        "siren": siren,
        **{f"{code}.revision": "0" for code in ("q1", "q2", "q3")},
        "q1.choice": "yes",
        "q2.value": "12",
        **{name.replace("__", "."): value for name, value in more.items()},
    }


def send(client: Client, opened: OpenLink, **more: Any) -> str:
    """Send a reply and return the address of its receipt."""
    response = client.post(at(opened), reply(**more))
    assert response.status_code == 302, response.content.decode()
    return str(response.headers["Location"])


def test_the_form_is_one_page_without_an_account(client: Client, opened: OpenLink) -> None:
    page = client.get(f"{at(opened)}?pour={OTHER}").content.decode()
    assert "Sans compte ni nom" in page
    assert f'<option value="{OTHER}" selected>' in page
    assert "Je ne peux pas répondre" not in page
    assert 'name="q1.choice"' in page
    assert 'name="q2.value"' in page


def test_what_is_sent_is_thanked_and_counts_nowhere(client: Client, opened: OpenLink) -> None:
    receipt = send(client, opened)
    page = client.get(receipt).content.decode()
    assert THANKS in page
    assert "Elle comptera quand" in page
    assert not Answer.objects.exists()
    assert OpenReply.objects.get().values == {"q1": {"choice": "yes", "text": ""}, "q2": 12}
    assert "lien ouvert, à confirmer" in JournalEntry.objects.latest("pk").summary


def texts_of(reader: Client, *addresses: str) -> list[str]:
    responses = [reader.get(address) for address in addresses]
    assert {response.status_code for response in responses} == {200}
    return [response.getvalue().decode("utf-8-sig") for response in responses]


def test_it_is_read_and_counted_nowhere_before_it_is_confirmed(
    running: Campaign, opened: OpenLink, people: Cast
) -> None:
    coordinator, officer = Client(), Client()
    coordinator.force_login(people.coordinator)
    officer.force_login(people.officer)
    words = [
        f"/enquetes/enquete/{place}" for place in ("first/?ouvrir=tout", "questions/q1/reponses/", "telecharger/csv/")
    ]
    counts = ["/api/v1/survey_results", "/api/v1/figures", "/enquetes/enquete/telecharger/json/"]
    before = texts_of(coordinator, *counts)
    send(Client(), opened, q1__text="passerelle")
    assert ["passerelle" in text for text in texts_of(coordinator, *words)] == [False, False, False]
    assert texts_of(coordinator, *counts) == before
    officer.post(address("replies"), {"reply": str(OpenReply.objects.get().pk), "confirm": "1"})
    officer.post(address("validate"), {"section": "", "confirmed": "1"})
    assert ["passerelle" in text for text in texts_of(coordinator, *words)] == [True, True, True]
    changed = [text != old for text, old in zip(texts_of(coordinator, *counts), before, strict=True)]
    assert changed == [True, True, True]


def test_a_member_reads_it_and_confirms_it(guest: Client, opened: OpenLink) -> None:
    receipt = send(Client(), opened)
    assert "attend votre confirmation" in guest.get(address("respond")).content.decode()
    page = guest.get(address("replies")).content.decode()
    assert "12" in page
    number = OpenReply.objects.get().pk
    guest.post(address("replies"), {"reply": str(number), "confirm": "1"})
    answers = {answer.question: answer for answer in Answer.objects.all()}
    assert {code: answer.value for code, answer in answers.items()} == {"q1": {"choice": "yes", "text": ""}, "q2": 12}
    assert answers["q2"].source_document.startswith(f"Lien ouvert, réponse n° {number} reçue le ")
    assert answers["q2"].by_name == "Anne Référente"
    settled = OpenReply.objects.get()
    assert (settled.outcome, settled.values) == ("confirmed", {})
    assert "a confirmé votre réponse" in Client().get(receipt).content.decode()
    guest.post(address("replies"), {"reply": str(number), "confirm": "1"})
    assert Answer.objects.count() == 2


def test_what_the_territory_answered_is_never_replaced(guest: Client, running: Campaign, opened: OpenLink) -> None:
    record_answer(by=None, campaign=running, siren=OWN, question="q2", value=40)
    send(Client(), opened)
    assert "Votre réponse, qui reste" in guest.get(address("replies")).content.decode()
    number = str(OpenReply.objects.get().pk)
    page = guest.post(address("replies"), {"reply": number, "confirm": "1"}, follow=True).content.decode()
    assert "1 question était déjà répondue" in page
    current = Answer.objects.filter(is_current=True)
    assert {answer.question: answer.value for answer in current} == {"q1": {"choice": "yes", "text": ""}, "q2": 40}


def test_it_waits_as_it_was_where_the_campaign_closed_before_it_was_confirmed(
    guest: Client, running: Campaign, opened: OpenLink
) -> None:
    send(Client(), opened)
    take(CAMPAIGN, "close_campaign", running, by=None, at=timezone.now())
    number = str(OpenReply.objects.get().pk)
    page = guest.post(address("replies"), {"reply": number, "confirm": "1"}, follow=True).content.decode()
    assert "Cette réponse ne se confirme plus" in page
    assert not Answer.objects.exists()
    waiting = OpenReply.objects.get()
    assert (waiting.outcome, waiting.values["q2"]) == ("", 12)


def test_it_is_put_aside_and_forgotten(guest: Client, opened: OpenLink) -> None:
    receipt = send(Client(), opened)
    guest.post(address("replies"), {"reply": str(OpenReply.objects.get().pk), "dismiss": "1"})
    settled = OpenReply.objects.get()
    assert (settled.outcome, settled.values, Answer.objects.exists()) == ("dismissed", {}, False)
    assert "a écarté votre réponse" in Client().get(receipt).content.decode()


def test_who_sent_it_erases_it(client: Client, opened: OpenLink) -> None:
    receipt = send(client, opened)
    assert "Votre réponse est effacée" in client.post(receipt).content.decode()
    assert not OpenReply.objects.exists()
    assert client.get(receipt).status_code == 404
    assert client.get(f"{at(opened)}recu/inconnu/").status_code == 404


def test_once_confirmed_it_is_that_of_the_territory(guest: Client, opened: OpenLink) -> None:
    receipt = send(Client(), opened)
    guest.post(address("replies"), {"reply": str(OpenReply.objects.get().pk), "confirm": "1"})
    assert "a confirmé votre réponse" in Client().post(receipt).content.decode()
    assert Answer.objects.count() == 2


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"siren": ""}, "Ce champ est obligatoire"),
        ({"siren": "999999999"}, "Sélectionnez un choix valide"),
        ({"q2__value": "douze"}, "À revoir, rien n’est encore envoyé"),
        ({"q2__value": "1,500"}, "À revoir, rien n’est encore envoyé"),
        ({"q1__choice": "", "q2__value": ""}, "épondez à une question au moins"),
    ],
)
def test_what_is_wrong_is_said_and_kept_on_the_page(
    client: Client, opened: OpenLink, more: dict[str, str], words: str
) -> None:
    response = client.post(at(opened), reply(**more))
    assert (response.status_code, words in response.content.decode()) == (422, True)
    assert not OpenReply.objects.exists()
    if more.get("q2__value"):
        assert f'value="{more["q2__value"]}"' in response.content.decode()


def test_a_question_that_follows_from_another_is_in_sight_and_counts_where_it_does(
    client: Client, opened: OpenLink
) -> None:
    document = QuestionnaireVersion.objects.get().document
    ruled = document.replace("      - code: q2\n", "      - code: q2\n        relevance: answered(q1)\n")
    QuestionnaireVersion.objects.update(document=ruled)
    page = client.get(at(opened)).content.decode()
    assert '<fieldset class="answer" id="q2" data-question="q2">' in page
    assert "ne vous concerne peut-être pas" in page.partition('id="q2"')[2].partition('id="q3"')[0]
    assert client.post(at(opened), reply(q1__choice="")).status_code == 422
    send(client, opened)
    assert OpenReply.objects.get().values["q2"] == 12


@pytest.mark.parametrize("siren", ["", OTHER])
def test_a_row_is_added_before_a_territory_is_chosen(client: Client, opened: OpenLink, siren: str) -> None:
    response = client.post(at(opened), reply(siren=siren, q3__cell__0__title="Bois", add_row="q3"))
    page = response.content.decode()
    assert (response.status_code, "Ce champ est obligatoire" in page) == (200, False)
    assert ('name="q3.cell.0.title"' in page, 'name="q3.cell.1.title"' in page) == (True, True)
    assert (f'<option value="{OTHER}" selected>' in page) is bool(siren)
    assert not OpenReply.objects.exists()


def test_it_closes_by_day_by_quota_and_by_hand(client: Client, running: Campaign, opened: OpenLink) -> None:
    today = timezone.localdate()
    give_open_link(by=None, campaign=running, thanks=THANKS, quota=1)
    send(client, opened)
    response = client.post(at(opened), reply())
    assert (response.status_code, "attendu est atteint" in response.content.decode()) == (403, True)
    give_open_link(by=None, campaign=running, thanks=THANKS, closes_on=today)
    assert client.get(at(opened)).status_code == 200
    OpenLink.objects.update(closes_on=today - timedelta(days=1))
    assert "fermé depuis le" in client.get(at(opened)).content.decode()
    give_open_link(by=None, campaign=running, thanks=THANKS)
    take(CAMPAIGN, "close_campaign", running, by=None, at=timezone.now())
    assert "close depuis" in client.get(at(opened)).content.decode()
    assert OpenReply.objects.count() == 1
    assert client.get("/enquetes/ouvert/inconnu/").status_code == 404


@pytest.mark.usefixtures("running")
def test_sixty_replies_an_hour_come_from_one_address(client: Client, opened: OpenLink, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"open_reply": "1/h/ip"}
    send(client, opened)
    response = client.post(at(opened), reply())
    assert (response.status_code, "Réessayez dans une heure" in response.content.decode()) == (429, True)
    assert 'value="12"' in response.content.decode()
    assert OpenReply.objects.count() == 1


def test_only_the_lead_of_the_territory_reads_it(
    client: Client, running: Campaign, opened: OpenLink, people: Cast
) -> None:
    send(Client(), opened)
    client.force_login(people.outsider)
    assert client.get(address("replies")).status_code == 403
    client.force_login(people.officer)
    assert client.get(address("replies", siren=OTHER)).status_code == 403
    number = str(OpenReply.objects.get().pk)
    send(Client(), opened, siren=OTHER)
    foreign = str(OpenReply.objects.latest("pk").pk)
    client.post(address("replies"), {"reply": foreign, "confirm": "1"})
    assert not Answer.objects.exists()
    contributor = Client()
    contributor.get(link(token_of(running, role=InvitationRole.CONTRIBUTOR, sections=("first",))))
    assert contributor.get(address("replies")).status_code == 403
    client.post(address("replies"), {"reply": number, "confirm": "1"})
    assert Answer.objects.count() == 2


def test_the_coordination_opens_follows_and_closes_it_but_confirms_nothing(
    client: Client, running: Campaign, people: Cast
) -> None:
    client.force_login(people.coordinator)
    place = f"/enquetes/{running.slug}/suivi/lien-ouvert/"
    assert place in client.get(f"/enquetes/{running.slug}/suivi/").content.decode()
    assert re.search(r"pose les \d questions", client.get(place).content.decode())
    assert client.post(place, {"thanks": ""}).status_code == 422
    assert client.post(place, {"thanks": THANKS, "quota": "0"}).status_code == 422
    assert client.post(place, {"thanks": THANKS, "closes_on": "2001-01-01"}).status_code == 422
    client.post(place, {"thanks": THANKS, "quota": "20"})
    opened = OpenLink.objects.get()
    assert at(opened) in client.get(place).content.decode()
    send(Client(), opened)
    page = client.get(place).content.decode()
    assert re.search(r'<td class="number">1</td><td class="number">1</td><td class="number">0</td>', page)
    client.post(address("replies"), {"reply": str(OpenReply.objects.get().pk), "confirm": "1"})
    assert not Answer.objects.exists()
    client.post(place, {"close": "1"})
    assert "ce lien est fermé" in Client().get(at(opened)).content.decode().lower()
    client.force_login(people.officer)
    assert client.get(place).status_code == 403
    assert client.post(place, {"thanks": "autre"}).status_code == 403


def test_what_nobody_confirmed_goes_in_time_and_with_the_campaign(running: Campaign, opened: OpenLink) -> None:
    send(Client(), opened)
    now = timezone.now()
    assert purge_links(now=now, dry_run=False) == 0
    OpenReply.objects.update(received_at=now - timedelta(days=400))
    assert purge_links(now=now, dry_run=True) == 1
    assert OpenReply.objects.exists()
    assert purge_links(now=now, dry_run=False) == 1
    send(Client(), opened)
    take(CAMPAIGN, "erase_campaign", running, by=None, at=timezone.now())
    assert (OpenLink.objects.count(), OpenReply.objects.count()) == (0, 0)


def test_a_link_followed_before_is_not_needed(opened: OpenLink, running: Campaign) -> None:
    assert link_of(running)
    assert Client().get(at(opened)).status_code == 200
