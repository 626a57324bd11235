"""Differences between two editions of a source: values revised, rows gained, rows and places lost, scales changed."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

LARGEST_SHOWN = 10
DATE_COLUMNS = ("year", "register_date")
SCALES = (1e-6, 1e-3, 1e3, 1e6)
SCALE_TOLERANCE = 3.0  # a thousand, give or take: between 333 and 3,000
FEWEST_FOR_SCALE = 5
SCALED_ENDINGS = ("_mwh", "_gwh", "_kwh", "_kw", "_tco2e")
"""Endings of the columns that may be given in another unit; nobody counts homes by the thousand by mistake."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleShift:
    """A column whose numbers are all of another scale than in the last edition, as MWh given for GWh.

    `factor`: about how many times the last edition: a power of a thousand.
    """

    column: str
    factor: float

    @property
    def factor_words(self) -> str:
        """The factor in words.

        >>> ScaleShift(column="consumption_mwh", factor=0.001).factor_words
        '1/1000'
        """
        return f"{self.factor:.0f}" if self.factor > 1 else f"1/{1 / self.factor:.0f}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One number that two editions give differently. `key`: what the number is about: commune, year, sector..."""

    key: tuple[str, ...]
    column: str
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionComparison:
    """How an edition differs from the last one.

    Attributes:
        is_same_date: True when both are about the same date; otherwise values may differ and only places are compared.
        added: rows (of the same date) or places that the last edition lacked.
        removed: rows or places that the new edition lacks.
        revised: cells that differ, state included.
        largest: the numbers most changed in proportion, those that became known or unknown first.
    """

    is_same_date: bool
    added: int
    removed: int
    revised: int = 0
    largest: tuple[Revision, ...] = ()
    shifts: tuple[ScaleShift, ...] = ()

    @property
    def is_clean(self) -> bool:
        """True when nothing was revised and nothing was lost."""
        return self.revised == 0 and self.removed == 0


def compare_tables(
    old: pl.DataFrame, new: pl.DataFrame, *, key: Sequence[str], is_same_date: bool
) -> EditionComparison:
    """Compare two editions of one source.

    `new`: tidy table of the new one, with the same columns.
    `key`: columns that identify a row; the first is the place.

    >>> old = pl.DataFrame({"insee_code": ["31555", "09050"], "consumption_mwh": [10.0, 4.0]})
    >>> new = pl.DataFrame({"insee_code": ["31555", "31300"], "consumption_mwh": [12.0, 1.0]})
    >>> found = compare_tables(old, new, key=["insee_code"], is_same_date=True)
    >>> found.added, found.removed, found.revised, found.largest[0].after
    (1, 1, 1, 12.0)
    """
    on = list(key) if is_same_date else [key[0]]
    added = new.select(on).unique().join(old, on=on, how="anti").height
    removed = old.select(on).unique().join(new, on=on, how="anti").height
    shifts = scale_shifts(old, new, key=key)
    if not is_same_date:
        return EditionComparison(is_same_date=False, added=added, removed=removed, shifts=shifts)
    both = old.join(new, on=on, suffix="_after")
    values = [name for name in old.columns if name not in key]
    revised = both.select(pl.sum_horizontal(_differs(name).sum() for name in values)).item() if values else 0
    numbers = [name for name in values if old.schema[name].is_numeric()]
    return EditionComparison(
        is_same_date=True,
        added=added,
        removed=removed,
        revised=revised,
        largest=_largest(both, on, numbers),
        shifts=shifts,
    )


def scale_shifts(old: pl.DataFrame, new: pl.DataFrame, *, key: Sequence[str]) -> tuple[ScaleShift, ...]:
    """Find the columns of energy, power or gas that are a thousand, or a million, times those of the last edition.

    A thousandth or a millionth is found too; the median of the places tells. The same places are compared, whatever
    the date: what people burn does not change a thousandfold in a year.

    Returns the columns, in the order of the table; none where fewer than five positive numbers can be compared.

    >>> codes = [f"3155{digit}" for digit in range(6)]
    >>> old = pl.DataFrame({"insee_code": codes, "consumption_mwh": [10.0, 20.0, 30.0, 40.0, 50.0, 60.0]})
    >>> new = old.with_columns(pl.col("consumption_mwh") * 1100)
    >>> [(shift.column, shift.factor_words) for shift in scale_shifts(old, new, key=["insee_code"])]
    [('consumption_mwh', '1000')]
    """
    on = [name for name in key if name not in DATE_COLUMNS]
    columns = [name for name in old.columns if name.endswith(SCALED_ENDINGS) and old.schema[name].is_numeric()]
    both = old.join(new, on=on, suffix="_after")
    ratios = {name: _median_ratio(both, name) for name in columns}
    scales = ((name, _scale(ratio)) for name, ratio in ratios.items() if ratio is not None)
    return tuple(ScaleShift(column=name, factor=scale) for name, scale in scales if scale)


def _median_ratio(both: pl.DataFrame, name: str) -> float | None:
    positive = both.filter((pl.col(name) > 0) & (pl.col(f"{name}_after") > 0))
    if positive.height < FEWEST_FOR_SCALE:
        return None
    ratio: float = positive.select((pl.col(f"{name}_after") / pl.col(name)).median()).item()
    return ratio


def _scale(ratio: float) -> float | None:
    return next((scale for scale in SCALES if scale / SCALE_TOLERANCE < ratio < scale * SCALE_TOLERANCE), None)


def _differs(name: str) -> pl.Expr:
    return pl.col(name).ne_missing(pl.col(f"{name}_after"))


def _largest(both: pl.DataFrame, key: Sequence[str], columns: Sequence[str]) -> tuple[Revision, ...]:
    changes = [
        both.filter(_differs(name)).select(
            pl.concat_list(pl.col(part).cast(pl.String) for part in key).alias("key"),
            pl.lit(name).alias("column"),
            pl.col(name).cast(pl.Float64).alias("before"),
            pl.col(f"{name}_after").cast(pl.Float64).alias("after"),
        )
        for name in columns
    ]
    if not changes:
        return ()
    change = (pl.col("after") - pl.col("before")).abs() / pl.col("before").abs()
    ranked = pl.concat(changes).sort(change, descending=True, nulls_last=False, maintain_order=True)
    return tuple(
        Revision(key=tuple(row["key"]), column=row["column"], before=row["before"], after=row["after"])
        for row in ranked.head(LARGEST_SHOWN).iter_rows(named=True)
    )
