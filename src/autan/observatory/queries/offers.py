"""What can be compared or mapped in a network: measures of the catalogue, and the indicators that the lake holds."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from autan.errors import DomainError
from autan.evidence.core.arithmetic import add_figures
from autan.evidence.core.figures import Figure
from autan.evidence.core.states import ValueState
from autan.evidence.core.texts import Text
from autan.observatory.core.accounts import tidy_number
from autan.observatory.core.catalogue import MEASURES
from autan.observatory.core.indicators import EVERYTHING, PREFIX, category_slug
from autan.observatory.core.offers import Offer, offer_indicator, offer_measure, split_indicator
from autan.observatory.perimeter import current_perimeter, is_commune
from autan.observatory.queries.figures import member_figures, members_of
from autan.observatory.queries.indicators import (
    COMMUNE,
    EPCI,
    HeldIndicator,
    find_indicator_figure,
    get_indicator,
    indicator_figures,
    list_indicators,
)

_MEMBERS = Text("membres", "members")


def offers_of(slug: str) -> list[Offer]:
    """What at least one member of a network, or one of its communes, has a value of: measures, then indicators."""
    by_member = member_figures(slug)
    known = {code for figures in by_member.values() for code, figure in figures.items() if figure.is_known}
    measures = [offer_measure(measure) for code, measure in MEASURES.items() if code in known]
    sirens = set(by_member)
    held = [indicator for indicator in list_indicators() if _tells_about(indicator, sirens)]
    return [*measures, *(offer for indicator in held for offer in _parts(indicator))]


def find_offer(code: str) -> Offer | None:
    """One measure or part of an indicator, whatever the network, or None."""
    split = split_indicator(code)
    if split is None:
        return offer_measure(MEASURES[code]) if code in MEASURES else None
    held = get_indicator(split[0])
    return next((offer for offer in _parts(held) if offer.code == code), None) if held else None


def _parts(held: HeldIndicator) -> list[Offer]:
    return [
        offer_indicator(held.source, held.title, category, has_axes=bool(held.axes)) for category in _categories(held)
    ]


def _categories(held: HeldIndicator) -> list[str]:
    """All together where that has a sense, then each part."""
    if not held.axes:
        return [""]
    return [*([""] if held.is_summable or "" in held.categories else []), *(item for item in held.categories if item)]


def _tells_about(held: HeldIndicator, sirens: set[str]) -> bool:
    """True when the last year of an indicator has a value of a member, or of one of its communes."""
    holders = current_perimeter().holders
    for mesh in (EPCI, COMMUNE):
        for category in _categories(held)[:1] if mesh in held.years else ():
            figures = indicator_figures(held.source, mesh=mesh, year=held.years[mesh][-1], category=category)
            if any((code if mesh == EPCI else holders.get(code)) in sirens for code in figures):
                return True
    return False


def indicator_dates(code: str) -> tuple[str, ...]:
    """Years of a part of an indicator, over EPCI and communes, the latest first."""
    held, _category = _asked(code)
    years = {year for mesh in (EPCI, COMMUNE) for year in held.years.get(mesh, ())} if held else set()
    return tuple(str(year) for year in sorted(years, reverse=True))


def indicator_everywhere(code: str, date: str, *, mesh: str = EPCI) -> Mapping[str, Figure]:
    """A part of an indicator in every place of a mesh, by code, the unknown ones too."""
    held, category = _asked(code)
    if held is None or category is None or not date.isdecimal():
        return {}
    return indicator_figures(held.source, mesh=mesh, year=int(date), category=category)


def indicator_at(code: str, places: Iterable[str], date: str) -> dict[str, Figure]:
    """The same for some territories or communes, in the order given; those that it does not name are left out."""
    asked = list(places)
    everywhere = {
        mesh: indicator_everywhere(code, date, mesh=mesh)
        for mesh in {COMMUNE if is_commune(place) else EPCI for place in asked}
    }
    found = {place: everywhere[COMMUNE if is_commune(place) else EPCI].get(place) for place in asked}
    return {place: figure for place, figure in found.items() if figure is not None}


def _asked(code: str) -> tuple[HeldIndicator | None, str | None]:
    """The indicator of a code and its category as published; None for what the lake does not hold."""
    source, slug = split_indicator(code) or ("", EVERYTHING)
    held = get_indicator(source)
    return held, next((item for item in _categories(held) if category_slug(item) == slug), None) if held else None


def find_network_indicator(figure_id: str) -> Figure | None:
    """The sum over a network at an address `indicator.<short name>.<network>.<year>.<category>`, or None.

    Coverage is counted in members: one that the indicator does not tell about is unknown, not nil. What may not be
    added has no sum.
    """
    _prefix, name, slug, year, category = (figure_id.split(".") + [""] * 5)[:5]
    code = f"{PREFIX}-{name}.{category}"
    sirens = [member.siren for member in members_of(slug)]
    figures = list(indicator_at(code, sirens, year).values())
    if not any(figure.is_known for figure in figures) or not all(figure.unit.is_summable for figure in figures):
        return None
    offer = find_offer(code)
    added = add_figures(figures, figure_id=figure_id, label=offer.label if offer else Text(code, code))
    known = sum(figure.is_known for figure in figures)
    state = added.state if known == len(sirens) else ValueState.LOWER_BOUND
    return replace(added, value=tidy_number(added.value), known=known, total=len(sirens), part=_MEMBERS, state=state)


def find_any_indicator(figure_id: str) -> Figure | None:
    """The figure at an address of an indicator: of a place that has rows, or of a network."""
    return find_indicator_figure(figure_id) or find_network_indicator(figure_id)


def indicator_network_figure(slug: str, code: str, date: str) -> Figure | None:
    """The sum of a part of an indicator over a network; None for what may not be added."""
    source, category = split_indicator(code) or ("", EVERYTHING)
    try:
        return find_network_indicator(f"{PREFIX}.{source.removeprefix(f'{PREFIX}-')}.{slug}.{date}.{category}")
    except DomainError:
        return None
