"""The figures of a chart or a map as the rows of a table, in the unit of the drawing, each with its trace."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from autan.evidence.figures.core.charts import Chart, ChartKind, MapKind, MapSpec
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.numbers import file_numbers
from autan.evidence.figures.presenters.figures import FigureView, present_figure
from autan.ground.texts.language import words
from autan.territories.charts.renderers.drawing.chart_lines import common_decimals


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
