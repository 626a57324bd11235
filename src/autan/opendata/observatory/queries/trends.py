"""Quantities of a territory from one date to the next, with their index, and corrected for climate."""

from collections.abc import Mapping
from dataclasses import dataclass

from autan.evidence.figures.core.figures import Figure
from autan.ground.wordings import Text
from autan.opendata.measures.core.addresses import MeasureAddress, date_of
from autan.opendata.measures.core.catalogue import BASE_MEASURES
from autan.opendata.measures.core.energy_measures import HEATED
from autan.opendata.measures.core.measures import MeasureGroup
from autan.opendata.measures.queries.editions import lake_state
from autan.opendata.measures.queries.perimeter import current_perimeter
from autan.opendata.observatory.core.climate import ClimateTerms, corrected_figure
from autan.opendata.observatory.core.own_values import HeldValue, own_figure
from autan.opendata.observatory.core.series import SeriesPoint, index_figure, make_series
from autan.opendata.observatory.queries.figures import figures_of, find_measure_figure
from autan.opendata.observatory.queries.own_values import current_holdings
from autan.opendata.sources.core.source_cards import INDICATOR_PREFIX


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureTrend:
    """A measure of a territory over the dates that the lake holds. `points`: values, oldest first, with their index."""

    measure: str
    label: Text
    group: MeasureGroup
    points: tuple[SeriesPoint, ...]


def trends_of(siren: str, base: str = "") -> tuple[MeasureTrend, ...]:
    """Every measure with two dates or more, in the order of the catalogue.

    `base`: date that is 100; the first one of each series where it has none of that date.
    """
    dated_figures = _dated_figures(siren)
    trends = []
    for code, measure in BASE_MEASURES.items():
        figures = dated_figures.get(code, ())
        if len(figures) > 1:
            rank = next((rank for rank, figure in enumerate(figures) if _is_of(figure, base)), 0)
            points = make_series(figures, base=rank)
            trends.append(MeasureTrend(measure=code, label=measure.label, group=measure.group, points=points))
    return tuple(trends)


def _dated_figures(siren: str) -> Mapping[str, tuple[Figure, ...]]:
    """Figures of every measure of a territory at each date that a source gives it, oldest first, by measure."""
    by_code: dict[str, list[Figure]] = {}
    for date, figures in _figures_by_date(siren).items():
        for code, figure in figures.items():
            if _is_of(figure, date):
                by_code.setdefault(code, []).append(figure)
    return {code: tuple(figures) for code, figures in by_code.items()}


def corrected_values(siren: str) -> tuple[Figure, ...]:
    """Quantities that heat corrected for climate, at each date that the territory gave the terms of, oldest first."""
    by_date = _figures_by_date(siren)
    corrected = [
        find_corrected(MeasureAddress.of(figures[code]))
        for code in HEATED
        for date, figures in by_date.items()
        if code in figures and _is_of(figures[code], date)
    ]
    return tuple(figure for figure in corrected if figure is not None)


def _figures_by_date(siren: str) -> dict[str, Mapping[str, Figure]]:
    """Figures by measure at each date that the lake holds, oldest first."""
    sources = (snapshot.card for snapshot in lake_state() if not snapshot.card.source.startswith(INDICATOR_PREFIX))
    dates = sorted({card.data_date for card in sources})
    return {date: figures_of([siren], date)[siren] for date in dates}


def _is_of(figure: Figure, date: str) -> bool:
    return figure.is_known and date_of(figure) == date


def find_index(address: MeasureAddress, base_date: str) -> Figure | None:
    """The value at an address with that of another date as 100, or None."""
    figure, base = find_measure_figure(address), find_measure_figure(address.at(base_date))
    return index_figure(figure, base) if figure and base else None


def find_corrected(address: MeasureAddress) -> Figure | None:
    """The value at an address corrected for climate; None when the territory has not given what it takes."""
    figure = find_measure_figure(address)
    if figure is None or address.measure not in HEATED:
        return None
    holdings = current_holdings().get(address.place, ())
    days = _own(address.place, holdings, "degree_days", address.date)
    usual, part = (_own(address.place, holdings, code) for code in ("degree_days_reference", HEATED[address.measure]))
    if days is None or usual is None or part is None:
        return None
    return corrected_figure(figure, ClimateTerms(degree_days=days, reference=usual, heating_pct=part))


def _own(siren: str, holdings: tuple[HeldValue, ...], code: str, date: str = "") -> Figure | None:
    """What the territory gives for a measure: at a date, or at the last one."""
    values: Mapping[str, HeldValue] = {
        value.record.date: value
        for value in holdings
        if value.record.measure == code and date in {"", value.record.date}
    }
    if not values:
        return None
    return own_figure(BASE_MEASURES[code], current_perimeter().place(siren), values[max(values)])
