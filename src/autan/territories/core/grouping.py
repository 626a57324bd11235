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
_HEAD_ROWS = 100_000
_BATCH_ROWS = 1_000_000


def sum_groups(
    table: pl.LazyFrame, *, keys: Sequence[str], measures: Sequence[str], ends: Mapping[str, tuple[int, int]]
) -> pl.DataFrame:
    """Add the measures of the rows that share all their keys.

    Args:
        table: the keys (an unknown key is a group of its own) and the measures (numbers).
        keys: columns that make a group; at least one.
        measures: columns to add.
        ends: least and greatest value of each key that holds whole numbers; see `find_ends`.

    Returns:
        The keys, then for each measure `m` the sum of what is known (0 when nothing is) and `m_known` (rows where it is
        known), then `rows`. Unique by the keys; not sorted.

    >>> table = pl.LazyFrame({"sector": ["waste", "waste", None], "heat_mwh": [1.5, None, 2.0]})
    >>> sums = sum_groups(table, keys=["sector"], measures=["heat_mwh"], ends={})
    >>> sums.sort("sector", nulls_last=True).rows()
    [('waste', 1.5, 1, 2), (None, 2.0, 1, 1)]
    """
    needed = table.select(*keys, *measures)
    schema = needed.collect_schema()
    is_floating = all(schema[name] == pl.Float64 for name in measures)  # sums of whole numbers stay whole: plain way
    axes = _axes_of(needed, keys, ends) if is_floating else []
    return _sum_in_cube(needed, axes, measures) if axes else _sum_plainly(needed, keys, measures)


def find_ends(table: pl.LazyFrame, names: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Return the least and the greatest value of each column of whole numbers; nothing of the other columns.

    >>> find_ends(pl.LazyFrame({"year": [2016, 2024], "sector": ["waste", "energy"]}), ["year", "sector"])
    {'year': (2016, 2024)}
    """
    schema = table.collect_schema()
    whole = [name for name in names if schema[name].is_integer()]
    if not whole:
        return {}
    columns = pl.col(whole)
    ends = table.select(columns.min().name.prefix("least_"), columns.max().name.prefix("most_"))
    found = [end or 0 for end in ends.collect(engine="streaming").row(0)]
    return dict(zip(whole, zip(found[: len(whole)], found[len(whole) :], strict=True), strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Axis:
    """One key as a side of the cube.

    Attributes:
        name: column.
        size: how many values it may take.
        position: which of them a row has; null when the cube does not hold it.
        values: the values, in their order.
    """

    name: str
    size: int
    position: pl.Expr
    values: pl.Series


def _axes_of(table: pl.LazyFrame, keys: Sequence[str], ends: Mapping[str, tuple[int, int]]) -> list[_Axis]:
    """Describe the cube; nothing when a key is of another kind, or when the cube would be empty or too large."""
    schema = table.collect_schema()
    texts = [name for name in keys if schema[name] == pl.String]
    if any(name not in texts and name not in ends for name in keys):
        return []
    head = table.select(texts).head(_HEAD_ROWS).collect() if texts else pl.DataFrame()
    values = {name: head[name].drop_nulls().unique().sort() for name in texts}
    sizes = [values[name].len() if name in values else ends[name][1] - ends[name][0] + 1 for name in keys]
    if not 0 < prod(sizes) <= _MOST_CELLS:
        return []
    return [
        _text_axis(name, values[name]) if name in values else _number_axis(name, *ends[name], schema[name])
        for name in keys
    ]


def _text_axis(name: str, values: pl.Series) -> _Axis:
    position = pl.col(name).cast(pl.Enum(values), strict=False).to_physical().cast(pl.UInt32)
    return _Axis(name=name, size=values.len(), position=position, values=values)


def _number_axis(name: str, least: int, greatest: int, dtype: pl.DataType) -> _Axis:
    position = (pl.col(name).cast(pl.Int64) - least).cast(pl.UInt32)
    values = pl.int_range(least, greatest + 1, dtype=pl.Int64, eager=True).cast(dtype)
    return _Axis(name=name, size=values.len(), position=position, values=values)


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
        cells = held[_CELL].to_numpy()
        self.rows += np.bincount(cells, minlength=self.size)
        for name, sums in self.sums.items():
            column = held[name]
            sums += np.bincount(cells, weights=column.fill_null(0).to_numpy(), minlength=self.size)
            missing = column.is_null().arg_true().to_numpy()
            self.unknown[name] += np.bincount(cells[missing], minlength=self.size)

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
