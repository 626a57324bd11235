"""What a scenario gives: two trajectories, year by year, and what each lever does."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from autan.foresight.core.scenarios import Scenario

type Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trajectory:
    """Quantities of territories, year by year. Unknown is NaN, and makes every sum that it enters NaN.

    Attributes:
        years: years [year].
        energy_by_sector_mwh: final energy [territory, sector, year].
        energy_by_carrier_mwh: final energy [territory, carrier, year].
        emissions_by_sector_tco2e: emissions, of energy and others [territory, sector, year].
        production_mwh: renewable production [territory, source, year].
        sequestration_tco2e: carbon stored in the year [territory, sink, year].
        bill_eur: what energy costs its users [territory, year].
        population: inhabitants [territory, year]; NaN when not known.
    """

    years: NDArray[np.int64]
    energy_by_sector_mwh: Floats
    energy_by_carrier_mwh: Floats
    emissions_by_sector_tco2e: Floats
    production_mwh: Floats
    sequestration_tco2e: Floats
    bill_eur: Floats
    population: Floats

    @property
    def energy_mwh(self) -> Floats:
        """Final energy [territory, year]."""
        return np.asarray(self.energy_by_sector_mwh.sum(axis=1))

    @property
    def emissions_tco2e(self) -> Floats:
        """Gross emissions [territory, year]."""
        return np.asarray(self.emissions_by_sector_tco2e.sum(axis=1))

    @property
    def net_emissions_tco2e(self) -> Floats:
        """Emissions less carbon stored [territory, year]."""
        return self.emissions_tco2e - self.sequestration_tco2e.sum(axis=1)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ScenarioResult:
    """The trend and the chosen path of a scenario, over its territories.

    Attributes:
        scenario: what was computed.
        trend: without any lever.
        chosen: with all the levers.
        done: quantity of each lever that is done [lever, territory, year], in its unit.
    """

    scenario: Scenario
    trend: Trajectory
    chosen: Trajectory
    done: Floats
