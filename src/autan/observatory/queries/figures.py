"""Which figures the observatory holds: of a territory, of a network, or at one address.

Rows are added by DuckDB over all territories at once, once for each state of the lake; snapshots never change, so the
result is kept. Everything after that is arithmetic on figures.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from autan.evidence.core.figures import Figure
from autan.observatory import lake
from autan.observatory.core.accounts import (
    PREFIX,
    Edition,
    Tally,
    base_figure,
)
from autan.observatory.core.catalogue import BASE_MEASURES, MEASURES
from autan.observatory.core.composition import has_rows, name_figures, place_figures
from autan.observatory.core.composition import network_figures as make_network_figures
from autan.observatory.core.measures import BaseMeasure
from autan.observatory.core.own_values import OWN, PROVIDER, HeldValue, as_provider, own_figure, settle_all
from autan.observatory.core.prices import Price, prices_with_own
from autan.observatory.definitions import shipped_cards
from autan.observatory.items import BY_TERRITORY, ITEMS, tally_query, view_name
from autan.observatory.lake import Snapshot
from autan.observatory.once import once_a_request
from autan.observatory.perimeter import current_perimeter, is_commune, is_place
from autan.observatory.price_list import shipped_prices
from autan.observatory.queries.coverage import covered_territories
from autan.observatory.queries.own_values import current_holdings
from autan.territories.core.members import Member
from autan.territories.queries.networks import network_members

LakeState = tuple[Snapshot, ...]
Held = tuple[HeldValue, ...]
Named = tuple[tuple[str, str, Held], ...]  # SIREN, short name and own values of each member
Tallies = Mapping[tuple[str, str], Tally]


def territory_figures(siren: str) -> tuple[Figure, ...]:
    """Every figure of a territory at its latest date, in the order of the catalogue; those without rows left out."""
    return tuple(figure for figure in figures_by_measure(siren).values() if has_rows(figure))


def lake_state() -> LakeState:
    """What figures are computed from; looked up once in a request."""
    return once_a_request("lake", lake.current_snapshots)


def figures_by_measure(siren: str) -> dict[str, Figure]:
    """The same by measure, with those that no row tells about: their value is unknown, and never nil."""
    return figures_of([siren])[siren]


def figures_of(codes: Iterable[str]) -> dict[str, dict[str, Figure]]:
    """Figures by measure of many territories or communes, in the order given. One query of the database."""
    state, holdings = lake_state(), current_holdings()
    return {code: dict(_territory(code, state, "", holdings.get(code, ()))) for code in codes}


def figures_at(siren: str, date: str) -> dict[str, Figure]:
    """Figures by measure of a territory, each at this date where a source has it. One query of the database."""
    return dict(_territory(siren, lake_state(), date, current_holdings().get(siren, ())))


def provider_figures(siren: str) -> dict[str, Figure]:
    """Figures by measure as the providers give them, whatever the territory chose."""
    return dict(_territory(siren, lake_state(), "", ()))


def provider_value(siren: str, measure: str) -> float | None:
    """What the provider gives for a measure at its latest date, in the unit of the measure; None when it gives none."""
    figure = provider_figures(siren).get(measure)
    return figure.value if figure else None


def prices_used(siren: str) -> tuple[Price, ...]:
    """The prices that the bill of a territory is made with: those of the list, or its own where it chose so."""
    return tuple(prices_with_own(shipped_prices(), current_holdings().get(siren, ())).values())


def network_figures(slug: str) -> tuple[Figure, ...]:
    """Every figure of a network, from those of its members; two queries for the members, one for their own values."""
    return tuple(network_figures_by_measure(slug).values())


def network_figures_by_measure(slug: str) -> dict[str, Figure]:
    """The same, by measure."""
    return dict(_network(slug, _named_members(slug), lake_state(), ""))


def member_figures(slug: str) -> dict[str, dict[str, Figure]]:
    """Figures by measure of each member of a network, by SIREN, in the order of the network."""
    return figures_of(member.siren for member in members_of(slug))


def members_of(slug: str) -> tuple[Member, ...]:
    """Members of a network in its order. Two queries, once in a request."""
    return once_a_request(("members", slug), lambda: network_members(slug))


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceStatus:
    """What the lake holds of one edition of a source.

    Attributes:
        snapshot: the edition.
        is_current: True when figures of its date are computed from it.
        territories: territories that it has rows for, in the perimeter of the figures.
    """

    snapshot: Snapshot
    is_current: bool
    territories: int


def lake_status() -> tuple[SourceStatus, ...]:
    """Every edition of every source, in the order of the lake."""
    current = lake_state()
    return tuple(
        SourceStatus(snapshot=snapshot, is_current=snapshot in current, territories=len(covered_territories(snapshot)))
        for snapshot in lake.list_snapshots()
    )


def find_figure(figure_id: str) -> Figure | None:
    """Compute the figure at an address, or None.

    Args:
        figure_id: `observatory.<siren, commune code or slug>.<measure>.<date>`; for a territory that gives a value
            beside the provider's, `.own` or `.provider` after it is the one or the other, whichever is used.
    """
    prefix, place, measure, date, variant = (figure_id.split(".") + [""] * 5)[:5]
    if prefix != PREFIX or measure.removesuffix("_range") not in MEASURES:
        return None
    state = lake_state()
    if variant:
        figure = _variant(place, measure, date, variant)
    elif is_place(place):
        figure = _territory(place, state, date, current_holdings().get(place, ())).get(measure)
    else:
        figure = _network(place, _named_members(place), state, date).get(measure)
    return figure if figure is not None and figure.id == figure_id else None


def _variant(siren: str, code: str, date: str, variant: str) -> Figure | None:
    """The provider's value, or the territory's own, whichever of the two is used."""
    provider = _territory(siren, lake_state(), date, ()).get(code)
    if variant == PROVIDER:
        return as_provider(provider) if provider else None
    held = {(value.record.measure, value.record.date): value for value in current_holdings().get(siren, ())}
    if variant != OWN or (code, date) not in held or code not in BASE_MEASURES:
        return None
    at_date = provider if provider and provider.id.endswith(f".{date}") else None
    return own_figure(BASE_MEASURES[code], current_perimeter().place(siren), held[(code, date)], at_date)


def _named_members(slug: str) -> Named:
    holdings = current_holdings()
    return tuple((m.siren, m.short_name, holdings.get(m.siren, ())) for m in members_of(slug))


@lru_cache(maxsize=64)
def _network(slug: str, named: Named, state: LakeState, date: str) -> Mapping[str, Figure]:
    members = [name_figures(_territory(siren, state, date, held), name) for siren, name, held in named]
    limits = shipped_cards()["igt-ghg"].limits
    return make_network_figures(members, slug, emission_limits=limits)


@lru_cache(maxsize=4096)
def _territory(siren: str, state: LakeState, date: str, held: Held) -> Mapping[str, Figure]:
    """Figures of a territory or a commune, each at `date` where a snapshot has it, else at its latest date.

    The values that the territory gives stand beside the providers', or in their place where it chose so.
    """
    place = current_perimeter().place(siren)
    if not place.communes:
        return {}
    bases: dict[str, Figure] = {}
    held_sources = {snapshot.card.source for snapshot in state}
    for measure in BASE_MEASURES.values():
        if held_sources.isdisjoint(measure.sources):
            continue
        found = choose_edition(measure, siren, state, date)
        if found is not None:
            bases[measure.code] = base_figure(measure, place, *found)
    prices = prices_with_own(shipped_prices(), held)
    return place_figures(settle_all(bases, BASE_MEASURES, place, held), siren, prices)


def choose_edition(
    measure: BaseMeasure, siren: str, state: LakeState, date: str
) -> tuple[Edition, Tally | None] | None:
    """The edition to use for a measure: of this date, else the latest of the first source that has the territory."""
    offers = [snapshot for source in measure.sources for snapshot in reversed(state) if snapshot.card.source == source]
    dated = [snapshot for snapshot in offers if snapshot.card.data_date == date]
    covering = [snapshot for snapshot in offers if siren in _covered(snapshot, is_by_commune=is_commune(siren))]
    best = next(iter(dated or covering or offers), None)
    return (
        (best.edition, tallies_of(best, is_by_commune=is_commune(siren)).get((siren, measure.code))) if best else None
    )


@lru_cache(maxsize=256)
def _covered(snapshot: Snapshot, *, is_by_commune: bool = False) -> frozenset[str]:
    """Territories (or communes) that have at least one row in a snapshot."""
    return frozenset(siren for siren, _ in tallies_of(snapshot, is_by_commune=is_by_commune))


@lru_cache(maxsize=256)
def tallies_of(snapshot: Snapshot, *, is_by_commune: bool = False) -> Tallies:
    """Rows of one snapshot added over every territory (or commune), by code and measure. One query of the lake."""
    source, perimeter = snapshot.card.source, current_perimeter()
    if source not in ITEMS:  # an indicator, a plan that was filed: other queries read it
        return {}
    tables = {view_name(source): snapshot}
    if source not in BY_TERRITORY:
        table = perimeter.commune_table if is_by_commune else perimeter.table
        frame = lake.run_query(tally_query(source), {**tables, "perimeter": table})
    elif is_by_commune:
        return {}
    else:
        frame = lake.run_query(tally_query(source), tables)
    return {
        (siren, measure): Tally(value=value, known=known, present=present, lower_bounds=bounds, secrets=secrets)
        for siren, measure, value, known, present, bounds, secrets in frame.iter_rows()
    }
