"""Sign-in by an identity provider: only by what was linked, only by answers that are verified."""

import html
import re
import time
import urllib.error
import urllib.request
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from autan.instance.project.env import SettingError, read_identity_provider
from autan.people.accounts.actions import close_account, register_person
from autan.people.accounts.models import Person
from autan.people.journal.models import JournalEntry
from tests.cast import PASSWORD
from tests.identity_provider import CLIENT, KEYS, SECRET, identity_provider
from tests.mailing import posted

pytestmark = pytest.mark.django_db
LOGIN, CALLBACK = "/compte/identity/login/", "/compte/identity/callback/"


@pytest.fixture(autouse=True)
def _nothing_kept():
    cache.clear()


@pytest.fixture
def provider(settings, monkeypatch):
    with identity_provider() as found:
        for name, value in found.settings.items():
            monkeypatch.setenv(name, value)
        settings.SOCIALACCOUNT_PROVIDERS = read_identity_provider()
        yield found


@pytest.fixture
def person():
    return register_person(by=None, email="marie@exemple.fr", name="Marie", password=PASSWORD)


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_arguments):
        return None


def led_to(answer) -> str:
    found = re.search(r'content="0; url=([^"]+)"', answer.content.decode())
    assert found, (answer.status_code, answer.content.decode()[:2000])
    return html.unescape(found[1])


def sign_in_there(url: str) -> str:
    """The address by which the provider sends back, without its machine."""
    with pytest.raises(urllib.error.HTTPError) as answer:
        urllib.request.build_opener(_Stay).open(url)
    with answer.value as error:
        assert error.code == 303, error.read()
        back = urlsplit(error.headers["Location"])
    return f"{back.path}?{back.query}"


def come_back(client, **posted_words):
    return client.get(sign_in_there(led_to(client.post(LOGIN, posted_words))))


def is_in(client):
    return "_auth_user_id" in client.session


def link(person):
    """Link the identity of the provider to an account, as its holder does; return the browser."""
    client = Client()
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    answer = come_back(client, process="connect")
    assert answer.url == reverse("account_reauthenticate")
    assert not SocialAccount.objects.filter(user=person).exists()
    client.post(answer.url, {"password": PASSWORD})
    assert SocialAccount.objects.filter(user=person).count() == 1
    return client


def test_without_a_provider_there_is_no_page(person):
    assert Client().post(LOGIN).status_code == 404
    assert Client().get(CALLBACK).status_code == 404
    assert "S’identifier avec" not in Client().get(reverse("account_login")).content.decode()


def test_what_is_asked_is_what_proconnect_takes(provider):
    client = Client()
    assert "S’identifier avec" in client.get(reverse("account_login")).content.decode()
    assert client.get(LOGIN)["Location"] == "/compte/identity/", "an address that is only posted to leads nowhere else"
    asked = parse_qs(urlsplit(led_to(client.post(f"{LOGIN}?scope=siret&auth_params=prompt%3Dnone"))).query)
    assert set(asked) == {"client_id", "redirect_uri", "scope", "response_type", "state", "nonce"}
    assert (len(asked["state"][0]), len(asked["nonce"][0])) == (48, 48)
    assert set(asked["scope"][0].split()) == {"openid", "email"}
    again = parse_qs(urlsplit(led_to(client.post(LOGIN))).query)
    assert again["state"] != asked["state"]
    assert again["nonce"] != asked["nonce"]


def test_the_same_e_mail_opens_nothing(provider, person):
    client = Client()
    answer = come_back(client)
    assert answer.status_code == 403
    assert "Identité pas encore reliée" in answer.content.decode()
    assert not is_in(client)
    assert not SocialAccount.objects.exists()
    assert Person.objects.count() == 1


@pytest.mark.parametrize("algorithm", ["RS256", "ES256", "HS256"])
@pytest.mark.parametrize("is_plain", [False, True])
def test_a_linked_identity_opens_its_account(provider, person, algorithm, is_plain):
    provider.algorithm, provider.is_plain = algorithm, is_plain
    link(person)
    kept = SocialAccount.objects.get()
    assert (kept.uid, kept.extra_data) == (provider.sub, {"sub": provider.sub, "email": provider.email})
    provider.email = "une-autre@exemple.fr"
    client = Client()
    assert come_back(client, next="/a-propos/").url == "/a-propos/"
    assert client.session["_auth_user_id"] == str(person.pk)
    person.refresh_from_db()
    assert (person.email, person.name) == ("marie@exemple.fr", "Marie"), "an account is not the provider's to change"


def test_linking_is_told_to_the_holder_and_to_the_journal(provider, person):
    client = link(person)
    assert JournalEntry.objects.get(act="link_identity").by_id == person.pk
    assert posted()[-1].to == [person.email]
    kept = SocialAccount.objects.get()
    page = client.get(reverse("socialaccount_connections")).content.decode()
    assert "Relier mon identité" in page
    assert provider.email in page
    client.post(reverse("socialaccount_connections"), {"account": kept.pk})
    assert not SocialAccount.objects.exists()
    assert JournalEntry.objects.get(act="unlink_identity").by_id == person.pk
    other = Client()
    assert come_back(other).status_code == 403


def test_another_person_there_is_another_identity(provider, person):
    link(person)
    provider.sub = "a6f1c5d0-0000-4000-8000-000000000002"
    client = Client()
    assert come_back(client).status_code == 403
    assert not is_in(client)


def test_one_identity_opens_one_account(provider, person):
    link(person)
    other = register_person(by=None, email="jean@exemple.fr", name="Jean", password=PASSWORD)
    client = Client()
    client.post(reverse("account_login"), {"login": other.email, "password": PASSWORD})
    client.post(come_back(client, process="connect").url, {"password": PASSWORD})
    assert SocialAccount.objects.get().user == person


