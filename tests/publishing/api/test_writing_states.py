"""Starting states as a program writes them: by the codes of their grid, for several members at once."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from autan.foresight.scenarios.models import OwnQuantity
from autan.people.journal.models import JournalEntry
from autan.publishing.api.actions import KeyScope, issue_key
from autan.territories.networks.models import Network, Territory
from tests.cast import Cast
from tests.plans.estate.conftest import HERE, THERE, here, network, people, there
from tests.publishing.api import test_writing

__all__ = ["here", "network", "people", "there"]
ADDRESS = "/api/v1/starting_state"
OIL = "energy/residential-heating-oil"


def key_of(person: Any) -> dict[str, str]:
    until = timezone.localdate() + timedelta(days=30)
    scope = KeyScope(holder=person, network="essai", act="starting_state", expires_on=until)
    return {"authorization": f"Bearer {issue_key(by=person, name='Logiciel', scope=scope)[1]}"}


def post(rows: Any, headers: dict[str, str], address: str = ADDRESS, **more: str) -> Any:
    return test_writing.post(rows, headers, address, **more)


def row(siren: str = HERE, code: str = OIL, value: Any = 20_000.5, **more: Any) -> dict[str, Any]:
    return {"siren": siren, "grandeur": code, "valeur": value, "annee": 2023, "source": "Étude", **more}


def test_a_program_writes_starting_states_as_the_grid_does(people: Cast, here: Territory, there: Territory) -> None:
    headers = key_of(people.coordinator)
    rows = [row(unite="MWh"), row(THERE, "emissions/tertiary", 3100), row(code="sink/forest", value=-12)]
    assert post(rows, headers, f"{ADDRESS}?essai=1").json()["counts"] == {"added": 3}
    assert not OwnQuantity.objects.exists()
    written = post(rows, headers)
    assert [line["outcome"] for line in written.json()["rows"]] == ["added"] * 3
    oil = OwnQuantity.objects.get(territory=here, kind="energy")
    assert (oil.code, oil.value, oil.year, oil.source) == ("residential-heating-oil", 20_000.5, 2023, "Étude")
    assert oil.given_by_id == people.coordinator.pk
    assert JournalEntry.objects.filter(act="save_quantities").count() == 2
    assert post(rows, headers).json()["counts"] == {"same": 3}
    tag = written.headers["ETag"]
    assert post([row(value=0)], headers).json()["counts"] == {"changed": 1}
    assert post(rows, headers, **{"if-match": tag}).status_code == 412
    assert OwnQuantity.objects.count() == 3


def test_faults_of_a_starting_state_come_back_at_their_rows(people: Cast, network: Network, there: Territory) -> None:
    rows = [
        row(), row(THERE), row(code="energy/rien"), row(code="pivot/rien"), row(code="rien/x"), row(value=None),
        row(value=-1), row(annee=1789), row(value=None, source=""), row(unite="GWh", code="emissions/tertiary"),
        row(value=1e13), row(),
    ]  # fmt: skip
    refused = post(rows, key_of(people.officer))
    assert refused.status_code == 422, refused.content
    assert {(fault["row"], fault["column"]) for fault in refused.json()["rows"]} == {
        (2, "siren"), (3, "grandeur"), (4, "grandeur"), (5, "grandeur"), (6, "valeur"), (7, "valeur"), (8, "annee"),
        (9, "valeur"), (9, "source"), (10, "unite"), (11, "valeur"), (12, "grandeur"),
    }  # fmt: skip
    assert not OwnQuantity.objects.exists()
    operation = Client().get("/api/v1/openapi.json").json()["paths"][ADDRESS]["post"]
    (example,) = operation["requestBody"]["content"]["application/json"]["example"]["rows"]
    assert post([{**example, "siren": HERE}], key_of(people.officer)).json()["counts"] == {"added": 1}
