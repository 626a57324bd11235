"""Where marks of charts stand: lengths, dots, axes, bands and labels, read back from what is drawn."""

import re
from dataclasses import replace
from datetime import date

import pytest

from autan.evidence.figures.core.charts import Chart, ChartBreak, ChartKind, ChartRow
from autan.evidence.figures.core.states import ValueState
from autan.ground.texts.core.periods import Period
from autan.territories.charts.renderers.drawing.chart_frame import FRAMES, LinearScale, Variant, fitted_end, round_ticks
from autan.territories.charts.renderers.drawing.chart_lines import read_lines
from autan.territories.charts.renderers.drawing.chart_rows import written_values
from autan.territories.charts.renderers.drawing.chart_timeline import place_of
from autan.territories.charts.renderers.svg import draw_chart
from tests.territories.charts.drawing.making import SVG, bars, chart, figure, joined, parsed, text, words_of

PARTS = ("residential", "tertiary")
VARIANTS = ("wide", "narrow")


def drawn(spec: Chart, variant: str = "wide") -> str:
    return draw_chart(spec, medium="print", variant=variant)


def rects(drawing: str, height: str = "18") -> list[tuple[float, float]]:
    """Start and width of each bar."""
    found = [rect.attrib for rect in parsed(drawing).iter(f"{SVG}rect") if rect.attrib["height"] == height]
    return [(float(rect["x"]), float(rect["width"])) for rect in found]


def circles(drawing: str) -> list[tuple[float, float]]:
    return [(float(item.attrib["cx"]), float(item.attrib["cy"])) for item in parsed(drawing).iter(f"{SVG}circle")]


def text_of(drawing: str, words: str) -> dict[str, str]:
    return next(item.attrib for item in parsed(drawing).iter(f"{SVG}text") if item.text == words)


# --- Scales ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("low", "high", "about", "ticks"),
    [
        (0, 10, 4, [0, 5, 10]),
        (0, 8, 4, [0, 2, 4, 6, 8]),
        (0, 1, 5, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        (0, 100, 2, [0, 50, 100]),
        (-30, 70, 4, [-50, 0, 50, 100]),
        (3, 3, 4, [3, 4, 5, 6]),
        (5, 2, 4, [4, 6, 8, 10]),
    ],
)
def test_ticks_are_one_two_or_five_times_a_power_of_ten_apart(low, high, about, ticks):
    assert round_ticks(low, high, count=about) == pytest.approx(ticks)


def test_a_scale_may_go_down_the_page():
    scale = LinearScale(low=-10, high=10, start=100, end=0)
    assert [scale.place(value) for value in (-10, 0, 10, 20)] == [100, 50, 0, -50]


@pytest.mark.parametrize(
    ("labels", "end"),
    [([], 100), ([(1.0, 20)], 80), ([(0.5, 60)], 80), ([(0.0, 500)], 100), ([(-0.2, 500)], 100), ([(0.5, 10)], 100)],
)
def test_a_scale_ends_where_what_follows_its_marks_still_fits(labels, end):
    assert fitted_end(0, 100, labels) == end


def test_lines_are_a_fifth_higher_than_their_letters():
    assert [FRAMES[variant].leading for variant in Variant] == pytest.approx([18, 16.8])


# --- Bars ------------------------------------------------------------------------------------------------------------


def words_beside(*items) -> list[str]:
    lines = read_lines(chart(ChartKind.BARS, [[item] for item in items]), is_split=False)
    words = written_values(lines)
    return [words[id(line.values[0])] for line in lines]


@pytest.mark.parametrize(
    ("unit", "written"),
    [
        ("GWh", ["5\u00a0GWh", "7"]),
        ("pct", ["5\u00a0%", "7\u00a0%"]),
        ("MWh_per_inhabitant", ["5", "7"]),
    ],
)
def test_a_short_unit_stands_once_a_percentage_everywhere_and_a_long_one_in_the_title(unit, written):
    assert words_beside(figure(5.0, unit=unit), figure(7.0, unit=unit, name="b")) == written


def test_the_unit_stands_beside_the_first_value_that_is_known():
    assert words_beside(figure(), figure(7.0, name="b"), figure(8.0, name="c")) == ["non renseigné", "7\u00a0GWh", "8"]


def test_bars_of_negative_values_alone_end_at_the_baseline():
    (left, wide), (start, short) = rects(drawn(bars(-10.0, -5.0)))
    assert left + wide == pytest.approx(start + short, abs=0.11)
    assert wide == pytest.approx(2 * short, abs=0.2)


def test_what_too_few_stand_behind_is_hatched_over_its_whole_length():
    spec = bars(10.0, 5.0)
    slight = replace(spec.rows[1].figures[0], is_slight=True)
    drawing = drawn(replace(spec, rows=(spec.rows[0], replace(spec.rows[1], figures=(slight,)))))
    assert drawing.count("url(#") == 1
    (_, whole), (_, half) = rects(drawing)
    assert half == pytest.approx(whole / 2, abs=0.1)


