"""Drawings of the plans."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from autan.ground.texts.language import semicolon
from autan.plans.plans.presenters.trajectories import PointView, TrajectoryView

# The few SVG elements that the drawings of this room need, in the colour classes of the stylesheet of charts.


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawingFrame:
    """One lay-out of a drawing; the stylesheet shows the wide one, or the narrow one on a phone."""

    variant: str
    width: float
    size: float

    @property
    def is_narrow(self) -> bool:
        """True for the lay-out of a phone."""
        return self.variant == "narrow"


FRAMES = (DrawingFrame(variant="wide", width=680, size=14), DrawingFrame(variant="narrow", width=350, size=13))


def text(x: float, y: float, words: str, colour: str, size: float, *, anchor: str = "start") -> str:
    """One line of text, its baseline at `y`; it is escaped."""
    place = f'x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" text-anchor="{anchor}"'
    return f'<text class="f-{colour} halo" {place}>{escape(words)}</text>'


def path(places: Iterable[tuple[float, float]], colour: str, width: float, *, dashes: str = "") -> str:
    """A line through places."""
    drawn = " L".join(f"{x:.1f} {y:.1f}" for x, y in places)
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    stroke = f"var(--chart-{colour.replace('_', '-')})"  # the stylesheet has classes of strokes for surfaces alone
    return f'<path d="M{drawn}" fill="none" stroke="{stroke}" stroke-width="{width:g}"{dashed}/>'


def linked(shape: str, title: str, url: str) -> str:
    """A shape that leads to a page and says what it is; a plain one without page."""
    content = f"<title>{escape(title)}</title>{shape}"
    return f'<a href="{escape(url)}">{content}</a>' if url else f"<g>{content}</g>"


def drawing(name: str, frame: DrawingFrame, height: float, title: str, sentence: str, inside: Iterable[str]) -> str:
    """The whole drawing, named for those who do not see it."""
    own = f"{name}-{frame.variant}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{frame.variant}" viewBox="0 0 {frame.width:g} {height:g}" '
        f'role="group" aria-labelledby="{own}-t" aria-describedby="{own}-d">'
        f'<title id="{own}-t">{escape(title)}</title><desc id="{own}-d">{escape(sentence)}</desc>'
        f"{''.join(inside)}</svg>"
    )


# Observed against target: observed solid, target dashed, the last observed year marked, in two lay-outs.


_HEIGHT = 290
_LEFT, _TOP, _BOTTOM = 14, 50, 34
_LAST = 12
"""Height of the words on the last observed year: a line of their own, above the values."""
_MOST_TICKS = {"wide": 9, "narrow": 5}
_STEPS = (1, 2, 5, 10, 20, 50)


def draw_trajectory(view: TrajectoryView) -> str:
    """Return both lay-outs; the zero of the value axis is always drawn. At least one point is given."""
    name, drawn = f"trajectory-{view.name}", ""
    sentence = f"{semicolon()} ".join([*view.targets, *([view.bounds_words] if view.bounds_words else [])])
    for frame in FRAMES:
        axes = _Axes.around(view.points, frame)
        inside = [*_grid(axes, frame), *_target_marks(view, axes, frame), *_observed_marks(view, axes, frame)]
        drawn += drawing(name, frame, _HEIGHT, view.title, sentence, inside)
    return drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class _Axes:
    first: int
    last: int
    low: float
    high: float
    right: float

    @classmethod
    def around(cls, points: Sequence[PointView], frame: DrawingFrame) -> "_Axes":
        years, values = [point.year for point in points], [0.0, *(point.value for point in points)]
        first, last = min(years), max(years)
        high = max(values)
        return cls(
            first=first,
            last=max(last, first + 1),
            low=min(values),
            high=high if high > min(values) else 1.0,
            right=frame.width - max(len(point.written) for point in points) * frame.size * 0.55 - 16,
        )

    def x(self, year: int) -> float:
        return _LEFT + (year - self.first) / (self.last - self.first) * (self.right - _LEFT)

    def y(self, value: float) -> float:
        return _TOP + (self.high - value) / (self.high - self.low) * (_HEIGHT - _TOP - _BOTTOM)

    def place(self, point: PointView) -> tuple[float, float]:
        return self.x(point.year), self.y(point.value)


def _grid(axes: _Axes, frame: DrawingFrame) -> Iterator[str]:
    yield path([(_LEFT - 8, axes.y(0)), (frame.width - 4, axes.y(0))], "soft", 1)
    yield text(_LEFT - 8, axes.y(0) - 4, "0", "soft", frame.size - 2)
    for year in _ticks(axes.first, axes.last, _MOST_TICKS[frame.variant]):
        x = axes.x(year)
        yield path([(x, _TOP), (x, _HEIGHT - _BOTTOM)], "hair", 1)
        yield text(x, _HEIGHT - 10, str(year), "soft", frame.size - 1, anchor="middle")


def _ticks(first: int, last: int, most: int) -> range:
    """Round years of the axis: multiples of the smallest usual step that gives no more than `most` of them."""
    step = next((step for step in _STEPS if (last - first) // step < most), _STEPS[-1])
    return range(-(-first // step) * step, last + 1, step)


def _observed_marks(view: TrajectoryView, axes: _Axes, frame: DrawingFrame) -> Iterator[str]:
    if not view.observed:
        return
    for points, is_exact in _runs(view.observed):
        yield path([axes.place(point) for point in points], "data", 2.5, dashes="" if is_exact else "1 5")
    for point in view.observed:
        x, y = axes.place(point)
        inside = "f-data" if point.is_exact else "f-paper"
        dot = f'<circle class="{inside}" cx="{x:.1f}" cy="{y:.1f}" r="5" stroke="var(--chart-data)" stroke-width="2"/>'
        yield linked(dot, _title(point), point.url)
    last = view.observed[-1]
    x, y = axes.place(last)
    yield path([(x, _LAST), (x, _HEIGHT - _BOTTOM)], "data", 1.5)
    near = x + len(view.last_words) * frame.size * 0.5 > frame.width  # no room on the right
    yield text(
        x - 5 if near else x + 5, _LAST + 2, view.last_words, "data", frame.size - 1, anchor="end" if near else "start"
    )
    yield text(x + 10, y - 9, last.written, "data", frame.size)


def _runs(points: Sequence[PointView]) -> Iterator[tuple[list[PointView], bool]]:
    """Lines between points: those of exact values together, each other one alone, as it may go elsewhere."""
    run = list(points[:1])
    for before, after in pairwise(points):
        if before.is_exact and after.is_exact:
            run.append(after)
            continue
        if len(run) > 1:
            yield run, True
        yield [before, after], False
        run = [after]
    if len(run) > 1 or len(points) == 1:
        yield run, True


def _target_marks(view: TrajectoryView, axes: _Axes, frame: DrawingFrame) -> Iterator[str]:
    start = [view.base] if view.base else list(view.observed[-1:])
    yield path([axes.place(point) for point in (*start, *view.aimed)], "emphasis", 2.5, dashes="7 5")
    if view.base:
        x, y = axes.place(view.base)
        yield linked(_square(x, y), _title(view.base), view.base.url)
        rises = view.aimed[0].value > view.base.value if view.aimed else False
        yield text(x + 10, y + 19 if rises else y - 9, view.base.written, "emphasis", frame.size)
    for point in view.aimed:
        x, y = axes.place(point)
        yield linked(_square(x, y), _title(point), point.url)
        yield text(x + 11, y - 6, point.written, "emphasis", frame.size)


def _square(x: float, y: float) -> str:
    return f'<rect class="s-emphasis f-paper" x="{x - 5:.1f}" y="{y - 5:.1f}" width="10" height="10" stroke-width="2"/>'


def _title(point: PointView) -> str:
    return f"{point.year}, {point.written}"
