"""Charts: every name and every value is written, the unknown is drawn as such, nothing is foreign to the page."""

import gzip
import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from autan.evidence.figures.core.charts import Chart, ChartKind
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import UnitMismatchError
from autan.ground.texts.core.periods import Period
from autan.ground.texts.language import in_language
from autan.ground.wordings import Text
from autan.territories.charts.renderers.drawing.chart_dots import TooManyDotsError
from autan.territories.charts.renderers.svg import draw_chart
from tests.territories.charts.drawing.making import NAMES, SVG, bars, chart, figure, joined, parsed, words_of

VARIANTS = ("wide", "narrow")
MEDIUMS = ("screen", "print", "file")
PARTS = ("residential", "tertiary", "road_transport")

STACKS = chart(
    ChartKind.STACKED_BARS,
    [[figure(10.0 * (row + 1) + part, name=f"s{row}{part}") for part in range(3)] for row in range(5)],
    codes=PARTS,
)
DOTS = chart(ChartKind.DOTS, [[figure(4.2 + row, name=f"d{row}", unit="MWh_per_inhabitant")] for row in range(5)])
RANGES = chart(
    ChartKind.RANGES, [[figure(ends=(10.0 * row, 10.0 * row + 15), name=f"r{row}", unit="pct")] for row in range(5)]
)
TIMELINE = chart(
    ChartKind.TIMELINE,
    [[figure(2003 + row, name=f"t{row}", unit="count", period=Period.year(2003 + row))] for row in range(5)],
)
EQUAL = replace(STACKS, id="equal", has_equal_bars=True)
EXAMPLES = {"bars": bars(120.0, 80.0, None, 30.0, 12.5), "stacks": STACKS, "dots": DOTS, "ranges": RANGES}
EXAMPLES |= {"timeline": TIMELINE, "equal": EQUAL}


def drawn(spec: Chart, *, medium: str = "screen", variant: str = "wide", language: str = "fr") -> str:
    with in_language(language):
        return draw_chart(spec, medium=medium, variant=variant)


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_every_row_is_named(name: str, variant: str) -> None:
    words = joined(drawn(EXAMPLES[name], variant=variant))
    assert [row.label.fr for row in EXAMPLES[name].rows if row.label.fr not in words] == []


