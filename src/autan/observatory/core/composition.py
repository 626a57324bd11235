"""Sums, bills and ratios of a territory from its base figures; then sums, ratios and ranges of a network."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from autan.evidence.core.arithmetic import add_figures, divide_figures, range_of_figures
from autan.evidence.core.figures import Figure, count_own
from autan.evidence.core.states import ValueState, worst_state
from autan.evidence.core.texts import Text
from autan.evidence.core.units import Dimension, get_unit
from autan.observatory.core import notes
from autan.observatory.core.addresses import MeasureAddress, date_of
from autan.observatory.core.base_figures import tidy_number
from autan.observatory.core.catalogue import MEASURES
from autan.observatory.core.measures import BaseMeasure, MeasureGroup, PricedMeasure, RatioMeasure, SumMeasure
from autan.observatory.core.prices import EURO_DIGITS, Price, priced_figure

INVENTORY = "igt-ghg"
RANGE = "_range"
"""What follows the code of a ratio in that of its range over a network."""

Summed = BaseMeasure | SumMeasure | PricedMeasure


def has_rows(figure: Figure) -> bool:
    """False for a figure that the source has no row for (no published plant): it is unknown, and never added."""
    return figure.total > 0


def name_figures(figures: Mapping[str, Figure], name: str) -> dict[str, Figure]:
    """Put the name of a member before the label of its figures, so that the trace of a sum tells its inputs apart."""
    return {
        code: replace(figure, label=Text(f"{name} – {figure.label.fr}", f"{name} – {figure.label.en}"))
        for code, figure in figures.items()
    }


def place_figures(
    bases: Mapping[str, Figure], place: str, prices: Mapping[str, Price] | None = None
) -> dict[str, Figure]:
    """Make every figure of a territory, in the order of the catalogue.

    Args:
        bases: figures of the base measures by code.
        place: SIREN.
        prices: price list by code; without it nothing is priced.

    Returns:
        Figures by measure: the bases, those without rows too, the sums of the parts that have some, and the ratios
        whose two terms exist.
    """
    figures = dict(bases)
    for measure in MEASURES.values():
        if isinstance(measure, PricedMeasure):
            price, quantity = (prices or {}).get(measure.price), bases.get(measure.quantity)
            if price and quantity and has_rows(quantity):
                figures[measure.code] = _with_own(priced_figure(measure, quantity, price, place))
        elif isinstance(measure, SumMeasure):
            parts = [figures[code] for code in measure.parts if code in figures and has_rows(figures[code])]
            if parts:
                figures[measure.code] = _with_own(_place_sum(parts, measure, place))
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
        offers = [member[measure.code] for member in members if measure.code in member]
        parts = [figure for figure in offers if has_rows(figure)]
        if parts:
            is_inventory = isinstance(measure, BaseMeasure) and INVENTORY in measure.sources
            limits = emission_limits if is_inventory else None
            aligned = _of_one_period(parts)
            total = _with_own(_network_sum(aligned, measure, place, limits))
            figures[measure.code] = _without_some(total, parts, aligned)
    figures |= _ratios(figures, place)
    return _in_order(figures | _ranges(members, place))


def _of_one_period(parts: Sequence[Figure]) -> list[Figure]:
    """The figures of several members at one date: that of most of them, the latest of those as common.

    What a member has of another date is not added to it: at this date, its value is not known.
    """
    held = Counter(figure.period.label for figure in parts)
    if len(held) < 2:
        return list(parts)
    label = max(held, key=lambda label: (held[label], label))
    model = next(figure for figure in parts if figure.period.label == label)
    return [figure if figure.period.label == label else _unknown_at(model, figure) for figure in parts]


def _unknown_at(model: Figure, figure: Figure) -> Figure:
    """A figure of another date, as unknown at the date of the model."""
    return replace(
        figure,
        id=str(MeasureAddress.of(figure).at(date_of(model))),
        value=None,
        known=0,
        period=model.period,
        state=ValueState.MISSING,
        inputs=(),
        note=notes.note_other_date(figure.period),
    )


def _add(parts: Sequence[Figure], measure: Summed, place: str) -> Figure:
    address = MeasureAddress(place, measure.code, date_of(parts[0]))
    added = add_figures(parts, figure_id=str(address), label=measure.label)
    is_money = added.unit.dimension is Dimension.MONEY
    return replace(added, value=tidy_number(added.value, digits=EURO_DIGITS if is_money else 3))


def _with_own(figure: Figure) -> Figure:
    """The figure, saying how many values that authorities gave entered it."""
    own = notes.note_own_values(sum(count_own(item) for item in figure.inputs))
    return replace(figure, note=notes.join_notes(own, figure.note)) if own else figure


def _place_sum(parts: Sequence[Figure], measure: SumMeasure, place: str) -> Figure:
    """Add parts of one territory: communes are the same in each part, and are not counted again."""
    added = _add(parts, measure, place)
    if measure.group is MeasureGroup.LABELS:
        known, total = min(part.known for part in parts), max(part.total for part in parts)
        return replace(added, known=known, total=total, note=notes.note_few_certificates(added.value))
    if measure.group is MeasureGroup.BILL:  # each energy has its own communes: the first one tells the coverage
        notes_of_parts = notes.join_notes(*dict.fromkeys(part.note for part in parts))
        return replace(added, known=parts[0].known, total=parts[0].total, note=notes_of_parts)
    return replace(added, note=_reservations(parts))


def _network_sum(parts: Sequence[Figure], measure: Summed, place: str, limits: Text | None) -> Figure:
    """Add members; where a nil is common, a member without value does not make the sum a lower bound."""
    added = _add(parts, measure, place)
    if measure.group is MeasureGroup.LABELS:
        return replace(added, note=notes.note_few_certificates(added.value))
    if isinstance(measure, BaseMeasure) and not measure.is_found_everywhere and added.is_known:
        added = replace(added, state=worst_state(part.state for part in parts if part.is_known))
    is_unstated = added.unit.dimension is Dimension.ENERGY_UNSTATED
    basis = notes.UNSTATED_BASIS if is_unstated else None
    return replace(added, note=notes.join_notes(_reservations(parts), basis, limits))


def _without_some(total: Figure, parts: Sequence[Figure], aligned: Sequence[Figure]) -> Figure:
    """The sum as a lower bound, with the number of members left out, where some have another date."""
    left_out = sum(before is not after for before, after in zip(parts, aligned, strict=True))
    if not left_out or not total.is_known:
        return total
    note = notes.join_notes(notes.note_left_out(left_out), total.note)
    return replace(total, state=worst_state([total.state, ValueState.LOWER_BOUND]), note=note)


def _reservations(parts: Sequence[Figure]) -> Text | None:
    return notes.note_reservations(sum(part.note is not None for part in parts), len(parts))


def _ratios(figures: Mapping[str, Figure], place: str) -> dict[str, Figure]:
    found: dict[str, Figure] = {}
    for measure in MEASURES.values():
        if not isinstance(measure, RatioMeasure):
            continue
        above, below = figures.get(measure.numerator), figures.get(measure.denominator)
        if above is not None and below is not None and above.territories == below.territories:
            found[measure.code] = _with_own(_ratio(measure, above, below, place))
    return found


def _ratio(measure: RatioMeasure, above: Figure, below: Figure, place: str) -> Figure:
    figure = divide_figures(
        above,
        below,
        figure_id=str(MeasureAddress(place, measure.code, date_of(above))),
        label=measure.label,
        unit=get_unit(measure.unit),
        scale=measure.scale,
        mixed_years=notes.note_mixed_years(above.period, below.period),
    )
    few = notes.note_few_certificates(below.value) if measure.group is MeasureGroup.LABELS else None
    figure = replace(figure, note=notes.join_notes(figure.note, few))
    if figure.is_known and below.state is ValueState.LOWER_BOUND:
        note = notes.join_notes(figure.note, notes.BOUNDED_DENOMINATOR)
        return replace(figure, state=ValueState.ESTIMATED, note=note)
    return figure


def _ranges(members: Sequence[Mapping[str, Figure]], place: str) -> dict[str, Figure]:
    found: dict[str, Figure] = {}
    for measure in MEASURES.values():
        if isinstance(measure, RatioMeasure) and measure.is_ranged:
            parts = _of_one_period([member[measure.code] for member in members if measure.code in member])
            if parts:
                code = f"{measure.code}{RANGE}"
                address = MeasureAddress(place, code, date_of(parts[0]))
                ranged = range_of_figures(parts, figure_id=str(address), label=measure.label)
                found[code] = replace(ranged, note=parts[0].note)
    return found


def _in_order(figures: Mapping[str, Figure]) -> dict[str, Figure]:
    codes = [code for measure in MEASURES for code in (measure, f"{measure}{RANGE}")]
    return {code: figures[code] for code in codes if code in figures}
