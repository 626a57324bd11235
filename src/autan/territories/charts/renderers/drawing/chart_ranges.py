"""From a lowest to a highest value, one line each, both ends written, with the points that the range is taken from."""

from collections.abc import Sequence
from dataclasses import dataclass

from autan.ground.texts.language import with_unit
from autan.territories.charts.renderers.drawing.chart_bars import UNKNOWN_WIDTH
from autan.territories.charts.renderers.drawing.chart_frame import (
    ChartFrame,
    LinearScale,
    bounds_from_zero,
    round_ticks,
)
from autan.territories.charts.renderers.drawing.chart_lines import ChartLine, Value
from autan.territories.charts.renderers.drawing.chart_rows import Rows
from autan.territories.charts.renderers.drawing.pen import Pen

_AFTER = 7


def draw_ranges(lines: Sequence[ChartLine], pen: Pen, frame: ChartFrame) -> tuple[list[str], float]:
    """Draw the ranges; returns the elements and the height of the drawing."""
    rows = Rows.for_lines(pen, frame, lines)
    values = [value for line in lines for value in line.values]
    low, high = _bounds(values)
    room = max((pen.lettering.width(end, frame.size) for value in values for end in _ends(value)), default=0) + _AFTER
    scale = LinearScale(low=low, high=high, start=rows.left + room, end=frame.width - room)
    ranges = _Ranges(pen=pen, frame=frame, scale=scale)
    marks, bottom = rows.draw(lines, 2, ranges.mark)
    return marks, bottom + 2


def _bounds(values: Sequence[Value]) -> tuple[float, float]:
    """The whole of a share is its scale; other quantities start from zero."""
    ends = [end for value in values for end in (value.low, value.high) if end is not None]
    if all(value.unit == "%" for value in values) and max(ends, default=0) <= 100:
        return 0, 100
    ticks = round_ticks(*bounds_from_zero(ends))
    return ticks[0], ticks[-1]


def _ends(value: Value) -> tuple[str, str]:
    unit = value.unit if value.is_known else ""
    low, high = (value.low_written, value.high_written) if value.is_range else ("", value.written)
    return low, with_unit(high, unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ranges:
    pen: Pen
    frame: ChartFrame
    scale: LinearScale

    def mark(self, line: ChartLine, middle: float) -> str:
        """The track of the scale, the range on it, its points, and its two ends."""
        value, tall = line.values[0], self.frame.bar
        track = self.pen.rect(self.scale.start, middle - 1, self.scale.end - self.scale.start, 2, "hair")
        if value.low is None or value.high is None:
            block = self.pen.hatched(self.scale.start, middle - tall / 2, UNKNOWN_WIDTH, tall)
            return track + block + self._words(self.scale.start + UNKNOWN_WIDTH + _AFTER, middle, value.written, "soft")
        low, high = self.scale.place(value.low), self.scale.place(value.high)
        written_low, written_high = _ends(value)
        if not value.is_range:
            dot = self.pen.circle(high, middle, tall / 3, value.colour)
            return track + dot + self._words(high + tall / 3 + _AFTER, middle, written_high)
        # a narrow range would not be seen
        bar = self.pen.rect(low, middle - tall / 2, max(high - low, 2), tall, value.colour)
        return "".join(
            [
                track,
                bar,
                *(self.pen.circle(self.scale.place(point), middle, tall / 4, "ink") for point in value.points),
                self._words(low - _AFTER, middle, written_low, anchor="end"),
                self._words(high + _AFTER, middle, written_high),
            ]
        )

    def _words(self, x: float, middle: float, words: str, colour: str = "ink", anchor: str | None = None) -> str:
        size = self.frame.size
        return self.pen.text(x, middle, words, size, colour=colour, anchor=anchor, halo=True, is_centred=True)
