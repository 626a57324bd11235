"""What a chart says before it is laid out: each value with its number, its unit, its state, its colour, its words."""

from dataclasses import replace
from typing import Any

import pytest
from django.utils import translation

from autan.evidence.figures.core.charts import ChartBreak, ChartKind, MapKind
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.territories.charts.renderers.drawing.chart_lines import (
    ChartLine,
    Value,
    common_decimals,
    data_table,
    named_figures,
    read_lines,
)
from autan.territories.charts.renderers.drawing.map_places import category_colour, read_places
from tests.territories.charts.drawing.making import NAMES, SIRENS, bars, chart, figure, network_map


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def values_of(*figures: Any, kind: ChartKind = ChartKind.BARS, **options: Any) -> list[Value]:
    lines = read_lines(chart(kind, [[one] for one in figures], **options), is_split=False)
    return [line.values[0] for line in lines]


def test_a_value_has_its_ends_its_words_and_the_way_to_its_trace() -> None:
    (value,) = values_of(figure(1250.0, name="gas"))
    assert (value.low, value.high, value.is_known, value.is_range) == (1250, 1250, True, False)
    assert (plain(value.written), value.unit, plain(value.label)) == ("1 250", "GWh", "1 250 GWh")
    assert (value.low_written, value.high_written, value.points) == ("", "", ())
    assert plain(value.accessible_text).startswith("Rives d’Ondal : ")
    assert "1 250" in plain(value.accessible_text)
    assert value.address.endswith("/preuves/facts.gas/")


@pytest.mark.parametrize(
    ("state", "written"),
    [
        (None, "non renseigné"),
        (ValueState.CONFIDENTIAL, "secret statistique"),
        (ValueState.NOT_APPLICABLE, "sans objet"),
    ],
)
def test_what_is_not_known_says_why_and_has_neither_mark_nor_unit(state: ValueState | None, written: str) -> None:
    value, _known = values_of(figure(name="a", state=state), figure(3.0, name="b"))
    assert (value.low, value.high, value.is_known) == (None, None, False)
    assert (value.label, value.state) == (value.written, state or ValueState.MISSING)
    assert value.written == written


def test_nil_is_a_value() -> None:
    (value,) = values_of(figure(0.0, state=ValueState.CONFIRMED_ZERO))
    assert (value.low, value.high, value.is_known, value.written) == (0, 0, True, "0")


def test_a_range_has_both_ends_in_words_rounded_away_from_its_middle() -> None:
    (value,) = values_of(figure(ends=(12.24, 18.76)))
    assert (value.low, value.high, value.is_range) == (12.24, 18.76, True)
    assert (value.low_written, value.high_written) == ("12,2", "18,8")
    inputs = (figure(12.24, name="one"), figure(18.76, name="other"), figure(4.0, name="people", unit="inhabitants"))
    taken = replace(figure(ends=(12.24, 18.76)), inputs=inputs)
    assert values_of(taken)[0].points == (12.24, 18.76)
    crowded = replace(taken, inputs=tuple(figure(float(rank), name=f"p{rank}") for rank in range(61)))
    assert values_of(crowded)[0].points == ()
    assert len(values_of(replace(crowded, inputs=crowded.inputs[:60]))[0].points) == 60


def test_every_value_is_in_the_unit_of_the_first_but_where_each_keeps_its_own() -> None:
    pair = (figure(2.0, name="a"), figure(500.0, name="b", unit="MWh"))
    assert [(value.high, value.unit) for value in values_of(*pair)] == [(2.0, "GWh"), (0.5, "GWh")]
    own = values_of(*pair, kind=ChartKind.TIMELINE)
    assert [(value.high, value.unit) for value in own] == [(2.0, "GWh"), (500.0, "MWh")]
    assert read_lines(bars(), is_split=False) == []


