"""Any measure of Melodi as an indicator: the poverty rate of a territory and of its communes."""

import json

import pytest
from typer.testing import CliRunner

from autan.instance.cli.data import app
from autan.opendata.measures.queries.indicators import indicator_figures
from autan.opendata.producers.connectors.registry import fetch, read_editions
from autan.opendata.sources.connectors.fetching import FetchRequest, PlacesNeededError
from autan.opendata.sources.connectors.source_errors import SourceChangedError
from autan.opendata.sources.connectors.transport import RateLimits, Transport
from autan.opendata.sources.importers import shipped_cards
from autan.opendata.updates.actions.refreshing import refresh_source
from tests.opendata.observatory.making import EXPECTATION
from tests.opendata.sources.melodi_service import Melodi
from tests.opendata.sources.services import Reply, serve

DATASET, SIREN = "DS_FILOSOFI_CC", "243100518"
ASKED = f"melodi:{DATASET}:PR_MD60"


def rate(geo, value, measure="PR_MD60", age="_T", year="2021"):
    dimensions = {"GEO": geo, "FREQ": "A", "TIME_PERIOD": year, "FILOSOFI_MEASURE": measure, "UNIT_MEASURE": "PC"}
    measures = {} if value is None else {"OBS_VALUE_NIVEAU": {"value": value}}
    return {"dimensions": dimensions | {"AGE": age}, "measures": measures}


OBSERVATIONS = [
    rate("2024-EPCI-243100518", 17.2),
    rate("2024-EPCI-243100518", 22000, measure="MED_SL"),
    rate("2024-EPCI-243100518", 30.0, age="Y_LT30"),
    rate("2024-COM-31555", 21.0),
    rate("2024-COM-09050", None),
    rate("2024-DEP-31", 14.0),
]


class Insee(Melodi):
    def __call__(self, request) -> Reply:
        if request.path.endswith("/catalog/all"):
            title = [{"lang": "fr", "content": "Principaux indicateurs sur la pauvreté"}]
            return Reply(json.dumps([{"identifier": "DS_BPE"}, {"identifier": DATASET, "title": title}]))
        kind = "EPCI" if not request.query["GEO"].endswith("*COM") else "COM"
        observations = self.observations
        self.observations = {
            key: [r for r in rows if kind in r["dimensions"]["GEO"]] for key, rows in observations.items()
        }
        reply = super().__call__(request)
        self.observations = observations
        return reply


def bring(asked=ASKED, sirens=(SIREN,), observations=OBSERVATIONS):
    with serve(Insee({DATASET: observations})) as service:
        transport = Transport(RateLimits(tries=2), mirrors={"api.insee.fr": service.url}, wait=lambda _: None)
        (harvest,) = fetch("indicators", transport, FetchRequest(dataset=asked, sirens=sirens))
        return harvest


def test_one_measure_is_an_indicator_that_is_never_added():
    harvest = bring()
    assert harvest.identity.source == "indicator-insee-ds-filosofi-cc-pr-md60"
    assert harvest.identity.title == "Principaux indicateurs sur la pauvreté (PR_MD60)"
    assert (harvest.identity.traits.unit, harvest.identity.traits.is_summable) == ("%", False)
    card = harvest.identity.fill(shipped_cards()["indicators"])
    (reading,) = read_editions(card, harvest.files, expectation=EXPECTATION)
    assert reading.table.rows() == [
        ("commune", "09050", 2021, "", None, "confidential"),
        ("commune", "31555", 2021, "", 21.0, "observed"),
        ("epci", SIREN, 2021, "", 17.2, "observed"),
    ]


@pytest.mark.parametrize(
    ("asked", "observations", "said"),
    [
        ("melodi:DS_NULLE_PART:X", OBSERVATIONS, "aucun jeu DS_NULLE_PART"),
        (f"melodi:{DATASET}:X", OBSERVATIONS, "aucune valeur de X"),
        (ASKED, [{"dimensions": {"GEO": "2024-EPCI-243100518"}}, {"dimensions": ["EPCI"]}], "autre forme"),
    ],
)
def test_what_melodi_does_not_hold_is_refused(asked, observations, said):
    if said == "autre forme":
        observations = [{"dimensions": {"GEO": "2024EPCI"}}]
    with pytest.raises(SourceChangedError, match=said):
        bring(asked, observations=observations)


def test_places_are_needed():
    with pytest.raises(PlacesNeededError):
        bring(sirens=())


@pytest.mark.django_db
def test_its_figures_are_those_of_any_indicator(settings, lake_folder, demo_network):
    with serve(Insee({DATASET: OBSERVATIONS})) as service:
        settings.AUTAN_MIRRORS = {"api.insee.fr": service.url}
        settings.AUTAN_CACHE = lake_folder.parent / "cache"
        asked = ["refresh", "--dataset", ASKED, "--network", demo_network.slug, "--json", "--skip-bad-rows"]
        (row,) = json.loads(CliRunner().invoke(app, asked).stdout)
    assert row["error"] is None, row
    figure = indicator_figures(row["source"], mesh="epci", year=2021)[SIREN]
    assert (figure.value, figure.unit.code, figure.unit.is_summable) == (17.2, "pct", False)


@pytest.mark.django_db
def test_the_places_of_another_network_stay(lake_folder):
    for siren, value in ((SIREN, 17.2), ("241200187", 11.0)):
        observations = [rate(f"2024-EPCI-{siren}", value)]
        with serve(Insee({DATASET: observations})) as service:
            transport = Transport(RateLimits(tries=1), mirrors={"api.insee.fr": service.url}, wait=lambda _: None)
            wish = FetchRequest(dataset=ASKED, sirens=(siren,))
            (found,) = refresh_source(by=None, source="indicators", transport=transport, request=wish)
    assert found.incoming.comparison.removed == 0
    assert set(indicator_figures(found.incoming.card.source, mesh="epci", year=2021)) == {SIREN, "241200187"}
