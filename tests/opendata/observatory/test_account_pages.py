"""The energy page of a territory: every source with its method and gap, what lacks, and the filings grid by grid."""

from dataclasses import replace

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import translation

from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.queries.registry import OPERATOR, find_figure
from autan.ground import request_cache
from autan.ground.wordings import Text
from autan.opendata.measures.queries.filings import distinct_filings, filings_of, laid_out_filings
from autan.opendata.observatory.core.energy_table import ComparedSource, compare_sources
from autan.opendata.observatory.presenters.compared_sources import view_comparison
from autan.opendata.observatory.presenters.energy_page import absences_of, energy_page
from autan.opendata.observatory.presenters.yearly_series import yearly_page
from autan.opendata.observatory.queries.figures import figures_by_measure
from autan.opendata.observatory.queries.source_comparisons import (
    emission_comparison,
    homes_comparison,
    renewable_comparison,
)
from autan.opendata.producers.connectors.indicator_files import identity_of
from tests.opendata.observatory.making import add_files
from tests.opendata.sources.datagouv_service import EPCI

AUCH, TOULOUSE, RODEZ, CAHORS = "200066926", "243100518", "241200187", "200023737"
NANTES = "244400404"


def page_of(client, siren, name="energy", **query):
    answer = client.get(reverse(f"observatory:{name}", kwargs={"siren": siren}), {"ouvrir": "tout"} | query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_filing_of_auch_stands_beside_the_inventory(shipped):
    found = emission_comparison(AUCH)
    assert [(source.source, source.filing) for source in found.sources] == [("igt-ghg", 0), ("pcaet-v2", 1216)]
    assert "réglementaire" in view_comparison(found)["headings"][1][1]
    rows = {row.label.fr: row for row in found.rows}
    inventory, filed = rows["Agriculture"].figures
    assert (inventory.value, filed.value) == (89_642, 47_000)
    assert rows["Autres transports"].figures[1].value is None  # 0.01 is a filler, not almost nil
    assert [figure.value for figure in found.total.figures] == [273_723, 191_600]
    assert rows["Agriculture"].gaps == found.total.gaps == found.summaries == (None,)  # 2017 is not 2016
    assert found.years_apart == (True,)
    (said,) = view_comparison(found)["sentences"]
    assert "ne portent pas sur la même année" in said


def test_homes_and_renewables_have_two_sources(shipped):
    homes = homes_comparison(RODEZ)
    assert [source.source for source in homes.sources] == ["ore-communes", "ore-homes-epci"]
    assert homes.summaries == (None,)  # 2023 is not 2024
    renewable = renewable_comparison(RODEZ)
    assert renewable.sources[1].filing == 795
    assert {figure.unit.code for row in renewable.rows for figure in row.figures if figure} == {"MWh"}


def test_a_territory_with_one_source_is_compared_with_nothing(shipped):
    assert emission_comparison(CAHORS) is None
    assert renewable_comparison(CAHORS) is None


@pytest.mark.parametrize("siren", [AUCH, TOULOUSE, RODEZ])
def test_every_figure_of_the_pages_is_found_again(shipped, siren):
    shown = [figure for filing in laid_out_filings(siren) for grid in filing.grids for figure in grid.totals]
    shown += [
        figure
        for filing in laid_out_filings(siren)
        for grid in filing.grids
        for line in grid.lines
        for figure in line.figures
    ]
    page, trends = energy_page(siren), yearly_page(siren, QueryDict())["trends"]
    shown += [point.figure for trend in trends for point in trend.points]
    shown += [point.index for trend in trends for point in trend.points]
    shown += [*page["ratios"], *page["bill"]]
    known = [figure for figure in shown if figure is not None]
    assert len(known) > 40
    request_cache.begin()  # one request finds them all, and knows nothing of the pages
    for figure in known:
        found = find_figure(figure.id, reader=OPERATOR)
        assert found.in_unit(figure.unit).value == pytest.approx(figure.value)
        assert figure.has_evidence


def test_two_filings_that_declare_the_same_are_shown_once_with_both_numbers(shipped, client):
    assert [filing.filing.id for filing in filings_of(TOULOUSE)] == [1006, 1111]
    (merged,) = distinct_filings(TOULOUSE)
    assert (merged.filing.id, merged.filing.twins) == (1006, (1111,))
    assert len(renewable_comparison(TOULOUSE).sources) == 2
    assert "identique\u00a0: 1111" in view_comparison(renewable_comparison(TOULOUSE))["headings"][1][0]
    html = page_of(client, TOULOUSE, "filings")
    assert "Démarche 1006 et 1111" in html
    assert "elles sont montrées une fois" in html
    assert "elles ne s’additionnent pas" not in html
    assert "Plusieurs démarches pour un EPCI" in html


def test_the_missing_cells_are_listed(shipped, client):
    (filing,) = laid_out_filings(AUCH)
    grid = {grid.code: grid for grid in filing.grids}["ghg"]
    assert (grid.wanted, len(grid.missing)) == (32, 4)
    total = grid.totals[0]
    assert (total.value, total.known, total.total, total.state.value) == (191_600, 7, 8, "lower_bound")
    html = page_of(client, AUCH, "filings")
    assert "Autres transports, Diagnostic 2017" in html
    assert "Unité invraisemblable dans un dépôt" in html
    assert "Secteurs intervertis dans un dépôt" in html


def test_the_page_says_what_is_absent_without_a_command(shipped, client):
    html = page_of(client, CAHORS)
    assert "autan data" not in html
    assert "Aucun polluant déposé pour ce territoire." in html
    assert "Précarité énergétique" in html


def test_the_page_shows_methods_gaps_bill_and_trend(shipped, client, django_assert_max_num_queries):
    page_of(client, AUCH)
    with django_assert_max_num_queries(6):
        html = page_of(client, AUCH)
    assert "ne portent pas sur la même année" in html
    assert "Sous chaque valeur, son écart" not in html
    assert "réglementaire (émissions directes" in html
    assert "aucune moyenne n’en est faite" in html
    assert "M€" in html
    assert "Unité à vérifier" in html
    assert "34 sur 34 communes" in html
    assert "style=" not in html
    assert html.count("<script") == html.count("charts/drawings") == 1


def test_the_page_by_year_marks_where_the_source_changes(shipped, client):
    html = page_of(client, AUCH, "years", page=99)
    assert "autre source" in html  # capacities of 2024 and 2026 come from two files
    assert "style=" not in html


def test_the_base_of_the_index_may_be_chosen(shipped):
    trends = {trend.measure: trend for trend in yearly_page(TOULOUSE, QueryDict("base=2026-07-31"))["trends"]}
    points = trends["capacity_solar_pv"].points
    assert [point.index.value for point in points][-1] == 100
    assert points[0].index.value is None  # of another source: a change across it is not established
    assert points[1].is_break


def test_the_pages_speak_english(shipped, client):
    with translation.override("en"):
        html = page_of(client, AUCH, "filings")
    assert "Road transport" in html
    assert "empty" in html or "Diagnosis 2017" in html


def test_an_unknown_territory_is_not_found(db, client):
    assert client.get(reverse("observatory:energy", kwargs={"siren": "999999999"})).status_code == 404


def test_a_lake_without_anything_still_answers(db, lake_folder, client):
    html = page_of(client, AUCH)
    assert "Aucune source importée ne donne l’énergie de ce territoire par secteur ou par vecteur." in html
    assert page_of(client, AUCH, "filings")


def solar_side_by_side(*figures):
    parts = {"solar_pv": Text("Solaire", "Solar")}
    sources = [ComparedSource(source="odre-register", figures={"solar_pv": figure}) for figure in figures]
    return view_comparison(compare_sources(sources, parts, code="renewable"))


def test_a_gap_is_in_the_unit_of_its_value_and_dates_are_in_words(shipped):
    view = view_comparison(renewable_comparison(RODEZ))
    assert view["headings"][0][0].endswith("douze mois jusqu’au 31\u00a0juillet\u00a02026")
    solar = dict(view["rows"])["Solaire photovoltaïque"]
    assert solar[1][1] == ""
    floor, second = (figure for figure, _gap in solar)
    same = replace(second, period=floor.period)
    assert floor.state is ValueState.LOWER_BOUND
    assert not solar_side_by_side(floor, same)["has_gaps"]
    view = solar_side_by_side(replace(floor, state=ValueState.OBSERVED), same)
    assert view["has_gaps"]
    assert dict(view["rows"])["Solaire"][1][1] == "−38,7\u00a0GWh (−77,0\u00a0%)"
    assert "écart net −38,7\u00a0GWh" in view["sentences"][0]


def test_the_base_of_the_index_is_one_of_the_dates_at_hand(shipped, client):
    html = page_of(client, TOULOUSE, "years", page=99, base="2026-07-31")
    assert '<option value="2026-07-31" selected>au 31\u00a0juillet\u00a02026</option>' in html
    assert '<option value="2024-12-31">' in html


def test_the_prices_of_the_bill_are_dated_on_the_page(shipped, client):
    html = page_of(client, RODEZ)
    assert "268 € / MWh, second semestre 2024" in html
    assert "164 € / MWh, juin 2026" in html


def test_grids_that_no_export_holds_are_named(shipped, client):
    (filing,) = laid_out_filings(AUCH)
    assert [quantity.fr for quantity in filing.unread] == [
        "Polluants atmosphériques",
        "Production d’énergie renouvelable",
    ]
    assert "on ne peut dire si elles ont été déposées" in page_of(client, AUCH, "filings")


def test_poplars_alone_do_not_tell_the_carbon_of_forests(shipped):
    figures = figures_by_measure(AUCH)
    absences = absences_of(figures, [])
    assert "Carbone des forêts et des sols (ALDO), hors peupleraies" in absences
    assert "Précarité énergétique (indicateurs territoriaux)" in absences
    forest = {**figures, "carbon_flux_forest": figures["carbon_flux_forest_poplar"]}
    assert "Carbone des forêts et des sols (ALDO), hors peupleraies" not in absences_of(forest, [])


def test_an_indicator_on_poverty_is_shown_where_it_is_missed(lake_folder, client, tmp_path, shipped):
    path = tmp_path / "epci.csv"
    path.write_text(EPCI)
    for slug, title in (("precarite", "Part des ménages en précarité énergétique"), ("gaz", "Émissions")):
        identity = identity_of(slug, title=title, unit="%", axes=("secteur",))
        add_files(source="indicators", files=[path], identity=identity)
    html = page_of(client, TOULOUSE)
    assert "aucune source importée" not in html
    poverty, others = html.index("Part des ménages en précarité"), html.index('<h2 id="indicateurs">')
    assert html.index('<section id="logements">') < poverty < others
    assert "Émissions, Résidentiel" in html[others:]
    assert "Précarité énergétique (indicateurs territoriaux)" not in html


def test_a_source_that_knows_nothing_is_compared_with_nothing(shipped, client):
    """Nantes: the municipal file does not cover it, and the file by authority stands alone."""
    assert homes_comparison(NANTES) is None
    html = page_of(client, NANTES)
    assert "Aucune source importée ne donne l’énergie de ce territoire par secteur ou par vecteur." in html
    assert 'id="comparaison-homes"' not in html


REGIONAL = """\
siren;annee;secteur;vecteur;energie_mwh;ges_tco2e;methode
241200187;2022;résidentiel;électricité;116000;6000;réglementaire
241200187;2022;résidentiel;bois;61000;900;réglementaire
241200187;2022;transport routier;produits pétroliers;402000;105000;réglementaire
241200187;2022;industrie;bois;secret;;réglementaire
"""


def test_a_regional_file_brings_sectors_and_carriers_to_the_table_and_to_the_drawing(shipped, client, tmp_path):
    path = tmp_path / "regional.csv"
    path.write_text(REGIONAL)
    add_files(source="rare-epci", files=[path])
    (table, credit), *_others = energy_page(RODEZ)["energy_tables"]
    assert [carrier.fr for carrier in table.carriers] == ["Électricité", "Produits pétroliers", "Bois et biomasse"]
    assert [label.fr for label, _figures in table.rows] == [
        "Résidentiel",
        "Transport routier",
        "Industrie hors énergie",
    ]
    assert "2022" in credit.fr
    html = page_of(client, RODEZ)
    assert "secret statistique" in html
    assert "Carburants, fioul, bois" not in html
    assert "Carburants, fioul, bois" in page_of(client, CAHORS)  # the file has no row for it
    territory = client.get(reverse("site:territory", kwargs={"siren": RODEZ}), {"ouvrir": "tout"}).content.decode()
    drawn = territory[territory.index("De l’énergie vers ses usages") :]
    assert drawn.index("Produits pétroliers") < drawn.index("Gaz à effet de serre")
