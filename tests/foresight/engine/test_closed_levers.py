"""A lever is offered on what is counted alone; a network does what its members can do together."""

import numpy as np
import pytest

from autan.foresight.engine.core.assumptions import AssumptionValues
from autan.foresight.engine.core.choices import why_blocked
from autan.foresight.engine.core.engine import run
from autan.foresight.engine.core.lever_levels import lever_potentials
from autan.foresight.engine.core.placements import largest_quantities
from autan.foresight.engine.core.scenarios import InvalidScenarioError
from autan.foresight.engine.importers.assumptions import shipped_assumptions
from autan.foresight.engine.importers.levers import shipped_library
from tests.foresight.engine.making import CELLS, EVERY, a_lever, a_scenario, a_state, a_trend

NOT_KNOWN = np.nan


def a_place(*, territories=1, **pivots):
    state = a_state(territories)
    given = {code: np.broadcast_to(np.asarray(value, dtype=float), territories) for code, value in pivots.items()}
    return a_state(territories, pivots={**state.pivots, **given})


def potentials(state):
    return lever_potentials(state, shipped_library(), AssumptionValues(assumptions=shipped_assumptions()))


@pytest.mark.parametrize(
    ("stock", "kind"),
    [
        ("street_lights", "street_lights"),
        ("street_lights", "lights_off_at_night"),
        ("employed_residents", "telework"),
        ("car_passenger_km", "carpooling"),
        ("car_passenger_km", "cycling"),
        ("vehicle_km_oil", "electric_cars"),
        ("dwellings_oil", "heat_pump_from_oil"),
        ("dwellings", "deep_renovation"),
    ],
)
def test_a_stock_that_nobody_counts_closes_the_levers_that_treat_it(stock, kind):
    state = a_place(**{stock: NOT_KNOWN})
    closed = potentials(state)[kind]
    assert (closed.blocker, closed.largest, closed.levels) == ("unknown", None, ())
    assert "donnez-en le nombre" in why_blocked(closed).fr
    with pytest.raises(InvalidScenarioError, match="n’est pas connu pour 900000000"):
        run(a_scenario(a_lever(kind, 1), state=state))
    opened = potentials(a_place(**{stock: 1_000}))[kind]
    assert not opened.blocker
    assert opened.largest is not None
    assert 0 < opened.largest <= 1_000


def test_energy_alone_opens_no_lever_of_units():
    """Homes, lights, people and kilometres are never what a consumption divided by a unit gives."""
    opened = potentials(a_state(1, pivots={"population": np.array([6e4])}))
    units = [
        code
        for code, potential in opened.items()
        if not potential.blocker and potential.kind.basis != "share" and potential.kind.effect in ("reduce", "shift")
    ]
    assert units == []


def test_a_part_is_known_from_its_row_and_its_column():
    state = a_place(houses=20_000, dwellings_oil=3_000)
    assert potentials(state)["deep_renovation_house_oil"].largest == 3_000
    assert potentials(a_place(houses=20_000, dwellings_oil=NOT_KNOWN))["deep_renovation_house_oil"].blocker == "unknown"


def test_wood_plants_go_up_to_the_wood_that_is_known():
    hours = shipped_assumptions().find("wood_boiler_hours").central
    assert potentials(a_place(wood_resource=60_000))["wood_heat"].largest == pytest.approx(60_000 / hours, abs=0.1)


def test_kilometres_are_shifted_once_by_all_the_means():
    state = a_place(car_passenger_km=100e6)
    carpooling, cycling = a_lever("carpooling", 70e6), a_lever("cycling", 30e6)
    run(a_scenario(carpooling, cycling, state=state))
    assert largest_quantities(a_scenario(carpooling, state=state))["cycling"] == 30e6
    with pytest.raises(InvalidScenarioError, match=r"il en reste 30\s000\s000 sur 100\s000\s000"):
        run(a_scenario(carpooling, a_lever("cycling", 31e6), state=state))


def test_a_member_that_is_not_counted_does_nothing_and_is_named():
    state = a_place(territories=3, street_lights=[6_000, NOT_KNOWN, 3_000])
    potential = potentials(state)["street_lights"]
    assert (potential.largest, potential.without) == (9_000, ("900000001",))
    done = run(a_scenario(a_lever("street_lights", 4_500), state=state)).done["street_lights"]
    assert done[:, -1].tolist() == [3_000, 0, 1_500]
    with pytest.raises(InvalidScenarioError, match="n’est pas connu pour 900000001"):
        run(a_scenario(a_lever("street_lights", 1, territories=("900000001",)), state=state))


@pytest.mark.parametrize("kind", ["heat_pump_from_natural_gas", "deep_renovation", "telework", "electric_cars"])
def test_a_network_does_what_its_members_can_do_together(kind):
    """The second member has many homes and little gas: what it cannot do goes to the first."""
    gas = {**CELLS, ("residential", "heating", "natural_gas"): 90_000}
    state = a_state(2, cells=gas, pivots={**a_state(2).pivots, "dwellings_natural_gas": np.array([12_000.0, 40_000.0])})
    alone = sum(potentials(state.of([code]))[kind].largest for code in state.territories)
    whole = potentials(state)[kind]
    assert whole.largest == pytest.approx(alone, abs=2)
    for level in whole.levels:
        run(a_scenario(a_lever(kind, level), state=state))


def test_a_lever_of_one_member_leaves_the_others_to_the_network():
    state = a_state(2)
    here = a_lever("deep_renovation", 28_000, territories=("900000000",))
    assert largest_quantities(a_scenario(here, state=state))["renovation_measure"] == 42_000
    done = run(a_scenario(here, a_lever("renovation_measure", 20_000), state=state)).done["renovation_measure"]
    assert done[:, -1].tolist() == [0, 20_000]


def test_what_a_group_has_moved_bounds_its_other_levers():
    left = largest_quantities(a_scenario(a_lever("electric_car_share", 70)))
    assert left["electric_car_share"] == 100
    assert left["electric_cars"] == pytest.approx(0.3 * 400_000 * 2.5 * 1000 / 0.63)


def test_the_order_of_writing_changes_no_digit():
    state = a_state(3)
    told = set()
    for rank in range(len(EVERY)):
        levers = (*EVERY[rank:], *EVERY[:rank])
        chosen = run(a_scenario(*levers[::-1], state=state, trend=a_trend(state))).chosen
        told.add(chosen.energy_by_carrier_mwh.tobytes() + chosen.emissions_by_sector_tco2e.tobytes())
    assert len(told) == 1
