"""A harvest that stopped half-way goes on from where it was, and leaves nothing when it ends."""

import json

import pytest
from typer.testing import CliRunner

from autan.instance.cli.data import app
from autan.opendata.sources.connectors.partial_downloads import LONGEST_S, PartialDownloads
from autan.opendata.sources.connectors.responses import Response, ResponseFormat
from autan.opendata.sources.connectors.transport import RateLimits, Transport
from autan.opendata.sources.lake import snapshots
from tests.opendata.producers.test_pcaet_portal import NAMES, Portal
from tests.opendata.sources.ore_service import OrePortal
from tests.opendata.sources.services import Reply, in_turn, serve

ANSWER = Response(url="https://x.fr/a?b=1", body=b"a,b\n1,2\n", headers={"Link": "<x>; rel=next"})


def test_an_answer_is_found_again_by_its_address_for_some_hours(tmp_path):
    kept = PartialDownloads(tmp_path / "kept")
    kept.keep(ANSWER)
    assert kept.find(ANSWER.url) == ANSWER
    assert kept.find("https://x.fr/a?b=2") is None
    late = PartialDownloads(tmp_path / "kept", now=lambda: tmp_path.stat().st_mtime + LONGEST_S + 60)
    assert late.find(ANSWER.url) is None
    next((tmp_path / "kept").glob("*.json")).write_text("{")
    assert kept.find(ANSWER.url) is None
    kept.forget()
    assert list((tmp_path / "kept").iterdir()) == []


def test_a_transport_without_a_folder_keeps_nothing():
    with serve(in_turn(Reply("a,b\n1,2\n"))) as service:
        transport = Transport(RateLimits(tries=1), wait=lambda _: None)
        transport.get(service.url, form=ResponseFormat.CSV)
        transport.get(service.url, form=ResponseFormat.CSV)
        transport.forget()
    assert len(service.requests) == 2


@pytest.mark.django_db
def test_the_command_goes_on_from_the_page_where_the_service_fell_silent(settings, lake_folder, tmp_path, monkeypatch):
    settings.AUTAN_CACHE = tmp_path / "cache"
    monkeypatch.setattr("time.sleep", lambda _: None)
    portal, asked = OrePortal(), []

    def tiring(request):
        asked.append(request.path)
        return portal(request) if len(asked) <= 3 else Reply("panne", 503)

    with serve(tiring) as service:
        settings.AUTAN_MIRRORS = {"opendata.agenceore.fr": service.url}
        done = CliRunner().invoke(app, ["refresh", "ore-communes", "--json"])
        assert done.exit_code == 4
        before = len(asked)
        asked.clear()
        done = CliRunner().invoke(app, ["refresh", "ore-communes", "--json"])
    assert before > 3
    assert json.loads(done.stdout)[0]["adopted"] == snapshots.current_snapshots()[0].name
    assert len(asked) == 1  # the last page alone
    assert list((settings.AUTAN_CACHE / "unfinished").iterdir()) == []


@pytest.mark.django_db
def test_answers_with_people_in_them_are_never_kept_on_the_way(settings, lake_folder, tmp_path, monkeypatch):
    settings.AUTAN_CACHE = tmp_path / "cache"
    monkeypatch.setattr("time.sleep", lambda _: None)
    portal = Portal()

    def falling(request):
        return portal(request) if "enr" in request.path else Reply("panne", 503)

    with serve(falling) as service:
        hosts = ("www.territoires-climat.ademe.fr", "data.ademe.fr")
        settings.AUTAN_MIRRORS = dict.fromkeys(hosts, service.url)
        assert CliRunner().invoke(app, ["refresh", "pcaet-v2"]).exit_code == 4
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [name for name in NAMES for path in written if name.encode() in path.read_bytes()] == []
