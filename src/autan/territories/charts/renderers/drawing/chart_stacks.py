"""Bars of parts of a whole, or from a lowest to a highest value, one a row, values written."""

from collections.abc import Sequence
from dataclasses import dataclass

from autan.evidence.figures.core.states import ValueState
from autan.ground.texts.language import with_unit, words
from autan.ground.wordings import Sentence
from autan.territories.charts.renderers.drawing.chart_frame import (
    ChartFrame,
    LinearScale,
    bounds_from_zero,
    fitted_end,
    round_ticks,
)
from autan.territories.charts.renderers.drawing.chart_lines import ChartLine, Value
from autan.territories.charts.renderers.drawing.chart_rows import UNKNOWN_WIDTH, Rows
from autan.territories.charts.renderers.drawing.palette import text_class_on
from autan.territories.charts.renderers.drawing.pen import Pen

_SEAM = 1.5
_UNKNOWN_WIDTH = 12
_SWATCH = 12
_SOME_UNKNOWN = Sentence("non renseigné")


def draw_stacks(
    lines: Sequence[ChartLine], pen: Pen, frame: ChartFrame, *, is_equal: bool = False
) -> tuple[list[str], float]:
    """Draw the legend, then the bars; returns the elements and the height of the drawing.

    Bars are in proportion to their totals, unless `is_equal`: each is then as long as what is known of its whole.
    """
    legend, top = draw_legend(lines, pen, frame)
    rows = Rows.for_lines(pen, frame, lines)
    longest = max(map(_total, lines), default=0) or 1
    shares = [1 if is_equal else _total(line) / longest for line in lines]
    labels = [(share, _room_after(line, pen, frame)) for line, share in zip(lines, shares, strict=True)]
    end = fitted_end(rows.left, frame.width, labels)
    stacks = _Stacks(pen=pen, frame=frame, start=rows.left, end=end, longest=None if is_equal else longest)
    marks, bottom = rows.draw(lines, top, stacks.mark)
    return [*legend, *marks], bottom + 2


def _total(line: ChartLine) -> float:
    return sum(value.high or 0 for value in line.values)


def _room_after(line: ChartLine, pen: Pen, frame: ChartFrame) -> float:
    """Width of what follows the known parts of a row."""
    unknown = sum(not value.is_known for value in line.values) * _UNKNOWN_WIDTH
    return unknown + (pen.lettering.width(_remark(line), frame.small) + 8 if unknown else 1)


def _remark(line: ChartLine) -> str:
    """What is written after a bar that lacks a part."""
    return words(_SOME_UNKNOWN) if any(not value.is_known for value in line.values) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stacks:
    pen: Pen
    frame: ChartFrame
    start: float
    end: float
    longest: float | None

    def mark(self, line: ChartLine, middle: float) -> str:
        """The parts of a row side by side; the unknown ones last, hatched, of a width that says nothing."""
        top, x = middle - self.frame.bar / 2, self.start
        # one scale for all the rows, or that of the row alone when there is no longest one
        scale = LinearScale(low=0, high=self.longest or _total(line) or 1, start=self.start, end=self.end)
        parts = []
        for value in line.values:
            if value.high is not None:
                width = scale.place(value.high) - scale.start
                parts.append(self.pen.link(self._part(value, x, top, width), value.address, value.accessible_text))
                x += width
        for value in line.values:
            if value.high is None and value.state is not ValueState.NOT_APPLICABLE:
                block = self.pen.hatched(x, top, _UNKNOWN_WIDTH - _SEAM, self.frame.bar)
                parts.append(self.pen.link(block, value.address, value.accessible_text))
                x += _UNKNOWN_WIDTH
        remark = _remark(line)
        if remark:
            parts.append(self.pen.text(x + 5, middle, remark, self.frame.small, colour="soft", is_centred=True))
        return "".join(parts)

    def _part(self, value: Value, x: float, top: float, width: float) -> str:
        marks = self.pen.rect(x, top, max(width - _SEAM, 0.4), self.frame.bar, value.colour)
        if self.pen.lettering.width(value.written, self.frame.small) + 8 > width:
            return marks
        across, middle, ink = x + (width - _SEAM) / 2, top + self.frame.bar / 2, text_class_on(value.colour)
        written, small = value.written, self.frame.small
        return marks + self.pen.text(across, middle, written, small, colour=ink, anchor="middle", is_centred=True)


def draw_legend(lines: Sequence[ChartLine], pen: Pen, frame: ChartFrame) -> tuple[list[str], float]:
    """Write names beside a sample of their colour, in the order of the parts; returns where the next thing starts."""
    names = {value.name: value.colour for line in lines for value in line.values}
    marks, x, y = [], 0.0, frame.small + 1
    for name, colour in names.items():
        wide = _SWATCH + 5 + pen.lettering.width(name, frame.small)
        if x and x + wide > frame.width:
            x, y = 0.0, y + frame.small * 1.5
        marks.append(pen.rect(x, y - _SWATCH + 2, _SWATCH, _SWATCH, colour))
        marks.append(pen.text(x + _SWATCH + 5, y, name, frame.small))
        x += wide + 14
    return marks, y + 12


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
        value, height = line.values[0], self.frame.bar
        track = self.pen.rect(self.scale.start, middle - 1, self.scale.end - self.scale.start, 2, "hair")
        if value.low is None or value.high is None:
            block = self.pen.hatched(self.scale.start, middle - height / 2, UNKNOWN_WIDTH, height)
            return track + block + self._words(self.scale.start + UNKNOWN_WIDTH + _AFTER, middle, value.written, "soft")
        low, high = self.scale.place(value.low), self.scale.place(value.high)
        written_low, written_high = _ends(value)
        if not value.is_range:
            dot = self.pen.circle(high, middle, height / 3, value.colour)
            return track + dot + self._words(high + height / 3 + _AFTER, middle, written_high)
        # a narrow range would not be seen
        bar = self.pen.rect(low, middle - height / 2, max(high - low, 2), height, value.colour)
        return "".join(
            [
                track,
                bar,
                *(self.pen.circle(self.scale.place(point), middle, height / 4, "ink") for point in value.points),
                self._words(low - _AFTER, middle, written_low, anchor="end"),
                self._words(high + _AFTER, middle, written_high),
            ]
        )

    def _words(self, x: float, middle: float, words: str, colour: str = "ink", anchor: str | None = None) -> str:
        size = self.frame.size
        return self.pen.text(x, middle, words, size, colour=colour, anchor=anchor, halo=True, is_centred=True)
