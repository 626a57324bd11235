"""How tallied rows become figures: a territory's base measures, sums and ratios, then those of a network.

The tallies come from the lake; nothing here knows about files or databases. Neighbours: `measures` (what exists),
`notes` (what goes with a value), `autan.evidence.core.arithmetic` (how figures are added and divided).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from autan.evidence.core.arithmetic import add_figures, divide_figures, range_of_figures
from autan.evidence.core.figures import Figure, Method
from autan.evidence.core.sources import EvidenceRef
from autan.evidence.core.states import ValueState, worst_state
from autan.evidence.core.texts import Text
from autan.evidence.core.units import get_unit
from autan.observatory.core import notes
from autan.observatory.core.cards import Card
from autan.observatory.core.measures import (
    MEASURES,
    PERIMETER_VINTAGE,
    BaseMeasure,
    RatioMeasure,
    SumMeasure,
    MeasureGroup,
)

PREFIX = "observatory"
EVIDENCE_KIND = "lake"


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

    card: Card
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A territory as the accounts see it: its SIREN and how many communes it has in the perimeter used."""

    siren: str
    communes: int


def figure_id(place: str, measure: str, date: str) -> str:
    """Address of a figure.

    >>> figure_id("243100518", "ghg_total", "2016")
    'observatory.243100518.ghg_total.2016'
    """
    return f"{PREFIX}.{place}.{measure}.{date}"


def lake_key(edition: Edition, place: str, measure: str) -> str:
    """Key of the evidence of a base figure: which snapshot, which territory, which measure."""
    return f"{edition.card.source}/{edition.name}/{place}/{measure}"


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
    return Figure(
        id=figure_id(place.siren, measure.code, card.data_date),
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
        evidence=(EvidenceRef(kind=EVIDENCE_KIND, key=lake_key(edition, place.siren, measure.code)),),
        note=_note(measure, tally, total, card),
    )


def tidy_number(value: float | None) -> float | int | None:
    """Whole numbers as integers, others to the thousandth: the order of addition must not show in the last digit.

    >>> tidy_number(274.0), tidy_number(0.1 + 0.2)
    (274, 0.3)
    """
    if value is None:
        return None
    rounded = round(value, 3)
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


def _note(measure: BaseMeasure, tally: Tally, total: int, card: Card) -> Text | None:
    if measure.group is MeasureGroup.PRODUCTION:
        return notes.note_register(partial=tally.lower_bounds, unknown=total - tally.known)
    if measure.group is MeasureGroup.LABELS:
        return notes.note_few_certificates(tally.value)
    return notes.join_notes(
        notes.note_lower_bounds(tally.lower_bounds),
        notes.note_absent(total - tally.known, is_gap=measure.is_found_everywhere),
        card.limits if measure.group is MeasureGroup.EMISSIONS else None,
    )


def has_rows(figure: Figure) -> bool:
    """False for a figure that the source has no row for (no published plant): it is not shown, nor added."""
    return figure.total > 0


def place_figures(bases: Mapping[str, Figure], place: str) -> dict[str, Figure]:
    """Make every figure of a territory, in the order of the catalogue.

    Args:
        bases: figures of the base measures by code, those without rows left out.
        place: SIREN.

    Returns:
        Figures by measure: the bases, the sums whose parts exist, the ratios whose two terms exist.
    """
    figures = dict(bases)
    for measure in MEASURES.values():
        if isinstance(measure, SumMeasure):
            parts = [bases[code] for code in measure.parts if code in bases]
            if parts:
                figures[measure.code] = _place_sum(parts, measure, place)
    return _in_order(figures | _ratios(figures, place))


