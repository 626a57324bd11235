"""The API as a program writes it: keys narrowed to a network and a table, batches whole or refused row by row."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from typer.testing import CliRunner

from autan.ground.errors import RuleError, UnknownError
from autan.instance.cli.api import app
from autan.people.journal.models import JournalEntry
from autan.plans.indicators.importers import catalogue
from autan.plans.indicators.models import Indicator, RecordedValue
from autan.publishing.api.actions import KeyScope, issue_key, revoke_key
from autan.publishing.api.models import ReadKey, WrittenBatch
from autan.territories.networks.models import Membership, Network, Territory
from tests.cast import HERE, THERE, Cast
from tests.plans.indicators.conftest import follow, here, network, people, there

__all__ = ["here", "network", "people", "there"]
CODE = "energy_total"
ADDRESS = "/api/v1/indicator_values"


@pytest.fixture
def followed(here: Territory, there: Territory) -> Indicator:
    follow(there, CODE)
    return follow(here, CODE)


def key_of(person: Any, network: str = "essai", *, days: int = 30) -> tuple[ReadKey, dict[str, str]]:
    until = timezone.localdate() + timedelta(days=days)
    scope = KeyScope(holder=person, network=network, act="indicator_values", expires_on=until)
    key, text = issue_key(by=None, name="Logiciel", scope=scope)
    return key, {"authorization": f"Bearer {text}"}


def post(rows: Any, headers: dict[str, str], address: str = ADDRESS, **more: str) -> Any:
    body = rows if isinstance(rows, str) else json.dumps({"rows": rows})
    return Client().post(address, body, content_type="application/json", headers={**headers, **more})


def row(year: int = 2024, value: Any = 512.125, **more: Any) -> dict[str, Any]:
    return {"siren": HERE, "indicator": CODE, "year": year, "value": value, "unit": "GWh", **more}


def test_a_program_writes_values_for_its_holder_as_on_screen(people: Cast, followed: Indicator) -> None:
    _key, headers = key_of(people.officer)
    trial = post([row(), row(2023, None)], headers, f"{ADDRESS}?essai=1")
    assert trial.status_code == 200, trial.content
    assert (trial.json()["is_written"], RecordedValue.objects.count()) == (False, 0)
    written = post([row(), row(2023, None)], headers)
    assert written.json()["counts"] == {"added": 2}
    assert [line["row"] for line in written.json()["rows"]] == [1, 2]
    values = {value.year: value for value in RecordedValue.objects.all()}
    assert values[2023].value is None
    assert values[2024].value is not None
    assert {value.given_by_id for value in values.values()} == {people.officer.pk}
    entry = JournalEntry.objects.filter(act="record_values").get()
    assert (entry.by_id, entry.network) == (people.officer.pk, "essai")
    assert post([row()], headers).json()["counts"] == {"same": 1}


def test_faults_come_back_row_by_row_and_nothing_is_written(people: Cast, followed: Indicator) -> None:
    _key, headers = key_of(people.officer)
    rows = [row(2020), row(2021, "beaucoup"), row(2022, indicator="rien"), row(2023, siren=THERE), row(2024)]
    refused = post(rows, headers)
    assert refused.status_code == 422
    faults = {(fault["row"], fault["column"]) for fault in refused.json()["rows"]}
    assert faults == {(2, "value"), (3, "indicator"), (4, "siren")}
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert refused.json()["detail"] == "3 fautes ; rien n’est écrit"
    assert post([row(1900)], headers).json()["detail"] == "1 faute ; rien n’est écrit"
    many = post([row(1900)] * 1_200, headers).json()
    assert (many["detail"], len(many["rows"])) == ("plus de 1 000 fautes ; rien n’est écrit", 1_001)
    assert not RecordedValue.objects.exists()
    shape = post([row(), 12, row(autre=1), row(value=True), row(comment=["a"])], headers).json()["rows"]
    assert [(fault["row"], fault["column"]) for fault in shape] == [
        (2, None),
        (3, "autre"),
        (4, "value"),
        (5, "comment"),
    ]


def test_three_bad_rows_of_ten_thousand_are_told_alone(people: Cast, here: Territory) -> None:
    codes = list(catalogue())[:80]
    for code in codes:
        follow(here, code)
    rows = [
        {"siren": HERE, "indicator": code, "year": year, "value": 1, "source": source}
        for code in codes
        for year in range(1995, 2020)
        for source in ("a", "b", "c", "d", "e")
    ]
    _key, headers = key_of(people.officer)
    bad = [dict(sent) for sent in rows]
    for place in (0, 5_000, 9_999):
        bad[place]["value"] = "?"
    refused = post(bad, headers)
    assert [fault["row"] for fault in refused.json()["rows"]] == [1, 5_001, 10_000]
    assert not RecordedValue.objects.exists()
    assert post(rows, headers).json()["counts"] == {"added": 10_000}
    assert "1 à 10000" in post([*rows, row()], headers).json()["detail"]


def test_a_key_out_of_its_scope_opens_nothing(people: Cast, followed: Indicator) -> None:
    reading = {"authorization": f"Bearer {issue_key(by=None, name='Lecture')[1]}"}
    assert post([row()], reading).status_code == 403
    assert post([row()], {}).status_code == 401
    key, headers = key_of(people.coordinator)
    Membership.objects.filter(territory__siren=HERE).update(valid_to=timezone.localdate())
    refused = post([row()], headers)
    assert (refused.status_code, refused.json()["rows"][0]["column"]) == (422, "siren")
    assert post([row(siren=THERE)], headers).status_code == 200
    key.act = "autre_table"
    key.save()
    assert "autre_table" in post([row(siren=THERE)], headers).json()["detail"]
    assert post([row()], headers, "/api/v1/plans").status_code == 405


def test_a_key_never_gives_more_than_its_holder_has(people: Cast, followed: Indicator) -> None:
    for person in (people.reader, people.outsider):
        _key, headers = key_of(person)
        assert post([row()], headers).status_code == 422
    key, headers = key_of(people.officer)
    people.officer.is_active = False
    people.officer.save()
    assert post([row()], headers).status_code == 403
    people.officer.is_active = True
    people.officer.save()
    assert post([row()], headers).status_code == 200
    ReadKey.objects.filter(pk=key.pk).update(expires_on=timezone.localdate())
    assert post([row(2022)], headers).status_code == 401
    other, headers = key_of(people.officer)
    revoke_key(by=None, key=other)
    assert post([row(2022)], headers).status_code == 401


def test_the_same_request_is_written_once(people: Cast, followed: Indicator) -> None:
    _key, headers = key_of(people.officer)
    first = post([row()], headers, **{"idempotency-key": "a1"})
    again = post([row()], headers, **{"idempotency-key": "a1"})
    assert again.json() == first.json()
    assert (again.headers["Idempotency-Replayed"], "Idempotency-Replayed" in first.headers) == ("true", False)
    assert RecordedValue.objects.count() == 1
    assert post([row(2020)], headers, **{"idempotency-key": "a1"}).status_code == 409
    assert post([row()], headers, **{"idempotency-key": "x" * 201}).status_code == 400
    WrittenBatch.objects.update(at=timezone.now() - timedelta(days=8))
    assert post([row(2021)], headers, **{"idempotency-key": "b"}).status_code == 200
    assert [batch.token for batch in WrittenBatch.objects.all()] == ["b"]


def test_what_changed_since_it_was_read_is_not_written_over(people: Cast, followed: Indicator) -> None:
    _key, headers = key_of(people.officer)
    seen = post([row()], headers, f"{ADDRESS}?essai=1").headers["ETag"]
    post([row(value=1)], headers)
    assert post([row()], headers, **{"if-match": seen}).status_code == 412
    now = post([row()], headers, f"{ADDRESS}?essai=1").headers["ETag"]
    written = post([row()], headers, **{"if-match": now})
    assert written.status_code == 200
    assert post([row(value=2)], headers, **{"if-match": written.headers["ETag"]}).status_code == 200


def test_a_body_that_is_none_and_an_unknown_parameter_are_refused(people: Cast, followed: Indicator) -> None:
    _key, headers = key_of(people.officer)
    for body in ("{", "[]", '{"rows": []}', '{"rows": 1}'):
        assert post(body, headers).status_code == 400
    assert "il y a : essai" in post([row()], headers, f"{ADDRESS}?autre=1").json()["detail"]


def test_what_remains_to_a_caller_is_said(people: Cast, followed: Indicator) -> None:
    _key, headers = key_of(people.officer)
    answers = [post([row()], headers), post([row()], headers)]
    left = [int(answer.headers["RateLimit-Remaining"]) for answer in answers]
    assert left[0] - left[1] in {1, -1_198}  # or a new minute began between them
    assert answers[0].headers["RateLimit-Limit"] == "1200"
    assert 1 <= int(answers[0].headers["RateLimit-Reset"]) <= 60


def test_what_programs_write_is_described_with_its_key(network: Network) -> None:
    described = Client().get("/api/v1/openapi.json").json()
    operation = described["paths"][ADDRESS]["post"]
    assert operation["security"] == [{"key": []}]
    assert described["components"]["securitySchemes"]["key"]["scheme"] == "bearer"
    assert described["servers"]
    body = operation["requestBody"]["content"]["application/json"]
    rows = body["schema"]["properties"]["rows"]["items"]
    assert set(rows["required"]) <= set(body["example"]["rows"][0]) <= set(rows["properties"])
    assert {"200", "401", "403", "409", "412", "422"} <= set(operation["responses"])


def test_the_operations_are_read_on_a_page_without_a_third_party(network: Network) -> None:
    for prefix, words in (("", "Mode d’emploi de l’API"), ("/en", "How to use the API")):
        page = Client().get(f"{prefix}/api/docs").content.decode()
        assert f"<h1>{words}</h1>" in page
        assert f"<code>POST {ADDRESS}</code>" in page
        assert "Idempotency-Key" in page
        assert 'src="http' not in page


def test_a_key_that_writes_is_given_on_the_command_line(people: Cast) -> None:
    until = (timezone.localdate() + timedelta(days=9)).isoformat()
    asked = ["key", "new", "Logiciel", "--for", people.officer.email, "--network", "essai", "--until", until, "--json"]
    made = json.loads(CliRunner().invoke(app, [*asked, "--act", "indicator_values"]).stdout)
    assert (made["network"], made["act"], made["expires_on"]) == ("essai", "indicator_values", until)
    assert isinstance(CliRunner().invoke(app, asked).exception, RuleError)
    assert isinstance(CliRunner().invoke(app, [*asked, "--act", "rien"]).exception, UnknownError)
    with pytest.raises(RuleError, match="dans un an au plus"):
        key_of(people.officer, days=400)
    with pytest.raises(UnknownError):
        key_of(people.officer, "nulle-part")
