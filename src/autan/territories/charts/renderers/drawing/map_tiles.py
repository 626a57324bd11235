"""Places that a sheet cannot hold where they are: a row of squares for each overseas region, beside the mainland.

A square has no shape and no position, and says so; its colour, its hatching or its circle is that of the map, so that
no value of the country is left out of the drawing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autan.ground.texts.language import words
from autan.ground.wordings import Sentence
from autan.territories.charts.renderers.drawing.chart_frame import ChartFrame
from autan.territories.charts.renderers.drawing.map_legend import symbol, symbol_colour
from autan.territories.charts.renderers.drawing.map_places import MapMark
from autan.territories.charts.renderers.drawing.pen import Pen, element

_SIDE, _GAP, _BETWEEN = 13.0, 3.0, 14.0
_HEADING = Sentence("Outre-mer\u00a0: une case par intercommunalité, sans forme ni échelle")
_CIRCLES = Sentence("Outre-mer\u00a0: un cercle par intercommunalité, à l’échelle de la légende")


@dataclass(frozen=True, slots=True, kw_only=True)
class TileWriter:
    """Writes the rows.

    Attributes:
        groups: marks by name of their region, in order.
        radii: radius of the circle of each mark by code; empty on a map of areas.
        followed: codes of the places with a dark edge.
    """

    groups: Mapping[str, Sequence[MapMark]]
    radii: Mapping[str, float]
    followed: frozenset[str]
    pen: Pen
    frame: ChartFrame

    def write(self, top: float, room: float) -> tuple[list[str], float]:
        """Write the rows under `top`; returns the elements and where they end."""
        if not self.groups:
            return [], top
        size, heading = self.frame.small - 1, words(_CIRCLES if self.radii else _HEADING)
        drawn, y = self.pen.lines(heading, 0, top, size, room, step=size * 1.35, colour="soft")
        y += 5
        for row in self._rows(size, room):
            height = max([_SIDE, *(2 * self.radii.get(mark.code, 0.0) for _name, marks in row for mark in marks)])
            x = 0.0
            for name, marks in row:
                drawn.append(self.pen.text(x, y + height / 2, name, size, is_centred=True))
                drawn += self._tiles(marks, x + self.pen.lettering.width(name, size) + 5, y + height / 2)
                x += self._wide(name, marks, size)
            y += height + 5
        return drawn, y

    def _rows(self, size: float, room: float) -> list[list[tuple[str, Sequence[MapMark]]]]:
        """Regions that stand on one line, then those of the next."""
        rows: list[list[tuple[str, Sequence[MapMark]]]] = []
        line_width = room
        for name, marks in self.groups.items():
            wide = self._wide(name, marks, size)
            if not rows or line_width + wide > room + _BETWEEN:
                rows.append([])
                line_width = 0.0
            rows[-1].append((name, marks))
            line_width += wide
        return rows

    def _wide(self, name: str, marks: Sequence[MapMark], size: float) -> float:
        tiles = sum(self._step(mark) for mark in marks)
        return self.pen.lettering.width(name, size) + 5 + tiles + _BETWEEN

    def _step(self, mark: MapMark) -> float:
        return max(2 * self.radii.get(mark.code, 0.0), 4.0 if self.radii else _SIDE) + _GAP

    def _tiles(self, marks: Sequence[MapMark], left: float, middle: float) -> list[str]:
        drawn, x = [], left
        for mark in marks:
            step = self._step(mark)
            if self.radii:
                tile = symbol(
                    self.pen, x + (step - _GAP) / 2, middle, self.radii[mark.code], symbol_colour(mark.number)
                )
            else:
                place = {"x": x, "y": middle - _SIDE / 2, "width": _SIDE, "height": _SIDE}
                colour, width = ("ink", 2.5) if mark.code in self.followed else ("coast", 1.0)
                edge = element("rect", **place, fill="none", stroke_width=width, **self.pen.paint(colour, stroke=True))
                tile = element("rect", **place, **self.pen.area_paint(mark.colour)) + edge
            drawn.append(self.pen.titled(tile, mark.accessible_text))
            x += step
        return drawn
