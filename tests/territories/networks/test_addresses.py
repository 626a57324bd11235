"""Addresses of the figures of the register and keys of its evidence are written and read in one place."""

import pytest

from autan.evidence.figures.core.addresses import FactAddress, FigureAddress, SourceKey
from autan.territories.networks.core.addresses import MembershipKey, RegisterAddress, RegisterKey


@pytest.mark.parametrize("text", ["territories.243100633.communes.2026", "territories.essai.population.2021"])
def test_an_address_is_read_as_it_is_written(text: str) -> None:
    assert str(RegisterAddress.parse(FigureAddress.parse(text))) == text


@pytest.mark.parametrize("text", ["territories.essai", "territories.essai.communes.hier", "territories.a.b.2026.c"])
def test_what_is_not_an_address_is_none(text: str) -> None:
    assert RegisterAddress.parse(FigureAddress.parse(text)) is None


def test_keys_are_read_as_they_are_written() -> None:
    assert str(RegisterKey.parse("243100633@2026")) == "243100633@2026"
    assert RegisterKey.parse("243100633") is None
    assert str(MembershipKey.parse("essai/243100633")) == "essai/243100633"
    assert [str(SourceKey.parse(text)) for text in ("rapport", "rapport#p. 3")] == ["rapport", "rapport#p. 3"]
    assert str(FactAddress.parse(FigureAddress.parse("facts.F.1"))) == "facts.F.1"
