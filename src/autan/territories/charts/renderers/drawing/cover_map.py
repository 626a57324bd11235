"""The territories of a network for a cover: their outlines alone, without names or figures."""

from autan.territories.charts.renderers.drawing.map_shapes import Box, Contours, Shape, fit_to_width, project_polygons
from autan.territories.charts.renderers.drawing.palette import DATA
from autan.territories.charts.renderers.drawing.pen import element

_PALE = "#dbe6ee"
_WIDTH, _TALLEST, _MARGIN = 420.0, 300.0, 2.0


def draw_cover_map(contours: Contours) -> str:
    """Return the outlines of territories as one SVG; empty when none has a contour.

    `contours`: polygons by code, in degrees.
    """
    projected = {code: project_polygons(polygons) for code, polygons in sorted(contours.items())}
    rings = [ring for polygons in projected.values() for polygon in polygons for ring in polygon]
    if not rings:
        return ""
    room = Box(left=_MARGIN, top=_MARGIN, width=_WIDTH - 2 * _MARGIN, height=_TALLEST)
    fit, height = fit_to_width(rings, room, _TALLEST)
    shapes = [Shape.fitted(code, polygons, fit) for code, polygons in projected.items()]
    look: dict[str, str | float] = {"fill": _PALE, "stroke": DATA["data"].light, "stroke_width": 0.7}
    drawn = "".join(element("path", d=shape.path, stroke_linejoin="round", **look) for shape in shapes)
    size = f"0 0 {_WIDTH:g} {height + 2 * _MARGIN:.1f}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{size}">{drawn}</svg>'
