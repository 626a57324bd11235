"""Place of each row on the first axis of the correspondence analysis of a class.

With `P` the table divided by its total, `r` and `c` its row and column masses, the axis is the first left singular
vector of `S = (P - r c') / sqrt(r c')`, divided by `sqrt(r)` (Benzécri 1973; Reinert 1983). `S` is never written down:
its products with vectors need only the cells of the table. Small tables are decomposed whole; larger ones by the method
of Lanczos, each new direction made orthogonal to all those before it.
"""

from collections.abc import Callable

import numpy as np

from autan.coding.textometry.core.reinert.tables import Floats, Submatrix

DECIMALS = 9
"""Digits of a coordinate that order rows: rows that hold the same forms are equal, and keep their order."""
_SMALL = 24  # a table this narrow is decomposed whole
_MOST_PRODUCTS = 2_000
_MOST_DIRECTIONS = 32
_KEPT_DIRECTIONS = 10
_TOLERANCE = 1e-11  # of the direction, beside the gap to the next one
_NOTHING = 1e-14


def row_coordinates(matrix: Submatrix) -> tuple[float, Floats]:
    """Return the first singular value and the coordinate of each row.

    The sign, which is free, is set so that the coordinate furthest from zero is negative.

    The class has no empty row or column. Returns the singular value, from 0 (rows that all have one profile) to 1, and
    one coordinate a row, not rounded.
    """
    standard = _Standardised(matrix)
    singular, vector = _whole(standard) if min(standard.shape) <= _SMALL else _by_lanczos(standard)
    coordinates = vector / standard.row_roots
    rounded = np.round(coordinates, DECIMALS)
    furthest = coordinates[np.argmax(np.abs(rounded))]
    return singular, -coordinates if furthest > 0 else coordinates


class _Standardised:
    """The matrix `S`, known by its products."""

    def __init__(self, matrix: Submatrix) -> None:
        self.matrix = matrix
        self.shape = len(matrix.row_sums), len(matrix.column_sums)
        self.row_roots = np.sqrt(matrix.row_sums / matrix.total)
        self.column_roots = np.sqrt(matrix.column_sums / matrix.total)
        self._by_row = 1 / np.sqrt(matrix.row_sums)
        self._by_column = 1 / np.sqrt(matrix.column_sums)

    def times(self, vector: Floats) -> Floats:
        """`S v`."""
        product = self._by_row * self.matrix.sum_by_row(self._by_column * vector)
        return product - self.row_roots * (self.column_roots @ vector)

    def transposed_times(self, vector: Floats) -> Floats:
        """`S' u`."""
        product = self._by_column * self.matrix.sum_by_column(self._by_row * vector)
        return product - self.column_roots * (self.row_roots @ vector)

    def written(self) -> Floats:
        """`S` itself, for a small table."""
        dense = np.zeros(self.shape)
        rows = np.repeat(np.arange(self.shape[0]), self.matrix.row_sums.astype(np.int64))
        dense[rows, self.matrix.columns] = self._by_row[rows] * self._by_column[self.matrix.columns]
        dense -= np.outer(self.row_roots, self.column_roots)
        return dense


def _whole(standard: _Standardised) -> tuple[float, Floats]:
    left, singular, _ = np.linalg.svd(standard.written(), full_matrices=False)
    return float(singular[0]), left[:, 0]


def _by_lanczos(standard: _Standardised) -> tuple[float, Floats]:
    is_wide = standard.shape[0] <= standard.shape[1]
    if is_wide:
        direction = _leading_vector(lambda u: standard.times(standard.transposed_times(u)), standard.shape[0])
        direction = standard.transposed_times(direction)
        direction /= max(float(np.linalg.norm(direction)), _NOTHING)
    else:
        direction = _leading_vector(lambda v: standard.transposed_times(standard.times(v)), standard.shape[1])
    left = standard.times(direction)
    singular = float(np.linalg.norm(left))
    return singular, left / max(singular, _NOTHING)


def _leading_vector(times: Callable[[Floats], Floats], size: int) -> Floats:
    """First eigenvector of a symmetric matrix, known by its products, whose values lie between 0 and 1."""
    space = _Krylov(size)
    products = 0
    while True:
        left = space.extend(times)
        products += 1
        is_last = left <= _NOTHING or products in (size, _MOST_PRODUCTS)
        if is_last or space.is_full:
            error = space.condense(left)
            if is_last or error <= _TOLERANCE:
                first: Floats = space.basis[0]
                return first


class _Krylov:
    """Orthonormal directions, and the matrix between them; once full, it is condensed to the best mixes of them.

    Small enough for its own decompositions to be made at once, on one core. Source: thick-restart Lanczos, Wu and
    Simon (2000).
    """

    def __init__(self, size: int) -> None:
        self.basis = np.zeros((min(_MOST_DIRECTIONS, size) + 1, size))
        start = np.cos(1.7 * np.arange(1, size + 1)) + 0.5  # the same on every run, along no symmetry of a table
        self.basis[0] = start / np.linalg.norm(start)
        self._between = np.zeros((len(self.basis) - 1, len(self.basis) - 1))
        self._known = 0

    @property
    def is_full(self) -> bool:
        """True when there is no room for one more direction."""
        return self._known + 1 == len(self.basis)

    def extend(self, times: Callable[[Floats], Floats]) -> float:
        """Multiply the last direction, and add what is new in the result; its length is returned."""
        last = self._known
        image = times(self.basis[last])
        known = self.basis[: last + 1]
        for _ in range(2):  # twice is enough (Kahan, in Parlett 1980)
            along = np.einsum("ij,j->i", known, image)
            image -= _combine(known, along)
            self._between[last, : last + 1] += along
        self._between[: last + 1, last] = self._between[last, : last + 1]
        left = float(np.linalg.norm(image))
        self.basis[last + 1] = image / max(left, _NOTHING)
        self._known = last + 1
        return left

    def condense(self, left: float) -> float:
        """Keep the best mixes of the directions, the first one first; return its error beside the gap to the second."""
        known = self._known
        values, mixes = np.linalg.eigh(self._between[:known, :known])
        directions = min(_KEPT_DIRECTIONS, known)
        best = mixes[:, ::-1][:, :directions]
        newest = self.basis[known].copy()
        self.basis[:directions] = [_combine(self.basis[:known], mix) for mix in best.T]
        self.basis[directions] = newest
        self._between[:] = 0.0
        np.fill_diagonal(self._between[:directions, :directions], values[::-1][:directions])
        self._known = directions
        gap = values[-1] - values[-2] if known > 1 else values[-1]
        return float(left * abs(mixes[-1, -1]) / max(gap, _NOTHING))


def _combine(directions: Floats, weights: Floats) -> Floats:
    """Sum of weighted directions; by `einsum`, whose digits do not hang on how many cores share the work."""
    mixed: Floats = np.einsum("ij,i->j", directions, weights)
    return mixed