def network_figures(
    members: Sequence[Mapping[str, Figure]], place: str, *, emission_limits: Text | None = None
) -> dict[str, Figure]:
    """Make every figure of a network from those of its members: sums of sums, ratios of sums, ranges of ratios.

    Args:
        members: figures of each member by measure, in the order of the network.
        place: slug of the network.
        emission_limits: limits of the inventory, printed beside each of its figures.

    Returns:
        Figures by measure; the range of a ratio has the code of the ratio followed by `_range`.
    """
    figures: dict[str, Figure] = {}
    for measure in MEASURES.values():
        if isinstance(measure, RatioMeasure):
            continue
        parts = [member[measure.code] for member in members if measure.code in member]
        if parts:
            limits = emission_limits if measure.group is MeasureGroup.EMISSIONS else None
            figures[measure.code] = _network_sum(parts, measure, place, limits)
    figures |= _ratios(figures, place)
    return _in_order(figures | _ranges(members, place))


def _add(parts: Sequence[Figure], measure: BaseMeasure | SumMeasure, place: str) -> Figure:
    date = parts[0].id.rpartition(".")[2]
    added = add_figures(parts, figure_id=figure_id(place, measure.code, date), label=measure.label)
    return replace(added, value=tidy_number(added.value))


def _place_sum(parts: Sequence[Figure], measure: SumMeasure, place: str) -> Figure:
    """Add parts of one territory: communes are the same in each part, and are not counted again."""
    added = _add(parts, measure, place)
    if measure.group is MeasureGroup.LABELS:
        known, total = min(part.known for part in parts), max(part.total for part in parts)
        return replace(added, known=known, total=total, note=notes.note_few_certificates(added.value))
    return replace(added, note=_reservations(parts))


def _network_sum(
    parts: Sequence[Figure], measure: BaseMeasure | SumMeasure, place: str, limits: Text | None
) -> Figure:
    """Add members; where a nil is common, a member without value does not make the sum a lower bound."""
    added = _add(parts, measure, place)
    if measure.group is MeasureGroup.LABELS:
        return replace(added, note=notes.note_few_certificates(added.value))
    if isinstance(measure, BaseMeasure) and not measure.is_found_everywhere and added.is_known:
        added = replace(added, state=worst_state(part.state for part in parts if part.is_known))
    return replace(added, note=notes.join_notes(_reservations(parts), limits))


def _reservations(parts: Sequence[Figure]) -> Text | None:
    return notes.note_reservations(sum(part.note is not None for part in parts), len(parts))


def _ratios(figures: Mapping[str, Figure], place: str) -> dict[str, Figure]:
    found: dict[str, Figure] = {}
    for measure in MEASURES.values():
        if not isinstance(measure, RatioMeasure):
            continue
        above, below = figures.get(measure.numerator), figures.get(measure.denominator)
        if above is not None and below is not None and above.territories == below.territories:
            found[measure.code] = _ratio(measure, above, below, place)
    return found


def _ratio(measure: RatioMeasure, above: Figure, below: Figure, place: str) -> Figure:
    figure = divide_figures(
        above,
        below,
        figure_id=figure_id(place, measure.code, above.id.rpartition(".")[2]),
        label=measure.label,
        unit=get_unit(measure.unit),
        scale=measure.scale,
        mixed_years=notes.note_mixed_years(above.period.label, below.period.label),
    )
    few = notes.note_few_certificates(below.value) if measure.group is MeasureGroup.LABELS else None
    figure = replace(figure, note=notes.join_notes(figure.note, few))
    if figure.is_known and below.state is ValueState.LOWER_BOUND:
        note = notes.join_notes(figure.note, notes.note_bounded_denominator())
        return replace(figure, state=ValueState.ESTIMATED, note=note)
    return figure


def _ranges(members: Sequence[Mapping[str, Figure]], place: str) -> dict[str, Figure]:
    found: dict[str, Figure] = {}
    for measure in MEASURES.values():
        if isinstance(measure, RatioMeasure) and measure.is_ranged:
            parts = [member[measure.code] for member in members if measure.code in member]
            if parts:
                date = parts[0].id.rpartition(".")[2]
                code = f"{measure.code}_range"
                ranged = range_of_figures(parts, figure_id=figure_id(place, code, date), label=measure.label)
                found[code] = replace(ranged, note=parts[0].note)
    return found


def _in_order(figures: Mapping[str, Figure]) -> dict[str, Figure]:
    codes = [code for measure in MEASURES for code in (measure, f"{measure}_range")]
    return {code: figures[code] for code in codes if code in figures}
