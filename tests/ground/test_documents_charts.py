"""Charts that an office program draws itself: their numbers, their words, their marks, and the workbook beside them."""

import io
from dataclasses import replace

import pytest
from lxml import etree
from pptx.chart.chart import Chart
from pptx.enum.chart import XL_LEGEND_POSITION
from pptx.oxml import parse_xml

from autan.ground.documents.core import WorkbookSheet
from autan.ground.documents.renderers.native_charts import (
    ChartLayout,
    NativeChart,
    NativeSeries,
    chart_workbook,
    chart_xml,
)
from autan.ground.documents.renderers.office import fitted
from autan.ground.documents.renderers.workbooks import write_xlsx
from autan.ground.tables.importers.workbooks import read_workbook

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
LAYOUTS = list(ChartLayout)


def series(name: str = "Énergie", *values: float | None, **fields) -> NativeSeries:
    values = values or (1.0, 2.5, None)
    plain = {"colour": "#1f5078", "words": ("",) * len(values), "colours": {}}
    return NativeSeries(name=name, values=values, **plain | fields)


def chart(layout: ChartLayout = ChartLayout.BARS, *lines: NativeSeries) -> NativeChart:
    return NativeChart(layout=layout, categories=("A", "B", "C"), series=lines or (series(),), number_format="0.0")


def xml(drawn: NativeChart, workbook: str = ""):
    return etree.fromstring(chart_xml(drawn, workbook))


def read(drawn: NativeChart) -> Chart:
    return Chart(parse_xml(chart_xml(drawn)), None)


def value(element, tag: str) -> str | None:
    found = element.find(f".//{C}{tag}")
    return None if found is None else found.get("val")


def test_the_workbook_of_a_chart_says_its_numbers_then_how_they_are_read():
    drawn = chart(ChartLayout.BARS, series("Énergie", words=("", "≥ 2,5", "?")), series("Eau", 4.0, 5.0, 6.0))
    (sheet,) = read_workbook(chart_workbook(drawn), "a.xlsx")
    assert sheet.name == "Sheet1", "where the chart says that they are"
    assert [list(row.cells) for row in sheet.rows] == [
        [None, "Énergie", "Eau", "Énergie *"],
        ["A", 1, 4, None],
        ["B", 2.5, 5, "≥ 2,5"],
        ["C", None, 6, "?"],
    ]


def test_a_number_that_is_not_known_is_a_gap_and_never_zero():
    (line,) = read(chart()).plots[0].series
    assert list(line.values) == [1, 2.5, None]


def test_a_whole_number_is_written_whole():
    points = [point.text for point in xml(chart()).find(f".//{C}val").iter(f"{C}v")]
    assert points == ["1", "2.5"]


@pytest.mark.parametrize(
    ("layout", "form", "grouping"),
    [
        (ChartLayout.BARS, "barChart", "clustered"),
        (ChartLayout.STACKS, "barChart", "stacked"),
        (ChartLayout.LINES, "lineChart", "standard"),
    ],
)
def test_each_layout_has_its_form(layout, form, grouping):
    plot = xml(chart(layout)).find(f".//{C}{form}")
    assert plot is not None
    assert value(plot, "grouping") == grouping
    assert value(plot, "varyColors") == "0"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_categories_and_names_are_those_of_the_chart_and_can_be_printed(layout):
    drawn = replace(chart(layout, series("Éner\x00gie")), categories=("A & B", "<b>", "c\x07"))
    plot = read(drawn).plots[0]
    assert list(plot.categories) == ["A & B", "<b>", "c[U+0007]"]
    assert [line.name for line in plot.series] == ["Éner[U+0000]gie"]


def test_bars_have_the_colour_of_their_series_but_where_they_have_one_of_their_own():
    drawn = chart(ChartLayout.BARS, series(colours={2: "#96351f", 0: "#000000"}))
    (line,) = read(drawn).plots[0].series
    assert str(line.format.fill.fore_color.rgb) == "1F5078"
    assert [str(line.points[place].format.fill.fore_color.rgb) for place in (0, 2)] == ["000000", "96351F"]
    assert [point.find(f"{C}idx").get("val") for point in xml(drawn).iter(f"{C}dPt")] == ["0", "2"]


def test_lines_have_marks_of_their_colour_and_are_straight():
    (line,) = read(chart(ChartLayout.LINES)).plots[0].series
    assert (line.smooth, line.marker.size, line.format.line.width.pt) == (False, 7, 2.25)
    assert str(line.format.line.color.rgb) == str(line.marker.format.fill.fore_color.rgb) == "1F5078"


def labels(drawn: NativeChart):
    return xml(drawn).findall(f".//{C}ser/{C}dLbls")


