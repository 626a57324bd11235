"""Numbers of a figure for what reads no words: a file, an axis, an order. Its words are in `wording`.

Nothing else takes the number out of a figure to show it (`tests/repo/test_amounts.py`).
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import Unit


class FileNumbers(NamedTuple):
    """The columns of a figure in a file.

    Attributes:
        value: its value, or what it is at least; None for a range and for what is not known.
        low: what it is at least, where it is no value alone.
        high: what it is at most, where it is no value alone.
    """

    value: float | int | None
    low: float | int | None
    high: float | int | None


def file_numbers(figure: Figure) -> FileNumbers:
    """Return the number of a figure with its bounds, so that a file read without its words loses none.

    A floor stands in `low` too, without a `high`.
    """
    if figure.state is ValueState.LOWER_BOUND and figure.value is not None:
        return FileNumbers(figure.value, figure.value, None)
    return FileNumbers(figure.value, figure.low, figure.high)


def figure_numbers(trace: Mapping[str, Any]) -> FileNumbers:
    """Return the numbers of a figure from those of its trace, written by `file_numbers`.

    >>> figure_numbers({"value": 7, "low": 7, "high": None})
    FileNumbers(value=7, low=None, high=None)
    """
    value, low, high = (trace.get(name) for name in FileNumbers._fields)
    return FileNumbers(value, None if high is None else low, high)


def axis_number(figure: Figure | None, unit: Unit | None = None) -> float | None:
    """Return where a figure stands on an axis or in an order; None when nothing is known of it.

    That is its value, else the end that bounds it: what it is at least, or at most where that alone is known.

    `unit`: unit of the axis; that of the figure without one.
    """
    if figure is None:
        return None
    shown = figure.in_unit(unit) if unit else figure
    return next((float(end) for end in (shown.value, shown.low, shown.high) if end is not None), None)


def falling_order(figure: Figure | None) -> float:
    """Return the key that puts the largest figure first, and the unknown last.

    >>> falling_order(None)
    inf
    """
    number = axis_number(figure)
    return float("inf") if number is None else -number


def has_some(figure: Figure) -> bool:
    """Tell a count of at least one case: what is nil or not known has none that can be shown."""
    return bool(axis_number(figure))
