"""Flows from the rows to the series: bands as wide as their values, every end named, the unknown written and not drawn.

Figures keep their own basis: two bands of one drawing may count energy by two conventions, and are never added. What
enters a series is therefore written carrier by carrier, without a total.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from autan.ground.texts.language import colon, with_unit
from autan.territories.charts.renderers.drawing.chart_frame import ChartFrame
from autan.territories.charts.renderers.drawing.chart_lines import ChartLine, Value
from autan.territories.charts.renderers.drawing.pen import Pen, coordinate, element

_NODE = 9
_GAP = 18
_TALLEST = 260.0
_THINNEST = 1.0
_AWAY = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class _End:
    """One end of the drawing: where its block is, and the lines written beside it."""

    top: float
    tall: float
    words: tuple[str, ...]


def draw_flows(
    lines: Sequence[ChartLine], names: Sequence[str], pen: Pen, frame: ChartFrame
) -> tuple[list[str], float]:
    """Draw the bands; returns the elements and the height of the drawing.

    `lines`: one for each start, with one value for each end, in the order of `names`.
    `names`: the ends.
    """
    flows = _Flows(lines=lines, names=names if lines else (), pen=pen, frame=frame)
    return flows.draw(), flows.height


@dataclass(frozen=True, kw_only=True)
class _Flows:
    lines: Sequence[ChartLine]
    names: Sequence[str]
    pen: Pen
    frame: ChartFrame

    @property
    def _room(self) -> float:
        return self.frame.width * (0.3 if self.frame.has_names_above else 0.32)

    @property
    def _size(self) -> float:
        return self.frame.small

    @cached_property
    def _scale(self) -> float:
        """Units of the page for one unit of energy."""
        total = sum(value.high or 0 for line in self.lines for value in line.values)
        return _TALLEST / total if total else 0

    def _height(self, value: Value) -> float:
        return max((value.high or 0) * self._scale, _THINNEST) if value.high else 0

    @cached_property
    def _starts(self) -> list[_End]:
        return self._stack([(sum(map(self._height, line.values)), self._wrap_words(line.name)) for line in self.lines])

    @cached_property
    def _ends(self) -> list[_End]:
        columns = [[line.values[place] for line in self.lines] for place in range(len(self.names))]
        return self._stack(
            [
                (sum(map(self._height, values)), (*self._wrap_words(name), *self._parts(values)))
                for name, values in zip(self.names, columns, strict=True)
            ]
        )

    def _wrap_words(self, words: str) -> tuple[str, ...]:
        return tuple(self.pen.lettering.wrap(words, self._size, self._room - _NODE - _AWAY, bold=True))

    def _parts(self, values: Sequence[Value]) -> list[str]:
        """What enters an end, start by start; those of which nothing is known come last, in one line."""
        labels: list[tuple[list[str], str]] = []
        unknown: dict[str, list[str]] = {}
        for line, value in zip(self.lines, values, strict=True):
            start = line.name.partition(",")[0]
            if value.is_known:
                labels.append(([start], with_unit(value.written, value.unit)))
            else:
                unknown.setdefault(value.written, []).append(start)
        labels += [(starts, words) for words, starts in unknown.items()]
        return [
            words
            for starts, amount in labels
            for words in self.pen.lettering.wrap(
                f"{', '.join(starts)}{colon()} {amount}", self._size, self._room - _NODE - _AWAY
            )
        ]

    def _stack(self, blocks: Sequence[tuple[float, tuple[str, ...]]]) -> list[_End]:
        """Blocks one under the other, each with the room that its words need."""
        ends, y = [], 4.0
        for height, words in blocks:
            ends.append(_End(top=y, tall=height, words=words))
            y += max(height, len(words) * self._size * 1.25) + _GAP
        return ends

    @property
    def height(self) -> float:
        """Height of the drawing."""
        ends = [*self._starts, *self._ends]
        return max((end.top + max(end.tall, len(end.words) * self._size * 1.25) for end in ends), default=0) + 6

    def draw(self) -> list[str]:
        """Bands first, then blocks and words."""
        left, right = self._room, self.frame.width - self._room
        marks = self._bands(left, right)
        for line, end in zip(self.lines, self._starts, strict=True):
            colour = next((value.colour for value in line.values), "data")
            marks.append(self.pen.rect(left - _NODE, end.top, _NODE, max(end.tall, _THINNEST), colour))
            marks += self._words(end, left - _NODE - _AWAY, "end", bold_lines=len(end.words))
        for name, end in zip(self.names, self._ends, strict=True):
            marks.append(self.pen.rect(right, end.top, _NODE, max(end.tall, _THINNEST), "coast"))
            marks += self._words(end, right + _NODE + _AWAY, None, bold_lines=len(self._wrap_words(name)))
        return marks

    def _bands(self, left: float, right: float) -> list[str]:
        marks, arrived = [], [end.top for end in self._ends]
        for line, start in zip(self.lines, self._starts, strict=True):
            y = start.top
            for place, value in enumerate(line.values):
                height = self._height(value)
                if height:
                    marks.append(self._band(value, (left, y), (right, arrived[place]), height))
                y += height
                arrived[place] += height
        return marks

    def _band(self, value: Value, start: tuple[float, float], end: tuple[float, float], height: float) -> str:
        middle = (start[0] + end[0]) / 2
        x1, y1, x2, y2, bend = (coordinate(n) for n in (*start, *end, middle))
        low1, low2 = coordinate(start[1] + height), coordinate(end[1] + height)
        path = f"M{x1} {y1}C{bend} {y1} {bend} {y2} {x2} {y2}V{low2}C{bend} {low2} {bend} {low1} {x1} {low1}z"
        band = element("path", d=path, fill_opacity=0.62, **self.pen.paint(value.colour))
        edge = element("path", d=path, fill="none", stroke_width=0.8, **self.pen.paint("paper", stroke=True))
        return self.pen.link(band + edge, value.address, value.accessible_text)

    def _words(self, end: _End, x: float, anchor: str | None, *, bold_lines: int) -> list[str]:
        step = self._size * 1.25
        first = end.top + max((end.tall - len(end.words) * step) / 2, 0) + self._size
        return [
            self.pen.text(x, first + place * step, words, self._size, anchor=anchor, bold=place < bold_lines)
            for place, words in enumerate(end.words)
        ]