@pytest.mark.parametrize(
    ("numbers", "written"),
    [
        ((10.0, 20.0), ["10", "20"]),
        ((10.5, 20.0), ["10,5", "20,0"]),
        ((10.6, 100.0), ["11", "100"]),
        ((2.5, 500.0), ["2,5", "500"]),
        ((0.27, 500.0), ["0,3", "500"]),
        ((0.02, 500.0), ["0,02", "500"]),
        ((3.0, 500.0), ["3", "500"]),
    ],
)
def test_decimals_are_alike_but_for_what_would_read_as_nil(numbers: tuple[float, ...], written: list[str]) -> None:
    values = values_of(*(figure(number, name=f"n{rank}") for rank, number in enumerate(numbers)))
    assert [plain(value.written) for value in values] == written


def test_a_column_of_figures_needs_decimals_where_one_is_not_whole_and_none_is_wide() -> None:
    unit = get_unit("GWh")
    columns = ([1.0, 2.0], [1.5, 2.0], [1.5, 99.9], [1.5, 100.0], [None], [-1.5, 100.0], [])
    decimals = [common_decimals([figure(number) for number in numbers], unit) for numbers in columns]
    assert decimals == [0, 1, 1, 0, 0, 0, 0]


def test_a_row_of_several_series_is_split_under_its_name() -> None:
    rows = [[figure(1.0, name="a"), figure(2.0, name="b")], [figure(3.0, name="c"), figure(name="d")]]
    both = chart(ChartKind.BARS, rows, codes=("gas", "heat"), emphasised=1)
    whole = read_lines(both, is_split=False)
    assert [(line.name, len(line.values), line.is_emphasised) for line in whole] == [
        (NAMES[0], 2, False), (NAMES[1], 2, True),
    ]  # fmt: skip
    split = read_lines(both, is_split=True)
    assert [(line.name, len(line.values)) for line in split] == [
        (NAMES[0], 0), ("Série gas", 1), ("Série heat", 1), (NAMES[1], 0), ("Série gas", 1), ("Série heat", 1),
    ]  # fmt: skip
    alone = read_lines(replace(both, rows=both.rows[:1]), is_split=True)
    assert [line.name for line in alone] == ["Série gas", "Série heat"], "one row alone needs no heading"
    assert plain(split[1].values[0].accessible_text).startswith(f"{NAMES[0]} — Série gas : ")


def test_colours_are_those_of_the_series_or_of_the_row_that_is_followed() -> None:
    rows = [[figure(1.0, name="a")], [figure(2.0, name="b")]]
    lines = read_lines(chart(ChartKind.BARS, rows, emphasised=1), is_split=False)
    assert [line.values[0].colour for line in lines] == ["data", "emphasis"]
    coded = chart(ChartKind.BARS, rows)
    coded = replace(coded, rows=(replace(coded.rows[0], code="road_transport"), coded.rows[1]))
    assert [line.values[0].colour for line in read_lines(coded, is_split=False)] == ["road_transport", "data"]
    unknown = chart(ChartKind.BARS, [[figure(1.0, name="a"), figure(2.0, name="b")]], codes=("x", "y"))
    assert [value.colour for value in read_lines(unknown, is_split=False)[0].values] == ["category-1", "category-2"]


def test_breaks_are_told_by_the_rank_of_what_follows_them() -> None:
    series = chart(ChartKind.SERIES, [[figure(1.0, name="a"), figure(2.0, name="b")]])
    label = series.title
    broken = replace(series, rows=(replace(series.rows[0], breaks=(ChartBreak(position=1, label=label),)),))
    assert read_lines(broken, is_split=False)[0].breaks == {1: label.fr}
    assert ChartLine(name="x", values=()).breaks == {}


def test_each_figure_is_named_by_its_row_and_its_series() -> None:
    rows = [[figure(1.0, name="a"), figure(2.0, name="b")], [figure(name="c")]]
    named = named_figures(chart(ChartKind.BARS, rows, codes=("gas", "heat")))
    assert [(name, part, one.id if one else None) for name, part, one in named] == [
        (NAMES[0], "Série gas", "facts.a"), (NAMES[0], "Série heat", "facts.b"), (NAMES[1], "", "facts.c"),
    ]  # fmt: skip
    places = named_figures(network_map(MapKind.CATEGORIES, categories=("a", "b", "a", "", "b")))
    assert [(name, part, one) for name, part, one in places[:2]] == [
        (NAMES[0], "Catégorie a", None), (NAMES[1], "Catégorie b", None),
    ]  # fmt: skip
    pairs = named_figures(network_map(MapKind.PAIRS))
    assert len(pairs) == 2 * len(NAMES)
    assert {part for _name, part, _figure in pairs} == {"Rapport"}


