"""One's own account: only the pages that are meant, attempts counted apart, an address changed in one act."""

import re

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import get_resolver, reverse

from autan.people.accounts.actions import change_password, record_address, register_person
from autan.people.accounts.models import Person
from autan.people.accounts.templatetags.browsers import browser
from autan.people.journal.models import JournalEntry
from autan.territories.networks.actions.mandates import grant_mandate
from autan.territories.networks.models import Mandate
from tests.cast import PASSWORD
from tests.mailing import posted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_attempt_before():
    cache.clear()


@pytest.fixture
def person():
    return register_person(by=None, email="marie@exemple.fr", name="Marie", password=PASSWORD)


def sign_in(client, password=PASSWORD, email="marie@exemple.fr", **extra):
    return client.post(reverse("account_login"), {"login": email, "password": password}, **extra)


def is_in(client):
    return "_auth_user_id" in client.session


def fail(count, address, email="marie@exemple.fr"):
    for _ in range(count):
        sign_in(Client(), "un-autre-mot-de-passe", email, REMOTE_ADDR=address)


def test_a_hundred_failures_from_one_address_close_no_other(person):
    fail(100, "192.0.2.1")
    client = Client()
    sign_in(client, REMOTE_ADDR="192.0.2.2")
    assert is_in(client)
    closed = Client()
    sign_in(closed, REMOTE_ADDR="192.0.2.1")
    assert not is_in(closed)


def test_failures_from_everywhere_slow_the_account_and_leave_a_code_by_mail(person):
    for number in range(10):
        fail(3, f"192.0.2.{number}")
    client = Client()
    answer = sign_in(client, REMOTE_ADDR="198.51.100.7")
    assert not is_in(client)
    assert "code par courriel" in answer.content.decode()
    client.post(reverse("account_request_login_code"), {"email": "marie@exemple.fr"}, REMOTE_ADDR="198.51.100.7")
    code = re.search(r"^([A-Z0-9-]{6,})$", posted()[-1].body, flags=re.MULTILINE)
    assert code, posted()[-1].body
    client.post(reverse("account_confirm_login_code"), {"code": code[1]}, REMOTE_ADDR="198.51.100.7")
    assert is_in(client)


def test_two_hundred_officers_of_one_town_hall_sign_in(person, settings):
    people = [register_person(by=None, email=f"o{n}@exemple.fr", name="O", password=None) for n in range(200)]
    Person.objects.filter(pk__in=[one.pk for one in people]).update(password=person.password)
    for one in people:
        client = Client()
        sign_in(client, email=one.email, REMOTE_ADDR="192.0.2.9")
        assert is_in(client)


@pytest.mark.parametrize(("count", "address"), [(0, "127.0.0.1"), (1, "198.51.100.2"), (2, "203.0.113.5")])
def test_the_address_is_the_one_that_trusted_proxies_give(rf, settings, count, address):
    from allauth.account.adapter import get_adapter

    settings.ALLAUTH_TRUSTED_PROXY_COUNT = count
    request = rf.get("/", headers={"x-forwarded-for": "192.0.2.66, 203.0.113.5, 198.51.100.2"})
    assert get_adapter().get_client_ip(request) == address


def test_only_the_pages_that_are_meant_exist():
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    of_accounts = {name for name in names if name.startswith(("account_", "mfa_", "usersessions"))}
    assert not {name for name in of_accounts if "phone" in name or "passkey_signup" in name}
    assert Client().get(reverse("account_signup")).status_code == 404
    assert Client().post(reverse("account_signup"), {}).status_code in {403, 404}


@pytest.fixture
def client_in(person):
    client = Client()
    sign_in(client)
    return client


def ask_change(client, address):
    answer = client.post(reverse("account_email"), {"email": address, "action_add": ""})
    if "reauthenticate" in answer.headers.get("location", ""):
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        answer = client.post(reverse("account_email"), {"email": address, "action_add": ""})
    return answer


