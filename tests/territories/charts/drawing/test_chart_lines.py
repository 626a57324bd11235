"""What a chart says before it is laid out: names, numbers, decimals, colours, states; and the table beside it."""

from dataclasses import replace

import pytest

from autan.evidence.figures.core.charts import ChartBreak, ChartKind, ChartRow, MapKind, Series
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.ground.texts.language import in_language
from autan.territories.charts.renderers.drawing.chart_lines import (
    common_decimals,
    data_table,
    named_figures,
    read_lines,
)
from tests.territories.charts.drawing.making import bars, chart, figure, network_map, text

GWH = get_unit("GWh")
TONNES = get_unit("tCO2e").symbol.fr
PARTS = ("residential", "tertiary")


def value_of(item, **options):
    (line,) = read_lines(chart(ChartKind.BARS, [[item]], **options), is_split=False)
    return line.values[0]


# --- Lines -----------------------------------------------------------------------------------------------------------


def rows(*counts):
    return [[figure(float(rank), name=f"f{row}{rank}") for rank in range(count)] for row, count in enumerate(counts)]


@pytest.mark.parametrize(
    ("counts", "lines"),
    [
        ((1, 1), [("Rives d’Ondal", 1), ("Haut-Vernon", 1)]),
        ((2,), [("Série residential", 1), ("Série tertiary", 1)]),  # one row needs no heading
        (
            (2, 1),
            [("Rives d’Ondal", 0), ("Série residential", 1), ("Série tertiary", 1), ("Haut-Vernon", 1)],
        ),
    ],
)
def test_series_have_a_line_each_under_the_name_of_their_row(counts, lines):
    read = read_lines(chart(ChartKind.RANGES, rows(*counts), codes=PARTS), is_split=True)
    assert [(line.name, len(line.values)) for line in read] == lines


def test_series_of_a_row_stay_together_where_they_are_not_split():
    read = read_lines(chart(ChartKind.STACKED_BARS, rows(2, 2), codes=PARTS), is_split=False)
    assert [[value.name for value in line.values] for line in read] == [["Série residential", "Série tertiary"]] * 2


def test_a_heading_is_emphasised_as_its_row_is_and_its_lines_are_not():
    read = read_lines(chart(ChartKind.RANGES, rows(2, 2), codes=PARTS, emphasised=1), is_split=True)
    assert [line.is_emphasised for line in read] == [False] * 3 + [True, False, False]


def test_breaks_are_kept_by_their_rank_in_the_language_of_the_reader():
    row = ChartRow(
        label=text("Ici"),
        figures=(figure(1.0), figure(2.0, name="b")),
        breaks=(ChartBreak(position=1, label=text("autre méthode")),),
    )
    spec = replace(chart(ChartKind.SERIES, [[figure(1.0)]]), rows=(row,))
    with in_language("en"):
        (line,) = read_lines(spec, is_split=False)
    assert line.breaks == {1: "autre méthode (en)"}


def test_a_figure_beyond_the_series_has_the_name_of_its_row():
    (line,) = read_lines(chart(ChartKind.STACKED_BARS, rows(2), codes=("residential",)), is_split=False)
    assert [value.name for value in line.values] == ["Série residential", "Rives d’Ondal"]


def test_one_value_has_the_name_of_its_row_and_not_of_its_series():
    (line,) = read_lines(chart(ChartKind.BARS, rows(1), codes=("residential",)), is_split=False)
    assert line.values[0].name == "Rives d’Ondal"
    assert line.values[0].accessible_text.startswith("Rives d’Ondal\u00a0: ")


def test_the_words_of_a_part_name_its_row_first():
    (line,) = read_lines(chart(ChartKind.STACKED_BARS, rows(2), codes=PARTS), is_split=False)
    assert line.values[1].accessible_text == "Rives d’Ondal — Série tertiary\u00a0: 1\u00a0GWh, 2024"


# --- Colours ---------------------------------------------------------------------------------------------------------


