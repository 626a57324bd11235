"""The pages of those who answer: the link, the home, a section saved, a conflict shown, what is refused."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from autan.survey.campaigns.core.campaigns import InvitationRole
from autan.survey.campaigns.models import Answer, Campaign, Invitation, UnsavedEntry
from tests.cast import Cast
from tests.survey.campaigns.answering import FAR, FIRST, OTHER, OWN, Page, address, link, post, token_of


@pytest.fixture(autouse=True)
def _in_french() -> Iterator[None]:
    with override("fr"):
        yield


def test_a_link_opens_the_home_and_leaves_the_address(client: Client, running: Campaign) -> None:
    token = token_of(running)
    response = client.get(link(token), follow=True)
    page = response.content.decode()
    assert response.redirect_chain == [(address("respond"), 302)]
    assert "Anne Référente" in page
    assert "0 réponse sur 3" in page
    assert token not in page
    assert Invitation.objects.get().first_used_at is not None


@pytest.mark.parametrize(
    ("change", "status"), [({"revoked_at": FAR}, 410), ({"expires_at": datetime(2020, 1, 1, tzinfo=UTC)}, 410)]
)
def test_a_dead_link_says_so(client: Client, running: Campaign, change: dict[str, datetime], status: int) -> None:
    token = token_of(running)
    client.get(link(token))
    Invitation.objects.update(**change)
    assert client.get(link(token)).status_code == status
    assert client.get(address("respond")).status_code == status
    code, page = post(client, {"q2.revision": "0", "q2.value": "un texte précieux"})
    assert (code, "un texte précieux" in page) == (status, True)
    assert not Answer.objects.exists()


def test_an_unknown_link_is_not_found(client: Client, running: Campaign) -> None:
    assert client.get(link("rien")).status_code == 404


def test_a_link_to_a_closed_campaign_is_told_so(client: Client, running: Campaign) -> None:
    token = token_of(running)
    Campaign.objects.update(closed_at=timezone.now())
    response = client.get(link(token))
    assert response.status_code == 403
    assert "est close depuis le" in response.content.decode()
    assert client.get(address("respond")).status_code == 403
    assert client.get(address("respond_section", **FIRST)).status_code == 403


def test_nobody_is_led_to_answer_a_campaign_that_is_over(client: Client, people: Cast, running: Campaign) -> None:
    client.force_login(people.coordinator)
    choice, tracking = (reverse(page, args=[running.slug]) for page in ("answering:choose", "surveys:tracking"))
    assert choice in client.get(tracking).content.decode()
    Campaign.objects.update(closed_at=timezone.now())
    assert choice not in client.get(tracking).content.decode()
    assert "est close depuis le" in client.get(choice).content.decode()


def test_a_campaign_that_closes_under_ones_fingers_keeps_what_was_typed(guest: Client, running: Campaign) -> None:
    Campaign.objects.update(closed_at=timezone.now())
    code, page = post(guest, {"q2.revision": "0", "q2.value": "douze"})
    assert code == 403
    assert "douze" in page
    assert UnsavedEntry.objects.get().text == "douze"
    code, said = post(guest, {"q2.revision": "0", "q2.value": "treize"}, "respond_autosave")
    assert code == 403
    assert '"is_closed": true' in said
    assert UnsavedEntry.objects.get().text == "treize"
    Campaign.objects.update(closed_at=None)
    assert "treize" in guest.get(address("respond_section", **FIRST)).content.decode()


def test_a_section_is_saved_and_shown_again(guest: Client) -> None:
    code, _ = post(
        guest,
        {
            "q1.revision": "0", "q1.choice": "yes", "q1.text": "Depuis l’été",
            "q2.revision": "0", "q2.value": "12", "q2.source": "Bilan", "q2.confidence": "estimated",
            "q3.revision": "0", "q3.cell.0.title": "Bois", "q3.cell.0.status": "no",
        },
    )  # fmt: skip
    assert code == 302
    page = guest.get(address("respond_section", **FIRST)).content.decode()
    for words in ("Depuis l’été", 'value="12"', "Bilan", ">\nBois</textarea>", "par Anne Référente"):
        assert words in page
    assert "3 réponses sur 3" in guest.get(address("respond")).content.decode()


def test_a_fault_stands_beside_its_field_and_the_rest_is_saved(guest: Client) -> None:
    code, page = post(guest, {"q1.revision": "0", "q1.choice": "no", "q2.revision": "0", "q2.value": "beaucoup"})
    assert code == 422
    assert 'value="beaucoup"' in page
    assert "un nombre est attendu" in page
    assert [answer.question for answer in Answer.objects.all()] == ["q1"]
    again = guest.get(address("respond_section", **FIRST)).content.decode()
    assert 'value="beaucoup"' in again
    assert "n’a pas pu être enregistré" in again


def test_an_answer_of_one_megabyte_is_refused_with_its_place(guest: Client) -> None:
    code, page = post(guest, {"q1.revision": "0", "q1.text": "é" * 1_000_000, "q2.revision": "0", "q2.value": "3"})
    assert code == 422
    assert "ce texte a 1\u202f000\u202f000 signes" in page
    assert [answer.question for answer in Answer.objects.all()] == ["q2"]


def test_a_conflict_shows_both_texts_and_waits_for_a_choice(guest: Client, people: Cast) -> None:
    other = Client()
    other.force_login(people.officer)
    assert post(other, {"q1.revision": "0", "q1.text": "De la chargée de mission"})[0] == 302
    mine: Page = {"q1.revision": "0", "q1.text": "De la référente", "q2.revision": "0", "q2.value": "3"}
    code, page = post(guest, mine)
    assert code == 409
    for words in ("De la chargée de mission", "De la référente", "par Member_officer", "Deux réponses se rencontrent"):
        assert words in page
    assert Answer.objects.filter(question="q2").exists()
    assert post(guest, mine | {"q1.contested": "1"})[0] == 409
    assert post(guest, mine | {"q1.contested": "1", "q1.keep": "mine", "q2.revision": "1"})[0] == 302
    existing = Answer.objects.get(question="q1", is_current=True)
    assert (existing.value, existing.by_name) == ({"choice": None, "text": "De la référente"}, "Anne Référente")


def test_keeping_theirs_writes_nothing(guest: Client, people: Cast) -> None:
    other = Client()
    other.force_login(people.officer)
    post(other, {"q2.revision": "0", "q2.value": "8"})
    post(guest, {"q2.revision": "0", "q2.value": "9"})
    page = guest.get(address("respond_section", **FIRST)).content.decode()
    assert 'name="q2.contested" value="1"' in page
    code, _ = post(
        guest, {"q2.revision": "1", "q2.value": "9", "q2.contested": "1", "q2.keep": "theirs", "q2.kept": "1"}
    )
    assert code == 302
    assert Answer.objects.get().value == 8
    assert "q2.contested" not in guest.get(address("respond_section", **FIRST)).content.decode()


def test_rows_come_and_go_without_a_script(guest: Client) -> None:
    first: Page = {"q3.revision": "0", "q3.cell.0.title": "Bois"}
    code, page = post(guest, first | {"add_row": "q3"})
    assert code == 200
    assert 'name="q3.cell.1.title"' in page
    assert ">\nBois</textarea>" in page
    two: Page = {"q3.revision": "1", "q3.cell.0.title": "Bois", "q3.cell.1.title": "Solaire"}
    code, page = post(guest, two | {"remove_row": "q3.0"})
    assert code == 200
    assert Answer.objects.get(is_current=True).value == [{"title": "Solaire"}]
    assert "Bois" not in page


def test_saving_as_one_types_says_the_hour_and_the_revisions(guest: Client) -> None:
    response = guest.post(
        address("respond_autosave", **FIRST),
        {"q1.revision": "0", "q1.text": "Une phr", "q2.revision": "0", "q2.value": "x"},
    )
    said = response.json()
    assert response.status_code == 200
    assert said["revisions"] == {"q1": 1}
    assert "sauf ce qui est à corriger" in said["message"]
    assert list(said["faults"]) == ["q2.value"]
    assert said["progress"] == "1 sur 3"
    assert "Anne Référente" in said["saved"]["q1"]


def test_null_signs_are_let_go_wherever_they_stand(guest: Client) -> None:
    typed: Page = {
        "q1.revision": "0",
        "q1.text": "Oui\0",
        "q1.source": "Bi\0lan",
        "q2.revision": "0",
        "q2.value": "x\0",
    }
    assert post(guest, typed)[0] == 422
    answer, kept = Answer.objects.get(), UnsavedEntry.objects.get()
    assert (answer.value["text"], answer.source_document) == ("Oui", "Bilan")
    assert (kept.text, kept.value) == ("x", {"value": ["x"]})


@pytest.mark.parametrize(
    ("who", "siren", "status"),
    [
        ("coordinator", OTHER, 200),
        ("officer", OWN, 200),
        ("contributor", OWN, 200),
        ("officer", OTHER, 403),
        ("reader", OWN, 403),
        ("outsider", OWN, 403),
    ],
)
def test_mandates_open_the_door(
    client: Client, running: Campaign, people: Cast, who: str, siren: str, status: int
) -> None:
    client.force_login(getattr(people, who))
    assert client.get(address("respond", siren=siren)).status_code == status
    assert client.get(address("respond_section", siren=siren, **FIRST)).status_code == status


def test_nobody_is_sent_to_sign_in(client: Client, running: Campaign) -> None:
    response = client.get(address("respond"))
    assert (response.status_code, "login" in response.headers["Location"]) == (302, True)
    code, page = post(client, {"q2.revision": "0", "q2.value": "un texte précieux"})
    assert (code, "un texte précieux" in page) == (403, True)


def test_the_coordination_answers_on_behalf_and_it_shows(client: Client, running: Campaign, people: Cast) -> None:
    client.force_login(people.coordinator)
    assert "recueillie par la coordination" in client.get(address("respond_section", **FIRST)).content.decode()
    post(client, {"q2.revision": "0", "q2.value": "12"})
    assert Answer.objects.get().is_on_behalf
    assert "pour la collectivité" in client.get(address("respond_section", **FIRST)).content.decode()


def test_a_contributor_keeps_to_her_sections(client: Client, running: Campaign) -> None:
    client.get(link(token_of(running, InvitationRole.CONTRIBUTOR, ("first",))))
    assert client.get(address("respond_section", **FIRST)).status_code == 200
    Invitation.objects.update(sections=["autre"])
    assert client.get(address("respond_section", **FIRST)).status_code == 403
    assert post(client, {"q2.revision": "0", "q2.value": "3"})[0] == 403
    for name in ("contributors", "publication"):
        assert client.get(address(name)).status_code == 403
    assert client.post(address("validate"), {"section": "first"}).status_code == 403
    assert not Answer.objects.exists()


def test_one_question_a_screen(guest: Client) -> None:
    page = guest.get(address("respond_section", **FIRST) + "?question=q2").content.decode()
    assert 'name="q2.value"' in page
    assert "q1.choice" not in page
    response = guest.post(address("respond_section", **FIRST) + "?question=q2", {"q2.revision": "0", "q2.value": "3"})
    assert response.headers["Location"] == address("respond_section", **FIRST) + "?question=q3"
    assert guest.get(address("respond_section", **FIRST) + "?question=q9").status_code == 404


def test_what_does_not_exist_is_not_found(guest: Client, documented: Campaign, people: Cast) -> None:
    assert guest.get(address("respond", campaign="perdue")).status_code == 404
    assert guest.get(address("respond", siren="999999999")).status_code == 404
    assert guest.get(address("respond_section", section="perdue")).status_code == 404
    guest.force_login(people.coordinator)
    assert guest.get(address("respond", campaign="essai-2013")).status_code == 403


def test_a_person_with_one_territory_is_led_to_it(client: Client, running: Campaign, people: Cast) -> None:
    choose = reverse("answering:choose", kwargs={"slug": "enquete"})
    assert "login" in client.get(choose).headers["Location"]
    client.force_login(people.officer)
    assert client.get(choose).headers["Location"] == address("respond")
    client.force_login(people.coordinator)
    assert "Autan-Mer" in client.get(choose).content.decode()
    client.force_login(people.outsider)
    assert client.get(choose).status_code == 403


def test_the_pages_speak_english_too(guest: Client) -> None:
    page = guest.get("/en" + address("respond_section", **FIRST)).content.decode()
    assert 'lang="en"' in page
    assert "Have you a plan?" in page


def autosave(client: Client, data: Page, prefix: str = "") -> dict[str, Any]:
    fields: dict[str, Any] = client.post(prefix + address("respond_autosave", **FIRST), data).json()
    return fields


def test_a_page_left_open_is_told_what_others_wrote(guest: Client, people: Cast) -> None:
    other = Client()
    other.force_login(people.officer)
    assert autosave(other, {"q2.revision": "0", "q2.value": "8"})["revisions"] == {"q2": 1}
    said = autosave(guest, {"q2.revision": "0", "q2.value": "9"})
    assert "quelqu’un d’autre a répondu" in said["message"]
    assert "Member_officer" in said["conflicts"]["q2"]
    assert said["revisions"] == {}


def test_rows_that_others_added_are_joined_and_told(guest: Client, people: Cast) -> None:
    other = Client()
    other.force_login(people.officer)
    rows: Page = {"q3.cell.0.title": "Bois", "q3.cell.1.title": "Solaire"}
    assert autosave(guest, rows | {"q3.revision": "0"})["revisions"] == {"q3": 1}
    shown = rows | {"q3.revision": "1"}
    post(other, shown | {"q3.cell.0.status": "yes"})
    said = autosave(guest, shown | {"q3.cell.1.title": "Solaire et vent"})
    assert "Ce que Member_officer a écrit entre-temps" in said["message"]
    assert (said["merged"], said["revisions"], said["conflicts"]) == (["q3"], {}, {})
    existing = Answer.objects.get(question="q3", is_current=True)
    assert existing.value == [{"title": "Bois", "status": "yes"}, {"title": "Solaire et vent"}]
    stale = shown | {"q3.cell.2.title": "Haies"}
    page = guest.post(address("respond_section", **FIRST), stale, follow=True).content.decode()
    assert "a écrit entre-temps à la même question" in page
    kept: Any = Answer.objects.get(question="q3", is_current=True).value
    titles = [row["title"] for row in kept]
    assert titles == ["Bois", "Solaire et vent", "Haies"]


def test_what_was_kept_is_shown_beside_what_others_answered_since(guest: Client, people: Cast) -> None:
    """A fault that comes back after a colleague answered does not take the place of that answer unseen."""
    post(guest, {"q2.revision": "0", "q2.value": "beaucoup"})
    other = Client()
    other.force_login(people.officer)
    post(other, {"q2.revision": "0", "q2.value": "8"})
    page = guest.get(address("respond_section", **FIRST)).content.decode()
    assert 'name="q2.contested" value="1"' in page
    assert "<p>beaucoup</p>" in page
    code, _ = post(guest, {"q2.revision": "1", "q2.value": "9", "q2.contested": "1"})
    assert (code, Answer.objects.get(question="q2", is_current=True).value) == (409, 8)


def test_what_a_closed_campaign_keeps_is_read_under_its_question(guest: Client, running: Campaign) -> None:
    """In the words of the screen, not in names of fields."""
    running.closed_at = timezone.now()
    running.save()
    typed: Page = {"q1.revision": "0", "q1.choice": "no", "q1.text": "Faute de moyens"}
    code, page = post(guest, typed | {"q3.revision": "0", "q3.cell.0.title": "Bois", "q3.cell.0.status": "yes"})
    assert code == 403
    for words in ("<h3>Avez-vous un plan\u202f?</h3>", "Votre réponse\u00a0: Non", "Précisions\u00a0: Faute de moyens"):
        assert words in page
    assert "Ligne 1 · Titre\u00a0: Bois" in page
    assert "cell.0" not in page


def test_numbers_are_shown_to_the_last_digit(guest: Client, people: Cast) -> None:
    """Else two answers that differ would look alike."""
    other = Client()
    other.force_login(people.officer)
    post(other, {"q2.revision": "0", "q2.value": "8,12"})
    code, page = post(guest, {"q2.revision": "0", "q2.value": "8,14"})
    assert code == 409
    assert "<p>8,12</p>" in page
    assert "<p>8,14</p>" in page


def test_a_page_left_open_is_told_that_the_validation_fell(guest: Client) -> None:
    guest.post(address("validate"), {"section": "first"})
    assert "la validation est retirée" in autosave(guest, {"q2.revision": "0", "q2.value": "8"})["message"]
    assert re.fullmatch(r"Saved at \d+:\d\d\.|Enregistré à \d+:\d\d\.", autosave(guest, {}, "/en")["message"])


def test_a_validation_that_falls_is_told_on_the_next_page(guest: Client) -> None:
    guest.post(address("validate"), {"section": "first"})
    response = guest.post(address("respond_section", **FIRST), {"q2.revision": "0", "q2.value": "8"}, follow=True)
    assert "la validation est retirée, elle est à refaire" in response.content.decode()


def test_an_answer_taken_back_says_so(guest: Client) -> None:
    post(guest, {"q2.revision": "0", "q2.value": "8"})
    post(guest, {"q2.revision": "1", "q2.value": ""})
    page = guest.get(address("respond_section", **FIRST)).content.decode()
    assert "Réponse retirée le" in page
    assert "0 réponse sur 3" in guest.get(address("respond")).content.decode()


def test_a_state_in_place_of_a_value_is_shown_again(guest: Client) -> None:
    post(guest, {"q2.revision": "0", "q2.value": "", "q2.state": "refused"})
    page = guest.get(address("respond_section", **FIRST)).content.decode()
    assert '<option value="refused" selected>' in page
    code, page = post(guest, {"q2.revision": "1", "q2.value": "3", "q2.state": "not_applicable"})
    assert (code, "gardez l’un des deux" in page) == (422, True)


def test_a_session_may_hold_a_link_that_is_gone(guest: Client) -> None:
    Invitation.objects.all().delete()
    assert guest.get(address("respond")).status_code == 302
