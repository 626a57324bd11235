"""Paths over the years on one axis: the trend, the chosen path, a target; in two lay-outs, zero always drawn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import floor, log10

from autan.foresight.scenarios.presenters.drawings import DrawnPath, PathsDrawing
from autan.ground.texts.language import number
from autan.plans.plans.renderers import FRAMES, DrawingFrame, drawing, linked, path, text

_HEIGHT, _LOW = 300, 170
_LEFT, _TOP, _BOTTOM = 14, 26, 34
_STEPS = (1, 2, 5, 10, 20)
_MOST_TICKS = {"wide": 10, "narrow": 5}
_MOST_LEVELS = 5
_YEAR = 40
"""Least width between two years."""
_LETTER = 0.55
"""Width of a letter for its size, of a font somewhat wide."""
_LINE = 17
"""Least height between two labels at the end of paths."""


def draw_paths(drawing: PathsDrawing) -> str:
    """Return both lay-outs. At least one path of two points is given."""
    return "".join(_draw(drawing, frame) for frame in FRAMES)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Axes:
    first: int
    last: int
    high: float
    height: float
    left: float
    right: float

    def x(self, year: int) -> float:
        return self.left + (year - self.first) / (self.last - self.first) * (self.right - self.left)

    def y(self, value: float) -> float:
        return _TOP + (1 - value / self.high) * (self.height - _TOP - _BOTTOM)


def _draw(shown: PathsDrawing, frame: DrawingFrame) -> str:
    years = [year for curve in shown.paths for year, _ in curve.points]
    values = [value for curve in shown.paths for _, value in curve.points] + [high for _, _, high in shown.band]
    longest = max(len(curve.label) for curve in shown.paths)
    high = max(*values, 1e-9) * 1.04
    text = max(len(number(level)) for level in _levels(high))
    axes = _Axes(
        first=min(years),
        last=max(max(years), min(years) + 1),
        high=high,
        height=_LOW if shown.is_low and frame.is_narrow else _HEIGHT,
        left=_LEFT + text * (frame.size - 2) * _LETTER,
        right=frame.width - longest * frame.size * _LETTER - 14,
    )
    inside = [
        *_grid(axes, frame),
        *_band(shown.band, axes),
        *_lines(shown.paths, axes),
        *_labels(shown.paths, axes, frame),
    ]
    return drawing(shown.name, frame, axes.height, shown.title, shown.sentence, inside)


def _grid(axes: _Axes, frame: DrawingFrame) -> Iterator[str]:
    yield path([(_LEFT - 8, axes.y(0)), (frame.width - 4, axes.y(0))], "soft", 1)
    for level in _levels(axes.high):
        if level:
            yield path([(_LEFT - 8, axes.y(level)), (axes.right, axes.y(level))], "hair", 1)
        yield text(_LEFT - 8, axes.y(level) - 4, number(level), "soft", frame.size - 2)
    span, most = axes.last - axes.first, min(_MOST_TICKS[frame.variant], int((axes.right - axes.left) // _YEAR))
    step = next((step for step in _STEPS if span // step < most), _STEPS[-1])
    for year in range(-(-axes.first // step) * step, axes.last + 1, step):
        yield path([(axes.x(year), axes.y(0)), (axes.x(year), axes.y(0) + 5)], "soft", 1)
        yield text(axes.x(year), axes.height - 10, str(year), "soft", frame.size - 1, anchor="middle")


def _levels(high: float) -> list[float]:
    """Zero and one to four round levels below the highest value.

    >>> _levels(4321.0), _levels(90.0)
    ([0.0, 1000.0, 2000.0, 3000.0, 4000.0], [0.0, 20.0, 40.0, 60.0, 80.0])
    """
    scale = 10.0 ** floor(log10(high))
    step = next(ratio * scale for ratio in (0.1, 0.2, 0.5, 1.0, 2.0) if high / (ratio * scale) < _MOST_LEVELS)
    return [rank * step for rank in range(int(high / step) + 1)]


def _band(ends: Sequence[tuple[int, float, float]], axes: _Axes) -> Iterator[str]:
    """The range, as a pale surface behind the paths."""
    if ends:
        edge = [(axes.x(year), axes.y(high)) for year, _, high in ends]
        edge += [(axes.x(year), axes.y(low)) for year, low, _ in reversed(ends)]
        drawn = " L".join(f"{x:.1f} {y:.1f}" for x, y in edge)
        yield f'<path d="M{drawn} Z" class="f-data" fill-opacity="0.18"/>'


def _lines(paths: Sequence[DrawnPath], axes: _Axes) -> Iterator[str]:
    for curve in paths:
        places = [(axes.x(year), axes.y(value)) for year, value in curve.points]
        yield linked(path(places, curve.colour, 2.5, dashes=curve.dashes), curve.label, "")


def _labels(paths: Sequence[DrawnPath], axes: _Axes, frame: DrawingFrame) -> Iterator[str]:
    """Labels at the end of the paths, pushed apart where they would meet."""
    ends = sorted(((axes.y(line.points[-1][1]), line) for line in paths), key=lambda end: end[0])
    floor = float(_TOP)
    for target, curve in ends:
        height = max(target + 5, floor)
        floor = height + _LINE
        yield text(axes.x(curve.points[-1][0]) + 8, height, curve.label, curve.colour, frame.size)
