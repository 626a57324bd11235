"""The table that is classified, forms by segments, kept by its non-zero cells only.

Rows are segments, columns are forms. Only presence counts for the classification; the counts are kept for keyness.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from autan.ground.errors import DomainError
from autan.ground.wordings import Sentence

type Integers = NDArray[np.int64]
type Floats = NDArray[np.float64]
type Flags = NDArray[np.bool_]


class UnclassifiableError(DomainError):
    """A table from which no classes can be made."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SegmentTable:
    """Segments by forms, row by row (compressed sparse rows).

    Invariants: `starts` has one more entry than there are segments, begins with 0 and never falls; the columns of a
    row are different and rise.

    Attributes:
        starts: where the cells of each segment begin; the last entry is the number of cells.
        counts: how many times the form of each cell occurs in its segment, 1 at least.
    """

    starts: Integers
    columns: Integers
    counts: Integers
    forms: tuple[str, ...]

    @classmethod
    def from_forms(cls, segments: Iterable[Sequence[str]], *, min_segments: int = 1) -> Self:
        """Make the table of segments given as their forms, in the order of the text.

        Forms that fewer segments than `min_segments` hold are left out. Returns one row a segment, in order; columns in
        alphabetical order.

        >>> table = SegmentTable.from_forms([["bois", "bois", "eau"], ["eau"]])
        >>> table.forms, table.sizes.tolist(), table.counts.tolist()
        (('bois', 'eau'), [2, 1], [2, 1, 1])
        """
        rows = [Counter(forms) for forms in segments]
        counts = Counter(form for row in rows for form in row)
        forms = tuple(sorted(form for form, times in counts.items() if times >= min_segments))
        column = {form: rank for rank, form in enumerate(forms)}
        cells = [sorted((column[form], times) for form, times in row.items() if form in column) for row in rows]
        return cls._from_cells(cells, forms)

    @classmethod
    def _from_cells(cls, cells: Sequence[Sequence[tuple[int, int]]], forms: tuple[str, ...]) -> Self:
        flat = np.array([cell for row in cells for cell in row], dtype=np.int64).reshape(-1, 2)
        starts = np.concatenate([[0], np.cumsum([len(row) for row in cells], dtype=np.int64)])
        return cls(starts=starts.astype(np.int64), columns=flat[:, 0].copy(), counts=flat[:, 1].copy(), forms=forms)

    @classmethod
    def from_array(cls, values: Any, forms: Sequence[str] | None = None) -> Self:
        """Make the table of an array of numbers, one row a segment and one column a form.

        Args:
            values: whole numbers, or true and false: a list of rows, an array of two dimensions, or a matrix of
                compressed sparse rows as SciPy keeps it (`indptr`, `indices`, `data`, `shape`).
            forms: names of the columns; their numbers from 1 when it is None.

        Raises UnclassifiableError: not two dimensions, a negative or unknown number, or too few or too many names.
        """
        starts, columns, counts, width = _sparse(values) if hasattr(values, "indptr") else _dense(values)
        names = tuple(forms) if forms is not None else tuple(str(rank + 1) for rank in range(width))
        if len(names) != width:
            reason = Sentence(
                "autant de noms que de colonnes (il y a {count} noms et {width} colonnes)",
                count=len(names),
                width=width,
            )
            raise UnclassifiableError(reason)
        return cls(starts=starts, columns=columns, counts=counts, forms=names)

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def sizes(self) -> Integers:
        """Number of different forms of each segment."""
        return np.diff(self.starts)

    @property
    def rows(self) -> Integers:
        """Segment of each cell."""
        return np.repeat(np.arange(len(self)), self.sizes)

    @property
    def segments_by_form(self) -> Integers:
        """Number of segments that hold each form."""
        return np.bincount(self.columns, minlength=len(self.forms))

    def gathered(self, groups: Integers) -> Self:
        """Join segments: one row for each group, whose counts are added.

        `groups` gives the rank of the group of each segment, from 0, each rank used.
        """
        width = max(len(self.forms), 1)
        keys, cells = np.unique(groups[self.rows] * width + self.columns, return_inverse=True)
        counts = np.bincount(cells, weights=self.counts, minlength=len(keys)).astype(np.int64)
        lengths = np.bincount(keys // width, minlength=int(groups.max(initial=-1)) + 1)
        starts = np.concatenate([[0], np.cumsum(lengths)])
        return type(self)(starts=starts, columns=keys % width, counts=counts, forms=self.forms)


def _dense(values: Any) -> tuple[Integers, Integers, Integers, int]:
    array = np.asarray(values)
    if array.ndim != 2:
        raise UnclassifiableError("un tableau à deux dimensions\u00a0: segments en lignes, formes en colonnes")
    _refuse_bad_numbers(array)
    rows, columns = np.nonzero(array)
    counts = np.ceil(array[rows, columns]).astype(np.int64)
    starts = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=array.shape[0]))])
    return starts.astype(np.int64), columns, counts, int(array.shape[1])


