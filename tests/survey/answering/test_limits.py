"""What an answer may not say at once is told beforehand and beside the field, kept as typed, and forbids validation."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from autan.ground.wordings import Text
from autan.survey.campaigns.actions.campaigns import give_open_link, open_campaign
from autan.survey.campaigns.models import Answer, Campaign, OpenReply, SectionValidation, UnsavedEntry
from autan.survey.questionnaires.actions.drafts import record_questionnaire
from autan.territories.networks.models import Network
from tests.cast import Cast
from tests.survey.campaigns.answering import FIRST, OWN, Page, address, link, record_answer, token_of
from tests.survey.questionnaires.limited import LIMITED_YAML

TOO_MANY = ["money", "people", "will", "none"]


@pytest.fixture
def campaign(network: Network) -> Campaign:
    return open_campaign(
        by=None,
        slug="limites",
        network=network,
        questionnaire=record_questionnaire(by=None, text=LIMITED_YAML, file="limites.yaml"),
        title=Text("Limites", "Limits"),
        opened_on=timezone.localdate() - timedelta(days=1),
    )


@pytest.fixture
def page(client: Client, campaign: Campaign) -> Client:
    client.get(link(token_of(campaign)))
    return client


def at(name: str, **place: Any) -> str:
    return address(name, campaign="limites", **place)


def screen(page: Client, typed: Page) -> tuple[int, str]:
    response = page.post(at("respond_section", **FIRST), typed)
    return response.status_code, response.content.decode().replace("\u202f", " ").replace("\u00a0", " ")


def test_it_is_said_before_anything_is_typed(page: Client) -> None:
    shown = page.get(at("respond_section", **FIRST)).content.decode().replace("\u202f", " ")
    assert "3 réponses au plus, « Aucune » sans autre réponse." in shown
    assert "1 pour ce qui compte le plus" in shown
    assert "2 réponses au plus." in shown
    assert (
        "3 answers at most, “None” with no other answer."
        in page.get("/en" + at("respond_section", **FIRST)).content.decode()
    )


BROKEN = pytest.mark.parametrize(
    ("typed", "words"),
    [
        (
            {"q1.revision": "0", "q1.choice": TOO_MANY},
            "« Aucune » ne va avec aucune autre réponse · 3 réponses au plus",
        ),
        ({"q2.revision": "0", "q2.choice": ["will"]}, "2 réponses au moins : il y en a 1"),
        ({"q3.revision": "0", "q3.rank.money": "1", "q3.rank.law": "2", "q3.rank.will": "3"}, "2 réponses au plus"),
        ({"q4.revision": "0", "q4.cell.homes.share": "80", "q4.cell.roads.share": "30"}, "« Part » fait 110 %"),
        ({"q4.revision": "0", "q4.cell.homes.staff": "51"}, "51 est hors des bornes"),
        ({"q5.revision": "0", **{f"q5.cell.{n}.what": "a" for n in range(4)}}, "3 lignes au plus : il y en a 4"),
        ({"q5.revision": "0", "q5.cell.0.cost": "5 000"}, "« Coût » fait 5 000 € en tout"),
    ],
)


@BROKEN
def test_a_screen_without_javascript_keeps_what_was_typed_and_says_what_to_change(
    page: Client, typed: Page, words: str
) -> None:
    status, shown = screen(page, typed)
    assert (status, words in shown) == (422, True)
    assert not Answer.objects.exists()
    assert UnsavedEntry.objects.filter(settled_at=None).count() == 1
    # whoever opens the page again finds what was typed, and what is wrong with it
    again = page.get(at("respond_section", **FIRST)).content.decode().replace("\u202f", " ").replace("\u00a0", " ")
    assert words in again


@BROKEN
def test_the_open_form_says_it_at_its_place_too_and_sends_nothing(
    client: Client, campaign: Campaign, typed: Page, words: str
) -> None:
    opened = give_open_link(by=None, campaign=campaign, thanks="Merci.")
    response = client.post(reverse("answering:open_form", kwargs={"token": opened.token}), {"siren": OWN, **typed})
    shown = response.content.decode().replace("\u202f", " ").replace("\u00a0", " ")
    code = next(iter(typed)).partition(".")[0]
    place = shown.partition(f'id="{code}"')[2].partition('data-saved="')[0]
    assert (response.status_code, words in place) == (422, True)
    assert not OpenReply.objects.exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"q4.cell.homes.staff": "12.500"}, "« 12.500 » se lit de deux façons : tapez 12 500 ou 12,5"),
        ({"q5.cell.0.cost": "1,500 €"}, "« 1,500 € » se lit de deux façons : tapez 1 500 ou 1,5"),
        ({"q3.rank.law": "2", "q3.rank.will": "2"}, "ce rang est déjà donné à un autre choix"),
        ({"q3.rank.law": "2"}, "aucun choix n’a le rang 1 ; les rangs se suivent depuis 1"),
    ],
)
def test_nothing_is_guessed_of_what_is_typed(page: Client, typed: Page, words: str) -> None:
    code = next(iter(typed)).partition(".")[0]
    status, shown = screen(page, {**typed, f"{code}.revision": "0"})
    assert (status, words in shown) == (422, True)
    assert not Answer.objects.exists()


def test_a_number_of_three_decimals_is_shown_so_that_it_reads_the_same(page: Client, campaign: Campaign) -> None:
    record_answer(campaign=campaign, siren=OWN, question="q4", value={"homes": {"share": 12.125}})
    shown = page.get(at("respond_section", **FIRST)).content.decode()
    assert 'value="12,1250"' in shown
    typed: Page = {"q4.revision": "1", "q4.cell.homes.share": "12,1250", "q4.cell.roads.share": "3,5"}
    assert screen(page, typed)[0] == 302
    assert Answer.objects.get(is_current=True).value == {"homes": {"share": 12.125}, "roads": {"share": 3.5}}


def test_it_is_told_as_one_types_and_goes_once_mended(page: Client) -> None:
    told = page.post(at("respond_autosave", **FIRST), {"q1.revision": "0", "q1.choice": TOO_MANY}).json()
    assert "ne va avec aucune autre réponse" in told["faults"]["q1.choice"]
    assert not Answer.objects.exists()
    mended = page.post(at("respond_autosave", **FIRST), {"q1.revision": "0", "q1.choice": ["none"]}).json()
    assert (mended["faults"], mended["revisions"]) == ({}, {"q1": 1})


def test_two_right_answers_that_do_not_go_together_are_chosen_between(page: Client, people: Cast) -> None:
    where = at("respond_section", **FIRST)
    page.post(where, {"q1.revision": "0", "q1.choice": ["will"]})
    other = Client()
    other.force_login(people.officer)
    other.post(where, {"q1.revision": "1", "q1.choice": ["will", "money"]})
    status, shown = screen(page, {"q1.revision": "1", "q1.choice": ["none"]})  # from a screen of before
    assert status == 409
    assert "Deux réponses se rencontrent" in shown
    assert Answer.objects.get(is_current=True).value == {"choices": ["money", "will"]}
    mine: Page = {"q1.revision": "1", "q1.choice": ["none"], "q1.contested": "2", "q1.keep": "mine"}
    assert screen(page, mine)[0] == 302
    assert Answer.objects.get(is_current=True).value == {"choices": ["none"]}


def test_what_was_answered_before_is_told_and_forbids_validation(page: Client, campaign: Campaign) -> None:
    record_answer(campaign=campaign, siren=OWN, question="q1", value={"choices": ["money", "none"]})
    home = page.get(at("respond")).content.decode().replace("\u202f", " ")
    assert "« Aucune » ne va avec aucune autre réponse" in home
    refused = page.post(at("validate"), {"section": "first"}, follow=True).content.decode()
    assert "il reste à revoir" in refused
    # the rest of the section is still saved, and the answer stands as it was given
    untouched: Page = {"q1.revision": "1", "q1.choice": ["money", "none"], "q3.revision": "0", "q3.rank.law": "1"}
    assert screen(page, untouched)[0] == 302
    assert Answer.objects.get(question="q1", is_current=True).value == {"choices": ["money", "none"]}


def test_the_coordination_is_alerted_of_what_stands_and_it_is_not_altered(
    client: Client, campaign: Campaign, people: Cast
) -> None:
    record_answer(campaign=campaign, siren=OWN, question="q1", value={"choices": ["money", "none"]})
    record_answer(campaign=campaign, siren=OWN, question="q3", value=["money", "law"])
    where = [reverse(f"surveys:{name}", kwargs={"slug": "limites"}) for name in ("tracking", "campaign")]
    client.force_login(people.coordinator)
    for page in where:
        alert = client.get(page).content.decode().partition('id="breaches"')[2].partition("</section>")[0]
        assert "1 réponse enregistrée" in alert
        assert "ne va avec aucune autre réponse" in alert
        assert "Quels leviers" in alert
        assert "Classez-en deux" not in alert
    client.force_login(people.officer)
    assert 'id="breaches"' not in client.get(where[1]).content.decode()
    assert Answer.objects.get(question="q1").value == {"choices": ["money", "none"]}


def test_the_whole_is_validated_once_what_it_leaves_was_seen(page: Client, campaign: Campaign, people: Cast) -> None:
    section = at("respond_section", **FIRST)
    page.post(section, {"q1.revision": "0", "q1.choice": ["will"], "q1.confidence": "unsure"})
    page.post(section, {"q3.revision": "0", "q3.rank.law": "1"})
    other = Client()
    other.force_login(people.officer)
    other.post(section, {"q3.revision": "0", "q3.rank.will": "1"})  # two answers meet: one waits for a choice
    page.post(at("publication"), {"question": "q3", "text": "À relire."})
    shown = page.post(at("validate"), {"section": ""})
    assert shown.status_code == 200
    lists = {
        doubts["title"]: [question.code for _s, _r, question in doubts["questions"]]
        for doubts in shown.context["lists"]
    }
    assert lists == {
        "En conflit, ou tapé et non enregistré": ["q3"],
        "Sans réponse": ["q2", "q4", "q5"],
        "Marqué «\u202fà vérifier\u202f»": ["q1"],
        "Commenté": ["q3"],
    }
    assert not SectionValidation.objects.exists()
    page.post(at("validate"), {"section": "", "confirmed": "1"})
    assert SectionValidation.objects.get(withdrawn_at=None).section == ""


def test_the_whole_is_validated_at_once_when_nothing_is_left(page: Client, campaign: Campaign) -> None:
    values = {
        "q1": {"choices": ["none"]},
        "q2": {"choices": ["money", "law"]},
        "q3": ["law"],
        "q4": {"homes": {"share": 10}},
        "q5": [{"what": "Bois"}],
    }
    for code, value in values.items():
        record_answer(campaign=campaign, siren=OWN, question=code, value=value)
    assert page.post(at("validate"), {"section": ""}).status_code == 302
    assert SectionValidation.objects.filter(section="").exists()
