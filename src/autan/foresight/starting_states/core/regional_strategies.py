"""Strategies of regions laid on what a territory uses or produces: the same relative path, from an aligned year."""

from dataclasses import dataclass

from autan.foresight.starting_states.core.national_strategy import Points, value_at
from autan.ground.errors import DomainError
from autan.ground.wordings import Text


class UnalignedYearsError(DomainError):
    """A path and what is observed have no year in common that both can be counted from."""

    def __init__(self, observed_year: int, base_year: int) -> None:
        self.observed_year, self.base_year = observed_year, base_year
        super().__init__(
            "l’observé est de {observed_year}, la trajectoire commence en {base_year}",
            observed_year=observed_year,
            base_year=base_year,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionalQuantity:
    """One quantity of a regional strategy.

    Attributes:
        code: `final_energy` or `renewable_output`.
        index: level by year, base year = 100.
    """

    code: str
    label: Text
    index: Points
    note: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionalStrategy:
    """The strategy of one region."""

    code: str
    region: str
    name: Text
    source: Text
    base_year: int
    quantities: tuple[RegionalQuantity, ...]

    def quantity(self, code: str) -> RegionalQuantity | None:
        """Return the quantity of a code, or None."""
        return next((quantity for quantity in self.quantities if quantity.code == code), None)


def aligned_path(index: Points, *, observed: float, observed_year: int, years: tuple[int, ...]) -> dict[int, float]:
    """Return the path that starts at what is observed and moves as an index does; years out of the index are left out.

    >>> aligned_path(((2015, 100.0), (2050, 60.0)), observed=10.0, observed_year=2015, years=(2050,))
    {2050: 6.0}
    """
    first, last = index[0][0], index[-1][0]
    if not first <= observed_year <= last:
        raise UnalignedYearsError(observed_year, first)
    start = value_at(index, observed_year)
    return {year: observed * value_at(index, year) / start for year in years if first <= year <= last}
