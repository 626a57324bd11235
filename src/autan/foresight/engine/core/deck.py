"""A deck of cards: each is one equal block of energy saved or produced, in the physical units of its lever.

Equal blocks of energy make choices comparable around a table; the idea is that of the Destination TEPOS workshops.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from autan.foresight.engine.core.assumptions import AssumptionValues
from autan.foresight.engine.core.economics import EUR_PER_MEUR
from autan.foresight.engine.core.engine import run
from autan.foresight.engine.core.lever_levels import LeverPotential, rounded
from autan.foresight.engine.core.levers import Basis, Effect, Lever, LeverKind
from autan.foresight.engine.core.quantities import PERCENT, reference_mwh
from autan.foresight.engine.core.scenarios import InvalidScenarioError, Scenario
from autan.foresight.engine.core.state import StartingState
from autan.foresight.engine.core.summaries import levels_at
from autan.ground.errors import DomainError

BLOCKS = 40
"""How many blocks today’s energy makes, about: a table can hold them all."""
MOST_COPIES = 6
_SMALLEST_COPY = 0.999
_SIZES = {"wind": "wind_turbine_mw", "roof_photovoltaics": "pv_home_kw", "ground_photovoltaics": "pv_mw_per_ha"}
"""Size of one thing that can be counted, for levers whose unit is a power: an assumption."""
_OF_STOCK = {"heating_one_degree": "dwellings", "sober_homes": "dwellings", "electric_car_share": "vehicle_km_oil"}
"""Stock that a share is a share of, where it is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckCard:
    """One card.

    Attributes:
        quantity: units that make one block; the part of a block that all of them make, where there are fewer.
        blocks: blocks that the card is worth: 1, or less where the whole lever is worth less.
        things: how many things that can be counted make the quantity; None where its unit counts them, or none can.
        capex_eur: investment that the quantity asks for; None where no source gives it.
        jobs: years of work that the investment makes; None without it.
    """

    kind: LeverKind
    quantity: float
    blocks: float
    copies: int
    things: float | None = None
    capex_eur: float | None = None
    jobs: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CardChange:
    """What a card changes in a year, on the territory of today: emissions, and what energy costs its users."""

    tco2e: float
    bill_eur: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Deck:
    """The cards of a place. `sector_blocks`: blocks that each computed sector makes today."""

    block_mwh: float
    base_year: int
    energy_mwh: float
    sector_blocks: Mapping[str, float]
    cards: tuple[DeckCard, ...]


def make_deck(state: StartingState, potentials: Mapping[str, LeverPotential], values: AssumptionValues) -> Deck:
    """Size the cards of a place.

    The state holds the sectors that are computed, all known; the values are central.
    """
    energy = float(state.energy_mwh.sum())
    if not np.isfinite(energy) or energy <= 0:
        raise DomainError("aucun secteur n’est entier\u00a0: aucune carte ne peut être dimensionnée")
    block = rounded(energy / BLOCKS)
    having = (potential for potential in potentials.values() if "card" in potential.kind.places)
    cards = (_card(state, potential, values, block) for potential in having)
    by_sector = state.energy_mwh.sum(axis=(0, 2, 3)) / block
    return Deck(
        block_mwh=block,
        base_year=state.base_year,
        energy_mwh=energy,
        sector_blocks={
            sector: float(blocks) for sector, blocks in zip(state.sectors, by_sector, strict=True) if blocks > 0
        },
        cards=tuple(_estimate_card(state, card, values) for card in cards if card is not None),
    )


def _card(state: StartingState, potential: LeverPotential, values: AssumptionValues, block: float) -> DeckCard | None:
    """The card of a lever; None when it saves or produces nothing here."""
    per_unit = block_per_unit(state, potential, values)
    if potential.blocker or per_unit <= 0 or potential.largest == 0:
        return None
    needed, largest = block / per_unit, potential.largest
    if largest is None:
        return DeckCard(kind=potential.kind, quantity=rounded(needed), blocks=1.0, copies=MOST_COPIES)
    if needed > largest:
        return DeckCard(kind=potential.kind, quantity=largest, blocks=largest * per_unit / block, copies=1)
    copies = min(int(largest / needed + (1 - _SMALLEST_COPY)), MOST_COPIES)
    return DeckCard(kind=potential.kind, quantity=min(rounded(needed), largest / copies), blocks=1.0, copies=copies)


