"""Owners reminded by mail: who writes, to whom, how often, and who cannot be reached."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from autan.ground.errors import NotAllowedError
from autan.people.accounts.models import Person
from autan.people.journal.models import JournalEntry
from autan.plans.indicators.actions.reminders import Reminders, late_indicators, remind_owners
from autan.plans.indicators.importers import catalogue
from autan.territories.networks.actions.mandates import end_mandate
from autan.territories.networks.models import Mandate, Territory
from tests.cast import HERE, Cast
from tests.mailing import forget_messages, posted
from tests.plans.indicators.conftest import SINCE, follow, give

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


def remind(by: Person | None, here: Territory, days: int = 0) -> Reminders:
    return remind_owners(by=by, territory=here, site=SITE, today=TODAY + timedelta(days=days))


def test_nothing_late_is_nothing_written(here: Territory, people: Cast):
    give(follow(here, "population", owner=people.officer), 1000.0, start=TODAY.year - 1)
    assert remind(people.officer, here) == Reminders(written=0, waiting=0, unreachable=0)
    assert not JournalEntry.objects.filter(act="remind_owners").exists()


def test_who_is_gone_or_has_no_account_is_counted_and_not_written_to(here: Territory, people: Cast, late: None):
    forget_messages()
    end_mandate(by=None, mandate=Mandate.objects.get(person=people.contributor))
    forget_messages()  # that of her role, which ends
    assert remind(people.officer, here) == Reminders(written=0, waiting=3, unreachable=3)
    assert posted() == []


def test_each_owner_is_written_to_about_what_they_hold(here: Territory, people: Cast, late: None):
    give(follow(here, "energy_total", owner=people.officer), 1.0)
    assert remind(people.coordinator, here) == Reminders(written=2, waiting=4, unreachable=1)
    bodies = {message.to[0]: message.body for message in posted()}
    assert set(bodies) == {people.officer.email, people.contributor.email}
    label = catalogue()["energy_total"].label.fr
    assert label in bodies[people.officer.email]
    assert label not in bodies[people.contributor.email]
    assert "dernière valeur" in bodies[people.officer.email].replace("\u00a0", " ")
    line = JournalEntry.objects.get(act="remind_owners")
    assert (line.summary, line.object_id, line.network) == ("Rappels d’indicateurs : 2", HERE, "essai")


def test_a_value_never_given_waits_too(here: Territory, people: Cast):
    made = follow(here, "cycle_lanes", owner=people.officer)
    assert [(one, finding.code) for one, finding in late_indicators(here, today=TODAY)] == [(made, "never_updated")]
    assert late_indicators(here, today=SINCE) == []


def test_a_week_begins_on_monday(here: Territory, people: Cast, late: None):
    to_monday = (7 - TODAY.weekday()) % 7 or 7
    remind(people.officer, here)
    remind(people.officer, here, days=to_monday - 1)
    assert len(posted()) == 1
    remind(people.officer, here, days=to_monday)
    assert len(posted()) == 2
