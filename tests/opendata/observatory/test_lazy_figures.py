"""Figures that are made when they are asked for: which are made, and when."""

import pytest

from autan.opendata.observatory.core.composition import network_figures
from autan.opendata.observatory.core.lazy_figures import LazyFigures
from autan.opendata.sources.importers import shipped_cards
from tests.opendata.observatory.test_composition import SIRENS, bases, member

HELD = bases(SIRENS[0], {"ghg_total": 100.0, "population": 10.0})


@pytest.fixture
def asked():
    return []


@pytest.fixture
def figures(asked):
    def make(code):
        asked.append(code)
        return HELD.get(code)

    return LazyFigures(["population", "gas_total", "ghg_total"], make)


def test_a_figure_is_made_once_when_it_is_asked_for(figures, asked):
    assert figures["ghg_total"].value == 100
    assert figures.get("ghg_total") is figures["ghg_total"]
    assert asked == ["ghg_total"]


def test_a_code_without_figure_is_looked_for_once_and_left_out(figures, asked):
    assert "gas_total" not in figures
    assert figures.get("gas_total") is None
    with pytest.raises(KeyError, match="gas_total"):
        figures["gas_total"]
    assert asked == ["gas_total"]


def test_a_code_of_no_catalogue_is_never_made(figures, asked):
    assert "unheard_of" not in figures
    assert asked == []


def test_they_come_in_order_and_are_equal_to_the_same_figures(figures):
    assert list(figures) == ["population", "ghg_total"]
    assert len(figures) == 2
    assert figures == HELD


def test_the_first_figure_tells_that_there_are_some(figures, asked):
    assert bool(figures)
    assert asked == ["population"]
    assert not LazyFigures(["gas_total"], HELD.get)


def test_a_sum_of_a_network_makes_no_other_figure_of_its_members():
    made = []

    def watched(siren):
        held = member(siren, ghg_total=5.0, population=2.0)
        return LazyFigures(held, lambda code: made.append(code) or held.get(code))

    network = network_figures([watched(siren) for siren in SIRENS], "n", cards=shipped_cards())
    assert network["ghg_total"].value == 15
    assert set(made) == {"ghg_total"}
