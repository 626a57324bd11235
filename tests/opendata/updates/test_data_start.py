"""A network from nothing: tables that ship, services asked for what lacks, and one line a source that says why."""

import json

from typer.testing import CliRunner

from autan.ground.texts.core.texts import NO_TEXT
from autan.instance.cli.data import app
from autan.opendata.sources.connectors.transport import Transport
from autan.opendata.updates.actions.data_start import start_data
from autan.opendata.updates.core.data_start import AcquisitionMode, SourceStatusLine, sources_to_ask
from autan.opendata.updates.queries.data_start import start_lines
from autan.territories.networks.queries.networks import UnknownNetworkError

TOULOUSE, NANTES, LYON = "243100518", "244400404", "200046977"

HOSTS = (
    "data.statistiques.developpement-durable.gouv.fr",
    "opendata.agenceore.fr",
    "odre.opendatasoft.com",
    "data.ademe.fr",
    "api.insee.fr",
    "www.territoires-climat.ademe.fr",
    "geo.api.gouv.fr",
)


def line(**more):
    usual = {"source": "s", "title": "t", "way": AcquisitionMode.SERVICE, "covered": 0, "members": 2, "is_held": False}
    return SourceStatusLine(**usual | more)


def test_what_covers_every_member_lacks_nothing():
    assert line(is_held=True, covered=2).reason == NO_TEXT
    assert line(is_held=True, covered=1, failure="muet").reason.fr == "son service n’a pas répondu : muet"
    assert {line(way=way, is_held=held).reason.fr for way in AcquisitionMode for held in (True, False)} >= {""} - {""}


def test_a_run_goes_on_where_it_was_stopped():
    lines = [line(source="a", is_held=True, covered=2), line(source="b"), line(source="c", way=AcquisitionMode.FILE)]
    assert sources_to_ask(lines) == ("b",)


def test_the_tables_that_ship_serve_any_network(shipped):
    lines = {line_row.source: line_row for line_row in start_lines([NANTES, LYON])}
    assert lines["odre-capacity"].covered == lines["ore-homes-epci"].covered == 2
    assert lines["indicator-insee-incomes"].covered == 2
    assert (lines["indicator-rte-electricity"].covered, lines["indicator-rte-electricity"].is_context) == (2, True)
    assert lines["indicator-sdes-prices"].is_whole
    assert lines["insee-dwellings"].covered == 0
    assert "service" in lines["insee-dwellings"].reason.fr
    assert lines["rare-epci"].way is AcquisitionMode.FILE
    assert "aucun service" in lines["rare-epci"].reason.fr
    assert "indicators" not in lines


def test_services_are_asked_for_what_lacks_and_a_failure_is_said(shipped, demo_network):
    transport = Transport(wait=lambda _seconds: None, mirrors=dict.fromkeys(HOSTS, "http://127.0.0.1:9"))
    begun = []
    lines = start_data(by=None, network=demo_network, transport=transport, begin=lambda *told: begun.append(told))
    sources = [source for source, _rank, _total in begun]
    assert [rank for _source, rank, _total in begun] == list(range(1, len(sources) + 1))
    assert "ore-communes" not in sources  # every member is told of by the table that ships
    failed = {line_row.source: line_row.failure for line_row in lines if line_row.failure}
    assert set(failed) == set(sources)


def test_the_command_tells_every_source(demo_network, lake_folder):
    invoke = CliRunner().invoke(app, ["start", "--network", demo_network.slug, "--no-services", "--json"])
    assert invoke.exit_code == 0
    rows = {row["source"]: row for row in json.loads(invoke.stdout)}
    assert rows["ore-communes"]["covered"] == 11
    assert rows["aldo"]["reason"] == ""
    shown = CliRunner().invoke(app, ["start", "--network", demo_network.slug, "--no-services"])
    assert "aucun service" in " ".join(shown.stdout.split())
    unknown = CliRunner().invoke(app, ["start", "--network", "nulle-part", "--no-services"])
    assert isinstance(unknown.exception, UnknownNetworkError)
