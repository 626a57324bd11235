"""A map of two ratios at once: the cell of each place among nine, named by a letter and a number, and its legend.

The name of the cell stands on the map too: nobody has to tell nine colours apart.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from autan.evidence.figures.core.charts import MapSpec
from autan.evidence.figures.core.states import ValueState
from autan.ground.texts.language import colon, words
from autan.territories.charts.renderers.drawing.chart_lines import Value
from autan.territories.charts.renderers.drawing.map_classes import class_of, span_words
from autan.territories.charts.renderers.drawing.map_shapes import Box
from autan.territories.charts.renderers.drawing.palette import OPEN, text_class_on
from autan.territories.charts.renderers.drawing.pen import Pen, element

_ACROSS, _UP = "ABC", "123"
_CELL_WIDTH, _CELL_HEIGHT, _SIDE = 34.0, 24.0, 16.0


def pair_of(spec: MapSpec, first: Value | None, second: Value | None) -> tuple[Value | None, str | None]:
    """What is written on a place, and its colour; for one that lacks a value, that value and no colour."""
    if first is None or second is None:
        return None, None
    unknown = next((value for value in (first, second) if not value.is_known or value.is_slight), None)
    if unknown:
        return unknown, None
    ranks, is_open = [], False
    for value, axis in zip((first, second), spec.axes, strict=True):
        ends = [class_of(end, axis.classes) for end in (value.low, value.high) if end is not None]
        is_open |= value.state is ValueState.LOWER_BOUND or len(set(ends)) > 1
        ranks.append(ends[-1])
    across, up = ranks
    state = ValueState.LOWER_BOUND if ValueState.LOWER_BOUND in {first.state, second.state} else first.state
    shown = replace(first, written=f"{_ACROSS[across]}{_UP[up]}", unit="", state=state)
    return shown, f"pair-{across + 1}{up + 1}{OPEN if is_open else ''}"


def write_pairs(spec: MapSpec, colours: Sequence[str | None], pen: Pen, size: float, box: Box) -> tuple[str, float]:
    """The nine cells with how many places each holds, then the classes of both ratios; and where they end."""
    counts = Counter(colour.removesuffix(OPEN) for colour in colours if colour)
    columns, rows = (range(len(axis.classes)) for axis in spec.axes)
    drawn, y = [], box.top
    for row in reversed(rows):
        drawn.append(pen.text(box.left, y + _CELL_HEIGHT / 2, _UP[row], size, is_centred=True))
        for column in columns:
            colour, x = f"pair-{column + 1}{row + 1}", box.left + _SIDE + column * _CELL_WIDTH
            sides = {"x": x, "y": y, "width": _CELL_WIDTH, "height": _CELL_HEIGHT}
            drawn.append(element("rect", **sides, **pen.area_paint(colour)))
            middle, ink = (x + _CELL_WIDTH / 2, y + _CELL_HEIGHT / 2), text_class_on(colour)
            count = f"({counts[colour]})"
            drawn.append(pen.text(*middle, count, size, colour=ink, anchor="middle", is_centred=True))
        y += _CELL_HEIGHT
    for column in columns:
        x = box.left + _SIDE + (column + 0.5) * _CELL_WIDTH
        drawn.append(pen.text(x, y + size * 1.2, _ACROSS[column], size, anchor="middle"))
    y += size * 2.6
    for arrow, names, axis in (("→", _ACROSS, spec.axes[0]), ("↑", _UP, spec.axes[1])):
        lines, y = pen.lines(f"{arrow} {words(axis.label)}", box.left, y, size, box.width, step=size * 1.25)
        for name, span in zip(names, span_words(axis.classes), strict=False):
            classes, y = pen.lines(f"{name}{colon()} {span}", box.left, y, size, box.width, step=size * 1.25)
            lines += classes
        drawn += lines
        y += size * 0.4
    return "".join(drawn), y + 4
