"""The sheet of a map: places, circles and frames of larger territories; the outlines of a cover."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from autan.evidence.figures.core.charts import MapKind, MapPlace
from autan.ground.texts.language import words
from autan.territories.charts.renderers.drawing.chart_frame import ChartFrame
from autan.territories.charts.renderers.drawing.map_candidates import LabelRequest
from autan.territories.charts.renderers.drawing.map_labels import NamePlacer
from autan.territories.charts.renderers.drawing.map_places import MapMark
from autan.territories.charts.renderers.drawing.map_shapes import (
    Box,
    Contours,
    Fit,
    Points,
    Shape,
    fit_to_width,
    project_polygons,
)
from autan.territories.charts.renderers.drawing.map_systems import MapSystem, choose_system
from autan.territories.charts.renderers.drawing.palette import DATA
from autan.territories.charts.renderers.drawing.pen import Pen, element

_KEPT_CLEAR = 0.8  # share of the box of a territory that names stay off
_NAME_SHARE = 0.22
_LEADING = 1.12


@dataclass(frozen=True, kw_only=True)
class FrameWriter:
    """Writes the outlines and the names.

    Attributes:
        contours: their outlines by code, in degrees.
        fit: from degrees to the page.
    """

    places: Sequence[MapPlace]
    contours: Contours
    fit: Fit
    box: Box
    frame: ChartFrame
    obstacles: Sequence[Box]
    pen: Pen

    @cached_property
    def _drawn(self) -> list[tuple[MapPlace, Shape]]:
        return [
            (place, Shape.fitted(place.siren, project_polygons(self.contours[place.siren], self.fit.system), self.fit))
            for place in self.places
            if place.siren in self.contours
        ]

    def outlines(self) -> list[str]:
        """A dark edge around each, which leads to its page."""
        line: dict[str, str | float | None] = {
            "fill": "none",
            "stroke_width": 1.3,
            "stroke_linejoin": "round",
            "pointer_events": "stroke",
        }
        return [
            self.pen.link(
                element("path", d=shape.path, **line, **self.pen.paint("ink", stroke=True)),
                reverse("site:territory", kwargs={"siren": place.siren}),
                words(place.label),
            )
            for place, shape in self._drawn
        ]

    def names(self) -> str:
        """The names, beside their territories: what is inside stays to be seen."""
        size = self.frame.small
        wrapped_names = [
            self.pen.lettering.wrap(words(place.label), size, self.box.width * _NAME_SHARE)
            for place, _shape in self._drawn
        ]
        requests = [
            LabelRequest(
                width=max(self.pen.lettering.width(line, size) for line in lines) + 4,
                height=len(lines) * size * _LEADING + 3,
                anchor=(shape.box.left + shape.box.width / 2, shape.box.top + shape.box.height / 2),
                reach=(shape.box.width / 2, shape.box.height / 2),
                home=home,
                is_on_land=True,
            )
            for home, (lines, (_place, shape)) in enumerate(zip(wrapped_names, self._drawn, strict=True))
        ]
        room = Box(left=self.box.left + 4, top=self.box.top + 4, width=self.box.width - 8, height=self.box.height - 22)
        clear = [*self.obstacles, *(_shrunk(shape.box) for _place, shape in self._drawn)]
        shapes = [shape.polygons for _place, shape in self._drawn]
        placed = NamePlacer(room=room, shapes=shapes, obstacles=clear).place(requests)
        parts: list[str] = []
        for place, lines in zip(placed, wrapped_names, strict=True):
            if place is None:
                continue
            if place.leader:
                parts.insert(0, self.pen.line(*place.leader, "ink", width=0.8))
            x, y = place.box.left + place.box.width / 2, place.box.top + 1.5
            for rank, line in enumerate(lines, start=1):
                baseline = y + rank * size * _LEADING - size * 0.24
                parts.append(self.pen.text(x, baseline, line, size, anchor="middle", halo=True))
        content = "".join(parts)
        return element("g", content, pointer_events="none") if self.pen.links and content else content


def _shrunk(box: Box) -> Box:
    wide, height = box.width * _KEPT_CLEAR, box.height * _KEPT_CLEAR
    return Box(
        left=box.left + (box.width - wide) / 2, top=box.top + (box.height - height) / 2, width=wide, height=height
    )


LEGEND_WIDTH = 168.0
_UNKNOWN_RADIUS = 5.0
_SCALE_ROOM = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sizes:
    side: float
    top: float
    circle: float


_WIDE = _Sizes(side=52, top=34, circle=32)
_NARROW = _Sizes(side=22, top=30, circle=22)


@dataclass(frozen=True, kw_only=True)
class MapSheet:
    """Places on the page.

    Attributes:
        contours: outlines by code, in degrees.
        largest: value of the largest circle; that of the largest place when None.
    """

    kind: MapKind
    marks: Sequence[MapMark]
    contours: Contours
    frame: ChartFrame
    largest: float | None = None

    @property
    def is_narrow(self) -> bool:
        """True when the legend stands under the map."""
        return self.frame.has_names_above

    @property
    def is_sized(self) -> bool:
        """True when values are circles on plain land."""
        return self.kind is MapKind.SYMBOLS

    @property
    def _sizes(self) -> _Sizes:
        return _NARROW if self.is_narrow else _WIDE

    @cached_property
    def width(self) -> float:
        """Width of the map alone."""
        return self.frame.width if self.is_narrow else self.frame.width - LEGEND_WIDTH

    @cached_property
    def _projected_rings(self) -> Mapping[str, list[list[Points]]]:
        system, contours = self._projection
        return {code: project_polygons(polygons, system) for code, polygons in contours.items()}

    @cached_property
    def _projection(self) -> tuple[MapSystem, Contours]:
        """The projection, and the contours that stand on the sheet: those of another part of the world do not."""
        return choose_system(self.contours)

    @cached_property
    def _fit_and_height(self) -> tuple[Fit, float]:
        room = Box(left=self._sizes.side, top=self._sizes.top, width=self.width - 2 * self._sizes.side, height=0)
        rings = [ring for polygons in self._projected_rings.values() for polygon in polygons for ring in polygon]
        return fit_to_width(rings, room, tallest=room.width * 1.15, system=self._projection[0])

    @property
    def fit(self) -> Fit:
        """From metres to the page."""
        return self._fit_and_height[0]

    @property
    def box(self) -> Box:
        """The frame of the map, with room for the scale at its foot."""
        return Box(left=0, top=0, width=self.width, height=self._fit_and_height[1] + 2 * self._sizes.top + _SCALE_ROOM)

    @cached_property
    def shapes(self) -> dict[str, Shape]:
        """Contours on the page, by code."""
        return {code: Shape.fitted(code, polygons, self.fit) for code, polygons in self._projected_rings.items()}

    @cached_property
    def drawn(self) -> list[tuple[MapMark, Shape]]:
        """Places that have a contour."""
        return [(mark, self.shapes[mark.code]) for mark in self.marks if mark.code in self.shapes]

    @property
    def largest_radius(self) -> float:
        """Radius of the circle of the largest value."""
        return self._sizes.circle

    def radius(self, mark: MapMark) -> float:
        """Radius of the circle of a place: its area is in proportion to the value."""
        if mark.number is None:
            return _UNKNOWN_RADIUS
        top = self.largest or max((abs(other.number) for other in self.marks if other.number), default=1)
        return max(self.largest_radius * math.sqrt(abs(mark.number) / top), 1.0)


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
