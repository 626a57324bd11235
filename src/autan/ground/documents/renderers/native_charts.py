"""Charts that an office program draws and edits itself: DrawingML, with the workbook of their numbers inside."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from xml.sax.saxutils import escape

from autan.ground.documents.core import WorkbookSheet, replace_unprintable
from autan.ground.documents.renderers.workbooks.xlsx import write_xlsx
from autan.ground.tables.core.tables import column_letters

CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET = "Sheet1"
_INK, _SOFT, _GRID = "1B222C", "4A5361", "E9E4D8"
_AXES = '<c:axId val="1"/><c:axId val="2"/>'
_QUIET = '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
_NO_LINE = "<a:ln><a:noFill/></a:ln>"


class ChartLayout(StrEnum):
    """How the numbers of a native chart are laid out."""

    BARS = "bars"  # one bar a category from a zero baseline, its number at its end
    STACKS = "stacks"  # parts of each category, end to end
    LINES = "lines"  # one line a series, along the categories


@dataclass(frozen=True, slots=True, kw_only=True)
class NativeSeries:
    """One series of a native chart.

    Attributes:
        colour: six hexadecimal digits.
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
    """A chart as an office program keeps it.

    Attributes:
        number_format: how its numbers are written, as a workbook says it.
    """

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
    is_lines = chart.layout is ChartLayout.LINES
    spaces = f'xmlns:c="{_DRAWING}/chart" xmlns:a="{_DRAWING}/main" xmlns:r="{_OFFICE}"'
    series = "".join(_series(chart, rank) for rank in range(len(chart.series)))
    if is_lines:
        plot = f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}'
        plot += f'<c:marker val="1"/>{_AXES}</c:lineChart>'
    else:
        is_stacked = chart.layout is ChartLayout.STACKS
        grouping, overlap = ("stacked", '<c:overlap val="100"/>') if is_stacked else ("clustered", "")
        plot = f'<c:barChart><c:barDir val="bar"/><c:grouping val="{grouping}"/><c:varyColors val="0"/>{series}'
        plot += f'<c:gapWidth val="45"/>{overlap}{_AXES}</c:barChart>'
    legend = '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>' if len(chart.series) > 1 else ""
    data = f'<c:externalData r:id="{workbook}"><c:autoUpdate val="0"/></c:externalData>' if workbook else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace {spaces}><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>{plot}{_axes(chart)}</c:plotArea>{legend}'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/>{_NO_LINE}</c:spPr>{_letters(_INK)}{data}</c:chartSpace>"
    ).encode()


def _series(chart: NativeChart, rank: int) -> str:
    series, letter = chart.series[rank], column_letters(rank + 2)
    last = len(chart.categories) + 1
    name = _texts(f"{_SHEET}!${letter}$1", [series.name])
    parts = [f'<c:idx val="{rank}"/><c:order val="{rank}"/><c:tx>{name}</c:tx>', *_looks(chart, series)]
    parts.append(f"<c:cat>{_texts(f'{_SHEET}!$A$2:$A${last}', chart.categories)}</c:cat>")
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{repr(value).removesuffix(".0")}</c:v></c:pt>'
        for place, value in enumerate(series.values)
        if value is not None
    )
    cache = f'<c:formatCode>General</c:formatCode><c:ptCount val="{len(series.values)}"/>{points}'
    numbers = f"<c:f>{_SHEET}!${letter}$2:${letter}${last}</c:f><c:numCache>{cache}</c:numCache>"
    parts.append(f"<c:val><c:numRef>{numbers}</c:numRef></c:val>")
    if chart.layout is ChartLayout.LINES:
        parts.append('<c:smooth val="0"/>')
    return f"<c:ser>{''.join(parts)}</c:ser>"


def _looks(chart: NativeChart, series: NativeSeries) -> Iterator[str]:
    fill = _fill(series.colour)
    if chart.layout is ChartLayout.LINES:
        yield f'<c:spPr><a:ln w="28575">{fill}</a:ln></c:spPr>'
        yield f'<c:marker><c:symbol val="circle"/><c:size val="7"/><c:spPr>{fill}</c:spPr></c:marker>'
    else:
        yield f'<c:spPr>{fill}</c:spPr><c:invertIfNegative val="0"/>'
        for place, colour in sorted(series.colours.items()):
            own = f"<c:spPr>{_fill(colour)}</c:spPr>"
            yield f'<c:dPt><c:idx val="{place}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>{own}</c:dPt>'
    if chart.layout is not ChartLayout.STACKS:
        yield _labels(chart, series, "t" if chart.layout is ChartLayout.LINES else "outEnd")


def _labels(chart: NativeChart, series: NativeSeries, place: str) -> str:
    """The number at each mark; what is no plain number is written in words, so that a floor never reads as a value."""
    shown = (
        f'<c:dLblPos val="{place}"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    )
    own = "".join(
        f'<c:dLbl><c:idx val="{rank}"/><c:layout/><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:rPr lang="fr-FR"/>'
        f"<a:t>{_text(words)}</a:t></a:r></a:p></c:rich></c:tx>{shown}</c:dLbl>"
        for rank, words in enumerate(series.words)
        if words and series.values[rank] is not None
    )
    form = f'<c:numFmt formatCode="{escape(chart.number_format)}" sourceLinked="0"/><c:spPr><a:noFill/></c:spPr>'
    return f"<c:dLbls>{own}{form}{_letters(_INK)}{shown}</c:dLbls>"


def _axes(chart: NativeChart) -> str:
    is_lines = chart.layout is ChartLayout.LINES
    order, side, across = ("minMax", "b", "l") if is_lines else ("maxMin", "l", "t")
    names = (
        f'<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="{order}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{side}"/><c:numFmt formatCode="General" sourceLinked="0"/>{_QUIET}<c:tickLblPos val="low"/>'
        f"<c:spPr><a:ln>{_fill(_SOFT)}</a:ln></c:spPr>{_letters(_INK)}"
        '<c:crossAx val="2"/><c:crosses val="autoZero"/><c:auto val="1"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )
    is_scaled = chart.layout is ChartLayout.STACKS  # elsewhere each mark bears its number
    grid = f"<c:majorGridlines><c:spPr><a:ln>{_fill(_GRID)}</a:ln></c:spPr></c:majorGridlines>"
    numbers = (
        '<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/></c:scaling>'
        f'<c:delete val="{int(not is_scaled)}"/><c:axPos val="{across}"/>{grid if is_scaled else ""}'
        f'<c:numFmt formatCode="{escape(chart.number_format)}" sourceLinked="0"/>{_QUIET}<c:tickLblPos val="high"/>'
        f'<c:spPr>{_NO_LINE}</c:spPr>{_letters(_SOFT)}<c:crossAx val="1"/><c:crosses val="autoZero"/></c:valAx>'
    )
    return names + numbers


def _letters(colour: str) -> str:
    look = f'<a:defRPr sz="1000">{_fill(colour)}</a:defRPr>'
    return f'<c:txPr><a:bodyPr/><a:p><a:pPr>{look}</a:pPr><a:endParaRPr lang="fr-FR"/></a:p></c:txPr>'


def _fill(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour.lstrip("#").upper()}"/></a:solidFill>'


def _texts(cells: str, texts: Sequence[str]) -> str:
    points = "".join(f'<c:pt idx="{rank}"><c:v>{_text(text)}</c:v></c:pt>' for rank, text in enumerate(texts))
    return f'<c:strRef><c:f>{cells}</c:f><c:strCache><c:ptCount val="{len(texts)}"/>{points}</c:strCache></c:strRef>'


def _text(text: str) -> str:
    return escape(replace_unprintable(text))
