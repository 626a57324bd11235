"""Workshops around the table: what each group played, what it gives, what all share and what divides them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from autan.foresight.engine.core.assumptions import AssumptionValues
from autan.foresight.engine.core.deck import (
    CardChange,
    Deck,
    DeckCard,
    blocks_of,
    card_change,
    common_cards,
    dividing_cards,
    make_deck,
    played,
)
from autan.foresight.engine.core.engine import run
from autan.foresight.engine.core.lever_levels import lever_potentials
from autan.foresight.engine.core.levers import Lever
from autan.foresight.engine.core.scenarios import InvalidScenarioError, Scenario
from autan.foresight.engine.core.summaries import YearSummary, levels_at, summarise
from autan.foresight.engine.importers.assumptions import shipped_assumptions
from autan.foresight.engine.importers.levers import shipped_library
from autan.foresight.scenarios.models import TableGroup, TableWorkshop
from autan.foresight.scenarios.queries.kept_scenarios import scenario_of
from autan.foresight.scenarios.queries.places import ForesightPlace, find_place
from autan.ground.errors import ConflictError, UnknownError, known
from autan.ground.wordings import Sentence

_START = 2026


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkshopMix:
    """What a group, or the whole audience, played.

    Attributes:
        blocks: blocks that they make, without interactions.
        summary: what they give in the horizon; None when nothing is played, or when the engine refuses it.
    """

    name: str
    counts: Mapping[str, int]
    blocks: float
    summary: YearSummary | None
    refusal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableWorkshopView:
    """A workshop, all groups together.

    Attributes:
        common: cards that every group that has played plays; none before two have.
        dividing: cards that they do not play alike: fewest and most.
        converged: what the audience agreed on; None before.
    """

    workshop: TableWorkshop
    place: ForesightPlace
    cards: Mapping[str, DeckCard]
    start_mwh: float
    start_tco2e: float
    mixes: tuple[WorkshopMix, ...]
    common: Mapping[str, int]
    dividing: Mapping[str, tuple[int, int]]
    converged: WorkshopMix | None


def find_workshop(slug: str, *, reader: object) -> TableWorkshop:
    """Return a workshop that a reader may read. One query, and those of the right."""
    table_workshop = TableWorkshop.objects.filter(slug=slug).select_related("network", "territory").first()
    if table_workshop is None or not reader.has_perm("foresight.read_workshop", table_workshop):  # type: ignore[attr-defined]
        raise UnknownError("aucun atelier à cette adresse")
    return table_workshop


def find_group(slug: str, key: str) -> TableGroup:
    """Return the group that a secret address names. One query."""
    table_group = (
        TableGroup.objects.filter(workshop__slug=slug, key=key)
        .select_related("workshop__network", "workshop__territory")
        .first()
    )
    return known(table_group, "aucun atelier à cette adresse")


def workshops_of(place: ForesightPlace, *, reader: object) -> list[TableWorkshop]:
    """Return the workshops of a place that a reader may read, newest first."""
    return _readable(
        reader, **({"network__slug": place.code} if place.is_network else {"territory__siren": place.code})
    )


def tables_beside(workshop_url: str, *, reader: object) -> list[TableWorkshop]:
    """Return those that are a moment of a workshop of the network, for a reader. One query, and those of the right."""
    return _readable(reader, workshop_url=workshop_url)


def _readable(reader: object, **where: str) -> list[TableWorkshop]:
    workshops = TableWorkshop.objects.filter(**where).select_related("network", "territory")
    # the right hangs on each workshop: it is no clause of the query
    return [workshop for workshop in workshops if reader.has_perm("foresight.read_workshop", workshop)]  # type: ignore[attr-defined]


def deck_cards(workshop: TableWorkshop) -> dict[str, DeckCard]:
    """Return the cards of a workshop as they were on its day; those whose lever is gone are left out."""
    library = shipped_library()
    return {
        code: DeckCard(kind=library[code], quantity=card["quantity"], blocks=card["blocks"], copies=card["copies"])
        for code, card in workshop.cards.items()
        if code in library
    }


def table_of(workshop: TableWorkshop, *, of: Sequence[TableGroup] | None = None) -> TableWorkshopView:
    """Return a workshop with what its groups played, or some of them alone. One computation a group."""
    place, cards = find_place(workshop.place_code), deck_cards(workshop)
    scenario = scenario_of(place, horizon=workshop.horizon)
    groups = list(workshop.groups.all()) if of is None else of
    try:
        start = levels_at(run(scenario).trend, place.year)
    except InvalidScenarioError as error:
        message = "l’état de départ de {name} ne permet plus de calcul\u00a0: {problem}"
        raise ConflictError(message, name=place.name, problem=error.faults[0].problem) from error
    mixes = tuple(_play_mix(scenario, cards, group.name, group.mix) for group in groups)
    counts = [mix.counts for mix in mixes if mix.counts]
    return TableWorkshopView(
        workshop=workshop,
        place=place,
        cards=cards,
        start_mwh=start.energy_mwh,
        start_tco2e=start.emissions_tco2e,
        mixes=mixes,
        common=common_cards(counts) if len(counts) > 1 else {},
        dividing=dividing_cards(counts) if counts else {},
        converged=_play_mix(scenario, cards, "", workshop.converged) if workshop.converged else None,
    )


def _play_mix(scenario: Scenario, cards: Mapping[str, DeckCard], name: str, counts: Mapping[str, int]) -> WorkshopMix:
    blocks = blocks_of(cards, counts)
    levers = levers_of(cards, counts, scenario.horizon)
    if not levers:
        return WorkshopMix(name=name, counts=counts, blocks=blocks, summary=None)
    try:
        result = run(scenario.with_levers(levers))
    except InvalidScenarioError as error:
        refusal = Sentence.joined(" ", (fault.problem for fault in error.faults))
        return WorkshopMix(name=name, counts=counts, blocks=blocks, summary=None, refusal=refusal)
    (summary,) = summarise(result, [scenario.horizon])
    return WorkshopMix(name=name, counts=counts, blocks=blocks, summary=summary)


def levers_of(cards: Mapping[str, DeckCard], counts: Mapping[str, int], horizon: int) -> tuple[Lever, ...]:
    """Return the levers that some cards make, done steadily until the horizon."""
    return tuple(
        Lever(key=code, kind=code, quantity=quantity, start=_START, end=horizon)
        for code, quantity in played(cards, counts).items()
    )


def deck_of(place: ForesightPlace) -> Deck:
    """Return the deck of a place. Raises DomainError: no sector of the place is whole."""
    values = AssumptionValues(assumptions=shipped_assumptions())
    state = place.computed
    return make_deck(state, lever_potentials(state, shipped_library(), values), values)


def card_changes(place: ForesightPlace, deck: Deck) -> dict[str, CardChange | None]:
    """Return what each card alone changes in a place, by code of its lever; None where nothing says it."""
    scenario = replace(scenario_of(place, horizon=place.year + 1), trend=None)
    return {card.kind.code: card_change(scenario, card) for card in deck.cards}
