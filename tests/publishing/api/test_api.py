"""The API as a program reads it: pages, forms, versions, limits, and every error as a problem document."""

import csv
import io
import json
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from typer.testing import CliRunner

from autan.ground.errors import NotAllowedError, RuleError, UnknownError
from autan.ground.extension_points import PublishedTable
from autan.ground.registry import registered
from autan.instance.cli.api import app
from autan.publishing.api.actions import issue_key, revoke_key
from autan.publishing.api.views import gateway
from autan.publishing.api.views.gateway import REQUESTS_A_MINUTE
from autan.publishing.editions.actions.editions import withdraw_edition
from autan.publishing.editions.models import PublishedFigure

GAS = "observatory.243100518.gas_total.2024"
TABLES = [table.name for table in registered(PublishedTable)]


def said(response: Any, status: int) -> str:
    """The explanation of a problem document."""
    assert response.headers["Content-Type"] == "application/problem+json"
    content = json.loads(response.content)
    assert (response.status_code, content["status"]) == (status, status)
    return str(content["detail"])


@pytest.mark.parametrize("table", TABLES)
def test_each_table_is_the_same_by_its_extension_and_by_what_is_accepted(program: Client, table: str) -> None:
    for form, kind in (("json", "application/json"), ("csv", "text/csv")):
        by_extension = program.get(f"/api/v1/{table}.{form}?limit=50")
        by_header = program.get(f"/api/v1/{table}?limit=50", headers={"accept": kind})
        assert by_extension.status_code == 200
        assert by_extension.content == by_header.content
        assert by_extension.headers["ETag"] == by_header.headers["ETag"]


@pytest.mark.parametrize("table", TABLES)
def test_the_pages_of_a_table_hold_every_row_once_and_csv_holds_them_all(program: Client, table: str) -> None:
    found, url = [], f"/api/v1/{table}?limit=400"
    while url:
        response = program.get(url)
        page = response.json()
        found += page["rows"]
        assert page["count"] == len(page["rows"])
        assert bool(page["next"]) == ("Link" in response.headers)
        url = response.headers["Link"].partition(">")[0].removeprefix("<") if page["next"] else ""
    whole = list(csv.DictReader(io.StringIO(program.get(f"/api/v1/{table}.csv").content.decode())))
    assert len(found) == page["total"] == len(whole)
    assert [row["network"] for row in found] == [row["network"] for row in whole]


def test_an_unknown_value_is_null_in_json_and_empty_in_csv(program: Client) -> None:
    query = "network=dialogue-toulouse&state=missing"
    rows = program.get(f"/api/v1/figures?{query}").json()["rows"]
    assert {row["value"] for row in rows} == {None}
    table = program.get(f"/api/v1/figures.csv?{query}").content.decode()
    assert {row["value"] for row in csv.DictReader(io.StringIO(table))} == {""}


def test_filters_keep_what_they_name(program: Client) -> None:
    rows = program.get("/api/v1/accounts?siren=243100518&measure=gas_total").json()["rows"]
    assert [(row["figure_id"], row["value"], row["known"], row["total"]) for row in rows] == [(GAS, 2833503, 35, 37)]


def test_a_member_is_read_alone_where_a_network_is_too_large_to_be_read_by_page(
    program: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = "figures"
    whole = program.get(f"/api/v1/{table}?network=dialogue-toulouse&limit=5000").json()["rows"]
    monkeypatch.setattr("autan.publishing.api.queries.tables.MANY_PLACES", 3)
    for siren in ("243100518", "243100633"):
        member = program.get(f"/api/v1/{table}?network=dialogue-toulouse&siren={siren}&limit=5000").json()["rows"]
        assert len(member) > 50
        assert member == [row for row in whole if row["siren"] == siren and siren in row["figure_id"]]
    assert program.get(f"/api/v1/{table}?siren=999999999").json()["rows"] == []
    for address in (f"/api/v1/{table}", f"/api/v1/{table}?network=dialogue-toulouse", f"/api/v1/{table}.csv?limit=9"):
        detail = said(program.get(address), 413)
        assert "siren" in detail
        assert program.get(detail.rpartition(" : ")[2]).status_code == 200
    assert program.get("/api/v1/plans").status_code == 200


def test_one_thing_has_an_address_of_its_own(program: Client) -> None:
    assert program.get("/api/v1/territories/243100518").json()["rows"][0]["short_name"] == "Toulouse Métropole"
    assert program.get("/api/v1/editions/2014.csv").content.decode().startswith("network,edition,")


def test_a_figure_and_its_trace_are_those_of_the_pages(program: Client) -> None:
    figure = program.get(f"/api/v1/figures/{GAS}").json()
    assert (figure["value"], figure["unit"], figure["state"]) == (2833503, "MWh_unstated", "lower_bound")
    trace = program.get(figure["trace"]).json()
    assert trace["evidence"][0]["producer"] == "Agence ORE"
    assert len(trace["evidence"][0]["table"]) == 35
    on_page = program.get(f"/preuves/{GAS}/", headers={"accept": "application/json"})
    assert on_page.json()["content_hash"] == figure["content_hash"]
    assert program.get(f"/preuves/{GAS}/", headers={"accept": "text/html,*/*;q=0.8"}).content.startswith(b"<!")


def test_what_has_not_changed_is_not_sent_again(program: Client) -> None:
    for path in ("", "figures", "figures.csv", f"figures/{GAS}"):
        tag = program.get(f"/api/v1/{path}").headers["ETag"]
        again = program.get(f"/api/v1/{path}", headers={"if-none-match": f'"other", W/{tag}'})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)


