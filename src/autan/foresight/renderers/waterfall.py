"""A waterfall: a first level, what each step takes away, and the level that is left; in two lay-outs."""

from collections.abc import Iterator
from dataclasses import dataclass

from autan.plans.renderers.svg import FRAMES, Frame, drawing, path, text

_ROW, _BAR, _TOP = 34, 22, 8
_LABEL = {"wide": 210, "narrow": 128}
_VALUE = {"wide": 130, "narrow": 76}


@dataclass(frozen=True, slots=True, kw_only=True)
class WaterfallStep:
    """One bar: from a level to another, its words, its value as written, and its colour token."""

    label: str
    low: float
    high: float
    written: str
    colour: str


def draw_waterfall(name: str, title: str, sentence: str, steps: tuple[WaterfallStep, ...]) -> str:
    """Return both lay-outs; the zero of the axis is always drawn. At least one step is given."""
    return "".join(_draw(name, title, sentence, steps, frame) for frame in FRAMES)


def _draw(name: str, title: str, sentence: str, steps: tuple[WaterfallStep, ...], frame: Frame) -> str:
    height = _TOP * 2 + _ROW * len(steps)
    return drawing(name, frame, height, title, sentence, list(_bars(steps, frame, height)))


def _bars(steps: tuple[WaterfallStep, ...], frame: Frame, height: float) -> Iterator[str]:
    left, most = _LABEL[frame.variant], max(step.high for step in steps) or 1.0
    low = min(0.0, *(step.low for step in steps))
    span = most - low or 1.0
    width = frame.width - left - _VALUE[frame.variant]
    zero = left - low / span * width
    for rank, step in enumerate(steps):
        top = _TOP + rank * _ROW
        x = left + (step.low - low) / span * width
        long = max((step.high - step.low) / span * width, 1.0)
        yield text(0, top + _BAR * 0.72, step.label, "ink", frame.size)
        yield f'<rect class="f-{step.colour}" x="{x:.1f}" y="{top}" width="{long:.1f}" height="{_BAR}"/>'
        yield text(x + long + 6, top + _BAR * 0.72, step.written, "ink", frame.size)
    yield path([(zero, 0), (zero, height)], "soft", 1)
