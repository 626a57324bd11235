"""Charts and maps as SVG: the two doors of the drawing folder."""

from autan.evidence.core.charts import Chart, ChartKind
from autan.synthesis.renderers.drawing.chart_bars import draw_bars
from autan.synthesis.renderers.drawing.chart_dots import draw_dots
from autan.synthesis.renderers.drawing.chart_frame import FRAMES, Frame, Variant
from autan.synthesis.renderers.drawing.chart_lines import Line, read_lines
from autan.synthesis.renderers.drawing.chart_ranges import draw_ranges
from autan.synthesis.renderers.drawing.chart_stacks import draw_stacks
from autan.synthesis.renderers.drawing.chart_timeline import draw_timeline
from autan.synthesis.renderers.drawing.pen import Medium, Pen

_WHOLE_ROWS = frozenset({ChartKind.STACKED_BARS, ChartKind.DOTS})


def draw_chart(chart: Chart, *, language: str, medium: Medium | str, variant: Variant | str = Variant.WIDE) -> str:
    """Draw a chart as SVG.

    Args:
        chart: what to draw; every value is drawn in the unit of its first figure.
        language: `fr` or `en`.
        medium: `screen` (colours by class, marks linked to their traces) or `print` (plain colours, Source Sans Pro).
        variant: `wide` (680 units, names beside the marks) or `narrow` (350 units, names above them).

    Returns:
        One `<svg>` element, the same bytes for the same arguments.

    Raises:
        UnitMismatchError: the figures do not share a dimension.
        TooManyDotsError: a chart of dots has more than two figures a row.
    """
    pen = Pen.for_drawing(chart.id, Medium(medium), variant)
    frame = FRAMES[Variant(variant)]
    lines = read_lines(chart, language, is_split=chart.kind not in _WHOLE_ROWS)
    content, height = _draw(chart.kind, lines, pen, frame, language)
    title, sentence = chart.title.in_language(language), chart.sentence.in_language(language)
    return pen.drawing(frame.width, height, title, sentence, content)


def _draw(kind: ChartKind, lines: list[Line], pen: Pen, frame: Frame, language: str) -> tuple[list[str], float]:
    match kind:
        case ChartKind.BARS:
            return draw_bars(lines, pen, frame)
        case ChartKind.STACKED_BARS:
            return draw_stacks(lines, pen, frame, language)
        case ChartKind.DOTS:
            return draw_dots(lines, pen, frame, language)
        case ChartKind.RANGES:
            return draw_ranges(lines, pen, frame)
        case ChartKind.TIMELINE:
            return draw_timeline(lines, pen, frame, language)
