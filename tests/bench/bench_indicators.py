"""200 members x 100 indicators x 10 years: health check, an indicator over the network, values and expressions read."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from autan.evidence.imports.core import Upload
from autan.ground.wordings import Text
from autan.people.accounts.actions import register_person
from autan.plans.indicators.actions.value_imports import preview_values, write_values
from autan.plans.indicators.core.national import NationalDefinition, read_national
from autan.plans.indicators.core.values import YearValue
from autan.plans.indicators.importers import catalogue
from autan.plans.indicators.models import Indicator
from autan.plans.indicators.queries.indicators import network_health
from autan.publishing.api.actions import KeyScope, issue_key
from autan.publishing.api.views import gateway
from autan.territories.networks.actions.mandates import grant_mandate
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.core.members import Certainty
from autan.territories.networks.models import Mandate, Membership, Network, Territory
from autan.territories.perimeters.lake.register import membership_frame
from tests.bench.measures import Measure, median_seconds

SLUG, MEMBERS, INDICATORS, YEARS = "indicateurs-mesure", 200, 100, range(2015, 2025)


def run() -> list[Measure]:
    """Health check under 1 s, page of an indicator under 80 ms, imports under 3 s, expressions 0.3 s; all is undone."""
    settings.ALLOWED_HOSTS = ["testserver"]
    with transaction.atomic():
        network = _make()
        client = Client()
        page = reverse("indicators:network_definition", kwargs={"slug": SLUG, "code": "energy_per_inhabitant"})
        assert client.get(page).status_code == 200
        measures = [
            _timed("health check, 20,000 indicators", lambda: network_health(network, today=date(2026, 11, 1)), 1.0),
            _timed("an indicator over 200 members", lambda: client.get(page), 0.080),
            _timed("20,000 values imported", _import, 3.0),
            *_write_by_api(client, network),
            _timed("187 national expressions read and checked", _read_expressions, 0.3),
        ]
        transaction.set_rollback(True)
    return measures


def _make() -> Network:
    network = create_network(by=None, slug=SLUG, name=Text("Mesure", "Bench"), is_invented=True)
    sirens = sorted(membership_frame()["siren"].unique().to_list())[:MEMBERS]
    known = set(Territory.objects.values_list("siren", flat=True))
    Territory.objects.bulk_create(
        Territory(siren=siren, name=siren, short_name=siren, kind="CC") for siren in sirens if siren not in known
    )
    places = list(Territory.objects.filter(siren__in=sirens))
    Membership.objects.bulk_create(
        Membership(network=network, territory=place, certainty=Certainty.CONFIRMED, rank=rank)
        for rank, place in enumerate(places)
    )
    series = [YearValue(year=year, value=float(year), source="service").as_json() for year in YEARS]
    Indicator.objects.bulk_create(
        Indicator(
            slug=f"{place.siren}-{code}",
            territory=place,
            code=code,
            followed_since=date(2015, 1, 1),
            is_published=True,
            series=series,
            found=[["no_link", "lié à rien", "linked to nothing"]] if rank % 5 == 0 else [],
            last_year=YEARS[-1],
        )
        for place in places
        for rank, code in enumerate([*list(catalogue())[-INDICATORS:], "energy_total"])
    )
    return network


def _import() -> None:
    rows = [
        f"{siren};{code};{year};{year}"
        for siren in Indicator.objects.filter(code="advised_homes").values_list("territory__siren", flat=True)[:100]
        for code in list(catalogue())[-20:]
        for year in YEARS
    ]
    upload = Upload(file="valeurs.csv", data="\n".join(["siren;indicator;year;value", *rows, ""]).encode())
    with transaction.atomic():
        preview = preview_values(upload, by=None, territory=None)
        assert len(preview.to_write) == len(rows) == 20_000
        write_values(None, preview)
        transaction.set_rollback(True)


def _write_by_api(client: Client, network: Network) -> list[Measure]:
    """Batches of 10,000 values of one hundred members: three rows at fault, then none."""
    gateway.REQUESTS_A_MINUTE = 1_000_000
    holder = register_person(by=None, email="mesure@exemple.fr", name="Mesure", password="un-mot-de-passe-de-mesure")
    grant_mandate(by=None, person=holder, role=Mandate.Role.COORDINATOR, network=network)
    until = timezone.localdate() + timedelta(days=30)
    scope = KeyScope(holder=holder, network=SLUG, act="indicator_values", expires_on=until)
    headers = {"authorization": f"Bearer {issue_key(by=None, name='Mesure', scope=scope)[1]}"}
    members = Indicator.objects.filter(code="advised_homes").values_list("territory__siren", flat=True)[:100]
    rows = [
        {"siren": siren, "indicator": code, "year": year, "value": year, "source": "API"}
        for siren in members
        for code in list(catalogue())[-10:]
        for year in YEARS
    ]
    faulty = [row | {"value": "?"} if rank in {0, 5_000, 9_999} else row for rank, row in enumerate(rows)]

    def post(rows: list[dict[str, object]], status: int) -> None:
        with transaction.atomic():
            body = json.dumps({"rows": rows})
            answer = client.post("/api/v1/indicator_values", body, content_type="application/json", headers=headers)
            assert (len(rows), answer.status_code) == (10_000, status), answer.content[:300]
            transaction.set_rollback(True)

    return [
        _timed("10,000 values by the API, three rows at fault", lambda: post(faulty, 422), 3.0),
        _timed("10,000 values by the API", lambda: post(rows, 200), 3.0),
    ]


def _read_expressions() -> None:
    """As many as the national list has, and as long: totals of eight parts, and choices of three cases."""
    total = " + ".join(f"opt_val(part_{rank})" for rank in range(8))
    choice = "si identite(type, EPCI) alors 40 sinon si reponse(question, OUI) alors 32 sinon 10"
    parts = [NationalDefinition(code=f"part_{rank}", title="Part", unit="MWh") for rank in range(653)]
    sums = [NationalDefinition(code=f"sum_{rank}", title="Total", unit="MWh", formula=total) for rank in range(77)]
    parts = [replace(part, target=choice if rank < 61 else "", threshold=choice if rank < 49 else "")
             for rank, part in enumerate(parts)]  # fmt: skip
    assert len(read_national([*parts, *sums]).formulas) == 187


def _timed(name: str, act: Callable[[], object], limit: float) -> Measure:
    seconds = median_seconds(act)
    goal = f"under {limit * 1000:.0f} ms"
    return Measure(name=name, result=f"{seconds * 1000:.0f} ms", goal=goal, is_met=seconds < limit)
