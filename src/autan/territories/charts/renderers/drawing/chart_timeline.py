"""Dated rows on an axis of years: a dot for a year or a day, a line for a longer time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from autan.ground.texts.core.notation import NO_BREAK_SPACE
from autan.ground.texts.core.periods import Period
from autan.ground.texts.language import day, words
from autan.ground.wordings import Sentence
from autan.territories.charts.renderers.drawing.chart_frame import ChartFrame, LinearScale, fitted_end
from autan.territories.charts.renderers.drawing.chart_lines import ChartLine, Value
from autan.territories.charts.renderers.drawing.chart_rows import Rows
from autan.territories.charts.renderers.drawing.pen import Pen

_AFTER = 10
_RADIUS = 5.5
_MOST_TICKS = 7
_UNDATED = Sentence("date non renseignée")


def draw_timeline(lines: Sequence[ChartLine], pen: Pen, frame: ChartFrame) -> tuple[list[str], float]:
    """Draw the axis of years and the dated rows; returns the elements and the height of the drawing."""
    rows = Rows.for_lines(pen, frame, lines)
    words = {id(value): _words(value) for line in lines for value in line.values}
    years = _years(lines)
    start = rows.left + _RADIUS + 10
    labels = [
        (
            (place_of(value.period) - years[0]) / (years[-1] - years[0]),
            pen.lettering.width(words[id(value)], frame.size, bold=True),
        )
        for line in lines
        for value in line.values
    ]
    end = fitted_end(start, frame.width - _AFTER, [*labels, (1.0, frame.small)])
    scale = LinearScale(low=years[0], high=years[-1], start=start, end=end)
    first = frame.small + (14 if frame.has_names_above else 10)
    marks, bottom = rows.draw(lines, first, _Timeline(pen=pen, frame=frame, scale=scale, words=words).mark)
    axis = []
    for year in _ticks(years):
        x = scale.place(year)
        axis.append(pen.line(x, frame.small + 6, x, bottom, "hair"))
        axis.append(pen.text(x, frame.small + 2, str(year), frame.small, colour="soft", anchor="middle"))
    return [*axis, *marks], bottom + 2


def _years(lines: Sequence[ChartLine]) -> list[int]:
    """Every year from the first to the one after the last; this is the scale."""
    periods = [value.period for line in lines for value in line.values]
    starts = [period.start.year for period in periods if period.start]
    ends = [period.end.year for period in periods if period.end]
    return list(range(min(starts), max(ends) + 2)) if starts else [0, 1]


def _ticks(years: list[int]) -> list[int]:
    """Years written on the axis, as many as can be read."""
    # without any dated period, the axis has made-up years, which are not written
    if years[0] == 0:
        return []
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 500) if len(years) / step <= _MOST_TICKS)
    return [year for year in years if year % step == 0]


def _words(value: Value) -> str:
    """The date as it is known, and the value when it is something else than the date."""
    when = _date(value.period) or words(_UNDATED)
    is_date = value.period.start is not None and value.high == value.period.start.year
    return when if is_date or not value.is_known else f"{when}{NO_BREAK_SPACE}· {value.label}"


def _date(period: Period) -> str:
    if period.start is not None and period.start == period.end:
        return day(period.start)
    if period.start is None or period.end is None:
        return ""
    first, last = period.start.year, period.end.year
    return str(first) if first == last else f"{first}–{last}"


def place_of(period: Period) -> float:
    """Where the mark of a period ends, in years: a whole year stands at its start, where its number is written."""
    start, end = period.start, period.end
    if start is None or end is None:
        return 0
    return start.year if start.year == end.year and start != end else _decimal_year(end)


def _decimal_year(day: date) -> float:
    return day.year + (day.timetuple().tm_yday - 1) / 365.25


@dataclass(frozen=True, slots=True, kw_only=True)
class _Timeline:
    pen: Pen
    frame: ChartFrame
    scale: LinearScale
    words: dict[int, str]

    def mark(self, line: ChartLine, middle: float) -> str:
        """The dot or the line of a row, and its date."""
        value = line.values[0]
        start, end = value.period.start, value.period.end
        marks = [self.pen.line(self.scale.start - _RADIUS, middle, self.scale.end, middle, "grid")]
        if start is None or end is None:
            x = self.scale.start
            marks.append(self.pen.circle(x, middle, _RADIUS - 1, "soft", hollow=True))
        elif start.year == end.year:
            x = self.scale.place(place_of(value.period))
            marks.append(self.pen.circle(x, middle, _RADIUS, value.colour))
        else:
            x = self.scale.place(place_of(value.period))
            first = self.scale.place(_decimal_year(start))
            marks.append(self.pen.rect(first, middle - 3, x - first, 6, value.colour))
        colour = "ink" if start else "soft"
        marks.append(
            self.pen.text(
                x + _AFTER,
                middle,
                self.words[id(value)],
                self.frame.size,
                colour=colour,
                bold=line.is_emphasised,
                halo=True,
                is_centred=True,
            )
        )
        return "".join(marks)
