"""Invented states and scenarios of a few territories, for tests."""

from collections.abc import Mapping

import numpy as np

from autan.foresight.engine.core.axes import CARRIERS, SECTORS, USES, CellState
from autan.foresight.engine.core.levers import Lever
from autan.foresight.engine.core.scenarios import Scenario, Trend
from autan.foresight.engine.core.state import StartingState
from autan.foresight.engine.importers.assumptions import shipped_assumptions
from autan.foresight.engine.importers.levers import shipped_library

SOURCES = ("onshore_wind", "solar_pv", "hydro", "biomethane", "solid_biomass_heat", "solar_thermal", "geothermal_heat")
SINKS = ("forest", "cropland")
CELLS: Mapping[tuple[str, str, str], float] = {
    ("residential", "heating", "natural_gas"): 300_000,
    ("residential", "heating", "oil"): 80_000,
    ("residential", "heating", "wood"): 120_000,
    ("residential", "heating", "electricity"): 90_000,
    ("residential", "hot_water", "electricity"): 60_000,
    ("residential", "other", "electricity"): 110_000,
    ("tertiary", "heating", "natural_gas"): 100_000,
    ("tertiary", "other", "electricity"): 150_000,
    ("road_transport", "passengers", "oil"): 400_000,
    ("road_transport", "freight", "oil"): 220_000,
    ("industry_excl_energy", "other", "natural_gas"): 70_000,
    ("industry_excl_energy", "other", "electricity"): 90_000,
    ("agriculture", "other", "oil"): 30_000,
}
"""MWh of the first territory; each next one has half as much again."""
PIVOTS = {
    "population": 60_000.0,
    "dwellings": 28_000.0,
    "dwellings_house_natural_gas": 9_000.0,
    "dwellings_natural_gas": 12_000.0,
    "dwellings_oil": 3_000.0,
    "vehicle_km_oil": 500_000_000.0,
    "employed_residents": 25_000.0,
    "street_lights": 6_000.0,
}


def a_state(territories: int = 2, *, cells: Mapping[tuple[str, str, str], float] | None = None, **changes):
    sizes = np.array([1.0 + 0.5 * rank for rank in range(territories)])
    energy = np.zeros((territories, len(SECTORS), len(USES), len(CARRIERS)))
    states = np.full(energy.shape, CellState.NOT_USED, dtype=np.int8)
    for (sector, use, carrier), mwh in (CELLS if cells is None else cells).items():
        place = (slice(None), SECTORS.index(sector), USES.index(use), CARRIERS.index(carrier))
        energy[place] = mwh * sizes
        states[place] = np.where(np.isnan(energy[place]), CellState.UNKNOWN, CellState.MEASURED)
    other = np.zeros((territories, len(SECTORS)))
    other[:, SECTORS.index("agriculture")] = 40_000 * sizes
    other[:, SECTORS.index("waste")] = 5_000 * sizes
    fields = {
        "territories": tuple(f"90000000{rank}" for rank in range(territories)),
        "base_year": 2021,
        "energy_mwh": energy,
        "cell_states": states,
        "non_energy_tco2e": other,
        "production_mwh": np.outer(sizes, [10_000, 20_000, 5_000, 0, 120_000, 0, 0]).astype(float),
        "sequestration_tco2e": np.outer(sizes, [20_000, -1_000]).astype(float),
        "sources": SOURCES,
        "sinks": SINKS,
        "pivots": {code: value * sizes for code, value in PIVOTS.items()},
        "version": "test",
    }
    return StartingState(**{**fields, **changes})


def a_trend(state: StartingState, *, activity: float = 0.004, intensity: float = -0.006, population: float = 0.004):
    shape = (len(state.territories), len(state.sectors))
    return Trend(
        activity=np.full(shape, activity),
        intensity=np.full(shape, intensity),
        population=np.full(shape[0], population),
    )


def a_lever(kind: str, quantity: float, **changes) -> Lever:
    return Lever(**{"key": kind, "kind": kind, "quantity": quantity, "start": 2024, "end": 2040, **changes})


def a_scenario(*levers: Lever, state: StartingState | None = None, **changes) -> Scenario:
    fields = {
        "title": "Essai",
        "state": state or a_state(),
        "assumptions": shipped_assumptions(),
        "library": shipped_library(),
        "horizon": 2050,
        "levers": levers,
    }
    return Scenario(**{**fields, **changes})


SOBER = a_lever("heating_one_degree", 60)
TELEWORK = a_lever("telework", 8_000)
CARPOOL = a_lever("carpooling", 40_000_000)
CYCLING = a_lever("cycling", 20_000_000)
RENOVATION = a_lever("deep_renovation", 20_000)
MEASURE = a_lever("renovation_measure", 5_000)
PUMPS = a_lever("heat_pump_from_natural_gas", 6_000)
WOOD = a_lever("wood_heating_from_natural_gas", 2_000)
CARS = a_lever("electric_car_share", 60)
ROOFS = a_lever("roof_photovoltaics", 30_000)
WIND = a_lever("wind", 40)
HEDGES = a_lever("hedges", 100)
FARMS = a_lever("farm_emissions", 20)
EVERY = (SOBER, TELEWORK, CARPOOL, CYCLING, RENOVATION, MEASURE, PUMPS, WOOD, CARS, ROOFS, WIND, HEDGES, FARMS)
