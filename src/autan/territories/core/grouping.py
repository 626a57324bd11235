"""Sums over groups of rows of a large table, quick and with little memory. Used by `core/perimeters.py`.

Several columns make a group. Hashing and comparing them row by row, texts above all, is where the time of a plain
`group_by` goes. Where each key takes few values, a group is a cell of a small cube instead: arithmetic gives each row
the number of its cell, and the row is added there. Rows that the cube does not hold (an unknown key, a text so rare
that the head of the table has none) and tables of another form take the plain way, with the same result.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from math import prod

import numpy as np
import polars as pl

ROWS = "rows"
_CELL = "cube_cell"
_MOST_CELLS = 4_000_000  # beyond, the cube itself costs more than it saves
_TOO_LARGE = 2**63 - 1  # for the arithmetic of positions
_HEAD_ROWS = 100_000
_BATCH_ROWS = 1_000_000


def sum_groups(
    table: pl.LazyFrame, *, keys: Sequence[str], measures: Sequence[str], values: Mapping[str, pl.Series]
) -> pl.DataFrame:
    """Add the measures of the rows that share all their keys.

    Args:
        table: the keys (an unknown key is a group of its own) and the measures (numbers).
        keys: columns that make a group; at least one.
        measures: columns to add.
        values: values that the keys are expected to take; see `find_values`.

    Returns:
        The keys, then for each measure `m` the sum of what is known (0 when nothing is) and `m_known` (rows where it is
        known), then `rows`. Unique by the keys; not sorted.

    >>> table = pl.LazyFrame({"sector": ["waste", "waste", None], "heat_mwh": [1.5, None, 2.0]})
    >>> sums = sum_groups(table, keys=["sector"], measures=["heat_mwh"], values=find_values(table, ["sector"]))
    >>> sums.sort("sector", nulls_last=True).rows()
    [('waste', 1.5, 1, 2), (None, 2.0, 1, 1)]
    """
    needed = table.select(*keys, *measures)
    schema = needed.collect_schema()
    is_floating = all(schema[name] == pl.Float64 for name in measures)  # sums of whole numbers stay whole: plain way
    cells = prod(values[name].len() if name in values else 0 for name in keys)
    if is_floating and 0 < cells <= _MOST_CELLS:
        return _sum_in_cube(needed, [_Axis(name=name, values=values[name]) for name in keys], measures)
    return _sum_plainly(needed, keys, measures)


def find_values(table: pl.LazyFrame, names: Sequence[str]) -> dict[str, pl.Series]:
    """Return the values that columns are expected to take, sorted: texts of the head, whole numbers from end to end.

    Columns of another kind, and those that span too many numbers, are left out.

    >>> table = pl.LazyFrame({"year": [2016, 2018], "sector": ["waste", "energy"], "share_pct": [1.5, 2.5]})
    >>> {name: found.to_list() for name, found in find_values(table, ["year", "sector", "share_pct"]).items()}
    {'sector': ['energy', 'waste'], 'year': [2016, 2017, 2018]}
    """
    schema = table.collect_schema()
    texts = [name for name in names if schema[name] == pl.String]
    head = table.select(texts).head(_HEAD_ROWS).collect() if texts else pl.DataFrame()
    found = {name: head[name].drop_nulls().unique().sort() for name in texts}
    for name in (name for name in names if schema[name].is_integer()):
        ends = table.select(pl.col(name).min().alias("least"), pl.col(name).max().alias("most"))
        least, most = ends.collect(engine="streaming").row(0)
        if least is not None and most - least < _MOST_CELLS and most < _TOO_LARGE:
            found[name] = pl.Series(name, range(least, most + 1), dtype=pl.Int64).cast(schema[name])
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Axis:
    """One key as a side of the cube: its column, and the values that it may take, in order."""

    name: str
    values: pl.Series

    @property
    def size(self) -> int:
        """How many values there are."""
        return self.values.len()

    @property
    def position(self) -> pl.Expr:
        """Which of the values a row has; null when it has another."""
        column = pl.col(self.name)
        if self.values.dtype == pl.String:
            return column.cast(pl.Enum(self.values), strict=False).to_physical().cast(pl.UInt32)
        return (column.cast(pl.Int64) - int(self.values[0])).cast(pl.UInt32)


def _sum_in_cube(table: pl.LazyFrame, axes: Sequence[_Axis], measures: Sequence[str]) -> pl.DataFrame:
    cell = reduce(lambda before, axis: before * axis.size + axis.position, axes, pl.lit(0, pl.UInt32))
    cube = _Cube(prod(axis.size for axis in axes), measures)
    for batch in table.select(cell.alias(_CELL), *measures).collect_batches(
        chunk_size=_BATCH_ROWS, maintain_order=False, engine="streaming"
    ):
        cube.add(batch)
    summed = cube.to_frame(axes)
    if not cube.rows_outside:
        return summed
    outside = _sum_plainly(table.filter(cell.is_null()), [axis.name for axis in axes], measures)
    return pl.concat([summed, outside])


class _Cube:
    """Sums, unknown values and rows of each cell.

    Invariant: a row is added to exactly one cell, or counted in `rows_outside`.
    """

    def __init__(self, size: int, measures: Sequence[str]) -> None:
        self.size = size
        self.rows = np.zeros(size, dtype=np.int64)
        self.unknown = {name: np.zeros(size, dtype=np.int64) for name in measures}
        self.sums = {name: np.zeros(size) for name in measures}
        self.rows_outside = 0

    def add(self, batch: pl.DataFrame) -> None:
        """Add the rows of a batch: the number of their cell, and the measures."""
        held = batch.drop_nulls(_CELL) if batch[_CELL].null_count() else batch
        self.rows_outside += batch.height - held.height
        if held.is_empty():
            return
        cells = held[_CELL].to_numpy().astype(np.int64)
        first = int(cells.min())
        size = int(cells.max()) - first + 1
        met = slice(first, first + size)  # a table sorted by its first key touches a small part of the cube at a time
        cells -= first
        self.rows[met] += np.bincount(cells, minlength=size)
        for name in self.sums:
            column = held[name]
            self.sums[name][met] += np.bincount(cells, weights=column.fill_null(0).to_numpy(), minlength=size)
            missing = column.is_null().arg_true().to_numpy()
            self.unknown[name][met] += np.bincount(cells[missing], minlength=size)

    def to_frame(self, axes: Sequence[_Axis]) -> pl.DataFrame:
        """The cells that have rows, with their keys."""
        met = np.flatnonzero(self.rows)
        positions = np.unravel_index(met, [axis.size for axis in axes])
        columns = [axis.values.gather(where).alias(axis.name) for axis, where in zip(axes, positions, strict=True)]
        rows = self.rows[met]
        for name, sums in self.sums.items():
            columns.append(pl.Series(name, sums[met]))
            columns.append(pl.Series(f"{name}_known", rows - self.unknown[name][met]))
        return pl.DataFrame([*columns, pl.Series(ROWS, rows)])


def _sum_plainly(table: pl.LazyFrame, keys: Sequence[str], measures: Sequence[str]) -> pl.DataFrame:
    sums = [
        expression
        for name in measures
        for expression in (pl.col(name).sum(), pl.col(name).count().cast(pl.Int64).alias(f"{name}_known"))
    ]
    return table.group_by(keys).agg(*sums, pl.len().cast(pl.Int64).alias(ROWS)).collect(engine="streaming")
