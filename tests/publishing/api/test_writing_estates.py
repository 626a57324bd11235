"""Estates as a program writes them: the table of the page, of several members at once, each row with its `siren`."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from autan.people.journal.models import JournalEntry
from autan.plans.estate.models import EstateRecord
from autan.publishing.api.actions import KeyScope, issue_key
from autan.territories.networks.models import Membership, Network, Territory
from tests.cast import Cast
from tests.plans.estate.conftest import HERE, THERE, here, network, people, there
from tests.publishing.api import test_writing

__all__ = ["here", "network", "people", "there"]
ADDRESS = "/api/v1/estate"


def key_of(person: Any) -> dict[str, str]:
    until = timezone.localdate() + timedelta(days=30)
    scope = KeyScope(holder=person, network="essai", act="estate", expires_on=until)
    return {"authorization": f"Bearer {issue_key(by=person, name='Logiciel', scope=scope)[1]}"}


def post(rows: Any, headers: dict[str, str], address: str = ADDRESS, **more: str) -> Any:
    return test_writing.post(rows, headers, address, **more)


def row(siren: str = HERE, name: str = "Mairie", **more: Any) -> dict[str, Any]:
    return {"siren": siren, "sorte": "bâtiment", "nom": name, **more}


ROWS = [
    row(surface_m2=800.5, energie="électricité", annee=2025, mwh=40, source="Factures"),
    row(siren=THERE, name="École", surface_m2=1200),
    row(energie="gaz", annee=2025, mwh=60),
]


def test_a_program_writes_the_estates_of_several_members_as_the_page_does(
    people: Cast, here: Territory, there: Territory
) -> None:
    headers = key_of(people.coordinator)
    trial = post(ROWS, headers, f"{ADDRESS}?essai=1")
    assert (trial.json()["counts"], EstateRecord.objects.count()) == ({"added": 2}, 0)
    written = post(ROWS, headers)
    assert [(line["row"], line["outcome"]) for line in written.json()["rows"]] == [(1, "added"), (2, "added")]
    hall = EstateRecord.objects.get(territory=here)
    assert [(use.carrier.value, use.mwh) for use in hall.document.energy] == [("electricity", 40), ("gas", 60)]
    assert (hall.document.area_m2, hall.is_published) == (800.5, False)
    assert EstateRecord.objects.get(territory=there).name == "École"
    entries = JournalEntry.objects.filter(act="import_estate")
    assert {entry.by_id for entry in entries} == {people.coordinator.pk}
    assert post(ROWS, headers).json()["counts"] == {"same": 2}


def test_faults_of_estates_come_back_at_the_row_that_was_sent(people: Cast, there: Territory) -> None:
    rows = [
        row(surface_m2=800),
        row(siren=THERE, name="École", surface_m2=1200),
        row(siren="123456789"),
        row(name="Halle", sorte="château"),
        row(siren=THERE, name="Gymnase", places=3),
        row(name=None),
        {"siren": HERE},
    ]
    refused = post(rows, key_of(people.coordinator))
    assert refused.status_code == 422
    faults = {(fault["row"], fault["column"]) for fault in refused.json()["rows"]}
    assert faults == {(3, "siren"), (4, "sorte"), (5, "places"), (6, "nom"), (7, "sorte"), (7, "nom")}
    assert not EstateRecord.objects.exists()


@pytest.mark.parametrize("profile", ["officer", "contributor"])
def test_the_key_of_a_member_writes_its_estate_alone(profile: str, people: Cast, here: Territory) -> None:
    headers = key_of(getattr(people, profile))
    refused = post([row(siren=THERE), row()], headers)
    assert [(fault["row"], fault["column"]) for fault in refused.json()["rows"]] == [(1, "siren")]
    assert post([row()], headers).json()["counts"] == {"added": 1}
    assert post([row()], headers, "/api/v1/indicator_values").status_code == 403
    Membership.objects.filter(territory=here).update(valid_to=timezone.localdate())
    assert post([row()], headers).status_code == 422


def test_a_tag_of_estates_holds_from_a_write_to_the_next(people: Cast, network: Network) -> None:
    headers = key_of(people.officer)
    tag = post([row(surface_m2=800, source="Factures")], headers).headers["ETag"]
    tag = post([row(surface_m2=900)], headers, **{"if-match": tag}).headers["ETag"]
    changed = post([row(surface_m2=950)], headers, **{"if-match": tag})
    assert changed.json()["counts"] == {"changed": 1}
    assert post([row(surface_m2=1)], headers, **{"if-match": tag}).status_code == 412
    good = EstateRecord.objects.get().document
    assert (good.area_m2, good.source) == (950, "Factures")
    named = {"idempotency-key": "a"}
    assert post([row(name="Halle")], headers, **named).json() == post([row(name="Halle")], headers, **named).json()
    assert EstateRecord.objects.count() == 2


def test_the_table_of_estates_is_described_and_offered_to_keys(people: Cast, network: Network) -> None:
    operation = Client().get("/api/v1/openapi.json").json()["paths"][ADDRESS]["post"]
    rows = operation["requestBody"]["content"]["application/json"]["schema"]["properties"]["rows"]["items"]
    assert rows["required"] == ["siren", "sorte", "nom"]
    example = operation["requestBody"]["content"]["application/json"]["example"]["rows"]
    sent = [{**example[0], "siren": HERE}]
    assert post(sent, key_of(people.officer)).json()["counts"] == {"added": 1}
    client = Client()
    client.force_login(people.officer, backend="autan.people.accounts.adapter.AuthenticationBackend")
    assert '<option value="estate">Patrimoine des membres</option>' in client.get("/api/cles/").content.decode()
