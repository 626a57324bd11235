"""What a chart says, line by line, before it is laid out: names, numbers, lengths, states; and as a table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial

from autan.evidence.figures.core.charts import Chart, ChartKind, ChartRow, MapKind, MapSpec
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.numbers import file_numbers
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import Unit
from autan.evidence.figures.core.wording import Side, end_words, round_to_side
from autan.evidence.figures.presenters.figures import FigureView, present_figure
from autan.ground.texts.core.periods import Period
from autan.ground.texts.language import colon, number, with_unit, words
from autan.ground.wordings import Text
from autan.territories.charts.renderers.drawing.palette import colour_of

_OWN_UNITS = frozenset({ChartKind.TIMELINE, ChartKind.FLOWS, ChartKind.SERIES})
_WIDE = 100
_MOST_POINTS = 60
_TEN = 10
_TENTH = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One figure as a chart shows it.

    Attributes:
        name: series or row that it belongs to.
        written: number, range or word for the unknown, without unit.
        unit: symbol to print after the number, or empty.
        low: lower end of the mark; equal to `high` for a plain value; None when unknown.
        high: upper end of the mark; None when unknown.
        accessible_text: name, value, unit, period and state in one breath.
        is_slight: True when too little stands behind it for its colour to be read.
        points: the values that a range is taken from, in the unit of the chart, where they can be told apart.
    """

    name: str
    written: str
    unit: str
    low: float | None
    high: float | None
    low_written: str
    high_written: str
    state: ValueState
    period: Period
    colour: str
    accessible_text: str
    address: str
    is_slight: bool = False
    points: tuple[float, ...] = ()

    @property
    def is_known(self) -> bool:
        """True when there is a mark to draw."""
        return self.high is not None

    @property
    def is_range(self) -> bool:
        """True when it has two ends."""
        return bool(self.low_written)

    @property
    def label(self) -> str:
        """Number and unit."""
        return with_unit(self.written, self.unit if self.is_known else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartLine:
    """One line of a chart: a name and its values; a heading without value opens a group of lines.

    `breaks` holds the reason of each break, by the rank of the first value after it.
    """

    name: str
    values: tuple[Value, ...]
    is_emphasised: bool = False
    breaks: Mapping[int, str] = field(default_factory=dict)


def read_lines(chart: Chart, *, is_split: bool) -> list[ChartLine]:
    """Return the lines of a chart.

    `is_split`: True to give each series of a row its own line, under the name of the row when there are several.

    Returns lines in the order of the rows, then of the series. Every value is in the unit of the first figure, but on a
    timeline, in flows and in panels of series, where each keeps its own.
    """
    is_alike = bool(chart.figures) and chart.kind not in _OWN_UNITS
    unit = chart.figures[0].unit if is_alike else None
    reader = _Reader(chart=chart, unit=unit)
    lines: list[ChartLine] = []
    for row in chart.rows:
        name = words(row.label)
        values = reader.values_of(row)
        if not is_split or len(values) == 1:
            breaks = {item.position: words(item.label) for item in row.breaks}
            lines.append(ChartLine(name=name, values=values, is_emphasised=row.is_emphasised, breaks=breaks))
            continue
        if len(chart.rows) > 1:
            lines.append(ChartLine(name=name, values=(), is_emphasised=row.is_emphasised))
        lines.extend(ChartLine(name=value.name, values=(value,)) for value in values)
    return lines


@dataclass(frozen=True, kw_only=True)
class _Reader:
    chart: Chart
    unit: Unit | None

    @cached_property
    def _common(self) -> int:
        """Decimals that every value of the chart needs: looked for once, for a map may have a thousand values."""
        return common_decimals(self.chart.figures, self.unit) if self.unit else 0

    def values_of(self, row: ChartRow) -> tuple[Value, ...]:
        """The values of one row, each with its name and its colour."""
        series, count = self.chart.series, len(row.figures)
        values = []
        for position, figure in enumerate(row.figures):
            part = series[position] if position < len(series) else None
            name = part.label if part and count > 1 else row.label
            colour = colour_of(part.code if part else "data", position=position, count=count)
            if row.is_emphasised and count == 1:
                colour = "emphasis"
            if chart_colour := row.code and colour_of(row.code):
                colour = chart_colour
            values.append(self._value(figure, row, name, colour))
        return tuple(values)

    def _value(self, figure: Figure, row: ChartRow, name: Text, colour: str) -> Value:
        shown = figure.in_unit(self.unit) if self.unit else figure
        view = present_figure(shown, unit=shown.unit, decimals=self._decimals(shown))
        is_range = shown.value is None and shown.low is not None
        value, *range_ends = file_numbers(shown)
        low, high = range_ends if is_range else (value, value)
        written_ends = end_words(shown, partial(self._number, shown)) if is_range else ("", "")
        names = " — ".join(dict.fromkeys((words(row.label), words(name))))
        return Value(
            name=words(name),
            written=self._value_text(shown, view.number),
            unit=words(shown.unit.symbol),
            low=low,
            high=high,
            low_written=written_ends[0],
            high_written=written_ends[1],
            state=shown.state,
            period=shown.period,
            colour=colour,
            accessible_text=f"{names}{colon()} {view.sentence}",
            address=view.trace_url,
            is_slight=figure.is_slight,
            points=_points(shown) if is_range else (),
        )

    def _value_text(self, figure: Figure, known: str) -> str:
        if figure.is_known:
            return known
        return words((ValueState.MISSING if figure.state.is_known else figure.state).label)

    def _number(self, figure: Figure, end: float, side: Side) -> str:
        decimals = self._decimals(figure) or 0
        return number(round_to_side(end, decimals, side), decimals=decimals)

    def _decimals(self, figure: Figure) -> int | None:
        """Alike over the chart; None lets a value under one keep the digits without which it would read as nil."""
        ends = [abs(end) for end in file_numbers(figure) if end]
        common = self._common if self.unit else common_decimals((figure,), figure.unit)
        if ends and min(ends) < 1:
            return max(common, 1) if min(ends) >= _TENTH else None
        is_small = bool(ends) and max(ends) < _TEN and not all(float(end).is_integer() for end in ends)
        return max(common, 1) if is_small else common  # « 2,5 » beside « 500 », never « 2 »


def _points(figure: Figure) -> tuple[float, ...]:
    """The plain values under a range; none where there are too many to be told apart."""
    parts = [item for item in figure.inputs if item.unit.dimension is figure.unit.dimension]
    values = [file_numbers(item.in_unit(figure.unit)).value for item in parts]
    return tuple(value for value in values if value is not None) if len(values) <= _MOST_POINTS else ()


def common_decimals(figures: Sequence[Figure], unit: Unit) -> int:
    """Return how many decimals a column of figures needs: none when they are whole or when the largest is wide."""
    ends = [abs(float(end)) for figure in figures for end in file_numbers(figure.in_unit(unit)) if end is not None]
    if not ends or max(ends) >= _WIDE or all(end.is_integer() for end in ends):
        return 0
    return max(unit.decimals, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRow:
    """One figure of a drawing.

    Attributes:
        name: row of the chart, or place of the map.
        part: series, or category of the map; empty when there is one.
        view: words of the figure, or None for a place without one.
    """

    name: str
    part: str
    view: FigureView | None


def named_figures(spec: Chart | MapSpec) -> list[tuple[str, str, Figure | None]]:
    """Return each figure of a drawing after its row or place and its series or category, in their order."""
    if isinstance(spec, MapSpec):
        if spec.kind is MapKind.PAIRS:
            return [
                (words(place.label), words(axis.label), figure)
                for place in spec.places
                for axis, figure in zip(spec.axes, (place.figure, place.second), strict=True)
            ]
        labels = {category.code: words(category.label) for category in spec.categories}
        return [(words(place.label), labels.get(place.category, place.category), place.figure) for place in spec.places]
    names = [words(series.label) for series in spec.series]
    return [
        (words(row.label), names[rank] if len(row.figures) > 1 and rank < len(names) else "", figure)
        for row in spec.rows
        for rank, figure in enumerate(row.figures)
    ]


def data_table(spec: Chart | MapSpec) -> list[DataRow]:
    """Return one row a figure of a chart or a place of a map, in the order of the drawing."""
    is_series = isinstance(spec, Chart) and spec.kind is ChartKind.SERIES
    view = present_figure if is_series else _viewer(spec.figures)
    return [
        DataRow(name=name, part=part, view=view(figure) if figure else None)
        for name, part, figure in named_figures(spec)
    ]


def _viewer(figures: Sequence[Figure]) -> Callable[[Figure], FigureView]:
    """Put figures in words, all in the unit of the first where they measure the same thing, with like decimals."""
    units = {figure.unit.dimension for figure in figures}
    unit = figures[0].unit if len(units) == 1 else None
    common = common_decimals(figures, unit) if unit else None

    def view(figure: Figure) -> FigureView:
        shown = unit or figure.unit
        number = file_numbers(figure.in_unit(shown)).value
        is_small = number is not None and 0 < abs(number) < 1
        return present_figure(figure, unit=shown, decimals=None if is_small else common)

    return view
