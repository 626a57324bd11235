"""What groups play of a deck: quantities, blocks, cards that all play and cards that divide them."""

from dataclasses import replace

import pytest

from autan.foresight.engine.core.assumptions import AssumptionValues
from autan.foresight.engine.core.deck import (
    MOST_COPIES,
    DeckCard,
    block_per_unit,
    blocks_of,
    common_cards,
    dividing_cards,
    make_deck,
    played,
)
from autan.foresight.engine.core.lever_levels import LeverPotential, lever_potentials
from autan.foresight.engine.importers.assumptions import shipped_assumptions
from autan.foresight.engine.importers.levers import shipped_library
from tests.foresight.engine.making import CELLS, a_state

LIBRARY = shipped_library()
VALUES = AssumptionValues(assumptions=shipped_assumptions())
STATE = a_state(1)
CARDS = {
    "wind": DeckCard(kind=LIBRARY["wind"], quantity=25.0, blocks=1.0, copies=3),
    "less_travel": DeckCard(kind=LIBRARY["less_travel"], quantity=12.0, blocks=0.4, copies=1),
}


def deck_of(*potentials: LeverPotential):
    return make_deck(STATE, {potential.kind.code: potential for potential in potentials}, VALUES)


def a_potential(code: str, **changes) -> LeverPotential:
    fields = {"largest": None, "levels": (), "shares": (), "mwh_per_unit": None}
    return LeverPotential(**{"kind": LIBRARY[code], **fields, **changes})


def test_cards_make_the_quantity_of_their_copies_and_no_more_than_there_are():
    assert played(CARDS, {"wind": 2, "less_travel": 1}) == {"wind": 50.0, "less_travel": 12.0}
    assert played(CARDS, {"wind": 9, "less_travel": 2}) == {"wind": 75.0, "less_travel": 12.0}


@pytest.mark.parametrize("counts", [{}, {"wind": 0}, {"wind": -1}, {"hydro": 2}])
def test_a_card_that_is_not_played_or_not_in_the_deck_makes_nothing(counts):
    assert played(CARDS, counts) == {}


def test_blocks_are_added_card_by_card_up_to_the_copies_that_there_are():
    assert blocks_of(CARDS, {"wind": 2, "less_travel": 1}) == pytest.approx(2.4)
    assert blocks_of(CARDS, {"wind": 5, "hydro": 4}) == 3
    assert blocks_of(CARDS, {}) == 0


def test_common_cards_are_those_of_every_group_with_the_fewest_that_one_played():
    mixes = [{"wind": 3, "hydro": 1, "less_travel": 0}, {"less_travel": 2, "wind": 1, "hydro": 2}]
    assert common_cards(mixes) == {"wind": 1, "hydro": 1}
    assert list(common_cards([{"hydro": 1, "wind": 1}, {"wind": 1, "hydro": 1}])) == ["hydro", "wind"]


@pytest.mark.parametrize(
    ("mixes", "common"),
    [([], {}), ([{"wind": 2}], {"wind": 2}), ([{"wind": 2}, {}], {}), ([{"wind": 2}, {"wind": 0}], {})],
)
def test_what_one_group_leaves_aside_is_not_common(mixes, common):
    assert common_cards(mixes) == common


def test_dividing_cards_are_told_from_the_fewest_to_the_most_the_widest_apart_first():
    mixes = [{"wind": 3, "hydro": 1, "less_travel": 2}, {"hydro": 2, "less_travel": 2}, {"wind": 1, "less_travel": 2}]
    assert dividing_cards(mixes) == {"wind": (0, 3), "hydro": (0, 2)}
    assert list(dividing_cards(mixes)) == ["wind", "hydro"]


@pytest.mark.parametrize("mixes", [[], [{"wind": 2}], [{"wind": 2}, {"wind": 2}], [{"wind": 0}, {}]])
def test_groups_that_play_alike_are_divided_by_no_card(mixes):
    assert dividing_cards(mixes) == {}


