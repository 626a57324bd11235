"""No address acts for who did not ask: without the token of its page, every form is refused."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from tests.rights.test_matrix import addresses_of_the_week, path_of
from tests.rights.two_networks import TwoNetworks, make_two_networks

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("rights")]
WITHOUT_TOKEN = {
    "workshops:send",  # the link is the right, and no cookie is read
    "answering:opt_out",  # one click of a mail program (RFC 8058), which has no page
    "api:v1",  # is only read: 405
}
"""Addresses whose view takes a POST that no page of ours sent."""


@pytest.fixture(scope="module")
def networks(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[TwoNetworks]:
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.AUTAN_HOME", tmp_path_factory.mktemp("home"))
        yield make_two_networks()
        transaction.set_rollback(True)


def strict(networks: TwoNetworks, profile: str) -> Client:
    browser = Client(enforce_csrf_checks=True, raise_request_exception=False)
    browser.cookies = networks.browsers[profile]().cookies
    return browser


def test_every_form_is_refused_without_the_token_of_its_page(
    networks: TwoNetworks, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "django.security.csrf")
    taken, addresses = set(), addresses_of_the_week()
    for address in addresses:
        for profile in ("coordinator", "lead_link"):
            caplog.clear()
            with transaction.atomic():
                answer = strict(networks, profile).post(path_of(address, networks))
                transaction.set_rollback(True)
            refused = [record for record in caplog.records if record.name == "django.security.csrf"]
            if answer.status_code != 403 or not refused:
                taken.add(address.name)
    assert taken == WITHOUT_TOKEN & {address.name for address in addresses}
