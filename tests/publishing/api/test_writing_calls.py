"""Calls and what actions ask of them as a program writes and reads them."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from autan.ground.extension_points import PublishedTable
from autan.ground.registry import registered
from autan.plans.funding.models import FundingCallRecord
from autan.plans.projects.models import ActionSheet
from autan.publishing.api.actions import KeyScope, issue_key
from autan.territories.networks.models import Network
from tests.cast import Cast
from tests.plans.funding.conftest import member, neighbour, network, people, plan, sheet
from tests.publishing.api import test_writing

__all__ = ["member", "neighbour", "network", "people", "plan", "sheet"]
CALLS, REQUESTS = "/api/v1/funding", "/api/v1/funding_requests"


def key_of(person: Any, table: str) -> dict[str, str]:
    until = timezone.localdate() + timedelta(days=30)
    scope = KeyScope(holder=person, network="essai", act=table, expires_on=until)
    return {"authorization": f"Bearer {issue_key(by=person, name='Logiciel', scope=scope)[1]}"}


def call(name: str = "Fonds chaleur", **more: Any) -> dict[str, Any]:
    return {"reseau": "essai", "sorte": "fonds", "nom": name, **more}


def test_a_program_writes_calls_as_the_page_does(people: Cast, network: Network) -> None:
    headers = key_of(people.officer, "funding")
    rows = [call(cloture="2027-03-31", aide_max_eur=300000.5, source="Règlement, page 3"), call("Fonds vert")]
    assert test_writing.post(rows, headers, CALLS).json()["counts"] == {"added": 2}
    record = FundingCallRecord.objects.get(name="Fonds chaleur")
    assert (record.document.most_eur, record.is_published, record.network_id) == (300000.5, False, network.pk)
    assert test_writing.post(rows, headers, CALLS).json()["counts"] == {"same": 2}
    wrong = [call(reseau="autre"), call(cloture="2027-02-30"), call("Autre", sorte="bourse")]
    refused = test_writing.post(wrong, headers, CALLS)
    assert refused.status_code == 422
    faults = {(fault["row"], fault["column"]) for fault in refused.json()["rows"]}
    assert faults == {(1, "reseau"), (2, "cloture"), (3, "sorte")}


def test_a_program_writes_what_actions_ask_and_reads_it_again(
    people: Cast, network: Network, sheet: ActionSheet
) -> None:
    test_writing.post([call(financeur="Région")], key_of(people.officer, "funding"), CALLS)
    headers = key_of(people.officer, "funding_requests")
    row = {"action": sheet.slug, "appel": "FONDS chaleur", "demande": "150 k€ HT"}
    assert test_writing.post([row], headers, REQUESTS).json()["counts"] == {"added": 1}
    more = {"action": sheet.slug, "appel": "Fonds chaleur", "accorde": "entre 90 et 100 k€ HT"}
    assert test_writing.post([more], headers, REQUESTS).json()["counts"] == {"changed": 1}
    assert test_writing.post([row], headers, REQUESTS).json()["counts"] == {"same": 1}
    (line,) = ActionSheet.objects.get(pk=sheet.pk).lines["funding"]
    assert line["funder"] == "Région"
    wrong = [
        {**row, "demande": "beaucoup"},
        {**row, "appel": "Autre"},
        {**row, "action": "autre"},
        row,
        {**row, "verse": "1 €"},
    ]
    faults = [(fault["row"], fault["column"]) for fault in test_writing.post(wrong, headers, REQUESTS).json()["rows"]]
    assert sorted(faults) == [(1, "demande"), (2, "appel"), (3, "action"), (4, "appel"), (5, "appel")]

    (table,) = (one for one in registered(PublishedTable) if one.name == "funding_requests")
    assert list(table.rows("essai")) == []  # the call is private
    ActionSheet.objects.update(is_published=True)
    FundingCallRecord.objects.update(is_published=True)
    (read,) = Client().get("/donnees-ouvertes/tables/essai/funding_requests.json").json()["rows"]
    assert (read["action"], read["asked_eur"], read["granted_eur"]) == (sheet.slug, 150_000, None)
    assert read["granted"] == "entre 90 et 100 k€ HT"


def test_a_key_writes_no_action_that_is_carried_elsewhere(people: Cast, network: Network, sheet: ActionSheet) -> None:
    test_writing.post([call()], key_of(people.officer, "funding"), CALLS)
    sheet.carriers.clear()
    row = {"action": sheet.slug, "appel": "Fonds chaleur", "demande": "150 k€ HT"}
    refused = test_writing.post([row], key_of(people.officer, "funding_requests"), REQUESTS)
    assert [(fault["row"], fault["column"]) for fault in refused.json()["rows"]] == [(1, "action")]
