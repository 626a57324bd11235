"""What the room gives to the pages of the site: a territory, a network, a desk, the menu."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.utils import timezone

from autan.ground.extension_points import DeskItem, DeskLine, MenuEntry, NetworkSection, PageSection, TerritorySection
from autan.ground.registry import registered
from autan.ground.texts.language import in_language
from autan.people.accounts.models import Person
from autan.people.workflows.actions import take
from autan.survey.answering.presenters import desk
from autan.survey.answering.presenters.desk import CAMPAIGN_LINES
from autan.survey.campaigns.actions.workflow import CAMPAIGN
from autan.survey.campaigns.models import Campaign
from autan.survey.campaigns.presenters import NETWORK_CAMPAIGNS, SURVEYS_ENTRY
from autan.survey.results.presenters.searching import TERRITORY_ANSWERS
from autan.territories.networks.models import Network
from tests.cast import Cast
from tests.survey.campaigns.answering import OTHER, OWN, record_answer

NOBODY = AnonymousUser()


def drawn(section: PageSection) -> str:
    return render_to_string(section.template, {"section": section})


def items(person: Person | AnonymousUser) -> list[DeskItem]:
    return list(CAMPAIGN_LINES.build(person))


@pytest.fixture
def kept(network: Network) -> Network:
    """The same network, no longer invented: its results are its own until it shows them."""
    network.is_invented = False
    network.save()
    return network


def test_the_room_is_registered() -> None:
    assert TERRITORY_ANSWERS in registered(TerritorySection)
    assert NETWORK_CAMPAIGNS in registered(NetworkSection)
    assert CAMPAIGN_LINES in registered(DeskLine)
    assert SURVEYS_ENTRY in registered(MenuEntry)


def test_a_territory_shows_its_answers_campaign_by_campaign(documented: Campaign, running: Campaign) -> None:
    record_answer(campaign=running, siren=OWN, question="q2", value=7)
    latest, earlier = TERRITORY_ANSWERS.build(OWN, NOBODY)
    assert (latest.anchor, latest.title, latest.count) == (
        "reponses-enquete",
        f"Réponses à l’enquête de {running.period}",
        1,
    )
    assert (earlier.anchor, earlier.title) == ("reponses-essai-2013", "Réponses documentées aux enquêtes")
    html = drawn(earlier)
    assert '<span lang="fr" class="as-typed">' in html
    assert "Plan de 2010" in html
    assert 'href="/enquetes/essai-2013/questions/q1/"' in html
    assert "Rien de documenté" not in html


def test_rows_are_listed_one_by_one(documented: Campaign) -> None:
    rows = [{"title": "Fermes solaires", "status": "yes"}]
    record_answer(campaign=documented, siren=OTHER, question="q3", value=rows)
    (section,) = TERRITORY_ANSWERS.build(OTHER, NOBODY)
    assert '<ul class="brief" lang="fr"><li>Titre\u00a0: Fermes solaires' in drawn(section)


def test_a_territory_without_answers_says_so(documented: Campaign) -> None:
    (section,) = TERRITORY_ANSWERS.build("100000003", NOBODY)
    assert section.count == 0
    assert "Rien de documenté." in drawn(section)
    with in_language("en"):
        assert "Nothing documented." in drawn(section)


def test_answers_kept_among_the_network_are_read_there_alone(kept: Network, running: Campaign, people: Cast) -> None:
    Campaign.objects.update(shares_unvalidated=True)
    record_answer(campaign=running, siren=OWN, question="q2", value=7)
    for person in (people.coordinator, people.officer, people.contributor, people.reader):
        (section,) = TERRITORY_ANSWERS.build(OWN, person)
        assert section.count == 1
    for stranger in (people.outsider, NOBODY):
        (section,) = TERRITORY_ANSWERS.build(OWN, stranger)
        assert (section.count, section.anchor) == (0, "reponses")


def test_a_network_shows_its_latest_campaign_and_the_earlier_ones(documented: Campaign, running: Campaign) -> None:
    (section,) = NETWORK_CAMPAIGNS.build("autan", NOBODY)
    assert (section.anchor, section.count, section.is_open) == ("enquetes", 2, True)
    html = drawn(section)
    assert html.index('href="/enquetes/enquete/"') < html.index('href="/enquetes/essai-2013/"')
    assert section.context["coverage"].id == "survey.enquete.campaign.documented"
    assert 'href="/preuves/survey.enquete.campaign.documented/"' in html


def test_the_coverage_is_kept_with_the_results(kept: Network, running: Campaign, people: Cast) -> None:
    for person, is_reminded in ((people.reader, True), (people.outsider, False), (NOBODY, False)):
        (section,) = NETWORK_CAMPAIGNS.build("autan", person)
        assert (section.context["coverage"] is not None) is is_reminded
        assert "Enquête" in drawn(section), "that a campaign runs is known to all"


def test_a_network_without_campaigns_has_no_section(network: Network) -> None:
    assert list(NETWORK_CAMPAIGNS.build("autan", NOBODY)) == []


def test_who_answers_is_told_what_remains(running: Campaign, people: Cast) -> None:
    for person in (people.officer, people.contributor):
        (item,) = items(person)
        assert item.title == "Répondre pour Autan-Nord\u00a0: Enquête"
        assert item.url == f"/enquetes/enquete/repondre/{OWN}/"
        remaining, last_day = item.detail.split(" · ")
        assert remaining.endswith("questions restent")
        assert last_day.startswith("à rendre avant la fin du ")


def test_who_has_answered_everything_waits_for_nothing(running: Campaign, people: Cast) -> None:
    before = items(people.officer)[0]
    for question, value in (("q1", {"choice": "no"}), ("q2", 7), ("q3", [{"title": "Audit", "status": "no"}])):
        record_answer(campaign=running, siren=OWN, question=question, value=value)
    after = items(people.officer)[0]
    assert after.rank > before.rank
    assert after.detail.startswith("Tout est répondu.")


def test_who_runs_is_told_how_many_members_have_questions_left(running: Campaign, people: Cast) -> None:
    (item,) = items(people.coordinator)
    assert item.title == "Suivre et relancer\u00a0: Enquête"
    assert item.url == "/enquetes/enquete/suivi/"
    assert item.detail.startswith("3 collectivités sur 3 n’ont pas terminé · ")
    for question, value in (("q1", {"choice": "no"}), ("q2", 7), ("q3", [{"title": "Audit", "status": "no"}])):
        record_answer(campaign=running, siren=OWN, question=question, value=value)
    (after,) = items(people.coordinator)
    assert after.detail.startswith("2 collectivités sur 3 n’ont pas terminé · "), "counted again after an answer"


def test_many_members_are_not_counted_on_the_desk(
    running: Campaign, people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "MANY", 2)
    (item,) = items(people.coordinator)
    assert item.detail.startswith("à rendre avant")


def test_without_a_last_day_none_is_told(running: Campaign, people: Cast) -> None:
    Campaign.objects.update(closed_on=None)
    assert "à rendre" not in items(people.coordinator)[0].detail


def test_a_closed_campaign_is_followed_and_no_longer_answered(running: Campaign, people: Cast) -> None:
    before = items(people.coordinator)[0]
    take(CAMPAIGN, "close_campaign", running, by=None, at=timezone.now())
    (item,) = items(people.coordinator)
    assert item.rank > before.rank
    assert "close" in item.detail
    assert items(people.officer) == []


def test_a_documented_campaign_waits_for_nobody(documented: Campaign, people: Cast) -> None:
    assert [items(person) for person in (people.coordinator, people.officer)] == [[], []]


def test_nobody_else_finds_anything(running: Campaign, people: Cast, foreign_coordinator: Person) -> None:
    assert [items(person) for person in (people.reader, people.outsider, foreign_coordinator, NOBODY)] == [[]] * 4
