"""The deck of cards of a place, sized from its starting state."""

from autan.foresight.queries.places import ForesightPlace
from autan.scenarios.core.deck import Deck, make_deck
from autan.scenarios.core.lever_levels import lever_rooms
from autan.scenarios.core.values import AssumptionValues
from autan.scenarios.importers.assumptions import shipped_assumptions
from autan.scenarios.importers.levers import shipped_library


def deck_of(place: ForesightPlace) -> Deck:
    """Return the deck of a place.

    Raises:
        NoDeckError: no sector of the place is whole.
    """
    values = AssumptionValues(assumptions=shipped_assumptions())
    state = place.computed
    return make_deck(state, lever_rooms(state, shipped_library(), values), values)
