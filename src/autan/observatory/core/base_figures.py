"""Figures of the base measures of one place, from the rows of a source added over it.

Neighbours: `catalogue` (the measures), `notes` (what goes with a value), `composition` (sums, ratios, networks).
"""

from dataclasses import dataclass

from autan.evidence.core.figures import Figure, Method
from autan.evidence.core.sources import EvidenceRef
from autan.evidence.core.states import ValueState
from autan.evidence.core.texts import Text
from autan.evidence.core.units import Dimension, get_unit
from autan.observatory.core import notes
from autan.observatory.core.addresses import MeasureAddress, RowsKey
from autan.observatory.core.measures import (
    PERIMETER_VINTAGE,
    BaseMeasure,
    MeasureGroup,
)
from autan.observatory.core.source_cards import SourceCard


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Rows of one source added over one territory, for one measure.

    Attributes:
        value: sum of the known values, or None.
        known: communes (or rows) with a value.
        present: communes (or rows) that the source has, with a value or not.
        lower_bounds: those whose own value is a lower bound.
        secrets: those masked by statistical secrecy.
    """

    value: float | None
    known: int
    present: int
    lower_bounds: int = 0
    secrets: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A snapshot of a source: its card, and the name of its folder in the lake."""

    card: SourceCard
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A territory as the accounts see it: its SIREN and how many communes it has in the perimeter used."""

    siren: str
    communes: int


def base_figure(measure: BaseMeasure, place: Place, edition: Edition, tally: Tally | None) -> Figure:
    """Make the figure of a base measure.

    Args:
        measure: what is measured.
        place: territory.
        edition: snapshot that the rows come from.
        tally: rows added over the territory, or None when the source has none for it.

    Returns:
        A Figure; value is None and the state missing (or confidential) when no row has a value. Coverage is counted
        in communes of the perimeter, or in rows of the source where nobody knows how many there should be.
    """
    tally = tally or Tally(value=None, known=0, present=0)
    total = tally.present if measure.counts_rows else max(place.communes, tally.known)
    card = edition.card
    key = RowsKey(card.source, edition.name, place.siren, measure.code)
    return Figure(
        id=str(MeasureAddress(place.siren, measure.code, card.data_date)),
        label=measure.label,
        value=tidy_number(tally.value) if tally.known else None,
        unit=get_unit(measure.unit),
        period=card.flow_period if measure.is_flow else card.period,
        territories=(place.siren,),
        known=tally.known,
        total=total,
        part=measure.part,
        state=_state(measure, tally, total, card.state),
        boundary=measure.boundary,
        method=_method(edition),
        evidence=(EvidenceRef(kind=RowsKey.KIND, key=str(key)),),
        note=_note(measure, tally, total, card),
    )


def tidy_number(value: float | None, *, digits: int = 3) -> float | int | None:
    """Whole numbers as integers, others to the thousandth: the order of addition must not show in the last digit.

    >>> tidy_number(274.0), tidy_number(0.1 + 0.2)
    (274, 0.3)
    """
    if value is None:
        return None
    rounded = round(value, digits)
    return int(rounded) if rounded == int(rounded) else rounded


def _state(measure: BaseMeasure, tally: Tally, total: int, usual: ValueState) -> ValueState:
    if not tally.known:
        return ValueState.CONFIDENTIAL if tally.secrets else ValueState.MISSING
    has_gap = tally.known < total and (measure.is_found_everywhere or measure.counts_rows)
    if tally.lower_bounds or tally.secrets or has_gap:
        return ValueState.LOWER_BOUND
    return usual


def _method(edition: Edition) -> Method:
    return Method(
        name="sum_of_rows",
        formula=Text(
            f"somme des lignes de la source sur le périmètre de {PERIMETER_VINTAGE}, communes fusionnées rattachées",
            f"sum of the rows of the source over the perimeter of {PERIMETER_VINTAGE}, merged municipalities mapped",
        ),
        parameters=(
            ("source", edition.card.source),
            ("edition", edition.name),
            ("perimeter", str(PERIMETER_VINTAGE)),
            ("geography", str(edition.card.geography_vintage)),
        ),
    )


def _note(measure: BaseMeasure, tally: Tally, total: int, card: SourceCard) -> Text | None:
    if measure.group is MeasureGroup.PRODUCTION:
        return notes.note_register(partial=tally.lower_bounds, unknown=total - tally.known)
    if measure.group is MeasureGroup.LABELS:
        return notes.note_few_certificates(tally.value)
    return notes.join_notes(
        notes.note_lower_bounds(tally.lower_bounds),
        notes.note_absent(total - tally.known, is_gap=measure.is_found_everywhere),
        notes.UNSTATED_BASIS if get_unit(measure.unit).dimension is Dimension.ENERGY_UNSTATED else None,
        card.limits if measure.group in {MeasureGroup.EMISSIONS, MeasureGroup.CARBON} else None,
    )
