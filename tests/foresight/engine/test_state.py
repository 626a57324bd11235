"""A starting state that contradicts itself is refused; parts of it are states."""

import numpy as np
import pytest

from autan.foresight.engine.core.axes import CellState
from autan.foresight.engine.core.levers import find_kind
from autan.foresight.engine.core.state import InvalidStateError
from autan.ground.errors import UnknownError
from tests.foresight.engine.making import a_state


def test_a_state_that_contradicts_itself_is_refused():
    held = a_state()
    unused = held.energy_mwh.copy()
    unused[0, 5, 0, 0] = 3.0
    unknown = np.where(held.cell_states == CellState.MEASURED, CellState.UNKNOWN, held.cell_states).astype(np.int8)
    for changes in (
        {"production_mwh": np.zeros((2, 1))},
        {"residual_mwh": np.zeros((2, 1))},
        {"pivots": {"population": np.zeros(3)}},
        {"energy_mwh": unused},
        {"cell_states": unknown},
        {"production_mwh": -np.ones_like(held.production_mwh)},
        {"energy_mwh": -held.energy_mwh},
    ):
        with pytest.raises(InvalidStateError):
            a_state(**changes)


def test_a_part_of_a_state_is_a_state():
    residual = np.arange(16.0).reshape(2, 8)
    held = a_state(residual_mwh=residual, residual_tco2e=residual)
    homes = held.within(["residential"])
    assert homes.energy_mwh.shape[1] == 1
    assert homes.residual_mwh.tolist() == [[0], [8]]
    assert held.of(["900000001"]).residual_tco2e.tolist() == [residual[1].tolist()]
    assert a_state().within(["residential"]).residual_mwh is None
    with pytest.raises(InvalidStateError):
        held.rank("1")


def test_the_fingerprint_changes_with_any_quantity():
    held, other = a_state(), a_state()
    assert held.fingerprint == other.fingerprint
    other.pivots["population"][0] += 1
    assert held.fingerprint != other.fingerprint


def test_every_state_of_a_cell_has_that_of_a_figure():
    assert all(state.value_state for state in CellState)


def test_an_unknown_kind_is_said():
    with pytest.raises(UnknownError, match="aucun levier"):
        find_kind({}, "magic")
