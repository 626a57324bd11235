"""Who is written to of what comes to its day: the people of networks that want it, once, with where it is read."""

from datetime import date, timedelta

import pytest
from django.test import override_settings
from django.urls import reverse

from autan.people.journal.models import JournalEntry
from autan.plans.funding.actions.deadlines import send_deadlines
from autan.territories.networks.models import Network
from tests.cast import Cast
from tests.mailing import posted
from tests.plans.funding.test_queries import write

CLOSING = date(2027, 3, 31)
MONTH_BEFORE = CLOSING - timedelta(days=30)


def send(on: date = MONTH_BEFORE) -> int:
    return send_deadlines(site="https://autan.example", on=on)


def told() -> dict[str, str]:
    return {letter.to[0]: str(letter.body) for letter in posted()}


def test_the_coordination_is_told_of_every_call_and_officers_of_those_that_do_not_exclude_their_member(
    network: Network, people: Cast
):
    write(network, "Fonds des grands", closes_on=CLOSING, population_above=100_000)
    write(network, "Fonds de tous", closes_on=CLOSING)
    write(network, "Fonds d’après", closes_on=CLOSING + timedelta(days=1))
    write(network, "Brouillon", closes_on=CLOSING, is_published=False)
    assert send() == 2
    letters = told()
    assert set(letters) == {people.coordinator.email, people.officer.email}
    named = {
        who: [name for name in ("Fonds des grands", "Fonds de tous", "Fonds d’après", "Brouillon") if name in body]
        for who, body in letters.items()
    }
    assert named == {
        people.coordinator.email: ["Fonds des grands", "Fonds de tous"],
        people.officer.email: ["Fonds de tous"],  # the Sicoval is too small for the other
    }
    page = reverse("funding:call", kwargs={"slug": "fonds-de-tous"})
    assert f"https://autan.example{page}" in letters[people.officer.email]
    line = JournalEntry.objects.first()
    assert line is not None
    assert (line.act, line.summary, line.network) == ("remind_of_deadlines", "Rappels d’échéances : 2", "essai")
    assert send() == 0  # once at each stage
    assert JournalEntry.objects.filter(act="remind_of_deadlines").count() == 1


def test_nothing_to_tell_leaves_no_line(network: Network, people: Cast):
    write(network, "Sans jour")
    assert (send(), told()) == (0, {})
    assert not JournalEntry.objects.filter(act="remind_of_deadlines").exists()


def test_a_network_that_wants_no_reminder_has_none(network: Network, people: Cast):
    write(network, "Fonds de tous", closes_on=CLOSING)
    Network.objects.update(reminds=False)
    assert (send(), told()) == (0, {})


@pytest.mark.parametrize(
    ("backend", "count"),
    [("django.core.mail.backends.smtp.EmailBackend", 0), ("django.core.mail.backends.filebased.EmailBackend", 2)],
)
def test_an_invented_network_writes_to_files_alone(network: Network, people: Cast, backend: str, count: int):
    write(network, "Fonds de tous", closes_on=CLOSING)
    Network.objects.update(is_invented=True)
    with override_settings(MAILERS={"default": {"BACKEND": backend}}):
        assert send() == count
