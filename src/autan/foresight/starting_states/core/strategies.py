"""National and regional strategies laid on a territory, and paths that a scenario is set beside."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from autan.foresight.engine.core.axes import ScenarioMeasure
from autan.ground.errors import DomainError
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Text

type Points = tuple[tuple[int, float], ...]
"""Years and values, oldest first; straight lines between them."""


class OutsideYearsError(DomainError):
    """A series was asked for a year that it does not reach."""

    def __init__(self, year: int, first: int, last: int) -> None:
        self.year, self.first, self.last = year, first, last
        super().__init__(
            "l’année {year} est hors de la série, qui va de {first} à {last}", year=year, first=first, last=last
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyUse:
    """One use of the national strategy that is shared out by a pivot.

    Attributes:
        pivot: code of the quantity that shares it out: `houses`, `flats`, `main_residences`.
        uses_degree_days: True when the level is multiplied by local over national degree days.
    """

    code: str
    sector: str
    label: Text
    pivot: str
    uses_degree_days: bool
    uses_demography: bool
    emissions_tco2e: Points
    energy_mwh: Points


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorShape:
    """How a sector moves in the national strategy, where its pivot is not at hand.

    Attributes:
        index: national emissions, base year = 100.
        needs: what the published method shares it out by, and that is not at hand; no text when it uses the observed
            level alone.
    """

    sector: str
    index: Points
    needs: Text = NO_TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalStrategy:
    """A national strategy, its uses by pivot, and the shapes of the other sectors.

    Attributes:
        land: net carbon that soils, forests and wood of the nation give off (MtCO2e), by year; negative is taken in.
        budgets: first year, last year, and national emissions a year (tCO2e) of each carbon budget.
    """

    code: str
    base_year: int
    source: Text
    uses: tuple[StrategyUse, ...]
    shapes: Mapping[str, SectorShape]
    budgets: tuple[tuple[int, int, float], ...]
    land: Points = ()

    def uses_of(self, sector: str) -> tuple[StrategyUse, ...]:
        """The uses of a sector that are shared out by a pivot."""
        return tuple(use for use in self.uses if use.sector == sector)


def value_at(points: Sequence[tuple[int, float]], year: int) -> float:
    """Return the value of a year, straight between two known ones.

    >>> value_at(((2015, 100.0), (2019, 90.0)), 2017)
    95.0
    """
    first, last = points[0][0], points[-1][0]
    if not first <= year <= last:
        raise OutsideYearsError(year, first, last)
    for (before, low), (after, high) in pairwise(points):
        if before <= year <= after:
            return low + (high - low) * (year - before) / (after - before)
    return points[0][1]


def level_by_pivot(
    national: float, *, pivot: float, national_pivot: float, demography: float = 1.0, degree_days: float = 1.0
) -> float:
    """Return the level of a use in a territory: `E_nat x P / P_nat x D x H`.

    `demography`: growth of the territory since the base year, over that of the nation.
    `degree_days`: degree days of the territory over those of the nation; 1 for what does not heat.

    >>> level_by_pivot(1000.0, pivot=2.0, national_pivot=100.0, demography=1.1, degree_days=0.9)
    19.8
    """
    return national * pivot / national_pivot * demography * degree_days


def level_on_observed(observed: float, *, shape: Sequence[tuple[int, float]], observed_year: int, year: int) -> float:
    """Return what a sector becomes when its observed level follows a national shape.

    Raises OutsideYearsError: either year is out of the shape.

    >>> level_on_observed(50.0, shape=((2015, 100.0), (2030, 60.0)), observed_year=2015, year=2030)
    30.0
    """
    return observed * value_at(shape, year) / value_at(shape, observed_year)


def demography_of(local: Mapping[int, float], national: Mapping[int, float], *, base_year: int, year: int) -> float:
    """Return the growth of a territory since the base year over that of the nation; flat after the last year of both.

    `local`: population of the territory by year, the base year included.
    `national`: population of the nation by year, the base year included.

    >>> demography_of({2015: 100, 2022: 107}, {2015: 1000, 2022: 1020}, base_year=2015, year=2030)
    1.0490196078431373
    """
    last = min(max(local), max(national), year)
    at = [value_at(tuple(sorted(series.items())), last) / series[base_year] for series in (local, national)]
    return at[0] / at[1]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferencePath:
    """A path that a scenario is set beside.

    Attributes:
        code: `snbc-2`, code of a regional strategy, or `plan/` and the slug of a plan and its quantity.
        values: MWh or tCO2e by year, from the level of the base year on; none when it cannot be laid here.
    """

    code: str
    label: Text
    measure: ScenarioMeasure
    values: Mapping[int, float]
    lacking: tuple[str, ...] = ()
    caution: Text = NO_TEXT
    refusal: Text = NO_TEXT


def change_index(base_year: int, changes: Iterable[tuple[int, float]]) -> Points:
    """Return an index, 100 in the base year, from changes counted from it, in %.

    >>> change_index(2015, [(2050, -75.0), (2030, -40.0)])
    ((2015, 100.0), (2030, 60.0), (2050, 25.0))
    """
    return ((base_year, 100.0), *sorted((year, 100.0 + change) for year, change in changes))
