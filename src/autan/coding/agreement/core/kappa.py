"""Percent agreement, and Cohen's kappa of two coders.

`kappa = (po - pe) / (1 - pe)`: the share of units on which both agree, over what chance would give with the values that
each uses. Source: Cohen (1960).
"""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from autan.coding.agreement.core.ratings import MISSING, Agreement, AgreementMeasure, Ratings, UndefinedAgreement


def cohen_kappa(ratings: Ratings, first: str, second: str) -> Agreement:
    """Measure the agreement of two coders on the units that both coded.

    Returns kappa, 1 at most; undefined with fewer than two units, or when both give one same value everywhere.

    Raises ValueError: no coder has this name.

    >>> pair = Ratings.from_rows({"A": list("0100000010"), "B": list("1110010000")})
    >>> round(cohen_kappa(pair, "A", "B").value, 6)
    0.090909
    """
    rows = ratings.ranks[[ratings.coders.index(first), ratings.coders.index(second)]]
    rows = rows[:, (rows != MISSING).all(axis=0)]
    width = len(ratings.values)
    table = np.bincount(rows[0] * width + rows[1], minlength=width * width).reshape(width, width)
    return _kappa(table, (first, second))


def kappa_of_table(counts: Sequence[Sequence[int]], coders: tuple[str, str] = ("1", "2")) -> Agreement:
    """Measure the agreement of two coders from the table of what both said.

    `counts`: units to which the first coder gave the value of the row and the second that of the column.

    >>> kappa_of_table([[20, 5], [10, 15]]).value
    0.4
    """
    return _kappa(np.array(counts, dtype=np.int64), coders)


def _kappa(table: NDArray[np.int64], coders: tuple[str, str]) -> Agreement:
    units = int(table.sum())
    agreed = int(np.trace(table))
    by_chance = int(table.sum(axis=1) @ table.sum(axis=0))
    undefined = None
    if units < 2:
        undefined = UndefinedAgreement.ONE_UNIT if units else UndefinedAgreement.NO_UNIT
    elif by_chance == units**2:  # chance alone would agree everywhere: 0 / 0
        undefined = UndefinedAgreement.CONSTANT
    return Agreement(
        measure=AgreementMeasure.KAPPA,
        value=None if undefined else (agreed * units - by_chance) / (units**2 - by_chance),
        undefined=undefined,
        units=units,
        coders=coders,
    )


def percent_agreement(ratings: Ratings) -> Agreement:
    """Give the share of pairs of values, two coders on one unit, that are the same.

    With two coders it is the share of the units that both coded on which they agree. It is defined with one unit.
    """
    pairs = agreed = 0
    for first, second in combinations(ratings.ranks, 2):
        both = (first != MISSING) & (second != MISSING)
        pairs += int(np.count_nonzero(both))
        agreed += int(np.count_nonzero(both & (first == second)))
    return Agreement(
        measure=AgreementMeasure.PERCENT,
        value=agreed / pairs if pairs else None,
        undefined=None if pairs else UndefinedAgreement.NO_UNIT,
        units=int(np.count_nonzero(ratings.paired)),
        coders=ratings.coders,
    )
