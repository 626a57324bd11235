"""Specifications give every figure they draw, so that every mark has a trace; closed lists have words for all."""

import pytest

from autan.evidence.figures.core.charts import (
    Chart,
    ChartKind,
    ChartRow,
    MapKind,
    MapPlace,
    MapSpec,
    Series,
    TotalOnChoroplethError,
)
from autan.evidence.figures.core.stated_facts import Confidence, Topic
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.ground.wordings import Text
from tests.evidence.figures.making import LABEL, make_figure

ONE, TWO = make_figure(1, id="a"), make_figure(2, id="b")


def test_a_chart_gives_its_figures_row_by_row():
    rows = (ChartRow(label=LABEL, figures=(ONE,)), ChartRow(label=LABEL, figures=(TWO,)))
    series = (Series(code="x", label=LABEL),)
    chart = Chart(id="c", kind=ChartKind.BARS, title=LABEL, sentence=LABEL, rows=rows, series=series, source=LABEL)
    assert chart.figures == (ONE, TWO)


def test_a_map_gives_the_figures_of_the_places_that_have_one():
    places = (MapPlace(siren="1", label=LABEL, figure=ONE), MapPlace(siren="2", label=LABEL))
    spec = MapSpec(id="m", kind=MapKind.SYMBOLS, title=LABEL, sentence=LABEL, places=places, source=LABEL)
    assert spec.figures == (ONE,)


@pytest.mark.parametrize("word", [*ValueState, *Topic, *Confidence])
def test_each_word_of_a_closed_list_has_both_languages(word):
    assert isinstance(word.label, Text)
    assert word.label.fr
    assert word.label.en


def test_a_total_does_not_fill_an_area():
    places = (MapPlace(siren="1", label=LABEL, figure=ONE),)
    with pytest.raises(TotalOnChoroplethError, match="use symbols"):
        MapSpec(id="m", kind=MapKind.CHOROPLETH, title=LABEL, sentence=LABEL, places=places, source=LABEL)
    assert MapKind.fit_for(get_unit("MWh")) is MapKind.SYMBOLS
    assert MapKind.fit_for(get_unit("pct")) is MapKind.CHOROPLETH
