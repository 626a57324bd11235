"""Rows of a chart, names at the left or above, and bars from a zero baseline, one a row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from autan.evidence.figures.core.states import ValueState
from autan.territories.charts.renderers.drawing.chart_frame import ChartFrame, LinearScale, bounds_from_zero, fitted_end
from autan.territories.charts.renderers.drawing.chart_lines import ChartLine, Value
from autan.territories.charts.renderers.drawing.pen import BASELINE, Pen

_GAP = 10
_MOST_FOR_NAMES = 0.36


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """How rows are laid out: where the marks start, and how names are written.

    Attributes:
        left: where the marks start.
        names_room: width that a name may take on one line.
    """

    pen: Pen
    frame: ChartFrame
    left: float
    names_room: float

    @classmethod
    def for_lines(cls, pen: Pen, frame: ChartFrame, lines: Sequence[ChartLine]) -> "Rows":
        """Leave the names what the longest needs, up to a third of the drawing; longer names are cut in two."""
        if frame.has_names_above:
            return cls(pen=pen, frame=frame, left=1, names_room=frame.width)
        longest = max((pen.lettering.width(line.name, frame.size, bold=_is_bold(line)) for line in lines), default=0)
        room = min(longest, frame.width * _MOST_FOR_NAMES)
        return cls(pen=pen, frame=frame, left=room + _GAP, names_room=room + 1)

    def draw(
        self, lines: Sequence[ChartLine], top: float, mark: Callable[[ChartLine, float], str]
    ) -> tuple[list[str], float]:
        """Draw rows from `top` down; `mark` draws the marks of a line around the height it is given.

        Returns the elements, and the height where the next thing may start.
        """
        marks, y = [], top
        for line in lines:
            words = self.pen.lettering.wrap(line.name, self.frame.size, self.names_room, bold=_is_bold(line))
            height = len(words) * self.frame.leading
            if not line.values:
                marks.append(self._name(words, 0, y + height, is_bold=True))
                y += height + 8
                continue
            if self.frame.has_names_above:
                name, middle = (
                    self._name(words, 0, y + height - 4, is_bold=line.is_emphasised),
                    y + height + 1 + self.frame.bar / 2,
                )
                step = height + self.frame.bar + 12
            else:
                step = max(self.frame.bar + 10, height + 8)
                middle = y + step / 2
                first = middle + self.frame.size * BASELINE - (len(words) - 1) * self.frame.leading / 2
                name = self._name(words, 0, first + (len(words) - 1) * self.frame.leading, is_bold=line.is_emphasised)
            marks.append(self.linked(line.values, name + mark(line, middle)))
            y += step
        return marks, y

    def linked(self, values: Sequence[Value], content: str) -> str:
        """Make a row with one value one link to its trace; marks of several values are linked one by one."""
        return self.pen.link(content, values[0].address, values[0].accessible_text) if len(values) == 1 else content

    def _name(self, words: list[str], x: float, last: float, *, is_bold: bool) -> str:
        step = self.frame.leading
        starts = [last - (len(words) - 1 - place) * step for place in range(len(words))]
        return "".join(
            self.pen.text(x, y, part, self.frame.size, bold=is_bold, halo=self.frame.has_names_above)
            for part, y in zip(words, starts, strict=True)
        )


def _is_bold(line: ChartLine) -> bool:
    """Headings, which have no value of their own, are bold too."""
    return line.is_emphasised or not line.values


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
        zero, height = self.scale.place(0), self.frame.bar
        if value.low is None or value.high is None:
            if value.state is ValueState.NOT_APPLICABLE:
                return "", zero
            return self.pen.hatched(zero, top, UNKNOWN_WIDTH, height), zero + UNKNOWN_WIDTH
        solid, end = self.scale.place(value.low), self.scale.place(value.high)
        bar = self.pen.rect(min(zero, solid), top, abs(solid - zero), height, value.colour)
        if value.is_slight:
            return self.pen.hatched(min(zero, solid), top, abs(solid - zero), height), max(end, zero)
        if value.is_range:
            return bar + self.pen.hatched(solid, top, end - solid, height), end
        if value.state is ValueState.LOWER_BOUND:
            return bar + self.pen.hatched(end, top, _STUB, height), end + _STUB
        return bar, max(end, zero)
