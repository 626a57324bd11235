"""A clock set too far ahead, then right again, or set an hour back, neither closes an account nor leaves it open."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from unittest import mock

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from autan.instance.project import queue_worker
from autan.people.accounts.actions import register_person
from autan.people.accounts.models import Person
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db
HOUR, YEAR = timedelta(hours=1), timedelta(days=365)


@pytest.fixture
def person() -> Iterator[Person]:
    cache.clear()
    yield register_person(by=None, email="marie@exemple.fr", name="Marie", password=PASSWORD)
    cache.clear()


@contextmanager
def clock_moved(by: timedelta) -> Iterator[None]:
    """The clock of the machine, as Django, its cache and allauth read it."""
    real, real_now = time.time, timezone.now

    def seconds() -> float:
        return real() + by.total_seconds()

    def now() -> datetime:
        return real_now() + by

    with (
        mock.patch("time.time", seconds),
        mock.patch("django.utils.timezone.now", now),
        mock.patch("django.core.cache.backends.db.tz_now", now),
    ):
        yield


def sign_in(password: str = PASSWORD) -> Client:
    browser = Client()
    browser.post(reverse("account_login"), {"login": "marie@exemple.fr", "password": password})
    return browser


def is_in(browser: Client) -> bool:
    return browser.get(reverse("account_home")).status_code == 200


def test_failures_of_a_clock_a_year_ahead_do_not_close_the_account_until_then(person: Person) -> None:
    with clock_moved(YEAR):
        for _ in range(5):
            sign_in("un-autre-mot-de-passe")
        assert not is_in(sign_in()), "too many failures wait, as on any day"
    assert not is_in(sign_in())
    queue_worker.recover()
    assert is_in(sign_in())


def test_a_session_of_a_clock_a_year_ahead_does_not_stay_open_for_a_year(person: Person) -> None:
    with clock_moved(YEAR):
        ahead = sign_in()
        assert is_in(ahead)
    right = sign_in()
    queue_worker.recover()
    assert not is_in(ahead)
    assert is_in(right), "that of a clock that is right stays"


def test_a_session_ends_when_the_clock_jumps_a_year_ahead_and_lives_through_an_hour_back(person: Person) -> None:
    browser = sign_in()
    with clock_moved(-HOUR):
        assert is_in(browser)
        queue_worker.recover()
    assert is_in(browser)
    with clock_moved(YEAR):
        assert not is_in(browser)


def test_the_daily_sweep_does_not_wait_for_the_time_of_a_clock_that_was_ahead(person: Person) -> None:
    with clock_moved(YEAR):
        queue_worker.recover()
    queue_worker.recover()
    assert not cache.add("autan.sweep", value=True, timeout=1), "it was done again"
    with clock_moved(timedelta(days=2)):
        assert cache.add("autan.sweep", value=True, timeout=1), "and its time is that of the right clock"
