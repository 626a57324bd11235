"""Indicators of the lake: what is held, their figures by mesh, and the trace of each."""

import pytest
from django.utils import translation

from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.queries.registry import OPERATOR, describe_one, find_figure
from autan.ground.errors import DomainError
from autan.opendata.measures.queries.indicators import (
    get_indicator,
    indicator_figures,
    indicators_of,
    is_about_poverty,
    list_indicators,
)
from autan.opendata.producers.connectors.indicator_files import identity_of
from tests.opendata.observatory.making import add_files
from tests.opendata.sources.datagouv_service import COMMUNES, EPCI, SLUG

SOURCE = f"indicator-{SLUG}"
TOULOUSE = "243100518"


def add(tmp_path, files, slug=SLUG, **traits):
    paths = []
    for name, text in files.items():
        paths.append(tmp_path / name)
        paths[-1].write_text(text)
    identity = identity_of(slug, title="Émissions de GES", **{"unit": "t CO2e", "axes": ("secteur",), **traits})
    add_files(source="indicators", files=paths, identity=identity)


@pytest.fixture
def both(db, lake_folder, tmp_path):
    add(tmp_path, {"c.csv": COMMUNES, "e.csv": EPCI}, is_summable=True)


def test_what_is_held_says_its_meshes_years_and_categories(both):
    (held,) = list_indicators()
    assert (held.source, held.unit, held.categories) == (SOURCE, "t CO2e", ("Agriculture", "Résidentiel"))
    assert held.years == {"commune": (2018, 2021), "epci": (2018, 2021)}
    assert get_indicator("indicator-nowhere") is None


def test_a_territory_has_the_last_year_of_each_indicator_all_parts_together_where_they_add_up(both):
    (figure,) = indicators_of(TOULOUSE)
    assert figure == indicator_figures(SOURCE, mesh="epci", year=2021)[TOULOUSE]
    assert not is_about_poverty(figure)
    assert indicators_of("999999999") == ()


def test_the_value_of_an_epci_is_the_published_one_and_all_categories_are_added(both):
    figure = indicator_figures(SOURCE, mesh="epci", year=2021, category="Résidentiel")[TOULOUSE]
    assert (figure.value, figure.unit.code, figure.state) == (1300, "tCO2e", ValueState.OBSERVED)
    assert figure.method.name == "published"
    every = indicator_figures(SOURCE, mesh="commune", year=2018)["31555"]
    assert (every.value, every.method.name) == (1012.5, "sum_of_indicator_rows")
    masked = indicator_figures(SOURCE, mesh="commune", year=2021)["09050"]
    assert (masked.value, masked.state) == (None, ValueState.CONFIDENTIAL)
    unknown = indicator_figures(SOURCE, mesh="epci", year=2021)["200067791"]
    assert (unknown.value, unknown.state) == (None, ValueState.MISSING)
    assert indicator_figures("indicator-nowhere", mesh="epci", year=2021) == {}


def test_communes_are_added_over_the_perimeter_where_epci_are_not_published(db, lake_folder, tmp_path):
    add(tmp_path, {"c.csv": COMMUNES}, is_summable=True)
    figure = indicator_figures(SOURCE, mesh="epci", year=2018)[TOULOUSE]
    assert (figure.value, figure.known, figure.total, figure.state) == (1012.5, 1, 37, ValueState.LOWER_BOUND)
    assert describe_one(figure.evidence[0], reader=OPERATOR).table.total_rows == 2


def test_what_does_not_add_up_is_not_added(db, lake_folder, tmp_path):
    add(tmp_path, {"c.csv": COMMUNES}, unit="places pour 1 000 hab.")
    assert indicator_figures(SOURCE, mesh="epci", year=2018, category="Résidentiel") == {}
    assert indicator_figures(SOURCE, mesh="commune", year=2018) == {}
    figure = indicator_figures(SOURCE, mesh="commune", year=2018, category="Résidentiel")["31555"]
    assert not figure.unit.is_summable
    assert figure.unit.symbol.fr == "places pour 1 000 hab."


def test_every_figure_is_found_again_at_its_address_with_its_rows(both, tmp_path):
    add(tmp_path, {"d.csv": "date_mesure,geocode_departement,valeur\n2020-01-01,31,4\n"}, "enaf", axes=(), unit="ha")
    asked = [
        indicator_figures(SOURCE, mesh="epci", year=2021, category="Résidentiel")[TOULOUSE],
        indicator_figures(SOURCE, mesh="commune", year=2018)["31555"],
        indicator_figures("indicator-enaf", mesh="departement", year=2020)["31"],
    ]
    for figure in asked:
        assert find_figure(figure.id, reader=OPERATOR) == figure
        assert describe_one(figure.evidence[0], reader=OPERATOR).table.total_rows >= 1
    assert [figure.id for figure in asked][2] == "indicator.enaf.dep-31.2020.all"


@pytest.mark.parametrize(
    "figure_id",
    [
        "indicator.nowhere.243100518.2021.all",
        f"indicator.{SLUG}.243100518.2021.charbon",
        f"indicator.{SLUG}.243100518.1900.all",
        f"indicator.{SLUG}.243100518.hier.all",
        "indicator.short",
    ],
)
def test_an_address_that_leads_nowhere_is_no_figure(both, figure_id):
    with pytest.raises(DomainError):
        find_figure(figure_id, reader=OPERATOR)


def test_the_rows_behind_a_figure_are_written_in_the_language_of_the_page(both):
    figure = indicator_figures(SOURCE, mesh="commune", year=2018)["31555"]
    french = describe_one(figure.evidence[0], reader=OPERATOR).table
    assert french.columns == ("Code", "Catégorie", "Valeur", "État")
    assert ("31555", "Résidentiel", "1\u202f000,5", "observé") in french.rows
    with translation.override("en"):
        english = describe_one(figure.evidence[0], reader=OPERATOR).table
    assert english.rows[0] == ("31555", "Agriculture", "12", "observed")
