"""A passkey opens the account that made it, here alone, once a challenge: a key of software plays the device."""

import json
import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from autan.people.accounts.actions import close_account, register_person
from autan.people.accounts.models import Person
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db
HOST, ORIGIN = "localhost", "http://localhost"
_Flag = AuthenticatorData.FLAG
PRESENT, VERIFIED = _Flag.UP, _Flag.UP | _Flag.UV


@pytest.fixture(autouse=True)
def _no_attempt_before() -> None:
    cache.clear()


def browser() -> Client:
    return Client(SERVER_NAME=HOST)


@dataclass
class Device:
    """Holds a key, and signs what a page asks of it."""

    handle: str = ""
    identifier: bytes = b"a-key-of-sixteen"
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def _credential(self, **response: bytes | str) -> dict[str, Any]:
        encoded = {name: value if isinstance(value, str) else websafe_encode(value) for name, value in response.items()}
        name = websafe_encode(self.identifier)
        extensions = {"credProps": {"rk": True}}
        return {
            "id": name, "rawId": name, "type": "public-key", "response": encoded, "clientExtensionResults": extensions,
        }  # fmt: skip

    def made(self, options: dict[str, Any]) -> dict[str, Any]:
        """Answer a page that adds a key."""
        self.handle = options["user"]["id"]
        key = ES256.from_cryptography_key(self.key.public_key())
        public = AttestedCredentialData.create(bytes(16), self.identifier, key)
        data = AuthenticatorData.create(sha256(HOST.encode()).digest(), VERIFIED | _Flag.AT, 0, public)
        client = CollectedClientData.create("webauthn.create", options["challenge"], ORIGIN)
        return self._credential(clientDataJSON=client, attestationObject=AttestationObject.create("none", data, {}))

    def signed(
        self, challenge: str, *, origin: str = ORIGIN, host: str = HOST, flags: Any = VERIFIED, act: str = "get"
    ) -> dict[str, Any]:
        """Answer a page that asks who it is."""
        data = AuthenticatorData.create(sha256(host.encode()).digest(), flags, 1)
        client = CollectedClientData.create(f"webauthn.{act}", challenge, origin)
        signature = self.key.sign(data + client.hash, ec.ECDSA(hashes.SHA256()))
        return self._credential(
            clientDataJSON=client, authenticatorData=data, signature=signature, userHandle=self.handle
        )


def enroll(email: str, device: Device) -> Person:
    person = register_person(by=None, email=email, name="Marie", password=PASSWORD)
    client = browser()
    client.post(reverse("account_login"), {"login": email, "password": PASSWORD})
    page = client.get(reverse("mfa_add_webauthn"))
    if page.status_code == 302:
        client.post(page.headers["location"], {"password": PASSWORD})
        page = client.get(reverse("mfa_add_webauthn"))
    asked = re.search(r'id="js_data"[^>]*>(.*?)</script>', page.content.decode(), re.DOTALL)
    assert asked, page.content.decode()[-3000:]
    options = json.loads(asked[1])["creation_options"]["publicKey"]
    answer = client.post(
        reverse("mfa_add_webauthn"), {"passwordless": "on", "credential": json.dumps(device.made(options))}
    )
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    return person


def challenge_of(client: Client) -> str:
    answer = client.get(reverse("mfa_login_webauthn"), headers={"x-requested-with": "XMLHttpRequest"})
    return str(answer.json()["request_options"]["publicKey"]["challenge"])


def enter(client: Client, credential: object) -> str:
    """The key of the account that a credential opened; nothing where it is refused, in words."""
    answer = client.post(reverse("mfa_login_webauthn"), {"credential": json.dumps(credential)})
    assert answer.status_code in {200, 302}
    return str(client.session.get("_auth_user_id", ""))


def test_a_passkey_opens_its_account_and_nothing_else_does() -> None:
    device, client = Device(), browser()
    person = enroll("marie@exemple.fr", device)
    other = Device(identifier=b"another-key-here")
    somebody = enroll("jean@exemple.fr", other)
    first = challenge_of(client)
    right = device.signed(first)
    refused = {
        "another site": device.signed(first, origin="https://elsewhere.example"),
        "another site in the data": device.signed(first, host="elsewhere.example"),
        "another challenge": device.signed(websafe_encode(bytes(32))),
        "nobody there": device.signed(first, flags=_Flag.UV),
        "not who holds it": device.signed(first, flags=PRESENT),
        "made, not asked": device.signed(first, act="create"),
        "another key": Device(handle=device.handle).signed(first),
        "the key of another account": Device(handle=device.handle, identifier=other.identifier, key=other.key).signed(
            first
        ),
        "no person": right | {"response": right["response"] | {"userHandle": websafe_encode(b"999999")}},
        "no signature": right | {"response": right["response"] | {"signature": ""}},
        "words": "x",
        "numbers": {"response": 3},
        "a list": [],
    }
    for name, credential in refused.items():
        assert not enter(client, credential), name
    assert enter(client, right) == str(person.pk)
    assert websafe_decode(device.handle) != websafe_decode(other.handle)
    replayed = browser()
    challenge_of(replayed)
    assert not enter(replayed, right), "another session asks for another challenge"
    client.post(reverse("account_logout"))
    assert not enter(client, right), "a challenge serves once"
    close_account(by=None, person=somebody)
    closed = browser()
    assert not enter(closed, other.signed(challenge_of(closed)))
