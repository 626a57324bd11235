"""A chart or a map for the page of a book: plain colours, no links, letters of the print."""

from functools import lru_cache
from typing import cast

import typst

from autan.evidence.figures.core.charts import Chart, MapSpec
from autan.ground.documents.renderers.printing import typst_fonts
from autan.territories.charts.renderers.drawing.pen import Medium
from autan.territories.charts.renderers.svg import draw_chart, draw_map

_PIXELS_AN_INCH = 216
_PAGE = b"""\
#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image(bytes(sys.inputs.drawing), format: "svg")
"""


def draw_for_print(drawn: Chart | MapSpec) -> str:
    """Return the SVG of a chart or a map, the same bytes for the same figures."""
    if isinstance(drawn, Chart):
        return draw_chart(drawn, medium=Medium.PRINT)
    return draw_map(drawn, medium=Medium.PRINT)


def picture_for_print(drawn: Chart | MapSpec) -> bytes:
    """Return the same drawing as a PNG, for a document that cannot hold an SVG; the same bytes for the same figures."""
    return _as_png(draw_for_print(drawn))


@lru_cache(maxsize=64)
def _as_png(drawing: str) -> bytes:
    compiler = typst.Compiler(input=_PAGE, font_paths=typst_fonts(), sys_inputs={"drawing": drawing})
    return cast("bytes", compiler.compile(format="png", ppi=_PIXELS_AN_INCH))