def test_a_phone_has_names_above_bars_and_no_baseline():
    wide, narrow = (drawn(bars(10.0), variant) for variant in VARIANTS)
    assert wide.count("<path") - narrow.count("<path") == 1
    ((left, _),) = rects(narrow, "14")
    assert left == 1
    assert float(text_of(narrow, "Rives d’Ondal")["y"]) < float(text_of(narrow, "10\u00a0GWh")["y"])


# --- Stacks and ranges -----------------------------------------------------------------------------------------------


def stack(*rows, is_equal=False):
    spec = chart(
        ChartKind.STACKED_BARS,
        [[figure(value, name=f"s{rank}{part}") for part, value in enumerate(row)] for rank, row in enumerate(rows)],
        codes=PARTS,
    )
    return replace(spec, has_equal_bars=is_equal)


def test_parts_stand_side_by_side_in_proportion():
    (first, wide), (second, narrow), (_, longest), (_, other) = rects(drawn(stack((30.0, 10.0), (60.0, 20.0))))
    assert second == pytest.approx(first + wide + 1.5, abs=0.11)
    assert (wide + 1.5) / (narrow + 1.5) == pytest.approx(3, abs=0.05)
    assert (longest + 1.5) / (wide + 1.5) == (pytest.approx(2, abs=0.02))
    assert (other + 1.5) / (narrow + 1.5) == (pytest.approx(2, abs=0.05))


def test_an_unknown_part_is_a_small_hatched_block_after_the_others_and_said():
    drawing = drawn(stack((None, 10.0), (5.0, 10.0)))
    (known, wide), (block, width) = rects(drawing)[:2]
    assert block == pytest.approx(known + wide + 1.5, abs=0.11)
    assert width == 10.5
    assert words_of(drawing).count("non renseigné") == 1


def test_a_part_without_object_has_no_block():
    spec = stack((1.0, 10.0))
    none = figure(name="n", state=ValueState.NOT_APPLICABLE)
    row = replace(spec.rows[0], figures=(none, spec.rows[0].figures[1]))
    assert "url(#" not in drawn(replace(spec, rows=(row,)))


def test_a_value_is_written_in_its_part_where_it_fits():
    words = words_of(drawn(stack((100.0, 1.0))))
    assert "100" in words
    assert "1" not in words


def test_bars_of_equal_length_show_shares_of_what_is_known():
    drawing = drawn(stack((30.0, 10.0), (3.0, 1.0), is_equal=True))
    assert rects(drawing)[:2] == rects(drawing)[2:]


def test_nothing_known_is_no_bar():
    assert len(rects(drawn(stack((None, None))))) == 2


def test_names_of_parts_wrap_where_a_phone_has_no_room():
    spec = chart(ChartKind.STACKED_BARS, [[figure(1.0, name=f"f{part}") for part in range(6)]], codes=PARTS * 3)
    codes = [f"part numéro {rank}" for rank in range(6)]
    spec = replace(spec, series=tuple(replace(spec.series[0], code=code, label=text(code)) for code in codes))
    heights = [{text_of(drawn(spec, variant), code)["y"] for code in codes} for variant in VARIANTS]
    assert [len(places) for places in heights] == [1, 2]


@pytest.mark.parametrize(
    ("ends", "unit", "share"),
    [((10.0, 25.0), "pct", 0.15), ((0.0, 100.0), "pct", 1.0), ((2.0, 6.0), "GWh", 4 / 6)],
)
def test_a_range_lies_on_the_whole_of_a_share_or_from_zero(ends, unit, share):
    drawing = drawn(chart(ChartKind.RANGES, [[figure(ends=ends, unit=unit)]]))
    ((_, track),), ((_, bar),) = rects(drawing, "2"), rects(drawing)
    assert bar / track == pytest.approx(share, abs=0.01)


def test_shares_above_a_hundred_are_on_a_scale_that_holds_them():
    drawing = drawn(chart(ChartKind.RANGES, [[figure(ends=(50.0, 150.0), unit="pct")]]))
    ((start, track),), ((left, bar),) = rects(drawing, "2"), rects(drawing)
    assert left + bar == pytest.approx(start + track, abs=0.2)


def test_a_narrow_range_is_still_seen_and_a_single_value_is_a_dot():
    drawing = drawn(chart(ChartKind.RANGES, [[figure(ends=(50.0, 50.1), unit="pct")]]))
    assert rects(drawing)[0][1] == 2
    single = drawn(chart(ChartKind.RANGES, [[figure(50.0, unit="pct")]]))
    ((start, track),) = rects(single, "2")
    assert circles(single)[0][0] == pytest.approx(start + track / 2, abs=0.1)


