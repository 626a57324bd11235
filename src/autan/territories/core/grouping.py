"""Sums over groups of rows of a large table, exact and quick. Used by `core/perimeters.py`.

Several columns make a group. Hashing and comparing them row by row, texts above all, is where the time of a plain
`group_by` goes: here each is turned into a small whole number, and these are packed side by side into one.
Where they do not fit, or are of a kind that has no such number, the plain way is taken, with the same result.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add

import polars as pl

ROWS = "rows"
_PACKED = "packed_key"
_TEXT_TYPES = {8: pl.UInt8, 16: pl.UInt16}  # room for the texts of a column: some 250, else some 65,000
_NUMBER_TYPES = {32: pl.UInt32, 64: pl.UInt64}


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
    for text_bits in _TEXT_TYPES:
        fields = _pack(schema, keys, ends, text_bits)
        summed = _sum_packed(needed, fields, measures) if fields else None
        if summed is not None:
            return summed
    return _sum_plainly(needed, keys, measures)


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
class _Field:
    """One key inside the packed number.

    Attributes:
        name: column.
        dtype: its type.
        bits: room that it takes.
        shift: room taken to its right.
        least: what a whole number is counted from.
        texts: numbering of the texts met; None for a whole number.
    """

    name: str
    dtype: pl.DataType
    bits: int
    shift: int
    least: int
    texts: pl.Categorical | None

    def packed(self, number_type: type[pl.DataType]) -> pl.Expr:
        """The key as a number, in its place; null when it is unknown."""
        column = pl.col(self.name)
        number = column.cast(self.texts).to_physical() if self.texts else column.cast(pl.Int64) - self.least
        place: pl.Expr = pl.lit(2**self.shift, dtype=number_type)
        return place * number.cast(number_type)

    def unpacked(self) -> pl.Expr:
        """The key again, out of the packed number."""
        number: pl.Expr = pl.col(_PACKED) // 2**self.shift % 2**self.bits
        if self.texts:
            key = number.cast(_TEXT_TYPES[self.bits]).cat.to(self.texts)
        else:
            key = number.cast(pl.Int64) + self.least
        return key.cast(self.dtype).alias(self.name)


def _pack(schema: pl.Schema, keys: Sequence[str], ends: Mapping[str, tuple[int, int]], text_bits: int) -> list[_Field]:
    """Give each key its place in the number; nothing when one is of another kind, or when they do not fit."""
    fields: list[_Field] = []
    shift = 0
    for name in keys:
        least, greatest = ends.get(name, (0, 0))
        texts = _numbering(name, text_bits) if schema[name] == pl.String else None
        if not texts and name not in ends:
            return []
        bits = text_bits if texts else (greatest - least).bit_length()
        fields.append(_Field(name=name, dtype=schema[name], bits=bits, shift=shift, least=least, texts=texts))
        shift += bits
    return fields if shift <= max(_NUMBER_TYPES) else []


def _numbering(name: str, bits: int) -> pl.Categorical:
    return pl.Categorical(pl.Categories(name, "autan.territories.grouping", physical=_TEXT_TYPES[bits]))


def _sum_packed(table: pl.LazyFrame, fields: Sequence[_Field], measures: Sequence[str]) -> pl.DataFrame | None:
    """Add by the packed number; None when a column holds more texts than it has room for."""
    keys = [field.name for field in fields]
    width = sum(field.bits for field in fields)
    number_type = next(kind for room, kind in _NUMBER_TYPES.items() if width <= room)
    number = reduce(add, [field.packed(number_type) for field in fields]).alias(_PACKED)
    kept = [pl.Series(dtype=field.texts) for field in fields if field.texts]  # Polars forgets a numbering nobody holds
    try:
        summed = _sum_plainly(table.select(number, *measures), [_PACKED], measures)
    except pl.exceptions.ComputeError:
        return None
    whole = summed.drop_nulls(_PACKED).select(*[f.unpacked() for f in fields], pl.exclude(_PACKED))
    del kept
    if whole.height == summed.height:
        return whole
    with_unknown = table.filter(pl.any_horizontal(pl.col(keys).is_null()))
    return pl.concat([whole, _sum_plainly(with_unknown, keys, measures)])


def _sum_plainly(table: pl.LazyFrame, keys: Sequence[str], measures: Sequence[str]) -> pl.DataFrame:
    sums = [
        expression
        for name in measures
        for expression in (pl.col(name).sum(), pl.col(name).count().cast(pl.Int64).alias(f"{name}_known"))
    ]
    return table.group_by(keys).agg(*sums, pl.len().cast(pl.Int64).alias(ROWS)).collect(engine="streaming")
