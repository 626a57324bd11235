"""Plans on one axis of years, member by member: a bar from start to end, its adoption marked, in two lay-outs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from autan.plans.network_plans.presenters.timeline import TimelineRowView, TimelineView
from autan.plans.plans.renderers import FRAMES, DrawingFrame, drawing, linked, path, text

_TOP, _ROW, _NARROW_ROW = 30, 26, 42
_KINDS, _NAMES = 150, 224
_TICKS = {"wide": 4, "narrow": 8}
_BAR = 11


def draw_timeline(view: TimelineView) -> str:
    """Return both lay-outs."""
    return "".join(_draw(view, frame) for frame in FRAMES)


def _draw(view: TimelineView, frame: DrawingFrame) -> str:
    row = _NARROW_ROW if frame.is_narrow else _ROW
    height = _TOP + row * len(view.rows) + 10
    axis = _Axis(
        first=view.first_year,
        last=view.last_year + 1,
        left=10.0 if frame.is_narrow else _NAMES,
        right=frame.width - 10,
        today=view.today,
    )
    inside = [*_years(axis, frame, height), *_rows(view.rows, axis, frame, row)]
    return drawing(view.name, frame, height, view.title, view.sentence, inside)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Axis:
    first: int
    last: int
    left: float
    right: float
    today: date

    def x(self, day: date) -> float:
        years = day.year + (day.timetuple().tm_yday - 1) / 366 - self.first
        return self.left + min(max(years / (self.last - self.first), 0), 1) * (self.right - self.left)


def _years(axis: _Axis, frame: DrawingFrame, height: float) -> Iterator[str]:
    for year in range(axis.first, axis.last, _TICKS[frame.variant]):
        x = axis.x(date(year, 1, 1))
        yield path([(x, _TOP - 6), (x, height - 6)], "hair", 1)
        yield text(x, _TOP - 12, str(year), "soft", frame.size - 1, anchor="middle")


def _rows(rows: Sequence[TimelineRowView], axis: _Axis, frame: DrawingFrame, height: float) -> Iterator[str]:
    for rank, row in enumerate(rows):
        middle = _TOP + rank * height + height / 2
        bar = middle + (9 if frame.is_narrow else 0)
        if row.member and rank:
            yield path([(0, middle - height / 2), (frame.width, middle - height / 2)], "grid", 1)
        if frame.is_narrow:
            yield text(0, middle - 5, f"{row.member} {row.label}".strip(), "ink", frame.size)
        else:
            yield text(0, middle + 5, row.member, "ink", frame.size)
            yield text(_KINDS, middle + 5, row.label, "soft", frame.size - 1)
        yield linked("".join(_bar(row, axis, bar, frame)), f"{row.label}, {row.words}", row.url)


def _bar(row: TimelineRowView, axis: _Axis, middle: float, frame: DrawingFrame) -> Iterator[str]:
    if row.start is None:
        ring = f'<circle class="s-soft" cx="{axis.left + 6:.1f}" cy="{middle:.1f}" r="5"'
        yield f'{ring} fill="none" stroke-dasharray="2 2" stroke-width="1.5"/>'
        yield text(axis.left + 18, middle + 5, row.undated, "soft", frame.size - 1)
        return
    begin = axis.x(row.start)
    end = max(axis.x(row.end or row.adopted or row.start), begin + 7)
    if row.is_open and axis.x(axis.today) > end:
        yield path([(end, middle), (axis.x(axis.today), middle)], row.colour, 2, dashes="3 4")
    shape = f'x="{begin:.1f}" y="{middle - _BAR / 2:.1f}" width="{end - begin:.1f}" height="{_BAR}"'
    yield f'<rect class="f-{row.colour}" {shape}/>'
    if row.adopted:
        x = axis.x(row.adopted)
        yield path([(x, middle - _BAR), (x, middle + _BAR)], "ink", 2)
