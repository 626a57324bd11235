"""No address acts for who did not ask, nor reads what was posted before it asks for the right."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from tests.rights.states import is_public, is_published
from tests.rights.test_matrix import addresses_of_the_week, path_of, sign_of
from tests.rights.two_networks import TwoNetworks, make_two_networks

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("rights")]
WITHOUT_TOKEN = {
    "workshops:send",  # the link is the right, and no cookie is read
    "answering:opt_out",  # one click of a mail program (RFC 8058), which has no page
    "api:v1",  # is only read: 405
}
"""Addresses whose view takes a POST that no page of ours sent."""
REFUSED = "x?->"
"""Refused, not found, not by this method, or led to sign in."""


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


BY_LINK = {
    "answering:link",
    "answering:open_form",
    "answering:open_receipt",
    "answering:opt_out",
    "foresight:file",
    "foresight:group",
    "territories:invitation",
    "workshops:send",
}
"""The right is the link, or the key in it, whoever follows it; or nothing is kept of what is sent."""
OWN_THINGS = {"formats:prepare", "workflows:undo", "projects:keep_view", "usersessions_list"}
"""What a person does with her own: a file of what she reads, her last removal, her views and sessions."""
OWN_ROOMS = ("account_", "mfa_", "socialaccount_")
"""One’s own account, whose views are those of django-allauth."""
OWN_NETWORK = {
    "api:keys", "evidence:library_add", "evidence:library_recommend", "mail:trial", "questionnaires:begin_draft",
    "questionnaires:import_draft", "questionnaires:version", "surveys:open_version",
    "synthesis:editions_in_preparation",
}  # fmt: skip
"""What the coordinator of another network does in her own: the address names no network."""


def test_the_right_is_asked_before_the_form(networks: TwoNetworks) -> None:
    """An empty form is refused to who has no right here, though all that may be published is: never read first."""
    with transaction.atomic():
        is_public()
        is_published()
        read_first = {
            f"{answer.status_code} to {profile} by {address.name}"
            for address in addresses_of_the_week()
            if address.name not in BY_LINK | OWN_THINGS and not address.name.startswith(OWN_ROOMS)
            for profile in ("outsider", "coordinator_elsewhere")
            if profile == "outsider" or address.name not in OWN_NETWORK
            if sign_of(answer := posted_by(networks, profile, path_of(address, networks))) not in REFUSED
        }
        transaction.set_rollback(True)
    assert read_first == set()


def posted_by(networks: TwoNetworks, profile: str, path: str) -> Any:
    """The answer to an empty form; what it wrote is undone."""
    browser = networks.browsers[profile]()
    browser.raise_request_exception = False
    with transaction.atomic():
        answer = browser.post(path)
        transaction.set_rollback(True)
    return answer
