"""The ground under a map: neighbours in grey, lines of departments and regions, towns, and where in France it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence, Text
from autan.territories.charts.renderers.drawing.map_candidates import overlaps
from autan.territories.charts.renderers.drawing.map_shapes import Box, Fit, Points, Shape, contains
from autan.territories.charts.renderers.drawing.pen import Pen, coordinate, element
from autan.territories.perimeters.lake.map_ground import Ground

_APPROXIMATE = Sentence("Limites de départements approchées, celles des EPCI")
_PARTLY_APPROXIMATE = Sentence("Hors d’Occitanie, limites de départements approchées, celles des EPCI")
LOCATOR_SIZE = 62.0
_MOST_TOWNS = {False: 9, True: 5}
_TRIED = 60
_DOT = 1.8
_COARSE = 1 / 3  # borders of neighbours are on a grid of three units
_WHOLE_COUNTRY = 0.45  # a map that shows so much of the country needs no locator
_LIMITS = {"department", "region"}
_LOOKS: dict[str, tuple[str, float, str | None]] = {
    "department": ("hatch", 0.7, "3 2"),
    "region": ("soft", 1.1, None),
    "coast": ("soft", 0.9, None),
}


@dataclass(frozen=True, kw_only=True)
class GroundWriter:
    """Draws the ground that falls in the frame of one map.

    Attributes:
        fit: from degrees to the page; another projection than that of the mainland has no ground here.
        clip: id of the frame that the ground is cut at.
    """

    ground: Ground
    fit: Fit
    box: Box
    pen: Pen
    clip: str

    @cached_property
    def _bounds(self) -> tuple[float, float, float, float]:
        """West, south, east and north of the frame, in degrees."""
        box = self.box
        corners = [self.fit.degrees(x, y) for x in (box.left, box.right) for y in (box.top, box.bottom)]
        longitudes, latitudes = zip(*corners, strict=True)
        return min(longitudes), min(latitudes), max(longitudes), max(latitudes)

    def _is_seen(self, points: Points) -> bool:
        west, south, east, north = self._bounds
        (low_x, low_y), (high_x, high_y) = points.min(axis=0), points.max(axis=0)
        return bool(low_x <= east and high_x >= west and low_y <= north and high_y >= south)

    def land(self, drawn: Sequence[str]) -> str:
        """The neighbouring EPCI in grey, without those that are drawn as places."""
        paths = [
            _path(self._to_page(polygon[0]), closed=True, grain=_COARSE)
            for code, polygons in self.ground.neighbours.items()
            if code not in drawn
            for polygon in polygons
            if self._is_seen(polygon[0])
        ]
        paints = [self.pen.paint("ground"), self.pen.paint("paper", stroke=True)]
        look = {**paints[0], **paints[1], **_classes(paints)}
        return self._clip(element("path", d="".join(paths), stroke_width=0.7, **look)) if any(paths) else ""

    def lines(self, kinds: Sequence[str] = tuple(_LOOKS)) -> str:
        """Lines of departments and regions, and the coast, or some of these."""
        parts = []
        for kind in kinds:
            colour, width, dashes = _LOOKS[kind]
            path = "".join(_path(run) for line in self._seen_lines(kind) for run in self._runs(self._to_page(line)))
            if path:
                look: dict[str, str | None] = {
                    "fill": "none",
                    "stroke_dasharray": dashes,
                    **self.pen.paint(colour, stroke=True),
                }
                parts.append(element("path", d=path, stroke_width=width, **look))
        return self._clip("".join(parts)) if parts else ""

    @property
    def caution(self) -> Text:
        """What is said of the limits in the frame that are not those of communes; nothing where all are."""
        west, south, east, north = self._bounds
        low, high = (west, south), (east, north)
        limits = [
            line
            for line in self.ground.lines
            if line.kind in _LIMITS and ((line.points >= low) & (line.points <= high)).all(axis=1).any()
        ]
        if all(line.is_exact for line in limits):
            return NO_TEXT
        return _PARTLY_APPROXIMATE if any(line.is_exact for line in limits) else _APPROXIMATE

    def _seen_lines(self, kind: str) -> list[Points]:
        return [line.points for line in self.ground.lines if line.kind == kind and self._is_seen(line.points)]

    def _to_page(self, points: Points) -> Points:
        metres = self.fit.system.project_points(points)
        placed: Points = (metres - (self.fit.left, self.fit.top)) * (self.fit.scale, -self.fit.scale)
        return placed

    def _runs(self, points: Points) -> list[Points]:
        """The parts of a line on the page that are in its frame, with one point beyond each end."""
        box = self.box
        x, y = points[:, 0], points[:, 1]
        inside = (x > box.left - 20) & (x < box.right + 20) & (y > box.top - 20) & (y < box.bottom + 20)
        mask = inside | np.append(inside[1:], False) | np.append(False, inside[:-1])
        cuts = np.flatnonzero(np.diff(mask.astype(int))) + 1
        starts = np.append(0, cuts)
        return [run for start, run in zip(starts, np.split(points, cuts), strict=True) if mask[start]]

    def _clip(self, content: str) -> str:
        return element("g", content, clip_path=f"url(#{self.clip})", pointer_events="none" if self.pen.links else None)

    def towns(self, shapes: Sequence[Shape], occupied: Sequence[Box], size: float, *, is_narrow: bool) -> str:
        """The main towns around the places, each with its name where nothing else stands, or not at all."""
        west, south, east, north = self._bounds
        inside = [
            town for town in self.ground.towns if west <= town.longitude <= east and south <= town.latitude <= north
        ]
        rects = [(box.left, box.top, box.right, box.bottom) for box in occupied]
        parts: list[str] = []
        for town in inside[:_TRIED]:
            x, y = self.fit.place_degrees(town.longitude, town.latitude)
            if any(contains(polygon, np.array([(x, y)]))[0] for shape in shapes for polygon in shape.polygons):
                continue
            wide = self.pen.lettering.width(town.name, size)
            if (rect := self._free_place(x, y, wide, size, rects, shapes)) is None:
                continue
            rects.append(rect)
            parts.append(self.pen.circle(x, y, _DOT, "soft"))
            middle = x + 5 if rect[0] >= x - 3 else x - 5 - wide
            parts.append(self.pen.text(middle, y + size * 0.34, town.name, size, colour="soft"))
            if len(parts) >= 2 * _MOST_TOWNS[is_narrow]:
                break
        content = "".join(parts)
        return element("g", content, pointer_events="none") if self.pen.links and content else content

    def _free_place(
        self,
        x: float,
        y: float,
        wide: float,
        size: float,
        occupied: Sequence[tuple[float, float, float, float]],
        shapes: Sequence[Shape],
    ) -> tuple[float, float, float, float] | None:
        """Right of its dot, else left of it, inside the frame, off the places, off all other words."""
        box, half = self.box, size * 0.6
        for rect in ((x - 3, y - half, x + 7 + wide, y + half), (x - 7 - wide, y - half, x + 3, y + half)):
            if not (box.left + 3 < rect[0] and rect[2] < box.right - 3):
                continue
            if not (box.top + 3 < rect[1] and rect[3] < box.bottom - 3):
                continue
            if occupied and (overlaps(np.array(occupied), np.array(rect)) > 0).any():
                continue
            points = np.array([(rect[0] + (rect[2] - rect[0]) * i / 8, y + rise) for i in range(9) for rise in (-4, 4)])
            if not any(contains(polygon, points).any() for shape in shapes for polygon in shape.polygons):
                return rect
        return None

    @property
    def has_locator(self) -> bool:
        """True when the frame is on the mainland and shows a small part of it."""
        rings = [line.points for line in self.ground.lines if line.kind == "locator"]
        whole = np.vstack(rings) if rings else np.zeros((1, 2))
        west, south, east, north = self._bounds
        span = float(np.ptp(whole[:, 0]))
        is_near = bool(self._seen_lines("department") or self._seen_lines("region") or self._seen_lines("coast"))
        return is_near and (east - west) < span * _WHOLE_COUNTRY and north > south

    def locator(self, left: float, top: float) -> str:
        """The outline of the country in a small square, and the frame of the map on it."""
        system = self.fit.system
        rings = [system.project_points(line.points) for line in self.ground.lines if line.kind == "locator"]
        every = np.vstack(rings)
        low, high = every.min(axis=0), every.max(axis=0)
        scale = LOCATOR_SIZE / float(max(high - low))
        path = "".join(_path((ring - (low[0], high[1])) * (scale, -scale), closed=True, grain=2) for ring in rings)
        paints = [self.pen.paint("ground"), self.pen.paint("coast", stroke=True)]
        outline = element("path", d=path, stroke_width=0.7, **{**paints[0], **paints[1], **_classes(paints)})
        corner = np.array([self.fit.left, self.fit.top]) + np.array([self.box.left, -self.box.top]) / self.fit.scale
        x, y = (corner - (low[0], high[1])) * (scale, -scale)
        wide, height = (side / self.fit.scale * scale for side in (self.box.width, self.box.height))
        mark = element(
            "rect",
            x=x,
            y=y,
            width=max(wide, 4),
            height=max(height, 4),
            fill="none",
            stroke_width=1.6,
            **self.pen.paint("emphasis", stroke=True),
        )
        moved = f"translate({coordinate(left)} {coordinate(top)})"
        return element("g", outline + mark, transform=moved, aria_hidden="true" if self.pen.links else None)


def _classes(paints: Sequence[dict[str, str]]) -> dict[str, str]:
    names = " ".join(paint["class_"] for paint in paints if "class_" in paint)
    return {"class_": names} if names else {}


def _path(points: Points, *, closed: bool = False, grain: float = 1) -> str:
    """The `d` of a line in whole units, or parts of `1 / grain`: ground needs no finer."""
    grid = np.rint(points * grain) / grain
    simplified = grid[np.append(True, np.any(np.diff(grid, axis=0) != 0, axis=1))]
    if len(simplified) < 2 + closed:
        return ""
    start = f"M{coordinate(simplified[0][0])} {coordinate(simplified[0][1])}l"
    steps = " ".join(coordinate(step) for step in np.diff(simplified, axis=0).ravel()).replace(" -", "-")
    return f"{start}{steps}{'z' if closed else ''}"
