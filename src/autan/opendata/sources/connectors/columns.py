"""Columns of text read quickly: each different cell once, and plain numbers by the machine.

A national file has a million rows and forty thousand codes: what is said of a code is worked out once. The careful
reading of `core.cells` is kept for the cells that a plain reading leaves.
"""

from dataclasses import dataclass

import polars as pl

from autan.opendata.sources.core import cells

CELL = "cell"
FEW = 0.5  # share of different cells under which each is worth reading once


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """A column of numbers.

    Attributes:
        value: the numbers; null where the cell is empty, masked or no number.
        is_secret: True where it holds a word for statistical secrecy.
        uses_commas: True when the column told that a comma as that of `1,234` is its decimal sign.
    """

    value: pl.Series
    is_filled: pl.Series
    is_secret: pl.Series
    uses_commas: bool = False

    @property
    def is_wrong(self) -> pl.Series:
        """True where the cell holds something that is neither a number nor a secret."""
        return self.is_filled & self.value.is_null() & ~self.is_secret


def read_each(text: pl.Series, **answers: pl.Expr) -> pl.DataFrame:
    """What is said of each cell, worked out once for each different cell.

    `answers`: expressions on the column `cell`, by name.
    Returns one row for each row of the column, with the answers.

    >>> read_each(pl.Series(["b", "a", "b", None]), length=pl.col("cell").str.len_chars())["length"].to_list()
    [1, 1, 1, None]
    """
    cells = text.alias(CELL)
    different = cells.unique()
    if len(different) > FEW * len(text) or not len(text):
        return cells.to_frame().select(**answers)
    known = different.to_frame().with_columns(**answers)
    if len(answers) == 1:
        (name,) = answers
        return cells.replace_strict(known[CELL], known[name], return_dtype=known[name].dtype).alias(name).to_frame()
    return cells.to_frame().join(known, on=CELL, how="left", nulls_equal=True, maintain_order="left").drop(CELL)


def read_numbers(text: pl.Series) -> Numbers:
    """The numbers of a column: see `core.cells.number` for what a number is.

    What `1,234` is depends on the rest of its column: a decimal where another comma can be nothing else, and no point
    is one.
    """
    value = text.cast(pl.Float64, strict=False)
    value = pl.select(pl.when(value.abs() < cells.LARGEST_NUMBER).then(value)).to_series()
    left = (value.is_null() & text.is_not_null()).arg_true()
    is_filled, is_secret = value.is_not_null(), pl.Series([False], dtype=pl.Boolean).new_from_index(0, len(text))
    is_reminded = False
    if len(left):
        is_reminded = _uses_commas(text.gather(left), text)
        careful = read_each(
            text.gather(left),
            value=cells.number(CELL, comma_is_decimal=is_reminded),
            is_filled=cells.trimmed(CELL).is_not_null(),
            is_secret=cells.is_secret(CELL),
        )
        value = value.scatter(left, careful["value"])
        is_filled = is_filled.scatter(left, careful["is_filled"])
        is_secret = is_secret.scatter(left, careful["is_secret"])
    return Numbers(value=value, is_filled=is_filled, is_secret=is_secret, uses_commas=is_reminded)


def _uses_commas(left: pl.Series, text: pl.Series) -> bool:
    """True when some cell has an ambiguous comma, and the others of its column tell that it is a decimal sign."""
    frame = left.alias(CELL).unique().to_frame()
    is_ambiguous, is_decimal = frame.select(
        cells.has_ambiguous_comma(CELL).any(), cells.has_decimal_comma(CELL).any().alias("told")
    )
    if not (is_ambiguous.item() and is_decimal.item()):
        return False
    return not text.alias(CELL).unique().to_frame().select(cells.has_decimal_point(CELL).any()).item()
