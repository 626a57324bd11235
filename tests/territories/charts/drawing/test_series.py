"""Series of years: dots at their dates, no line over a break or an unknown year, every mark traced and in the table."""

import re
from dataclasses import replace

import pytest

from autan.evidence.figures.core.charts import Chart, ChartBreak, ChartKind, ChartRow
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.states import ValueState
from autan.ground.texts.core.periods import Period
from autan.territories.charts.renderers.drawing.chart_lines import data_table
from autan.territories.charts.renderers.svg import draw_chart
from tests.territories.charts.drawing.making import chart, figure, joined, text

LOWER = ValueState.LOWER_BOUND


def dated(*values: float | None, first: int = 2011, unit: str = "GWh", state: ValueState | None = None) -> list[Figure]:
    return [
        figure(value, name=f"{unit}{year}", unit=unit, period=Period.year(year), state=state if value else None)
        for year, value in enumerate(values, start=first)
    ]


def series(*rows: ChartRow) -> Chart:
    return replace(chart(ChartKind.SERIES, [[figure(1.0)]]), rows=rows)


def lines_of(drawn: str) -> list[int]:
    """How many segments each line has."""
    return [path.count("L") for path in re.findall(r'd="([^"]*)"[^>]*stroke-width="1.6"', drawn)]


OWN = ChartRow(label=text("Ici"), figures=tuple(dated(10.0, 12.0, 14.0, 11.0)), is_emphasised=True)
REASON = text("2013 : autre méthode")


@pytest.mark.parametrize("variant", ["wide", "narrow"])
@pytest.mark.parametrize("medium", ["screen", "print"])
def test_each_panel_has_its_name_its_unit_and_its_ends(medium: str, variant: str) -> None:
    other = ChartRow(label=text("France"), figures=tuple(dated(400.0, 431.5, first=2012, unit="TWh")))
    drawn = draw_chart(series(OWN, other), medium=medium, variant=variant)
    words = joined(drawn)
    assert "Ici (GWh)" in words
    assert "France (TWh)" in words
    assert {"10", "11", "400", "432"} <= set(re.findall(r">([\d\u202f]+)<", drawn))
    assert lines_of(drawn) == [3, 1]
    assert drawn.count("<a ") == (6 if medium == "screen" else 0)


def test_no_line_crosses_a_break_and_its_reason_is_written_once() -> None:
    broken = replace(OWN, breaks=(ChartBreak(position=2, label=REASON),))
    drawn = draw_chart(series(broken, replace(broken, label=text("Là"))), medium="print")
    assert lines_of(drawn) == [1, 1, 1, 1]
    assert joined(drawn).count("autre méthode") == 1
    assert drawn.count("stroke-dasharray") == 2


def test_an_unknown_year_is_a_gap_and_a_floor_is_a_ring() -> None:
    row = replace(OWN, figures=(*dated(10.0, None), *dated(9.0, first=2013, state=LOWER)))
    drawn = draw_chart(series(row), medium="print")
    assert not lines_of(drawn)
    assert drawn.count("<circle") == 4  # two dots, the middle of the ring, the unknown
    assert "≥" in joined(drawn)


def test_a_row_without_any_value_and_one_date_are_drawn() -> None:
    nothing = ChartRow(label=text("Rien"), figures=tuple(dated(None, None)))
    one = ChartRow(label=text("Un"), figures=tuple(dated(5.0)))
    assert "Rien" in joined(draw_chart(series(nothing, one), medium="screen"))


def test_the_table_keeps_the_unit_of_each_row() -> None:
    other = ChartRow(label=text("France"), figures=tuple(dated(400.0, unit="TWh")))
    rows = data_table(series(OWN, other))
    assert [(row.name, row.view.unit, row.view.period) for row in rows if row.view][-2:] == [
        ("Ici", "GWh", "2014"),
        ("France", "TWh", "2011"),
    ]
