"""Rows of the lake that a rule doubts."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import polars as pl

from autan.data_quality.core import certificates, consumption, editions, emissions, filings, production
from autan.data_quality.core.doubts import Doubt
from autan.data_quality.core.rules import DoubtSeverity
from autan.data_quality.importers.quality_rules import quality_rules
from autan.measures.core.measures import PERIMETER_VINTAGE
from autan.measures.lake.measure_rows import BY_TERRITORY, MEASURE_ROWS, view_name
from autan.measures.queries.editions import lake_state
from autan.measures.queries.perimeter import current_perimeter
from autan.opendata.core.pcaet_codes import PERIOD_YEARS
from autan.opendata.lake import engine
from autan.opendata.lake.snapshots import Snapshot
from autan.perimeters.lake import register

Tables = Mapping[str, pl.DataFrame]
PERIMETER_SOURCE = "registre-epci"
PCAET = "pcaet-"
BY_COMMUNE = frozenset(
    {consumption.SOURCE, production.SOURCE, "odre-capacity", emissions.SOURCE, "insee-dwellings", certificates.SOURCE}
)
"""Checked sources whose rows are about communes."""
CHECKED = BY_COMMUNE | {consumption.SECOND_SOURCE, filings.HEADINGS, *PERIOD_YEARS}
"""Sources that a rule reads."""


def find_doubts() -> tuple[Doubt, ...]:
    """Every doubt on the latest edition of each source, in the order of the rules, then of the rows."""
    return _doubts(lake_state())


def holder_of(doubt: Doubt) -> str:
    """SIREN of the territory that the doubted row is in; empty for a whole table."""
    return current_perimeter().holders.get(doubt.place, doubt.place)


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
    order = {code: rank for rank, code in enumerate(quality_rules())}
    found = [doubt for group in _GROUPS for doubt in _doubts_of_group(state, group)]
    return tuple(sorted(found, key=lambda doubt: order[doubt.rule]))


@lru_cache(maxsize=16)
def _doubts_of_group(state: tuple[Snapshot, ...], group: str) -> tuple[Doubt, ...]:
    """Doubts of the rules about one subject; only the tables that they read are read."""
    sources, raise_all = _GROUPS[group]
    latest = {s.card.source: s for s in state if s.card.source in sources}  # the last data date of each source wins
    found = raise_all({source: _read(snapshot) for source, snapshot in latest.items()})
    years = {source: latest[source].card.data_date[:4] for source in latest if not source.startswith(PCAET)}
    years[PERIMETER_SOURCE] = str(register.VINTAGES[-1])  # a filing has no year of its own: its number tells it apart
    return tuple(doubt if doubt.year else replace(doubt, year=years.get(doubt.source, "")) for doubt in found)


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtsToCheck:
    """Doubts that people are asked to check on one source; rules read its last edition alone.

    Attributes:
        edition: the last edition.
        counts: how many there are by measure, then by commune or EPCI.
    """

    edition: Snapshot
    counts: Mapping[str, Mapping[str, int]]

    def count(self, measure: str, places: Iterable[str]) -> int:
        """How many are on one measure in some communes or EPCI."""
        by_place = self.counts.get(measure)
        return sum(by_place.get(place, 0) for place in places) if by_place else 0


@lru_cache(maxsize=8)
def doubts_to_check(state: tuple[Snapshot, ...]) -> Mapping[str, DoubtsToCheck]:
    """Doubts that people are asked to check on the measures of the catalogue, by source."""
    rules, counts = quality_rules(), dict[str, dict[str, dict[str, int]]]()
    for group in _MEASURED_GROUPS:
        for doubt in _doubts_of_group(state, group):
            if rules[doubt.rule].severity is DoubtSeverity.ASK:
                places = counts.setdefault(doubt.source, {}).setdefault(doubt.measure, {})
                places[doubt.place] = places.get(doubt.place, 0) + 1
    latest = {snapshot.card.source: snapshot for snapshot in state}
    return {source: DoubtsToCheck(edition=latest[source], counts=held) for source, held in counts.items()}


def _read(snapshot: Snapshot) -> pl.DataFrame:
    name = view_name(snapshot.card.source)
    keys = ", ".join(snapshot.card.key)
    return engine.run_query(f"SELECT * FROM {name} ORDER BY {keys}", {name: snapshot})  # noqa: S608 - names of our own cards


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


def _filing_doubts(tables: Tables) -> list[Doubt]:
    found: list[Doubt] = []
    inventory, passage = tables.get(emissions.SOURCE), current_perimeter().passage
    for source in (source for source in PERIOD_YEARS if source in tables):
        cells = tables[source]
        found += filings.deposit_unit(cells, source=source)
        found += filings.deposit_sectors_swapped(cells, source=source)
        found += filings.deposit_filler(cells, source=source)
        if inventory is not None:
            found += filings.deposit_apart_from_inventory(cells, inventory, passage, source=source)
    if filings.HEADINGS in tables:
        found += filings.deposit_several(tables[filings.HEADINGS])
    return found


def _edition_doubts(tables: Tables) -> list[Doubt]:
    passage = current_perimeter().passage
    found = [
        doubt
        for source, table in tables.items()
        if source in MEASURE_ROWS and source not in BY_TERRITORY
        for doubt in editions.merged_commune(table, passage, source=source)
    ]
    if certificates.SOURCE in tables:
        found += certificates.few_certificates(tables[certificates.SOURCE])
    before, after = register.VINTAGES[-2:]
    found += editions.same_population(
        register.membership_frame(before),
        register.membership_frame(after),
        source=PERIMETER_SOURCE,
        years=(before, after),
    )
    return found


_GROUPS: Mapping[str, tuple[frozenset[str], Callable[[Tables], list[Doubt]]]] = {
    "filings": (frozenset({emissions.SOURCE, filings.HEADINGS, *PERIOD_YEARS}), _filing_doubts),
    "consumption": (frozenset({consumption.SOURCE, consumption.SECOND_SOURCE}), _consumption_doubts),
    "production": (frozenset({production.SOURCE, "odre-capacity"}), _production_doubts),
    "emissions": (frozenset({emissions.SOURCE, "insee-dwellings"}), _emission_doubts),
    "editions": (CHECKED, _edition_doubts),
}
"""Rules by subject: the sources that they read, and what raises their doubts."""
_MEASURED_GROUPS = ("consumption", "production", "emissions")
"""Subjects whose doubts are on measures of the catalogue."""
