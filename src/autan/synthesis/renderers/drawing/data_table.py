"""The figures of a chart or a map as the rows of a table, in the unit of the drawing, each with its trace."""

from dataclasses import dataclass

from autan.evidence.core.charts import Chart, MapSpec
from autan.evidence.core.figures import Figure
from autan.evidence.presenters import FigureView, present_figure
from autan.synthesis.renderers.drawing.chart_lines import common_decimals


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


def chart_table(chart: Chart, language: str) -> list[DataRow]:
    """Return one row a figure, in the order of the drawing."""
    names = [series.label.in_language(language) for series in chart.series]
    return [
        DataRow(
            name=row.label.in_language(language),
            part=names[position] if len(row.figures) > 1 and position < len(names) else "",
            view=_view(figure, chart.figures, language),
        )
        for row in chart.rows
        for position, figure in enumerate(row.figures)
    ]


def map_table(spec: MapSpec, language: str) -> list[DataRow]:
    """Return one row a place, in the order of the specification."""
    labels = {category.code: category.label.in_language(language) for category in spec.categories}
    return [
        DataRow(
            name=place.label.in_language(language),
            part=labels.get(place.category, place.category),
            view=_view(place.figure, spec.figures, language) if place.figure else None,
        )
        for place in spec.places
    ]


def _view(figure: Figure, all_figures: tuple[Figure, ...], language: str) -> FigureView:
    unit = all_figures[0].unit
    small = figure.value is not None and 0 < abs(figure.in_unit(unit).value or 0) < 1
    decimals = None if small else common_decimals(all_figures, unit)
    return present_figure(figure, language, unit=unit, decimals=decimals)
