"""What a scenario gives: two trajectories, year by year, and what each lever does."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from autan.scenarios.core.axes import Carrier
from autan.scenarios.core.scenarios import Scenario

type Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trajectory:
    """Quantities of territories, year by year. Unknown is NaN, and makes every sum that it enters NaN.

    When several paths were computed at once (draws), each array but the population has one more axis, at the front.

    Attributes:
        years: years [year].
        energy_by_sector_mwh: final energy [territory, sector, year].
        energy_by_carrier_mwh: final energy [territory, carrier, year].
        emissions_by_sector_tco2e: emissions, of energy and others [territory, sector, year].
        production_mwh: renewable production [territory, source, year].
        sequestration_tco2e: carbon stored in the year [territory, sink, year].
        bill_by_carrier_eur: what energy costs its users [territory, carrier, year].
        population: inhabitants [territory, year]; NaN when not known.
        carriers: codes of the axis of carriers.
        sources: codes of the axis of sources.
    """

    years: NDArray[np.int64]
    energy_by_sector_mwh: Floats
    energy_by_carrier_mwh: Floats
    emissions_by_sector_tco2e: Floats
    production_mwh: Floats
    sequestration_tco2e: Floats
    bill_by_carrier_eur: Floats
    population: Floats
    carriers: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def energy_mwh(self) -> Floats:
        """Final energy [territory, year]."""
        return np.asarray(self.energy_by_sector_mwh.sum(axis=-2))

    @property
    def emissions_tco2e(self) -> Floats:
        """Gross emissions [territory, year]."""
        return np.asarray(self.emissions_by_sector_tco2e.sum(axis=-2))

    @property
    def net_emissions_tco2e(self) -> Floats:
        """Emissions less carbon stored [territory, year]."""
        return self.emissions_tco2e - self.sequestration_tco2e.sum(axis=-2)

    @property
    def renewables_mwh(self) -> Floats:
        """Renewable production [territory, year]."""
        return np.asarray(self.production_mwh.sum(axis=-2))

    @property
    def bill_eur(self) -> Floats:
        """What energy costs its users [territory, year]."""
        return np.asarray(self.bill_by_carrier_eur.sum(axis=-2))

    def network(self, values: Floats) -> Floats:
        """Return a quantity of the network: the sum of its members [year]; NaN when one of them is not known."""
        return np.asarray(values.sum(axis=-2))

    def energy_without_ambient_heat(self) -> Floats:
        """Final energy without the heat that pumps take from air and ground [territory, year]."""
        if Carrier.AMBIENT_HEAT not in self.carriers:
            return self.energy_mwh
        return self.energy_mwh - self.energy_by_carrier_mwh[..., self.carriers.index(Carrier.AMBIENT_HEAT), :]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ScenarioResult:
    """The trend and the chosen path of a scenario, over its territories.

    Attributes:
        done: by key of the lever, quantity done in its unit [territory, year].
    """

    scenario: Scenario
    trend: Trajectory
    chosen: Trajectory
    done: Mapping[str, Floats]