@pytest.mark.parametrize("medium", MEDIUMS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_nothing_is_foreign_to_the_page(name: str, medium: str) -> None:
    drawing = drawn(EXAMPLES[name], medium=medium)
    assert not re.search(r"style=|<style|<script|\bon[a-z]+=|data:", drawing)
    addresses = re.findall(r"(?:href|src|url)[=(]\"?([^\")]+)", drawing)
    assert [address for address in addresses if not address.startswith(("/", "#"))] == []


@pytest.mark.parametrize(("spec", "is_equal"), [(STACKS, False), (EQUAL, True)])
def test_stacked_bars_are_totals_or_all_as_long(*, spec: Chart, is_equal: bool) -> None:
    drawing = drawn(spec, medium="print")
    colours = [part.get("fill") for part in parsed(drawing).iter(f"{SVG}rect")][:3]
    bars_of = [part for part in parsed(drawing).iter(f"{SVG}rect") if part.get("fill") in colours][3:]
    assert len(bars_of) == 15
    widths = [sum(float(part.attrib["width"]) for part in bars_of[row : row + 3]) for row in range(0, 15, 3)]
    assert (max(widths) - min(widths) < 0.5) is is_equal


@pytest.mark.parametrize("name", EXAMPLES)
def test_twice_the_same_bytes(name: str) -> None:
    assert drawn(EXAMPLES[name]) == drawn(EXAMPLES[name])


@pytest.mark.parametrize("name", EXAMPLES)
def test_both_lay_outs_weigh_little(name: str) -> None:
    both = "".join(drawn(EXAMPLES[name], variant=variant) for variant in VARIANTS)
    assert len(gzip.compress(both.encode())) < 6_000


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_no_text_leaves_the_drawing(name: str, variant: str) -> None:
    from autan.territories.charts.renderers.drawing.lettering import Lettering

    root = parsed(drawn(EXAMPLES[name], medium="print", variant=variant))
    width, height = (float(side) for side in root.attrib["viewBox"].split()[2:])
    for item in root.iter(f"{SVG}text"):
        bold = item.get("font-weight") == "600"
        wide = Lettering().width(item.text or "", float(item.attrib["font-size"]), bold=bold)
        shift = {"end": 1.0, "middle": 0.5}.get(item.get("text-anchor", ""), 0.0)
        left = float(item.attrib["x"]) - shift * wide
        assert left >= -1, item.text
        assert left + wide <= width + 1, item.text
        assert 0 < float(item.attrib["y"]) <= height, item.text


def test_a_drawing_on_screen_is_a_named_group_of_links_to_traces() -> None:
    root = parsed(drawn(EXAMPLES["bars"]))
    assert root.attrib["role"] == "group"
    titles = {item.get("id"): item.text for item in root if item.tag in {f"{SVG}title", f"{SVG}desc"}}
    name = [titles[part] for part in root.attrib["aria-labelledby"].split()]
    assert name == ["Titre <inventé>", "Une phrase & son sens."], "the name says what is found"
    links = list(root.iter(f"{SVG}a"))
    assert [link.attrib["href"] for link in links] == [f"/preuves/facts.f{i}/" for i in range(5)]
    assert links[0][0].text == "Rives d’Ondal\u00a0: 120\u00a0GWh, 2024"


def test_a_drawing_in_print_is_one_image_in_plain_colours() -> None:
    drawing = drawn(EXAMPLES["bars"], medium="print")
    assert 'role="img"' in drawing
    assert "<a " not in drawing
    assert "class=" not in drawing
    assert "Source Sans Pro" in drawing


def test_two_lay_outs_share_no_id() -> None:
    ids = [re.findall(r' id="([^"]+)"', drawn(EXAMPLES["bars"], variant=variant)) for variant in VARIANTS]
    assert len(ids[0]) > 2
    assert not set(ids[0]) & set(ids[1])


def test_words_follow_the_language() -> None:
    assert "Haut-Vernon (en)" in joined(drawn(EXAMPLES["bars"], language="en"))
    spec = bars(1234567.0, None)
    assert "1\u202f234\u202f567\u00a0GWh" in words_of(drawn(spec))
    assert "1,234,567\u00a0GWh" in words_of(drawn(spec, language="en"))
    assert "not known" in words_of(drawn(spec, language="en"))


def marks(spec: Chart) -> list[tuple[str, str, float]]:
    """Fill and width of each rectangle, and the row that it belongs to."""
    root = parsed(drawn(spec, medium="screen"))
    return [
        (link.attrib["href"], rect.attrib["fill"], float(rect.attrib["width"]))
        for link in root.iter(f"{SVG}a")
        for rect in link.iter(f"{SVG}rect")
    ]


def test_bars_are_in_proportion_from_zero() -> None:
    widths = [width for _, _, width in marks(bars(100.0, 50.0, 25.0))]
    assert widths == pytest.approx([widths[0], widths[0] / 2, widths[0] / 4], abs=0.1)


def test_unknown_is_hatched_and_named_never_a_zero() -> None:
    spec = bars(100.0, None)
    (_, fill, width), *_ = [mark for mark in marks(spec) if "f1" in mark[0]]
    assert fill.startswith("url(#")
    assert width > 20
    assert "non renseigné" in words_of(drawn(spec))
    assert "0" not in words_of(drawn(spec))


def test_a_confirmed_zero_is_a_zero() -> None:
    spec = chart(ChartKind.BARS, [[figure(10.0)], [figure(0.0, name="z", state=ValueState.CONFIRMED_ZERO)]])
    assert "0" in words_of(drawn(spec))
    assert "url(#" not in drawn(spec)


def test_secrecy_is_named_and_not_applicable_has_no_bar() -> None:
    spec = chart(
        ChartKind.BARS,
        [
            [figure(10.0, name="a")],
            [figure(name="b", state=ValueState.CONFIDENTIAL)],
            [figure(name="c", state=ValueState.NOT_APPLICABLE)],
        ],
    )
    words = words_of(drawn(spec))
    assert "secret statistique" in words
    assert "sans objet" in words
    assert not any("facts.c" in address for address, _, _ in marks(spec))


def test_a_value_missing_without_reason_is_not_known() -> None:
    spec = chart(ChartKind.BARS, [[figure(10.0)], [figure(name="b", state=ValueState.OBSERVED)]])
    assert "non renseigné" in words_of(drawn(spec))


def test_a_lower_bound_goes_on_hatched_and_says_at_least() -> None:
    spec = chart(ChartKind.BARS, [[figure(10.0, name="a", state=ValueState.LOWER_BOUND)]])
    assert "≥\u00a010\u00a0GWh" in words_of(drawn(spec))
    assert [fill.startswith("url") for _, fill, _ in marks(spec)] == [False, True]


def test_a_lower_bound_among_dots_is_a_ring() -> None:
    figures = [figure(10.0, name="a", state=ValueState.LOWER_BOUND), figure(12.0, name="b")]
    spec = chart(ChartKind.DOTS, [[item] for item in figures])
    plain = chart(ChartKind.DOTS, [[replace(item, state=ValueState.OBSERVED)] for item in figures])
    assert drawn(spec).count("<circle") == drawn(plain).count("<circle") + 1


def test_a_range_among_bars_is_hatched_between_its_ends() -> None:
    spec = chart(ChartKind.BARS, [[figure(ends=(30, 80), name="a", unit="pct")], [figure(80.0, name="b", unit="pct")]])
    assert "30 à 80\u00a0%" in words_of(drawn(spec))
    (_, solid, short), (_, hatched, long), (_, _, whole) = marks(spec)
    assert not solid.startswith("url")
    assert hatched.startswith("url")
    assert short + long == pytest.approx(whole, abs=0.2)


def test_negative_values_go_the_other_way() -> None:
    root = parsed(drawn(bars(-50.0, 100.0), medium="print"))
    first, second = [
        (float(r.attrib["x"]), float(r.attrib["width"])) for r in root.iter(f"{SVG}rect") if r.attrib["height"] == "18"
    ]
    assert first[0] + first[1] == pytest.approx(second[0], abs=0.11)  # each number is rounded to 0.1


def test_every_value_is_in_the_unit_of_the_first() -> None:
    spec = chart(ChartKind.BARS, [[figure(2.0, unit="GWh")], [figure(1500.0, unit="MWh", name="b")]])
    assert "1,5" in words_of(drawn(spec))
    with pytest.raises(UnitMismatchError):
        drawn(chart(ChartKind.BARS, [[figure(2.0, unit="GWh")], [figure(3.0, unit="tCO2e", name="b")]]))


def test_percentages_have_their_sign_everywhere_and_small_numbers_keep_their_digits() -> None:
    spec = chart(ChartKind.BARS, [[figure(62.0, unit="pct")], [figure(8.0, unit="pct", name="b")]])
    assert {"62\u00a0%", "8\u00a0%"} <= set(words_of(drawn(spec)))
    assert {"400\u00a0GWh", "0,4", "0,04"} <= set(words_of(drawn(bars(400.0, 0.4, 0.04))))


def test_emphasis_is_bold_and_brick() -> None:
    root = parsed(drawn(bars(3.0, 2.0, emphasised=1)))
    bold = [item.text for item in root.iter(f"{SVG}text") if item.get("font-weight")]
    assert bold == ["Haut-Vernon", "2"]
    assert [rect.get("class") for rect in root.iter(f"{SVG}rect")] == ["f-data", "f-emphasis"]


def test_series_of_one_row_are_bars_in_their_fixed_colours() -> None:
    figures = [figure(float(10 - i), name=f"p{i}") for i in range(3)]
    drawing = drawn(chart(ChartKind.BARS, [figures], codes=PARTS))
    assert "Rives d’Ondal" not in joined(drawing)
    assert [rect.get("class") for rect in parsed(drawing).iter(f"{SVG}rect")] == [
        "f-residential",
        "f-tertiary",
        "f-road-transport",
    ]


def test_series_of_several_rows_stand_under_the_name_of_their_row() -> None:
    figures = [[figure(float(10 - i), name=f"p{row}{i}") for i in range(2)] for row in range(2)]
    words = words_of(drawn(chart(ChartKind.BARS, figures, codes=("unnamed", "other_one"))))
    assert [word for word in words if word in {*NAMES, "Série unnamed", "Série other_one"}] == [
        "Rives d’Ondal",
        "Série unnamed",
        "Série other_one",
        "Haut-Vernon",
        "Série unnamed",
        "Série other_one",
    ]


def test_parts_keep_the_order_of_the_series_and_unknown_parts_come_last() -> None:
    rows = [[figure(40.0, name="a"), figure(name="b"), figure(60.0, name="c")]]
    spec = chart(ChartKind.STACKED_BARS, rows, codes=PARTS)
    assert [address for address, _, _ in marks(spec)] == [f"/preuves/facts.{name}/" for name in "acb"]
    assert marks(spec)[-1][1].startswith("url(#")
    words = words_of(drawn(spec))
    assert words[:3] == [f"Série {code}" for code in PARTS]
    assert {"40", "60", "non renseigné"} <= set(words)


def test_a_part_without_object_is_not_drawn() -> None:
    rows = [[figure(40.0, name="a"), figure(name="b", state=ValueState.NOT_APPLICABLE)]]
    assert len(marks(chart(ChartKind.STACKED_BARS, rows, codes=PARTS[:2]))) == 1


def test_a_part_too_thin_for_its_number_is_still_a_link() -> None:
    rows = [[figure(1000.0, name="a"), figure(1.0, name="b")]]
    spec = chart(ChartKind.STACKED_BARS, rows, codes=PARTS[:2])
    assert "1" not in words_of(drawn(spec))
    assert marks(spec)[1][0] == "/preuves/facts.b/"


def test_dots_far_from_zero_do_not_start_there() -> None:
    def axis(*values: float) -> list[str]:
        spec = chart(ChartKind.DOTS, [[figure(value, name=f"d{i}")] for i, value in enumerate(values)])
        return [item.text or "" for item in parsed(drawn(spec)).iter(f"{SVG}text") if item.get("font-size") == "13"]

    assert axis(1.0, 9.0)[0] == "0"
    assert axis(80.0, 90.0)[0] == "80"
    assert axis(0.1, 0.3)[0] == "0,0"


@pytest.mark.parametrize("variant", VARIANTS)
def test_numbers_of_an_axis_never_run_into_each_other(variant: str) -> None:
    values = (-1_000.0, 0.0, 12_345_678.0, 999_999_999.0)
    spec = chart(ChartKind.DOTS, [[figure(value, name=f"d{i}", unit="EUR")] for i, value in enumerate(values)])
    found = parsed(drawn(spec, variant=variant)).iter(f"{SVG}text")
    middles = [(float(item.get("x", 0)), item.text or "") for item in found if item.get("text-anchor") == "middle"]
    numbers = [words for _, words in middles]
    assert "0" in numbers
    assert len(numbers) >= 2
    for (left, first), (right, second) in pairwise(middles):
        assert right - left > 5.5 * (len(first) + len(second)) / 2


def test_small_numbers_keep_their_decimals_beside_large_ones() -> None:
    spec = chart(ChartKind.DOTS, [[figure(v, name=f"d{i}", unit="count")] for i, v in enumerate((500.0, 2.5, 0.04))])
    assert {"500", "2,5", "0,04"} <= set(words_of(drawn(spec)))


def test_headings_of_groups_stay_out_of_the_scale() -> None:
    rows = [[], [figure(4.0, name="a")], [figure(name="b")]]
    spec = chart(ChartKind.DOTS, rows)
    titled = replace(
        spec, rows=(replace(spec.rows[0], label=Text("Un groupe au nom très long (12)", "A group")), *spec.rows[1:])
    )
    root = parsed(drawn(titled))
    axis = min(float(dot.get("cx", 0)) for dot in root.iter(f"{SVG}circle"))  # that of what is not known
    heading = [item for item in root.iter(f"{SVG}text") if item.get("font-weight") and "groupe" in (item.text or "")]
    assert heading
    assert axis > 6.5 * len(heading[0].text or "")


def test_an_unknown_dot_is_hollow() -> None:
    spec = chart(ChartKind.DOTS, [[figure(4.0, name="a")], [figure(name="b")]])
    hollow = [item for item in parsed(drawn(spec)).iter(f"{SVG}circle") if item.get("stroke-dasharray")]
    assert len(hollow) == 1
    assert "non renseigné" in words_of(drawn(spec))
    nothing = chart(ChartKind.DOTS, [[figure(name="a")]])
    assert "non renseigné" in words_of(drawn(nothing))


def test_two_dots_a_row_are_joined_and_both_written() -> None:
    rows = [
        [figure(4.0, name="a0"), figure(7.0, name="a1")],
        [figure(5.0, name="b0"), figure(name="b1")],
        [figure(name="c0"), figure(name="c1")],
    ]
    words = words_of(drawn(chart(ChartKind.DOTS, rows, codes=("natural_gas", "electricity"))))
    assert {"4", "7", "Série natural_gas", "Série electricity", "non renseigné"} <= set(words)
    assert any("5" in word and "Série electricity\u00a0: non renseigné" in word for word in words)


def test_three_dots_a_row_are_refused() -> None:
    with pytest.raises(TooManyDotsError, match="got 3"):
        drawn(chart(ChartKind.DOTS, [[figure(1.0), figure(2.0), figure(3.0)]], codes=PARTS))


def test_ranges_write_both_ends_on_the_scale_of_a_whole() -> None:
    words = words_of(drawn(RANGES))
    assert {"10", "25\u00a0%", "40", "55\u00a0%"} <= set(words)
    mixed = [[figure(ends=(2.0, 6.0), name="a")], [figure(4.0, name="b")], [figure(name="c")]]
    words = words_of(drawn(chart(ChartKind.RANGES, mixed)))
    assert {"2", "6\u00a0GWh", "4\u00a0GWh", "non renseigné"} <= set(words)


def test_the_points_that_a_range_is_taken_from_are_drawn_on_it() -> None:
    spread = replace(figure(ends=(2.0, 6.0), name="a"), inputs=(figure(2.0), figure(4.0), figure(6.0), figure()))
    drawing = drawn(chart(ChartKind.RANGES, [[spread]]))
    assert len(list(parsed(drawing).iter(f"{SVG}circle"))) == 3


def test_the_triad_has_its_colours() -> None:
    figures = [figure(ends=(30, 80), name=f"w{i}", unit="pct") for i in range(3)]
    drawing = drawn(chart(ChartKind.RANGES, [figures], codes=("sobriety", "efficiency", "renewables")))
    classes = [rect.get("class") for rect in parsed(drawing).iter(f"{SVG}rect")]
    assert [name for name in classes if name != "f-hair"] == ["f-sobriety", "f-efficiency", "f-renewables"]


def test_a_timeline_writes_years_days_spans_and_the_undated() -> None:
    rows = [
        [figure(2003, name="y", unit="count", period=Period.year(2003))],
        [figure(28, name="d", unit="participants", period=Period.day(date(2013, 3, 27)))],
        [figure(name="s", period=Period.parse("2009-2012"))],
        [figure(name="u", period=Period.undated())],
    ]
    words = words_of(drawn(chart(ChartKind.TIMELINE, rows)))
    assert {"2003", "27\u00a0mars\u00a02013\u00a0· 28\u00a0participants", "2009–2012", "date non renseignée"} <= set(
        words
    )
    assert "2\u202f003" not in words


def test_a_timeline_without_any_date_has_no_axis() -> None:
    rows = [[figure(name="u", period=Period.undated())]]
    assert words_of(drawn(chart(ChartKind.TIMELINE, rows))) == ["Rives d’Ondal", "date non renseignée"]


def test_a_chart_without_rows_is_an_empty_drawing() -> None:
    for kind in ChartKind:
        assert words_of(drawn(chart(kind, []))) == [] or kind is ChartKind.DOTS


def test_long_names_are_cut_between_words() -> None:
    name = "Communauté de communes des Coteaux et de la Rivière"
    spec = bars(3.0, names=(name,))
    assert len([word for word in words_of(drawn(spec)) if word in name]) > 1
    assert joined(drawn(spec, variant="narrow")).startswith(name)
