"""Which rows of the lake are doubted, by which rule: asked by the quality page, the command line and the traces."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

import polars as pl

from autan.accounts.models import Person
from autan.observatory import lake
from autan.observatory.core.measures import PERIMETER_VINTAGE
from autan.observatory.core.quality import consumption, dwellings, editions, emissions, production
from autan.observatory.core.quality.doubts import Doubt
from autan.observatory.core.quality.rules import RULES
from autan.observatory.items import BY_TERRITORY, view_name
from autan.observatory.lake import Snapshot
from autan.observatory.perimeter import current_perimeter
from autan.territories import register
from autan.territories.models import Mandate
from autan.territories.queries import mandates_of, network_members

Tables = Mapping[str, pl.DataFrame]
PERIMETER_SOURCE = "registre-epci"


def find_doubts() -> tuple[Doubt, ...]:
    """Every doubt on the latest edition of each source, in the order of the rules, then of the rows."""
    return _doubts(lake.current_snapshots())


def coordinated_sirens(person: Person) -> tuple[str, ...]:
    """Members of the networks that a person coordinates, each once. One query, and two for each network."""
    networks = [mandate.network for mandate in mandates_of(person) if mandate.role == Mandate.Role.COORDINATOR]
    members = [member.siren for network in networks if network for member in network_members(network.slug)]
    return tuple(dict.fromkeys(members))


def doubts_of_territories(sirens: Iterable[str]) -> tuple[Doubt, ...]:
    """Doubts on the rows of some territories, and on whole tables."""
    wanted, holders = {*sirens, ""}, current_perimeter().holders
    return tuple(doubt for doubt in find_doubts() if holders.get(doubt.place, doubt.place) in wanted)


def doubts_on_rows(source: str, measure: str, places: Iterable[str]) -> dict[str, list[Doubt]]:
    """Doubts on one measure of one source, by place, for the places given."""
    wanted = set(places)
    found: dict[str, list[Doubt]] = {}
    for doubt in find_doubts():
        if doubt.source == source and doubt.place in wanted and doubt.measure in {"", measure}:
            found.setdefault(doubt.place, []).append(doubt)
    return found


@lru_cache(maxsize=4)
def _doubts(state: tuple[Snapshot, ...]) -> tuple[Doubt, ...]:
    latest = {snapshot.card.source: snapshot for snapshot in state}  # the last data date of each source wins
    tables = {source: _read(snapshot) for source, snapshot in latest.items()}
    found = [
        *_consumption_doubts(tables),
        *_production_doubts(tables),
        *_emission_doubts(tables),
        *_edition_doubts(tables),
    ]
    order = {code: rank for rank, code in enumerate(RULES)}
    return tuple(sorted(found, key=lambda doubt: order[doubt.rule]))


def _read(snapshot: Snapshot) -> pl.DataFrame:
    name = view_name(snapshot.card.source)
    keys = ", ".join(snapshot.card.key)
    return lake.run_query(f"SELECT * FROM {name} ORDER BY {keys}", {name: snapshot})  # noqa: S608 - names of our own cards


def _members() -> pl.DataFrame:
    return register.membership_frame(PERIMETER_VINTAGE).select("insee_code", "siren")


def _consumption_doubts(tables: Tables) -> list[Doubt]:
    communal, homes = tables.get(consumption.SOURCE), tables.get(consumption.SECOND_SOURCE)
    if communal is None:
        return []
    members = _members()
    found = [
        *consumption.masked_meshes(communal),
        *consumption.homes_only_total(communal),
        *consumption.gas_without_use(communal),
        *consumption.one_site_dominates(communal, members),
        *consumption.home_mean_out_of_range(communal),
    ]
    if homes is not None:
        found += consumption.two_sources_apart(communal, homes, members)
        found += consumption.operator_missing(communal, homes, members)
    return found


def _production_doubts(tables: Tables) -> list[Doubt]:
    plants, before = tables.get(production.SOURCE), tables.get("odre-capacity")
    if plants is None:
        return []
    return [
        *production.output_beyond_year(plants),
        *production.low_yield(plants),
        *production.young_plant(plants),
        *production.energy_not_known(plants),
        *(production.capacity_jump(plants, before) if before is not None else ()),
    ]


def _emission_doubts(tables: Tables) -> list[Doubt]:
    inventory, census = tables.get(emissions.SOURCE), tables.get("insee-dwellings")
    if inventory is None:
        return []
    found = list(emissions.hole_among_neighbours(inventory))
    if census is not None:
        found += emissions.site_in_services(inventory, census)
        found += emissions.site_booked_where_it_stands(inventory, census)
    return found


def _edition_doubts(tables: Tables) -> list[Doubt]:
    passage = current_perimeter().passage
    found = [
        doubt
        for source, table in tables.items()
        if source not in BY_TERRITORY
        for doubt in editions.merged_commune(table, passage, source=source)
    ]
    if dwellings.SOURCE in tables:
        found += dwellings.few_certificates(tables[dwellings.SOURCE])
    before, after = register.VINTAGES[-2:]
    found += editions.same_population(
        register.membership_frame(before),
        register.membership_frame(after),
        source=PERIMETER_SOURCE,
        years=(before, after),
    )
    return found
