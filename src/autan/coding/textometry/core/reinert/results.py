"""What a descending classification gives: its parameters, its splits, the tree that they make."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

from autan.coding.textometry.core.reinert.tables import Integers, SegmentTable
from autan.evidence.figures.core.figures import Method
from autan.ground.tables.core.findings import ResultRemark
from autan.ground.wordings import Sentence


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


@dataclass(frozen=False, slots=True, kw_only=True, eq=False)
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


FEW_SEGMENTS = 50
NO_CLASS = 0
"""Class of a segment that holds none of the forms that its class kept."""

_FORMULA = Sentence(
    "classification descendante hiérarchique de Reinert : coupure du premier axe, puis meilleurs déplacements un à un"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReinertParameters:
    """Everything that a simple classification was given.

    Attributes:
        min_segment_size: forms that a row should hold; shorter segments of one document are joined.
        min_class_size: rows that each class must keep; 1 sets no bound.
        contingency_threshold: see `FormThresholds.contingency`.
        min_form_count: see `FormThresholds.min_count`.
    """

    k: int
    min_segment_size: int
    min_split_members: int
    min_class_size: int
    contingency_threshold: float
    min_form_count: int

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Names and values, as a `Method` keeps them."""
        return tuple((field.name, f"{getattr(self, field.name):g}") for field in fields(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassSplit:
    """One split, in the order in which they were made.

    `parent` is the number of the class that was split, at the level before.
    """

    level: int
    parent: int
    sizes: tuple[int, int]
    chi2: float
    cut_chi2: float
    moves: int
    singular_value: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Classification:
    """A simple descending classification.

    Attributes:
        groups: for each segment, rank of the row that it was classified in, from 0.
        levels: for each number of classes from 2 up, the class of each segment, from 1; 0 for none. Classes are
            numbered in the order of the dendrogram.
    """

    table: SegmentTable
    parameters: ReinertParameters
    groups: Integers
    levels: tuple[Integers, ...]
    splits: tuple[ClassSplit, ...]
    dendrogram: DendrogramNode
    remarks: tuple[ResultRemark, ...]

    @property
    def classes(self) -> Integers:
        """Class of each segment at the last level."""
        return self.levels[-1]

    @property
    def class_count(self) -> int:
        """Number of classes; 1 when nothing could be split."""
        return len(self.splits) + 1

    @property
    def method(self) -> Method:
        """Method of the classes, for a trace."""
        return Method(name="reinert", formula=_FORMULA, parameters=self.parameters.pairs)
