"""Series of years, one panel a row on one axis of years: dots at their dates, joined where nothing breaks.

A value that is a floor is a ring, an unknown one a dashed ring on the axis. A break is a dashed line with a
letter; what it is stands under the panels.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor

from autan.evidence.figures.core.states import ValueState
from autan.ground.texts.core.notation import NO_BREAK_SPACE
from autan.ground.texts.language import colon, number
from autan.territories.charts.renderers.drawing.chart_frame import (
    ChartFrame,
    LinearScale,
    bounds_from_zero,
    round_ticks,
)
from autan.territories.charts.renderers.drawing.chart_lines import ChartLine, Value
from autan.territories.charts.renderers.drawing.chart_timeline import place_of
from autan.territories.charts.renderers.drawing.pen import Pen, element

_HEIGHT = 66
_RADIUS = 3.2
_ABOVE = 7  # from a dot to the value written over it
_BETWEEN = 14
_MOST_YEARS = 8
_ROOM_FOR_VALUES = 18
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def draw_series(lines: Sequence[ChartLine], pen: Pen, frame: ChartFrame) -> tuple[list[str], float]:
    """Draw the panels, the years under the last one and the breaks; returns the elements and the height."""
    reasons = dict.fromkeys(reason for line in lines for reason in line.breaks.values())
    letters = dict(zip(reasons, _LETTERS, strict=False))
    years = _scale_of_years(lines, pen, frame)
    marks, y = [], 0.0
    for line in lines:
        panel = _Panel(pen=pen, frame=frame, years=years, letters=letters, line=line, top=y)
        marks += panel.draw()
        y = panel.bottom + _BETWEEN
    marks += _year_axis(pen, frame, years, y) if lines else []
    y += frame.small + 6
    notes, y = _notes(letters, pen, frame, y)
    return [*marks, *notes], y + 2


def _scale_of_years(lines: Sequence[ChartLine], pen: Pen, frame: ChartFrame) -> LinearScale:
    places = [place_of(value.period) for line in lines for value in line.values] or [0.0]
    low, high = floor(min(places)), max(ceil(max(places)), floor(min(places)) + 1)
    widest = max((pen.lettering.width(words, frame.small) for line in lines for words in _tick_words(line)), default=0)
    return LinearScale(low=low, high=high, start=widest + 10, end=frame.width - 14)


def _tick_words(line: ChartLine) -> list[str]:
    ticks = _ticks_of(line)
    decimals = 0 if all(float(tick).is_integer() for tick in ticks) else 1
    return [number(tick, decimals=decimals) for tick in (ticks[0], ticks[-1])]


def _ticks_of(line: ChartLine) -> list[float]:
    """From zero, so that the changes of two panels can be compared by eye."""
    return round_ticks(*bounds_from_zero([value.high for value in line.values if value.high is not None]), count=2)


def _year_axis(pen: Pen, frame: ChartFrame, years: LinearScale, y: float) -> list[str]:
    span = int(years.high - years.low)
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100) if span / step <= _MOST_YEARS)
    shown = [year for year in range(int(years.low), int(years.high) + 1) if year % step == 0]
    return [
        pen.text(years.place(year), y + frame.small - 4, str(year), frame.small, colour="soft", anchor="middle")
        for year in shown
    ]


def _notes(letters: Mapping[str, str], pen: Pen, frame: ChartFrame, y: float) -> tuple[list[str], float]:
    """The reasons of the breaks, each after its letter."""
    marks = list[str]()
    for reason, letter in letters.items():
        words = f"{letter}{NO_BREAK_SPACE}·{NO_BREAK_SPACE}{reason}"
        lines, y = pen.lines(words, 0, y, frame.small, frame.width, step=frame.small * 1.25, colour="soft")
        marks += lines
    return marks, y + 4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Panel:
    """One row: its name, its scale of values, its dots and its breaks."""

    pen: Pen
    frame: ChartFrame
    years: LinearScale
    letters: Mapping[str, str]
    line: ChartLine
    top: float

    @property
    def _names(self) -> list[str]:
        unit = next((value.unit for value in self.line.values if value.is_known), "")
        name = f"{self.line.name} ({unit})" if unit else self.line.name
        return self.pen.lettering.wrap(name, self.frame.size, self.frame.width, bold=self.line.is_emphasised)

    @property
    def _start(self) -> float:
        return self.top + len(self._names) * self.frame.leading + _ROOM_FOR_VALUES

    @property
    def bottom(self) -> float:
        """Height of the axis of the panel."""
        return self._start + _HEIGHT

    def draw(self) -> list[str]:
        """The elements of the panel, the dots last."""
        ticks, words = _ticks_of(self.line), _tick_words(self.line)
        values = LinearScale(low=ticks[0], high=ticks[-1], start=self.bottom, end=self._start)
        return [*self._name(), *self._grid(ticks, words, values), *self._breaks(), *self._marks(values)]

    def _name(self) -> list[str]:
        return [
            self.pen.text(
                0, self.top + (rank + 1) * self.frame.leading - 3, part, self.frame.size, bold=self.line.is_emphasised
            )
            for rank, part in enumerate(self._names)
        ]

    def _grid(self, ticks: Sequence[float], words: Sequence[str], values: LinearScale) -> list[str]:
        marks = []
        for tick, word in zip((ticks[0], ticks[-1]), words, strict=True):
            y = values.place(tick)
            marks.append(self.pen.line(self.years.start, y, self.years.end, y, "hair"))
            x, size = self.years.start - 6, self.frame.small
            marks.append(self.pen.text(x, y, word, size, colour="soft", anchor="end", is_centred=True))
        return marks

    def _breaks(self) -> list[str]:
        """A dashed line half-way between the two values that a break parts, with its letter."""
        marks = []
        for position, reason in self.line.breaks.items():
            around = self.line.values[max(position - 1, 0) : position + 1]
            x = sum(self._x(value) for value in around) / len(around)
            path = f"M{x:.1f} {self._start - 4:.1f}V{self.bottom:.1f}"
            dashes = element("path", d=path, fill="none", stroke_dasharray="3 3", **self.pen.paint("soft", stroke=True))
            letter = self.letters.get(reason, "")
            name = self.pen.text(
                x, self._start - 7, letter, self.frame.small, colour="soft", anchor="middle", bold=True, halo=True
            )
            marks.append(self.pen.titled(dashes + name, f"{letter}{colon()} {reason}"))
        return marks

    def _marks(self, values: LinearScale) -> list[str]:
        colour = "emphasis" if self.line.is_emphasised else "data"
        strokes = [self.pen.polyline(run, colour, width=1.6) for run in self._runs(values) if len(run) > 1]
        dots = [
            self.pen.link(self._dot(value, values, colour), value.address, value.accessible_text)
            for value in self.line.values
        ]
        return [*strokes, *dots, *self._value_labels(values)]

    def _runs(self, values: LinearScale) -> list[list[tuple[float, float]]]:
        """Where the known values that follow each other stand; a run ends at an unknown value and at a break."""
        runs: list[list[tuple[float, float]]] = [[]]
        for rank, value in enumerate(self.line.values):
            if value.high is None or rank in self.line.breaks:
                runs.append([])
            if value.high is not None:
                runs[-1].append((self._x(value), values.place(value.high)))
        return runs

    def _x(self, value: Value) -> float:
        return self.years.place(place_of(value.period))

    def _dot(self, value: Value, values: LinearScale, colour: str) -> str:
        if value.high is None:
            return self.pen.circle(self._x(value), self.bottom, _RADIUS, "soft", hollow=True)
        y, is_floor = values.place(value.high), value.state is ValueState.LOWER_BOUND
        return self.pen.dot(self._x(value), y, _RADIUS, colour, is_floor=is_floor)

    def _value_labels(self, values: LinearScale) -> list[str]:
        """The first and the last known value, over their dots."""
        known = [value for value in self.line.values if value.high is not None]
        if not known:
            return []
        ends = [(known[0], "start"), (known[-1], "end")] if len(known) > 1 else [(known[0], "middle")]
        return [self._label(value, anchor, values) for value, anchor in ends]

    def _label(self, value: Value, anchor: str, values: LinearScale) -> str:
        x, width = self._x(value), self.pen.lettering.width(value.written, self.frame.small, bold=True)
        if anchor == "start" and x - width > self.years.start:
            anchor = "end"  # at the left of the dot, where no other dot stands
        if anchor == "middle":
            x = min(max(x, width / 2), self.frame.width - width / 2)
        y = values.place(value.high or 0) - _ABOVE
        end = None if anchor == "start" else anchor
        return self.pen.text(x, y, value.written, self.frame.small, anchor=end, bold=True, halo=True)
