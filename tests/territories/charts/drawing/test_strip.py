"""All the others behind the dots: a tick each, extremes counted in words instead of stretching the axis."""

import re
from dataclasses import replace

import pytest

from autan.evidence.figures.core.charts import ChartKind
from autan.territories.charts.renderers.svg import draw_chart
from tests.territories.charts.drawing.making import chart, figure, joined


def strip(others: list[float | None], *values: float | None):
    dots = chart(ChartKind.DOTS, [[figure(value, name=f"f{i}")] for i, value in enumerate(values)])
    return replace(dots, behind=tuple(figure(value, name=f"b{i}") for i, value in enumerate(others)))


def ticks(svg: str) -> int:
    path = max(re.findall(r'd="((?:M[\d.]+ [\d.]+v16)+)"', svg), key=len)
    return path.count("v16")


def test_each_other_has_a_tick_and_all_are_counted() -> None:
    svg = draw_chart(strip([float(n) for n in range(10, 60)], 20.0, 40.0), medium="print")
    assert ticks(svg) >= 48
    words = joined(svg)
    assert "50 intercommunalités, un trait chacune" in words
    assert "médiane 34" in words


def test_an_extreme_is_said_and_not_drawn() -> None:
    svg = draw_chart(strip([*range(100), 9000.0], 20.0, 40.0), medium="print", variant="narrow")
    assert "1 au-delà de l’échelle" in joined(svg)
    assert "9 000" not in joined(svg)


def test_without_others_nothing_changes() -> None:
    plain = chart(ChartKind.DOTS, [[figure(20.0, name="f0")]])
    assert draw_chart(replace(plain, behind=()), medium="print") == draw_chart(plain, medium="print")
    assert "un trait" not in joined(draw_chart(plain, medium="print"))


def test_others_without_value_are_left_out() -> None:
    assert "2 intercommunalités" in joined(draw_chart(strip([None, 1.0, 3.0], 2.0), medium="print"))


@pytest.mark.parametrize("variant", ["wide", "narrow"])
@pytest.mark.parametrize("medium", ["screen", "print"])
def test_the_words_over_the_band_leave_the_axis_free(medium: str, variant: str) -> None:
    many = [float(n % 300) - 150 for n in range(1255)] + [9000.0]
    names = ["Communauté de communes des Trois Rivières"]
    dots = chart(ChartKind.DOTS, [[figure(2.0, name="f0")]], names=names)
    behind = tuple(figure(value, name=f"b{place}") for place, value in enumerate(many))
    svg = draw_chart(replace(dots, behind=behind), medium=medium, variant=variant)
    said = re.findall(r'<text[^>]*? y="([\d.]+)"[^>]*>([^<]*)</text>', svg)
    axis = {float(y) for y, words in said if re.fullmatch(r"\u2212?\d+", words.strip())}
    over = [float(y) for y, words in said if "intercommunalités" in words or "médiane" in words or "échelle" in words]
    assert over
    assert min(over) >= min(axis) + 10
