"""1,255 members beside every duty in force at a date: the network, one member, and a table of eleven."""

from collections.abc import Callable
from datetime import date
from time import process_time

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from autan.ground.wordings import Text
from autan.plans.obligations.importers.rules import obligation_rules
from autan.plans.obligations.queries.duties import network_statuses, statuses_at
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.models import Membership, Network, Territory
from autan.territories.perimeters.lake.register import LATEST, epci_of
from tests.bench.measures import Measure, median_seconds

_DAY = date(2026, 11, 30)
_FEW = 11


def run() -> list[Measure]:
    """Network under 1 s, member under 20 ms, page of eleven under 100 ms; what is made is undone."""
    settings.ALLOWED_HOSTS = ["testserver"]
    with transaction.atomic():
        sirens = sorted(epci_of(LATEST))
        _make("france-obligations", sirens)
        _make("onze-obligations", sirens[:_FEW])
        measures = _measure(sirens)
        transaction.set_rollback(True)
    return measures


def _make(slug: str, sirens: list[str]) -> Network:
    network = create_network(by=None, slug=slug, name=Text("Mesure", "Bench"), is_invented=True)
    known = set(Territory.objects.values_list("siren", flat=True))
    Territory.objects.bulk_create(
        Territory(siren=siren, name=siren, short_name=siren, kind="CC") for siren in sirens if siren not in known
    )
    Membership.objects.bulk_create(
        Membership(network=network, territory=place, certainty=Certainty.CONFIRMED, rank=rank % 30_000)
        for rank, place in enumerate(Territory.objects.filter(siren__in=sirens))
    )
    return network


def _measure(sirens: list[str]) -> list[Measure]:
    client, address = Client(), reverse("obligations:network", kwargs={"slug": "onze-obligations"})
    rules = f"{len(sirens)} members, {len(obligation_rules())} rules"
    return [
        _timed(f"duties of {rules}", lambda: network_statuses("france-obligations", sirens, on=_DAY), 1.0),
        _timed("duties of one member", lambda: statuses_at(sirens[:1], {}, on=_DAY), 0.020),
        _timed(f"table of duties of {_FEW}", lambda: client.get(address), 0.100),
    ]


def _timed(name: str, act: Callable[[], object], limit: float) -> Measure:
    seconds = median_seconds(act, runs=3, clock=process_time)
    return Measure(
        name=name,
        result=f"{seconds * 1000:.0f} ms of CPU",
        goal=f"under {limit * 1000:.0f} ms",
        is_met=seconds < limit,
    )
