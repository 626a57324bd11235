"""What is read from a trajectory: one quantity of the network or of one territory, by name."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from autan.evidence.core.labelled import Labelled
from autan.scenarios.core.results import Trajectory
from autan.scenarios.core.state import StartingState

type Floats = NDArray[np.float64]


class ScenarioMeasure(Labelled):
    """A quantity of a trajectory that is split, ranged and compared."""

    ENERGY = "energy_mwh", "consommation finale d’énergie", "final energy consumption"
    EMISSIONS = "emissions_tco2e", "émissions de gaz à effet de serre", "greenhouse gas emissions"
    NET_EMISSIONS = "net_emissions_tco2e", "émissions nettes du carbone stocké", "emissions net of carbon stored"
    RENEWABLES = "renewables_mwh", "production renouvelable", "renewable production"
    BILL = "bill_eur", "facture d’énergie", "energy bill"

    @property
    def unit(self) -> str:
        """Code of its unit."""
        return _UNITS[self]


_UNITS = {
    ScenarioMeasure.ENERGY: "MWh",
    ScenarioMeasure.EMISSIONS: "tCO2e",
    ScenarioMeasure.NET_EMISSIONS: "tCO2e",
    ScenarioMeasure.RENEWABLES: "MWh",
    ScenarioMeasure.BILL: "EUR",
}


_READ: Mapping[ScenarioMeasure, Callable[[Trajectory], Floats]] = {
    ScenarioMeasure.ENERGY: lambda path: path.energy_mwh,
    ScenarioMeasure.EMISSIONS: lambda path: path.emissions_tco2e,
    ScenarioMeasure.NET_EMISSIONS: lambda path: path.net_emissions_tco2e,
    ScenarioMeasure.RENEWABLES: lambda path: path.renewables_mwh,
    ScenarioMeasure.BILL: lambda path: path.bill_eur,
}


def read_measure(path: Trajectory, measure: ScenarioMeasure) -> Floats:
    """Return a measure [(draw,) territory, year]."""
    return _READ[measure](path)


def read_total(path: Trajectory, measure: ScenarioMeasure, state: StartingState, territory: str = "") -> Floats:
    """Return a measure of one territory, or the sum of all when none is named [(draw,) year].

    Raises:
        InvalidStateError: the territory is not in the state.
    """
    values = read_measure(path, measure)
    return np.asarray(values[..., state.rank(territory), :] if territory else values.sum(axis=-2))


def per_head(path: Trajectory, measure: ScenarioMeasure, state: StartingState, territory: str = "") -> Floats:
    """Return a measure by inhabitant [(draw,) year], computed after the sum over territories, never summed itself."""
    people = path.population[state.rank(territory)] if territory else path.population.sum(axis=0)
    return read_total(path, measure, state, territory) / people
