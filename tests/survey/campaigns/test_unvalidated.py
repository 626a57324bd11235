"""An answer that is not validated is read by its territory and the coordination alone, until it is or the end."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import (
    OPERATOR,
    PUBLIC,
    Reader,
    describe_one,
    find_figure,
    version_of_figures,
)
from autan.people.accounts.models import Person
from autan.people.workflows.actions import take
from autan.survey.answering.actions.territory_lead import validate_section
from autan.survey.campaigns.actions.workflow import CAMPAIGN
from autan.survey.campaigns.models import Campaign
from autan.survey.campaigns.queries.answers import readable_answers_of
from autan.survey.campaigns.queries.campaigns import view_campaign
from autan.survey.formats.queries import gather_export
from autan.survey.results.presenters.searching import TERRITORY_ANSWERS, search_surveys
from autan.survey.results.queries.results import find_question, read_responses
from autan.territories.networks.actions.mandates import grant_mandate
from autan.territories.networks.models import Mandate, Network, Territory
from tests.cast import Cast
from tests.survey.campaigns.answering import OTHER, OWN, access, address, record_answer

SECRET = "Chaufferie tenue secrète"
COUNT = "survey.enquete.q1.count_yes"
PAGES = ("results:results", "results:section", "results:answers", "surveys:campaign", "results:crossing")


@pytest.fixture
def unvalidated(running: Campaign) -> Campaign:
    """A campaign of a network that exists: one member has answered, and validated nothing."""
    Network.objects.update(is_invented=False)
    record_answer(campaign=running, siren=OWN, question="q1", value={"choice": "yes", "text": SECRET})
    return Campaign.objects.select_related("network", "questionnaire").get()


@pytest.mark.parametrize(
    ("name", "hatched"),
    [
        ("surveys:campaign", "Une case hachurée n’a pas de réponse validée."),
        ("results:results", "Sans réponse validée"),
    ],
)
def test_a_member_whose_answers_wait_is_not_said_to_have_answered_nothing(
    unvalidated: Campaign, people: Cast, name: str, hatched: str
) -> None:
    browser = Client()
    browser.force_login(people.coordinator)
    page = browser.get(reverse(name, args=["enquete"]), {"tout": 1}).content.decode()
    assert hatched in page
    Campaign.objects.update(shares_unvalidated=True)
    assert "réponse validée" not in browser.get(reverse(name, args=["enquete"]), {"tout": 1}).content.decode()


@pytest.fixture
def neighbour(people: Cast) -> Person:
    """The officer of another member: inside the network, outside the territory."""
    grant_mandate(
        by=None, person=people.outsider, role=Mandate.Role.MEMBER_OFFICER, territory=Territory.objects.get(siren=OTHER)
    )
    return people.outsider


def counted() -> float | None:
    value = find_figure(COUNT, reader=OPERATOR).value
    return value if isinstance(value, float | int) else None


def told(reader: Reader) -> dict[str, bool]:
    """Each way out, and whether the words of the answer come by it."""
    view = view_campaign("enquete")
    card = describe_one(EvidenceRef(kind="answer", key=f"enquete/{OWN}/q1"), reader=reader)
    (section,) = TERRITORY_ANSWERS.build(OWN, reader)
    export = gather_export(view, reader=reader, has_authors=False)
    return {
        "proof": card is not None and SECRET in str(card),
        "territory": SECRET in str(section.context),
        "search": SECRET in str(search_surveys("chaufferie", reader)),
        "file": SECRET in str(export.sheet),
        "printed": SECRET in str(readable_answers_of(view.record, Territory.objects.get(siren=OWN), reader)),
    }


def test_its_words_come_out_for_its_territory_and_the_coordination_alone(
    unvalidated: Campaign, people: Cast, neighbour: Person
) -> None:
    for reader in (people.coordinator, people.officer, people.contributor, OPERATOR):
        assert all(told(reader).values()), reader
    for reader in (people.reader, neighbour, PUBLIC):
        assert not any(told(reader).values()), reader
    own = readable_answers_of(unvalidated, Territory.objects.get(siren=OWN), PUBLIC, holds_lead_link=True)
    assert SECRET in str(own), "the link of the whole territory reads as its officer does"


@pytest.mark.parametrize("name", PAGES)
def test_no_page_of_results_holds_it(unvalidated: Campaign, client: Client, neighbour: Person, name: str) -> None:
    more: dict[str, Any] = {"results:section": {"section": "first"}, "results:answers": {"code": "q1"}}.get(name, {})
    client.force_login(neighbour)
    page = client.get(reverse(name, kwargs={"slug": "enquete", **more}))
    assert page.status_code == 200
    assert SECRET not in page.content.decode()


def test_figures_rest_on_validated_answers_alone(unvalidated: Campaign) -> None:
    before = version_of_figures([COUNT])
    assert counted() is None
    validate_section(access=access(unvalidated), section="first")
    assert counted() == 1
    assert version_of_figures([COUNT]) != before


def test_the_validation_of_the_whole_shares_every_section(unvalidated: Campaign, people: Cast) -> None:
    validate_section(access=access(unvalidated))
    assert counted() == 1
    assert all(told(people.reader).values())


def test_a_validation_that_is_withdrawn_hides_the_answer_again(unvalidated: Campaign) -> None:
    validate_section(access=access(unvalidated), section="first")
    unvalidated.validations.update(withdrawn_at=timezone.now())
    assert counted() is None


def test_closing_shares_what_was_not_validated(unvalidated: Campaign, people: Cast) -> None:
    before = version_of_figures([COUNT])
    take(CAMPAIGN, "close_campaign", unvalidated, by=None, at=timezone.now())
    assert counted() == 1
    assert version_of_figures([COUNT]) != before
    assert all(told(people.reader).values())


def test_the_last_day_shares_it_too(unvalidated: Campaign) -> None:
    Campaign.objects.update(closed_on=timezone.localdate() - timedelta(days=1))
    assert counted() == 1


def test_a_campaign_may_share_answers_at_once(client: Client, unvalidated: Campaign, people: Cast) -> None:
    client.force_login(people.coordinator)
    life = reverse("surveys:life", kwargs={"slug": "enquete"})
    client.post(life, {"act": "share"})
    assert counted() == 1
    take(
        CAMPAIGN, "share_unvalidated", Campaign.objects.get(), by=people.coordinator, at=timezone.now()
    )  # again: nothing changes
    client.post(life, {"act": "keep"})
    assert counted() is None


def test_who_answers_is_told_who_reads(client: Client, unvalidated: Campaign, people: Cast) -> None:
    client.force_login(people.officer)
    for place in (address("respond"), address("respond_section", section="first")):
        assert "seules la collectivité et la coordination" in client.get(place).content.decode()
    Campaign.objects.update(shares_unvalidated=True)
    for place in (address("respond"), address("respond_section", section="first")):
        assert "dès qu’elle est donnée" in client.get(place).content.decode()


def test_what_will_be_published_holds_one_s_own_answers(client: Client, unvalidated: Campaign, people: Cast) -> None:
    client.force_login(people.officer)
    assert SECRET in client.get(address("publication")).content.decode()
    view = view_campaign("enquete")
    question = find_question(view, "q1")
    assert question is not None
    assert not read_responses(view, [question])[0].answers
    assert read_responses(view, [question], including=[OWN])[0].answers
