"""Figures of the catalogue: of a territory, of a commune, of a network, or at one address.

Rows are added by the lake over all territories at once, once for each state of the lake; snapshots never change, so the
result is kept. Everything after that is arithmetic on figures.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from autan.evidence.figures.core.figures import Figure
from autan.ground.heavy_work import enter_lane_for
from autan.ground.request_cache import cached_per_request
from autan.opendata.measures.core.addresses import OWN, PROVIDER, MeasureAddress, date_of
from autan.opendata.measures.core.catalogue import BASE_MEASURES, MEASURES
from autan.opendata.measures.core.grounds import Ground, find_input
from autan.opendata.measures.queries.editions import LakeState, lake_state, without_years
from autan.opendata.measures.queries.perimeter import current_perimeter, is_place
from autan.opendata.measures.queries.tallies import unknown_everywhere
from autan.opendata.observatory.core.climate import Price, prices_with_own
from autan.opendata.observatory.core.composition import RANGE, name_figures, network_figures, place_figures
from autan.opendata.observatory.core.own_values import HeldValue, as_provider, own_figure, settle_all
from autan.opendata.observatory.core.sums import has_rows
from autan.opendata.observatory.importers import shipped_prices
from autan.opendata.observatory.queries.grounds import base_figures, nearest_terms, shared_bases
from autan.opendata.observatory.queries.own_values import current_holdings
from autan.opendata.sources.importers import shipped_cards
from autan.territories.networks.core.members import Member
from autan.territories.networks.queries.networks import network_members

type Held = tuple[HeldValue, ...]
type Named = tuple[tuple[str, str, Held], ...]  # SIREN, short name and own values of each member


def territory_figures(siren: str) -> tuple[Figure, ...]:
    """Every figure of a territory at its latest date, in the order of the catalogue; those without rows left out."""
    return tuple(figure for figure in figures_by_measure(siren).values() if has_rows(figure))


def figures_by_measure(siren: str) -> Mapping[str, Figure]:
    """Return the figures by measure, with those that no row tells about: their value is unknown, and never nil."""
    return figures_of([siren])[siren]


def figures_of(codes: Iterable[str], date: str = "") -> dict[str, Mapping[str, Figure]]:
    """Figures by measure of territories or communes, in the order given. One query of the database.

    `date`: date wanted where a source has it; the latest of each source otherwise.
    """
    state, holdings = lake_state(), current_holdings()
    return {code: place_figures_at(code, state, date, holdings.get(code, ())) for code in codes}


def unknown_measures() -> frozenset[str]:
    """Base measures whose value nobody knows of any territory: no edition holds one, and no authority gave its own."""
    stated = {value.record.measure for values in current_holdings().values() for value in values}
    return unknown_everywhere(lake_state()) - stated


def provider_figures(siren: str) -> Mapping[str, Figure]:
    """Figures by measure as the providers give them, whatever the territory chose."""
    return place_figures_at(siren, lake_state(), "", ())


def provider_value(siren: str, measure: str) -> float | None:
    """What the provider gives for a measure at its latest date, in the unit of the measure; None when it gives none."""
    figure = provider_figures(siren).get(measure)
    return figure.value if figure else None


def prices_used(siren: str) -> tuple[Price, ...]:
    """The prices that the bill of a territory is made with: those of the list, or its own where it chose so."""
    return tuple(prices_with_own(shipped_prices(), current_holdings().get(siren, ())).values())


def network_figures_by_measure(slug: str) -> Mapping[str, Figure]:
    """Every figure of a network, from those of its members; the queries of `members_of`, and one for own values."""
    return _network_figures(slug, _named_members(slug), lake_state(), "")


def member_figures(slug: str) -> dict[str, Mapping[str, Figure]]:
    """Figures by measure of each member of a network, by SIREN, in the order of the network."""
    return figures_of(member.siren for member in members_of(slug))


def members_of(slug: str) -> tuple[Member, ...]:
    """Members of a network in its order. Two queries, once in a request."""
    return cached_per_request(("members", slug), lambda: network_members(slug))


def find_measure_figure(address: MeasureAddress) -> Figure | None:
    """Compute the figure of a measure at an address, or None.

    The variants `own` and `provider` are the value of the territory and that of the provider, whichever is used; those
    of a ground are the terms of a ratio over the municipalities where both are known.
    """
    if address.measure.removesuffix(RANGE) not in MEASURES:
        return None
    state, place, date = lake_state(), address.place, address.date
    ground = Ground.of_variant(address.variant)
    if ground is not None:
        figure = _find_on_ground(address, ground, state)
    elif address.variant:
        figure = _find_variant(address, state)
    elif is_place(place):
        figure = place_figures_at(place, state, date, current_holdings().get(place, ())).get(address.measure)
    else:
        figure = _network_figures(place, _named_members(place), state, date).get(address.measure)
    return figure if figure is not None and figure.id == str(address) else None


def _find_on_ground(address: MeasureAddress, ground: Ground, state: LakeState) -> Figure | None:
    """A term of a ratio, as its place divides it, else as a network whose members have other years does."""
    place, ratio = address.place, find_measure_figure(MeasureAddress(address.place, ground.ratio, ground.date))
    figure = find_input(ratio, str(address)) if ratio else None
    if figure is None and is_place(place):
        holdings = current_holdings().get(place, ())
        usual = place_figures_at(place, without_years(state), ground.date, holdings).get(ground.ratio)
        figure = find_input(usual, str(address)) if usual else None
    return figure


def _find_variant(address: MeasureAddress, state: LakeState) -> Figure | None:
    siren, code, date = address.place, address.measure, address.date
    provider = place_figures_at(siren, state, date, ()).get(code)
    if address.variant == PROVIDER:
        return as_provider(provider) if provider else None
    values = {(value.record.measure, value.record.date): value for value in current_holdings().get(siren, ())}
    if address.variant != OWN or (code, date) not in values or code not in BASE_MEASURES:
        return None
    at_date = provider if provider and date_of(provider) == date else None
    return own_figure(BASE_MEASURES[code], current_perimeter().place(siren), values[(code, date)], at_date)


def _named_members(slug: str) -> Named:
    holdings = current_holdings()
    return tuple((m.siren, m.short_name, holdings.get(m.siren, ())) for m in members_of(slug))


@lru_cache(maxsize=64)
def _network_figures(slug: str, members_named: Named, state: LakeState, date: str) -> Mapping[str, Figure]:
    enter_lane_for(len(members_named))

    def members(lake: LakeState) -> list[Mapping[str, Figure]]:
        return [
            name_figures(place_figures_at(siren, lake, date, holdings), name) for siren, name, holdings in members_named
        ]

    return network_figures(members(state), slug, cards=shipped_cards(), usual=lambda: members(without_years(state)))


@lru_cache(maxsize=4096)
def place_figures_at(code: str, state: LakeState, date: str, holdings: Held) -> Mapping[str, Figure]:
    """Figures of a territory or a commune, each at `date` where a snapshot has it, else at its latest date.

    The values that the territory gives stand beside the providers', or in their place where it chose so.
    """
    place = current_perimeter().place(code)
    if not place.communes:
        return {}
    bases = base_figures(place, state, date)
    if holdings:
        bases = settle_all(bases, place, holdings)
    shared = shared_bases(bases, place, state, date, holdings)
    prices, nearest = prices_with_own(shipped_prices(), holdings), nearest_terms(place, state, holdings)
    return place_figures(bases, code, prices, shared=shared, nearest=nearest)
