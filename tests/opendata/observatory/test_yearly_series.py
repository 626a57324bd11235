"""Charts by year of a territory: beside its department, its region and France, breaks kept, every mark traced."""

import re
from dataclasses import replace

import pytest

from autan.evidence.figures.core.charts import ChartKind
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.queries.registry import OPERATOR, describe_one, find_figure
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Text
from autan.opendata.measures.queries.yearly_series import places_around, series_at
from autan.opendata.observatory.core.series_charts import DatedSeries, breaks_between, series_chart
from autan.opendata.observatory.presenters.yearly_series import topic_charts, trend_charts
from autan.opendata.observatory.queries.trends import trends_of
from autan.opendata.sources.core.series_breaks import BreakKind, SeriesBreak
from tests.opendata.observatory.test_composition import member

TOULOUSE = "243100518"
BREAK = SeriesBreak(year=2012, kind=BreakKind.METHOD, reason=Text("autre compte", "another account"))


def yearly(**values):
    """One figure a year, from `y2011=…`; None for a year that is not known."""
    unknown = {"value": None, "known": 0, "state": ValueState.MISSING}
    return tuple(
        replace(
            member(electricity_total=value or 1.0)["electricity_total"],
            period=Period.year(int(year[1:])),
            **(unknown if value is None else {}),
        )
        for year, value in values.items()
    )


def test_a_break_stands_before_the_first_year_that_counts_otherwise():
    figures = yearly(y2010=1.0, y2011=2.0, y2013=3.0)
    assert [item.position for item in breaks_between(figures, [BREAK])] == [2]
    assert breaks_between(figures[2:], [BREAK]) == ()
    assert breaks_between(figures[:2], [BREAK]) == ()
    both = breaks_between(figures, [BREAK, BREAK])
    assert both[0].label.en == "2012: break of method, another account; 2012: break of method, another account"


def test_the_sentence_compares_no_value_across_a_break():
    line = DatedSeries(label=Text("Ici", "Here"), figures=yearly(y2010=1.0, y2012=5.0, y2014=4.0), breaks=(BREAK,))
    chart = series_chart([line], chart_id="x", title=Text("t", "t"), credit=Text("c", "c"))
    assert chart.kind is ChartKind.SERIES
    assert chart.sentence.fr == "Ici\u00a0: 5\u00a0MWh (2012), 4\u00a0MWh (2014)."
    alone = DatedSeries(label=Text("Ici", "Here"), figures=yearly(y2010=1.0, y2012=5.0), breaks=(BREAK,))
    assert series_chart([alone], chart_id="x", title=Text("t", "t"), credit=Text("c", "c")).sentence.fr == ""


def test_one_known_date_is_no_series():
    line = DatedSeries(label=Text("Ici", "Here"), figures=yearly(y2010=1.0, y2012=None))
    assert series_chart([line], chart_id="x", title=Text("t", "t"), credit=Text("c", "c")) is None


def test_a_territory_stands_beside_its_department_its_region_and_france(shipped):
    assert places_around(TOULOUSE) == (
        ("epci", TOULOUSE),
        ("departement", "31"),
        ("region", "76"),
        ("country", "FR"),
    )
    charts = {chart.id.removeprefix(f"{TOULOUSE}-by-year-"): chart for chart in topic_charts(TOULOUSE)}
    names = [row.label.fr for row in charts["electricity"].rows]
    assert names[1:] == [
        "Haute-Garonne (département)",
        "Occitanie (région)",
        "France, consommation finale, tous usages",
    ]
    assert [row.is_emphasised for row in charts["electricity"].rows] == [True, False, False, False]
    assert charts["electricity"].rows[1].breaks[0].position == 1
    assert charts["electricity-homes"].rows[2].breaks[-1].label.fr.startswith("2018")
    assert {figure.state for figure in charts["electricity"].rows[1].figures} == {ValueState.LOWER_BOUND}
    assert charts["population"].rows[0].figures[-1].value == 832_348
    assert charts["heat"].rows[0].figures[0].total == 37
    for chart in charts.values():
        for figure in (*chart.figures[:3], chart.figures[-1]):
            same = find_figure(figure.id, reader=OPERATOR).in_unit(figure.unit)
            assert same.value == pytest.approx(figure.value, rel=1e-12)  # the same sum, converted before or after
            assert replace(same, value=figure.value) == figure


def test_a_change_of_source_between_editions_is_a_break(shipped):
    (chart, *_others) = trend_charts(TOULOUSE, trends_of(TOULOUSE))
    row = chart.rows[0]
    assert [item.position for item in row.breaks] == [1]
    assert "autre source" in row.breaks[0].label.fr


def test_pages_begin_with_time(client, shipped):
    years = client.get(f"/territoires/{TOULOUSE}/energie/annees/").content.decode()
    (page,) = re.findall(rf'href="(\?page=\d)#chart-{TOULOUSE}-by-year-prices"', years)
    assert f'id="chart-{TOULOUSE}-by-year-prices"' not in years
    last = client.get(f"/territoires/{TOULOUSE}/energie/annees/{page}").content.decode()
    assert f'id="chart-{TOULOUSE}-by-year-prices"' in last
    assert 'id="editions"' in last
    assert "<figcaption>Électricité livrée, par an · Toulouse Métropole</figcaption>" in years
    place = client.get(f"/territoires/{TOULOUSE}/?ouvrir=tout").content.decode()
    first_topic = place.partition("<details")[2]
    assert "D’année en année" in first_topic.partition("</summary>")[0]
    assert f"{TOULOUSE}-by-year-electricity" in first_topic.partition(">Périmètre<")[0]
    assert "Haute-Garonne (département)" in place


def test_the_charts_of_a_territory_have_files(client, shipped):
    text = f"/territoires/{TOULOUSE}/?dessin={TOULOUSE}-by-year-population&fichier=csv"
    rows = client.get(text).content.decode("utf-8-sig")
    assert "indicator.insee-census.243100518.2022.all" in rows
    assert rows.startswith("ligne;partie;valeur")


def test_the_proof_names_the_department_and_says_who_copied_the_file(shipped):
    figure = series_at("indicator-ore-electricity", mesh="departement", code="31", category="logements")[0]
    assert figure.territories == ("dep-31",)
    card = describe_one(figure.evidence[0], reader=OPERATOR)
    assert card.title.fr.startswith("Haute-Garonne (département)")
    assert "copie prise chez un tiers" in card.note.fr.lower()
