"""What the lead of a territory does on screen: validates, gives sections to others, confirms, comments."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from autan.ground.errors import DomainError, NotAllowedError
from autan.ground.wordings import Text
from autan.people.journal.actions import MAX_REMARK
from autan.people.journal.models import Remark
from autan.people.journal.queries import remarks_on
from autan.survey.answering.actions.proposals import KnownValue, propose_values
from autan.survey.answering.actions.territory_lead import comment_on_answers
from autan.survey.campaigns.core.campaigns import answers_object
from autan.survey.campaigns.models import Answer, Campaign, Invitation, Proposal, SectionValidation
from autan.survey.questionnaires.actions.drafts import record_questionnaire
from tests.cast import Cast
from tests.survey.campaigns.answering import FAR, FIRST, OWN, Page, access, address, link, post, token_of
from tests.survey.questionnaires.making import SMALL_YAML

GUEST: Page = {"name": "Léa Énergie", "email": "", "sections": ["first"]}


def propose(campaign: Campaign) -> None:
    known = KnownValue(siren=OWN, question="q2", value=12, origin=Text("Connu depuis 2013", "Known since 2013"))
    propose_values(by=None, campaign=campaign, values=[known])


def test_a_section_is_validated_on_screen(guest: Client) -> None:
    response = guest.post(address("validate"), {"section": "first"}, follow=True)
    page = response.content.decode()
    assert "C’est validé." in page
    assert "Validée le" in page
    assert "Rubrique validée le" in guest.get(address("respond_section", **FIRST)).content.decode()
    post(guest, {"q2.revision": "0", "q2.value": "3"})
    assert "a été retirée" in guest.get(address("respond")).content.decode()
    assert SectionValidation.objects.get().withdrawn_at is not None
    assert guest.post(address("validate"), {"section": "perdue"}).status_code == 404


def test_a_contributor_gets_a_link_shown_once(guest: Client) -> None:
    page = guest.post(address("contributors"), GUEST).content.decode()
    found = re.search(r'value="https?://[^/"]+(/enquetes/lien/[^"]+)"', page)
    assert found
    listed = guest.get(address("contributors")).content.decode()
    assert "Léa Énergie" in listed
    assert found[1] not in listed
    other = Client()
    assert "Léa Énergie" in other.get(found[1], follow=True).content.decode()
    link = Invitation.objects.get(holder__name="Léa Énergie")
    assert link.sections == ["first"]
    guest.post(address("dismiss_contributor", invitation=link.pk))
    assert other.get(address("respond")).status_code == 410
    assert guest.post(address("dismiss_contributor", invitation=link.pk)).status_code == 404


@pytest.mark.parametrize(
    ("change", "words"),
    [({"name": ""}, "obligatoire"), ({"sections": []}, "obligatoire"), ({"email": "pas une adresse"}, "valide")],
)
def test_a_contributor_is_well_named(guest: Client, change: Page, words: str) -> None:
    response = guest.post(address("contributors"), GUEST | change)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert Invitation.objects.count() == 1


def test_the_section_of_a_link_still_exists(guest: Client) -> None:
    response = guest.post(address("contributors"), GUEST | {"sections": ["perdue"]})
    assert response.status_code == 422
    assert Invitation.objects.count() == 1


def test_a_campaign_that_is_over_validates_no_more(guest: Client) -> None:
    Campaign.objects.update(closed_on="2020-01-01", opened_on="2019-01-01")
    page = guest.post(address("validate"), {"section": "first"}, follow=True).content.decode()
    assert "C’est validé." not in page
    assert not SectionValidation.objects.exists()


def test_a_proposal_is_confirmed_in_one_click(guest: Client, running: Campaign) -> None:
    propose(running)
    page = guest.get(address("respond_section", **FIRST)).content.decode()
    assert "Connu depuis 2013" in page
    assert post(guest, {"q2.revision": "0", "q2.value": "", "confirm": "q2"})[0] == 302
    assert Answer.objects.get().value == 12
    assert Proposal.objects.get().outcome == "confirmed"
    assert "Connu depuis 2013" not in guest.get(address("respond_section", **FIRST)).content.decode()


def test_a_proposal_is_put_in_the_fields_to_be_changed(guest: Client, running: Campaign) -> None:
    propose(running)
    code, page = post(
        guest, {"q2.revision": "0", "q2.value": "", "q1.revision": "0", "q1.choice": "no", "change": "q2"}
    )
    assert code == 200
    assert 'name="q2.value" type="text" inputmode="decimal" autocomplete="off" value="12"' in page
    assert [answer.question for answer in Answer.objects.all()] == ["q1"]


def test_the_coordination_proposes_what_is_known(
    client: Client,
    running: Campaign,
    people: Cast,
    documented: Campaign,
) -> None:
    propose_all = reverse("answering:propose", kwargs={"slug": "enquete"})
    client.force_login(people.officer)
    assert client.post(propose_all).status_code == 403
    client.force_login(people.coordinator)
    page = client.post(propose_all, follow=True).content.decode()
    assert "1 réponse déjà connue est proposée." in page
    assert "Rien de connu n’attend de réponse." in client.post(propose_all, follow=True).content.decode()
    assert client.post(reverse("answering:propose", kwargs={"slug": "perdue"})).status_code == 404


def test_the_territory_sees_what_will_be_published_and_comments(guest: Client) -> None:
    post(guest, {"q1.revision": "0", "q1.choice": "yes", "q1.text": "Depuis 2010"})
    page = guest.get(address("publication")).content.decode()
    assert "Depuis 2010" in page
    assert reverse("evidence:trace", kwargs={"figure_id": "survey.enquete.q1.count_yes"}) in page
    for _ in range(2):
        guest.post(address("publication"), {"question": "q1", "text": "C’était 2011."})
    guest.post(address("publication"), {"text": "Merci."})
    page = guest.get(address("publication")).content.decode()
    assert "C’était 2011." in page
    assert "Merci." in page
    kept = remarks_on(answers_object("enquete", OWN))
    assert [(remark.place, remark.text) for remark in kept] == [("q1", "C’était 2011."), ("", "Merci.")]
    assert {remark.by_name for remark in kept} == {"Anne Référente"}
    assert guest.post(address("publication"), {"text": " "}).status_code == 422
    beside = guest.post(address("publication"), {"question": "q1", "text": "x" * (MAX_REMARK + 1)}).content.decode()
    place = beside.partition('for="r-q1_text"')[2].partition("</form>")[0]
    assert 'aria-describedby="r-q1_text_error"' in place
    assert "x" * 100 in place  # what was typed is not lost
    assert guest.post(address("publication"), {"text": "x", "question": "q9"}).status_code == 422


def test_a_comment_may_come_after_the_campaign(guest: Client, running: Campaign) -> None:
    Campaign.objects.update(closed_on="2020-01-01", opened_on="2019-01-01")
    guest.post(address("publication"), {"text": "Un mot."})
    assert Remark.objects.get().text == "Un mot."


def test_a_comment_has_words_and_a_lead(running: Campaign, people: Cast) -> None:
    with pytest.raises(DomainError):
        comment_on_answers(access=access(running), text="\0 ")
    with pytest.raises(NotAllowedError):
        comment_on_answers(access=access(running, person=people.contributor), text="Un mot.")


def test_the_coordination_reads_the_comments(guest: Client, running: Campaign, people: Cast) -> None:
    guest.post(address("publication"), {"question": "q1", "text": "C’était 2011."})
    guest.post(address("publication"), {"text": "Merci."})
    comments = reverse("surveys:remarks", kwargs={"slug": "enquete"})
    reader = Client()
    assert "login" in reader.get(comments).headers["Location"]
    reader.force_login(people.officer)
    assert reader.get(comments).status_code == 403
    reader.force_login(people.coordinator)
    page = reader.get(comments).content.decode()
    assert "C’était 2011." in page
    assert "sur l’ensemble" in page
    assert reader.get(reverse("surveys:remarks", kwargs={"slug": "perdue"})).status_code == 404


def test_a_proposal_is_set_aside(guest: Client, running: Campaign) -> None:
    propose(running)
    assert post(guest, {"q2.revision": "0", "q2.value": "", "dismiss": "q2"})[0] == 302
    assert Proposal.objects.get().outcome == "dismissed"
    assert not Answer.objects.exists()


def test_the_page_of_the_campaign_leads_to_ones_answers(guest: Client, running: Campaign, people: Cast) -> None:
    campaign = reverse("surveys:campaign", kwargs={"slug": "enquete"})
    assert address("respond") in guest.get(campaign).content.decode()
    assert "Répondre" not in Client().get(campaign).content.decode()
    guest.force_login(people.coordinator)
    assert reverse("answering:choose", kwargs={"slug": "enquete"}) in guest.get(campaign).content.decode()
    Campaign.objects.update(closed_on="2020-01-01", opened_on="2019-01-01")
    assert "Répondre" not in guest.get(campaign).content.decode()


def test_what_forbids_validation_is_named(client: Client, running: Campaign) -> None:
    version = record_questionnaire(
        by=None,
        text=SMALL_YAML.replace("essai", "exigeant", 1).replace("code: q1\n", "code: q1\n        required: hard\n"),
        file="exigeant.yaml",
    )
    Campaign.objects.update(questionnaire=version)
    client.get(link(token_of(running)))
    page = client.post(address("validate"), {"section": "first"}, follow=True).content.decode()
    assert "il reste à revoir\u00a0: Avez-vous un plan ?" in page
    assert not SectionValidation.objects.exists()


def test_a_documented_campaign_gives_no_link(guest: Client, running: Campaign) -> None:
    Invitation.objects.update(expires_at=FAR)
    Campaign.objects.update(closed_on="2020-01-01", opened_on="2019-01-01")
    assert guest.post(address("contributors"), GUEST).status_code == 200  # for the right of reply, after the closing
    Campaign.objects.update(is_documented=True)
    assert guest.post(address("contributors"), GUEST).status_code == 403


def test_pages_of_answers_are_not_kept_by_the_browser(guest: Client) -> None:
    assert "no-store" in guest.get(address("respond_section", **FIRST)).headers["Cache-Control"]
