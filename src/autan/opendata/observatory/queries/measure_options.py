"""Measures and indicators that can be compared or mapped in a network, and the figures of indicators by option."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from autan.evidence.figures.core.arithmetic import add_figures, with_unknown_parts
from autan.evidence.figures.core.figures import Figure
from autan.ground.texts.core.notation import read_whole
from autan.ground.wordings import Sentence, Text
from autan.opendata.measures.core.addresses import TerritorialIndicatorAddress
from autan.opendata.measures.core.base_figures import tidy_number
from autan.opendata.measures.core.catalogue import MEASURES
from autan.opendata.measures.core.indicators import EVERYTHING, category_slug
from autan.opendata.measures.queries.indicators import (
    COMMUNE,
    EPCI,
    HeldIndicator,
    find_place_indicator,
    get_indicator,
    indicator_figures,
    indicator_places,
    list_indicators,
)
from autan.opendata.measures.queries.perimeter import current_perimeter, is_commune
from autan.opendata.observatory.core.measure_options import (
    MeasureOption,
    option_of_indicator,
    option_of_measure,
    split_indicator,
)
from autan.opendata.observatory.queries.figures import member_figures, members_of, unknown_measures
from autan.opendata.sources.core.source_cards import INDICATOR_PREFIX

_MEMBERS = Sentence("membres")


def measure_options_of(slug: str) -> list[MeasureOption]:
    """What at least one member of a network, or one of its communes, has a value of: measures, then indicators."""
    by_member, unknown = member_figures(slug), unknown_measures()
    codes = [code for code in MEASURES if code not in unknown and _is_known(code, by_member)]
    measures = [option_of_measure(MEASURES[code]) for code in codes]
    sirens = set(by_member)
    indicators = [indicator for indicator in list_indicators() if _informs_on(indicator, sirens)]
    return [*measures, *(option for indicator in indicators for option in _parts(indicator))]


def _is_known(code: str, by_member: Mapping[str, Mapping[str, Figure]]) -> bool:
    """True where a member has a value; makes no figure of the members after it."""
    figures = (figures.get(code) for figures in by_member.values())
    return any(figure is not None and figure.is_known for figure in figures)


def find_measure_option(code: str) -> MeasureOption | None:
    """One measure or part of an indicator, whatever the network, or None."""
    split = split_indicator(code)
    if split is None:
        return option_of_measure(MEASURES[code]) if code in MEASURES else None
    indicator = get_indicator(split[0])
    return next((option for option in _parts(indicator) if option.code == code), None) if indicator else None


def _parts(indicator: HeldIndicator) -> list[MeasureOption]:
    return [
        option_of_indicator(indicator.source, indicator.title, category, has_axes=bool(indicator.axes))
        for category in _categories(indicator)
    ]


def _categories(indicator: HeldIndicator) -> list[str]:
    """All together where that has a sense, then each part."""
    if not indicator.axes:
        return [""]
    return [
        *([""] if indicator.is_summable or "" in indicator.categories else []),
        *(item for item in indicator.categories if item),
    ]


def _informs_on(indicator: HeldIndicator, sirens: set[str]) -> bool:
    """True when the last year of an indicator has a value of a member, or of one of its communes."""
    holders = current_perimeter().holders
    for mesh in (EPCI, COMMUNE):
        for category in _categories(indicator)[:1] if mesh in indicator.years else ():
            places = indicator_places(indicator.source, mesh=mesh, year=indicator.years[mesh][-1], category=category)
            if any((code if mesh == EPCI else holders.get(code)) in sirens for code in places):
                return True
    return False


def indicator_dates(code: str) -> tuple[str, ...]:
    """Years of a part of an indicator, over EPCI and communes, the latest first."""
    indicator, _category = _find_indicator(code)
    years = {year for mesh in (EPCI, COMMUNE) for year in indicator.years.get(mesh, ())} if indicator else set()
    return tuple(str(year) for year in sorted(years, reverse=True))


def indicator_everywhere(code: str, date: str, *, mesh: str = EPCI) -> Mapping[str, Figure]:
    """A part of an indicator in every place of a mesh, by code, the unknown ones too."""
    indicator, category = _find_indicator(code)
    if indicator is None or category is None or read_whole(date) is None:
        return {}
    return indicator_figures(indicator.source, mesh=mesh, year=int(date), category=category)


def indicator_at(code: str, places: Iterable[str], date: str) -> dict[str, Figure]:
    """Return a part of an indicator in some territories or communes, in their order; those without a row are out."""
    place_set = list(places)
    everywhere = {
        mesh: indicator_everywhere(code, date, mesh=mesh)
        for mesh in {COMMUNE if is_commune(place) else EPCI for place in place_set}
    }
    figures = {place: everywhere[COMMUNE if is_commune(place) else EPCI].get(place) for place in place_set}
    return {place: figure for place, figure in figures.items() if figure is not None}


def _find_indicator(code: str) -> tuple[HeldIndicator | None, str | None]:
    """The indicator of a code and its category as published; None for what the lake does not hold."""
    source, slug = split_indicator(code) or ("", EVERYTHING)
    indicator = get_indicator(source)
    return indicator, next(
        (item for item in _categories(indicator) if category_slug(item) == slug), None
    ) if indicator else None


def indicator_network_figure(slug: str, code: str, date: str) -> Figure | None:
    """The sum of a part of an indicator over a network, or None: what may not be added has no sum.

    Coverage is counted in members: one that the indicator does not tell about is unknown, not nil.
    """
    source, category = split_indicator(code) or ("", EVERYTHING)
    sirens = [member.siren for member in members_of(slug)]
    figures = list(indicator_at(code, sirens, date).values())
    if not any(figure.is_known for figure in figures) or not all(figure.unit.is_summable for figure in figures):
        return None
    option = find_measure_option(code)
    address = TerritorialIndicatorAddress(source.removeprefix(INDICATOR_PREFIX), slug, date, category)
    added = add_figures(figures, figure_id=str(address), label=option.label if option else Text(code, code))
    known = sum(figure.is_known for figure in figures)
    whole = added if known == len(sirens) else with_unknown_parts(added)
    return replace(whole, value=tidy_number(whole.value), known=known, total=len(sirens), part=_MEMBERS)


def find_indicator_figure(address: TerritorialIndicatorAddress) -> Figure | None:
    """The figure at an address of an indicator: of a place that has rows, or of a network."""
    code = f"{INDICATOR_PREFIX}{address.name}.{address.category}"
    return find_place_indicator(address) or indicator_network_figure(address.place, code, address.year)
