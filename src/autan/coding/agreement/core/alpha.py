"""Krippendorff's alpha at four levels, with missing values, and its bounds by bootstrap.

`alpha = 1 - Do / De`: the disagreement observed inside units, over the one expected were the same values paired by
chance. With `m` the values of a unit (two at least), `n` their sum, `n_c` the times that value `c` occurs:

    Do = 1/n · sum over units of  (sum over its ordered pairs of δ²) / (m - 1)
    De = 1/(n (n - 1)) · sum over values c, k of  n_c n_k δ²(c, k)

δ² is 0 or 1 (nominal), the squared difference (interval), the squared difference over the squared sum (ratio), or the
squared difference of middle ranks (ordinal): a value's middle rank is how many values are below it, plus half its own.
Source: Krippendorff (2011), "Computing Krippendorff's alpha-reliability".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from autan.coding.agreement.core.ratings import (
    MISSING,
    Agreement,
    AgreementBounds,
    AgreementMeasure,
    MeasurementLevel,
    Ratings,
    UndefinedAgreement,
    numbers_of,
)

type _Floats = NDArray[np.float64]
type _Integers = NDArray[np.int64]

_CELLS_AT_ONCE = 2_000_000
_VALUES_AT_ONCE = 512


def krippendorff_alpha(ratings: Ratings, level: MeasurementLevel | str) -> Agreement:
    """Measure the agreement of two coders or more.

    Returns alpha, 1 at most; undefined with fewer than two units, or when one value alone occurs.

    Raises RatingsError: values that the level cannot compare.

    >>> pair = Ratings.from_rows({"A": list("0100000010"), "B": list("1110010000")})
    >>> round(krippendorff_alpha(pair, "nominal").value, 6)
    0.095238
    """
    cells = _Cells.of(ratings, MeasurementLevel(level))
    value = float(cells.alphas(np.ones((1, cells.units)))[0]) if cells.units else np.nan
    undefined = _why_undefined(cells.units, is_constant=bool(np.isnan(value)))
    return Agreement(
        measure=AgreementMeasure.ALPHA,
        value=None if undefined else value,
        undefined=undefined,
        units=cells.units,
        coders=ratings.coders,
        parameters=(("level", cells.level.value),),
    )


def _why_undefined(units: int, *, is_constant: bool) -> UndefinedAgreement | None:
    if units < 2:
        return UndefinedAgreement.ONE_UNIT if units else UndefinedAgreement.NO_UNIT
    return UndefinedAgreement.CONSTANT if is_constant else None


def alpha_bounds(
    ratings: Ratings, level: MeasurementLevel | str, *, seed: int, draws: int = 1_000, confidence: float = 0.95
) -> AgreementBounds:
    """Bound alpha by drawing the units anew, with replacement (Efron 1979), and taking percentiles.

    The same `seed` gives the same bounds; `confidence` is the share of the draws between them.

    Raises RatingsError: values that the level cannot compare.
    """
    cells = _Cells.of(ratings, MeasurementLevel(level))
    chance = np.random.default_rng(seed)
    draws_of_alpha = [cells.alphas(weights) for weights in _drawn(cells, chance, draws)] if cells.units > 1 else []
    alphas = np.concatenate(draws_of_alpha) if draws_of_alpha else np.empty(0)
    # a draw where one value alone occurs has no alpha: it is counted apart
    defined = alphas[~np.isnan(alphas)]
    tail = (1 - confidence) / 2
    low, high = (float(q) for q in np.quantile(defined, [tail, 1 - tail])) if len(defined) else (None, None)
    return AgreementBounds(
        low=low, high=high, confidence=confidence, draws=draws, undefined_draws=draws - len(defined), seed=seed
    )


def _drawn(cells: "_Cells", chance: np.random.Generator, draws: int) -> Iterator[_Floats]:
    """Give the number of times that each unit is taken: one row a draw."""
    at_once = max(_CELLS_AT_ONCE // len(cells.ranks), 1)
    for first in range(0, draws, at_once):
        rows = min(at_once, draws - first)
        positions = chance.integers(0, cells.units, (rows, cells.units)) + np.arange(rows)[:, None] * cells.units
        yield np.bincount(positions.ravel(), minlength=rows * cells.units).reshape(rows, cells.units).astype(np.float64)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Cells:
    """Values of the units that count, unit by unit.

    `disagreement` is the sum of δ² over the ordered pairs of each unit, over one less than its cells; not for ordinal.
    """

    level: MeasurementLevel
    numbers: _Floats
    ranks: _Integers
    starts: _Integers
    sizes: _Integers
    disagreement: _Floats

    @classmethod
    def of(cls, ratings: Ratings, level: MeasurementLevel) -> "_Cells":
        numbers = numbers_of(ratings, level)
        paired = ratings.ranks[:, ratings.paired]
        sizes = np.count_nonzero(paired != MISSING, axis=0)
        by_unit = paired.T
        return cls(
            level=level,
            # centred: large values would lose the digits of small gaps
            numbers=numbers - (numbers.mean() if level is MeasurementLevel.INTERVAL and numbers.size else 0.0),
            ranks=by_unit[by_unit != MISSING],
            starts=np.cumsum(sizes) - sizes,
            sizes=sizes,
            disagreement=_disagreement(paired, numbers, level) / np.maximum(sizes - 1, 1),
        )

    @property
    def units(self) -> int:
        """Number of units that count."""
        return len(self.sizes)

    def alphas(self, weights: _Floats) -> _Floats:
        """Alpha when each unit is taken so many times: one row of weights a draw; NaN where nothing varies."""
        rows = np.arange(len(weights))[:, None]
        of_cells = np.repeat(weights, self.sizes, axis=1)
        width = len(self.numbers)
        cells = (rows * width + self.ranks).ravel()
        times: _Floats = np.bincount(cells, of_cells.ravel(), minlength=len(weights) * width)
        times = times.reshape(len(weights), width)
        total = times.sum(axis=1)
        observed, expected = self._observed(weights, times), self._expected(times)
        ratio = np.full_like(total, np.nan)
        np.divide(observed * (total - 1), expected, out=ratio, where=expected > 0)
        return 1 - ratio

    def _observed(self, weights: _Floats, times: _Floats) -> _Floats:
        """Observed disagreement of each draw, times the number of values n."""
        # distances between ranks change with each draw: only the others can be summed beforehand
        if self.level is not MeasurementLevel.ORDINAL:
            inside: _Floats = np.einsum("du,u->d", weights, self.disagreement)
            return inside
        middles = _middle_ranks(times)[:, self.ranks]
        sums = np.add.reduceat(middles, self.starts, axis=1)
        squares = np.add.reduceat(middles**2, self.starts, axis=1)
        of_units = 2 * (self.sizes * squares - sums**2) / (self.sizes - 1)
        return np.asarray(np.einsum("du,du->d", weights, of_units))

    def _expected(self, times: _Floats) -> _Floats:
        """Expected disagreement of each draw, times n (n - 1)."""
        total = times.sum(axis=1)
        if self.level is MeasurementLevel.NOMINAL:
            return np.asarray(total**2 - np.einsum("dv,dv->d", times, times))
        if self.level is MeasurementLevel.RATIO:
            return _expected_ratio(times, self.numbers)
        numbers = _middle_ranks(times) if self.level is MeasurementLevel.ORDINAL else self.numbers[None, :]
        sums, squares = (times * numbers).sum(axis=1), (times * numbers**2).sum(axis=1)
        gaps: _Floats = 2 * (total * squares - sums**2)
        is_constant = np.count_nonzero(times, axis=1) < 2  # rounding would leave a crumb
        return np.where(is_constant, 0.0, gaps)


def _middle_ranks(times: _Floats) -> _Floats:
    return np.asarray(np.cumsum(times, axis=1) - times / 2)


def _squared_gap(first: _Floats, second: _Floats, level: MeasurementLevel) -> _Floats:
    if level is MeasurementLevel.NOMINAL:
        return np.asarray(first != second, dtype=np.float64)
    gap = first - second
    if level is MeasurementLevel.RATIO:
        gap = np.divide(gap, first + second, out=np.zeros_like(gap), where=gap != 0)
    return np.square(gap)


def _disagreement(paired: _Integers, numbers: _Floats, level: MeasurementLevel) -> _Floats:
    """Sum of δ² over the ordered pairs of values of each unit."""
    total = np.zeros(paired.shape[1])
    for first, second in combinations(paired, 2):
        both = (first != MISSING) & (second != MISSING)
        total[both] += 2 * _squared_gap(numbers[first[both]], numbers[second[both]], level)
    return total


def _expected_ratio(times: _Floats, numbers: _Floats) -> _Floats:
    """Sum over values c, k of `n_c n_k δ²`, some values at a time: the table of all gaps may be large."""
    total = np.zeros(len(times))
    for first in range(0, len(numbers), _VALUES_AT_ONCE):
        some = slice(first, first + _VALUES_AT_ONCE)
        gaps = _squared_gap(numbers[some, None], numbers[None, :], MeasurementLevel.RATIO)
        total += np.einsum("dc,dc->d", times[:, some], times @ gaps.T)
    return total
