"""What the desk and the diary tell a person of campaigns: those to run, those to answer, and their last day."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from autan.people.workflows.actions import take
from autan.survey.answering.presenters.desk import campaign_days, campaign_items
from autan.survey.campaigns.actions.workflow import CAMPAIGN
from autan.survey.campaigns.models import Campaign
from autan.survey.questionnaires.core.answers.fields import AnswerInput
from autan.survey.questionnaires.core.kinds import AnswerState
from tests.cast import Cast
from tests.survey.campaigns.answering import OWN, address, save

TODAY = timezone.localdate()
RUN = "Suivre et relancer\u00a0: Enquête"


def lines(person: object) -> list[tuple[str, str, int]]:
    return [(item.title, item.url, item.rank) for item in campaign_items(person)]


def tracking(slug: str) -> str:
    return reverse("surveys:tracking", kwargs={"slug": slug})


def refuse_all(campaign: Campaign, *codes: str) -> None:
    entries = [AnswerInput(question=code, based_on=0, parts={}, state=AnswerState.REFUSED) for code in codes]
    save(campaign, *entries)


def test_who_runs_a_campaign_follows_it_until_it_is_over(running: Campaign, people: Cast) -> None:
    by = people.coordinator
    assert lines(by) == [(RUN, tracking("enquete"), 30)]
    (item,) = campaign_items(by)
    assert item.detail.startswith("3 collectivités sur 3 n’ont pas terminé · à rendre avant la fin du ")
    refuse_all(running, "q1", "q2", "q3")
    assert next(iter(campaign_items(by))).detail.startswith("2 collectivités sur 3 n’ont pas terminé")
    take(CAMPAIGN, "close_campaign", running, by=by, at=timezone.now())
    assert lines(by) == [(RUN, tracking("enquete"), 70)]
    assert next(iter(campaign_items(by))).detail.startswith("cette campagne est close depuis le ")


@pytest.mark.parametrize("who", ["officer", "contributor"])
def test_who_answers_is_told_what_remains(running: Campaign, people: Cast, who: str) -> None:
    by = getattr(people, who)
    place = address("respond")
    (item,) = campaign_items(by)
    assert (item.url, item.rank) == (place, 20)
    assert item.title.startswith("Répondre pour ")
    assert item.title.endswith("Autan-Nord\u00a0: Enquête")
    assert item.detail.startswith("3 questions restent · à rendre avant la fin du ")
    refuse_all(running, "q1", "q2")
    assert next(iter(campaign_items(by))).detail.startswith("1 question reste · ")
    refuse_all(running, "q3")
    (item,) = campaign_items(by)
    assert (item.detail.partition(" · ")[0], item.rank) == ("Tout est répondu.", 70)
    take(CAMPAIGN, "close_campaign", running, by=people.coordinator, at=timezone.now())
    assert lines(by) == []


def test_others_and_documented_campaigns_have_no_line(running: Campaign, documented: Campaign, people: Cast) -> None:
    for person in (people.reader, people.outsider, AnonymousUser()):
        assert lines(person) == list(campaign_days(person, TODAY)) == []
    assert [url for _title, url, _rank in lines(people.coordinator)] == [tracking("enquete")]


def days(person: object, today: date = TODAY) -> list[tuple[str, date, str, str]]:
    return [(line.uid, line.day, line.url, line.detail) for line in campaign_days(person, today)]


def test_the_last_day_is_in_the_diary_of_who_runs_and_of_who_answers(running: Campaign, people: Cast) -> None:
    last = running.closed_on
    assert last is not None
    assert days(people.coordinator) == [("campaign-enquete", last, tracking("enquete"), "dernier jour de la campagne")]
    ((uid, day, url, detail),) = days(people.officer)
    assert (uid, day, url) == (f"campaign-enquete-{OWN}", last, address("respond"))
    assert detail.startswith("répondre pour ")
    assert days(people.coordinator, last) != []
    assert days(people.coordinator, last + timedelta(days=1)) == []
    take(CAMPAIGN, "reopen_campaign", running, by=people.coordinator, at=timezone.now(), closed_on=None)
    assert days(people.coordinator) == days(people.officer) == []
    assert " · " not in next(iter(campaign_items(people.officer))).detail, "no last day to tell"
