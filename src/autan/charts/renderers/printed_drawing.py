"""A chart or a map for the page of a book: plain colours, no links, letters of the print."""

from autan.charts.renderers.drawing.pen import Medium
from autan.charts.renderers.svg import draw_chart, draw_map
from autan.evidence.core.charts import Chart, MapSpec


def draw_for_print(drawn: Chart | MapSpec) -> str:
    """Return the SVG of a chart or a map, the same bytes for the same figures."""
    if isinstance(drawn, Chart):
        return draw_chart(drawn, medium=Medium.PRINT)
    return draw_map(drawn, medium=Medium.PRINT)