# --- Dots ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ((4.0, 9.0), ["0", "2", "4", "6", "8", "10"]),
        ((90.0, 100.0), ["90", "92", "94", "96", "98", "100"]),
        ((50.0, 100.0), ["50", "60", "70", "80", "90", "100"]),
        ((49.0, 100.0), ["0", "20", "40", "60", "80", "100"]),
        ((-10.0, 10.0), ["\u221210", "\u22125", "0", "5", "10"]),
    ],
)
def test_the_axis_of_dots_starts_at_zero_unless_all_are_far_from_it(values, ticks):
    drawing = drawn(chart(ChartKind.DOTS, [[figure(value, name=f"d{i}")] for i, value in enumerate(values)]))
    axis = [item for item in parsed(drawing).iter(f"{SVG}text") if item.get("text-anchor") == "middle"]
    assert [item.text for item in axis] == ticks


def test_two_dots_are_joined_and_the_lower_has_its_number_at_the_left():
    spec = chart(ChartKind.DOTS, [[figure(7.5), figure(2.5, name="b")]], codes=PARTS)
    drawing = drawn(spec)
    (low, _), (high, _) = circles(drawing)
    assert low < high
    assert text_of(drawing, "2,5")["text-anchor"] == "end"
    assert "text-anchor" not in text_of(drawing, "7,5")
    assert drawing.count('stroke-width="2"') == 1


def test_an_unknown_dot_is_hollow_at_the_start_of_the_axis():
    drawing = drawn(chart(ChartKind.DOTS, [[figure(8.0)], [figure(name="u")]]))
    (known, _), (unknown, _) = circles(drawing)
    assert unknown < known
    assert drawing.count("stroke-dasharray") == 1


# --- Dates -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "place"),
    [
        (Period.year(2012), 2012),
        (Period.undated(), 0),
        (Period.day(date(2012, 1, 1)), 2012),
        (Period.day(date(2012, 7, 2)), 2012.5),
        (Period.parse("2009-2012"), 2013),
    ],
)
def test_a_year_stands_where_its_number_is_written_and_a_span_at_its_end(period, place):
    assert place_of(period) == pytest.approx(place, abs=0.01)


def test_a_timeline_joins_both_ends_of_a_span_in_proportion():
    rows = [[figure(1.0, name=f"p{span}", period=Period.parse(span))] for span in ("2009-2012", "2009-2010")]
    (left, long), (same, short) = rects(drawn(chart(ChartKind.TIMELINE, rows)), "6")
    assert left == same
    assert long == pytest.approx(2 * short, abs=1)


@pytest.mark.parametrize(
    ("last", "years"),
    [
        (2014, ["2010", "2011", "2012", "2013", "2014", "2015"]),
        (2020, ["2010", "2012", "2014", "2016", "2018", "2020"]),
    ],
)
def test_the_axis_of_years_writes_as_many_as_can_be_read(last, years):
    rows = [[figure(year, name=f"y{year}", unit="count", period=Period.year(year))] for year in (2010, last)]
    drawing = drawn(chart(ChartKind.TIMELINE, rows))
    axis = [item.text for item in parsed(drawing).iter(f"{SVG}text") if item.get("text-anchor") == "middle"]
    assert axis == years


def series(*values, breaks=(), first=2011):
    figures = tuple(
        figure(value, name=f"y{rank}", period=Period.year(first + rank)) for rank, value in enumerate(values)
    )
    row = ChartRow(label=text("Ici"), figures=figures, breaks=breaks)
    return replace(chart(ChartKind.SERIES, [[figure(1.0)]]), rows=(row,))


def test_a_panel_counts_from_zero_and_writes_its_first_and_last_values():
    drawing = drawn(series(10.0, 40.0, 20.0))
    (_, low), (_, high), (_, last) = circles(drawing)
    assert low > last > high
    assert {"0", "40", "10", "20"} <= set(words_of(drawing))
    assert (low - high) == pytest.approx(1.5 * (last - high), abs=0.2)


def test_a_break_stands_between_the_two_values_that_it_parts():
    drawing = drawn(series(10.0, 12.0, 14.0, breaks=(ChartBreak(position=1, label=text("autre source")),)))
    places = [x for x, _ in circles(drawing)]
    (dashed,) = re.findall(r'd="M([\d.]+) [\d.]+V[\d.]+"[^>]*stroke-dasharray="3 3"', drawing)
    assert float(dashed) == pytest.approx((places[0] + places[1]) / 2, abs=0.1)
    assert "a · autre source" in joined(drawing)


def test_years_are_written_every_few_years_where_they_are_many():
    drawing = drawn(series(*[10.0] * 21, first=2000))
    years = [words for words in words_of(drawing) if re.fullmatch(r"20\d\d", words)]
    assert years == ["2000", "2005", "2010", "2015", "2020"]


def test_one_year_alone_still_makes_a_panel():
    drawing = drawn(series(10.0))
    assert len(circles(drawing)) == 1
    assert "2011" in words_of(drawing)
