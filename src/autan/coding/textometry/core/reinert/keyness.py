"""Keyness of forms: how much more, or less, a class uses them than the rest; and the segments that are typical of it.

For a form, `a` and `b` are its occurrences in the class and in the rest, `c` and `d` those of all other forms, `N`
their sum. `chi2 = N (|ad - bc| - N δ)² / (product of the four margins)`, δ being 0.5 when `|ad - bc| >= N / 2` and an
expected count is under 5, and 0 otherwise; `G2 = 2 sum of O ln(O / E)`. Both take the sign of `a - E(a)`; `p` is the
upper tail of chi-squared with one degree of freedom. Sources: Dunning (1993); Yates (1934).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from autan.coding.textometry.core.reinert.tables import Flags, Floats, Integers, SegmentTable

SIGNIFICANT = 0.05


class KeynessMeasure(StrEnum):
    """How far a form is from being shared as all forms are."""

    CHI2 = "chi2"
    G2 = "g2"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyForm:
    """One form, in a class and in the rest.

    Attributes:
        keyness: signed measure, positive when the class uses it more.
        p: chance of a measure this far from 0 if the class made no difference.
        segment_share: share of the segments of the class that hold it, from 0 to 1.
    """

    form: str
    keyness: float
    p: float
    count: int
    count_elsewhere: int
    segments: int
    segment_share: float


def keyness(
    target: Sequence[float] | Floats,
    reference: Sequence[float] | Floats,
    *,
    measure: KeynessMeasure = KeynessMeasure.CHI2,
    corrects: bool = True,
) -> Floats:
    """Signed keyness of each form.

    Args:
        target: occurrences of each form in the class.
        reference: occurrences of each form in the rest.
        measure: chi-squared, or G².
        corrects: take Yates's correction where it applies; only for chi-squared.

    Returns one number a form, in order; 0 where a margin is empty.
    """
    a, b = np.asarray(target, dtype=np.float64), np.asarray(reference, dtype=np.float64)
    c, d = a.sum() - a, b.sum() - b
    total = a.sum() + b.sum()
    if not total:
        return np.zeros(len(a))
    share = a.sum() / total
    observed = np.array([a, b, c, d])
    expected = np.array([(a + b) * share, (a + b) * (1 - share), (c + d) * share, (c + d) * (1 - share)])
    strength = _g2(observed, expected) if measure is KeynessMeasure.G2 else _chi2(observed, expected, corrects=corrects)
    signed: Floats = np.where(a > expected[0], strength, -strength)
    return signed


def _chi2(observed: Floats, expected: Floats, *, corrects: bool) -> Floats:
    a, b, c, d = observed
    total = a + b + c + d
    gap = np.abs(a * d - b * c)
    is_corrected = (gap >= total / 2) & (expected.min(axis=0) < 5) if corrects else np.zeros(len(a), dtype=bool)
    margins = (a + b) * (c + d) * (a + c) * (b + d)
    squared = total * (gap - total * np.where(is_corrected, 0.5, 0.0)) ** 2
    chi2: Floats = np.divide(squared, margins, out=np.zeros(len(a)), where=margins > 0)
    return chi2


def _g2(observed: Floats, expected: Floats) -> Floats:
    ratio = np.divide(observed, expected, out=np.ones_like(observed), where=(observed > 0) & (expected > 0))
    total: Floats = 2 * np.sum(observed * np.log(ratio), axis=0)
    return np.maximum(total, 0.0)


def upper_tail(statistic: float) -> float:
    """Chance that chi-squared with one degree of freedom is above a statistic, whatever its sign.

    >>> round(upper_tail(3.841459), 4)
    0.05
    """
    return math.erfc(math.sqrt(abs(statistic) / 2))


def class_keyness(
    table: SegmentTable,
    classes: Integers,
    number: int,
    *,
    measure: KeynessMeasure = KeynessMeasure.CHI2,
    max_p: float = SIGNIFICANT,
    most: int | None = 15,
) -> tuple[KeyForm, ...]:
    """List the forms that a class uses most unlike the other classes.

    Args:
        table: the segments, with their counts.
        classes: class of each segment; those of class 0 are in neither side.
        number: the class.
        measure: chi-squared, or G².
        max_p: forms of a higher `p` are left out.
        most: how many forms at most; all of them when it is None.

    Returns the forms, from the furthest from 0; equal ones in alphabetical order.
    """
    of_cell = classes[table.rows]
    is_target, is_reference = of_cell == number, (of_cell != number) & (of_cell > 0)
    counts = [_count(table, flags, weights=True) for flags in (is_target, is_reference)]
    segments = _count(table, is_target, weights=False)
    size = max(int(np.count_nonzero(classes == number)), 1)
    measured = keyness(*counts, measure=measure)
    order = sorted(range(len(measured)), key=lambda rank: (-abs(round(float(measured[rank]), 9)), table.forms[rank]))
    key_forms = [
        KeyForm(
            form=table.forms[rank],
            keyness=float(measured[rank]),
            p=upper_tail(measured[rank]),
            count=int(counts[0][rank]),
            count_elsewhere=int(counts[1][rank]),
            segments=int(segments[rank]),
            segment_share=float(segments[rank]) / size,
        )
        for rank in order
        if upper_tail(measured[rank]) <= max_p
    ]
    return tuple(key_forms if most is None else key_forms[:most])


def _count(table: SegmentTable, flags: Flags, *, weights: bool) -> Floats:
    return np.bincount(
        table.columns[flags], weights=table.counts[flags] if weights else None, minlength=len(table.forms)
    ).astype(np.float64)


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

    Class 0 is none. Returned from the highest score; equal ones in the order of the text. Segments without an overused
    form are left out.
    """
    overused = [key for key in class_keyness(table, classes, number, most=None) if key.keyness > 0]
    column = {form: rank for rank, form in enumerate(table.forms)}
    weights = np.zeros(len(table.forms))
    weights[[column[key.form] for key in overused]] = [key.keyness for key in overused]
    scores = np.bincount(table.rows, weights=weights[table.columns], minlength=len(table))
    scores[classes != number] = 0.0
    order = np.argsort(-np.round(scores, 9), kind="stable")[:most]
    return tuple(
        TypicalSegment(segment=int(rank), score=float(scores[rank]), forms=_segment_forms(table, int(rank), weights))
        for rank in order
        if scores[rank] > 0
    )


def _segment_forms(table: SegmentTable, segment: int, weights: Floats) -> tuple[str, ...]:
    columns = table.columns[table.starts[segment] : table.starts[segment + 1]]
    weighted = [column for column in columns if weights[column] > 0]
    return tuple(table.forms[column] for column in sorted(weighted, key=lambda column: (-weights[column], column)))
