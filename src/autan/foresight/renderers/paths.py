"""Paths over the years on one axis: the trend, the chosen path, a reference; in two lay-outs, zero always drawn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autan.plans.renderers.svg import FRAMES, Frame, drawing, linked, path, text

_HEIGHT = 300
_LEFT, _TOP, _BOTTOM = 14, 26, 34
_STEPS = (1, 2, 5, 10, 20)
_MOST_TICKS = {"wide": 10, "narrow": 5}
_LINE = 17
"""Least height between two labels at the end of paths."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnPath:
    """One path.

    Attributes:
        label: what it is, written at its end with its last value.
        points: years and values.
        colour: colour token of the stylesheet of charts.
        dashes: pattern of the line; empty for a solid one.
    """

    label: str
    points: tuple[tuple[int, float], ...]
    colour: str
    dashes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PathsDrawing:
    """What is drawn.

    Attributes:
        name: prefix of the ids of the drawing, unique in its page.
        title: name of the drawing, with its unit.
        sentence: what is seen.
        paths: paths, the most important last.
        marked: year that a thin line marks, or None.
    """

    name: str
    title: str
    sentence: str
    paths: tuple[DrawnPath, ...]
    marked: int | None = None


def draw_paths(shown: PathsDrawing) -> str:
    """Return both lay-outs. At least one path of two points is given."""
    return "".join(_draw(shown, frame) for frame in FRAMES)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Axes:
    first: int
    last: int
    high: float
    right: float

    def x(self, year: int) -> float:
        return _LEFT + (year - self.first) / (self.last - self.first) * (self.right - _LEFT)

    def y(self, value: float) -> float:
        return _TOP + (1 - value / self.high) * (_HEIGHT - _TOP - _BOTTOM)


def _draw(shown: PathsDrawing, frame: Frame) -> str:
    years = [year for each in shown.paths for year, _ in each.points]
    values = [value for each in shown.paths for _, value in each.points]
    longest = max(len(each.label) for each in shown.paths)
    axes = _Axes(
        first=min(years),
        last=max(max(years), min(years) + 1),
        high=max(*values, 1e-9) * 1.04,
        right=frame.width - longest * frame.size * 0.52 - 14,
    )
    inside = [*_grid(shown, axes, frame), *_lines(shown.paths, axes), *_labels(shown.paths, axes, frame)]
    return drawing(shown.name, frame, _HEIGHT, shown.title, shown.sentence, inside)


def _grid(shown: PathsDrawing, axes: _Axes, frame: Frame) -> Iterator[str]:
    yield path([(_LEFT - 8, axes.y(0)), (frame.width - 4, axes.y(0))], "soft", 1)
    yield text(_LEFT - 8, axes.y(0) - 4, "0", "soft", frame.size - 2)
    span, most = axes.last - axes.first, _MOST_TICKS[frame.variant]
    step = next((step for step in _STEPS if span // step < most), _STEPS[-1])
    for year in range(-(-axes.first // step) * step, axes.last + 1, step):
        yield path([(axes.x(year), _TOP), (axes.x(year), _HEIGHT - _BOTTOM)], "hair", 1)
        yield text(axes.x(year), _HEIGHT - 10, str(year), "soft", frame.size - 1, anchor="middle")
    if shown.marked is not None and axes.first <= shown.marked <= axes.last:
        yield path([(axes.x(shown.marked), _TOP - 8), (axes.x(shown.marked), _HEIGHT - _BOTTOM)], "data", 1.5)


def _lines(paths: Sequence[DrawnPath], axes: _Axes) -> Iterator[str]:
    for each in paths:
        places = [(axes.x(year), axes.y(value)) for year, value in each.points]
        yield linked(path(places, each.colour, 2.5, dashes=each.dashes), each.label, "")


def _labels(paths: Sequence[DrawnPath], axes: _Axes, frame: Frame) -> Iterator[str]:
    """Labels at the end of the paths, pushed apart where they would meet."""
    ends = sorted(((axes.y(each.points[-1][1]), each) for each in paths), key=lambda end: end[0])
    floor = float(_TOP)
    for wanted, each in ends:
        height = max(wanted + 5, floor)
        floor = height + _LINE
        yield text(axes.x(each.points[-1][0]) + 8, height, each.label, each.colour, frame.size)
