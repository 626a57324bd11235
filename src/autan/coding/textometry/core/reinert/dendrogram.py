"""The tree of the splits, from the whole corpus down to its classes, ready to be drawn."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DendrogramNode:
    """One class of some level, and the two that it was split into.

    Attributes:
        classes: numbers of the final classes below it, in order; one for a leaf.
        size: segments that it held when it was made.
        height: height of its split on the drawing, 0 for a leaf; the split of the whole corpus is the highest.
        chi2: chi-squared of its split, 0 for a leaf.
    """

    classes: tuple[int, ...]
    size: int
    height: float = 0.0
    chi2: float = 0.0
    level: int = 1
    children: tuple["DendrogramNode", ...] = ()

    def walk(self) -> Iterator["DendrogramNode"]:
        """Give the node, then everything below it, first side first."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(slots=True, kw_only=True, eq=False)
class GrowingNode:
    """A node while the splits are being made; becomes a `DendrogramNode` once all are known."""

    size: int
    level: int = 1
    chi2: float = 0.0
    children: tuple["GrowingNode", ...] = ()


def grown_dendrogram(root: GrowingNode) -> DendrogramNode:
    """Give each split its height: the sum of the chi-squared of the splits from the last one up to it.

    Each split has a level of its own, from 2.
    """
    splits = sorted(_splits(root))
    heights, reached = {}, 0.0
    for level, chi2 in reversed(splits):
        reached += chi2
        heights[level] = reached
    return _finished(root, heights, 1)[0]


def _splits(node: GrowingNode) -> Iterator[tuple[int, float]]:
    if node.children:
        yield node.level, node.chi2
        for child in node.children:
            yield from _splits(child)


def _finished(node: GrowingNode, heights: dict[int, float], number: int) -> tuple[DendrogramNode, int]:
    """Return the node and the number of the next leaf."""
    if not node.children:
        return DendrogramNode(classes=(number,), size=node.size), number + 1
    children = []
    for child in node.children:
        finished, number = _finished(child, heights, number)
        children.append(finished)
    return DendrogramNode(
        classes=tuple(leaf for child in children for leaf in child.classes),
        size=node.size,
        height=heights[node.level],
        chi2=node.chi2,
        level=node.level,
        children=tuple(children),
    ), number
