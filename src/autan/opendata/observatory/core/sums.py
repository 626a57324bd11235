"""Sums of parts of one territory, and of the members of a network: what is unknown makes a lower bound, never a nil."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from autan.evidence.figures.core.amounts import unknown_amount
from autan.evidence.figures.core.arithmetic import add_figures, with_unknown_parts
from autan.evidence.figures.core.figures import Figure, count_own
from autan.evidence.figures.core.units import Dimension
from autan.ground.wordings import Sentence, Text
from autan.opendata.measures.core import notes
from autan.opendata.measures.core.addresses import MeasureAddress, date_of
from autan.opendata.measures.core.base_figures import tidy_number
from autan.opendata.measures.core.catalogue import BASE_MEASURES
from autan.opendata.measures.core.grounds import base_codes
from autan.opendata.measures.core.measures import BaseMeasure, MeasureGroup, PricedMeasure, SumMeasure
from autan.opendata.observatory.core.climate import EURO_DIGITS, Price, priced_figure
from autan.opendata.sources.core.absence import Absence
from autan.opendata.sources.core.source_cards import SourceCard

INVENTORY = "igt-ghg"
MEMBERS = Sentence("collectivités")

Summed = BaseMeasure | SumMeasure | PricedMeasure


def has_rows(figure: Figure) -> bool:
    """False for a figure that the source has no row for (no published plant): it is unknown, and never added."""
    return figure.total > 0


def add(parts: Sequence[Figure], measure: Summed, place: str, variant: str = "") -> Figure:
    """Add figures at the address of a measure of a place, whole numbers as such and euros to the cent."""
    address = MeasureAddress(place, measure.code, date_of(parts[0]), variant)
    added = add_figures(parts, figure_id=str(address), label=measure.label, is_signed=_is_signed(measure))
    digits = EURO_DIGITS if added.unit.dimension is Dimension.MONEY else 3
    value, low, high, indication = (
        tidy_number(number, digits=digits) for number in (added.value, added.low, added.high, added.indication)
    )
    return replace(added, value=value, low=low, high=high, indication=indication)


def _is_signed(measure: Summed) -> bool:
    return isinstance(measure, BaseMeasure) and measure.is_signed


def with_own(figure: Figure) -> Figure:
    """The figure, saying how many values that authorities gave entered it."""
    own = notes.note_own_values(sum(count_own(item) for item in figure.inputs))
    return replace(figure, note=notes.join_notes(own, figure.note)) if own else figure


def place_sum(
    measure: SumMeasure | PricedMeasure, figures: Mapping[str, Figure], prices: Mapping[str, Price], place: str
) -> Figure | None:
    """The sum of the parts of one territory that have rows, or what a quantity costs; None where there is none."""
    if isinstance(measure, PricedMeasure):
        price, quantity = prices.get(measure.price), figures.get(measure.quantity)
        if price is None or quantity is None or not has_rows(quantity):
            return None
        return with_own(priced_figure(measure, quantity, price, place))
    parts = [figures[code] for code in measure.parts if code in figures and has_rows(figures[code])]
    return with_own(_add_parts(parts, measure, place)) if parts else None


def _add_parts(parts: Sequence[Figure], measure: SumMeasure, place: str) -> Figure:
    """Add parts of one territory: communes are the same in each part, and the worst covered part tells how many."""
    added = add(parts, measure, place, MeasureAddress.of(parts[0]).variant)
    if measure.group is MeasureGroup.LABELS:
        return _covered_as(worst_covered(parts), added, notes.note_few_certificates(added.value))
    if measure.group is MeasureGroup.BILL:
        return _covered_as(worst_covered(parts), added, notes.join_notes(*dict.fromkeys(part.note for part in parts)))
    return replace(added, note=_reservations(parts))


def worst_covered(figures: Sequence[Figure]) -> Figure:
    """The figure of which the smallest share is known."""
    return min(figures, key=lambda figure: figure.known / figure.total if figure.total else 0)


def _covered_as(model: Figure, figure: Figure, note: Text | None) -> Figure:
    return replace(figure, known=model.known, total=model.total, part=model.part, note=note)


def network_sum(
    measure: Summed, members: Sequence[Mapping[str, Figure]], place: str, cards: Mapping[str, SourceCard]
) -> Figure | None:
    """Add a measure over members; None where no member has a row of it.

    `cards`: cards of the sources: what a member without a row means, and the limits of inventories.
    """
    parts = [member[measure.code] for member in members if measure.code in member and has_rows(member[measure.code])]
    if not parts:
        return None
    aligned = of_one_period(parts)
    added = with_own(replace(add(aligned, measure, place), note=_network_note(measure, aligned, cards)))
    left_out = sum(before is not after for before, after in zip(parts, aligned, strict=True))
    unknown = len(members) - len(parts) - _count_nil(measure, members, cards)
    is_signed = _is_signed(measure)
    bound = _as_bound(added, notes.note_left_out(left_out), is_signed=is_signed)
    return _with_unknown(bound, aligned, unknown, is_signed=is_signed)


def _count_nil(measure: Summed, members: Sequence[Mapping[str, Figure]], cards: Mapping[str, SourceCard]) -> int:
    """How many members have no row of a measure where this is no gap: its source publishes others about them."""
    bases = [BASE_MEASURES[code] for code in base_codes(measure)]
    sources = {source for base in bases for source in base.sources}
    published_only = all(
        cards[source].absence_of(base.code) is Absence.NOT_PUBLISHED for base in bases for source in base.sources
    )
    if not published_only:
        return 0
    sibling_codes = [code for code, base in BASE_MEASURES.items() if not sources.isdisjoint(base.sources)]
    return sum(not _has_any(member, [measure.code]) and _has_any(member, sibling_codes) for member in members)


def _has_any(member: Mapping[str, Figure], codes: Iterable[str]) -> bool:
    """True when a member has rows of one of some measures."""
    return any(code in member and has_rows(member[code]) for code in codes)


def _with_unknown(figure: Figure, parts: Sequence[Figure], unknown: int, *, is_signed: bool) -> Figure:
    """The sum, when some members have no row at all: a lower bound, whose coverage is counted in members."""
    if not unknown:
        return figure
    known = sum(part.is_known for part in parts)
    bound = _as_bound(figure, notes.note_without_rows(unknown), is_signed=is_signed)
    return replace(bound, known=known, total=len(parts) + unknown, part=MEMBERS)


def _as_bound(figure: Figure, note: Text | None, *, is_signed: bool) -> Figure:
    """The sum when more than its parts should enter: what lacks is added to it, from nil up or on either side."""
    if note is None or not figure.is_known:
        return figure
    return replace(with_unknown_parts(figure, is_signed=is_signed), note=notes.join_notes(note, figure.note))


def _network_note(measure: Summed, parts: Sequence[Figure], cards: Mapping[str, SourceCard]) -> Text | None:
    if measure.group is MeasureGroup.LABELS:
        known = [part.value for part in parts if part.value is not None]
        return notes.note_few_certificates(sum(known) if known else None)
    is_unstated = parts[0].unit.dimension is Dimension.ENERGY_UNSTATED
    is_inventory = isinstance(measure, BaseMeasure) and INVENTORY in measure.sources
    return notes.join_notes(
        _reservations(parts),
        notes.UNSTATED_BASIS if is_unstated else None,
        cards[INVENTORY].limits if is_inventory else None,
    )


def _reservations(parts: Sequence[Figure]) -> Text | None:
    return notes.note_reservations(sum(part.note is not None for part in parts), len(parts))


def of_one_period(parts: Sequence[Figure]) -> list[Figure]:
    """The figures of several members at one date: that of most of them, the latest of those as common.

    What a member has of another date is not added to it: at this date, its value is not known.
    """
    counts = Counter(figure.period.label for figure in parts)
    if len(counts) < 2:
        return list(parts)
    label = max(counts, key=lambda label: (counts[label], label))
    model = next(figure for figure in parts if figure.period.label == label)
    return [figure if figure.period.label == label else _unknown_at(model, figure) for figure in parts]


def _unknown_at(model: Figure, figure: Figure) -> Figure:
    """A figure of another date, as unknown at the date of the model."""
    return replace(
        figure,
        id=str(MeasureAddress.of(figure).at(date_of(model))),
        **unknown_amount()._asdict(),
        known=0,
        period=model.period,
        inputs=(),
        note=notes.note_other_date(figure.period),
    )
