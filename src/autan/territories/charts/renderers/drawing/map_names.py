"""Names and values written on a map: all of them when there are few places, those that fit when there are many."""

from collections.abc import Sequence
from dataclasses import dataclass

from autan.territories.charts.renderers.drawing.map_candidates import LabelRequest
from autan.territories.charts.renderers.drawing.map_labels import NamePlacer, Placement
from autan.territories.charts.renderers.drawing.map_places import MapMark
from autan.territories.charts.renderers.drawing.map_shapes import Box, Shape
from autan.territories.charts.renderers.drawing.map_sheet import MapSheet
from autan.territories.charts.renderers.drawing.palette import OPEN, text_class_on
from autan.territories.charts.renderers.drawing.pen import Pen, element

_ALL_NAMED = 20
_MOST_TRIED = 40
_LEADING = 1.12
_NAME_SHARE, _CUT = 0.24, 0.62
_REACH = 0.42


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """One line of a name."""

    text: str
    size: float
    is_bold: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NameWriter:
    """Writes the names of a sheet; `obstacles` are what they keep clear of."""

    sheet: MapSheet
    pen: Pen
    obstacles: Sequence[Box]

    def write(self) -> tuple[str, list[Box]]:
        """Write the lines to places, then the names over them; returns them and the room that each takes."""
        labelled = self._named_places()
        words = [self._words(mark, self.sheet.width * _NAME_SHARE) for mark, _ in labelled]
        placer = self._placer(labelled)
        placed = placer.place(self._requests(labelled, words))
        cut = [
            self._break_name(mark, lines) if place and self._may_fit(place) else lines
            for place, lines, (mark, _) in zip(placed, words, labelled, strict=True)
        ]
        if cut != words:
            inside = [place is not None and place.is_inside for place in placer.place(self._requests(labelled, cut))]
            words = [short if fits else lines for short, lines, fits in zip(cut, words, inside, strict=True)]
            placed = placer.place(self._requests(labelled, words))
        leaders = [self._leader(place.leader) for place in placed if place and place.leader]
        texts = [
            self._text(place, lines, mark)
            for place, lines, (mark, _) in zip(placed, words, labelled, strict=True)
            if place is not None
        ]
        content = "".join([*leaders, *texts])
        boxes = [place.box for place in placed if place]
        return element("g", content, pointer_events="none") if self.pen.links and content else content, boxes

    def _placer(self, labelled: list[tuple[MapMark, Shape]]) -> NamePlacer:
        box = self.sheet.box
        return NamePlacer(
            room=Box(left=box.left + 4, top=box.top + 4, width=box.width - 8, height=box.height - 22),
            shapes=[shape.polygons for _, shape in labelled],
            obstacles=[*self.obstacles, *self._circles()],
        )

    def _requests(self, labelled: list[tuple[MapMark, Shape]], words: list[list[_Words]]) -> list[LabelRequest]:
        return [
            self._request(mark, shape, lines, home)
            for home, ((mark, shape), lines) in enumerate(zip(labelled, words, strict=True))
        ]

    def _may_fit(self, place: Placement) -> bool:
        """True for a name that crosses the edge of its place, or stands apart: on more lines, it may lie inside."""
        return not self.sheet.is_sized and (place.straddles or place.leader is not None)

    @property
    def _has_all_names(self) -> bool:
        return len(self.sheet.drawn) <= _ALL_NAMED

    def _named_places(self) -> list[tuple[MapMark, Shape]]:
        """Places to name; of many, the largest areas."""
        if self._has_all_names:
            return self.sheet.drawn
        return sorted(self.sheet.drawn, key=lambda pair: -pair[1].area)[:_MOST_TRIED]

    def _break_name(self, mark: MapMark, lines: list[_Words]) -> list[_Words]:
        """Return the name on two lines where it was on one."""
        return self._words(mark, self.pen.lettering.width(mark.name, lines[0].size) * _CUT)

    def _words(self, mark: MapMark, width: float) -> list[_Words]:
        """The name, cut in lines of a width, and its value; of many places, the name alone, smaller."""
        size = self.sheet.frame.size - (2 if self._has_all_names else 4)
        parts = self.pen.lettering.wrap(mark.name, size, width)
        lines = [_Words(text=part, size=size, is_bold=False) for part in parts]
        if self._has_all_names and mark.value is not None and mark.value.is_known:
            lines.append(_Words(text=mark.value.written, size=size, is_bold=True))
        return lines

    def _request(self, mark: MapMark, shape: Shape, lines: Sequence[_Words], home: int) -> LabelRequest:
        width = max(self.pen.lettering.width(line.text, line.size, bold=line.is_bold) for line in lines)
        radius = self.sheet.radius(mark)
        return LabelRequest(
            width=width + 4,
            height=sum(line.size * _LEADING for line in lines) + 3,
            anchor=shape.inner_point,
            reach=(radius, radius) if self.sheet.is_sized else (shape.box.width * _REACH, shape.box.height * _REACH),
            home=home,
            is_on_land=self.sheet.is_sized,
            must_stand=self._has_all_names,
        )

    def _circles(self) -> list[Box]:
        """Squares inside the circles of a map of totals."""
        boxes = []
        for mark, shape in self.sheet.drawn if self.sheet.is_sized else ():
            (x, y), half = shape.inner_point, self.sheet.radius(mark) * 0.9
            boxes.append(Box(left=x - half, top=y - half, width=2 * half, height=2 * half))
        return boxes

    def _leader(self, line: tuple[float, float, float, float]) -> str:
        x1, y1, x2, y2 = line
        return self.pen.line(x1, y1, x2, y2, "ink", width=0.8) + self.pen.circle(x2, y2, 1.6, "ink")

    def _text(self, place: Placement, lines: Sequence[_Words], mark: MapMark) -> str:
        on_colour = mark.colour if place.is_inside and not self.sheet.is_sized else None
        x, y = place.box.left + place.box.width / 2, place.box.top + 1.5
        parts = []
        for line in lines:
            y += line.size * _LEADING
            parts.append(
                self.pen.text(
                    x,
                    y - line.size * 0.24,
                    line.text,
                    line.size,
                    colour=text_class_on(on_colour.removesuffix(OPEN)) if on_colour else "ink",
                    anchor="middle",
                    bold=line.is_bold,
                    halo=on_colour is None,
                )
            )
        return "".join(parts)
