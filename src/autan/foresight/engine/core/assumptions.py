"""Assumptions: every default of a scenario, with bounds, unit, source and date, and read as numbers by draw."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self

import numpy as np
from numpy.typing import NDArray

from autan.foresight.engine.core.levers import Product
from autan.ground.errors import DomainError, known
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence, Text

type Floats = NDArray[np.float64]
_PLAIN = 1e-12


class InvalidAssumptionError(DomainError):
    """An assumption is out of its own bounds, or was changed without a reason."""

    def __init__(self, code: str, problem: str) -> None:
        self.code = code
        self.problem = problem
        super().__init__("{code}\u00a0: {problem}", code=code, problem=Sentence(problem))


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """One default: the value taken, between the two that it may have.

    Invariants: `low <= central <= high`; a price, a cost, a factor or a life is not negative (`low >= 0`).

    Attributes:
        unit: code or wording of the unit (`kWh/m2`, `EUR/kWh`, `kgCO2e/kWh`, `ratio`).
        to_confirm: True when it was not read in its official source yet; a page says « à confirmer ».
        by_year: central values of given years, for what changes with time; straight between two years, flat beyond.
        reason: why somebody took another value than the one that ships; empty for that one.
    """

    code: str
    label: Text
    low: float
    central: float
    high: float
    unit: str
    source: Text
    valid_from: date
    to_confirm: bool = False
    by_year: tuple[tuple[int, float], ...] = ()
    note: Text = NO_TEXT
    reason: str = ""

    def __post_init__(self) -> None:
        """Refuse an assumption out of its own bounds."""
        if not all(np.isfinite([self.low, self.central, self.high])):
            raise InvalidAssumptionError(self.code, "ses trois valeurs sont des nombres finis")
        if self.code.startswith("price_") and self.central < 0:
            raise InvalidAssumptionError(self.code, "un prix est positif ou nul")
        if not self.low <= self.central <= self.high:
            message = Sentence(
                "la valeur {central:g} n’est pas entre sa borne basse ({low:g}) et sa borne haute",
                central=self.central,
                low=self.low,
            )
            raise InvalidAssumptionError(self.code, f"{message} ({self.high:g})".replace(".", ","))

    def with_value(self, value: float, reason: str, by_year: tuple[tuple[int, float], ...] = ()) -> Self:
        """Return the same with another value inside its bounds, or one of each year, and why."""
        own = replace(self, central=value, by_year=by_year, reason=reason.strip())
        if not own.reason:
            raise InvalidAssumptionError(self.code, "une valeur propre se donne avec sa raison")
        return own

    def in_years(self, years: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the central value of each year [year]."""
        if not self.by_year:
            return np.full(len(years), self.central)
        known, values = zip(*self.by_year, strict=True)
        return np.asarray(np.interp(years, known, values))

    def drawn(self, uniform: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return values of the triangular distribution low, central, high, from numbers between 0 and 1."""
        width = self.high - self.low
        if width <= _PLAIN:
            return np.full(uniform.shape, self.central)
        mode = (self.central - self.low) / width
        below = np.sqrt(uniform * mode) * width + self.low
        above = self.high - np.sqrt((1 - uniform) * (1 - mode)) * width
        return np.where(uniform < mode, below, above)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AssumptionSet:
    """Assumptions by code; compared by identity, so that what follows from a set may be remembered."""

    by_code: Mapping[str, Assumption]
    edition: str = ""

    def __iter__(self) -> Iterator[Assumption]:
        return iter(self.by_code.values())

    def find(self, code: str) -> Assumption:
        """Return one by its code."""
        return known(self.by_code.get(code), "aucune hypothèse «\u202f{code}\u202f»", code=code)

    def with_values(
        self,
        values: Mapping[str, tuple[float, str]],
        by_year: Mapping[str, tuple[tuple[int, float], ...]] | None = None,
    ) -> Self:
        """Return the same with own values, each with its reason, those of some years beside.

        Raises InvalidAssumptionError: out of the bounds, or without a reason.
        """
        dated = by_year or {}
        own = {
            code: self.find(code).with_value(value, reason, dated.get(code, ()))
            for code, (value, reason) in values.items()
        }
        return replace(self, by_code={**self.by_code, **own})

    @property
    def version(self) -> str:
        """Twelve hexadecimal digits that change when any value, bound or date changes."""
        text = "\n".join(
            f"{value.code} {value.low!r} {value.central!r} {value.high!r} {value.by_year!r} {value.valid_from}"
            for value in sorted(self, key=lambda assumption: assumption.code)
        )
        return hashlib.sha256(text.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumptionValues:
    """Assumptions as arrays [draw, 1, 1], ready to meet arrays [draw, territory, year].

    Attributes:
        drawn: values of the assumptions that vary, by code, each [draw].
        own: values that stand in the place of the assumptions', by code; they do not vary.
    """

    assumptions: AssumptionSet
    draws: int = 1
    drawn: Mapping[str, Floats] = field(default_factory=dict)
    own: Mapping[str, float] = field(default_factory=dict)

    def with_own(self, own: Mapping[str, float]) -> "AssumptionValues":
        """Return the same with the own values of a lever."""
        return self if own == self.own else replace(self, own=own)

    def of(self, code: str) -> Floats:
        """Return an assumption [draw or 1, 1, 1]."""
        return np.array(self._factor(code), ndmin=3)

    def in_years(self, code: str, years: NDArray[np.int64]) -> Floats:
        """Return an assumption that may change with time [draw or 1, 1, year]; a draw moves all years in proportion."""
        assumption = self.assumptions.find(code)
        central = assumption.in_years(years)[None, None, :]
        if code not in self.drawn or assumption.central == 0:
            return central
        return np.asarray(central * self.of(code) / assumption.central)

    def steps(self, product: Product) -> tuple[tuple[int, float], ...]:
        """Return the dated values of the assumption of a product that has some, in share of its central value."""
        for code in product.codes:
            assumption = self.assumptions.find(code)
            if assumption.by_year and code not in self.own:
                return tuple((year, value / assumption.central) for year, value in assumption.by_year)
        return ()

    def multiply(self, product: Product) -> Floats:
        """Return a product of assumptions [draw or 1, 1, 1]."""
        result: Floats | float = product.scale
        for code, power in product.factors:
            factor = self._factor(code)
            result = result * factor if power > 0 else result / factor
        return np.array(result, ndmin=3)

    def _factor(self, code: str) -> Floats | float:
        """An assumption that does not vary as a number: numbers are multiplied faster than arrays of one."""
        if code not in self.own and code in self.drawn:
            return self.drawn[code][:, None, None]
        return self.own[code] if code in self.own else self.assumptions.find(code).central

    def subtract(self, product: Product, less: Product | None) -> Floats:
        """Return a product, less another when there is one [draw or 1, 1, 1]."""
        return self.multiply(product) if less is None else self.multiply(product) - self.multiply(less)