def test_a_write_changes_the_version(program: Client) -> None:
    tag = program.get("/api/v1/plans").headers["ETag"]
    issue_key(by=None, name="Région")
    assert program.get("/api/v1/plans", headers={"if-none-match": tag}).status_code == 200


@pytest.mark.parametrize(
    ("path", "accept", "status", "words"),
    [
        ("nothing", "*/*", 404, "aucune adresse « nothing »"),
        ("plans?page=12", "*/*", 400, "aucun paramètre « page » ; il y a : network, plan, kind, after, limit"),
        ("plans?after=12", "*/*", 400, "curseur illisible"),
        ("plans?limit=0", "*/*", 400, "limit : 1 au moins"),
        ("plans?limit=many", "*/*", 400, "limit : un nombre entier est attendu"),
        ("plans?kind=plan", "*/*", 400, "kind : valeur hors de la liste"),
        ("plans?network=nowhere", "*/*", 404, "aucun réseau « nowhere »"),
        ("plans", "text/html", 406, "application/json ou en text/csv"),
        ("openapi.csv", "*/*", 406, "application/json seulement"),
        (f"figures/{GAS}.csv", "*/*", 406, "application/json"),
        (f"figures/{GAS}/trace", "text/csv", 406, "application/json"),
        ("figures/observatory.nowhere.gas.2024", "*/*", 404, "aucun chiffre"),
        ("plans/nothing", "*/*", 404, "rien sous « nothing »"),
        ("plans%00", "*/*", 400, "signe invisible"),
    ],
)
def test_each_refusal_is_said_in_its_status_and_in_words(
    program: Client, path: str, accept: str, status: int, words: str
) -> None:
    assert words in said(program.get(f"/api/v1/{path}", headers={"accept": accept}), status)


def test_the_api_is_read_only(program: Client) -> None:
    for method in (program.post, program.put, program.patch, program.delete):
        response = method("/api/v1/plans")
        assert "se lit seulement" in said(response, 405)
        assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert program.options("/api/v1/plans").status_code == 204
    assert program.head("/api/v1/plans").status_code == 200
    assert program.get("/api/v1/plans").headers["Access-Control-Allow-Origin"] == "*"


