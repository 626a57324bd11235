"""What a descending classification found, with every parameter that it was given."""

from dataclasses import dataclass, fields

from autan.coding.textometry.core.reinert.dendrogram import DendrogramNode
from autan.coding.textometry.core.reinert.tables import Integers, SegmentTable
from autan.evidence.figures.core.figures import Method
from autan.ground.tables.core.findings import ResultRemark
from autan.ground.wordings import Sentence

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

    Attributes:
        parent: number of the class that was split, at the level before.
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
