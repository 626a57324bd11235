"""One measure of a territory: the values of the provider and of the territory, and what was written about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from autan.evidence.core.notation import NO_BREAK_SPACE
from autan.evidence.core.texts import Text
from autan.evidence.core.units import get_unit
from autan.evidence.language import words
from autan.journal.actions import SYSTEM_NAME
from autan.measures.core.addresses import date_of
from autan.measures.core.amounts import exact_text
from autan.measures.core.catalogue import BASE_MEASURES
from autan.observatory.models import ChosenSource, OwnValue
from autan.observatory.presenters.value_lines import view_line
from autan.observatory.queries.own_values import choices_of, own_values_of
from autan.observatory.queries.source_comparisons import value_side_by_side


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One act in the history of a measure: a value given, or a choice."""

    title: str
    by: str
    at: datetime
    reason: str
    document: str


def own_value_page(siren: str, measure: str, *, is_named: bool) -> dict[str, object]:
    """One measure of a territory with both values and everything that was written about it, with the names or not."""
    values = value_side_by_side(siren, measure)
    provider = next((value.provider for value in values if value.provider), None)
    return {
        "measure": measure,
        "label": BASE_MEASURES[measure].label,
        "values": [(value, view_line(siren, value)) for value in values],
        "date": date_of(provider) if provider else "",
        "history": history_lines(own_values_of(siren, measure), choices_of(siren, measure), is_named=is_named),
    }


def history_lines(given: Sequence[OwnValue], chosen: Sequence[ChosenSource], *, is_named: bool) -> list[HistoryLine]:
    """Acts on one measure in words, the last one first; who did each where the reader may know it."""
    lines = [
        *(_history_line(row, _given(row), document=row.document, is_named=is_named) for row in given),
        *(_history_line(row, _chosen(row), is_named=is_named) for row in chosen),
    ]
    return sorted(lines, key=lambda line: line.at, reverse=True)


def _history_line(row: OwnValue | ChosenSource, title: Text, *, is_named: bool, document: str = "") -> HistoryLine:
    by = (row.by.name if is_named else "") if row.by else SYSTEM_NAME
    return HistoryLine(title=words(title), by=by, at=row.at, reason=row.reason, document=document)


def _given(row: OwnValue) -> Text:
    amount = exact_text(row.given_value, get_unit(row.given_unit))
    return Text(
        f"Valeur donnée pour {row.date}{NO_BREAK_SPACE}: {amount.fr}", f"Value given for {row.date}: {amount.en}"
    )


def _chosen(row: ChosenSource) -> Text:
    said = Text("valeur propre", "own value") if row.own_value_id else Text("valeur du fournisseur", "provider’s value")
    return Text(f"Choix pour {row.date}{NO_BREAK_SPACE}: {said.fr}", f"Choice for {row.date}: {said.en}")
