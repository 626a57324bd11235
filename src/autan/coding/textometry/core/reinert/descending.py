"""Simple descending hierarchical classification: segments that use the same forms, class by class."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autan.coding.textometry.core.reinert.results import (
    FEW_SEGMENTS,
    NO_CLASS,
    Classification,
    ClassSplit,
    GrowingNode,
    ReinertParameters,
    grown_dendrogram,
)
from autan.coding.textometry.core.reinert.segments import SegmentGroups, group_segments
from autan.coding.textometry.core.reinert.splitting import Bipartition, FormThresholds, select_forms, split_in_two
from autan.coding.textometry.core.reinert.tables import (
    Flags,
    Integers,
    SegmentTable,
    Submatrix,
    UnclassifiableError,
    extract_class,
)
from autan.ground.tables.core.findings import ResultRemark
from autan.ground.wordings import Sentence

_FEWEST = 3  # rows or forms under which no class is split
_REMARKS = {
    "few_segments": Sentence(
        "Nombre de segments : {{count}}. En dessous de {few_segments}, une lecture à la main vaut mieux.",
        few_segments=FEW_SEGMENTS,
    ),
    "short_segments": Sentence("Groupes de segments restés plus courts que demandé, faute de texte : {count}."),
    "fewer_classes": Sentence("Nombre de classes : {count} au lieu de {wanted}, car la plus grande ne se coupe plus."),
    "unclassed_segments": Sentence("Segments sans classe, car sans aucune des formes retenues : {count}."),
}


def classify(
    table: SegmentTable | Any,
    *,
    k: int = 10,
    documents: Sequence[Hashable] | None = None,
    min_segment_size: int = 0,
    min_split_members: int = 5,
    min_class_size: int = 1,
    contingency_threshold: float = 0.3,
    min_form_count: int = 3,
) -> Classification:
    """Split the largest class again and again, each time where its forms differ most.

    The same table and parameters give the same digits on every run. Source: Reinert (1983); the steps, and where they
    differ from other programs, are in `docs/algorithms/reinert.md`.

    Args:
        table: segments by forms: a `SegmentTable`, or what `SegmentTable.from_array` takes.
        k: most classes wanted, 2 at least.
        documents: document of each segment, those of one document following each other; one document if None.
        min_segment_size: forms that a row should hold; shorter segments of one document are joined.
        min_split_members: rows under which a class is not split; 3 at least.
        min_class_size: rows that each class must keep.
        contingency_threshold: see `FormThresholds.contingency`.
        min_form_count: see `FormThresholds.min_count`.

    Raises UnclassifiableError: no segment, fewer than two forms, fewer than two classes wanted, or documents that are
    not one for each segment.

    >>> rows = [[1, 1, 1, 0, 0], [0, 0, 1, 1, 0], [1, 0, 0, 0, 0], [1, 1, 1, 1, 0], [1, 1, 1, 1, 1],
    ...         [1, 0, 0, 0, 0], [1, 1, 1, 0, 0]]
    >>> result = classify(rows, k=2)
    >>> result.classes.tolist(), round(result.splits[0].chi2, 6)
    ([2, 2, 1, 2, 2, 1, 2], 4.843137)
    """
    segments = table if isinstance(table, SegmentTable) else SegmentTable.from_array(table)
    parameters = ReinertParameters(
        k=k,
        min_segment_size=min_segment_size,
        min_split_members=max(min_split_members, _FEWEST),
        min_class_size=max(min_class_size, 1),
        contingency_threshold=contingency_threshold,
        min_form_count=min_form_count,
    )
    of_documents = [0] * len(segments) if documents is None else documents
    _require_classifiable(segments, of_documents, k)
    grouped = group_segments(segments.sizes.tolist(), of_documents, min_size=min_segment_size)
    return _Descent(segments, parameters, grouped).run()


def _require_classifiable(table: SegmentTable, documents: Sequence[Hashable], k: int) -> None:
    if len(documents) != len(table):
        raise UnclassifiableError("un document pour chaque segment")
    if k < 2:
        raise UnclassifiableError("au moins deux classes demandées")
    if not len(table.columns):
        raise UnclassifiableError("un tableau qui n’est pas vide\u00a0: aucun segment n’y contient de forme")
    if np.count_nonzero(table.segments_by_form) < 2:
        raise UnclassifiableError("au moins deux formes\u00a0: une seule ne distingue aucun segment")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Class:
    """One class while the splits are being made: rows of the grouped table, forms kept, node of the tree."""

    rows: Integers
    kept: Flags
    node: GrowingNode


class _Descent:
    """The classes in the order of the dendrogram, and what was found on the way."""

    def __init__(self, table: SegmentTable, parameters: ReinertParameters, grouped: SegmentGroups) -> None:
        self.table, self.parameters, self.grouped = table, parameters, grouped
        self.rows = table.gathered(grouped.groups)
        self.root = GrowingNode(size=len(table))
        whole = _Class(rows=np.arange(len(self.rows)), kept=np.ones(len(table.forms), dtype=bool), node=self.root)
        self.classes = [whole]
        self.splits: list[tuple[int, Bipartition]] = []
        self.levels: list[Integers] = []
        self._members = np.bincount(grouped.groups)

    def run(self) -> Classification:
        """Split until enough classes are made, or none can be split."""
        while len(self.classes) < self.parameters.k and self._split_largest():
            self.levels.append(self._numbers())
        dendrogram = grown_dendrogram(self.root)
        heights = {node.level: node.height for node in dendrogram.walk()}
        return Classification(
            table=self.table,
            parameters=self.parameters,
            groups=self.grouped.groups,
            levels=tuple(self.levels) or (np.where(self.table.sizes > 0, 1, NO_CLASS),),
            splits=tuple(_class_split(rank + 2, *split, heights[rank + 2]) for rank, split in enumerate(self.splits)),
            dendrogram=dendrogram,
            remarks=tuple(self._remarks()),
        )

    def _split_largest(self) -> bool:
        place = int(np.argmax([len(cluster.rows) for cluster in self.classes]))
        largest = self.classes[place]
        matrix = self._splittable(largest)
        sides = split_in_two(matrix, min_rows=self.parameters.min_class_size) if matrix else None
        if matrix is None or sides is None:
            return False
        self.classes[place : place + 1] = self._children(largest, matrix, sides)
        self.splits.append((place + 1, sides))
        return True

    def _splittable(self, cluster: _Class) -> Submatrix | None:
        fewest_rows = max(self.parameters.min_split_members, _FEWEST)
        if len(cluster.rows) < fewest_rows or np.count_nonzero(cluster.kept) < _FEWEST:
            return None
        return extract_class(self.rows, cluster.rows, cluster.kept)

    def _children(self, cluster: _Class, matrix: Submatrix, sides: Bipartition) -> list[_Class]:
        thresholds = FormThresholds(
            contingency=self.parameters.contingency_threshold, min_count=self.parameters.min_form_count
        )
        children = []
        kept_by_side = select_forms(matrix, sides.is_first, thresholds)
        for is_here, keeps in zip((sides.is_first, ~sides.is_first), kept_by_side, strict=True):
            mask = np.zeros(len(self.table.forms), dtype=bool)
            mask[matrix.forms[keeps]] = True
            rows = matrix.rows[is_here]
            node = GrowingNode(size=int(self._members[rows].sum()))
            children.append(_Class(rows=rows, kept=mask, node=node))
        cluster.node.level, cluster.node.chi2 = len(self.classes) + 1, sides.chi2
        cluster.node.children = tuple(child.node for child in children)
        return children

    def _numbers(self) -> Integers:
        numbers = np.full(len(self.rows), NO_CLASS, dtype=np.int64)
        for rank, cluster in enumerate(self.classes):
            numbers[cluster.rows] = rank + 1
        return numbers[self.grouped.groups]

    def _remarks(self) -> list[ResultRemark]:
        counts = {
            "few_segments": len(self.table) if len(self.table) < FEW_SEGMENTS else 0,
            "short_segments": len(self.grouped.short),
            "fewer_classes": len(self.classes) if len(self.classes) < self.parameters.k else 0,
            "unclassed_segments": int(np.count_nonzero((self.levels or [self.table.sizes])[-1] == NO_CLASS)),
        }
        values = {code: {"count": count, "wanted": self.parameters.k} for code, count in counts.items() if count}
        return [
            ResultRemark.of(code, _REMARKS[code].fr.format(**words), _REMARKS[code].en.format(**words))
            for code, words in values.items()
        ]


def _class_split(level: int, parent: int, sides: Bipartition, height: float) -> ClassSplit:
    first = int(np.count_nonzero(sides.is_first))
    return ClassSplit(
        level=level,
        parent=parent,
        sizes=(first, len(sides.is_first) - first),
        chi2=sides.chi2,
        cut_chi2=sides.cut_chi2,
        moves=sides.moves,
        singular_value=sides.singular_value,
        height=height,
    )
