"""What a scenario gives at some years: levels, changes, coverage, needs a year, the gap, what plans do of a target."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from autan.foresight.engine.core.axes import Sector
from autan.foresight.engine.core.lever_levels import LeverPotential
from autan.foresight.engine.core.levers import Effect, Lever, LeverKind
from autan.foresight.engine.core.results import ScenarioPath, ScenarioResult
from autan.foresight.engine.core.scenarios import LAST_SURE_YEAR

PERCENT = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class YearLevels:
    """Levels of one path in one year, over all the territories; NaN where something that enters is unknown.

    Attributes:
        emissions_tco2e: gross emissions.
        net_tco2e: the same, less carbon stored in soils, forests and wood; NaN where a sector is left out, for sinks
            are those of the whole territory.
        is_whole: whether every sector is in the sums.
    """

    energy_mwh: float
    emissions_tco2e: float
    net_tco2e: float
    production_mwh: float
    bill_eur: float
    population: float
    is_whole: bool = True

    @property
    def coverage_pct(self) -> float:
        """Renewable production over final energy, in %; NaN where a sector is left out."""
        is_known = self.energy_mwh and self.is_whole
        return self.production_mwh / self.energy_mwh * PERCENT if is_known else float("nan")

    @property
    def energy_per_head_mwh(self) -> float:
        """Final energy per inhabitant, once both are summed."""
        return self.energy_mwh / self.population if self.population else float("nan")


@dataclass(frozen=True, slots=True, kw_only=True)
class YearSummary:
    """A year: without levers, and with those that were chosen.

    `is_sure`: False beyond the last year that published paths reach.
    """

    year: int
    trend: YearLevels
    chosen: YearLevels
    is_sure: bool


def summarise(result: ScenarioResult, years: Sequence[int]) -> tuple[YearSummary, ...]:
    """Return the levels of some years, all territories together."""
    is_whole = result.scenario.state.is_whole
    return tuple(
        YearSummary(
            year=year,
            trend=levels_at(result.trend, year, is_whole=is_whole),
            chosen=levels_at(result.chosen, year, is_whole=is_whole),
            is_sure=year <= LAST_SURE_YEAR,
        )
        for year in years
    )


def levels_at(path: ScenarioPath, year: int, *, is_whole: bool = True) -> YearLevels:
    """Return the levels of a path in a year, all territories together; `is_whole`: over every sector."""
    rank = int(year - path.years[0])
    return YearLevels(
        energy_mwh=float(path.energy_mwh[..., rank].sum()),
        emissions_tco2e=float(path.emissions_tco2e[..., rank].sum()),
        net_tco2e=float(path.net_emissions_tco2e[..., rank].sum()) if is_whole else float("nan"),
        production_mwh=float(path.production_mwh[..., rank].sum()),
        bill_eur=float(path.bill_eur[..., rank].sum()),
        population=float(path.population[..., rank].sum()),
        is_whole=is_whole,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeBill:
    """What the energy of one home costs in a year: at the start, then with and without levers; EUR."""

    start: float
    trend: float
    chosen: float


def bill_of_a_home(result: ScenarioResult, year: int) -> HomeBill | None:
    """Return the bill of one home, all territories together; None where homes are not counted or not computed.

    Homes grow as inhabitants do. The fuel of cars is not in it.
    """
    state = result.scenario.state
    homes = float(state.pivot("dwellings").sum())
    if Sector.RESIDENTIAL.value not in state.sectors or not homes > 0:
        return None
    sector, rank = state.sectors.index(Sector.RESIDENTIAL.value), int(year - result.trend.years[0])
    people = result.trend.population.sum(axis=0)
    later = homes * float(people[rank] / people[0])
    paths = result.trend.bill_by_sector_eur, result.chosen.bill_by_sector_eur
    trend, chosen = (path[:, sector].sum(axis=0) for path in paths)
    bill = HomeBill(start=float(trend[0]) / homes, trend=float(trend[rank]) / later, chosen=float(chosen[rank]) / later)
    return bill if np.isfinite([bill.start, bill.trend, bill.chosen]).all() else None


def change_pct(start: float, end: float) -> float:
    """Return by how much a level changed, in %; NaN when it started at nothing.

    >>> change_pct(200.0, 150.0)
    -25.0
    """
    return (end / start - 1) * PERCENT if start else float("nan")


@dataclass(frozen=True, slots=True, kw_only=True)
class YearlyNeed:
    """What a lever needs. `part_pct`: part of the largest quantity that it makes; None where nothing bounds it."""

    lever: Lever
    by_year: float
    part_pct: float | None


def yearly_needs(levers: Sequence[Lever], potentials: Mapping[str, LeverPotential]) -> tuple[YearlyNeed, ...]:
    """Return what each lever needs a year, in the order given."""
    needs = []
    for lever in levers:
        largest = potentials[lever.kind].largest
        needs.append(
            YearlyNeed(
                lever=lever,
                by_year=lever.quantity / max(lever.end - lever.start, 1),
                part_pct=lever.quantity / largest * PERCENT if largest else None,
            )
        )
    return tuple(needs)


@dataclass(frozen=True, slots=True, kw_only=True)
class GapUnits:
    """A gap of energy, in units of one lever.

    `largest`: largest quantity of that lever; None where nothing bounds it.
    """

    kind: str
    units: float
    largest: float | None

    @property
    def is_possible(self) -> bool:
        """Say whether this lever has as many units as the gap asks for."""
        return self.largest is None or self.units <= self.largest


def gap_in_units(
    gap_mwh: float, potentials: Mapping[str, LeverPotential], kinds: Sequence[str]
) -> tuple[GapUnits, ...]:
    """Return a gap of energy in units of some levers, each alone; none when there is no gap.

    `kinds` are codes of levers that save energy.
    """
    if not np.isfinite(gap_mwh) or gap_mwh <= 0:
        return ()
    chosen = [potentials[code] for code in kinds if code in potentials]
    return tuple(
        GapUnits(kind=potential.kind.code, units=gap_mwh / potential.mwh_per_unit, largest=potential.largest)
        for potential in chosen
        if potential.mwh_per_unit and potential.kind.effect is not Effect.PRODUCE
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverCoverage:
    """How much of a lever of the target the actions of plans do.

    `covered`: quantity of the actions; more than asked is kept as it is.
    """

    kind: str
    asked: float
    covered: float

    @property
    def left(self) -> float:
        """The quantity that no action covers."""
        return max(self.asked - self.covered, 0.0)


def cover_target(target: Iterable[Lever], actions: Iterable[Lever]) -> tuple[LeverCoverage, ...]:
    """Compare the levers of a target with those of actions, kind by kind, in the order of the target."""
    done = list(actions)
    values: dict[str, float] = {}
    for lever in target:
        values[lever.kind] = values.get(lever.kind, 0.0) + lever.quantity
    return tuple(
        LeverCoverage(
            kind=kind,
            asked=quantity,
            covered=sum(action.quantity for action in done if action.kind == kind),
        )
        for kind, quantity in values.items()
    )


def families_without_action(library: Mapping[str, LeverKind], actions: Iterable[Lever]) -> tuple[str, ...]:
    """Return the families of levers that no action touches, in the order of the library."""
    touched = {library[lever.kind].family for lever in actions}
    return tuple(dict.fromkeys(kind.family for kind in library.values() if kind.family not in touched))
