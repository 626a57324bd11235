"""Alerts on rows are said wherever a figure that rests on them is shown."""

from dataclasses import replace

import pytest

from autan.evidence.figures.core.figures import count_alerts
from autan.evidence.figures.presenters.figures import present_figure
from autan.ground.wordings import Text
from autan.opendata.observatory.core.place_comparison import compare_places, comparison_map, ranked_chart
from autan.opendata.observatory.queries.compared_places import figures_at
from autan.opendata.observatory.queries.figures import figures_by_measure
from autan.territories.charts.renderers.drawing.map_legend import legend_entries
from autan.territories.charts.renderers.drawing.map_places import read_places
from tests.opendata.observatory.test_composition import SIRENS, member

ARIEGE = "200066231"


@pytest.mark.django_db
def test_a_figure_counts_the_alerts_to_check_on_its_rows_and_on_those_of_its_inputs(shipped):
    figures = figures_by_measure(ARIEGE)
    hydro = figures["production_hydro"]
    assert hydro.alerts >= 1
    ratio = figures["renewable_to_consumption"]
    assert ratio.alerts == 0
    assert count_alerts(ratio) > hydro.alerts
    assert "à vérifier" in present_figure(hydro).caution
    assert "à vérifier" in present_figure(hydro).sentence
    assert present_figure(figures["population"]).caution == ""
    assert figures_at("production_hydro", [ARIEGE], "2026-07-31")[ARIEGE].alerts == hydro.alerts


@pytest.mark.django_db
def test_a_page_says_the_alerts_beside_the_figure(shipped, client):
    page = client.get("/territoires/200066231/energie/").content.decode()
    assert "valeurs à vérifier" in page or "valeur à vérifier" in page


def test_a_share_of_few_certificates_is_hatched_and_said_on_maps_and_bars():
    few, many = (member(siren, **{f"dpe_{label}": count for label in "abcdefg"})["dpe_f_g_share"]
                 for siren, count in zip(SIRENS, (1.0, 100.0), strict=False))  # fmt: skip
    assert (few.is_slight, many.is_slight) == (True, False)
    assert present_figure(few).caution == "trop peu d’observations"
    shown = compare_places(
        dict(zip(SIRENS, "AB", strict=False)),
        {SIRENS[0]: few, SIRENS[1]: replace(many, value=40.0)},
        address="x",
        label=few.label,
        credit=Text("c", "c"),
    )
    spec = comparison_map(shown, credit=Text("c", "c"))
    marks, classes = read_places(spec)
    assert {mark.code: mark.colour is None for mark in marks} == {SIRENS[0]: True, SIRENS[1]: False}
    words = [entry.words for entry in legend_entries(spec, marks, classes, 5.0)]
    assert "trop peu d’observations\u00a0(1)" in words
    assert not any(word.startswith("non renseigné") for word in words)
    assert [row.figures[0].is_slight for row in ranked_chart(shown).rows] == [False, True]
