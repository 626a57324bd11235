"""Ratios whose two terms stand on the same ground, and which measure is told first of a place."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import Enum

from autan.evidence.figures.core.amounts import unknown_amount
from autan.evidence.figures.core.arithmetic import divide_figures
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.intervals import NON_NEGATIVE, Interval, is_first, total_of
from autan.evidence.figures.core.states import ValueState, worst_state
from autan.evidence.figures.core.units import get_unit
from autan.opendata.measures.core import notes
from autan.opendata.measures.core.addresses import MeasureAddress, date_of
from autan.opendata.measures.core.catalogue import MEASURES
from autan.opendata.measures.core.grounds import Ground, SharedBases
from autan.opendata.measures.core.measures import BaseMeasure, MeasureGroup, PricedMeasure, RatioMeasure, SumMeasure
from autan.opendata.observatory.core.climate import Price
from autan.opendata.observatory.core.sums import add, network_sum, place_sum, with_own
from autan.opendata.sources.core.source_cards import SourceCard

type Pair = tuple[Figure, Figure]


def place_ratio(
    measure: RatioMeasure,
    terms: tuple[Figure | None, Figure | None],
    place: str,
    prices: Mapping[str, Price],
    shared: SharedBases,
) -> Figure | None:
    """A ratio of a territory; None where one of its terms does not exist.

    `terms`: its numerator and its denominator over the whole territory.
    `shared`: gives the base figures of a ratio over the ground that its terms share.
    """
    bases = shared(measure)
    numerator, denominator = (_term(code, bases, prices, place) for code in (measure.numerator, measure.denominator))
    if numerator is not None and denominator is not None:
        return _over_part(_divide(measure, (numerator, denominator), place), denominator)
    numerator, denominator = terms
    if numerator is None or denominator is None or numerator.territories != denominator.territories:
        return None
    return _over_whole(measure, (numerator, denominator), place)


def _term(code: str, bases: Mapping[str, Figure], prices: Mapping[str, Price], place: str) -> Figure | None:
    """A term made from the bases of a ground; None where there are none."""
    measure = MEASURES[code]
    if isinstance(measure, SumMeasure | PricedMeasure) and bases:
        parts = measure.parts if isinstance(measure, SumMeasure) else ()
        terms = {part: figure for part in parts if (figure := _term(part, bases, prices, place)) is not None}
        return place_sum(measure, {**bases, **terms}, prices, place)
    return bases.get(code)


def _divide(measure: RatioMeasure, pair: Pair, place: str) -> Figure:
    numerator, denominator = pair
    figure = divide_figures(
        numerator,
        denominator,
        figure_id=str(MeasureAddress(place, measure.code, date_of(numerator))),
        label=measure.label,
        unit=get_unit(measure.unit),
        scale=measure.scale,
        mixed_years=notes.note_mixed_years([numerator.period], [denominator.period]),
    )
    few = notes.note_few_certificates(denominator.value) if measure.group is MeasureGroup.LABELS else None
    return with_own(replace(figure, note=notes.join_notes(figure.note, few), is_slight=few is not None))


def _over_whole(measure: RatioMeasure, pair: Pair, place: str) -> Figure:
    """A ratio over a whole territory, bounded by its terms; it says why where it is not established."""
    return _with_reason(_divide(measure, pair, place), pair[1])


def _with_reason(figure: Figure, denominator: Figure) -> Figure:
    """The ratio, saying why it is not established, or known at most."""
    reason = None
    if figure.state is ValueState.NOT_ESTABLISHED:
        reason = notes.OTHER_GROUND if denominator.is_partial else notes.NO_DIRECTION
    elif figure.is_known and figure.value is None and figure.low is None:
        reason = notes.BOUNDED_DENOMINATOR
    return replace(figure, note=notes.join_notes(figure.note, reason)) if reason else figure


def _over_part(figure: Figure, denominator: Figure, known: int | None = None, total: int | None = None) -> Figure:
    """A ratio over a part of its territory: it bounds nothing outside it, and is an estimate at best."""
    known, total = denominator.known if known is None else known, denominator.total if total is None else total
    bounded = _with_reason(figure, replace(denominator, known=denominator.total))
    covered = replace(bounded, known=known, total=total, part=denominator.part)
    if known == total or not figure.is_known:
        return covered
    note = notes.join_notes(notes.note_part_of_ground(known, total), covered.note)
    return replace(covered, state=worst_state([figure.state, ValueState.ESTIMATED]), note=note)


def network_ratio(
    measure: RatioMeasure,
    figures: Mapping[str, Figure],
    members: Sequence[Mapping[str, Figure]],
    place: str,
    cards: Mapping[str, SourceCard],
) -> Figure | None:
    """A ratio of a network: sums of the terms of its members, over the ground of those that have both; None without.

    `figures`: bases and sums of the network, by code.
    """
    whole = figures.get(measure.numerator), figures.get(measure.denominator)
    pairs = [_pair(member.get(measure.code)) for member in members]
    used = _of_one_time([pair for pair in pairs if pair is not None])
    if whole[0] is None or whole[1] is None:
        return None
    is_together = len(used) == len(members) and not any(
        Ground.of_variant(MeasureAddress.of(figure).variant) is not None for pair in used for figure in pair
    )
    if not used and whole[0].territories != whole[1].territories:
        return None
    if is_together or not used:
        denominator = whole[1]
        if used and used[0][1].period != denominator.period:
            of_year = [{measure.denominator: pair[1]} for pair in used]
            denominator = network_sum(summed_measure(measure.denominator), of_year, place, cards) or denominator
        figure = _over_whole(measure, (whole[0], denominator), place)
        is_told = bool(used) or not figure.is_known
        return figure if is_told else replace(figure, **unknown_amount()._asdict())
    date = date_of(used[0][0])
    variant = Ground(ratio=measure.code, date=date).variant
    numerator, denominator = (
        add([pair[rank] for pair in used], summed_measure(code), place, variant)
        for rank, code in enumerate((measure.numerator, measure.denominator))
    )
    total = sum(member[measure.denominator].total for member in members if measure.denominator in member)
    return _over_part(
        _divide(measure, (numerator, denominator), place), denominator, denominator.known, max(total, denominator.total)
    )


def summed_measure(code: str) -> BaseMeasure | SumMeasure | PricedMeasure:
    """Return a measure whose values are added over members."""
    measure = MEASURES[code]
    if isinstance(measure, RatioMeasure):
        message = f"{code} is a ratio: ratios are not added"
        raise TypeError(message)
    return measure


def _pair(ratio: Figure | None) -> Pair | None:
    """The two terms of the ratio of a member; None where it was not made."""
    if ratio is None or not ratio.is_known:
        return None
    numerator, denominator = ratio.inputs
    return numerator, denominator


def is_of_one_year(measure: RatioMeasure, members: Sequence[Mapping[str, Figure]]) -> bool:
    """True when the denominators of the ratios of members are all of one time."""
    pairs = (_pair(member.get(measure.code)) for member in members)
    return len({pair[1].period for pair in pairs if pair is not None}) < 2


def _of_one_time(pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs whose two terms are of the dates that most members have, the latest as common."""
    dates = [(numerator.period.label, denominator.period.label) for numerator, denominator in pairs]
    counts = Counter(dates)
    usual = max(counts, key=lambda date: (counts[date], date), default=None)
    return [pair for pair, date in zip(pairs, dates, strict=True) if date == usual]


