"""Which nine digits can be the SIREN of a real body."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autan.territories.perimeters.core.bodies import is_possible_siren, is_siren
from autan.territories.perimeters.lake.register import VINTAGES, membership_frame


@pytest.mark.parametrize("text", ["", "24310051", "2431005180", "24310051a", "٢٤٣١٠٠٥١٨"])
def test_other_texts_are_none(text):
    assert not is_siren(text)
    assert not is_possible_siren(text)


def test_every_body_of_the_register_is_possible():
    sirens = {siren for vintage in VINTAGES for siren in membership_frame(vintage)["siren"]}
    assert len(sirens) > 1200
    assert all(is_possible_siren(siren) for siren in sirens)


@given(st.text(alphabet="0123456789", min_size=8, max_size=8))
def test_one_check_digit_in_ten_is_right(start):
    assert sum(is_possible_siren(f"{start}{digit}") for digit in range(10)) == 1
