"""Drafts, confidential answers and names of people are in no table and at no address, not even as a refusal."""

from typing import Any

import pytest
from django.test import Client

from autan.ground.extension_points import PublishedTable
from autan.ground.registry import registered
from tests.rights.two_networks import CIRCLES, OWN, TwoNetworks, make_two_networks

GUESSED = [
    *(f"plans/{slug}" for slug in ("nord-pcaet", "pcaet", "nord", "pcaet-nord")),
    *(f"actions/{slug}" for slug in ("fiche", "fiche-2")),
    *(f"editions/{slug}" for slug in ("essai", "brouillon", "2026")),
    *(f"figures/survey.enquete.q{number}.{measure}" for number in range(1, 8) for measure in ("answered", "count_yes")),
    *(f"figures/survey.enquete.q1.by_kind.CC.{measure}" for measure in ("answered", "count_yes", "count_no")),
    *(f"figures/survey.enquete.q{number}.value_{OWN}" for number in range(1, 8)),
    *(f"figures/survey.enquete.{part}" for part in ("coverage", "campaign.invited", "first.answered")),
    *(f"figures/indicators.{OWN}.cycle_lanes.{year}" for year in range(2015, 2026)),
    *(f"figures/plans.{OWN}.{what}" for what in ("budget", "staff", "money.total")),
]


@pytest.fixture
def networks(db: None, settings: Any, tmp_path: Any) -> TwoNetworks:
    settings.AUTAN_HOME = tmp_path
    return make_two_networks()


def test_nothing_that_is_kept_is_published(networks: TwoNetworks) -> None:
    assert len(GUESSED) >= 50
    program = Client()
    for table in registered(PublishedTable):
        for form in ("json", "csv"):
            response = program.get(f"/api/v1/{table.name}.{form}")
            assert response.status_code == 200
            assert [secret for secret in CIRCLES if secret in response.content.decode()] == [], table.name
    assert program.get("/api/v1/survey_results?campaign=enquete").json()["rows"] == []


def test_guessed_addresses_are_not_found_whoever_asks(networks: TwoNetworks) -> None:
    for profile in ("nobody", "coordinator"):  # the API reads for anybody, whoever signed in
        browser = networks.browsers[profile]()
        statuses = {path: browser.get(f"/api/v1/{path}").status_code for path in GUESSED}
        assert {path: status for path, status in statuses.items() if status != 404} == {}
