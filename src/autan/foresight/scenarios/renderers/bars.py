"""Bars from a level to another: a waterfall, or a tornado; in two lay-outs, the level of origin always drawn."""

from collections.abc import Iterator

from autan.foresight.scenarios.presenters.drawings import BarsDrawing
from autan.plans.plans.renderers import FRAMES, DrawingFrame, drawing, path, text

_BAR, _TOP = 22, 8
_LABEL, _VALUE = 210, 130
_LETTER = 0.5
"""Mean width of a letter, of its size."""
_BESIDE, _ABOVE = 34, 50
"""Height of a row whose name is beside its bar, and above it."""


def draw_bars(shown: BarsDrawing) -> str:
    """Return both lay-outs. At least one bar is given."""
    return "".join(_draw(shown, frame) for frame in FRAMES)


def _draw(shown: BarsDrawing, frame: DrawingFrame) -> str:
    is_above = frame.is_narrow or shown.has_names_above
    height = _TOP * 2 + (_ABOVE if is_above else _BESIDE) * len(shown.bars)
    inside = list(_bars(shown, frame, is_above=is_above))
    return drawing(shown.name, frame, height, shown.title, shown.sentence, inside)


def _bars(shown: BarsDrawing, frame: DrawingFrame, *, is_above: bool) -> Iterator[str]:
    left = 0.0 if is_above else _LABEL
    most = max(shown.origin, *(bar.high for bar in shown.bars))
    low = min(shown.origin, *(bar.low for bar in shown.bars))
    scale = (frame.width - left - _VALUE) / ((most - low) or 1.0)
    zero = left + (shown.origin - low) * scale
    longest = int((frame.width if is_above else left) / (frame.size * _LETTER))
    for rank, bar in enumerate(shown.bars):
        top = _TOP + (rank * _ABOVE + 16 if is_above else rank * _BESIDE)
        x, long = left + (bar.low - low) * scale, max((bar.high - bar.low) * scale, 1.0)
        yield text(0, top - 4 if is_above else top + _BAR * 0.72, _cut(bar.label, longest), "ink", frame.size)
        yield f'<rect class="f-{bar.colour}" x="{x:.1f}" y="{top}" width="{long:.1f}" height="{_BAR}"/>'
        yield text(x + long + 6, top + _BAR * 0.72, bar.written, "ink", frame.size)
        yield path([(zero, top - 3), (zero, top + _BAR + 3)], "ink", 1)


def _cut(label: str, longest: int) -> str:
    """The first letters of a label, and a sign that some are left out."""
    return label if len(label) <= longest else f"{label[: longest - 1].rstrip()}…"