_ROUNDING = 0.001
"""Part of a whole by which its parts, each rounded, may pass it."""


class Lead(Enum):
    """How far it is sure that a part comes first."""

    OF_ALL = "of_all"
    OF_KNOWN = "of_known"
    UNSURE = "unsure"


def lead_of(parts: Sequence[Figure], whole: Figure | None, *, unknown: int) -> Lead:
    """Say whether the first of some parts comes first wherever the values lie inside their bounds.

    Args:
        parts: known parts, the one in question first; none can be negative.
        whole: what all parts add up to, which bounds those that are not known whole; None where it is not known.
        unknown: how many parts have no known value.
    """
    over = whole.in_unit(parts[0].unit).interval if whole else None
    missing = [NON_NEGATIVE] * unknown
    own, *others = within_whole([*(figure.interval or NON_NEGATIVE for figure in parts), *missing], over)
    if is_first(own, others):
        return Lead.OF_ALL
    return Lead.OF_KNOWN if is_first(own, others[: len(parts) - 1]) else Lead.UNSURE


def within_whole(parts: Sequence[Interval], whole: Interval | None) -> list[Interval]:
    """Bound each part by what the others leave of the whole that they add up to.

    Parts are as they are where the whole is open, or smaller than they are together: it is not theirs.

    >>> within_whole([Interval(6), Interval(3, 3)], Interval(10, 10))
    [Interval(low=6, high=7), Interval(low=3, high=3)]
    >>> within_whole([Interval(6, 6), Interval(5, 5)], Interval(10, 10))
    [Interval(low=6, high=6), Interval(low=5, high=5)]
    """
    if whole is None:
        return list(parts)
    left = whole.high - total_of(parts).low
    if left < -_ROUNDING * whole.high:
        return list(parts)
    return [Interval(part.low, min(part.high, part.low + max(left, 0))) for part in parts]


# Measures told first of a place, and what stands for each where it is not known: tables that ship tell of every
# authority of France; others are asked of their services, or given.
ELECTRICITY = ("electricity_total", "electricity_residential_second_source")
EMISSIONS = ("ghg_total",)
PER_INHABITANT = ("ghg_per_inhabitant", "electricity_per_site_second_source")
RENEWABLE = ("production_renewable", "capacity_renewable")


def known_measures(figures: Mapping[str, Figure], lines: Sequence[Sequence[str]]) -> list[str]:
    """Return the code of the first measure of each line that is known, else its first.

    `lines`: codes of measures, the one that is wanted first at the beginning of each line.
    """
    return [next((code for code in line if _is_known(figures.get(code))), line[0]) for line in lines]


def _is_known(figure: Figure | None) -> bool:
    return figure is not None and figure.is_known
