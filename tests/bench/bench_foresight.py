"""Scenarios of 1,255 EPCI over 40 years with 30 levers, ranges of a network; a plain pandas; the sum of all EPCI."""

import csv
import dataclasses
import resource
import time
from collections import defaultdict
from importlib import import_module
from pathlib import Path

import numpy as np
from django.conf import settings
from django.test import Client

from autan.foresight.engine.core.axes import CARRIERS, SECTORS, USES, CellState
from autan.foresight.engine.core.engine import run as run_scenario
from autan.foresight.engine.core.levers import Lever
from autan.foresight.engine.core.placements import placements
from autan.foresight.engine.core.scenarios import Scenario, Trend
from autan.foresight.engine.core.state import StartingState
from autan.foresight.engine.core.uncertainty import outcome_ranges
from autan.foresight.engine.importers.assumptions import shipped_assumptions
from autan.foresight.engine.importers.levers import shipped_library
from autan.foresight.scenarios.queries.places import find_place
from autan.foresight.scenarios.queries.trials import try_out
from autan.foresight.starting_states.core.sector_carriers import sector_carriers
from autan.foresight.starting_states.lake import references
from autan.foresight.starting_states.queries.inputs import base_figures
from tests.bench.foresight_plain import run_plain
from tests.bench.measures import Measure, median_seconds
from tests.foresight.starting_states.state_making import make_inputs

LEVERS = (
    *("heating_one_degree", "sober_homes", "sober_services", "less_travel", "less_freight", "telework"),
    *("lights_off_at_night", "carpooling", "bus_existing_seats", "bus_new_service", "cycling", "deep_renovation"),
    *("renovation_measure", "service_buildings", "street_lights", "lighter_vehicles", "efficient_freight"),
    *("efficient_industry", "efficient_farming", "farm_emissions", "electric_car_share", "electric_trucks"),
    *("industry_from_coal", "service_heat_pumps_from_oil", "wind", "hydro", "ground_photovoltaics", "hedges"),
    *("industry_from_oil", "waste_emissions"),
)
SOURCES = ("onshore_wind", "solar_pv", "hydro", "biomethane", "solid_biomass_heat", "solar_thermal", "geothermal_heat")
PIVOTS = {"population": 5e4, "dwellings": 2e4, "employed_residents": 2e4, "street_lights": 6e3}
EPCI, MEMBERS, YEARS, PLAIN = 1_255, 11, 40, 3
NATION = {
    "electricity_residential": (156.0, "ORE 2024", 0.01),
    "electricity_tertiary": (135.1, "ORE 2024", 0.01),
    "road_transport oil": (461.0, "SDES 2021, biofuels with it", 0.06),
    "agriculture oil": (37.2, "SDES 2021, fishing with it", 0.03),
}
"""TWh that the nation uses, its source, and how far from it the sum of all EPCI may be."""


def run() -> list[Measure]:
    """Country under 0.4 s and 500 MB, 1,000 draws under 1.5 s, a move under 5 ms; pages; 200 times a plain pandas."""
    pages = _pages()
    country, network = _scenario(EPCI), _scenario(MEMBERS)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds = median_seconds(lambda: run_scenario(country), clock=time.process_time)
    megabytes = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    twenty = network.with_levers(network.levers[:20])
    asked = [2021, 2030, 2031, 2041, 2050, 2051, 2060]
    drawn = median_seconds(lambda: outcome_ranges(twenty, seed=1, years=asked), clock=time.process_time)
    plain, gap = _plain(country)
    times = plain / seconds
    return [
        Measure(
            name="1,255 EPCI x 8 x 6 x 10 x 40 years x 30 levers",
            result=f"{seconds:.2f} s of CPU, {megabytes:.0f} MB",
            goal="under 0.4 s and 500 MB",
            is_met=seconds < 0.4 and megabytes < 500,
        ),
        Measure(
            name="the same in plain pandas, extrapolated",
            result=f"{plain:.0f} s, {times:.0f} times, digits apart by {gap:.0e}",
            goal="at least 200 times slower, same digits",
            is_met=times >= 200 and gap < 1e-9,
        ),
        _under("1,000 draws of 11 members x 20 levers, CPU", drawn, 1.5),
        *pages,
        *_nation(),
    ]


