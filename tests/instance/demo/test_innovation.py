"""The innovation layer: what is intended is not in service, hydropower is not the water chain, and all is dated."""

import re

import pytest

from autan.evidence.figures.queries.facts import facts_by_id
from autan.instance.demo.innovation import shipped_innovation_layer

LAYER = shipped_innovation_layer()
INTENDED = re.compile(r"envisag|prévu|doit |doivent|annonc|attendue|porte un|aide |retard")
IN_SERVICE = re.compile(
    r"en service|inaugur|produit depuis|roulent|alimente|dessert|fonctionnait|couvre|après son extension"
)


@pytest.fixture
def facts(demo_network):
    return facts_by_id(LAYER.facts)


def test_what_is_in_service_is_said_so_by_a_fact(facts):
    for site in LAYER.sites:
        if site.kind == "site":
            assert any(IN_SERVICE.search(facts[fact].statement_fr) for fact in site.facts), site.label.fr


def test_what_is_only_intended_is_never_in_service(facts):
    for site in LAYER.sites:
        statement_frs = [facts[fact].statement_fr for fact in site.facts]
        if all(INTENDED.search(words) and not IN_SERVICE.search(words) for words in statement_frs):
            assert site.kind == "project", site.label.fr


def test_turbines_and_dams_are_hydropower_and_a_water_loop_is_heat():
    chains = {site.label.fr: site.chain for site in LAYER.sites}
    hydro = [name for name in chains if re.search(r"turbine|barrage|hydrolienne", name)]
    assert len(hydro) == 3
    assert {chains[name] for name in hydro} == {"hydropower"}
    assert [chain for name, chain in chains.items() if "boucle d’eau" in name] == ["recovered_heat"]


def test_a_date_is_that_of_a_fact_and_no_date_is_made_up(facts):
    for site in LAYER.sites:
        text = " ".join(f"{facts[fact].period} {facts[fact].statement_fr}" for fact in site.facts)
        assert site.since is None or str(site.since) in text, site.label.fr
        assert site.until is None or str(site.until) in text, site.label.fr


def test_a_site_has_the_years_that_sources_show():
    since = {site.facts[-1]: site.since for site in LAYER.sites if site.since}
    assert since["W268"] <= 2013  # a solar plant at work in Cahors Sud
    assert since["W056"] == 2019  # a heat network
    assert [(site.since, site.until) for site in LAYER.sites if site.until] == [(2013, 2015)]