def test_linking_asks_the_password_again(provider, person):
    client = Client()
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    url = come_back(client, process="connect").url
    client.post(url, {"password": "un-autre-mot-de-passe"})
    assert not SocialAccount.objects.exists()
    assert Client().post(LOGIN, {"process": "connect"}).status_code == 200
    assert come_back(Client(), process="connect").status_code == 302
    assert not SocialAccount.objects.exists()


def test_a_closed_account_stays_closed(provider, person):
    link(person)
    close_account(by=None, person=person)
    client = Client()
    assert come_back(client).url == reverse("account_inactive")
    assert not is_in(client)


def changed(name, **claims):
    return lambda one, whole: whole | claims if one == name else whole


def without(name, claim):
    return lambda one, whole: {key: value for key, value in whole.items() if one != name or key != claim}


@pytest.mark.parametrize(
    "spoil",
    [
        changed("id_token", nonce="x" * 48),
        without("id_token", "nonce"),
        changed("id_token", aud="another-client"),
        changed("userinfo", aud="another-client"),
        changed("id_token", iss="https://elsewhere.example"),
        changed("userinfo", iss="https://elsewhere.example"),
        changed("id_token", exp=int(time.time()) - 3600),
        changed("userinfo", exp=int(time.time()) - 3600),
        changed("userinfo", sub="somebody-else"),
        without("id_token", "sub"),
        without("id_token", "exp"),
        without("userinfo", "sub"),
    ],
)
def test_an_answer_that_is_not_for_this_sign_in_opens_nothing(provider, person, spoil, caplog):
    link(person)
    provider.spoil = spoil
    client = Client()
    answer = come_back(client)
    assert (answer.status_code, is_in(client)) == (401, False)
    assert "n’a pas pu être vérifiée" in answer.content.decode()
    assert "sign-in by the identity provider failed" in caplog.text


@pytest.mark.parametrize(
    ("algorithm", "key"),
    [
        ("RS256", rsa.generate_private_key(public_exponent=65537, key_size=2048)),
        ("HS256", "un-autre-secret-de-client-d-au-moins-trente-deux"),
        ("HS256", jwt.algorithms.RSAAlgorithm.to_jwk(KEYS["RS256"].public_key())),
        ("none", ""),
        ("HS512", SECRET + SECRET),
    ],
)
def test_an_answer_signed_by_somebody_else_opens_nothing(provider, person, algorithm, key):
    link(person)
    provider.algorithm, provider.key = algorithm, key
    client = Client()
    assert come_back(client).status_code == 401
    assert not is_in(client)


def test_a_state_of_another_session_or_used_twice_opens_nothing(provider, person):
    link(person)
    client, other = Client(), Client()
    back = sign_in_there(led_to(client.post(LOGIN)))
    other.post(LOGIN)
    assert other.get(back).status_code == 401
    assert not is_in(other)
    assert client.get(back).status_code == 302
    client.post(reverse("account_logout"))
    assert client.get(back).status_code == 401
    for wrong in ("", "?state=", "?code=x", "?state=x&code=y", "?error=access_denied"):
        assert client.get(f"{CALLBACK}{wrong}").status_code == 401


def test_a_person_who_gives_up_is_told_so(provider):
    client = Client()
    state = parse_qs(urlsplit(led_to(client.post(LOGIN))).query)["state"][0]
    answer = client.get(f"{CALLBACK}?error=access_denied&state={state}", follow=True)
    assert "Connexion abandonnée" in answer.content.decode()


def test_a_provider_that_is_away_is_said(provider, person):
    provider.is_away = True
    assert Client().post(LOGIN).status_code == 401


def test_a_provider_that_speaks_for_another_is_refused(provider, monkeypatch):
    monkeypatch.setattr(provider, "configuration", lambda: {"issuer": "https://elsewhere.example"})
    assert Client().post(LOGIN).status_code == 401


def test_signing_out_ends_the_session_there_too(provider, person):
    client = link(person)
    url = led_to(client.post(reverse("account_logout")))
    assert not is_in(client)
    told = parse_qs(urlsplit(url).query)
    assert url.startswith(f"{provider.address}/session/end?")
    assert told["post_logout_redirect_uri"] == ["http://testserver/"]
    assert jwt.decode(told["id_token_hint"][0], options={"verify_signature": False})["aud"] == CLIENT
    assert len(told["state"][0]) >= 32
    away = link_again(person)
    provider.is_away = True
    cache.clear()
    assert away.post(reverse("account_logout")).status_code == 302


def link_again(person):
    client = Client()
    come_back(client)
    assert is_in(client)
    return client


def test_settings_name_a_secure_provider_whole(monkeypatch):
    assert read_identity_provider()["openid_connect"]["APPS"] == []
    monkeypatch.setenv("AUTAN_OIDC_SERVER", "http://identite.exemple.fr")
    with pytest.raises(SettingError, match="AUTAN_OIDC_SERVER"):
        read_identity_provider()
    monkeypatch.setenv("AUTAN_OIDC_SERVER", "https://auth.agentconnect.gouv.fr/api/v2/")
    with pytest.raises(SettingError, match="AUTAN_OIDC_CLIENT"):
        read_identity_provider()
    monkeypatch.setenv("AUTAN_OIDC_CLIENT", "c")
    monkeypatch.setenv("AUTAN_OIDC_SECRET", "s")
    (app,) = read_identity_provider()["openid_connect"]["APPS"]
    assert (app["name"], app["provider_id"]) == ("ProConnect", "auth.agentconnect.gouv.fr/api/v2")
    monkeypatch.setenv("AUTAN_OIDC_NAME", "Annuaire")
    assert read_identity_provider()["openid_connect"]["APPS"][0]["name"] == "Annuaire"
