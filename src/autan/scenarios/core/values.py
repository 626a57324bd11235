"""Assumptions read as numbers: one value each, or as many as there are draws."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from autan.scenarios.core.assumptions import AssumptionSet
from autan.scenarios.core.levers import Product

type Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumptionValues:
    """Assumptions as arrays [draw, 1, 1], ready to meet arrays [draw, territory, year].

    Attributes:
        assumptions: where the central values come from.
        drawn: values of the assumptions that vary, by code, each [draw].
        own: values that stand in the place of the assumptions', by code; they do not vary.
    """

    assumptions: AssumptionSet
    draws: int = 1
    drawn: Mapping[str, Floats] = field(default_factory=dict)
    own: Mapping[str, float] = field(default_factory=dict)

    def with_own(self, own: Mapping[str, float]) -> "AssumptionValues":
        """Return the same with the own values of a lever."""
        return replace(self, own=own)

    def of(self, code: str) -> Floats:
        """Return an assumption [draw or 1, 1, 1].

        Raises:
            UnknownAssumptionError: there is none.
        """
        if code in self.own:
            return np.full((1, 1, 1), self.own[code])
        if code in self.drawn:
            return self.drawn[code][:, None, None]
        return np.full((1, 1, 1), self.assumptions.find(code).central)

    def in_years(self, code: str, years: NDArray[np.int64]) -> Floats:
        """Return an assumption that may change with time [draw or 1, 1, year]; a draw moves every year in proportion.

        Raises:
            UnknownAssumptionError: there is none.
        """
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
        result = np.full((1, 1, 1), product.scale)
        for code, power in product.factors:
            result = result * self.of(code) if power > 0 else result / self.of(code)
        return result

    def subtract(self, product: Product, less: Product | None) -> Floats:
        """Return a product, less another when there is one [draw or 1, 1, 1]."""
        return self.multiply(product) if less is None else self.multiply(product) - self.multiply(less)
