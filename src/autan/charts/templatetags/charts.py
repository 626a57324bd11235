"""`{% chart spec %}` and `{% map spec %}`: a drawing with its title, its sentence, its source and its figures."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from autan.charts.renderers.drawing.chart_frame import Variant
from autan.charts.renderers.drawing.data_table import DataRow, chart_table, map_table
from autan.charts.renderers.drawing.map_shapes import Contours
from autan.charts.renderers.drawing.pen import Medium
from autan.charts.renderers.svg import NoContourError, draw_chart, draw_map
from autan.evidence.core.charts import Chart, MapSpec
from autan.evidence.language import words

register = template.Library()


@register.inclusion_tag("charts/chart.html", name="chart")
def show_chart(spec: Chart) -> dict[str, Any]:
    """A chart in both its lay-outs, of which the stylesheet shows one, and the table of its figures."""
    drawings = [draw_chart(spec, medium=Medium.SCREEN, variant=variant) for variant in Variant]
    return _context(spec, drawings, chart_table(spec), gettext("Ligne"), gettext("Partie"))


@register.inclusion_tag("charts/map.html", name="map")
def show_map(spec: MapSpec, contours: Contours | None = None) -> dict[str, Any]:
    """A map in both its lay-outs, of which the stylesheet shows one, and the table of its places, open without contour.

    One of several side by side has the narrow lay-out alone. `contours` are those that ship unless others are given.
    """
    variants = [Variant.NARROW] if spec.shares_scale else list(Variant)
    try:
        drawings = [draw_map(spec, medium=Medium.SCREEN, variant=variant, contours=contours) for variant in variants]
    except NoContourError:  # the figures are there all the same: the table shows them, and the page says why
        drawings = []
    return _context(spec, drawings, map_table(spec), gettext("Territoire"), gettext("Catégorie"))


def _context(
    spec: Chart | MapSpec, drawings: Sequence[str], rows: Sequence[DataRow], heading: str, part_heading: str
) -> dict[str, Any]:
    return {
        "spec": spec,
        # the pen escapes every word that it writes, so a drawing is markup
        "drawings": mark_safe("".join(drawings)),  # noqa: S308
        "caption": words(spec.title),
        "rows": rows,
        "heading": heading,
        "part_heading": part_heading,
        "has_parts": any(row.part for row in rows),
        "has_figures": any(row.view for row in rows),
    }
