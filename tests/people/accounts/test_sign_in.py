"""Signing in: with a password, at a bounded rate, and never by oneself."""

import re

import pytest
from allauth.core.internal.ratelimit import parse_rates
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from autan.people.accounts.actions import register_person
from autan.people.accounts.views import DELAYS
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    cache.clear()
    return register_person(by=None, email="Officer@Exemple.fr", name="Officer", password=PASSWORD)


def sign_in(client, password, email="officer@exemple.fr", address="127.0.0.1"):
    return client.post(reverse("account_login"), {"login": email, "password": password}, REMOTE_ADDR=address)


def fail_from_everywhere(times=30):
    for rank in range(times):
        sign_in(Client(), "autre-mot-de-passe", address=f"192.0.2.{rank}")


@pytest.fixture
def no_mail(settings, tmp_path):
    """Messages are written in files, as on an instance that was given no server."""
    backend = "django.core.mail.backends.filebased.EmailBackend"
    settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": {"file_path": str(tmp_path)}}}


def test_the_address_is_held_in_lower_case(person):
    assert person.email == "officer@exemple.fr"


def test_the_page_begins_in_its_first_field(person):
    page = Client().get(reverse("account_login")).content.decode()
    assert re.search(r'<input type="email" name="login"[^>]* autofocus>', page)
    refused = sign_in(Client(), "faux").content.decode()
    assert 'value="officer@exemple.fr"' in refused


def test_a_right_password_opens(person):
    client = Client()
    assert sign_in(client, PASSWORD).status_code == 302
    assert client.session["_auth_user_id"] == str(person.pk)


def test_a_wrong_password_says_so_and_opens_nothing(person):
    client = Client()
    answer = sign_in(client, "autre-mot-de-passe")
    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session


def test_after_five_wrong_passwords_even_the_right_one_waits(person):
    client = Client()
    for _ in range(5):
        sign_in(client, "autre-mot-de-passe")
    refused = sign_in(client, PASSWORD)
    assert "_auth_user_id" not in client.session
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "300")


def test_failures_on_an_account_leave_the_others_of_the_same_address_open(person):
    colleague = register_person(by=None, email="voisine@exemple.fr", name="Voisine", password=PASSWORD)
    for _ in range(6):
        sign_in(Client(), "autre-mot-de-passe")
    client = Client()
    assert sign_in(client, PASSWORD, email=colleague.email).status_code == 302, "a town hall has one address"
    assert client.session["_auth_user_id"] == str(colleague.pk)


def test_too_many_forms_from_one_address_are_refused_in_words_with_a_delay(person, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login": "1/m/ip"}
    sign_in(Client(), "autre-mot-de-passe")
    refused = sign_in(Client(), PASSWORD)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "600")
    assert "Trop d’envois depuis cette adresse" in refused.content.decode()


def test_failures_from_everywhere_leave_the_code_by_mail(person):
    fail_from_everywhere()
    client = Client()
    refused = sign_in(client, PASSWORD)
    assert "code par courriel" in refused.content.decode()
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "3600")
    assert "_auth_user_id" not in client.session


def test_failures_of_others_never_shut_the_owner_out_without_mail(person, no_mail):
    fail_from_everywhere(40)
    client = Client()
    assert sign_in(client, "autre-mot-de-passe").status_code == 200, "she mistypes once"
    assert sign_in(client, PASSWORD).status_code == 302
    assert client.session["_auth_user_id"] == str(person.pk)


def test_without_mail_an_address_that_failed_waits_with_the_account(person, no_mail, settings):
    fail_from_everywhere(25)
    for _ in range(5):
        sign_in(Client(), "autre-mot-de-passe", address="192.0.2.100")
    # as five minutes later: the shorter limit is over
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login_failed": "100/5m/ip"}
    client = Client()
    refused = sign_in(client, PASSWORD, address="192.0.2.100").content.decode()
    assert "Réessayez dans une heure" in refused
    assert "_auth_user_id" not in client.session
    assert sign_in(Client(), PASSWORD, address="192.0.2.101").status_code == 302


def test_a_form_without_its_token_is_refused(person):
    client = Client(enforce_csrf_checks=True)
    assert sign_in(client, PASSWORD).status_code == 403


def test_nobody_signs_up_alone():
    client = Client()
    answer = client.post(
        reverse("account_signup"), {"email": "x@exemple.fr", "password1": PASSWORD, "password2": PASSWORD}
    )
    assert "_auth_user_id" not in client.session
    assert answer.status_code == 404


def test_signing_out_takes_a_form(person):
    client = Client()
    sign_in(client, PASSWORD)
    client.get(reverse("account_logout"))
    assert "_auth_user_id" in client.session
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "place", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_signing_in_leads_to_no_other_site(person, place):
    answer = Client().post(reverse("account_login"), {"login": person.email, "password": PASSWORD, "next": place})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/bureau/")


@pytest.mark.parametrize("host", ["evil.example", "testserver:80@evil.example", "testserver, evil.example", " "])
def test_a_name_that_is_not_that_of_the_site_is_refused(host):
    assert Client(headers={"host": host}).get(reverse("account_login")).status_code == 400


@pytest.mark.parametrize(("limit", "seconds"), [("login_failed", 300), ("login_failed_anywhere", 3_600)])
def test_the_delays_are_those_that_the_limits_count_over(limit: str, seconds: int) -> None:
    assert {rate.duration for rate in parse_rates(settings.ACCOUNT_RATE_LIMITS[limit])} == {seconds}
    assert seconds in DELAYS.values()
