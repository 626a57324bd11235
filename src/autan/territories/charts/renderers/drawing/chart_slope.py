"""Slopes: two dates side by side, one line a territory, each named at its end; the unknown ones named below."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from autan.evidence.figures.core.states import ValueState
from autan.ground.texts.language import colon, words
from autan.ground.wordings import Sentence
from autan.territories.charts.renderers.drawing.chart_frame import ChartFrame, LinearScale, round_ticks
from autan.territories.charts.renderers.drawing.chart_lines import ChartLine, Value
from autan.territories.charts.renderers.drawing.chart_timeline import place_of
from autan.territories.charts.renderers.drawing.pen import Pen

_RADIUS, _TOP, _GAP, _LEADER = 3.6, 26.0, 8.0, 16.0
_MOVED = 2.0
"""Distance from its dot beyond which a label is led to it by a hair line."""
_UNKNOWN = Sentence("Inconnu à l’une des dates")
_LEAST_HEIGHT, _A_LINE = 150.0, 22.0
_LEAST_SPAN = 70.0
"""Width kept for the lines between the two dates."""


def draw_slopes(lines: Sequence[ChartLine], pen: Pen, frame: ChartFrame) -> tuple[list[str], float]:
    """Draw the two dates, a line for each row known at both, and the names of the others; returns the height too."""
    known = [line for line in lines if len(line.values) == 2 and all(value.high is not None for value in line.values)]
    others = [line.name for line in lines if line not in known]
    if not known:
        return _named_below(others, pen, frame, 0.0)
    drawing = _Slopes(lines=known, pen=pen, frame=frame)
    marks, bottom = drawing.draw()
    below, height = _named_below(others, pen, frame, bottom)
    return [*marks, *below], height


def _named_below(names: Sequence[str], pen: Pen, frame: ChartFrame, y: float) -> tuple[list[str], float]:
    text = f"{words(_UNKNOWN)}{colon()} {', '.join(names)}" if names else ""
    marks, y = pen.lines(text, 0, y, frame.small, frame.width, step=frame.small * 1.25, colour="soft")
    return marks, y + 4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Slopes:
    """The lines that are known at both dates."""

    lines: Sequence[ChartLine]
    pen: Pen
    frame: ChartFrame

    def draw(self) -> tuple[list[str], float]:
        """The elements, and the height under them."""
        ends = [value.high or 0.0 for line in self.lines for value in line.values]
        ticks = round_ticks(min(ends), max(ends))
        bottom = _TOP + max(_LEAST_HEIGHT, _A_LINE * len(self.lines))
        values = LinearScale(low=ticks[0], high=ticks[-1], start=bottom, end=_TOP)
        before, after = (self._make_side(values, rank) for rank in (0, 1))
        left = self._room(before)
        after = self._shorten_side(after, self.frame.width - left - _LEAST_SPAN)
        sides, right = (before, after), self.frame.width - self._room(after)
        marks = self._dates(left, right, bottom)
        for line, start, end in zip(self.lines, sides[0].places, sides[1].places, strict=True):
            colour = "emphasis" if line.is_emphasised else "data"
            marks.append(self.pen.line(left, start, right, end, colour, width=1.6))
            marks += [self._dot(line.values[0], left, start, colour), self._dot(line.values[1], right, end, colour)]
        marks += [*self._labels(sides[0], left, -1), *self._labels(sides[1], right, 1)]
        return marks, max(bottom, *(side.settled[-1] for side in sides)) + _GAP

    def _make_side(self, values: LinearScale, rank: int) -> "_Side":
        return _Side(
            labels=[self._words(line, rank) for line in self.lines],
            places=[values.place(line.values[rank].high or 0) for line in self.lines],
            step=self.frame.small * 1.15,
        )

    def _shorten_side(self, side: "_Side", room: float) -> "_Side":
        """The labels cut where the lines would have no room between the dates; the table below has names in full."""
        most = room - _RADIUS - side.gap
        return replace(side, labels=[self._cut_label(label, most) for label in side.labels])

    def _cut_label(self, label: str, most: float) -> str:
        width, size = self.pen.lettering.width, self.frame.small
        if width(label, size, bold=True) <= most:
            return label
        text = label
        while len(text) > 1 and width(f"{text}…", size, bold=True) > most:
            text = text[:-1]
        return f"{text.rstrip()}…"

    def _words(self, line: ChartLine, rank: int) -> str:
        """Value, its unit being in the title; the name at the right, and at the left too where there is room for it."""
        written = line.values[rank].written
        if rank:
            return f"{written} {line.name}"
        return written if self.frame.has_names_above else f"{line.name} {written}"

    def _room(self, side: "_Side") -> float:
        widest = max(self.pen.lettering.width(label, self.frame.small, bold=True) for label in side.labels)
        return widest + _RADIUS + side.gap

    def _dates(self, left: float, right: float, bottom: float) -> list[str]:
        marks = []
        for rank, x in ((0, left), (1, right)):
            year = str(int(place_of(self.lines[0].values[rank].period)))
            marks.append(self.pen.line(x, _TOP - 6, x, bottom, "hair"))
            marks.append(self.pen.text(x, _TOP - 12, year, self.frame.size, anchor="middle", bold=True))
        return marks

    def _dot(self, value: Value, x: float, y: float, colour: str) -> str:
        dot = self.pen.dot(x, y, _RADIUS, colour, is_floor=value.state is ValueState.LOWER_BOUND)
        return self.pen.link(dot, value.address, value.accessible_text)

    def _labels(self, side: "_Side", x: float, direction: int) -> list[str]:
        """Each label beside its dot, in the order of the dots; one that was pushed away is led to it."""
        marks, size = [], self.frame.small
        for rank, y in zip(side.order, side.settled, strict=True):
            if side.gap > _GAP:
                marks.append(
                    self.pen.line(x + direction * _RADIUS, side.places[rank], x + direction * (side.gap - 3), y, "hair")
                )
            anchor, is_bold = None if direction > 0 else "end", self.lines[rank].is_emphasised
            marks.append(
                self.pen.text(
                    x + direction * side.gap, y, side.labels[rank], size, anchor=anchor, bold=is_bold, is_centred=True
                )
            )
        return marks


@dataclass(frozen=True, kw_only=True)
class _Side:
    """The labels of one date, and the places of their dots."""

    labels: Sequence[str]
    places: Sequence[float]
    step: float

    @cached_property
    def order(self) -> list[int]:
        """Ranks of the lines, from top to bottom."""
        return sorted(range(len(self.places)), key=lambda rank: self.places[rank])

    @cached_property
    def settled(self) -> list[float]:
        """Where the labels stand, from top to bottom: at their dots, pushed apart where two would touch."""
        down: list[float] = []
        for rank in self.order:
            down.append(max(self.places[rank], down[-1] + self.step if down else 0.0))
        over = max(0.0, down[-1] - max(self.places))
        return _pulled_up(down, over, self.step)

    @property
    def gap(self) -> float:
        """From the dots to the labels: more where a label was pushed away from its dot."""
        moved = max(abs(y - self.places[rank]) for rank, y in zip(self.order, self.settled, strict=True))
        return _LEADER + _GAP if moved > _MOVED else _GAP


def _pulled_up(places: Sequence[float], over: float, step: float) -> list[float]:
    """Move the last places up by what hangs below the drawing, and those that they then touch."""
    moved = list(places)
    if moved:
        moved[-1] -= over
    for rank in range(len(moved) - 2, -1, -1):
        moved[rank] = min(moved[rank], moved[rank + 1] - step)
    return moved
