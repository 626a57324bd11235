"""Dots on one shared axis, one row a territory, every one named; two dots a row are joined to show the change."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import Any

from autan.evidence.figures.core.states import ValueState
from autan.ground.errors import DomainError
from autan.ground.texts.core.notation import THIN_SPACE
from autan.ground.texts.language import colon, number, words
from autan.ground.wordings import Sentence, Text
from autan.territories.charts.renderers.drawing.chart_frame import ChartFrame, LinearScale, fitted_end, round_ticks
from autan.territories.charts.renderers.drawing.chart_lines import ChartLine, Value
from autan.territories.charts.renderers.drawing.chart_rows import Rows, written_values
from autan.territories.charts.renderers.drawing.chart_stacks import draw_legend
from autan.territories.charts.renderers.drawing.pen import Pen, coordinate, element

_BAND = 16
_JOINED = Text(f"{THIN_SPACE}; ", "; ")
_MIDDLE_SHARES = (0.02, 0.98)
_ALL = Sentence("{count} intercommunalités, un trait chacune")
_BEYOND = Sentence("{count} au-delà de l’échelle")
_HALF = Sentence("médiane {value}")


@dataclass(frozen=True, kw_only=True)
class Strip:
    """The values of all others, in the unit of the axis.

    The axis is not stretched by a few extremes: it holds the middle 96 % of the values, and every dot; those that lie
    outside are counted in words.

    `values`: one for each territory; none when there is no band to draw.
    """

    values: Sequence[float]
    pen: Pen
    frame: ChartFrame

    @cached_property
    def _ordered_ends(self) -> list[float]:
        return sorted(self.values)

    @property
    def middle_ends(self) -> list[float]:
        """The ends of the middle 96 % of the values."""
        last = len(self._ordered_ends) - 1
        return [self._ordered_ends[round(last * share)] for share in _MIDDLE_SHARES] if self._ordered_ends else []

    @property
    def height(self) -> float:
        """Room that the band and its words take above the rows."""
        return (
            _BAND + 2 * self.frame.small + 8 if self.frame.has_names_above else _BAND + self.frame.small + 10
        ) * bool(self.values)

    def draw(self, scale: LinearScale, top: float, bottom: float) -> list[str]:
        """The ticks, the median down through the rows, and the words above the band."""
        if not self.values:
            return []
        places = sorted(
            {coordinate(scale.place(value)) for value in self._ordered_ends if scale.low <= value <= scale.high}
        )
        y = top + self.height - _BAND - 4
        ticks = "".join(f"M{x} {coordinate(y)}v{_BAND}" for x in places)
        band = element("path", d=ticks, fill="none", stroke_width=0.7, **self.pen.paint("coast", stroke=True))
        # one of the values, and never between two: each dot is a place
        middle = self._ordered_ends[(len(self._ordered_ends) - 1) // 2]
        x = scale.place(min(max(middle, scale.low), scale.high))
        dashes = {"stroke_dasharray": "3 3", "stroke_width": "1"}
        path = f"M{coordinate(x)} {coordinate(y)}V{coordinate(bottom)}"
        line = element("path", d=path, fill="none", **dashes, **self.pen.paint("soft", stroke=True))
        return [band, line, *self._words(middle, y, scale)]

    def _words(self, middle: float, y: float, scale: LinearScale) -> list[str]:
        beyond = sum(not scale.low <= value <= scale.high for value in self._ordered_ends)
        remarks = [
            self._format_remark(_ALL, len(self._ordered_ends)),
            words(_HALF).format(value=number(middle, decimals=0 if abs(middle) >= 100 else 1)),
        ]
        remarks += [self._format_remark(_BEYOND, beyond)] if beyond else []
        joined = words(_JOINED)
        left, lines = scale.start, self._wrap_remark(joined.join(remarks), self.frame.width - scale.start)
        if len(lines) > 1 + self.frame.has_names_above:  # no more lines than there is height for: from the left edge
            left, lines = 0.0, self._wrap_remark(joined.join(remarks), self.frame.width)
        step = self.frame.small * 1.15
        return [
            self.pen.text(
                left, y - 4 - (len(lines) - 1 - place) * step, line, self.frame.small, colour="soft", halo=True
            )
            for place, line in enumerate(lines)
        ]

    def _wrap_remark(self, remark: str, room: float) -> list[str]:
        return list(self.pen.lettering.wrap(remark, self.frame.small, room))

    def _format_remark(self, remark: Text, count: int) -> str:
        return words(remark).format(count=number(count))


_AFTER = 10
_RADIUS = 5.5
_NEAR_ZERO = 0.5
_BETWEEN_NUMBERS = 6


class TooManyDotsError(DomainError):
    """A chart of dots has more than two figures a row, which cannot be labelled in place."""


def draw_dots(
    lines: Sequence[ChartLine], pen: Pen, frame: ChartFrame, *, behind: Sequence[float] = ()
) -> tuple[list[str], float]:
    """Draw the axis and the dots; returns the elements and the height of the drawing.

    `behind`: values of all others, in the unit of the rows, drawn as a band of ticks above the rows.
    """
    most = max((len(line.values) for line in lines), default=0)
    if most > 2:
        message = "a chart of dots takes one or two figures a row, got {most}"
        raise TooManyDotsError(message, most=most)
    legend, top = ([], 0.0) if most < 2 else draw_legend(lines, pen, frame)
    rows = Rows.for_lines(pen, frame, lines)
    words = _words_of_pairs(lines) if most == 2 else written_values(lines)
    strip = Strip(values=behind, pen=pen, frame=frame)
    ticks = _ticks(
        [*(v.high for line in lines for v in line.values if v.high is not None), *strip.middle_ends],
        count=3 if frame.has_names_above else 5,
    )
    before = _room(lines, words, pen, frame) if most == 2 else _RADIUS + 1
    start, span = rows.left + before, ticks[-1] - ticks[0]
    labels = [
        ((value.high - ticks[0]) / span, pen.lettering.width(words[id(value)], frame.size, bold=True) + _AFTER)
        for line in lines
        for value in line.values
        if value.high is not None
    ]
    end = fitted_end(start, frame.width - _RADIUS, [*labels, (1.0, frame.small)])
    scale = LinearScale(low=ticks[0], high=ticks[-1], start=start, end=end)
    dots = _Dots(pen=pen, frame=frame, scale=scale, words=words)
    first = top + frame.small + (13 if frame.has_names_above else 8)
    marks, bottom = rows.draw(lines, first + strip.height, dots.mark)
    return [
        *legend,
        *draw_axis(pen, frame, scale, ticks, (top + frame.small + 4, bottom)),
        *strip.draw(scale, first, bottom),
        *marks,
    ], bottom + 2


def _words_of_pairs(lines: Sequence[ChartLine]) -> dict[int, str]:
    """Values without unit, which the title gives; the one that is not known is named after the one that is."""
    words = {id(value): value.written for line in lines for value in line.values}
    for line in lines:
        known = [value for value in line.values if value.is_known]
        unknown = [value for value in line.values if not value.is_known]
        if known and unknown:
            words[id(known[0])] += f"  ·  {unknown[0].name}{colon()} {unknown[0].written}"
    return words


def _room(lines: Sequence[ChartLine], words: dict[int, str], pen: Pen, frame: ChartFrame) -> float:
    """Width that the values at the left of the first dots need."""
    firsts = [words[id(value)] for line in lines if all(v.is_known for v in line.values) for value in line.values]
    return max((pen.lettering.width(text, frame.size) for text in firsts), default=0) + _AFTER


def _ticks(values: Sequence[float], *, count: int) -> list[float]:
    """Round values that cover every dot; from zero unless all dots are far from it."""
    if not values:
        return [0, 1]
    low, high = min(values), max(values)
    starts_at_zero = 0 <= low < high * _NEAR_ZERO or low == high >= 0
    return round_ticks(0 if starts_at_zero else low, high, count=count)


def draw_axis(
    pen: Pen, frame: ChartFrame, scale: LinearScale, ticks: Sequence[float], between: tuple[float, float]
) -> list[str]:
    """Draw a hairline for each tick, and the numbers that have room, counted from zero."""
    marks = []
    decimals = 0 if all(float(tick).is_integer() for tick in ticks) else 1
    written = [number(tick, decimals=decimals) for tick in ticks]
    widest = max((pen.lettering.width(label, frame.small) for label in written), default=0)
    room = abs(scale.place(ticks[1]) - scale.place(ticks[0])) if len(ticks) > 1 else widest
    every = max(1, ceil((widest + _BETWEEN_NUMBERS) / room)) if room else 1
    origin = ticks.index(0) if 0 in ticks else 0
    for rank, (tick, label) in enumerate(zip(ticks, written, strict=True)):
        x = scale.place(tick)
        marks.append(pen.line(x, between[0], x, between[1], "hair" if tick else "soft"))
        if (rank - origin) % every:
            continue
        middle = max(x, pen.lettering.width(label, frame.small) / 2)
        marks.append(pen.text(middle, between[0] - 4, label, frame.small, colour="soft", anchor="middle"))
    return marks


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dots:
    pen: Pen
    frame: ChartFrame
    scale: LinearScale
    words: dict[int, str]

    def mark(self, line: ChartLine, middle: float) -> str:
        """The dots of a row, the hairline that joins them, and their values."""
        known = sorted((v for v in line.values if v.high is not None), key=lambda v: v.high or 0)
        unknown = [value for value in line.values if value.high is None]
        marks = [self.pen.line(self.scale.start, middle, self.scale.end, middle, "grid")]
        if len(known) == 2:
            ends = [self.scale.place(value.high or 0) for value in known]
            marks.append(self.pen.line(ends[0], middle, ends[1], middle, "soft", width=2))
        for position, value in enumerate(known):
            is_left = len(line.values) == 2 and position == 0 and not unknown
            dot = self._dot(value, middle, is_left=is_left, is_bold=line.is_emphasised)
            marks.append(self.pen.link(dot, value.address, value.accessible_text) if len(line.values) > 1 else dot)
        marks.extend(self._unknown_mark(value, middle) for value in unknown[:1] if not known)
        return "".join(marks)

    def _dot(self, value: Value, middle: float, *, is_left: bool, is_bold: bool) -> str:
        x = self.scale.place(value.high or 0)
        dot = self.pen.dot(x, middle, _RADIUS, value.colour, is_floor=value.state is ValueState.LOWER_BOUND)
        place, anchor = (x - _AFTER, "end") if is_left else (x + _AFTER, None)
        return dot + self._words(place, middle, self.words[id(value)], anchor=anchor, bold=is_bold)

    def _unknown_mark(self, value: Value, middle: float) -> str:
        """A hollow dot at the start of the axis, outside the scale of values."""
        x = self.scale.start
        dot = self.pen.circle(x, middle, _RADIUS - 1, "soft", hollow=True)
        return dot + self._words(x + _AFTER, middle, value.written, colour="soft")

    def _words(self, x: float, middle: float, words: str, **looks: Any) -> str:
        return self.pen.text(x, middle, words, self.frame.size, halo=True, is_centred=True, **looks)
