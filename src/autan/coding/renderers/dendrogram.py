"""The tree of a classification, drawn as SVG: the whole corpus at the left, its classes at the right, named."""

from collections.abc import Mapping
from html import escape

from autan.coding.core.reinert.dendrogram import DendrogramNode

_LINE, _TOP, _LEFT, _TREE, _LABEL = 34.0, 12.0, 8.0, 220.0, 420.0
_WIDTH = _LEFT + _TREE + _LABEL


def draw_dendrogram(root: DendrogramNode, labels: Mapping[int, str], *, title: str) -> str:
    """Return the drawing.

    Args:
        root: the tree.
        labels: words of each class, by number: its size and first forms.
        title: what the drawing shows, for who does not see it.
    """
    height = _TOP * 2 + _LINE * len(root.classes)
    places: dict[int, float] = {number: _TOP + _LINE * (rank + 0.5) for rank, number in enumerate(root.classes)}
    lines: list[str] = []
    _draw(root, root.height or 1.0, places, lines)
    words = [
        f'<text x="{_LEFT + _TREE + 10:.1f}" y="{places[number] + 4.5:.1f}">{escape(label)}</text>'
        for number, label in labels.items()
        if number in places
    ]
    return (
        f'<svg class="dendrogram" viewBox="0 0 {_WIDTH:.0f} {height:.0f}" role="img" aria-label="{escape(title)}">'
        f'<g fill="none" stroke="currentColor" stroke-width="1.6">{"".join(lines)}</g>'
        f'<g font-size="13" fill="currentColor">{"".join(words)}</g></svg>'
    )


def _draw(node: DendrogramNode, highest: float, places: Mapping[int, float], lines: list[str]) -> tuple[float, float]:
    """Add the lines of a node; return where it stands."""
    if not node.children:
        return _LEFT + _TREE, places[node.classes[0]]
    x = _LEFT + _TREE * (1 - node.height / highest)
    ends = [_draw(child, highest, places, lines) for child in node.children]
    first, last = ends[0][1], ends[-1][1]
    lines += [f'<path d="M{x:.1f} {y:.1f}H{end:.1f}"/>' for end, y in ends]
    lines.append(f'<path d="M{x:.1f} {first:.1f}V{last:.1f}"/>')
    return x, (first + last) / 2
