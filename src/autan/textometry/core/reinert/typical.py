"""Which segments are most like their class? Those that hold most of the forms that the class overuses."""

from dataclasses import dataclass

import numpy as np

from autan.textometry.core.reinert.keyness import class_keyness
from autan.textometry.core.reinert.tables import Floats, Integers, SegmentTable


@dataclass(frozen=True, slots=True, kw_only=True)
class TypicalSegment:
    """A segment of a class, with how typical it is.

    Attributes:
        segment: rank of the segment in the table, from 0.
        score: sum of the keyness of the overused forms that it holds.
        forms: these forms, from the most overused.
    """

    segment: int
    score: float
    forms: tuple[str, ...]


def typical_segments(
    table: SegmentTable, classes: Integers, number: int, *, most: int = 10
) -> tuple[TypicalSegment, ...]:
    """List the segments of a class that are most typical of it.

    Class 0 is none.

    Returns:
        From the highest score; equal ones in the order of the text. Segments without an overused form are left out.
    """
    overused = [key for key in class_keyness(table, classes, number, most=None) if key.keyness > 0]
    column = {form: rank for rank, form in enumerate(table.forms)}
    weights = np.zeros(len(table.forms))
    weights[[column[key.form] for key in overused]] = [key.keyness for key in overused]
    scores = np.bincount(table.rows, weights=weights[table.columns], minlength=len(table))
    scores[classes != number] = 0.0
    order = np.argsort(-np.round(scores, 9), kind="stable")[:most]
    return tuple(
        TypicalSegment(segment=int(rank), score=float(scores[rank]), forms=_held(table, int(rank), weights))
        for rank in order
        if scores[rank] > 0
    )


def _held(table: SegmentTable, segment: int, weights: Floats) -> tuple[str, ...]:
    columns = table.columns[table.starts[segment] : table.starts[segment + 1]]
    held = [column for column in columns if weights[column] > 0]
    return tuple(table.forms[column] for column in sorted(held, key=lambda column: (-weights[column], column)))
