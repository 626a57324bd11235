"""Frames of analysts: Polars or pandas in, the same kind out; pandas is never imported by the product.

Codes and numbers alone are taken: the columns that are asked for, whatever the others hold.
"""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

import polars as pl

from autan.ground.errors import DomainError


class ColumnError(DomainError):
    """A frame lacks a column, or a column does not hold what is asked of it.

    Attributes:
        column: its name.
        expected: what was expected, in French.
    """

    def __init__(self, column: str, expected: str) -> None:
        self.column = column
        self.expected = expected
        super().__init__("colonne «\u202f{column}\u202f» : {expected}", column=column, expected=expected)


def is_pandas(frame: Any) -> bool:
    """Say whether a frame is one of pandas."""
    return type(frame).__module__.partition(".")[0] == "pandas"


def as_polars(frame: Any, names: Sequence[str]) -> pl.DataFrame:
    """Return the columns of a frame of Polars (eager or lazy) or pandas, as Polars; what pandas calls NaN is unknown.

    Raises:
        ColumnError: a column is not there, or its cells are not of one kind.
    """
    if isinstance(frame, pl.LazyFrame):
        frame = frame.collect()
    if not isinstance(frame, pl.DataFrame) and not is_pandas(frame):
        message = "un tableau Polars ou pandas est attendu, pas {name}"
        raise DomainError(message, name=type(frame).__name__)
    # pandas takes names that are no text
    columns = [str(name) for name in frame.columns]
    for name in names:
        if name not in columns:
            close = get_close_matches(name, columns, n=3)
            hint = f"proches : {', '.join(close)}" if close else f"présentes : {', '.join(columns[:12])}"
            raise ColumnError(name, f"elle n’est pas dans le tableau ; {hint}")
    if isinstance(frame, pl.DataFrame):
        return frame.select(names)
    return pl.DataFrame([_from_pandas(name, frame[name].tolist()) for name in names])


def _from_pandas(name: str, cells: list[Any]) -> pl.Series:
    known = [None if cell is None or cell != cell or type(cell).__name__ == "NAType" else cell for cell in cells]
    try:
        return pl.Series(name, known, strict=True)
    except (TypeError, pl.exceptions.PolarsError):
        raise ColumnError(name, "ses cellules ne sont pas toutes d’une même sorte") from None


def give_back(data_frame: pl.DataFrame, like: Any) -> Any:
    """Return a frame of the kind of another one: pandas for pandas, Polars else."""
    if not is_pandas(like):
        return data_frame
    return type(like)(data_frame.to_dict(as_series=False))
