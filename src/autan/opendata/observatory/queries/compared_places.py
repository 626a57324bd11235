"""One measure or indicator over many places: members, communes, every territory.

One measure is computed at a time, from the rows that it needs alone: all of France takes less than a second, once for
each state of the lake.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from autan.evidence.figures.core.figures import Figure
from autan.ground.heavy_work import enter_lane_for
from autan.opendata.measures.core.addresses import MeasureAddress, date_of
from autan.opendata.measures.core.catalogue import BASE_MEASURES, MEASURES
from autan.opendata.measures.core.grounds import base_codes, leading_measure
from autan.opendata.measures.queries.editions import LakeState, lake_state
from autan.opendata.measures.queries.perimeter import current_perimeter
from autan.opendata.observatory.core.measure_options import split_indicator
from autan.opendata.observatory.core.own_values import HeldValue
from autan.opendata.observatory.queries.figures import find_measure_figure, place_figures_at
from autan.opendata.observatory.queries.measure_options import (
    indicator_at,
    indicator_dates,
    indicator_everywhere,
    indicator_network_figure,
)
from autan.opendata.observatory.queries.own_values import current_holdings


def dates_of(code: str) -> tuple[str, ...]:
    """Dates at which a measure can be given, the latest first: those of its source, or of what is divided."""
    if split_indicator(code):
        return indicator_dates(code)
    bases = [BASE_MEASURES[base] for base in base_codes(leading_measure(MEASURES[code]))]
    sources = {source for base in bases for source in base.sources}
    data_dates = {snapshot.card.data_date for snapshot in lake_state() if snapshot.card.source in sources}
    return tuple(sorted(data_dates, reverse=True))


def figures_at(code: str, places: Iterable[str], date: str) -> dict[str, Figure]:
    """One measure of territories or communes at a date, in the order given, the unknown ones too.

    A place that no source tells about at this date is left out: it was not looked at, which is not the same as
    unknown. One query of the database at most, for the values that territories give themselves.
    """
    if split_indicator(code):
        return indicator_at(code, places, date)
    state, holdings = lake_state(), current_holdings()
    figures = {place: _figure(code, place, date, state, holdings.get(place, ())) for place in places}
    return {place: figure for place, figure in figures.items() if figure is not None}


def measure_over_time(place: str, code: str) -> tuple[Figure, ...]:
    """One measure of a territory at each date that its source has, oldest first, the unknown ones left out."""
    figures = (figures_at(code, [place], date).get(place) for date in reversed(dates_of(code)))
    return tuple(figure for figure in figures if figure is not None and figure.is_known)


def figures_everywhere(code: str, date: str) -> dict[str, Figure]:
    """One measure of every territory that is known at a date, by SIREN; one query of the database at most."""
    if split_indicator(code):
        return {siren: figure for siren, figure in indicator_everywhere(code, date).items() if figure.is_known}
    state, holdings = lake_state(), current_holdings()
    figures = dict(everywhere(code, date, state))
    for siren, values in holdings.items():
        figure = _figure(code, siren, date, state, values)
        if figure is not None and figure.is_known:
            figures[siren] = figure
    return figures


@lru_cache(maxsize=64)
def everywhere(code: str, date: str, state: LakeState) -> Mapping[str, Figure]:
    """One measure of every territory that has a value at a date, as the providers give it, by SIREN."""
    sirens = current_perimeter().communes
    enter_lane_for(len(sirens))
    figures = {siren: _figure(code, siren, date, state, ()) for siren in sirens}
    return {siren: figure for siren, figure in figures.items() if figure is not None and figure.is_known}


def _figure(code: str, place: str, date: str, state: LakeState, values: tuple[HeldValue, ...]) -> Figure | None:
    """One figure, the same as at its address, from the rows that it needs alone."""
    figure = place_figures_at(place, state, date, values).get(code)
    return figure if figure is not None and date_of(figure) == date else None


def network_figure(slug: str, code: str, date: str) -> Figure | None:
    """Return a measure of the whole network: a sum, or a quotient of sums; None where it has none."""
    if split_indicator(code):
        return indicator_network_figure(slug, code, date)
    return find_measure_figure(MeasureAddress(slug, code, date))
