"""Values of a region and of France that a comparison stands beside: from the EPCI of the tables that are national.

A region is the EPCI whose inhabitants live mostly in it. Where fewer EPCI than `ENOUGH` have a value, nothing is said:
the table is not national.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from autan.evidence.figures.core.figures import Figure
from autan.ground.wordings import Text
from autan.opendata.measures.core.addresses import MeasureAddress
from autan.opendata.measures.core.catalogue import MEASURES
from autan.opendata.measures.queries.editions import LakeState, lake_state, without_years
from autan.opendata.measures.queries.indicators import REGION
from autan.opendata.measures.queries.perimeter import current_perimeter
from autan.opendata.observatory.core.composition import network_figures
from autan.opendata.observatory.core.measure_options import split_indicator
from autan.opendata.observatory.queries.compared_places import everywhere
from autan.opendata.observatory.queries.figures import place_figures_at
from autan.opendata.observatory.queries.measure_options import indicator_everywhere
from autan.opendata.sources.importers import shipped_cards
from autan.territories.perimeters.core.departments import COUNTRY_CODE, REGIONS, name_larger_place, region_of
from autan.territories.perimeters.lake.france import main_departments, sirens_of_region

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
        return _published(code, date, regions)
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


def _published(code: str, date: str, regions: Iterable[str]) -> tuple[ReferenceValue, ...]:
    """What the producer of an indicator publishes for these regions and for France."""
    by_region: Mapping[str, Figure] = indicator_everywhere(code, date, mesh=REGION)
    pairs = [(_name(f"{_REGION_PREFIX}{region}"), by_region.get(region)) for region in regions]
    pairs.append((_name(_COUNTRY), indicator_everywhere(code, date, mesh="country").get(COUNTRY_CODE)))
    return tuple(ReferenceValue(name=name, figure=figure) for name, figure in pairs if figure and figure.is_known)
