"""The tree of a classification, drawn in both lay-outs: the whole corpus at the left, its classes at the right."""

from collections.abc import Mapping

from autan.coding.textometry.core.reinert.results import DendrogramNode
from autan.territories.charts.renderers.drawing.chart_frame import FRAMES, Variant
from autan.territories.charts.renderers.drawing.pen import Medium, Pen

_TOP, _LEFT, _GAP = 10.0, 4.0, 10.0
_TREE_SHARE = {Variant.WIDE: 0.33, Variant.NARROW: 0.18}
_INK, _THICK = "soft", 1.6


def draw_dendrogram(root: DendrogramNode, labels: Mapping[int, str], *, title: str) -> str:
    """Return both lay-outs, of which the stylesheet shows one."""
    return "".join(_layout(root, labels, title, variant) for variant in Variant)


def _layout(root: DendrogramNode, labels: Mapping[int, str], title: str, variant: Variant) -> str:
    frame, pen = FRAMES[variant], Pen.for_drawing("dendrogram", Medium.SCREEN, variant)
    tree = _LEFT + frame.width * _TREE_SHARE[variant]
    shown, places, y = [], {}, _TOP
    for number in root.classes:
        lines = pen.lettering.wrap(labels[number], frame.size, frame.width - tree - _GAP)
        places[number] = y + frame.leading * len(lines) / 2
        for line in lines:
            y += frame.leading
            shown.append(pen.text(tree + _GAP, y - frame.size * 0.25, line, frame.size))
        y += _GAP
    _branches(root, root.height or 1.0, tree, places, pen, shown)
    return pen.drawing(frame.width, y + _TOP - _GAP, title, "; ".join(labels.values()), shown)


def _branches(
    node: DendrogramNode, highest: float, right: float, places: Mapping[int, float], pen: Pen, marks: list[str]
) -> tuple[float, float]:
    """Add the lines of a node; return where it stands."""
    if not node.children:
        return right, places[node.classes[0]]
    x = _LEFT + (right - _LEFT) * (1 - node.height / highest)
    ends = [_branches(child, highest, right, places, pen, marks) for child in node.children]
    first, last = ends[0][1], ends[-1][1]
    marks += [pen.line(x, y, end, y, _INK, width=_THICK) for end, y in ends]
    marks.append(pen.line(x, first, x, last, _INK, width=_THICK))
    return x, (first + last) / 2
