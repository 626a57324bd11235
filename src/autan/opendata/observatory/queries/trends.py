"""Quantities from one date to the next, corrected for climate, and values that a comparison stands beside."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from autan.evidence.figures.core.figures import Figure
from autan.ground.wordings import Text
from autan.opendata.measures.core.addresses import MeasureAddress, date_of
from autan.opendata.measures.core.catalogue import BASE_MEASURES, MEASURES
from autan.opendata.measures.core.energy_measures import HEATED
from autan.opendata.measures.core.measures import MeasureGroup
from autan.opendata.measures.queries.editions import LakeState, lake_state, without_years
from autan.opendata.measures.queries.indicators import REGION
from autan.opendata.measures.queries.perimeter import current_perimeter
from autan.opendata.observatory.core.climate import ClimateTerms, corrected_figure
from autan.opendata.observatory.core.composition import network_figures
from autan.opendata.observatory.core.measure_options import split_indicator
from autan.opendata.observatory.core.own_values import HeldValue, own_figure
from autan.opendata.observatory.core.series import SeriesPoint, index_figure, make_series
from autan.opendata.observatory.queries.compared_places import everywhere
from autan.opendata.observatory.queries.figures import figures_of, find_measure_figure, place_figures_at
from autan.opendata.observatory.queries.measure_options import indicator_everywhere
from autan.opendata.observatory.queries.own_values import current_holdings
from autan.opendata.sources.core.source_cards import INDICATOR_PREFIX
from autan.opendata.sources.importers import shipped_cards
from autan.territories.perimeters.core.departments import COUNTRY_CODE, REGIONS, name_larger_place, region_of
from autan.territories.perimeters.lake.france import main_departments, sirens_of_region


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
    days = _own_figure(address.place, holdings, "degree_days", address.date)
    usual, part = (
        _own_figure(address.place, holdings, code) for code in ("degree_days_reference", HEATED[address.measure])
    )
    if days is None or usual is None or part is None:
        return None
    return corrected_figure(figure, ClimateTerms(degree_days=days, reference=usual, heating_pct=part))


def _own_figure(siren: str, holdings: tuple[HeldValue, ...], code: str, date: str = "") -> Figure | None:
    """What the territory gives for a measure: at a date, or at the last one."""
    values: Mapping[str, HeldValue] = {
        value.record.date: value
        for value in holdings
        if value.record.measure == code and date in {"", value.record.date}
    }
    if not values:
        return None
    return own_figure(BASE_MEASURES[code], current_perimeter().place(siren), values[max(values)])


ENOUGH = 0.95
"""Part of the EPCI that must have a value."""
_COUNTRY, _REGION_PREFIX = "epci-fr", "epci-reg-"
_REGIONS = {region.code for region in REGIONS}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceValue:
    """The value of a larger place. `epci`: how many EPCI it was made of; nil where its producer publishes it."""

    name: Text
    figure: Figure
    epci: int = 0


def is_larger_place(place: str) -> bool:
    """True for the place of an address that is a region or France as the EPCI make them."""
    return place == _COUNTRY or place.startswith(_REGION_PREFIX)


def reference_values(code: str, date: str, sirens: Iterable[str]) -> tuple[ReferenceValue, ...]:
    """The regions of some territories, then France, where the data allow it.

    `code`: measure, or part of an indicator.
    """
    regions = sorted({region_of(home).code for siren in sirens if (home := main_departments().get(siren))})
    if split_indicator(code):
        return _reference_values(code, date, regions)
    places = [*(f"{_REGION_PREFIX}{region}" for region in regions), _COUNTRY]
    pairs = ((place, _reference(place, code, date, lake_state())) for place in places)
    return tuple(
        ReferenceValue(name=_name(place), figure=figure, epci=len(_epci_of(place))) for place, figure in pairs if figure
    )


def find_reference_figure(address: MeasureAddress) -> Figure | None:
    """The figure of a region or of France at its address, or None."""
    if address.measure not in MEASURES or address.variant:
        return None
    figure = _reference(address.place, address.measure, address.date, lake_state())
    return figure if figure is not None and figure.id == str(address) else None


@lru_cache(maxsize=64)
def _reference(place: str, code: str, date: str, state: LakeState) -> Figure | None:
    """The sum, or the quotient of sums, over the EPCI of a larger place; None where too few have a value."""
    sirens, known = _epci_of(place), everywhere(code, date, state)
    if not sirens or len(known.keys() & set(sirens)) < ENOUGH * len(sirens):
        return None

    def members(lake: LakeState) -> list[Mapping[str, Figure]]:
        return [place_figures_at(siren, lake, date, ()) for siren in sirens]

    figures = network_figures(members(state), place, cards=shipped_cards(), usual=lambda: members(without_years(state)))
    return figures.get(code)


def _epci_of(place: str) -> tuple[str, ...]:
    if place == _COUNTRY:
        return tuple(current_perimeter().communes)
    region = place.removeprefix(_REGION_PREFIX)
    return sirens_of_region(region) if region in _REGIONS else ()


def _name(place: str) -> Text:
    code = COUNTRY_CODE if place == _COUNTRY else f"reg-{place.removeprefix(_REGION_PREFIX)}"
    return Text(*name_larger_place(code))


def _reference_values(code: str, date: str, regions: Iterable[str]) -> tuple[ReferenceValue, ...]:
    """What the producer of an indicator publishes for these regions and for France."""
    by_region: Mapping[str, Figure] = indicator_everywhere(code, date, mesh=REGION)
    pairs = [(_name(f"{_REGION_PREFIX}{region}"), by_region.get(region)) for region in regions]
    pairs.append((_name(_COUNTRY), indicator_everywhere(code, date, mesh="country").get(COUNTRY_CODE)))
    return tuple(ReferenceValue(name=name, figure=figure) for name, figure in pairs if figure and figure.is_known)
