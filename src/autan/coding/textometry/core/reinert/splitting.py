"""A class split in two: rows ordered on the first axis, the best cut, rows moved one by one, forms each side keeps.

The quantity to raise is the chi-squared of the table of two rows that the column sums of both sides make. With `T` the
column sums of the class, `a` those of the first side, `N` and `M` their totals, it is

    chi2 = N (N Q - M²) / (M (N - M))     where     Q = sum of a² / T

so that moving one row changes it by that row's own forms only: `Q` becomes `Q ± 2 g + h`, with `g` the sum of `a / T`
and `h` the sum of `1 / T` over the forms of the row. `g` is kept for all rows; a move changes it for the rows that
share a form with the moved row, and for no other. Source: Reinert (1983); steps in `docs/algorithms/reinert.md`.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from autan.coding.textometry.core.reinert.first_axis import DECIMALS, row_coordinates
from autan.coding.textometry.core.reinert.tables import Flags, Floats, Integers, Submatrix

_EQUAL = 1e-12  # of the number of cells: two chi-squared that differ by less are ties, and the first row is taken
_TOO_LARGE = 0.75  # share of the cells beyond which a side is no longer the one that is followed
_NO_ASSOCIATION = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bipartition:
    """A class split in two.

    Attributes:
        chi2: chi-squared of the two sides, of this very partition.
        cut_chi2: chi-squared of the best cut, before any move.
    """

    is_first: Flags
    chi2: float
    singular_value: float
    cut_chi2: float
    moves: int


def split_in_two(matrix: Submatrix, *, min_rows: int) -> Bipartition | None:
    """Split a class where its forms differ most.

    The class has no empty row or column; each side keeps `min_rows` rows. Returns the two sides; None when there are
    too few rows, or all of them have one profile.
    """
    if len(matrix.rows) < 2 * min_rows or len(matrix.rows) < 2:
        return None
    singular_value, coordinates = row_coordinates(matrix)
    if singular_value < _NO_ASSOCIATION:
        return None
    order = np.argsort(np.round(coordinates, DECIMALS), kind="stable")
    cuts = chi2_of_cuts(matrix, order)
    place = min_rows + _first_best(cuts[min_rows - 1 : len(cuts) - min_rows + 1], matrix.total)
    is_first = np.zeros(len(order), dtype=bool)
    is_first[order[:place]] = True
    is_first, chi2, moves = switch_rows(matrix, is_first, min_rows=min_rows)
    return Bipartition(
        is_first=is_first,
        chi2=chi2,
        singular_value=singular_value,
        cut_chi2=float(cuts[place - 1]),
        moves=moves,
    )


def _first_best(values: Floats, total: float) -> int:
    return int(np.argmax(values >= values.max() - _EQUAL * total))


def chi2_of_cuts(matrix: Submatrix, order: Integers) -> Floats:
    """Chi-squared after the first row of an order, the first two, and so on up to all but one.

    Each is computed from its smaller side: from the larger one, the digits of a small difference are lost.
    """
    first, cells = _sums_of_first_rows(matrix, order)
    last, _ = _sums_of_first_rows(matrix, order[::-1])
    is_small = 2 * cells <= matrix.total
    reached: Floats = _chi2(
        np.where(is_small, first, last[::-1]), np.where(is_small, cells, matrix.total - cells), matrix.total
    )
    return reached


def _sums_of_first_rows(matrix: Submatrix, order: Integers) -> tuple[Floats, Floats]:
    """`Q` and `M` of the first row of an order, of the first two, and so on.

    Each cell adds to `Q` by how many rows of its column came before it: `((before + 1)² - before²) / T`.
    """
    columns, lengths = matrix.cells_of(order)
    by_column = np.argsort(columns, kind="stable")
    before = np.empty(len(columns))
    before[by_column] = np.arange(len(columns)) - matrix.column_starts[columns[by_column]]
    gains = (2 * before + 1) / matrix.column_sums[columns]
    ends = np.cumsum(lengths)
    return np.cumsum(np.add.reduceat(gains, ends - lengths))[:-1], ends[:-1].astype(np.float64)


def _chi2(q: Any, m: Any, n: float) -> Any:
    """Of numbers, or of arrays of them."""
    return n * (n * q - m * m) / (m * (n - m))


def switch_rows(matrix: Submatrix, is_first: Flags, *, min_rows: int) -> tuple[Flags, float, int]:
    """Move the single row that raises chi-squared most, until no move raises it.

    Both sides hold, and keep, at least `min_rows` rows. Returns the sides, their chi-squared, and how many moves were
    made.
    """
    state = _Switching(matrix, is_first, min_rows)
    while state.move_best() or state.refresh():
        pass
    return (~state.is_in if state.is_swapped else state.is_in), state.chi2, state.moves


class _Switching:
    """Sums of the smaller side, kept in place while rows move in and out of it."""

    def __init__(self, matrix: Submatrix, is_first: Flags, min_rows: int) -> None:
        self.matrix = matrix
        self.is_in = is_first.copy()
        self.is_swapped = False
        self.min_rows = min_rows
        self.moves = 0
        self._inverse = 1 / matrix.column_sums
        self._h = matrix.sum_by_row(self._inverse)
        self._recompute()

    def _recompute(self) -> None:
        total = self.matrix.total
        if 2 * float(self.matrix.row_sums[self.is_in].sum()) > total:
            self.is_in, self.is_swapped = ~self.is_in, not self.is_swapped
        sums = self.matrix.sum_by_column(self.is_in.astype(np.float64))
        self._sign = np.where(self.is_in, -1.0, 1.0)
        self._q = float(np.sum(sums**2 * self._inverse))
        self._m = float(np.sum(sums))
        self._g = self.matrix.sum_by_row(sums * self._inverse)
        self._rows_in = int(np.count_nonzero(self.is_in))
        self.chi2 = float(_chi2(self._q, self._m, total))
        self._moves_at_refresh = self.moves

    def refresh(self) -> bool:
        """Compute the sums anew once no move is left, as each move rounded them; False if nothing had moved since."""
        if self._moves_at_refresh == self.moves:
            return False
        self._recompute()
        return True

    def move_best(self) -> bool:
        """Make the best single move; False when none raises chi-squared."""
        q = self._q + 2 * self._sign * self._g + self._h
        m = self._m + self._sign * self.matrix.row_sums
        with np.errstate(divide="ignore", invalid="ignore"):  # a side that would lose its last row: locked below
            reached: Floats = _chi2(q, m, self.matrix.total)
        self._lock(reached)
        best = float(reached.max())
        if best <= self.chi2 + _EQUAL * self.matrix.total:
            return False
        row = _first_best(reached, self.matrix.total)
        self._q, self._m, self.chi2 = float(q[row]), float(m[row]), best
        self._move(row)
        if self._m > _TOO_LARGE * self.matrix.total:
            self._recompute()
        return True

    def _lock(self, reached: Floats) -> None:
        """Leave out the rows of a side that has no more than it must keep."""
        if self._rows_in <= self.min_rows:
            reached[self.is_in] = -1.0
        if len(reached) - self._rows_in <= self.min_rows:
            reached[~self.is_in] = -1.0

    def _move(self, row: int) -> None:
        matrix, sign = self.matrix, self._sign[row]
        columns = matrix.columns[matrix.starts[row] : matrix.starts[row + 1]]
        touched, lengths = matrix.rows_of(columns)
        change = np.repeat(sign * self._inverse[columns], lengths)
        self._g += np.bincount(touched, weights=change, minlength=len(self._g))
        self._rows_in += int(sign)
        self._sign[row] = -sign
        self.is_in[row] = not self.is_in[row]
        self.moves += 1


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

    `is_first` says, for each row, whether it is on the first side; neither side is empty. Returns for the first side
    and for the second, one flag a column of the class.
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