def _sparse(matrix: Any) -> tuple[Integers, Integers, Integers, int]:
    height, width = matrix.shape
    starts, columns, data = (np.asarray(part) for part in (matrix.indptr, matrix.indices, matrix.data))
    if len(starts) != height + 1:
        raise UnclassifiableError("une matrice rangée par lignes (CSR)")
    _refuse_bad_numbers(data)
    rows = np.repeat(np.arange(height), np.diff(starts))
    keys, cells = np.unique(rows * width + columns, return_inverse=True)
    counts = np.bincount(cells, weights=data, minlength=len(keys))
    keys, counts = keys[counts > 0], counts[counts > 0]
    starts = np.concatenate([[0], np.cumsum(np.bincount(keys // width, minlength=height))])
    return starts.astype(np.int64), keys % width, np.ceil(counts).astype(np.int64), int(width)


def _refuse_bad_numbers(array: NDArray[Any]) -> None:
    if array.dtype.kind not in "biuf":
        raise UnclassifiableError("des nombres")
    if array.dtype.kind == "f" and not np.isfinite(array).all():
        raise UnclassifiableError("des nombres tous connus\u00a0: une case sans nombre n’est pas une absence")
    if array.dtype.kind != "b" and array.size and array.min() < 0:
        raise UnclassifiableError("des nombres d’occurrences, jamais négatifs")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Submatrix:
    """Rows and columns of one class, none of them empty, ready to be split; presence only.

    Attributes:
        rows: rank of each row in the whole table.
        forms: rank of each column in the whole table.
        starts: where the cells of each row begin.
        columns: column of each cell, row by row.
        column_starts: where the cells of each column begin.
        column_rows: row of each cell, column by column.
        row_sums: cells of each row.
        column_sums: cells of each column.
    """

    rows: Integers
    forms: Integers
    starts: Integers
    columns: Integers
    column_starts: Integers
    column_rows: Integers
    row_sums: Floats
    column_sums: Floats

    @property
    def total(self) -> float:
        """Number of cells."""
        return float(self.starts[-1])

    def cells_of(self, rows: Integers) -> tuple[Integers, Integers]:
        """Columns of the cells of some rows, one row after the other, and how many cells each row has."""
        return _slices(self.starts, self.columns, rows)

    def rows_of(self, columns: Integers) -> tuple[Integers, Integers]:
        """Rows of the cells of some columns, one column after the other, and how many cells each column has."""
        return _slices(self.column_starts, self.column_rows, columns)

    def sum_by_row(self, values: Floats) -> Floats:
        """Add, for each row, the values of the columns that it holds."""
        return np.add.reduceat(values[self.columns], self.starts[:-1])

    def sum_by_column(self, values: Floats) -> Floats:
        """Add, for each column, the values of the rows that hold it."""
        return np.add.reduceat(values[self.column_rows], self.column_starts[:-1])


def _slices(starts: Integers, cells: Integers, selected: Integers) -> tuple[Integers, Integers]:
    lengths = starts[selected + 1] - starts[selected]
    ends = np.cumsum(lengths)
    places = np.repeat(starts[selected] - ends + lengths, lengths) + np.arange(ends[-1] if len(ends) else 0)
    return cells[places], lengths


def extract_class(table: SegmentTable, rows: Integers, form_mask: Flags) -> Submatrix:
    """Take some rows and some columns, and leave out those that are then empty."""
    columns, lengths = _slices(table.starts, table.columns, rows)
    is_kept = form_mask[columns]
    ranks, columns = np.repeat(np.arange(len(rows)), lengths)[is_kept], columns[is_kept]
    sizes = np.bincount(ranks, minlength=len(rows))
    sums = np.bincount(columns, minlength=len(form_mask))
    renamed = np.cumsum(sums > 0) - 1
    return _index(rows[sizes > 0], np.flatnonzero(sums), sizes[sizes > 0], renamed[columns], sums[sums > 0])


def _index(rows: Integers, forms: Integers, sizes: Integers, columns: Integers, sums: Integers) -> Submatrix:
    order = np.argsort(columns, kind="stable")
    return Submatrix(
        rows=rows,
        forms=forms,
        starts=np.concatenate([[0], np.cumsum(sizes)]),
        columns=columns,
        column_starts=np.concatenate([[0], np.cumsum(sums)]),
        column_rows=np.repeat(np.arange(len(rows)), sizes)[order],
        row_sums=sizes.astype(np.float64),
        column_sums=sums.astype(np.float64),
    )