def test_a_series_has_its_own_colour_and_others_a_plain_one_by_rank():
    (line,) = read_lines(chart(ChartKind.STACKED_BARS, rows(3), codes=("residential", "yes", "no")), is_split=False)
    assert [value.colour for value in line.values] == ["residential", "category-2", "category-3"]


def test_the_row_followed_has_its_colour_where_it_has_one_value():
    assert value_of(figure(1.0), emphasised=0).colour == "emphasis"
    (line,) = read_lines(chart(ChartKind.STACKED_BARS, rows(2), codes=PARTS, emphasised=0), is_split=False)
    assert [value.colour for value in line.values] == list(PARTS)


def test_the_code_of_a_row_gives_the_colour_of_all_its_values():
    spec = chart(ChartKind.FLOWS, rows(2), codes=PARTS)
    coded = replace(spec, rows=(replace(spec.rows[0], code="electricity", is_emphasised=True),))
    (line,) = read_lines(coded, is_split=False)
    assert [value.colour for value in line.values] == ["electricity"] * 2


# --- Numbers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "decimals"),
    [
        ((), 0),
        ((None,), 0),
        ((1.0, 2.0), 0),
        ((1.5, 2.0), 1),
        ((1.5, 99.9), 1),
        ((1.5, 100.0), 0),
        ((-1.5, -100.0), 0),
        ((None, 2.5), 1),
    ],
)
def test_a_column_has_decimals_unless_it_is_whole_or_wide(values, decimals):
    assert common_decimals([figure(value, name=f"f{rank}") for rank, value in enumerate(values)], GWH) == decimals


def test_decimals_count_the_ends_of_ranges_and_the_unit_shown():
    assert common_decimals([figure(ends=(1.5, 2.0))], GWH) == 1
    assert common_decimals([figure(1500.0, unit="MWh")], GWH) == 1
    assert common_decimals([figure(1500.0, unit="MWh")], get_unit("MWh")) == 0


@pytest.mark.parametrize(
    ("values", "written"),
    [
        ((500.0, 2.5), ["500", "2,5"]),  # a small value keeps the digit that the large ones do without
        ((500.0, 2.0), ["500", "2"]),
        ((500.0, 0.4), ["500", "0,4"]),
        ((500.0, 12.5), ["500", "12"]),
        ((500.0, 0.0), ["500", "0"]),
        ((5.0, 2.5), ["5,0", "2,5"]),
        ((1500.0, -3.5), ["1\u202f500", "\u22123,5"]),
    ],
)
def test_values_are_written_alike_and_a_small_one_never_reads_as_nil(values, written):
    read = read_lines(bars(*values), is_split=False)
    assert [line.values[0].written for line in read] == written


def test_a_value_under_a_tenth_keeps_the_digits_that_tell_it_from_nil():
    read = read_lines(bars(500.0, 0.04), is_split=False)
    assert read[1].values[0].written.strip("0,") == "4"


@pytest.mark.parametrize("kind", [ChartKind.TIMELINE, ChartKind.FLOWS, ChartKind.SERIES])
def test_each_row_keeps_its_unit_where_they_are_of_several_kinds(kind):
    spec = chart(kind, [[figure(2.0)], [figure(3.0, unit="tCO2e", name="b")]])
    assert [line.values[0].label for line in read_lines(spec, is_split=False)] == ["2\u00a0GWh", f"3\u00a0{TONNES}"]


def test_every_bar_is_in_the_unit_of_the_first():
    first, second = read_lines(
        chart(ChartKind.BARS, [[figure(1.0)], [figure(2000.0, unit="MWh", name="b")]]), is_split=False
    )
    assert (first.values[0].unit, second.values[0].unit, second.values[0].high) == ("GWh", "GWh", 2)


