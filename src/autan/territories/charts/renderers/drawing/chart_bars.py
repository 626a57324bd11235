"""Bars from a zero baseline, one a line, the value written at the end of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from autan.evidence.figures.core.states import ValueState
from autan.territories.charts.renderers.drawing.chart_frame import ChartFrame, LinearScale, bounds_from_zero, fitted_end
from autan.territories.charts.renderers.drawing.chart_lines import ChartLine, Value
from autan.territories.charts.renderers.drawing.chart_rows import Rows
from autan.territories.charts.renderers.drawing.pen import Pen

_AFTER = 6
_STUB = 12
_SHORT_UNIT = 8
UNKNOWN_WIDTH = 40


def written_values(lines: Sequence[ChartLine]) -> dict[int, str]:
    """Return what is written beside each value, by the identity of the value.

    `%` stands everywhere; another unit stands once, when it is short: a long one is in the title.
    """
    values = [value for line in lines for value in line.values]
    first = next((value for value in values if value.is_known), None)
    return {
        id(v): v.label if v.unit == "%" or (v is first and len(v.unit) <= _SHORT_UNIT) else v.written for v in values
    }


def draw_bars(lines: Sequence[ChartLine], pen: Pen, frame: ChartFrame) -> tuple[list[str], float]:
    """Draw the bars; returns the elements and the height of the drawing."""
    rows = Rows.for_lines(pen, frame, lines)
    words = written_values(lines)
    ends = [end for line in lines for v in line.values for end in (v.low, v.high) if end is not None]
    low, high = bounds_from_zero(ends)
    labels = [
        (
            (value.high - low) / (high - low),
            pen.lettering.width(words[id(value)], frame.size, bold=True) + _AFTER + _STUB,
        )
        for line in lines
        for value in line.values
        if value.high is not None
    ]
    scale = LinearScale(low=low, high=high, start=rows.left, end=fitted_end(rows.left, frame.width, labels))
    bars = _Bars(pen=pen, frame=frame, scale=scale, words=words)
    marks, bottom = rows.draw(lines, 2, bars.mark)
    baseline = [] if frame.has_names_above else [pen.line(scale.place(0), 2, scale.place(0), bottom, "soft")]
    return [*marks, *baseline], bottom + 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bars:
    pen: Pen
    frame: ChartFrame
    scale: LinearScale
    words: dict[int, str]

    def mark(self, line: ChartLine, middle: float) -> str:
        """The bar of a line and its value."""
        value = line.values[0]
        bar, end = self._bar(value, middle - self.frame.bar / 2)
        colour = "ink" if value.is_known else "soft"
        x, words, bold = end + _AFTER, self.words[id(value)], line.is_emphasised
        return bar + self.pen.text(x, middle, words, self.frame.size, colour=colour, bold=bold, is_centred=True)

    def _bar(self, value: Value, top: float) -> tuple[str, float]:
        """The bar, and where it ends."""
        zero, tall = self.scale.place(0), self.frame.bar
        if value.low is None or value.high is None:
            if value.state is ValueState.NOT_APPLICABLE:
                return "", zero
            return self.pen.hatched(zero, top, UNKNOWN_WIDTH, tall), zero + UNKNOWN_WIDTH
        solid, end = self.scale.place(value.low), self.scale.place(value.high)
        bar = self.pen.rect(min(zero, solid), top, abs(solid - zero), tall, value.colour)
        if value.is_slight:
            return self.pen.hatched(min(zero, solid), top, abs(solid - zero), tall), max(end, zero)
        if value.is_range:
            return bar + self.pen.hatched(solid, top, end - solid, tall), end
        if value.state is ValueState.LOWER_BOUND:
            return bar + self.pen.hatched(end, top, _STUB, tall), end + _STUB
        return bar, max(end, zero)
