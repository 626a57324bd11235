"""Charts that an office program draws itself: same lengths and words as the drawing, none for what has no such form."""

from dataclasses import replace

import pytest

from autan.evidence.figures.core.charts import ChartKind, ChartRow, MapKind
from autan.evidence.figures.core.states import ValueState
from autan.ground.documents.renderers.native_charts import ChartLayout
from autan.ground.texts.language import in_language
from autan.territories.charts.renderers.drawing.palette import COLOURS
from autan.territories.charts.renderers.native_chart import native_chart
from tests.territories.charts.drawing.making import bars, chart, figure, network_map, text

PARTS = ("residential", "tertiary")


@pytest.mark.parametrize(
    ("kind", "layout"),
    [
        (ChartKind.BARS, ChartLayout.BARS),
        (ChartKind.DOTS, ChartLayout.BARS),
        (ChartKind.STACKED_BARS, ChartLayout.STACKS),
    ],
)
def test_rows_are_categories_and_parts_are_series(kind, layout):
    native = native_chart(chart(kind, [[figure(1.0), figure(2.0)], [figure(3.0), figure(4.0)]], codes=PARTS))
    assert native.layout is layout
    assert native.categories == ("Rives d’Ondal", "Haut-Vernon")
    assert [(series.name, series.values) for series in native.series] == [
        ("Série residential", (1, 3)),
        ("Série tertiary", (2, 4)),
    ]
    assert [series.colour for series in native.series] == [COLOURS[part].light for part in PARTS]


def test_slopes_are_lines_of_territories_over_two_dates():
    rows = [[figure(1.0), figure(2.0)], [figure(3.0), figure(4.0)]]
    native = native_chart(chart(ChartKind.SLOPES, rows, codes=("before", "after"), emphasised=1))
    assert native.layout is ChartLayout.LINES
    assert native.categories == ("Série before", "Série after")
    assert [(series.name, series.values) for series in native.series] == [
        ("Rives d’Ondal", (1, 2)),
        ("Haut-Vernon", (3, 4)),
    ]
    assert [series.colour for series in native.series] == [COLOURS["category-1"].light, COLOURS["emphasis"].light]


def test_lines_take_the_plain_colours_in_turn_and_begin_again():
    count = sum(name.startswith("category-") for name in COLOURS)
    names = [f"Lieu {rank}" for rank in range(count + 1)]
    native = native_chart(
        chart(ChartKind.SLOPES, [[figure(1.0), figure(2.0)]] * (count + 1), codes=("a", "b"), names=names)
    )
    colours = [series.colour for series in native.series]
    assert len(set(colours)) == count
    assert colours[0] == colours[-1]


def test_one_series_has_the_name_of_the_chart_and_the_row_followed_its_own_colour():
    native = native_chart(bars(1.0, 2.0, 3.0, emphasised=1))
    (series,) = native.series
    assert (series.name, series.values, series.colour) == ("Titre <inventé>", (1, 2, 3), COLOURS["data"].light)
    assert series.colours == {1: COLOURS["emphasis"].light}
    assert series.words == ("", "", "")


def test_words_follow_the_language():
    with in_language("en"):
        native = native_chart(bars(1.0, None))
    assert native.categories[0] == "Rives d’Ondal (en)"
    assert native.series[0].name == "Titre <inventé> (en)"


# --- What is not plain -----------------------------------------------------------------------------------------------


def row(*figures):
    return native_chart(chart(ChartKind.BARS, [[figure(50.0, name="plain")], *([item] for item in figures)]))


def test_what_is_not_known_has_no_bar_and_its_name_says_why():
    native = row(figure(name="a"), figure(name="b", state=ValueState.CONFIDENTIAL))
    assert native.series[0].values == (50, None, None)
    assert native.categories[1:] == ("Haut-Vernon (non renseigné)", "Plaine & Coteaux (secret statistique)")
    assert native.series[0].words[1:] == ("non renseigné", "secret statistique")


def test_a_row_of_which_one_part_is_known_keeps_its_plain_name():
    native = native_chart(chart(ChartKind.STACKED_BARS, [[figure(1.0), figure()], [figure(), figure()]], codes=PARTS))
    assert native.categories == ("Rives d’Ondal", "Haut-Vernon (non renseigné)")
    assert [series.values for series in native.series] == [(1, None), (None, None)]


def test_a_floor_stands_at_its_value_and_a_range_at_its_low_end_both_in_words():
    native = row(figure(10.0, name="a", state=ValueState.LOWER_BOUND), figure(ends=(20.0, 30.0), name="b"))
    assert native.series[0].values == (50, 10, 20)
    assert native.series[0].words == ("", "≥\u00a010", "20 à 30")


def test_nil_is_a_value():
    native = row(figure(0.0, name="z", state=ValueState.CONFIRMED_ZERO))
    assert native.series[0].values == (50, 0)
    assert native.categories[1] == "Haut-Vernon"
    assert native_chart(bars(0.0)).series[0].values == (0,)


# --- How numbers are written -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "language", "written"),
    [
        ((1.0, 2.0), "fr", "[>=1000]#\\ ##0;0"),
        ((1.0, 2.0), "en", "#,##0"),
        ((1.5, 2.0), "fr", "[>=1000]#\\ ##0.0;0.0"),
        ((1.5, 2.0), "en", "#,##0.0"),
        ((1.5, 100.0), "fr", "[>=1000]#\\ ##0;0"),
    ],
)
def test_numbers_have_the_decimals_of_the_drawing_and_the_spaces_of_the_language(values, language, written):
    with in_language(language):
        assert native_chart(bars(*values)).number_format == written


# --- What stays a picture --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [ChartKind.RANGES, ChartKind.TIMELINE, ChartKind.FLOWS, ChartKind.SERIES])
def test_a_kind_without_office_form_stays_a_picture(kind):
    assert native_chart(chart(kind, [[figure(1.0)]])) is None


def test_a_map_stays_a_picture():
    assert native_chart(network_map(MapKind.CHOROPLETH)) is None


@pytest.mark.parametrize("values", [(), (None,), (None, None)])
def test_a_chart_that_says_nothing_stays_a_picture(values):
    assert native_chart(bars(*values)) is None


@pytest.mark.parametrize(("count", "is_drawn"), [(1, True), (30, True), (31, False)])
def test_thirty_rows_at_most(count, is_drawn):
    spec = bars(*[1.0] * count, names=[f"Lieu {rank}" for rank in range(count)])
    assert (native_chart(spec) is not None) is is_drawn


@pytest.mark.parametrize(("count", "is_drawn"), [(9, True), (10, False)])
def test_nine_series_at_most(count, is_drawn):
    spec = chart(ChartKind.STACKED_BARS, [[figure(1.0)] * count], codes=[f"part{rank}" for rank in range(count)])
    assert (native_chart(spec) is not None) is is_drawn


def test_rows_that_have_not_as_many_figures_stay_a_picture():
    spec = chart(ChartKind.STACKED_BARS, [[figure(1.0), figure(2.0)], [figure(1.0)]], codes=PARTS)
    assert native_chart(spec) is None
    short = ChartRow(label=text("Seul"), figures=(figure(1.0),))
    assert native_chart(replace(spec, rows=(short,))) is None


def test_dots_before_all_the_others_stay_a_picture():
    spec = chart(ChartKind.DOTS, [[figure(1.0)]])
    assert native_chart(spec) is not None
    assert native_chart(replace(spec, behind=(figure(2.0, name="b"),))) is None
