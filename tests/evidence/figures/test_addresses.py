"""Addresses of figures are read once, and written back as they were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autan.evidence.figures.core.addresses import FigureAddress
from autan.ground.errors import DomainError

PARTS = st.text("abcdefghijklmnopqrstuvwxyz0123456789_-", min_size=1, max_size=12)


@given(st.lists(PARTS, min_size=2, max_size=6))
def test_an_address_is_written_back_as_it_was_read(parts: list[str]) -> None:
    text = ".".join(parts)
    address = FigureAddress.parse(text)
    assert str(address) == text
    assert (address.source, address.parts) == (parts[0], tuple(parts[1:]))
    assert address == FigureAddress.of(*parts)


@pytest.mark.parametrize("text", ["", "facts", "facts.", ".F1"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(DomainError):
        FigureAddress.parse(text)


def test_a_missing_part_is_empty() -> None:
    address = FigureAddress.parse("survey.2013.q1")
    assert (address.part(1), address.part(2), address.rest(1), address.rest(5)) == ("q1", "", "q1", "")
