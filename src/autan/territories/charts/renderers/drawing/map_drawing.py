"""Puts a map together: land, colours or circles, names, scale, north, legend, projection."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from autan.evidence.figures.core.charts import MapClass, MapSpec
from autan.ground.texts.language import colon, words
from autan.ground.wordings import Sentence
from autan.territories.charts.renderers.drawing.map_furniture import Furniture
from autan.territories.charts.renderers.drawing.map_ground import APPROXIMATE, LOCATOR_SIZE, GroundWriter
from autan.territories.charts.renderers.drawing.map_legend import (
    LegendWriter,
    lower_bounds_note,
    symbol,
    symbol_colour,
    write_notes,
)
from autan.territories.charts.renderers.drawing.map_names import NameWriter
from autan.territories.charts.renderers.drawing.map_places import MapMark
from autan.territories.charts.renderers.drawing.map_points import PointWriter
from autan.territories.charts.renderers.drawing.map_shapes import Box, Contours, Shape
from autan.territories.charts.renderers.drawing.map_sheet import LEGEND_WIDTH, FrameWriter, MapSheet
from autan.territories.charts.renderers.drawing.pen import Pen, element
from autan.territories.perimeters.lake.map_ground import Ground

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
            pen=self.pen,
            frame=self.sheet.frame,
            fit=self.sheet.fit,
            box=box,
            shapes=list(self.sheet.shapes.values()),
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
        written_names, taken = names.write()
        under, towns = self._ground([*furniture.boxes(), *points.boxes(), *taken])
        content = [furniture.ground(), under, *self._areas(), *over.outlines(), *self._circles()]
        names_over = [furniture.scale_and_north(), towns, written_names]
        return [*content, *names_over, *points.write(), legend, *notes], bottom + 6

    @cached_property
    def _land(self) -> GroundWriter | None:
        if self.ground is None:
            return None
        clip = f"{self.pen.name}-clip"
        return GroundWriter(ground=self.ground, fit=self.sheet.fit, box=self.sheet.box, pen=self.pen, clip=clip)

    def _ground(self, taken: Sequence[Box]) -> tuple[str, str]:
        """What lies under the places, and the towns around them."""
        if self._land is None:
            return "", ""
        shapes, size = list(self.sheet.shapes.values()), self.sheet.frame.small - 1
        circles = [
            Box(left=x - radius, top=y - radius, width=2 * radius, height=2 * radius)
            for mark, shape in (self.sheet.drawn if self.sheet.is_sized else ())
            for (x, y), radius in [(shape.inner_point, self.sheet.radius(mark))]
        ]
        towns = self._land.towns(shapes, [*taken, *circles], size, is_narrow=self.sheet.is_narrow)
        return self._land.land(list(self.sheet.shapes)) + self._land.lines(), towns

    def _areas(self) -> list[str]:
        """Plain land for what is no place of the map, then the places."""
        places = {mark.code for mark in self.sheet.marks}
        land = [self._area(shape, "land", "hair") for code, shape in self.sheet.shapes.items() if code not in places]
        drawn = [
            self._link(mark, self._area(shape, "land" if self.sheet.is_sized else mark.colour, "coast"))
            for mark, shape in self.sheet.drawn
        ]
        return [*land, *drawn]

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
        beside = LOCATOR_SIZE + 10 if locator and sheet.is_narrow else 0
        if sheet.is_narrow:
            room = Box(left=0, top=box.bottom + 6, width=frame.width - beside, height=0)
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
        is_approximate = self._land is not None and self._land.is_approximate
        notes = [words(system.short_words if self.sheet.is_narrow else system.words)]
        notes += [words(APPROXIMATE) if is_approximate else "", lower_bounds_note(self.sheet.marks)]
        for remark, is_far in ((_ABSENT, False), (_FAR, True)):
            names = [mark.name for mark in left_out if (mark.code in self.sheet.contours) is is_far]
            if names:
                notes.append(f"{words(remark)}{colon()} {', '.join(names)}")
        return write_notes(notes, self.pen, self.sheet.frame, bottom)
