"""Zeros of a new edition where the last one says nothing: their share is held against the usual one."""

import polars as pl
import pytest

from autan.opendata.updates.core.gained_values import pair_editions, zero_share_faults


def edition(places, zeros):
    """One amount of gas a place, the first ones nil."""
    return pl.DataFrame(
        {
            "code": places,
            "carrier": ["gas"] * len(places),
            "consumption_mwh": [0.0 if rank < zeros else 10.0 for rank in range(len(places))],
        }
    )


@pytest.mark.parametrize(("zeros", "is_asked"), [(0, False), (15, False), (40, True)])
def test_a_share_of_zeros_far_from_the_usual_one_is_asked_about(zeros, is_asked):
    old = edition([f"31{rank:03}" for rank in range(100)], zeros=2)
    new = edition([f"82{rank:03}" for rank in range(100)], zeros=zeros)
    pair = pair_editions(old, new, key=("code", "carrier"), place="code", holders={})
    faults = list(zero_share_faults(pair))
    assert bool(faults) is is_asked
    assert all(f"{zeros} zéros" in str(fault.value) for fault in faults)
