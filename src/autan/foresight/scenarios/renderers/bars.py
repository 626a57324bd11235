"""Bars from a level to another: a waterfall, or a tornado; in two lay-outs, the level of origin always drawn."""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from textwrap import wrap

from autan.foresight.scenarios.presenters.drawings import BarsDrawing
from autan.plans.plans.renderers import FRAMES, DrawingFrame, drawing, path, text

_BAR, _TOP = 22, 8
_LABEL, _VALUE = 210, 130
_LETTER, _LINE = 0.56, 16
"""Mean width of a letter, of its size; height of a line of a name."""
_BESIDE, _ABOVE = 34, 34
"""Height of a row whose name is beside its bar, at least, and of one whose name is above it, without the name."""


def draw_bars(drawing: BarsDrawing) -> str:
    """Return both lay-outs. At least one bar is given."""
    return "".join(_draw(drawing, frame) for frame in FRAMES)


def _draw(shown: BarsDrawing, frame: DrawingFrame) -> str:
    is_above = frame.is_narrow or shown.has_names_above
    names = [_lines(bar.label, frame.width if is_above else _LABEL, frame.size) for bar in shown.bars]
    rows = [_LINE * len(name) + _ABOVE if is_above else max(_LINE * len(name), _BESIDE) for name in names]
    tops = list(accumulate(rows, initial=_TOP))
    inside = list(_bars(shown, frame, names, tops, is_above=is_above))
    return drawing(shown.name, frame, tops[-1] + _TOP, shown.title, shown.sentence, inside)


def _bars(
    drawing: BarsDrawing, frame: DrawingFrame, names: Sequence[Sequence[str]], tops: Sequence[int], *, is_above: bool
) -> Iterator[str]:
    left = 0.0 if is_above else _LABEL
    most = max(drawing.origin, *(bar.high for bar in drawing.bars))
    low = min(drawing.origin, *(bar.low for bar in drawing.bars))
    scale = (frame.width - left - _VALUE) / ((most - low) or 1.0)
    zero = left + (drawing.origin - low) * scale
    for bar, name, row in zip(drawing.bars, names, tops, strict=False):
        top = row + _LINE * len(name) if is_above else row
        x, long = left + (bar.low - low) * scale, max((bar.high - bar.low) * scale, 1.0)
        first = row + _LINE - 4 if is_above else row + (_BAR * 0.72 if len(name) == 1 else _LINE - 4)
        for rank, words in enumerate(name):
            yield text(0, first + rank * _LINE, words, "ink", frame.size)
        yield f'<rect class="f-{bar.colour}" x="{x:.1f}" y="{top}" width="{long:.1f}" height="{_BAR}"/>'
        yield text(x + long + 6, top + _BAR * 0.72, bar.written, "ink", frame.size)
        yield path([(zero, top - 3), (zero, top + _BAR + 3)], "ink", 1)


def _lines(label: str, width: float, size: float) -> list[str]:
    """The lines of a name in a width; a name is never cut."""
    return wrap(label, int(width / (size * _LETTER))) or [""]
