"""Puts a map together: land, colours or circles, names, scale, north, legend, projection."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from autan.evidence.figures.core.charts import MapClass, MapPoint, MapSpec
from autan.ground.texts.core.notation import NO_BREAK_SPACE
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.texts.language import colon, words
from autan.ground.wordings import Sentence
from autan.territories.charts.renderers.drawing.map_furniture import Furniture
from autan.territories.charts.renderers.drawing.map_ground import LOCATOR_SIZE, GroundWriter
from autan.territories.charts.renderers.drawing.map_legend import (
    LegendWriter,
    lower_bounds_note,
    symbol,
    symbol_colour,
    write_notes,
)
from autan.territories.charts.renderers.drawing.map_names import NameWriter
from autan.territories.charts.renderers.drawing.map_places import MapMark
from autan.territories.charts.renderers.drawing.map_shapes import Box, Contours, Fit, Shape
from autan.territories.charts.renderers.drawing.map_sheet import LEGEND_WIDTH, FrameWriter, MapSheet
from autan.territories.charts.renderers.drawing.palette import COLOURS, text_class_on
from autan.territories.charts.renderers.drawing.pen import BASELINE, Pen, coordinate, element
from autan.territories.perimeters.lake.map_ground import Ground

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
    def _place_points(self) -> list[tuple[MapPoint, float, float]]:
        """Points on the page; those of one commune stand in rows around its centre."""
        groups: dict[tuple[float, float], list[MapPoint]] = {}
        for point in self.spec.points:
            groups.setdefault((point.longitude, point.latitude), []).append(point)
        return separate_points([placed for place, points in groups.items() for placed in self._rows(place, points)])

    def _rows(self, place: tuple[float, float], points: Sequence[MapPoint]) -> list[tuple[MapPoint, float, float]]:
        x, y = self.fit.place_degrees(*place)
        wide = min(len(points), _IN_A_ROW)
        height = math.ceil(len(points) / _IN_A_ROW)
        return [
            (point, x + (rank % _IN_A_ROW - (wide - 1) / 2) * _STEP, y + (rank // _IN_A_ROW - (height - 1) / 2) * _STEP)
            for rank, point in enumerate(points)
        ]

    def boxes(self) -> list[Box]:
        """What names keep clear of."""
        side = 2 * _RADIUS
        return [Box(left=x - _RADIUS, top=y - _RADIUS, width=side, height=side) for _, x, y in self._place_points]

    def write(self) -> list[str]:
        """The points, each leading to its line in the list of the page."""
        return [
            self.pen.link(
                self._symbol(x, y, point.series, str(point.number)),
                f"#lieu-{point.number}",
                f"{point.number}. {words(point.label)}",
            )
            for point, x, y in self._place_points
        ]

    def legend(self, left: float, top: float, size: float, room: float) -> tuple[list[str], float]:
        """One line a kind, with how many points it has; returns the elements and where they end."""
        counts = Counter(point.series for point in self.spec.points)
        marks, y = [], top
        for series in self.spec.point_series:
            lines = self.pen.lettering.wrap(
                f"{words(series.label)}{NO_BREAK_SPACE}({counts[series.code]})", size, room - 2 * _RADIUS - 8
            )
            height = max(2 * _RADIUS + 3, len(lines) * size * 1.2)
            marks.append(self._symbol(left + _RADIUS + 1, y + height / 2, series.code, ""))
            first = y + height / 2 + size * BASELINE - (len(lines) - 1) * size * 0.6
            marks += [
                self.pen.text(left + 2 * _RADIUS + 9, first + rank * size * 1.2, line, size)
                for rank, line in enumerate(lines)
            ]
            y += height
        return marks, y

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


_GUTTER = 18
_FAR = Sentence("Loin d’ici, hors de cette feuille")
_ABSENT = Sentence("Sans contour disponible")


@dataclass(frozen=True, kw_only=True)
class MapDrawing:
    """One map on its way to the page. `framed`: outlines of the larger territories to show over the map, by code."""

    spec: MapSpec
    classes: Sequence[MapClass]
    sheet: MapSheet
    pen: Pen
    framed: Contours = field(default_factory=dict)
    ground: Ground | None = None

    def draw(self) -> tuple[list[str], float]:
        """Return the elements and the height of the drawing."""
        box = self.sheet.box
        furniture = Furniture(
            pen=self.pen, frame=self.sheet.frame, fit=self.sheet.fit, box=box, shapes=list(self.sheet.shapes.values())
        )
        points = PointWriter(spec=self.spec, fit=self.sheet.fit, pen=self.pen)
        names = NameWriter(sheet=self.sheet, pen=self.pen, obstacles=[*furniture.boxes(), *points.boxes()])
        legend, bottom = self._legend(points)
        notes, bottom = self._notes(bottom)
        over = FrameWriter(
            places=self.spec.frames,
            contours=self.framed,
            fit=self.sheet.fit,
            box=box,
            frame=self.sheet.frame,
            obstacles=(),
            pen=self.pen,
        )
        written_names, occupied = names.write()
        under, towns = self._ground([*furniture.boxes(), *points.boxes(), *occupied])
        content = [furniture.ground(), under, *self._areas(), *over.outlines(), *self._circles()]
        names_over = [furniture.scale_and_north(), towns, written_names]
        return [*content, *names_over, *points.write(), legend, *notes], bottom + 6

    @cached_property
    def _land(self) -> GroundWriter | None:
        if self.ground is None:
            return None
        clip = f"{self.pen.name}-clip"
        return GroundWriter(ground=self.ground, fit=self.sheet.fit, box=self.sheet.box, pen=self.pen, clip=clip)

    def _ground(self, occupied: Sequence[Box]) -> tuple[str, str]:
        """What lies under the places, and the towns around them."""
        if self._land is None:
            return "", ""
        shapes, size = list(self.sheet.shapes.values()), self.sheet.frame.small - 1
        circles = [
            Box(left=x - radius, top=y - radius, width=2 * radius, height=2 * radius)
            for mark, shape in (self.sheet.drawn if self.sheet.is_sized else ())
            for (x, y), radius in [(shape.inner_point, self.sheet.radius(mark))]
        ]
        towns = self._land.towns(shapes, [*occupied, *circles], size, is_narrow=self.sheet.is_narrow)
        return self._land.land(list(self.sheet.shapes)) + self._land.lines(), towns

    def _areas(self) -> list[str]:
        """Plain land for what is no place of the map, then the places."""
        places = {mark.code for mark in self.sheet.marks}
        land = [self._area(shape, "land", "hair") for code, shape in self.sheet.shapes.items() if code not in places]
        marks = [
            self._link(mark, self._area(shape, "land" if self.sheet.is_sized else mark.colour, "coast"))
            for mark, shape in self.sheet.drawn
        ]
        return [*land, *marks]

    def _area(self, shape: Shape, colour: str | None, edge: str) -> str:
        paint = self.pen.area_paint(colour)
        line = self.pen.paint(edge, stroke=True)
        classes = [paint.get("class_", ""), line.get("class_", ""), "area" if edge == "coast" else ""]
        attributes: dict[str, str | float | None] = {
            "fill": paint["fill"],
            "stroke": line["stroke"],
            "stroke_width": 0.8,
            "stroke_linejoin": "round",
            "class_": " ".join(name for name in classes if name) if self.pen.links else None,
        }
        return element("path", d=shape.path, **attributes)

    def _circles(self) -> list[str]:
        """Circles of areas in proportion, the largest first so that none hides another."""
        if not self.sheet.is_sized:
            return []
        drawn = sorted(self.sheet.drawn, key=lambda pair: -abs(pair[0].number or 0))
        return [
            self._link(
                mark,
                symbol(self.pen, *shape.inner_point, self.sheet.radius(mark), symbol_colour(mark.number)),
                is_second=True,
            )
            for mark, shape in drawn
        ]

    def _link(self, mark: MapMark, content: str, *, is_second: bool = False) -> str:
        """An area that leads to the page of its territory; a named area when it has none."""
        if mark.address:
            return self.pen.link(content, mark.address, mark.accessible_text, is_second=is_second)
        return self.pen.titled(content, mark.accessible_text)

    def _legend(self, points: PointWriter) -> tuple[str, float]:
        frame, box, sheet = self.sheet.frame, self.sheet.box, self.sheet
        writer = LegendWriter(pen=self.pen, frame=frame)
        locator = self._land if self._land and self._land.has_locator else None
        offset = LOCATOR_SIZE + 10 if locator and sheet.is_narrow else 0
        if sheet.is_narrow:
            room = Box(left=0, top=box.bottom + 6, width=frame.width - offset, height=0)
        else:
            room = Box(left=box.right + _GUTTER, top=0, width=LEGEND_WIDTH - _GUTTER, height=0)
        legend, bottom = writer.whole(self.spec, sheet.marks, self.classes, sheet.largest_radius, room)
        kinds, bottom = (
            points.legend(room.left, bottom + 4, frame.small, room.width) if self.spec.points else ([], bottom)
        )
        if locator and sheet.is_narrow:
            kinds.append(locator.locator(frame.width - LOCATOR_SIZE, box.bottom + 8))
            bottom = max(bottom, box.bottom + LOCATOR_SIZE + 10)
        elif locator:
            top = max(bottom + 12, box.bottom - LOCATOR_SIZE - 2)
            kinds.append(locator.locator(room.left, top))
            bottom = top + LOCATOR_SIZE
        return "".join([legend, *kinds]), bottom if sheet.is_narrow else max(bottom, box.bottom + 2)

    def _notes(self, bottom: float) -> tuple[list[str], float]:
        """The projection, and the places that no contour shows, which are named all the same."""
        left_out = [mark for mark in self.sheet.marks if mark.code not in self.sheet.shapes]
        system = self.sheet.fit.system
        caution = self._land.caution if self._land else NO_TEXT
        notes = [words(system.short_words if self.sheet.is_narrow else system.words)]
        notes += [words(caution), lower_bounds_note(self.sheet.marks)]
        for remark, is_far in ((_ABSENT, False), (_FAR, True)):
            names = [mark.name for mark in left_out if (mark.code in self.sheet.contours) is is_far]
            if names:
                notes.append(f"{words(remark)}{colon()} {', '.join(names)}")
        return write_notes(notes, self.pen, self.sheet.frame, bottom)
