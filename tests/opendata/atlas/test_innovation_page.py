"""The innovation layer: nothing without a fact, no point without a commune that a fact names."""

import re

import numpy as np
import pytest
from django.test import Client

from autan.evidence.figures.queries.facts import facts_by_id
from autan.instance.demo.innovation import shipped_innovation_layer
from autan.opendata.atlas.presenters.innovation_page import centre_of, innovation_page
from autan.territories.charts.renderers.drawing.map_drawing import separate_points
from autan.territories.charts.renderers.drawing.map_shapes import contains
from autan.territories.networks.queries.contours import commune_contours
from autan.territories.perimeters.lake.register import commune_names

LAYER = shipped_innovation_layer()
SHORT = {"31446": "Ramonville"}


@pytest.fixture
def facts(demo_network):
    return facts_by_id(LAYER.facts)


def test_every_line_rests_on_facts_that_exist(facts):
    assert set(LAYER.facts) == set(facts)
    for site in LAYER.sites:
        assert {facts[fact].siren for fact in site.facts} == {site.siren}
        assert site.chain in {chain.code for chain in LAYER.chains}
        assert site.kind in {"site", "project", "demonstration"}


def test_a_commune_is_given_only_where_a_fact_or_its_source_names_it(facts):
    for site in LAYER.sites:
        if site.commune:
            name = SHORT.get(site.commune, commune_names()[site.commune])
            text = " ".join(f"{facts[fact].statement_fr} {facts[fact].source.title}" for fact in site.facts)
            assert name in text, site.label.fr


def test_points_stand_inside_their_commune():
    for site in LAYER.sites:
        contour = next((item for item in commune_contours(site.siren) if item.code == site.commune), None)
        if contour:
            inside = [
                contains([np.array(ring) for ring in polygon], np.array([centre_of(contour)]))
                for polygon in contour.polygons
            ]
            assert np.any(inside), site.label.fr


def test_sites_without_commune_are_numbered_last_and_have_no_point(demo_network):
    page = innovation_page(demo_network)
    lines = page["sites"]
    assert [line["number"] for line in lines] == list(range(1, len(LAYER.sites) + 1))
    placed = [line["number"] for line in lines if line["is_placed"]]
    assert 0 < len(placed) < len(lines)
    assert placed == list(range(1, len(placed) + 1))
    assert [point.number for point in page["map"].points] == placed


def test_each_member_has_its_chains_with_the_numbers_of_its_sites(demo_network):
    rows = innovation_page(demo_network)["involvement"]
    assert len(rows) == 11
    numbers = [number for row in rows for cell in row["sites"] for number in cell]
    assert sorted(numbers) == list(range(1, len(LAYER.sites) + 1))
    assert sum(row["cited"] is not None for row in rows) == len(LAYER.involved)
    by_siren = {row["siren"]: row for row in rows}
    for site in LAYER.sites:
        chain = [item.code for item in LAYER.chains].index(site.chain)
        assert by_siren[site.siren]["sites"][chain]
    table = Client().get("/atlas/filieres/").content.decode().partition('id="implication"')[2].partition("</table>")[0]
    assert table.count("<tr>") == 12
    assert set(re.findall(r'href="#lieu-(\d+)"', table)) == {str(number) for number in numbers}


def test_the_page_links_each_point_to_its_line_and_each_line_to_its_facts(demo_network):
    html = Client().get("/atlas/filieres/").content.decode()
    points = set(re.findall(r'href="#lieu-(\d+)"', html))
    assert points
    assert points == set(re.findall(r'id="lieu-(\d+)"', html))
    assert {f"/faits/{fact}/" for fact in LAYER.facts} <= set(re.findall(r'href="(/faits/\w+/)"', html))
    assert "6 des 11 membres" in html


def test_a_year_shows_the_sites_known_then_and_those_without_a_date_apart(demo_network):
    page = innovation_page(demo_network, year=2013)
    assert 0 < len(page["sites"]) < len(LAYER.sites)
    assert len(page["sites"]) == sum(site.is_current_in(2013) for site in LAYER.sites)
    assert len(page["undated"]) == sum(site.since is None for site in LAYER.sites)
    assert {2013, 2016} <= set(page["years"])
    html = Client().get("/atlas/filieres/?annee=2013").content.decode()
    assert '<option value="2013" selected>' in html
    assert "connu depuis 2013, remplacé en 2015" in html
    assert html.count('id="lieu-') == len(page["sites"])
    later = Client().get("/atlas/filieres/?annee=2019").content.decode().partition("<footer")[0]
    assert "remplacé" not in later
    assert "Aucun site n’est connu cette année-là." in Client().get("/atlas/filieres/?annee=1900").content.decode()
    assert Client().get("/atlas/filieres/?annee=x").content.decode().count('id="lieu-') == len(LAYER.sites)


def test_no_point_covers_another(demo_network):
    points = innovation_page(demo_network)["map"].points
    placed = separate_points([(point, 100.0 + rank % 3, 100.0 + rank // 3) for rank, point in enumerate(points)])
    for rank, (_, x, y) in enumerate(placed):
        for _, x2, y2 in placed[:rank]:
            assert (x - x2) ** 2 + (y - y2) ** 2 > 18**2


def test_a_network_without_layer_says_so(db):
    from autan.territories.networks.models import Network

    Network.objects.create(slug="autre", name_fr="Autre", name_en="Other")
    assert "Aucune filière" in Client().get("/atlas/filieres/?network=autre").content.decode()
