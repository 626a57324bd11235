"""One measure of a territory: the values of the provider and of the territory, and what was written about them."""

from dataclasses import dataclass
from datetime import datetime

from autan.evidence.figures.core.units import get_unit
from autan.ground.texts.core.notation import NO_BREAK_SPACE
from autan.ground.texts.core.texts import Text
from autan.ground.texts.language import words
from autan.opendata.measures.core.addresses import date_of
from autan.opendata.measures.core.amounts import exact_text
from autan.opendata.measures.core.catalogue import BASE_MEASURES
from autan.opendata.observatory.models import ChosenSource, OwnValue
from autan.opendata.observatory.presenters.value_lines import view_line
from autan.opendata.observatory.queries.own_values import choices_of, own_values_of
from autan.opendata.observatory.queries.source_comparisons import value_side_by_side
from autan.people.journal.actions import SYSTEM_NAME


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueHistoryLine:
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
    written: list[OwnValue | ChosenSource] = [*own_values_of(siren, measure), *choices_of(siren, measure)]
    return {
        "measure": measure,
        "label": BASE_MEASURES[measure].label,
        "values": [(value, view_line(siren, value)) for value in values],
        "date": date_of(provider) if provider else "",
        "history": [
            _history_line(row, is_named=is_named) for row in sorted(written, key=lambda row: row.at, reverse=True)
        ],
    }


def _history_line(row: OwnValue | ChosenSource, *, is_named: bool) -> ValueHistoryLine:
    if isinstance(row, OwnValue):
        act, said = Text("Valeur donnée", "Value given"), exact_text(row.given_value, get_unit(row.given_unit))
    elif row.own_value_id:
        act, said = Text("Choix", "Choice"), Text("valeur propre", "own value")
    else:
        act, said = Text("Choix", "Choice"), Text("valeur du fournisseur", "provider’s value")
    return ValueHistoryLine(
        title=words(
            Text(f"{act.fr} pour {row.date}{NO_BREAK_SPACE}: {said.fr}", f"{act.en} for {row.date}: {said.en}")
        ),
        by=(row.by.name if is_named else "") if row.by else SYSTEM_NAME,
        at=row.at,
        reason=row.reason,
        document=row.document if isinstance(row, OwnValue) else "",
    )