def confirm(client, message):
    path = re.search(r"https?://[^/]+(/compte/confirm-email/\S+)", message.body)
    assert path, message.body
    return client.post(path[1])


def test_an_address_is_changed_once_proved_and_the_old_one_is_told(client_in, person):
    ask_change(client_in, "nouvelle@exemple.fr")
    person.refresh_from_db()
    assert person.email == "marie@exemple.fr", "nothing changes before the new address is proved"
    asked = posted()[-1]
    assert asked.to == ["nouvelle@exemple.fr"]
    confirm(client_in, asked)
    person.refresh_from_db()
    assert person.email == "nouvelle@exemple.fr"
    assert ["marie@exemple.fr"] in [message.to for message in posted()[1:]]
    line = JournalEntry.objects.get(act="change_email")
    assert (line.by_id, line.object_id) == (person.pk, str(person.pk))
    assert "exemple.fr" not in f"{line.summary}{line.details}"
    assert all(message.body.startswith("Bonjour,\n") and "Autan, testserver" in message.body for message in posted())


def test_an_address_that_waits_to_be_proved_opens_nothing(client_in, person):
    ask_change(client_in, "faute@exemple.fr")
    before = len(posted())
    other = Client()
    sign_in(other, email="faute@exemple.fr")
    assert not is_in(other)
    for name in ("account_reset_password", "account_request_login_code"):
        other.post(reverse(name), {"email": "faute@exemple.fr"})
    text = "".join(message.body for message in posted()[before:])
    assert "password/reset/key" not in text
    assert not re.search(r"^([A-Z0-9-]{6,})$", text, flags=re.MULTILINE)
    again = Client()
    sign_in(again)
    assert is_in(again)


def test_changing_the_address_asks_the_password(client_in):
    session = client_in.session
    session["account_authentication_methods"] = [{"method": "password", "at": 0}]
    session.save()
    answer = client_in.post(reverse("account_email"), {"email": "n@exemple.fr", "action_add": ""})
    assert "reauthenticate" in answer.headers["location"]
    assert not posted()


def test_an_address_taken_before_or_meanwhile_is_refused_and_nothing_is_half_written(client_in, person):
    ask_change(client_in, "autre@exemple.fr")
    asked = posted()[-1]
    register_person(by=None, email="autre@exemple.fr", name="Autre", password=PASSWORD)
    assert confirm(client_in, asked).status_code in {200, 302}
    person.refresh_from_db()
    assert person.email == "marie@exemple.fr"
    assert not JournalEntry.objects.filter(act="change_email").exists()
    before = len(posted())
    ask_change(client_in, "autre@exemple.fr")
    assert len(posted()) == before


def test_a_changed_password_is_told_by_mail(client_in):
    new = {"oldpassword": PASSWORD, "password1": "un-tout-autre-mot", "password2": "un-tout-autre-mot"}
    client_in.post(reverse("account_change_password"), new)
    assert posted()[-1].to == ["marie@exemple.fr"]


def test_sessions_are_listed_and_ended(client_in, person):
    other = Client()
    sign_in(other)
    assert "Navigateur inconnu" in client_in.get(reverse("usersessions_list")).content.decode()
    client_in.post(reverse("usersessions_list"))
    assert other.get(reverse("account_home")).status_code == 302
    assert client_in.get(reverse("account_home")).status_code == 200


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Windows"),
        (
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0 Safari/537.36",
            "Chrome, Linux",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/138.0 Safari/537.36 Edg/138.0", "Edge, Windows"),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/138.0 Mobile Safari/537.36", "Chrome, Android"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1 Version/18.5 Safari/604.1",
            "Safari, iPhone",
        ),
        ("Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) AppleWebKit/605.1 FxiOS/140.0 Safari/605.1", "Firefox, iPad"),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1 Version/18.5 Safari/605.1",
            "Safari, macOS",
        ),
        ("curl/8.5 (Windows)", "Navigateur inconnu, Windows"),
        ("<b>nouveau</b>", "Navigateur inconnu"),
        ("", "Navigateur inconnu"),
    ],
)
def test_the_browser_of_a_session_is_named(said: str, words: str):
    assert browser(said) == words