def test_a_card_without_a_bound_makes_one_block_in_two_figures_as_often_as_a_table_holds():
    deck = deck_of(a_potential("wind", mwh_per_unit=2_190.0, levels=(1.0,)))
    (card,) = deck.cards
    assert (card.blocks, card.copies) == (1.0, MOST_COPIES)
    assert card.quantity == float(f"{deck.block_mwh / 2_190.0:.2g}")


def test_a_block_is_a_fortieth_of_the_energy_of_today_in_two_figures():
    assert deck_of(a_potential("wind", mwh_per_unit=1.0)).block_mwh == float(f"{sum(CELLS.values()) / 40:.2g}")
    small = a_state(1, cells={("residential", "other", "electricity"): 40_600.0})
    assert make_deck(small, {}, VALUES).block_mwh == 1_000


def test_a_lever_that_makes_less_than_a_block_is_one_card_of_all_of_it():
    deck = deck_of(a_potential("wind", mwh_per_unit=100.0, largest=12.0))
    (card,) = deck.cards
    assert (card.quantity, card.copies) == (12.0, 1)
    assert card.blocks == pytest.approx(1_200 / deck.block_mwh)


@pytest.mark.parametrize(
    ("blocks", "copies"), [(1.0, 1), (1.9, 1), (2.0, 2), (2.9995, 3), (5.5, 5), (40.0, MOST_COPIES)]
)
def test_copies_are_the_whole_blocks_that_a_lever_can_make(blocks, copies):
    block = deck_of(a_potential("wind", mwh_per_unit=1.0)).block_mwh
    (card,) = deck_of(a_potential("wind", mwh_per_unit=1.0, largest=blocks * block)).cards
    assert card.copies == copies
    assert card.quantity * copies <= blocks * block


def test_a_lever_that_makes_one_block_just_so_is_one_card_in_two_figures():
    block = deck_of(a_potential("wind", mwh_per_unit=1.0)).block_mwh
    wanted = block / 0.75
    (card,) = deck_of(a_potential("wind", mwh_per_unit=0.75, largest=wanted)).cards
    assert (card.blocks, card.copies) == (1.0, 1)
    assert card.quantity == float(f"{wanted:.1e}") < wanted


@pytest.mark.parametrize(
    "changes",
    [{"blocker": "unknown", "mwh_per_unit": 5.0}, {"mwh_per_unit": 0.0}, {"mwh_per_unit": 5.0, "largest": 0.0}],
)
def test_a_lever_that_saves_nothing_here_has_no_card(changes):
    assert deck_of(a_potential("wind", **changes)).cards == ()


def test_only_the_levers_that_the_library_sets_on_cards_have_one():
    assert deck_of(a_potential("hydro", mwh_per_unit=5.0)).cards == ()
    ours = {card.kind.code for card in make_deck(STATE, lever_potentials(STATE, LIBRARY, VALUES), VALUES).cards}
    assert ours <= {code for code, kind in LIBRARY.items() if "card" in kind.places}


def test_a_unit_is_worth_what_it_saves_or_its_percent_of_what_it_acts_on():
    assert block_per_unit(STATE, a_potential("wind", mwh_per_unit=7.0), VALUES) == 7
    assert block_per_unit(STATE, a_potential("less_travel"), VALUES) == pytest.approx(400_000 / 100)
    homes = 300_000 + 80_000 + 120_000 + 90_000
    degree = shipped_assumptions().find("heating_per_degree").central
    assert block_per_unit(STATE, a_potential("heating_one_degree"), VALUES) == pytest.approx(homes * degree / 100)


@pytest.mark.parametrize("code", ["farm_emissions", "less_sealing", "hedges"])
def test_what_changes_no_energy_is_worth_no_block(code):
    assert block_per_unit(STATE, a_potential(code), VALUES) == 0


def test_a_share_of_a_stock_that_nobody_counts_counts_no_thing():
    counted = next(card for card in deck_of(a_potential("electric_car_share", largest=100.0)).cards)
    assert counted.things == pytest.approx(counted.quantity / 100 * 500_000_000)
    bare = replace(STATE, pivots={})
    (card,) = make_deck(bare, {"electric_car_share": a_potential("electric_car_share", largest=100.0)}, VALUES).cards
    assert card.things is None
