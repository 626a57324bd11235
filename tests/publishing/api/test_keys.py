"""The screen of keys: made, seen and revoked by who they write for, seen and revoked by the coordination."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from typer.testing import CliRunner

from autan.instance.cli.api import app
from autan.people.accounts.models import Person
from autan.people.journal.models import JournalEntry
from autan.people.personal_data.actions import erase_subject
from autan.people.personal_data.queries import export_subject, subject_of_person
from autan.plans.indicators.models import RecordedValue
from autan.publishing.api.models import ReadKey
from autan.territories.networks.models import Network, Territory
from tests.cast import Cast
from tests.plans.indicators.conftest import follow, here, neighbour, network, people
from tests.publishing.api.test_writing import CODE, post, row

__all__ = ["here", "neighbour", "network", "people"]
OWN, OF_NETWORK = "/api/cles/", "/reseaux/essai/cles/"
SECRET = re.compile(r"autan_[\w-]{43}")


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="autan.people.accounts.adapter.AuthenticationBackend")
    return client


def typed(**more: str) -> dict[str, str]:
    until = (timezone.localdate() + timedelta(days=30)).isoformat()
    return {"name": "Logiciel", "network": "essai", "act": "indicator_values", "until": until, **more}


def make(person: Person, **more: str) -> tuple[ReadKey, dict[str, str]]:
    page = browser(person).post(OWN, typed(**more))
    assert page.status_code == 200, page.content
    (secret,) = set(SECRET.findall(page.content.decode()))
    return ReadKey.objects.latest("pk"), {"authorization": f"Bearer {secret}"}


def test_a_key_made_on_screen_writes_and_is_never_shown_again(people: Cast, here: Territory) -> None:
    follow(here, CODE)
    client = browser(people.officer)
    made = client.post(OWN, typed())
    (secret,) = set(SECRET.findall(made.content.decode()))
    assert "no-store" in made.headers["Cache-Control"]
    assert post([row()], {"authorization": f"Bearer {secret}"}).json()["counts"] == {"added": 1}
    assert RecordedValue.objects.get().given_by_id == people.officer.pk
    page = client.get(OWN).content.decode()
    assert not SECRET.search(page)
    for words in ("Logiciel", "Réseau d’essai", "Valeurs d’indicateurs", "Révoquer"):
        assert words in page
    key = ReadKey.objects.get()
    assert (key.holder_id, key.used_on, secret in str(vars(key))) == (people.officer.pk, timezone.localdate(), False)
    entry = JournalEntry.objects.get(act="issue_key")
    assert (entry.by_id, entry.network) == (people.officer.pk, "essai")


def test_the_last_use_of_a_key_is_shown(people: Cast, network: Network) -> None:
    key, headers = make(people.officer)
    assert "jamais" in browser(people.officer).get(OWN).content.decode()
    Client().get("/api/v1/networks", headers=headers)
    assert "jamais" not in browser(people.officer).get(OWN).content.decode()
    ReadKey.objects.filter(pk=key.pk).update(used_on="2026-01-31")
    Client().get("/api/v1/networks", headers=headers)
    key.refresh_from_db()
    assert key.used_on == timezone.localdate()


def test_who_holds_a_key_revokes_it_and_nobody_else_but_the_coordination(
    people: Cast, network: Network, neighbour: Person
) -> None:
    key, headers = make(people.officer)
    address = reverse("api:revoke_key", kwargs={"number": key.pk})
    for stranger in (people.contributor, people.outsider, neighbour):
        assert browser(stranger).post(address).status_code == 403
    browser(people.officer).get(address)
    assert Client().get("/api/v1/networks", headers=headers).status_code == 200
    done = browser(people.officer).post(address, follow=True)
    assert "La clé est révoquée." in done.content.decode()
    assert "révoquée le" in done.content.decode()
    assert Client().get("/api/v1/networks", headers=headers).status_code == 401
    other, _headers = make(people.officer)
    page = browser(people.coordinator).get(OF_NETWORK).content.decode()
    assert people.officer.name in page
    assert not SECRET.search(page)
    done = browser(people.coordinator).post(reverse("api:revoke_key", kwargs={"number": other.pk}), follow=True)
    assert done.redirect_chain == [(OF_NETWORK, 302)]
    assert JournalEntry.objects.filter(act="revoke_key", network="essai").count() == 2
    for stranger in (people.officer, people.outsider, neighbour):
        assert browser(stranger).get(OF_NETWORK).status_code == 403


def test_a_key_is_made_only_where_and_for_whom_one_writes(people: Cast, network: Network, neighbour: Person) -> None:
    for stranger in (people.reader, people.outsider):
        page = browser(stranger).get(OWN).content.decode()
        assert "une clé n’ouvrirait rien" in page
        assert "Faire la clé" not in page
        assert browser(stranger).post(OWN, typed()).status_code == 403
    assert browser(neighbour).post(OWN, typed()).status_code == 422
    today = timezone.localdate()
    bad = (
        {"act": "rien"}, {"network": "nulle-part"}, {"name": " "}, {"until": ""}, {"until": today.isoformat()},
        {"until": (today + timedelta(days=400)).isoformat()},
    )  # fmt: skip
    for wrong in bad:
        refused = browser(people.officer).post(OWN, typed(**wrong))
        assert (refused.status_code, SECRET.search(refused.content.decode())) == (422, None), wrong
    assert Client().get(OWN).status_code == 302
    assert not ReadKey.objects.exists()


def test_twenty_keys_are_open_at_most(people: Cast, network: Network) -> None:
    until = timezone.localdate() + timedelta(days=9)
    keys = [
        ReadKey(name="L", digest=f"{number}", holder_id=people.officer.pk, network="essai", expires_on=until)
        for number in range(20)
    ]
    ReadKey.objects.bulk_create(keys)
    assert "20 clés ouvertes au plus" in browser(people.officer).post(OWN, typed()).content.decode()
    ReadKey.objects.filter(digest="3").update(expires_on=timezone.localdate())
    make(people.officer)


def test_keys_leave_with_the_data_of_who_holds_them_and_go_with_her(people: Cast, network: Network) -> None:
    _key, headers = make(people.officer)
    make(people.contributor)
    subject = subject_of_person(people.officer)
    (held,) = export_subject(subject)["api"]
    assert (held["name"], held["network"], held["act"]) == ("Logiciel", "essai", "indicator_values")
    assert "digest" not in held
    assert erase_subject(by=None, subject=subject).counts["api"] == 1
    assert [key.holder_id for key in ReadKey.objects.all()] == [people.contributor.pk]
    assert Client().get("/api/v1/networks", headers=headers).status_code == 401


def test_the_command_lists_what_keys_write_and_revokes_those_of_the_screen(people: Cast, network: Network) -> None:
    key, _headers = make(people.officer)
    (line,) = json.loads(CliRunner().invoke(app, ["key", "list", "--json"]).stdout)
    assert (line["network"], line["act"], line["used_on"]) == ("essai", "indicator_values", None)
    assert "indicator_values" in CliRunner().invoke(app, ["key", "list"]).stdout
    CliRunner().invoke(app, ["key", "revoke", str(key.pk)])
    assert "révoquée le" in browser(people.officer).get(OWN).content.decode()


@pytest.mark.parametrize("address", ["/compte/", "/api/docs"])
def test_the_screen_is_reached_from_the_account_and_the_manual_in_both_languages(
    address: str, people: Cast, network: Network
) -> None:
    client = browser(people.coordinator)
    assert f'href="{OWN}"' in client.get(address).content.decode()
    assert f'href="{OF_NETWORK}"' in client.get("/reseaux/essai/personnes/").content.decode()
    english: Any = client.get(f"/en{OWN}").content.decode()
    assert "My API keys" in english
    assert "Make the key" in english
