"""How far the levers of a place go together: each at its highest plain level, within what others leave."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from autan.foresight.engine.core.assumptions import AssumptionValues
from autan.foresight.engine.core.choices import DEFAULT_START
from autan.foresight.engine.core.engine import compute, prepare
from autan.foresight.engine.core.lever_levels import LeverPotential, whole_quantity
from autan.foresight.engine.core.levers import Lever
from autan.foresight.engine.core.rooms import Rooms, Taken
from autan.foresight.engine.core.scenarios import InvalidScenarioError, Scenario


def furthest_levers(scenario: Scenario, potentials: Mapping[str, LeverPotential]) -> tuple[Lever, ...]:
    """Return every lever that avoids emissions at the horizon, at its highest plain level or what is left for it.

    Those that avoid most alone are placed first. One path among others: that none goes lower is not proven.
    """
    start = max(DEFAULT_START, scenario.state.base_year)
    alone = [
        Lever(key=code, kind=code, quantity=potential.levels[-1], start=start, end=scenario.horizon)
        for code, potential in potentials.items()
        if potential.levels and not potential.kind.is_retired
    ]
    emitted = {lever.key: _emissions_at_horizon(scenario.with_levers((lever,))) for lever in alone}
    trend = _emissions_at_horizon(scenario.with_levers(()))
    rooms = Rooms(scenario.state, AssumptionValues(assumptions=scenario.assumptions))
    taken, placed = list[Taken](), list[Lever]()
    for lever in sorted(alone, key=lambda lever: (emitted[lever.key], lever.key)):
        kind = scenario.library[lever.kind]
        quantity = min(lever.quantity, whole_quantity(rooms.largest(kind, taken)))
        if emitted[lever.key] < trend and quantity > 0:
            placed.append(replace(lever, quantity=quantity))
            taken.append(rooms.place(kind, placed[-1], taken).taken)
    return tuple(placed)


def _emissions_at_horizon(scenario: Scenario) -> float:
    """Emissions at the horizon; without end where what a lever is spread by is not known: it avoids nothing."""
    try:
        prepared = prepare(scenario, years=np.array([scenario.horizon]))
    except InvalidScenarioError:
        return np.inf
    return float(compute(prepared).emissions_tco2e.sum())
