"""Numbered points over a map: one symbol for each kind, told apart by shape first and colour next."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from autan.evidence.figures.core.charts import MapPoint, MapSpec
from autan.ground.texts.core.notation import NO_BREAK_SPACE
from autan.ground.texts.language import words
from autan.territories.charts.renderers.drawing.map_shapes import Box, Fit
from autan.territories.charts.renderers.drawing.palette import COLOURS, text_class_on
from autan.territories.charts.renderers.drawing.pen import BASELINE, Pen, coordinate, element

_RADIUS = 9.0
_LETTER = 11.0
_STEP = 2 * _RADIUS + 4
_IN_A_ROW = 3
_TRIANGLE = 3
_TURNS = 80
# corners of each shape and the turn of its first, in degrees; no corner is a circle
_SHAPES = ((0, 0.0), (4, 45.0), (3, -90.0), (4, 0.0), (6, 0.0), (3, 90.0), (5, -90.0), (8, 22.5))
_COLOURS = ("wood_biomass", "solar_pv", "hydro", "marine", "bioenergy", "geothermal", "storage", "other")


@dataclass(frozen=True, kw_only=True)
class PointWriter:
    """Writes the points of a map and their legend. `fit`: from metres to the page."""

    spec: MapSpec
    fit: Fit
    pen: Pen

    @cached_property
    def _placed(self) -> list[tuple[MapPoint, float, float]]:
        """Points on the page; those of one commune stand in rows around its centre."""
        groups: dict[tuple[float, float], list[MapPoint]] = {}
        for point in self.spec.points:
            groups.setdefault((point.longitude, point.latitude), []).append(point)
        return separate_points([placed for place, points in groups.items() for placed in self._rows(place, points)])

    def _rows(self, place: tuple[float, float], points: Sequence[MapPoint]) -> list[tuple[MapPoint, float, float]]:
        x, y = self.fit.place_degrees(*place)
        wide = min(len(points), _IN_A_ROW)
        tall = math.ceil(len(points) / _IN_A_ROW)
        return [
            (
                point,
                x + (rank % _IN_A_ROW - (wide - 1) / 2) * _STEP,
                y + (rank // _IN_A_ROW - (tall - 1) / 2) * _STEP,
            )
            for rank, point in enumerate(points)
        ]

    def boxes(self) -> list[Box]:
        """What names keep clear of."""
        side = 2 * _RADIUS
        return [Box(left=x - _RADIUS, top=y - _RADIUS, width=side, height=side) for _, x, y in self._placed]

    def write(self) -> list[str]:
        """The points, each leading to its line in the list of the page."""
        return [
            self.pen.link(
                self._symbol(x, y, point.series, str(point.number)),
                f"#lieu-{point.number}",
                f"{point.number}. {words(point.label)}",
            )
            for point, x, y in self._placed
        ]

    def legend(self, left: float, top: float, size: float, room: float) -> tuple[list[str], float]:
        """One line a kind, with how many points it has; returns the elements and where they end."""
        counts = Counter(point.series for point in self.spec.points)
        drawn, y = [], top
        for series in self.spec.point_series:
            lines = self.pen.lettering.wrap(
                f"{words(series.label)}{NO_BREAK_SPACE}({counts[series.code]})",
                size,
                room - 2 * _RADIUS - 8,
            )
            tall = max(2 * _RADIUS + 3, len(lines) * size * 1.2)
            drawn.append(self._symbol(left + _RADIUS + 1, y + tall / 2, series.code, ""))
            first = y + tall / 2 + size * BASELINE - (len(lines) - 1) * size * 0.6
            drawn += [
                self.pen.text(left + 2 * _RADIUS + 9, first + rank * size * 1.2, line, size)
                for rank, line in enumerate(lines)
            ]
            y += tall
        return drawn, y

    def _symbol(self, x: float, y: float, series: str, words: str) -> str:
        rank = [item.code for item in self.spec.point_series].index(series) % len(_SHAPES)
        colour = _COLOURS[rank]
        edge: dict[str, str | float | None] = {"stroke": COLOURS["paper"].light, "stroke_width": 1.2}
        corners, turn = _SHAPES[rank]
        if corners:
            reach = _RADIUS * (1.55 if corners == _TRIANGLE else 1.22)
            points = [_corner(x, y, turn + 360 * place / corners, reach) for place in range(corners)]
            shape = element("path", d=f"M{'L'.join(points)}z", **edge, **self.pen.paint(colour))
        else:
            shape = element("circle", cx=x, cy=y, r=_RADIUS, **edge, **self.pen.paint(colour))
        if not words:
            return shape
        drop = {90.0: 0.14, -90.0: 0.48}.get(turn, 0.36) if corners == _TRIANGLE else 0.36
        baseline = y + _LETTER * drop
        return shape + self.pen.text(
            x, baseline, words, _LETTER, colour=text_class_on(colour), anchor="middle", bold=True
        )


def separate_points(placed: Sequence[tuple[MapPoint, float, float]]) -> list[tuple[MapPoint, float, float]]:
    """Push points that cover one another apart, each by half of what is missing, until none does."""
    places = np.array([(x, y) for _, x, y in placed], dtype=float).reshape(-1, 2)
    for _turn in range(_TURNS):
        apart = places[:, None, :] - places[None, :, :]
        far = np.hypot(apart[..., 0], apart[..., 1])
        # a point is at no distance from itself, and would push itself away
        np.fill_diagonal(far, np.inf)
        if not (far < _STEP - 0.1).any():
            break
        missing = np.clip(_STEP - far, 0, None)
        # half each: both points of a pair move
        places += (apart / np.maximum(far, 0.1)[..., None] * missing[..., None]).sum(axis=1) / 2
    return [(point, float(x), float(y)) for (point, _, _), (x, y) in zip(placed, places, strict=True)]


def _corner(x: float, y: float, degrees: float, reach: float) -> str:
    angle = math.radians(degrees)
    return f"{coordinate(x + reach * math.cos(angle))} {coordinate(y + reach * math.sin(angle))}"