@pytest.mark.parametrize(("layout", "place"), [(ChartLayout.BARS, "outEnd"), (ChartLayout.LINES, "t")])
def test_numbers_stand_at_their_marks_in_the_format_of_the_chart(layout, place):
    (shown,) = labels(chart(layout))
    assert (value(shown, "showVal"), value(shown, "dLblPos")) == ("1", place)
    assert shown.find(f"{C}numFmt").get("formatCode") == "0.0"


def test_parts_of_a_stack_bear_no_number_but_those_of_the_axis():
    drawn = chart(ChartLayout.STACKS)
    assert labels(drawn) == []
    axis = read(drawn).value_axis
    assert (axis.visible, axis.has_major_gridlines, axis.tick_labels.number_format) == (True, True, "0.0")


@pytest.mark.parametrize("layout", [ChartLayout.BARS, ChartLayout.LINES])
def test_where_marks_bear_numbers_there_is_no_axis_of_numbers(layout):
    axis = read(chart(layout)).value_axis
    assert (axis.visible, axis.has_major_gridlines) == (False, False)


def test_what_is_no_plain_number_is_written_in_words_at_its_mark():
    drawn = chart(ChartLayout.BARS, series(words=("≥ 1\x00", "", "inconnu")))
    (shown,) = labels(drawn)
    written = {
        one.find(f"{C}idx").get("val"): "".join(t.text for t in one.iter(f"{A}t")) for one in shown.iter(f"{C}dLbl")
    }
    assert written == {"0": "≥ 1[U+0000]"}, "a gap bears no word, a plain number none"


def test_the_first_category_of_bars_is_above_and_that_of_lines_at_the_left():
    assert read(chart(ChartLayout.BARS)).category_axis.reverse_order
    assert read(chart(ChartLayout.STACKS)).category_axis.reverse_order
    assert not read(chart(ChartLayout.LINES)).category_axis.reverse_order


@pytest.mark.parametrize(("count", "has_legend"), [(1, False), (2, True)])
def test_a_legend_is_for_several_series(count, has_legend):
    drawn = read(chart(ChartLayout.BARS, *(series(f"s{rank}") for rank in range(count))))
    assert (drawn.has_legend, drawn.has_title) == (has_legend, False)
    if has_legend:
        assert (drawn.legend.position, drawn.legend.include_in_layout) == (XL_LEGEND_POSITION.BOTTOM, False)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_axes_are_numbered_from_zero_as_the_schema_wants(layout):
    root = xml(chart(layout))
    identifiers = [one.get("val") for tag in ("axId", "crossAx") for one in root.iter(f"{C}{tag}")]
    assert identifiers
    assert not [one for one in identifiers if one.startswith("-")]


def test_a_negative_number_keeps_its_sign_and_its_colour():
    drawn = chart(ChartLayout.BARS, series("Bilan", -4.0, 2.0, 0.0))
    (line,) = read(drawn).plots[0].series
    assert (list(line.values), line.invert_if_negative) == ([-4, 2, 0], False)


def test_a_chart_says_where_its_numbers_are_only_when_they_are_written_with_it():
    assert xml(chart()).find(f"{C}externalData") is None
    relation = xml(chart(), "rId7").find(f"{C}externalData")
    assert relation.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id") == "rId7"


def test_nothing_is_drawn_around_a_chart():
    root = xml(chart())
    tags = [etree.QName(one).localname for one in root]
    assert tags[tags.index("chart") + 1] == "spPr"
    assert root.find(f"{C}spPr/{A}noFill") is not None


@pytest.mark.parametrize(
    ("width", "points", "expected"),
    [
        (9000, (300, 200), (9000, 6000)),
        (9000, (200, 200), (9000, 9000)),
        (9000, (100, 200), (4500, 9000)),
        (9000, (1, 1), (9000, 9000)),
        (100, (3, 1), (100, 33)),
    ],
)
def test_a_picture_is_as_wide_as_its_column_and_no_taller(width, points, expected):
    assert fitted(width, *points) == expected


def test_the_workbook_of_a_chart_is_the_same_twice():
    assert chart_workbook(chart()) == chart_workbook(chart())
    plain = WorkbookSheet(name="Sheet1", rows=[("", "Énergie"), ("A", 1), ("B", 2.5), ("C", None)])
    (own,) = read_workbook(chart_workbook(chart()), "a.xlsx")
    (same,) = read_workbook(write_xlsx([plain]), "a.xlsx")
    assert [row.cells for row in own.rows] == [row.cells for row in same.rows]
    assert io.BytesIO(chart_workbook(chart())).read(4) == b"PK\x03\x04"
