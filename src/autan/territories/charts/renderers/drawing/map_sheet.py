"""The sheet of a map: which place is where on the page, how large its circle is, how much room there is."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from autan.evidence.figures.core.charts import MapKind
from autan.territories.charts.renderers.drawing.chart_frame import ChartFrame
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
    def _projected(self) -> Mapping[str, list[list[Points]]]:
        system, contours = self._held
        return {code: project_polygons(polygons, system) for code, polygons in contours.items()}

    @cached_property
    def _held(self) -> tuple[MapSystem, Contours]:
        """The projection, and the contours that stand on the sheet: those of another part of the world do not."""
        return choose_system(self.contours)

    @cached_property
    def _fitted(self) -> tuple[Fit, float]:
        room = Box(left=self._sizes.side, top=self._sizes.top, width=self.width - 2 * self._sizes.side, height=0)
        rings = [ring for polygons in self._projected.values() for polygon in polygons for ring in polygon]
        return fit_to_width(rings, room, tallest=room.width * 1.15, system=self._held[0])

    @property
    def fit(self) -> Fit:
        """From metres to the page."""
        return self._fitted[0]

    @property
    def box(self) -> Box:
        """The frame of the map, with room for the scale at its foot."""
        return Box(left=0, top=0, width=self.width, height=self._fitted[1] + 2 * self._sizes.top + _SCALE_ROOM)

    @cached_property
    def shapes(self) -> dict[str, Shape]:
        """Contours on the page, by code."""
        return {code: Shape.fitted(code, polygons, self.fit) for code, polygons in self._projected.items()}

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
