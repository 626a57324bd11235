"""Charts that an office program draws and edits itself: DrawingML, with the workbook of their numbers inside."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, cast

from lxml import etree
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.chart.xmlwriter import ChartXmlWriter
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.chart import XL_TICK_LABEL_POSITION as LABELS
from pptx.enum.chart import XL_TICK_MARK as TICKS
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from autan.ground.documents.core import WorkbookSheet, make_printable
from autan.ground.documents.renderers.workbooks import write_xlsx

CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHEET = "Sheet1"  # where python-pptx says that the numbers are
_INK, _SOFT, _GRID = "1B222C", "4A5361", "E9E4D8"
_NEGATIVE_AXIS = re.compile(r'(<c:(?:axId|crossAx) val=")-')  # python-pptx numbers axes below zero, the schema above
_rgb: Any = RGBColor.from_string  # python-pptx has no types


class ChartLayout(StrEnum):
    """How the numbers of a native chart are laid out."""

    BARS = "bars"  # one bar a category from a zero baseline, its number at its end
    STACKS = "stacks"  # parts of each category, end to end
    LINES = "lines"  # one line a series, along the categories


_FORMS = {
    ChartLayout.BARS: XL_CHART_TYPE.BAR_CLUSTERED,
    ChartLayout.STACKS: XL_CHART_TYPE.BAR_STACKED,
    ChartLayout.LINES: XL_CHART_TYPE.LINE_MARKERS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NativeSeries:
    """One series of a native chart.

    Attributes:
        values: one for each category; None, which leaves a gap, for what is not known.
        words: what is written in place of each number, as « ≥ 12 » for a floor; empty for the number itself.
        colours: by place, the colour of a bar that is not that of the series.
    """

    name: str
    colour: str
    values: tuple[float | None, ...]
    words: tuple[str, ...]
    colours: dict[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NativeChart:
    """A chart as an office program keeps it; `number_format` is how its numbers are written, as a workbook says it."""

    layout: ChartLayout
    categories: tuple[str, ...]
    series: tuple[NativeSeries, ...]
    number_format: str


def chart_workbook(chart: NativeChart) -> bytes:
    """Return the numbers of a chart as a workbook: the categories, each series, then what is read of each number."""
    read = [f"{series.name} *" for series in chart.series if any(series.words)]
    rows: list[tuple[float | str | None, ...]] = [("", *(series.name for series in chart.series), *read)]
    for rank, category in enumerate(chart.categories):
        values = (series.values[rank] for series in chart.series)
        words = (series.words[rank] for series in chart.series if any(series.words))
        rows.append((category, *values, *words))
    return write_xlsx([WorkbookSheet(name=_SHEET, rows=rows, widths={0: 36})])


def chart_xml(chart: NativeChart, workbook: str = "") -> bytes:
    """Return a chart as a DrawingML part; `workbook` is the relation to its numbers, when it is written here."""
    numbers = CategoryChartData(number_format="General")
    numbers.categories = make_printable(chart.categories)
    for series in chart.series:
        numbers.add_series(make_printable(series.name), map(_shortest, series.values))
    xml = ChartXmlWriter(_FORMS[chart.layout], numbers).xml
    space = parse_xml(_NEGATIVE_AXIS.sub(r"\1", xml).encode())
    drawn = Chart(space, None)
    drawn.has_title = False
    drawn.font.size, drawn.font.color.rgb = Pt(10), _rgb(_INK)
    drawn.has_legend = len(chart.series) > 1
    if drawn.has_legend:
        drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    _draw_plot(drawn.plots[0], chart)
    _draw_axes(drawn, chart)
    frame = f"<c:spPr {nsdecls('c', 'a')}><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
    space.chart.addnext(parse_xml(frame))  # python-pptx leaves what is around a chart to the program that opens it
    if workbook:
        space._add_externalData().rId = workbook  # noqa: SLF001 - python-pptx adds the workbooks of slides alone
    return cast("bytes", etree.tostring(space, xml_declaration=True, encoding="UTF-8", standalone=True))


def _shortest(value: float | None) -> float | None:
    return int(value) if value is not None and value.is_integer() else value


def _draw_plot(plot: Any, chart: NativeChart) -> None:
    plot.vary_by_categories = False
    if chart.layout is not ChartLayout.LINES:
        plot.gap_width = 45
    for drawn, series in zip(plot.series, chart.series, strict=True):
        if chart.layout is ChartLayout.LINES:
            drawn.smooth, drawn.format.line.width = False, Pt(2.25)
            drawn.format.line.color.rgb = _rgb(series.colour.lstrip("#"))
            drawn.marker.style, drawn.marker.size = XL_MARKER_STYLE.CIRCLE, 7
            _fill(drawn.marker, series.colour)
        else:
            drawn.invert_if_negative = False
            _fill(drawn, series.colour)
            for place, colour in sorted(series.colours.items()):
                _fill(drawn.points[place], colour)
        if chart.layout is not ChartLayout.STACKS:
            _draw_labels(drawn, series, chart)


def _fill(drawn: Any, colour: str) -> None:
    drawn.format.fill.solid()
    drawn.format.fill.fore_color.rgb = _rgb(colour.lstrip("#"))


def _draw_labels(drawn: Any, series: NativeSeries, chart: NativeChart) -> None:
    """The number at each mark; what is no plain number is written in words, so that a floor never reads as a value."""
    is_lines = chart.layout is ChartLayout.LINES
    place = XL_LABEL_POSITION.ABOVE if is_lines else XL_LABEL_POSITION.OUTSIDE_END
    labels = drawn.data_labels
    labels.show_value, labels.number_format, labels.position = True, chart.number_format, place
    for rank, words in enumerate(make_printable(series.words)):
        if words and series.values[rank] is not None:
            drawn.points[rank].data_label.text_frame.text = words
            drawn.points[rank].data_label.position = place


def _draw_axes(drawn: Any, chart: NativeChart) -> None:
    names, numbers = drawn.category_axis, drawn.value_axis
    for axis in (names, numbers):
        axis.major_tick_mark = axis.minor_tick_mark = TICKS.NONE
    names.format.line.color.rgb = _rgb(_SOFT)
    names.tick_label_position, names.reverse_order = LABELS.LOW, chart.layout is not ChartLayout.LINES
    numbers.visible = numbers.has_major_gridlines = chart.layout is ChartLayout.STACKS  # elsewhere marks bear numbers
    if numbers.visible:
        numbers.major_gridlines.format.line.color.rgb = _rgb(_GRID)
        numbers.format.line.fill.background()
        numbers.tick_labels.number_format, numbers.tick_label_position = chart.number_format, LABELS.HIGH
        numbers.tick_labels.font.color.rgb = _rgb(_SOFT)
