"""What makes a drawing of contours a map: meridians and parallels, scale, north, and the name of the projection."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from autan.ground.texts.core.notation import NO_BREAK_SPACE, THIN_SPACE
from autan.ground.texts.language import number, words
from autan.ground.wordings import Sentence, Text
from autan.territories.charts.renderers.drawing.chart_frame import ChartFrame
from autan.territories.charts.renderers.drawing.map_shapes import Box, Fit, Shape, contains
from autan.territories.charts.renderers.drawing.pen import Pen, coordinate, element

_EAST_WEST, _NORTH_SOUTH = (Text("E", "E"), Sentence("O")), (Text("N", "N"), Text("S", "S"))
_STEPS = (0.05, 0.1, 0.25, 0.5, 1, 2, 5)
_MOST_LINES = 5
_BAR_SHARE = 0.24
_ROOM_FOR_HALF = 80
_POINTS = 12


type Line = list[tuple[float, float]]
type Degrees = tuple[float, float, str, str | None]
"""Where degrees are written: x, y, words, anchor."""


@dataclass(frozen=True, kw_only=True)
class Furniture:
    """Draws what surrounds the territories.

    Attributes:
        fit: from metres to the page.
        shapes: territories, which degrees are not written on.
    """

    pen: Pen
    frame: ChartFrame
    fit: Fit
    box: Box
    shapes: Sequence[Shape]

    def ground(self) -> str:
        """Meridians and parallels across the map, their degrees along its edges, and its border."""
        clip = f"{self.pen.name}-clip"
        rect = {"x": self.box.left, "y": self.box.top, "width": self.box.width, "height": self.box.height}
        defined = element("defs", element("clipPath", element("rect", **rect), id=clip))
        lines = "".join(
            ("M" + "L".join(f"{coordinate(x)} {coordinate(y)}" for x, y in points))
            for points in [*self._meridians.values(), *self._parallels.values()]
        )
        drawn = element("path", d=lines, fill="none", **self.pen.paint("grid", stroke=True))
        edge = element("rect", **rect, fill="none", **self.pen.paint("hair", stroke=True))
        words = [
            self.pen.text(x, y, text, self._degree_size, colour="soft", anchor=anchor)
            for x, y, text, anchor in self._degrees_written
        ]
        return defined + element("g", drawn, clip_path=f"url(#{clip})") + edge + "".join(words)

    def boxes(self) -> list[Box]:
        """What names keep clear of: scale, north and degrees."""
        box, size = self.box, self.frame.small
        occupied = [
            Box(left=box.left, top=box.bottom - 48, width=box.width * 0.36, height=48),
            Box(left=box.right - 34, top=box.top, width=34, height=54),
        ]
        for x, y, text, anchor in self._degrees_written:
            wide = self.pen.lettering.width(text, self._degree_size)
            occupied.append(Box(left=x - wide / 2 if anchor else x, top=y - size, width=wide, height=size + 3))
        return occupied

    def scale_and_north(self) -> str:
        """The scale at the foot of the map, the needle at its head."""
        return self.scale_bar(self.box.left + 14, self.box.bottom - 26) + self.north(
            self.box.right - 18, self.box.top + 28
        )

    @property
    def _degree_size(self) -> float:
        """Small letters, which a phone must still show at ten pixels."""
        return self.frame.small - (1 if self.frame.has_names_above else 2)

    @cached_property
    def _bounds(self) -> tuple[float, float, float, float]:
        """West, south, east and north of the map, in degrees."""
        corners = [
            self._degrees(x, y) for x in (self.box.left, self.box.right) for y in (self.box.top, self.box.bottom)
        ]
        longitudes, latitudes = zip(*corners, strict=True)
        return min(longitudes), min(latitudes), max(longitudes), max(latitudes)

    @cached_property
    def _step(self) -> float:
        west, south, east, north = self._bounds
        span = max(east - west, north - south)
        return next((step for step in _STEPS if span / step <= _MOST_LINES), _STEPS[-1])

    @cached_property
    def _meridians(self) -> dict[float, Line]:
        """Meridians are straight on this projection: two points."""
        west, south, east, north = self._bounds
        return {
            longitude: [self.fit.place_degrees(longitude, latitude) for latitude in (south, north)]
            for longitude in _multiples(west, east, self._step)
        }

    @cached_property
    def _parallels(self) -> dict[float, Line]:
        """Parallels are arcs: enough points to look round."""
        west, south, east, north = self._bounds
        return {
            latitude: [self.fit.place_degrees(west + (east - west) * i / _POINTS, latitude) for i in range(_POINTS + 1)]
            for latitude in _multiples(south, north, self._step)
        }

    @cached_property
    def _degrees_written(self) -> list[Degrees]:
        """Degrees with their place and their anchor: meridians along the foot, parallels along the left edge."""
        box = self.box
        parts: list[Degrees] = []
        for longitude, ((x1, y1), (x2, y2)) in self._meridians.items():
            x = x1 + (x2 - x1) * (box.bottom - y1) / (y2 - y1)
            if box.left + 24 < x < box.right - 24:
                parts.append((x, box.bottom - 5, self._degree(longitude, _EAST_WEST), "middle"))
        for latitude, points in self._parallels.items():
            y = min(points, key=lambda point: abs(point[0] - box.left))[1]
            if box.top + 16 < y < box.bottom - 50:
                parts.append((box.left + 4, y - 4, self._degree(latitude, _NORTH_SOUTH), None))
        return [words for words in parts if self._is_free(words)]

    def _is_free(self, words: Degrees) -> bool:
        """True when no territory lies under some words."""
        x, y, text, anchor = words
        wide = self.pen.lettering.width(text, self._degree_size)
        left = x - wide / 2 if anchor else x
        points = np.array([(left + share * wide, y - rise) for share in (0, 0.5, 1) for rise in (0, 4, 9)])
        return not any(contains(polygon, points).any() for shape in self.shapes for polygon in shape.polygons)

    def _degrees(self, x: float, y: float) -> tuple[float, float]:
        return self.fit.degrees(x, y)

    def _degree(self, degrees: float, sides: tuple[Text, Text]) -> str:
        side = words(sides[degrees < 0])
        decimals = next(places for places in range(3) if round(degrees, places) == degrees)
        return f"{number(abs(degrees), decimals=decimals)}°{THIN_SPACE}{side}"

    def scale_bar(self, x: float, y: float) -> str:
        """A bar of a round number of kilometres, in two halves; exact to a few tenths of a percent over the map."""
        metres_wide = self.box.width / self.fit.scale
        kilometres = _round_below(metres_wide * _BAR_SHARE / 1000)
        long = kilometres * 1000 * self.fit.scale
        size = self.frame.small - 1
        bar = self.pen.rect(x, y, long / 2, 4, "ink")
        outline = f"M{coordinate(x)} {coordinate(y + 0.5)}h{coordinate(long)}v3h{coordinate(-long)}z"
        bar += element("path", d=outline, fill="none", **self.pen.paint("ink", stroke=True))
        ends = [(0.0, "0"), (0.5, self._kilometres(kilometres / 2)), (1.0, self._kilometres(kilometres))]
        if long < _ROOM_FOR_HALF:
            del ends[1]
        words = [
            self.pen.text(
                x + share * long,
                y - 5,
                text + (f"{NO_BREAK_SPACE}km" if share == 1 else ""),
                size,
                colour="soft",
                anchor="middle",
            )
            for share, text in ends
        ]
        return bar + "".join(words)

    def _kilometres(self, length: float) -> str:
        return number(length, decimals=0 if float(length).is_integer() else 1)

    def north(self, x: float, y: float) -> str:
        """A needle that points to true north where it stands."""
        lean = self.fit.system.convergence(*self._degrees(x, y))
        needle = element("path", d="M0-17L5 5L0 1z", **self.pen.paint("ink"))
        needle += element("path", d="M0-17L-5 5L0 1z", fill="none", **self.pen.paint("ink", stroke=True))
        turn = f"translate({coordinate(x)} {coordinate(y)})rotate({coordinate(lean)})"
        letter = self.pen.text(x, y + 18, "N", self.frame.small - 1, anchor="middle")
        return element("g", needle, transform=turn) + letter


def _multiples(low: float, high: float, step: float) -> list[float]:
    return [round(i * step, 6) for i in range(math.ceil(low / step), math.floor(high / step) + 1)]


def _round_below(length: float) -> float:
    power = 10.0 ** math.floor(math.log10(length))
    return float(max(factor * power for factor in (1, 2, 5) if factor * power <= length))