def test_a_table_of_one_measure_has_one_unit_and_like_decimals() -> None:
    rows = data_table(chart(ChartKind.BARS, [[figure(2.5, name="a")], [figure(500.0, name="b", unit="MWh")]]))
    assert [plain(row.view.number) for row in rows if row.view] == ["2,5", "0,5"]
    assert {row.view.unit for row in rows if row.view} == {"GWh"}
    apart = data_table(
        chart(ChartKind.TIMELINE, [[figure(2.0, name="a")], [figure(3.0, name="b", unit="inhabitants")]])
    )
    assert len({row.view.unit for row in apart if row.view}) == 2
    (place, *_others) = data_table(network_map(MapKind.CATEGORIES, categories=("a",) * 5))
    assert (place.name, place.part, place.view) == (NAMES[0], "Catégorie a", None)


def test_words_follow_the_language_of_the_reader() -> None:
    with translation.override("en"):
        (value, unknown) = values_of(figure(1250.5, name="a"), figure(name="b"))
        assert value.name.endswith("(en)")
        assert value.written.startswith("1,25")
        assert unknown.written != "non renseigné"


def test_places_of_a_map_have_their_class_their_number_and_their_page() -> None:
    marks, classes = read_places(network_map(MapKind.CHOROPLETH))
    assert [mark.code for mark in marks] == list(SIRENS)
    assert [mark.number for mark in marks] == [1.0, 2.0, 4.5, None, 9.0]
    assert (marks[3].colour, marks[3].value is None or not marks[3].value.is_known) == (None, True)
    assert len({mark.colour for mark in marks if mark.colour}) == len(classes)
    assert all(mark.address.endswith(f"/territoires/{mark.code}/") for mark in marks)
    assert plain(marks[0].accessible_text).startswith(f"{NAMES[0]} : ")
    assert sum(one.count for one in classes) == 4


def test_a_floor_or_a_range_over_two_classes_may_be_in_a_higher_one() -> None:
    spec = network_map(MapKind.CHOROPLETH)
    floor = figure(1.0, name="floor", unit="MWh_per_inhabitant", state=ValueState.LOWER_BOUND)
    wide = figure(name="wide", unit="MWh_per_inhabitant", ends=(1.0, 9.0))
    tight = figure(name="tight", unit="MWh_per_inhabitant", ends=(9.0, 9.0))
    places = [replace(place, figure=one) for place, one in zip(spec.places, (floor, wide, tight), strict=False)]
    marks, _classes = read_places(replace(spec, places=(*places, *spec.places[3:])))
    assert [str(mark.colour).endswith("-open") for mark in marks[:3]] == [True, True, False]


def test_symbols_have_one_colour_and_categories_that_of_their_place_in_the_legend() -> None:
    marks, classes = read_places(network_map(MapKind.SYMBOLS))
    assert ({mark.colour for mark in marks if mark.number is not None}, classes) == ({"data"}, [])
    spec = network_map(MapKind.CATEGORIES, categories=("first", "second", "", "unknown", "first"))
    assert [category_colour(spec, code) for code in ("first", "second", "unknown", "", "zorg")] == [
        "category-1", "category-2", None, None, None,
    ]  # fmt: skip
    told, _none = read_places(spec)
    assert [mark.value for mark in told] == [None] * 5
    assert plain(told[0].accessible_text) == f"{NAMES[0]} : Catégorie first"
    assert plain(told[2].accessible_text).startswith(f"{NAMES[2]} : ")
    short = replace(spec, places=(replace(spec.places[0], siren="31555"),))
    assert read_places(short)[0][0].address == "", "a commune has no page of its own"
