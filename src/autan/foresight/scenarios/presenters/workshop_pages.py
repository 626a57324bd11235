"""Workshops on a screen: the mixes side by side, what all share, what divides, and the form of a group."""

from collections.abc import Mapping
from typing import Any

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


def table_page(view: TableWorkshopView) -> dict[str, Any]:
    """Lay out a workshop."""
    groups = {group.name: group for group in view.workshop.groups.all()}
    cards = card_rows(view.cards, view.workshop.converged or view.common)
    is_exact = view.place.is_exact
    columns = tuple(_column(view, mix, groups[mix.name], is_exact=is_exact) for mix in view.mixes)
    by_code = {row["code"]: row for row in cards}
    shown = [row for row in cards if any(mix.counts.get(row["code"]) for mix in view.mixes)]
    return {
        "block": f"{number(view.workshop.block_mwh / _GIGA, decimals=1)}\u00a0GWh",
        "cards": cards,
        "columns": columns,
        "rows": tuple(
            (row, tuple(str(mix.counts[row["code"]]) if mix.counts.get(row["code"]) else "" for mix in view.mixes))
            for row in shown
        ),
        "common": tuple((by_code[code], count) for code, count in view.common.items()),
        "dividing": tuple((by_code[code], low, high) for code, (low, high) in view.dividing.items()),
        "converged": _column(view, view.converged, None, is_exact=is_exact) if view.converged else None,
        "played": sum(bool(mix.counts) for mix in view.mixes),
    }


def card_rows(cards: Mapping[str, DeckCard], played: Mapping[str, int]) -> tuple[dict[str, Any], ...]:
    """Cards in the order of the deck, with how many are played."""
    return tuple(
        {
            "code": code,
            "label": words(card.kind.label),
            "quantity": quantity_words(card.kind, card.quantity),
            "copies": card.copies,
            "step": card.kind.group.step.value,
            "played": played.get(code, 0),
        }
        for code, card in cards.items()
    )


def steps_of(rows: tuple[dict[str, Any], ...]) -> tuple[tuple[str, str, tuple[dict[str, Any], ...]], ...]:
    """Cards by step of the triad: code, label, cards."""
    return tuple(
        (step.value, words(step.label).capitalize(), tuple(row for row in rows if row["step"] == step.value))
        for step in Triad
    )


def _column(view: TableWorkshopView, mix: WorkshopMix, group: TableGroup | None, *, is_exact: bool) -> dict[str, Any]:
    chosen = mix.summary.chosen if mix.summary is not None else None
    return {
        "name": mix.name,
        "cards": number(sum(mix.counts.values())),
        "guess": str(group.guess) if group is not None and group.guess is not None else "",
        "blocks": number(mix.blocks, decimals=1),
        "energy": about(change_pct(view.start_mwh, chosen.energy_mwh), is_exact=is_exact) if chosen else "",
        "emissions": about(change_pct(view.start_tco2e, chosen.emissions_tco2e), is_exact=is_exact) if chosen else "",
        "dissent": group.dissent if group is not None else view.workshop.dissent,
        "refusal": sentence_words(mix.refusal),
    }
