"""Owners reminded by mail: who writes, to whom, how often, and who cannot be reached."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from autan.ground.errors import NotAllowedError
from autan.people.accounts.models import Person
from autan.plans.indicators.actions.reminders import Reminders, remind_owners
from autan.territories.networks.models import Territory
from tests.cast import HERE, Cast
from tests.mailing import forget_messages, posted
from tests.plans.indicators.conftest import follow, give

SITE = "https://autan.exemple.fr"
TODAY = timezone.localdate()


@pytest.fixture
def late(here: Territory, people: Cast) -> None:
    give(follow(here, "cycle_lanes", owner=people.contributor), 1.0)
    give(follow(here, "household_waste", owner=people.contributor), 1.0)
    give(follow(here, "charging_points", owner_name="Service"), 1.0)
    give(follow(here, "population", owner=people.officer), 1000.0, start=TODAY.year - 1)


def test_each_owner_has_one_message_a_week(here: Territory, people: Cast, late: None):
    done = remind_owners(by=people.officer, territory=here, site=SITE, today=TODAY)
    assert done == Reminders(written=1, waiting=3, unreachable=1)
    remind_owners(by=people.officer, territory=here, site=SITE, today=TODAY)
    (message,) = posted()
    assert message.to == [people.contributor.email]
    assert f"{SITE}/territoires/{HERE}/indicateurs/saisie/" in message.body
    assert "2 indicateurs" in message.subject
    remind_owners(by=people.officer, territory=here, site=SITE, today=TODAY + timedelta(days=7))
    assert len(posted()) == 2


def test_who_does_not_choose_does_not_remind(here: Territory, people: Cast, neighbour: Person, late: None):
    forget_messages()  # that of her role, to the neighbour
    for person in (people.contributor, people.outsider, neighbour):
        with pytest.raises(NotAllowedError):
            remind_owners(by=person, territory=here, site=SITE, today=TODAY)
    assert posted() == []


def test_the_health_page_leads_to_reminders(client: Client, people: Cast, late: None, settings):
    settings.AUTAN_SITE = SITE
    client.force_login(people.officer)
    page = reverse("indicators:health", kwargs={"siren": HERE})
    assert "Rappeler par courriel" in client.get(page).content.decode()
    text = client.post(reverse("indicators:remind", kwargs={"siren": HERE}), follow=True).content.decode()
    assert "1 personne a un rappel" in text
    assert "personne à qui écrire" in text
