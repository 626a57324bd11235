"""States of the values of a source, by the same rules for all."""

import polars as pl

from autan.evidence.figures.core.states import ValueState

NEVER = pl.lit(value=False)


def state_of(
    value: str | pl.Expr,
    *,
    masked: str | pl.Expr = NEVER,
    lower: pl.Expr = NEVER,
    usual: ValueState = ValueState.OBSERVED,
    tells_zero: bool = False,
) -> pl.Expr:
    """The state of a value, as the column `state`.

    `masked`: where the source masks it.
    `lower`: where it is known, and something lacks in it.
    `tells_zero`: True when a nil of the source is a true zero.

    >>> frame = pl.DataFrame({"x": [None, None, 0.0, 5.0], "is_secret": [True, False, False, False]})
    >>> frame.select(state_of("x", masked="is_secret", tells_zero=True))["state"].to_list()
    ['confidential', 'missing', 'confirmed_zero', 'observed']
    """
    cell = pl.col(value) if isinstance(value, str) else value
    is_masked = pl.col(masked) if isinstance(masked, str) else masked
    return (
        pl.when(is_masked)
        .then(pl.lit(ValueState.CONFIDENTIAL.value))
        .when(cell.is_null())
        .then(pl.lit(ValueState.MISSING.value))
        .when(lower)
        .then(pl.lit(ValueState.LOWER_BOUND.value))
        .when((cell == 0) if tells_zero else NEVER)
        .then(pl.lit(ValueState.CONFIRMED_ZERO.value))
        .otherwise(pl.lit(usual.value))
        .alias("state")
    )


def sum_known(column: str) -> pl.Expr:
    """Sum of the values that are known; null, and not zero, when none is."""
    return pl.when(pl.col(column).count() > 0).then(pl.col(column).sum()).alias(column)


def state_of_sum(column: str, *, lower: pl.Expr = NEVER) -> pl.Expr:
    """State of a sum of rows, some of which may be masked (`is_secret`) or empty: it is then a lower bound."""
    known = pl.col(column).count()
    return state_of(
        sum_known(column),
        masked=(known == 0) & pl.col("is_secret").any(),
        lower=(known < pl.len()) | lower,
        tells_zero=True,
    )
