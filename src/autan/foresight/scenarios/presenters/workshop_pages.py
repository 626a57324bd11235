"""Workshops on a screen: the mixes side by side, what all share, what divides, and the form of a group."""

from collections.abc import Mapping
from dataclasses import dataclass

from autan.foresight.engine.core.deck import DeckCard
from autan.foresight.engine.core.levers import Triad
from autan.foresight.engine.core.summaries import change_pct
from autan.foresight.scenarios.models import TableGroup
from autan.foresight.scenarios.presenters.quantities import quantity_words
from autan.foresight.scenarios.presenters.scenario_page import about
from autan.foresight.scenarios.queries.workshops import TableWorkshopView, WorkshopMix
from autan.ground.texts.language import number, words
from autan.ground.texts.refusals import sentence_words

_GIGA = 1000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class MixColumn:
    """One group: its counts in the order of the cards, and what they give."""

    name: str
    counts: tuple[str, ...]
    guess: str
    blocks: str
    energy: str
    emissions: str
    dissent: str
    refusal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRow:
    """One card: its lever, what one is, how many there are, and its step of the triad."""

    code: str
    label: str
    quantity: str
    copies: int
    step: str
    played: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TableWorkshopPage:
    """The whole page."""

    block: str
    cards: tuple[CardRow, ...]
    columns: tuple[MixColumn, ...]
    rows: tuple[tuple[CardRow, tuple[str, ...]], ...]
    common: tuple[tuple[CardRow, int], ...]
    dividing: tuple[tuple[CardRow, int, int], ...]
    converged: MixColumn | None
    played: int


def table_page(view: TableWorkshopView) -> TableWorkshopPage:
    """Lay out a workshop."""
    groups = {group.name: group for group in view.workshop.groups.all()}
    cards = card_rows(view.cards, view.workshop.converged or view.common)
    is_exact = view.place.is_exact
    columns = tuple(_column(view, mix, groups[mix.name], is_exact=is_exact) for mix in view.mixes)
    by_code = {row.code: row for row in cards}
    shown = [row for row in cards if any(mix.counts.get(row.code) for mix in view.mixes)]
    return TableWorkshopPage(
        block=f"{number(view.workshop.block_mwh / _GIGA, decimals=1)}\u00a0GWh",
        cards=cards,
        columns=columns,
        rows=tuple(
            (row, tuple(str(mix.counts[row.code]) if mix.counts.get(row.code) else "" for mix in view.mixes))
            for row in shown
        ),
        common=tuple((by_code[code], count) for code, count in view.common.items()),
        dividing=tuple((by_code[code], low, high) for code, (low, high) in view.dividing.items()),
        converged=_column(view, view.converged, None, is_exact=is_exact) if view.converged else None,
        played=sum(bool(mix.counts) for mix in view.mixes),
    )


def card_rows(cards: Mapping[str, DeckCard], played: Mapping[str, int]) -> tuple[CardRow, ...]:
    """Cards in the order of the deck, with how many are played."""
    return tuple(
        CardRow(
            code=code,
            label=words(card.kind.label),
            quantity=quantity_words(card.kind, card.quantity),
            copies=card.copies,
            step=card.kind.group.step.value,
            played=played.get(code, 0),
        )
        for code, card in cards.items()
    )


def steps_of(rows: tuple[CardRow, ...]) -> tuple[tuple[str, str, tuple[CardRow, ...]], ...]:
    """Cards by step of the triad: code, label, cards."""
    return tuple(
        (step.value, words(step.label).capitalize(), tuple(row for row in rows if row.step == step.value))
        for step in Triad
    )


def _column(view: TableWorkshopView, mix: WorkshopMix, group: TableGroup | None, *, is_exact: bool) -> MixColumn:
    chosen = mix.summary.chosen if mix.summary is not None else None
    return MixColumn(
        name=mix.name,
        counts=tuple(str(count) for count in mix.counts.values()),
        guess=str(group.guess) if group is not None and group.guess is not None else "",
        blocks=number(mix.blocks, decimals=1),
        energy=about(change_pct(view.start_mwh, chosen.energy_mwh), is_exact=is_exact) if chosen else "",
        emissions=about(change_pct(view.start_tco2e, chosen.emissions_tco2e), is_exact=is_exact) if chosen else "",
        dissent=group.dissent if group is not None else view.workshop.dissent,
        refusal=sentence_words(mix.refusal),
    )
