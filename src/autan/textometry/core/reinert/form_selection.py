"""The forms that each side of a split keeps for the splits below it."""

from dataclasses import dataclass

import numpy as np

from autan.textometry.core.reinert.tables import Flags, Submatrix


@dataclass(frozen=True, slots=True, kw_only=True)
class FormThresholds:
    """When a form is kept.

    Attributes:
        contingency: a form whose contingency coefficient is not above it tells the two sides apart too little to be
            left to one of them: both keep it.
        min_count: rows of a side that must hold the form.
    """

    contingency: float = 0.3
    min_count: int = 3


def select_forms(matrix: Submatrix, is_first: Flags, thresholds: FormThresholds) -> tuple[Flags, Flags]:
    """Say which columns of a split class each side keeps.

    With `O` the rows of a side that hold a form, `E` what would be expected were the form shared as all cells are, and
    `T` the rows of both sides that hold it, the coefficient is `C = sqrt(X / (X + T))`, `X` being the sum over both
    sides of `(O - E)² / E`. A form above the threshold stays on the side that holds more than expected.

    `is_first` says, for each row, whether it is on the first side; neither side is empty.

    Returns:
        For the first side and for the second, one flag a column of the class.
    """
    totals = matrix.column_sums
    first = matrix.sum_by_column(is_first.astype(np.float64))
    expected = totals * (first.sum() / matrix.total)
    gap = (first - expected) ** 2
    contribution = gap / expected + gap / (totals - expected)
    is_shared = np.sqrt(contribution / (contribution + totals)) <= thresholds.contingency
    keeps_first = (first >= thresholds.min_count) & (is_shared | (first > expected))
    keeps_second = (totals - first >= thresholds.min_count) & (is_shared | (first < expected))
    return keeps_first, keeps_second
