"""`{% chart spec %}` and `{% map spec %}`: a drawing with its title, its sentence, its source and its figures."""

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from autan.evidence.core.charts import Chart
from autan.synthesis.renderers.drawing.chart_frame import Variant
from autan.synthesis.renderers.drawing.data_table import chart_table, has_parts
from autan.synthesis.renderers.drawing.pen import Medium
from autan.synthesis.renderers.svg import draw_chart

register = template.Library()


@register.inclusion_tag("synthesis/chart.html")
def chart(spec: Chart) -> dict[str, Any]:
    """A chart in both its lay-outs, of which the stylesheet shows one, and the table of its figures."""
    language = get_language() or "fr"
    rows = chart_table(spec, language)
    drawings = [draw_chart(spec, language=language, medium=Medium.SCREEN, variant=variant) for variant in Variant]
    return {"spec": spec, "drawings": _as_markup(drawings), "rows": rows, "has_parts": has_parts(rows)}


def _as_markup(drawings: list[str]) -> SafeString:
    """The pen escapes every word that it writes, so a drawing is markup."""
    return mark_safe("".join(drawings))  # noqa: S308
