"""Scales: round ticks that cover the values, and ends that leave room for what is written."""

from hypothesis import given
from hypothesis import strategies as st

from autan.territories.charts.renderers.drawing.chart_frame import bounds_from_zero, fitted_end, round_ticks

values = st.floats(-1e6, 1e6, allow_subnormal=False).map(lambda value: round(value, 3))


@given(values, values)
def test_ticks_cover_the_values_and_are_few(one: float, other: float) -> None:
    low, high = sorted((one, other))
    ticks = round_ticks(low, high)
    assert ticks[0] <= low + 1e-6
    assert ticks[-1] >= high - 1e-6
    assert 2 <= len(ticks) <= 8


def test_equal_values_still_make_a_scale() -> None:
    assert round_ticks(0, 0) == [0, 0.5, 1]
    assert round_ticks(5, 5) == [4, 6, 8, 10]


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 60)), max_size=9))
def test_what_follows_each_mark_fits(labels: list[tuple[float, float]]) -> None:
    end = fitted_end(40, 300, labels)
    assert all(40 + share * (end - 40) + room <= 300 + 1e-6 for share, room in labels)


@given(st.lists(values, max_size=9))
def test_bounds_hold_zero_and_every_value(ends: list[float]) -> None:
    low, high = bounds_from_zero(ends)
    assert low <= 0 <= high
    assert low < high
    assert all(low <= end <= high for end in ends)
