"""Who codes which texts, how codings are laid side by side, and a measure of their agreement, or why there is none."""

import hashlib
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from autan.evidence.figures.core.figures import Method
from autan.ground.errors import DomainError
from autan.ground.texts.core.labelled import Labelled
from autan.ground.wordings import Sentence

type Rating = str | float | None

MISSING = -1
"""Rank of a missing value."""


class MeasurementLevel(Labelled):
    """What two different values mean: just different, apart by ranks, by a distance, or by a ratio."""

    NOMINAL = "nominal", "nominal", "nominal"
    ORDINAL = "ordinal", "ordinal", "ordinal"
    INTERVAL = "interval", "intervalle", "interval"
    RATIO = "ratio", "rapport", "ratio"

    @property
    def needs_numbers(self) -> bool:
        """True when values must be numbers."""
        return self in {MeasurementLevel.INTERVAL, MeasurementLevel.RATIO}


class RatingsError(DomainError):
    """Ratings that cannot be compared."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ratings:
    """Values given by coders to units.

    Attributes:
        values: the different values, rising: numbers when all of them are, else texts.
        ranks: one row a coder, one column a unit: rank of the value among `values`, -1 when there is none.
    """

    coders: tuple[str, ...]
    units: tuple[str, ...]
    values: tuple[str | float, ...]
    ranks: NDArray[np.int64]

    @classmethod
    def from_rows(
        cls, rows: Mapping[str, Sequence[Rating]], *, units: Sequence[str] = (), order: Sequence[str | float] = ()
    ) -> Self:
        """Make ratings of one row a coder.

        Args:
            rows: values of each coder, in the order of the units; None, NaN and an empty text are missing.
            units: names of the units; their numbers from 1 when there are none.
            order: every value, from the lowest to the highest, where the order of texts means something.

        Raises RatingsError: fewer than two coders, rows of different lengths, or a value that the order does not hold.

        >>> ratings = Ratings.from_rows({"Anne": ["1", "2", ""], "Paul": ["1", "3", "2"]})
        >>> ratings.values, ratings.ranks.tolist()
        ((1.0, 2.0, 3.0), [[0, 1, -1], [0, 2, 1]])
        """
        lengths = {len(row) for row in rows.values()}
        if len(rows) < 2 or len(lengths) > 1:
            raise RatingsError("au moins deux personnes, qui codent toutes les mêmes unités")
        names = tuple(units) or tuple(str(rank + 1) for rank in range(max(lengths)))
        if len(names) != max(lengths):
            raise RatingsError("autant de noms que d’unités")
        known_rows = [[_value_or_none(value) for value in row] for row in rows.values()]
        values = _domain({value for row in known_rows for value in row if value is not None}, order)
        rank = {_key(value, values): place for place, value in enumerate(values)}
        ranks = [[MISSING if value is None else rank[_key(value, values)] for value in row] for row in known_rows]
        return cls(
            coders=tuple(rows),
            units=names,
            values=values,
            ranks=np.array(ranks, dtype=np.int64).reshape(len(rows), len(names)),
        )

    @property
    def paired(self) -> NDArray[np.bool_]:
        """For each unit, whether at least two coders gave it a value."""
        return np.asarray(np.count_nonzero(self.ranks != MISSING, axis=0) >= 2)


def _value_or_none(value: Rating) -> str | float | None:
    if isinstance(value, str):
        return value.strip() or None
    return None if value is None or math.isnan(value) else float(value)


def _key(value: str | float, values: Sequence[str | float]) -> str | float:
    """Return the key of a value: a number when all values are."""
    is_number = bool(values) and isinstance(values[0], float)
    return _number(value) if is_number else str(value)


def _number(value: str | float) -> float:
    """Read a number, with a comma or a dot; NaN when it is none."""
    try:
        number = float(value.replace(",", ".")) if isinstance(value, str) else value
    except ValueError:
        return math.nan
    return number if math.isfinite(number) else math.nan


def _domain(values: set[str | float], order: Sequence[str | float]) -> tuple[str | float, ...]:
    if order:
        if unknown := sorted({str(value) for value in values} - {str(value) for value in order}):
            reason = Sentence("des valeurs de l’ordre donné (lu : {unknown})", unknown=", ".join(unknown[:5]))
            raise RatingsError(reason)
        return tuple(str(value) for value in order)
    numbers = {_number(value) for value in values}
    if any(math.isnan(number) for number in numbers):
        return tuple(sorted(str(value) for value in values))
    return tuple(sorted(numbers))


def numbers_of(ratings: Ratings, level: MeasurementLevel) -> NDArray[np.float64]:
    """The values as numbers, for a level; their ranks where only the order counts.

    Raises RatingsError: texts where numbers are needed, or negative numbers for a ratio.
    """
    if not level.needs_numbers:
        return np.arange(len(ratings.values), dtype=np.float64)
    for value in ratings.values:
        if not isinstance(value, float):
            reason = Sentence("des nombres, pour le niveau « {label} » (lu : {shown})", label=level.label, shown=value)
            raise RatingsError(reason)
    numbers = np.array(ratings.values, dtype=np.float64)
    if level is MeasurementLevel.RATIO and numbers.size and numbers.min() < 0:
        raise RatingsError("des nombres positifs ou nuls, pour le niveau «\u202frapport\u202f»")
    return numbers


DEFAULT_SHARE = 0.2


def draw_sample(keys: Iterable[str], *, seed: int, share: float = DEFAULT_SHARE) -> tuple[str, ...]:
    """Draw a share of texts.

    Each key is hashed with the seed, and the lowest hashes are taken: the draw hangs neither on the order of the keys
    nor on the machine, and a text that is added or withdrawn moves one place at most.

    Each key counts once; the same seed draws the same texts; `share` (0-1) of them, rounded up. Returns the drawn keys,
    in alphabetical order.

    Raises ValueError: a share that is not between 0 and 1.

    >>> draw_sample(["a", "b", "c", "d", "e", "f"], seed=2014)
    ('b', 'c')
    """
    if not 0 < share <= 1:
        message = f"a share of {share} cannot be drawn: above 0, 1 at most"
        raise ValueError(message)
    hashed = sorted((hashlib.sha256(f"{seed}|{key}".encode()).digest(), key) for key in set(keys))
    sample_size = math.ceil(round(share * len(hashed), 9))
    return tuple(sorted(key for _, key in hashed[:sample_size]))


class AgreementMeasure(Labelled):
    """How agreement is measured."""

    PERCENT = "percent", "pourcentage d’accord", "percent agreement"
    KAPPA = "kappa", "kappa de Cohen", "Cohen’s kappa"
    ALPHA = "alpha", "alpha de Krippendorff", "Krippendorff’s alpha"


class UndefinedAgreement(Labelled):
    """Why a measure has no value."""

    NO_UNIT = "no_unit", "aucune unité codée par deux personnes", "no unit coded by two people"
    ONE_UNIT = "one_unit", "une seule unité codée par deux personnes", "only one unit coded by two people"
    CONSTANT = (
        "constant",
        "une seule valeur partout : rien ne dit ce que le hasard aurait donné",
        "one single value everywhere: nothing says what chance would have given",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A measure of agreement.

    Invariant: exactly one of `value` and `undefined` is None.

    Attributes:
        value: 1 for full agreement; 0 for that of chance (kappa, alpha); a share from 0 to 1 for a percentage.
        units: units that at least two coders gave a value to.
    """

    measure: AgreementMeasure
    value: float | None
    undefined: UndefinedAgreement | None = None
    units: int
    coders: tuple[str, ...]
    parameters: tuple[tuple[str, str], ...] = ()

    @property
    def method(self) -> Method:
        """Method of the measure, for a trace."""
        parameters = (*self.parameters, ("units", str(self.units)), ("coders", str(len(self.coders))))
        return Method(name=f"agreement_{self.measure.value}", formula=self.measure.label, parameters=parameters)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementBounds:
    """Where alpha would lie were the units drawn anew: percentiles of its values in bootstrap draws.

    `undefined_draws` are the draws in which every value was the same; left out.
    """

    low: float | None
    high: float | None
    confidence: float
    draws: int
    undefined_draws: int
    seed: int