# --- States ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "low", "high", "label"),
    [
        (figure(3.0), 3, 3, "3\u00a0GWh"),
        (figure(3.0, state=ValueState.LOWER_BOUND), 3, 3, "≥\u00a03\u00a0GWh"),
        (figure(ends=(2.0, 6.0)), 2, 6, "2 à 6\u00a0GWh"),
        (figure(), None, None, "non renseigné"),
        (figure(state=ValueState.CONFIDENTIAL), None, None, "secret statistique"),
        (figure(state=ValueState.OBSERVED), None, None, "non renseigné"),
    ],
)
def test_a_value_has_its_ends_and_its_words_and_the_unknown_no_unit(item, low, high, label):
    value = value_of(item)
    assert (value.low, value.high, value.label) == (low, high, label)
    assert value.is_known is (high is not None)


def test_the_ends_of_a_range_are_rounded_outwards():
    value = value_of(replace(figure(ends=(101.6, 105.2)), id="facts.x"))
    assert (value.low_written, value.high_written, value.is_range) == ("101", "106", True)
    assert not value_of(figure(3.0)).is_range


def test_the_points_of_a_range_are_those_known_in_its_unit():
    inputs = (figure(2.0), figure(4000.0, unit="MWh"), figure(), figure(9.0, unit="tCO2e"))
    assert value_of(replace(figure(ends=(2.0, 6.0)), inputs=inputs)).points == (2, 4)
    assert value_of(replace(figure(3.0), inputs=inputs)).points == ()


@pytest.mark.parametrize(("count", "drawn"), [(60, 60), (61, 0)])
def test_points_that_are_too_many_to_be_told_apart_are_left_out(count, drawn):
    inputs = tuple(figure(3.0, name=f"i{rank}") for rank in range(count))
    assert len(value_of(replace(figure(ends=(2.0, 6.0)), inputs=inputs)).points) == drawn


def test_a_value_leads_to_its_trace():
    assert value_of(figure(3.0, name="abc")).address == "/preuves/facts.abc/"


# --- The table -------------------------------------------------------------------------------------------------------


def test_figures_are_named_by_their_row_and_by_their_series_where_there_are_several():
    named = named_figures(chart(ChartKind.STACKED_BARS, rows(2, 1), codes=PARTS))
    assert [(name, part) for name, part, _ in named] == [
        ("Rives d’Ondal", "Série residential"),
        ("Rives d’Ondal", "Série tertiary"),
        ("Haut-Vernon", ""),
    ]


def test_a_figure_beyond_the_series_has_no_part():
    named = named_figures(chart(ChartKind.STACKED_BARS, rows(2), codes=("residential",)))
    assert [part for _, part, _ in named] == ["Série residential", ""]


def test_places_are_named_with_their_category_or_its_code():
    spec = network_map(MapKind.CATEGORIES, categories=("sure", "", "other", "sure", "sure"))
    spec = replace(spec, categories=(Series(code="sure", label=text("Sûr")),))
    assert [(part, item) for _, part, item in named_figures(spec)][:3] == [("Sûr", None), ("", None), ("other", None)]


def test_a_map_of_pairs_has_both_figures_of_each_place():
    named = named_figures(network_map(MapKind.PAIRS))
    assert len(named) == 10
    assert [(name, part) for name, part, _ in named][:2] == [("Rives d’Ondal", "Rapport")] * 2
    assert [item.value for _, _, item in named][:2] == [1.0, 9.0]


def test_the_table_is_in_one_unit_where_all_measure_one_thing():
    spec = chart(ChartKind.BARS, [[figure(2.0)], [figure(1500.0, unit="MWh", name="b")]])
    assert [(row.view.number, row.view.unit) for row in data_table(spec)] == [("2,0", "GWh"), ("1,5", "GWh")]
    mixed = chart(ChartKind.TIMELINE, [[figure(2.0)], [figure(3.0, unit="tCO2e", name="b")]])
    assert [row.view.unit for row in data_table(mixed)] == ["GWh", TONNES]


def test_a_place_without_figure_has_an_empty_row_in_the_table():
    table = data_table(network_map(MapKind.CATEGORIES, categories=("sure",) * 5))
    assert [row.view for row in table] == [None] * 5


def test_a_small_value_of_the_table_keeps_its_digits():
    assert [row.view.number for row in data_table(bars(500.0, 0.4, 0.0))] == ["500", "0,4", "0"]