@pytest.fixture
def one_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every request falls within one minute, however long the machine takes."""
    monkeypatch.setattr(gateway, "time", SimpleNamespace(time=lambda: 1_800_000_000.0))


@pytest.mark.usefixtures("one_minute")
def test_a_key_asks_more_often_until_it_is_revoked(program: Client) -> None:
    key, text = issue_key(by=None, name="  Région   Occitanie ")
    assert key.name == "Région Occitanie"
    assert text not in key.digest
    with_key = {"authorization": f"Bearer {text}"}
    for _ in range(REQUESTS_A_MINUTE):
        program.get("/api/v1/", headers=with_key)
        program.get("/api/v1/")
    refused = program.get("/api/v1/")
    assert f"plus de {REQUESTS_A_MINUTE} demandes en une minute" in said(refused, 429)
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert program.get("/api/v1/", headers=with_key).status_code == 200
    revoke_key(by=None, key=key)
    response = program.get("/api/v1/", headers=with_key)
    assert "clé inconnue ou révoquée" in said(response, 401)
    assert response.headers["WWW-Authenticate"] == "Bearer"
    said(program.get("/api/v1/", headers={"authorization": "Bearer autan_never"}), 401)


@pytest.mark.usefixtures("one_minute")
def test_behind_a_proxy_the_caller_is_whom_the_proxy_saw(program: Client, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for _ in range(REQUESTS_A_MINUTE):
        program.get("/api/v1/", headers={"x-forwarded-for": "192.0.2.7"})
    said(program.get("/api/v1/", headers={"x-forwarded-for": "198.51.100.1, 192.0.2.7"}), 429)
    assert program.get("/api/v1/", headers={"x-forwarded-for": "192.0.2.8"}).status_code == 200


def test_what_was_withdrawn_is_gone_and_no_longer_listed(program: Client) -> None:
    withdraw_edition(by=None, slug="2014", reason="Essai de retrait.")
    assert "Essai de retrait." in said(program.get("/api/v1/editions/2014"), 410)
    assert "2014" not in {row["edition"] for row in program.get("/api/v1/editions").json()["rows"]}
    assert "2014" not in {row["edition"] for row in program.get("/api/v1/edition_figures").json()["rows"]}


def test_a_figure_that_an_edition_printed_and_that_is_no_more_is_gone(program: Client) -> None:
    PublishedFigure.objects.filter(figure_id="survey.2013.q28.published").update(figure_id="survey.2009.q28.published")
    assert "imprimé dans : 2014" in said(program.get("/api/v1/figures/survey.2009.q28.published"), 410)
    said(program.get("/api/v1/figures/survey.2009.q28.published/trace"), 410)


def test_the_description_names_each_address(program: Client) -> None:
    described = program.get("/api/v1/openapi.json").json()
    assert {f"/api/v1/{name}" for name in TABLES} <= set(described["paths"])
    assert described["openapi"].startswith("3.")
    index = program.get("/api/v1/").json()
    assert set(index["tables"]) == set(TABLES)
    assert '"additionalProperties": true' not in json.dumps(described["paths"])


def test_each_table_is_described_with_an_address_that_answers(program: Client) -> None:
    described = program.get("/api/v1/openapi.json").json()["paths"]
    page = program.get("/api/docs").content.decode()
    for name in set(TABLES) - {"figures", "accounts"}:  # computed: seconds of processor, for the same road
        parameters = described[f"/api/v1/{name}"]["get"]["parameters"]
        examples = {one["name"]: one["example"] for one in parameters if "example" in one}
        assert program.get(f"/api/v1/{name}", examples).status_code == 200
        assert f"/api/v1/{name}?" in page


def test_a_figure_and_its_trace_are_described_whole(program: Client) -> None:
    described = program.get("/api/v1/openapi.json").json()["components"]["schemas"]
    address = "/api/v1/figures/observatory.243100518.bill_homes.2024"
    figure, trace = (program.get(f"{address}{part}").json() for part in ("", "/trace"))
    assert set(figure) == set(described["Figure"]["required"])
    assert set(trace) == set(described["Trace"]["required"])
    assert set(trace["inputs"][0]) == set(described["FigureOfTrace"]["required"])
    pieces = described["PieceWithRows"]
    assert all(set(pieces["required"]) <= set(piece) <= set(pieces["properties"]) for piece in trace["evidence"])


def test_keys_are_given_listed_and_revoked_on_the_command_line(program: Client) -> None:
    loads = json.loads(CliRunner().invoke(app, ["key", "new", "Région", "--json"]).stdout)
    assert loads["key"].startswith("autan_")
    assert "Notez-la" in CliRunner().invoke(app, ["key", "new", "Agence"]).stdout
    assert "Région" in CliRunner().invoke(app, ["key", "list"]).stdout
    assert "révoquée (Région)" in CliRunner().invoke(app, ["key", "revoke", str(loads["number"])]).stdout
    assert json.loads(CliRunner().invoke(app, ["key", "revoke", str(loads["number"]), "--json"]).stdout)["revoked_at"]
    assert [load["name"] for load in json.loads(CliRunner().invoke(app, ["key", "list", "--json"]).stdout)] == [
        "Région",
        "Agence",
    ]
    assert isinstance(CliRunner().invoke(app, ["key", "revoke", "0"]).exception, UnknownError)
    with pytest.raises(RuleError, match="dites à qui va la clé"):
        issue_key(by=None, name=" ")


def test_nobody_but_the_machine_and_its_administrators_gives_keys(cast: Any) -> None:
    with pytest.raises(NotAllowedError):
        issue_key(by=cast.coordinator, name="Région")