def _nation() -> list[Measure]:
    """What is counted of every EPCI of 2025, and the fuels that follow from it, added up beside the nation."""
    table, twh = Path(references.__file__).with_name("physical_counts.csv"), defaultdict[str, float](float)
    for line in csv.DictReader(table.read_text(encoding="utf-8").splitlines()):
        counted = base_figures(line["siren"])
        for code in NATION.keys() & counted.keys():
            twh[code] += (counted[code].value or 0.0) / 1e6
        for row in sector_carriers(make_inputs(base=counted)):
            twh[f"{row.sector.value} {row.carrier.value}"] += (row.mwh or 0.0) / 1e6
    return [
        Measure(
            name=f"sum of all EPCI: {code.replace('_', ' ')}",
            result=f"{twh[code]:.1f} TWh, {100 * (twh[code] / nation - 1):+.1f} %",
            goal=f"within {100 * gap:.0f} % of {nation} TWh ({source})",
            is_met=abs(twh[code] / nation - 1) <= gap,
        )
        for code, (nation, source, gap) in NATION.items()
    ]


def _pages() -> list[Measure]:
    """The page of levers of the network of eleven in this new process, then a move of one slider: processor time."""
    settings.ALLOWED_HOSTS = ["testserver"]
    client, page = Client(), "/prospective/dialogue-toulouse/essayer/"
    import_module("autan.instance.project.wsgi")  # what a server reads before its first request
    began = time.process_time()
    assert client.get(page).status_code == 200
    first = time.process_time() - began
    levels = iter(range(100))
    folded_out = {f"n.{code}": "1" for code, kind in shipped_library().items() if "first" in kind.places}
    chosen = try_out(find_place("dialogue-toulouse"), folded_out).result.scenario
    moved = median_seconds(lambda: run_scenario(chosen), runs=20, clock=time.process_time)

    def move() -> None:
        client.get(page, {"part": "results", "n.less_travel": "2", "n.carpooling": f"{1 + next(levels) / 100:.2f}"})

    return [
        _under("first page of levers in a new process, CPU", first, 0.5),
        _under(f"a move in the engine, the eleven x {len(chosen.levers)} levers, CPU", moved, 0.005),
        _under("a move of a slider, the page in CPU", median_seconds(move, runs=20, clock=time.process_time), 0.05),
    ]


def _under(name: str, seconds: float, most: float) -> Measure:
    result, goal = f"{seconds * 1000:.1f} ms", f"under {most * 1000:.0f} ms"
    return Measure(name=name, result=result, goal=goal, is_met=seconds < most)


def _plain(scenario: Scenario) -> tuple[float, float]:
    """Seconds of the plain version over every EPCI, from some of them, and the widest relative gap of its digits."""
    chosen = run_scenario(scenario).chosen
    done = {placement.lever.key: placement.taken.quantity for placement in placements(scenario)}
    began = time.process_time()
    plain = [run_plain(scenario, rank, done) for rank in range(PLAIN)]
    seconds = (time.process_time() - began) / PLAIN * EPCI
    gaps = [np.abs(table["mwh"].to_numpy() / chosen.energy_mwh[rank] - 1).max() for rank, table in enumerate(plain)]
    bare = dataclasses.replace(scenario.state, non_energy_tco2e=np.zeros_like(scenario.state.non_energy_tco2e))
    emitted = run_scenario(dataclasses.replace(scenario, state=bare)).chosen.emissions_tco2e
    gaps += [np.abs(table["tco2e"].to_numpy() / emitted[rank] - 1).max() for rank, table in enumerate(plain)]
    return seconds, float(max(gaps))


def _scenario(territories: int) -> Scenario:
    random = np.random.default_rng(20)
    cells = (territories, len(SECTORS), len(USES), len(CARRIERS))
    state = StartingState(
        territories=tuple(f"{rank:09d}" for rank in range(territories)),
        base_year=2021,
        energy_mwh=random.uniform(1_000, 50_000, cells),
        cell_states=np.full(cells, CellState.MEASURED, dtype=np.int8),
        non_energy_tco2e=random.uniform(0, 10_000, (territories, len(SECTORS))),
        production_mwh=random.uniform(0, 10_000, (territories, len(SOURCES))),
        sequestration_tco2e=random.uniform(0, 10_000, (territories, 2)),
        sources=SOURCES,
        sinks=("forest", "cropland"),
        pivots={code: np.full(territories, value) for code, value in PIVOTS.items()},
    )
    shape = (territories, len(SECTORS))
    return Scenario(
        title="mesure",
        state=state,
        assumptions=shipped_assumptions(),
        library=shipped_library(),
        levers=tuple(Lever(key=code, kind=code, quantity=10.0, start=2022, end=2050) for code in LEVERS),
        horizon=2020 + YEARS,
        trend=Trend(
            activity=np.full(shape, 0.003), intensity=np.full(shape, -0.006), population=np.full(territories, 0.003)
        ),
    )
