"""Double descending classification: the classes that hold whatever the length of the segments.

Two simple classifications, with different minimal sizes, are crossed; sets of crossings that share no segment make the
classes. Segments outside stay without a class. Source: Reinert (1983, 1990), steps in `docs/algorithms/reinert.md`.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autan.coding.textometry.core.reinert.crossings import (
    ClassCrossing,
    CrossingSet,
    best_set,
    cross_classes,
    mutually_best,
)
from autan.coding.textometry.core.reinert.descending import classify
from autan.coding.textometry.core.reinert.results import NO_CLASS, Classification
from autan.coding.textometry.core.reinert.tables import Integers, SegmentTable
from autan.evidence.figures.core.figures import Method
from autan.ground.tables.core.findings import ResultRemark
from autan.ground.wordings import Sentence

_FORMULA = Sentence("double classification de Reinert : classes croisées de deux classifications simples")
_CUT_SHORT = ResultRemark.of(
    "search_cut_short",
    "Trop de croisements pour les comparer tous : ces classes sont les meilleures trouvées, sans certitude.",
    "Too many crossings to compare them all: these classes are the best found, without certainty.",
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DoubleClassification:
    """A double descending classification.

    Attributes:
        crossings: the crossings that were kept, from the highest chi-squared.
        by_chi2: for each number of classes that could be made, the set of highest chi-squared.
        by_size: for each number of classes, the set that holds most segments; only when all crossings were weighed.
    """

    first: Classification
    second: Classification
    crossings: tuple[ClassCrossing, ...]
    by_chi2: dict[int, CrossingSet]
    by_size: dict[int, CrossingSet]
    parameters: tuple[tuple[str, str], ...]
    remarks: tuple[ResultRemark, ...]

    @property
    def method(self) -> Method:
        """Method of the classes, for a trace, with the parameters of both simple classifications."""
        runs = (("first", self.first), ("second", self.second))
        parameters = [(f"{name}.{key}", value) for name, run in runs for key, value in run.parameters.pairs]
        return Method(name="reinert_double", formula=_FORMULA, parameters=(*self.parameters, *parameters))

    def classes(self, count: int, *, by_size: bool = False) -> Integers:
        """Class of each segment, from 1 in the order of the crossings; 0 for none.

        Raises KeyError: that many classes could not be made.
        """
        chosen = (self.by_size if by_size else self.by_chi2)[count]
        classes = np.full(len(self.first.table), NO_CLASS, dtype=np.int64)
        for rank, place in enumerate(chosen.places):
            classes[self.crossings[place].members] = rank + 1
        return classes


def classify_twice(
    table: SegmentTable | Any,
    *,
    min_segment_sizes: tuple[int, int] = (10, 15),
    k: int = 10,
    documents: Sequence[Hashable] | None = None,
    weighs_all: bool = True,
    min_members: int = 10,
    min_chi2: float = 3.84,
    **parameters: Any,
) -> DoubleClassification:
    """Classify twice, with two minimal sizes, and keep what both say.

    Args:
        table: see `classify`.
        min_segment_sizes: forms that a row should hold, in each classification.
        k: most classes, in each classification and in the result.
        documents: see `classify`.
        weighs_all: weigh all the crossings; if not, only those that are the best of both their classes.
        min_members: a crossing is kept when it holds more segments than this.
        min_chi2: and when its signed chi-squared is above this (3.84: one chance in twenty).
        **parameters: other parameters of `classify`, the same for both.

    Raises UnclassifiableError: see `classify`.
    """
    segments = table if isinstance(table, SegmentTable) else SegmentTable.from_array(table)
    runs = [
        classify(segments, k=k, documents=documents, min_segment_size=size, **parameters) for size in min_segment_sizes
    ]
    all_crossings = cross_classes(*(run.levels for run in runs), min_members=min_members, min_chi2=min_chi2)
    crossings = all_crossings if weighs_all else mutually_best(all_crossings)
    by_chi2 = _best_sets(crossings, k, by_size=False)
    by_size = _best_sets(crossings, k, by_size=True) if weighs_all else {}
    is_cut = not all(best.is_best_known for best in (*by_chi2.values(), *by_size.values()))
    remarks = dict.fromkeys([*runs[0].remarks, *runs[1].remarks, *([_CUT_SHORT] if is_cut else [])])
    return DoubleClassification(
        first=runs[0],
        second=runs[1],
        crossings=crossings,
        by_chi2=by_chi2,
        by_size=by_size,
        parameters=(
            ("min_members", str(min_members)),
            ("min_chi2", f"{min_chi2:g}"),
            ("weighs_all", str(weighs_all)),
        ),
        remarks=tuple(remarks),
    )


def _best_sets(crossings: Sequence[ClassCrossing], k: int, *, by_size: bool) -> dict[int, CrossingSet]:
    best_sets = {}
    for count in range(2, k + 1):
        best = best_set(crossings, count, by_size=by_size)
        if best is None:
            break
        best_sets[count] = best
    return best_sets