def test_a_second_factor_is_offered_and_then_asked(client_in, person):
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time

    assert client_in.get(reverse("mfa_index")).status_code == 200
    client_in.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert client_in.get(reverse("mfa_activate_totp")).status_code == 200
    authenticator = TOTP.activate(person, "JBSWY3DPEHPK3PXP").instance
    assert "JBSWY3DPEHPK3PXP" not in str(Authenticator.objects.get(pk=authenticator.pk).data), "kept encrypted"
    again = Client()
    assert "2fa" in sign_in(again).headers["location"]
    assert not is_in(again)
    for _attempt in range(2):  # a code may end between its reading and its sending
        counter = next(iter(yield_hotp_counters_from_time()))
        code = format_hotp_value(hotp_value("JBSWY3DPEHPK3PXP", counter))
        again.post(reverse("mfa_authenticate"), {"code": code})
    assert is_in(again)


def test_a_second_factor_is_neither_replayed_nor_guessed(person, monkeypatch):
    """A code that opened once opens no more, nor does a recovery code; and tries are few."""
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value

    monkeypatch.setattr("allauth.mfa.totp.internal.auth.yield_hotp_counters_from_time", lambda: iter([57]))
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    recovery = RecoveryCodes.activate(person).get_unused_codes()

    def enter(*codes):
        browser = Client()
        sign_in(browser)
        for code in codes:
            browser.post(reverse("mfa_authenticate"), {"code": code})
        return is_in(browser)

    right = format_hotp_value(hotp_value("JBSWY3DPEHPK3PXP", 57))
    assert [enter(right), enter(right)] == [True, False]
    assert [enter(recovery[0]), enter(recovery[0])] == [True, False]
    cache.clear()
    assert not enter(*(f"{rank:06}" for rank in range(30)), recovery[1]), "too many tries close the way for a while"


def test_a_demonstration_account_opens_on_this_machine_alone(settings):
    register_person(by=None, email="demo@exemple.fr", name="D", password=PASSWORD, is_demonstration=True)
    client = Client()
    sign_in(client, email="demo@exemple.fr")
    assert is_in(client)
    settings.IS_LOCAL = False
    assert client.get(reverse("account_home")).status_code == 302, "who was signed in is no longer"
    other = Client()
    sign_in(other, email="demo@exemple.fr")
    assert not is_in(other)


def test_every_page_of_the_account_is_drawn(client_in):
    pages = (
        "account_home",
        "account_email",
        "account_change_password",
        "usersessions_list",
        "mfa_index",
        "account_logout",
    )
    assert {name: client_in.get(reverse(name)).status_code for name in pages} == dict.fromkeys(pages, 200)
    outside = ("account_login", "account_request_login_code", "account_reset_password")
    assert {name: Client().get(reverse(name)).status_code for name in outside} == dict.fromkeys(outside, 200)
    assert settings.ACCOUNT_CHANGE_EMAIL


def test_the_coordination_of_each_network_of_somebody_reads_that_her_account_changed(people, network, other_network):
    grant_mandate(by=None, person=people.officer, role=Mandate.Role.READER, network=other_network)
    record_address(people.officer)
    change_password(by=None, person=people.officer, password="un-tout-autre-mot-de-passe")
    for act in ("change_email", "change_password"):
        lines = JournalEntry.objects.filter(act=act).values_list("network", flat=True)
        assert sorted(lines) == sorted({network.slug, other_network.slug})
    record_address(people.outsider)
    assert JournalEntry.objects.filter(act="change_email", network="").count() == 1
