"""The only readers of estates: one asset, the list of an authority, the inventories that a reader may read."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import QuerySet

from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.queries.registry import Reader, first_readable
from autan.ground.errors import known
from autan.ground.request_cache import cached_in_request
from autan.ground.search.core.searching import rate_match, search_words
from autan.ground.texts.core.plain_letters import fold_accents
from autan.opendata.measures.queries.editions import LakeState, lake_state
from autan.opendata.measures.queries.indicators import EPCI, get_indicator, indicator_figures
from autan.plans.estate.core.assets import ESTATE, EstateFilter, Inventory
from autan.plans.estate.core.figures import change_of, emission_figure, estate_figures
from autan.plans.estate.importers import emission_factors
from autan.plans.estate.models import EstateRecord
from autan.plans.plans.queries.complete_lists import statements_of
from autan.territories.networks.models import Territory
from autan.territories.networks.queries.bodies import known_bodies
from autan.territories.networks.queries.figures import figures_of_bodies
from autan.territories.networks.queries.networks import network_members

_ACCOUNTS = "indicator-ademe-beges"


class PublishedAccount(NamedTuple):
    """What an organisation published of its emissions of a year: all of them, and those of each scope by its name."""

    year: int
    total: Figure
    scopes: tuple[tuple[str, Figure], ...]


def find_asset(slug: str, *, reader: Reader) -> EstateRecord:
    """Return one asset."""
    rows = EstateRecord.objects.select_related("territory").filter(slug=slug)
    return known(first_readable(rows, "estate.read_good", reader), "aucun bien «\u202f{slug}\u202f»", slug=slug)


def assets_of(place: Territory, *, reader: Any) -> QuerySet[EstateRecord]:
    """Return the assets of an authority that a reader may read; not read yet."""
    rows = EstateRecord.objects.filter(territory__siren=place.siren)
    return rows if place.pk and reader.has_perm("estate.write", place) else rows.filter(is_published=True)


def count_assets(place: Territory, *, reader: Any) -> int:
    """Return how many assets of an authority a reader may read, counted among those that its duties read."""
    may_write = reader.has_perm("estate.write", place)
    return sum(may_write or row.is_published for row in _assets_in((place.siren,)))


@cached_in_request
def _assets_in(sirens: tuple[str, ...]) -> tuple[EstateRecord, ...]:
    return tuple(EstateRecord.objects.filter(territory__siren__in=sirens).select_related("territory"))


def filter_assets(rows: Sequence[EstateRecord], chosen: EstateFilter) -> list[EstateRecord]:
    """Return those that a filter keeps, by kind and name, whatever the accents."""
    stems = search_words(chosen.text)
    of_kind = [row for row in rows if chosen.kind in {None, row.kind}]
    assets = [row for row in of_kind if not stems or rate_match(stems, row.name, row.document.site)]
    return sorted(assets, key=lambda row: (row.kind, fold_accents(row.name)))


def published_assets(network: str) -> QuerySet[EstateRecord]:
    """Return what anybody reads of the members of a network; not read yet."""
    sirens = [member.siren for member in network_members(network)]
    rows = EstateRecord.objects.filter(territory__siren__in=sirens, is_published=True)
    return rows.select_related("territory")


def published_inventories(sirens: Sequence[str]) -> dict[str, Inventory]:
    """Return the inventories of authorities as anybody reads them, by SIREN. Two queries, one where there is none."""
    by_siren: dict[str, list[EstateRecord]] = {}
    for row in _assets_in(tuple(sirens)):
        by_siren.setdefault(row.territory.siren, []).append(row)
    stated = statements_of(ESTATE, sirens)
    return {
        siren: Inventory(
            siren=siren,
            assets=tuple(row.document for row in own if row.is_published),
            is_complete=siren in stated and _all_public(own),
        )
        for siren, own in {**dict.fromkeys(stated, ()), **by_siren}.items()
    }


def inventory_for(place: Territory, *, reader: Any) -> Inventory:
    """Return the inventory of an authority as a reader may read it."""
    if not (place.pk and reader.has_perm("estate.write", place)):
        return published_inventories([place.siren]).get(place.siren, Inventory(siren=place.siren))
    rows = list(assets_of(place, reader=reader))
    return Inventory(
        siren=place.siren,
        assets=tuple(row.document for row in rows),
        is_complete=place.siren in statements_of(ESTATE, [place.siren]),
        is_public=_all_public(rows),
    )


def _all_public(rows: Sequence[EstateRecord]) -> bool:
    return all(row.is_published for row in rows)


def populations_of(sirens: Sequence[str]) -> dict[str, Figure]:
    """Return the population of authorities, by SIREN; nothing of those that nobody knows here. Two queries at most."""
    figures = figures_of_bodies(list(known_bodies(sirens)))
    return {siren: one for siren, own in figures.items() for one in own if one.unit.code == "inhabitants"}


def figures_in(inventory: Inventory, year: int, population: Figure | None = None) -> tuple[Figure, ...]:
    """Return the figures of an inventory in a year. One query at most, none with the population."""
    inhabitants = population or populations_of([inventory.siren]).get(inventory.siren)
    return *estate_figures(inventory, year, inhabitants), emission_figure(inventory, year, emission_factors())


def published_accounts() -> Mapping[str, tuple[PublishedAccount, ...]]:
    """Return the greenhouse gas accounts that organisations published, by SIREN, the latest first."""
    return _published_accounts(lake_state())


@lru_cache(maxsize=4)
def _published_accounts(_state: LakeState) -> Mapping[str, tuple[PublishedAccount, ...]]:
    indicator, accounts = get_indicator(_ACCOUNTS), dict[str, tuple[PublishedAccount, ...]]()
    for year in sorted(indicator.years.get(EPCI, ()), reverse=True) if indicator else ():
        scopes = {
            scope: indicator_figures(_ACCOUNTS, mesh=EPCI, year=year, category=scope)
            for scope in (indicator.categories if indicator else ())
        }
        for siren, total in indicator_figures(_ACCOUNTS, mesh=EPCI, year=year).items():
            parts = tuple((scope, figures[siren]) for scope, figures in scopes.items() if siren in figures)
            accounts[siren] = (*accounts.get(siren, ()), PublishedAccount(year, total, parts))
    return accounts


def find_estate_figure(address: FigureAddress) -> Figure | None:
    """Return the figure of an address, over what is published; None when there is none."""
    siren, year, base = address.part(0), address.part(2), address.part(3)
    inventory = published_inventories([siren]).get(siren)
    if inventory is None or not year.isdecimal() or int(year) not in inventory.documented_years:
        return None
    figures = (change_of(inventory, int(year), int(base)),) if base.isdecimal() else figures_in(inventory, int(year))
    return next((figure for figure in figures if figure.id == str(address)), None)
