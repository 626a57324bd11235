"""Figures of the base measures of one place, from the rows of a source added over it.

Neighbours: `catalogue` (the measures), `notes` (what goes with a value), `composition` (sums, ratios, networks).
"""

from dataclasses import dataclass, replace
from functools import lru_cache

from autan.evidence.figures.core.amounts import Amount, unknown_amount
from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import Dimension, get_unit
from autan.ground.wordings import Sentence, Text
from autan.opendata.measures.core import notes
from autan.opendata.measures.core.addresses import MeasureAddress, RowsKey
from autan.opendata.measures.core.grounds import Ground
from autan.opendata.measures.core.measures import PERIMETER_VINTAGE, BaseMeasure, MeasureGroup
from autan.opendata.sources.core.absence import Absence
from autan.opendata.sources.core.source_cards import SourceCard, SourceEdition


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Rows of one source added over one territory, for one measure; all but the value count communes, or rows."""

    value: float | None
    known: int
    present: int
    lower_bounds: int = 0
    secrets: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredPlace:
    """A territory as the accounts see it: its SIREN and how many communes it has in the perimeter used."""

    siren: str
    communes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnservedCommunes:
    """Communes without a row that a register says are not served: each is a true zero."""

    edition: SourceEdition
    measure: str
    communes: int


def base_figure(
    measure: BaseMeasure,
    place: MeasuredPlace,
    edition: SourceEdition,
    tally: Tally | None,
    *,
    ground: Ground | None = None,
    unserved: UnservedCommunes | None = None,
    alerts: int = 0,
) -> Figure:
    """Make the figure of a base measure.

    Returns a Figure; value is None and the state missing (or confidential) when no row has a value. Coverage is counted
    in communes of the perimeter, or in rows of the source where nobody knows how many there should be.
    """
    tally = _with_zeros(tally or Tally(value=None, known=0, present=0), unserved)
    total = tally.present if measure.counts_rows else max(place.communes, tally.known)
    card, variant = edition.card, ground.variant if ground else ""
    return Figure(
        id=str(MeasureAddress(place.siren, measure.code, card.data_date, variant)),
        label=measure.label,
        **_amount(measure, tally, total, card.state, unserved, is_whole=ground is None)._asdict(),
        unit=get_unit(measure.unit),
        period=card.flow_period if measure.is_flow else card.period,
        territories=(place.siren,),
        known=tally.known,
        total=total,
        part=measure.part,
        boundary=measure.boundary,
        method=_method(card.source, edition.name, card.geography_vintage, ground.ratio if ground else ""),
        evidence=_evidence(measure, place, edition, ground, unserved),
        note=_note(measure, tally, total, card, ground, unserved),
        alerts=alerts,
    )


def _with_zeros(tally: Tally, unserved: UnservedCommunes | None) -> Tally:
    """The rows, with a nil for each commune that is not served."""
    if unserved is None or not unserved.communes:
        return tally
    more = unserved.communes
    return replace(tally, value=tally.value or 0.0, known=tally.known + more, present=tally.present + more)


def _evidence(
    measure: BaseMeasure,
    place: MeasuredPlace,
    edition: SourceEdition,
    ground: Ground | None,
    unserved: UnservedCommunes | None,
) -> tuple[EvidenceRef, ...]:
    """The rows of the source, then those of the register that says who is not served."""
    communes = "+".join(ground.communes) if ground else ""
    keys = [RowsKey(edition.card.source, edition.name, place.siren, measure.code, communes)]
    if unserved is not None and unserved.communes:
        register = unserved.edition
        keys.append(RowsKey(register.card.source, register.name, place.siren, unserved.measure, communes))
    return tuple(EvidenceRef(kind=RowsKey.KIND, key=str(key)) for key in keys)


_NOISE = 9  # decimals below which sums of the same numbers may differ


def tidy_number(value: float | None, *, digits: int = _NOISE) -> float | int | None:
    """Whole numbers as integers, others as they are: the order of addition alone must not show in the last digits.

    >>> tidy_number(274.0), tidy_number(0.1 + 0.2)
    (274, 0.3)
    """
    if value is None:
        return None
    rounded = round(round(value, _NOISE), digits)  # a half must round alike whatever the order of addition
    return int(rounded) if rounded == int(rounded) else rounded


def _amount(
    measure: BaseMeasure,
    tally: Tally,
    total: int,
    usual: ValueState,
    unserved: UnservedCommunes | None,
    *,
    is_whole: bool,
) -> Amount:
    """What is known of the sum of the rows; on the ground of a ratio, what is outside it is no gap."""
    if not tally.known:
        return unknown_amount(ValueState.CONFIDENTIAL if tally.secrets else ValueState.MISSING)
    value = tidy_number(tally.value)
    if tally.lower_bounds or tally.secrets or (is_whole and tally.known < total):
        if measure.is_signed:
            return unknown_amount(ValueState.NOT_ESTABLISHED, indication=value)
        return Amount(value=value, low=None, high=None, state=ValueState.LOWER_BOUND)
    is_zero = unserved is not None and unserved.communes == tally.known
    return Amount(value=value, low=None, high=None, state=ValueState.CONFIRMED_ZERO if is_zero else usual)


@lru_cache(maxsize=1024)
def _method(source: str, edition: str, geography: int, ratio: str) -> Method:
    """How the rows of an edition are added: one object for all the figures that it gives."""
    return Method(
        name="sum_of_rows",
        formula=Sentence(
            "somme des lignes de la source sur le périmètre de {perimeter_vintage}, communes fusionnées rattachées",
            perimeter_vintage=PERIMETER_VINTAGE,
        ),
        parameters=(
            ("source", source),
            ("edition", edition),
            ("perimeter", str(PERIMETER_VINTAGE)),
            ("geography", str(geography)),
            *((("kept_to", ratio),) if ratio else ()),
        ),
    )


def _note(
    measure: BaseMeasure,
    tally: Tally,
    total: int,
    card: SourceCard,
    ground: Ground | None,
    unserved: UnservedCommunes | None,
) -> Text | None:
    if ground:
        return notes.join_notes(notes.note_ground(tally.known, total), notes.note_lower_bounds(tally.lower_bounds))
    if measure.group is MeasureGroup.PRODUCTION:
        return notes.note_register(partial=tally.lower_bounds, unknown=total - tally.known)
    if measure.group is MeasureGroup.LABELS:
        few = notes.note_few_certificates(tally.value)
        return notes.join_notes(few, notes.note_absent(total - tally.known, Absence.UNKNOWN))
    return notes.join_notes(
        notes.note_lower_bounds(tally.lower_bounds),
        notes.note_unserved(unserved.communes if unserved else 0),
        notes.note_absent(total - tally.known, card.absence_of(measure.code)),
        notes.UNSTATED_BASIS if get_unit(measure.unit).dimension is Dimension.ENERGY_UNSTATED else None,
        card.limits if measure.group in {MeasureGroup.EMISSIONS, MeasureGroup.CARBON} else None,
    )