def _estimate_card(state: StartingState, card: DeckCard, values: AssumptionValues) -> DeckCard:
    """Return a card with what can be counted of it, its investment and its jobs."""
    costs = card.kind.costs
    capex = card.quantity * float(values.multiply(costs.capex_eur).mean()) if costs is not None else None
    jobs = None if capex is None else capex / EUR_PER_MEUR * float(values.of("jobs_per_meur").item())
    return replace(card, things=_things(state, card, values), capex_eur=capex, jobs=jobs)


def _things(state: StartingState, card: DeckCard, values: AssumptionValues) -> float | None:
    """How many things that can be counted make a card: turbines, roofs, hectares, homes, kilometres."""
    code = card.kind.code
    if code in _SIZES:
        return card.quantity / float(values.of(_SIZES[code]).item())
    whole = float(state.pivot(_OF_STOCK[code]).sum()) if code in _OF_STOCK else float("nan")
    return card.quantity / PERCENT * whole if np.isfinite(whole) else None


def card_change(scenario: Scenario, card: DeckCard) -> CardChange | None:
    """Return what one card alone changes in a year, once all of it is done on the territory of today.

    None for a lever whose amount goes by dates, and for what the engine refuses.
    """
    if AssumptionValues(assumptions=scenario.assumptions).steps(card.kind.amount):
        return None
    base, code = scenario.state.base_year, card.kind.code
    lever = Lever(key=code, kind=code, quantity=card.quantity, start=base, end=base + 1)
    try:
        result = run(replace(scenario, horizon=base + 1, trend=None, levers=(lever,)))
    except InvalidScenarioError:
        return None
    before, after = levels_at(result.trend, base + 1), levels_at(result.chosen, base + 1)
    return CardChange(tco2e=after.emissions_tco2e - before.emissions_tco2e, bill_eur=after.bill_eur - before.bill_eur)


def block_per_unit(state: StartingState, potential: LeverPotential, values: AssumptionValues) -> float:
    """Return the MWh that one unit of a lever saves, moves or produces in the base year."""
    kind = potential.kind
    if potential.mwh_per_unit is not None:
        return potential.mwh_per_unit
    if kind.basis is not Basis.SHARE or kind.effect in (Effect.EMIT_LESS, Effect.STORE):
        return 0.0
    amount = float(values.subtract(kind.amount, kind.less).mean())
    return float(reference_mwh(state, kind).sum()) * amount / PERCENT


def played(cards: Mapping[str, DeckCard], counts: Mapping[str, int]) -> dict[str, float]:
    """Return the quantity of each lever that some cards make; no more copies than there are."""
    return {
        code: cards[code].quantity * min(count, cards[code].copies)
        for code, count in counts.items()
        if code in cards and count > 0
    }


def blocks_of(cards: Mapping[str, DeckCard], counts: Mapping[str, int]) -> float:
    """Return how many blocks some cards make, added without their interactions: what the table shows."""
    return sum(cards[code].blocks * min(count, cards[code].copies) for code, count in counts.items() if code in cards)


def common_cards(mixes: Sequence[Mapping[str, int]]) -> dict[str, int]:
    """Return the cards that every group played, with the fewest that any of them played."""
    if not mixes:
        return {}
    shared = set.intersection(*({code for code, count in mix.items() if count > 0} for mix in mixes))
    return {code: min(mix[code] for mix in mixes) for code in mixes[0] if code in shared}


def dividing_cards(mixes: Sequence[Mapping[str, int]]) -> dict[str, tuple[int, int]]:
    """Return the cards that groups do not play alike: fewest and most, the widest apart first."""
    codes = dict.fromkeys(code for mix in mixes for code in mix)
    spread = {code: (min(mix.get(code, 0) for mix in mixes), max(mix.get(code, 0) for mix in mixes)) for code in codes}
    apart = {code: ends for code, ends in spread.items() if ends[0] != ends[1]}
    return dict(sorted(apart.items(), key=lambda item: item[1][0] - item[1][1]))
