"""`{% chart spec %}` and `{% map spec %}`: a drawing with its title, its sentence, its source and its figures."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from html import escape
from typing import Any

from django import template
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from autan.evidence.figures.core.charts import Chart, MapSpec
from autan.evidence.figures.presenters.figures import FigureView
from autan.ground.extension_points import embed_code
from autan.ground.texts.language import words
from autan.ground.web.presenters import is_opened, opening_address
from autan.territories.charts.renderers.drawing.chart_frame import Variant
from autan.territories.charts.renderers.drawing.chart_lines import DataRow, data_table
from autan.territories.charts.renderers.drawing.map_overview import MANY
from autan.territories.charts.renderers.drawing.map_shapes import Contours
from autan.territories.charts.renderers.drawing.pen import Medium
from autan.territories.charts.renderers.room_drawings import RoomDrawing
from autan.territories.charts.renderers.svg import NoContourError, draw_chart, draw_map, share_long_paths

register = template.Library()


@register.simple_block_tag
def shared_paths(content: str) -> SafeString:
    """A page of several drawings, with each of their long paths once."""
    return mark_safe(share_long_paths(content))  # noqa: S308 - only the paths of our own drawings are written otherwise


MOST_ROWS, FIRST_ROWS = 60, 20
"""Rows of a chart that is drawn whole, and those drawn of a longer one: the whole is in the lists and in the files."""
DRAWING, FORM = "dessin", "fichier"
"""Parameters of an address that ask for a drawing of a page as a file."""
ASKED = "asked_drawing"
"""Where a request holds the drawing that it asks for, once the page has met it."""
_FOR_ALL = "address_for_all"
"""Where a request holds the path and parameters that show the same to everybody, when its own depend on who reads."""
_FILES = (("png", _("Image (PNG)")), ("svg", "SVG"), ("csv", "CSV"))


def draw_for_all(request: HttpRequest, path: str, **parameters: str) -> None:
    """Say at which address everybody is shown the drawings of this page, whatever the network of whoever reads."""
    setattr(request, _FOR_ALL, (path, parameters))


@register.inclusion_tag("charts/chart.html", name="chart", takes_context=True)
def show_chart(context: template.Context, spec: Chart) -> dict[str, Any]:
    """A chart in both its lay-outs, of which the stylesheet shows one, and the table of its figures.

    Of a chart of very many rows the first ones are drawn, and the page says how many are not.
    """
    most = len(spec.rows) if len(spec.rows) <= MOST_ROWS else FIRST_ROWS
    drawn = replace(spec, rows=spec.rows[:most])
    drawings = [draw_chart(drawn, medium=Medium.SCREEN, variant=variant) for variant in Variant]
    shown = _context(spec, drawings, data_table(drawn), gettext("Ligne"), gettext("Partie"))
    shown |= {"left_out": len(spec.rows) - most, "most_rows": most}
    return shown | {"files": _files(context, spec, None), "embed": _embed(context, spec)}


@register.inclusion_tag("charts/map.html", name="map", takes_context=True)
def show_map(context: template.Context, spec: MapSpec, contours: Contours | None = None) -> dict[str, Any]:
    """A map in both its lay-outs, of which the stylesheet shows one, and the table of its places, open without contour.

    One of several side by side has the narrow lay-out alone, and so has one of very many places, whose table holds the
    first ones. `contours` are those that ship unless others are given.
    """
    is_heavy = len(spec.places) > MANY
    variants = [Variant.NARROW] if spec.shares_scale or is_heavy else list(Variant)
    try:
        drawings = [draw_map(spec, medium=Medium.SCREEN, variant=variant, contours=contours) for variant in variants]
    except NoContourError:  # the figures are there all the same: the table shows them, and the page says why
        drawings = []
    left_out = max(len(spec.places) - MOST_ROWS, 0) if is_heavy else 0
    listed = replace(spec, places=spec.places[:MOST_ROWS]) if left_out else spec
    shown = _context(spec, drawings, data_table(listed), gettext("Territoire"), gettext("Catégorie"))
    shown |= {"left_out": left_out, "most_rows": MOST_ROWS}
    return shown | {"files": _files(context, spec, contours), "embed": _embed(context, spec)}


@register.inclusion_tag("charts/folded_drawing.html", takes_context=True)
def folded_drawing(context: template.Context, spec: Chart | MapSpec, label: str = "") -> dict[str, Any]:
    """A drawing that is made when it is opened, or asked for as a file: until then, the link that opens it."""
    request = getattr(context, "request", None)
    is_chart = isinstance(spec, Chart)
    shown = {"spec": spec, "label": label or words(spec.title), "is_chart": is_chart}
    if request is None or is_opened(request.GET, spec.id) or request.GET.get(DRAWING) == spec.id:
        return shown | {"is_open": True}
    anchor = f"{'chart' if is_chart else 'map'}-{spec.id}"
    return shown | {"anchor": anchor, "url": opening_address(request.path, request.GET, spec.id, anchor=anchor)}


@register.simple_tag
def data_rows(rows: Iterable[DataRow], has_parts: bool, has_figures: bool) -> SafeString:  # noqa: FBT001 - words of a template
    """The lines of the table of a drawing, written here: hundreds of cells are slow in a template."""
    lines = (
        f'<tr><th scope="row">{escape(row.name)}</th>{f"<td>{escape(row.part)}</td>" if has_parts else ""}'
        f"{_cells(row.view) if has_figures else ''}</tr>\n"
        for row in rows
    )
    return mark_safe("".join(lines))  # noqa: S308 - every word is escaped


def _cells(view: FigureView | None) -> str:
    if view is None:
        return f'<td class="number unknown">{escape(gettext("non renseigné"))}</td><td></td><td></td><td></td>'
    number = f"{view.number} {view.unit}" if view.unit else view.number
    return (
        f'<td class="number{"" if view.is_known else " unknown"}">'
        f'<a class="figure-inline" href="{escape(view.trace_url)}">{escape(number)}</a></td>'
        f"<td>{escape(view.period)}</td><td>{escape(view.state) if view.is_known else ''}</td>"
        f"<td>{escape(view.coverage)}</td>"
    )


@register.inclusion_tag("charts/files.html", takes_context=True)
def drawing_files(context: template.Context, drawing: RoomDrawing) -> dict[str, Any]:
    """The files of a drawing that a room makes by itself."""
    return {"files": _files(context, drawing, None), "caption": words(drawing.title)}


def _files(
    context: template.Context, spec: Chart | MapSpec | RoomDrawing, contours: Contours | None
) -> list[tuple[str, str]]:
    """Kind and address of each file of a drawing, on the page where it stands; none outside a page that is read.

    Side effect: a request that asks for this drawing is told that it was met (see `charts.middleware`).
    """
    request = getattr(context, "request", None)
    if request is None or request.method != "GET":
        return []
    if request.GET.get(DRAWING) == spec.id:
        setattr(request, ASKED, (spec, contours))
    query = request.GET.copy()
    files = []
    for form, label in _FILES:
        query[DRAWING], query[FORM] = spec.id, form
        files.append((str(label), f"?{query.urlencode()}"))
    return files


def _embed(context: template.Context, spec: Chart | MapSpec) -> str:
    """Address of what shows a drawing in another site; empty outside a page that is read, and inside a frame."""
    request, embed = getattr(context, "request", None), embed_code()
    if embed is None or request is None or request.method != "GET" or context.get("is_embedded"):
        return ""
    query = request.GET.copy()
    # the page itself is embedded, and not one of the files of its drawings
    for name in (DRAWING, FORM):
        query.pop(name, None)
    path, parameters = getattr(request, _FOR_ALL, (request.path, {}))
    for name, value in parameters.items():
        query[name] = value
    return embed.drawing(f"{path}?{query.urlencode()}" if query else path, spec.id)


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
