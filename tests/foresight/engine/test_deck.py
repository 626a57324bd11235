"""Cards of a place in blocks of its energy, and what levers need a year."""

from dataclasses import replace

import pytest

from autan.foresight.engine.core.assumptions import AssumptionValues
from autan.foresight.engine.core.deck import BLOCKS, card_change, make_deck
from autan.foresight.engine.core.lever_levels import lever_potentials
from autan.foresight.engine.core.summaries import gap_in_units, yearly_needs
from autan.foresight.engine.importers.assumptions import shipped_assumptions
from autan.foresight.engine.importers.levers import shipped_library
from autan.ground.errors import DomainError
from tests.foresight.engine.making import HEDGES, a_lever, a_scenario, a_state

VALUES = AssumptionValues(assumptions=shipped_assumptions())


def rooms_of(state):
    return lever_potentials(state, shipped_library(), VALUES)


def test_the_blocks_of_sectors_make_the_whole_and_a_sector_without_energy_has_none():
    state = a_state(1)
    deck = make_deck(state, rooms_of(state), VALUES)
    assert "waste" not in deck.sector_blocks
    assert sum(deck.sector_blocks.values()) == pytest.approx(deck.energy_mwh / deck.block_mwh)
    assert sum(deck.sector_blocks.values()) == pytest.approx(BLOCKS, rel=0.1)


def test_a_card_saves_a_block_or_all_that_its_lever_can():
    state = a_state(1)
    potentials = rooms_of(state)
    for card in make_deck(state, potentials, VALUES).cards:
        largest = potentials[card.kind.code].largest
        assert 0 < card.blocks <= 1
        assert card.copies >= 1
        assert largest is None or card.quantity * card.copies <= largest * 1.000001


def test_a_place_without_energy_has_no_deck():
    state = a_state(1, cells={})
    with pytest.raises(DomainError, match="aucun secteur n’est entier"):
        make_deck(state, rooms_of(state), VALUES)


def test_what_a_lever_needs_a_year_is_set_against_the_most_that_there_can_be():
    potentials = rooms_of(a_state(1))
    share, unbounded = yearly_needs([a_lever("farm_emissions", 20), HEDGES], potentials)
    assert (share.by_year, share.part_pct) == (20 / 16, 20)
    assert (unbounded.by_year, unbounded.part_pct) == (100 / 16, None)


@pytest.mark.parametrize("gap", [0.0, -1.0, float("nan")])
def test_no_gap_asks_for_no_unit(gap: float) -> None:
    assert gap_in_units(gap, {}, ["wind"]) == ()


def test_a_card_counts_turbines_and_says_what_it_asks_to_invest():
    state = a_state(1)
    cards = {card.kind.code: card for card in make_deck(state, rooms_of(state), VALUES).cards}
    assert cards["wind"].things == pytest.approx(cards["wind"].quantity / 3)
    assert cards["wind"].capex_eur == pytest.approx(cards["wind"].quantity * 1000 * 1383)
    assert cards["wind"].jobs == pytest.approx(cards["wind"].capex_eur / 1e6 * 9)
    heating, freight = cards["heating_one_degree"], cards["less_freight"]
    assert (heating.things, heating.capex_eur, heating.jobs) == (28_000, None, None)
    assert (freight.things, freight.capex_eur) == (None, None)


def test_a_card_changes_what_its_lever_changes_on_the_territory_of_today():
    state = a_state(1)
    cards = {card.kind.code: card for card in make_deck(state, rooms_of(state), VALUES).cards}
    scenario = a_scenario(state=state)
    changed = card_change(scenario, cards["less_travel"])
    saved = 400_000 * cards["less_travel"].quantity / 100
    assert changed.tco2e == pytest.approx(-saved * VALUES.of("factor_oil").item())
    assert changed.bill_eur < 0
    assert card_change(scenario, cards["service_buildings"]) is None
    assert card_change(scenario, replace(cards["wind"], quantity=-1.0)) is None
