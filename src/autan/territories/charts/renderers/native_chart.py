"""A chart as an office program draws it itself, where it has such a form: bars, stacks, lines."""

from collections.abc import Sequence
from dataclasses import replace

from autan.evidence.figures.core.charts import Chart, ChartKind, MapSpec
from autan.evidence.figures.core.states import ValueState
from autan.ground.documents.renderers.native_charts import ChartLayout, NativeChart, NativeSeries
from autan.ground.texts.language import ENGLISH, current_language, typeset, words
from autan.territories.charts.renderers.drawing.chart_lines import ChartLine, Value, common_decimals, read_lines
from autan.territories.charts.renderers.drawing.palette import CATEGORIES, COLOURS, Theme

_LAYOUTS = {
    ChartKind.BARS: ChartLayout.BARS,
    ChartKind.DOTS: ChartLayout.BARS,
    ChartKind.STACKED_BARS: ChartLayout.STACKS,
    ChartKind.SLOPES: ChartLayout.LINES,
}
_MOST_ROWS, _MOST_SERIES = 30, 9


def native_chart(chart: Chart | MapSpec) -> NativeChart | None:
    """Return a chart in native form; None for what office programs have no form for, which stays a picture.

    A floor stands at its value, a range at its low end, and both are written in words; what is not known has no bar,
    and its name says so.
    """
    if isinstance(chart, MapSpec):
        return None
    layout = _LAYOUTS.get(chart.kind)
    lines = read_lines(chart, is_split=False) if layout else []
    count = len(chart.series) or 1
    is_even = all(len(line.values) == count for line in lines)
    if layout is None or chart.behind or not is_even or not 0 < len(lines) <= _MOST_ROWS or count > _MOST_SERIES:
        return None
    if not any(_length(value) is not None for line in lines for value in line.values):
        return None
    decimals = common_decimals(chart.figures, chart.figures[0].unit)
    lined = layout is ChartLayout.LINES
    return NativeChart(
        layout=layout,
        categories=tuple(words(series.label) for series in chart.series) if lined else tuple(map(_name, lines)),
        series=tuple(_line(line, rank) for rank, line in enumerate(lines)) if lined else _columns(chart, lines, count),
        number_format=_format("." + "0" * decimals if decimals else ""),
    )


def _format(decimals: str) -> str:
    """How numbers are written: in French a space parts the thousands, wherever the file is opened."""
    plain = f"0{decimals}"
    return f"[>=1000]#\\ ##{plain};{plain}" if current_language() != ENGLISH else f"#,##{plain}"


def _columns(chart: Chart, lines: Sequence[ChartLine], count: int) -> tuple[NativeSeries, ...]:
    names = [words(series.label) for series in chart.series] if count > 1 else [words(chart.title)]
    return tuple(
        _series(names[rank], [line.values[rank] for line in lines], is_alone=count == 1) for rank in range(count)
    )


def _line(line: ChartLine, rank: int) -> NativeSeries:
    colour = "emphasis" if line.is_emphasised else f"category-{rank % len(CATEGORIES) + 1}"
    return replace(_series(_name(line), line.values, is_alone=False), colour=_colour(colour))


def _series(name: str, values: Sequence[Value], *, is_alone: bool) -> NativeSeries:
    colour = values[0].colour
    others = {rank: _colour(value.colour) for rank, value in enumerate(values) if value.colour != colour}
    return NativeSeries(
        name=typeset(name),
        colour=_colour(colour),
        values=tuple(map(_length, values)),
        words=tuple(typeset(_words(value)) for value in values),
        colours=others if is_alone else {},
    )


def _length(value: Value) -> float | None:
    return value.low if value.low is not None else value.high


def _words(value: Value) -> str:
    is_plain = not value.is_range and value.state is not ValueState.LOWER_BOUND and not value.is_slight
    return "" if is_plain and value.is_known else value.written


def _name(line: ChartLine) -> str:
    """The name of a row, with the word for the unknown where nothing is drawn."""
    unknown = dict.fromkeys(value.written for value in line.values if _length(value) is None)
    is_bare = all(_length(value) is None for value in line.values)
    return f"{line.name} ({', '.join(unknown)})" if unknown and is_bare else line.name


def _colour(name: str) -> str:
    return COLOURS[name].seen(Theme.LIGHT)
