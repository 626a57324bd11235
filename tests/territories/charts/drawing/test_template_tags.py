"""`{% chart %}` and `{% map %}`: title, sentence, both lay-outs, source, and the table of figures and traces."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils import translation

from autan.evidence.figures.core.charts import Chart, MapKind, MapSpec
from tests.territories.charts.drawing.making import CONTOURS, SIRENS, bars, network_map
from tests.territories.charts.drawing.test_charts import STACKS


def rendered(spec: Chart | MapSpec) -> str:
    call = "{% chart spec %}" if isinstance(spec, Chart) else "{% map spec contours %}"
    return Template("{% load charts %}" + call).render(Context({"spec": spec, "contours": CONTOURS}))


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path: Path) -> None:
    settings.AUTAN_CACHE = tmp_path


def test_a_chart_has_all_its_parts() -> None:
    page = rendered(bars(10.0, None))
    assert page.count("<svg") == 2
    assert "<figcaption>Titre &lt;inventé&gt;</figcaption>" in page
    assert "Une phrase &amp; son sens." in page
    assert "Source inventée" in page
    assert 'style="' not in page


def test_every_figure_is_in_the_table_with_its_trace() -> None:
    table = rendered(bars(10.0, None)).partition("<table")[2]
    cells = re.findall(r'href="([^"]+)">([^<]+)</a>', table)
    assert cells == [("/preuves/facts.f0/", "10 GWh"), ("/preuves/facts.f1/", "non renseigné")]
    assert "2024" in table


def test_parts_have_their_column() -> None:
    table = rendered(STACKS).partition("<table")[2]
    assert table.count("<tr>") == 16
    assert "Série road_transport" in table
    assert 'scope="col">Partie' in table


def test_small_values_and_states_are_written_in_the_table() -> None:
    table = rendered(bars(4000.0, 0.25)).partition("<table")[2]
    assert "0,25" in table


def test_a_map_lists_its_places() -> None:
    page = rendered(network_map(MapKind.CHOROPLETH))
    assert page.count("<svg") == 2
    table = page.partition("<table")[2]
    assert table.count("/preuves/facts.m") == 5
    assert f"/territoires/{SIRENS[0]}/" in page


def test_a_map_of_categories_lists_them_and_no_figure() -> None:
    page = rendered(network_map(MapKind.CATEGORIES, categories=("sure", "sure", "probable", "", "sure")))
    table = page.partition("<table")[2]
    assert "Catégorie probable" in table
    assert "Valeur" not in table


def test_pages_in_english_are_in_english() -> None:
    with translation.override("en"):
        page = rendered(network_map(MapKind.SYMBOLS))
    assert "Carte inventée (en)" in page
    assert "Lambert-93 projection" in page
    assert "/en/preuves/facts.m0/" in page
    assert "/en/territoires/" in page
