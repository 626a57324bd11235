"""Services asked from the page: a source at a time, followed, stopped, resumed, accepted; by a coordination alone."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from autan.ground.errors import NotAllowedError, RuleError
from autan.opendata.observatory.core.refresh_states import RefreshState
from autan.opendata.observatory.models import RefreshRun, RefreshStep
from autan.opendata.producers.connectors.registry import UnknownSourceError
from autan.opendata.sources.lake.snapshots import current_snapshots, list_snapshots
from autan.opendata.updates.actions.refresh_runs import (
    ask_again,
    ask_next_source,
    resume_cut_short,
    start_refresh,
    stop_refresh,
)
from autan.opendata.updates.core.refresh_runs import CUT_SHORT_S
from autan.opendata.updates.queries.refresh_runs import latest_run
from autan.people.accounts.models import Person
from autan.territories.networks.actions.mandates import end_mandate
from autan.territories.networks.models import Mandate
from tests.cast import Cast
from tests.opendata.sources.ore_service import ROWS, OrePortal
from tests.opendata.sources.services import Reply, serve

SOURCE, OTHER = "ore-communes", "odre-register"


def run_queue() -> int:
    """Run what is queued for the services, as the server does."""
    waiting = DBTaskResult.objects.ready().filter(queue_name="data")
    count = 0
    while (held := waiting.first()) is not None:
        held.delete()
        ask_next_source.func(*held.args_kwargs["args"])
        count += 1
    return count


def revised() -> OrePortal:
    changed = list(ROWS)
    changed[1] = (*ROWS[1][:4], "80", *ROWS[1][5:])
    return OrePortal(rows=changed)


@pytest.fixture
def coordinator(cast: Cast, lake_folder) -> Person:
    return cast.coordinator


def refreshed(settings, portal, *, by: Person | None, network, sources=(SOURCE,)):
    with serve(portal) as service:
        settings.AUTAN_MIRRORS = dict.fromkeys(("opendata.agenceore.fr", "odre.opendatasoft.com"), service.url)
        start_refresh(by=by, network=network, sources=sources)
        run_queue()
    return latest_run(network.slug)


def test_a_source_is_adopted_then_its_revision_waits_for_a_person(settings, coordinator, demo_network):
    first = refreshed(settings, OrePortal(), by=coordinator, network=demo_network)
    assert (first["is_open"], first["done"], [step["state"] for step in first["steps"]]) == (
        False,
        1,
        [RefreshState.ADOPTED],
    )
    assert first["steps"][0]["lines"][0].fr == "2024\u00a0: première édition"
    held = refreshed(settings, revised(), by=coordinator, network=demo_network)
    assert held["steps"][0]["state"] is RefreshState.HELD_BACK
    assert "1 valeur révisée" in held["steps"][0]["lines"][0].fr
    before = current_snapshots()
    with serve(revised()) as service:
        settings.AUTAN_MIRRORS = dict.fromkeys(("opendata.agenceore.fr", "odre.opendatasoft.com"), service.url)
        ask_again(by=coordinator, step=RefreshStep.objects.get(pk=held["steps"][0]["pk"]), accept=True)
        run_queue()
    assert latest_run(demo_network.slug)["steps"][0]["state"] is RefreshState.ADOPTED
    assert len(list_snapshots()) == len(before) + 1


def test_a_service_that_fails_says_so_and_the_next_is_asked(settings, coordinator, demo_network):
    found = refreshed(
        settings,
        lambda _request: Reply(status=404, body="introuvable"),
        by=coordinator,
        network=demo_network,
        sources=(SOURCE, OTHER),
    )
    assert [step["state"] for step in found["steps"]] == [RefreshState.FAILED, RefreshState.FAILED]
    assert "autan data" not in found["steps"][0]["lines"][0].fr  # no command on a page
    assert not found["is_open"]
    assert not list_snapshots()


def test_a_network_has_one_run_at_a_time_and_stops_it(coordinator, demo_network):
    run = start_refresh(by=coordinator, network=demo_network, sources=(SOURCE, OTHER))
    with pytest.raises(RuleError, match="déjà interrogés"):
        start_refresh(by=coordinator, network=demo_network, sources=(SOURCE,))
    stop_refresh(by=coordinator, run=run)
    assert latest_run(demo_network.slug)["is_open"] is False
    assert run_queue() == 1  # what was queued finds nothing to ask
    assert {step["state"] for step in latest_run(demo_network.slug)["steps"]} == {RefreshState.STOPPED}
    with pytest.raises(UnknownSourceError):
        start_refresh(by=coordinator, network=demo_network, sources=("inconnue",))


def test_a_run_that_the_server_cut_short_goes_on(settings, coordinator, demo_network):
    run = start_refresh(by=coordinator, network=demo_network, sources=(SOURCE,))
    DBTaskResult.objects.all().delete()
    long_ago = timezone.now() - timedelta(seconds=CUT_SHORT_S + 1)
    RefreshStep.objects.filter(run=run).update(state=RefreshState.ASKING, reported_at=long_ago)
    assert resume_cut_short(now=long_ago + timedelta(seconds=5)) == 0
    assert resume_cut_short(now=timezone.now()) == 1
    with serve(OrePortal()) as service:
        settings.AUTAN_MIRRORS = dict.fromkeys(("opendata.agenceore.fr", "odre.opendatasoft.com"), service.url)
        run_queue()
    assert latest_run(demo_network.slug)["steps"][0]["state"] is RefreshState.ADOPTED


def test_a_role_that_ends_meanwhile_asks_nothing_more(settings, coordinator, demo_network):
    with serve(OrePortal()) as service:
        settings.AUTAN_MIRRORS = dict.fromkeys(("opendata.agenceore.fr", "odre.opendatasoft.com"), service.url)
        start_refresh(by=coordinator, network=demo_network, sources=(SOURCE,))
        end_mandate(by=None, mandate=Mandate.objects.get(person=coordinator))
        run_queue()
        assert service.requests == []
    assert latest_run(demo_network.slug)["steps"][0]["state"] is RefreshState.FAILED


@pytest.mark.parametrize("name", ["officer", "contributor", "reader", "outsider"])
def test_nobody_else_asks_services(client: Client, cast: Cast, lake_folder, demo_network, name: str):
    person = getattr(cast, name)
    with pytest.raises(NotAllowedError):
        start_refresh(by=person, network=demo_network, sources=(SOURCE,))
    client.force_login(person)
    address = f"/donnees-ouvertes/services/{demo_network.slug}/"
    assert client.post(address, {"source": SOURCE}).status_code == 403
    assert client.get(f"{address}avancement/").status_code == 403
    assert not RefreshRun.objects.exists()


def test_the_page_starts_follows_and_stops(client: Client, coordinator, demo_network):
    client.force_login(coordinator)
    address = f"/donnees-ouvertes/services/{demo_network.slug}/"
    shown = client.post(address, {"source": [SOURCE, OTHER]}, follow=True).content.decode()
    assert "0 source sur 2" in shown
    assert 'data-progress="' in shown
    part = client.get(f"{address}avancement/").content.decode()
    assert "<html" not in part
    assert "Arrêter" in part
    client.post(f"/donnees-ouvertes/services/{RefreshRun.objects.get().pk}/arreter/")
    after = client.get(f"{address}avancement/").content.decode()
    assert "data-progress" not in after
    step = RefreshStep.objects.first()
    again = client.post(f"/donnees-ouvertes/services/source/{step.pk}/", follow=True).content.decode()
    assert "1 source sur 2" in again
    assert client.post("/donnees-ouvertes/services/source/999999/").status_code == 404
    assert client.post("/donnees-ouvertes/services/999999/arreter/").status_code == 404
