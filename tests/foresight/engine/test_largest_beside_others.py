"""The largest quantity of a kind is looked for again only beside levers that treat its stock: same digits."""

import numpy as np

from autan.foresight.engine.core.placements import largest_quantities
from tests.foresight.engine.making import a_lever, a_scenario, a_state


def test_a_lever_of_another_stock_changes_no_digit_of_a_largest_quantity() -> None:
    state = a_state(3)
    alone = largest_quantities(a_scenario(state=state))
    beside = largest_quantities(a_scenario(a_lever("carpooling", 1.0), state=state))
    assert beside["deep_renovation"] == alone["deep_renovation"] > 0


def test_a_lever_of_the_same_stock_takes_its_units_from_a_largest_quantity() -> None:
    state = a_state(3)
    alone = largest_quantities(a_scenario(state=state))["deep_renovation"]
    beside = largest_quantities(a_scenario(a_lever("renovation_measure", 10.0), state=state))["deep_renovation"]
    assert np.isclose(alone - beside, 10.0)
