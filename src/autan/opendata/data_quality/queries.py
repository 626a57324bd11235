"""Rows of the lake that a rule flags."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial

import polars as pl

from autan.ground.plugins import run_or_leave_aside
from autan.opendata.data_quality.core import certificates, consumption, editions, emissions, filings, production, series
from autan.opendata.data_quality.core.alerts import AlertSeverity, QualityAlert, QualityCheck
from autan.opendata.data_quality.importers import added_checks, quality_rules
from autan.opendata.measures.core.measures import PERIMETER_VINTAGE
from autan.opendata.measures.lake import BY_TERRITORY, MEASURE_ROWS, view_name
from autan.opendata.measures.queries.editions import lake_state
from autan.opendata.measures.queries.perimeter import current_perimeter
from autan.opendata.sources.core.pcaet_codes import PERIOD_YEARS
from autan.opendata.sources.lake import engine
from autan.opendata.sources.lake.snapshots import Snapshot
from autan.territories.perimeters.lake import register

Tables = Mapping[str, pl.DataFrame]
PERIMETER_SOURCE = "registre-epci"
PCAET = "pcaet-"
BY_COMMUNE = frozenset(
    {consumption.SOURCE, production.SOURCE, "odre-capacity", emissions.SOURCE, "insee-dwellings", certificates.SOURCE}
)
"""Checked sources whose rows are about communes."""
CHECKED = (
    BY_COMMUNE
    | series.SERIES
    | set(series.HEAT)
    | {series.INDEPENDENT}
    | {consumption.SECOND_SOURCE, filings.HEADINGS, *PERIOD_YEARS}
)
"""Sources that a rule reads."""


def find_alerts() -> tuple[QualityAlert, ...]:
    """Every alert on the latest edition of each source, in the order of the rules, then of the rows."""
    return _alerts(lake_state())


def holder_of(alert: QualityAlert) -> str:
    """SIREN of the territory that the flagged row is in; empty for a whole table."""
    return current_perimeter().holders.get(alert.place, alert.place)


def alerts_of_territories(sirens: Iterable[str]) -> tuple[QualityAlert, ...]:
    """Alerts on the rows of some territories, and on whole tables."""
    scope, holders = {*sirens, ""}, current_perimeter().holders
    return tuple(alert for alert in find_alerts() if holders.get(alert.place, alert.place) in scope)


def alerts_on_rows(source: str, measure: str, places: Iterable[str]) -> dict[str, list[QualityAlert]]:
    """Alerts on one measure of one source, by place, for the places given."""
    place_set = set(places)
    quality_alerts: dict[str, list[QualityAlert]] = {}
    for alert in find_alerts():
        if alert.source == source and alert.place in place_set and alert.measure in {"", measure}:
            quality_alerts.setdefault(alert.place, []).append(alert)
    return quality_alerts


@lru_cache(maxsize=4)
def _alerts(state: tuple[Snapshot, ...]) -> tuple[QualityAlert, ...]:
    order = {code: rank for rank, code in enumerate(quality_rules())}
    alerts = [alert for group in _GROUPS for alert in _alerts_of_group(state, group)]
    return tuple(sorted(alerts, key=lambda alert: order[alert.rule]))


@lru_cache(maxsize=16)
def _alerts_of_group(state: tuple[Snapshot, ...], group: str) -> tuple[QualityAlert, ...]:
    """Alerts of the rules about one subject; only the tables that they read are read."""
    sources, raise_all = _GROUPS[group]
    latest = {s.card.source: s for s in state if s.card.source in sources}  # the last data date of each source wins
    alerts = raise_all({source: _read(snapshot) for source, snapshot in latest.items()})
    years = {source: latest[source].card.data_date[:4] for source in latest if not source.startswith(PCAET)}
    years[PERIMETER_SOURCE] = str(register.VINTAGES[-1])  # a filing has no year of its own: its number tells it apart
    return tuple(alert if alert.year else replace(alert, year=years.get(alert.source, "")) for alert in alerts)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertsToCheck:
    """Alerts that people are asked to check on one source; rules read its last edition alone.

    `counts`: how many there are by measure, then by commune or EPCI.
    """

    edition: Snapshot
    counts: Mapping[str, Mapping[str, int]]

    def count(self, measure: str, places: Iterable[str]) -> int:
        """How many are on one measure in some communes or EPCI."""
        by_place = self.counts.get(measure)
        return sum(by_place.get(place, 0) for place in places) if by_place else 0


@lru_cache(maxsize=8)
def alerts_to_check(state: tuple[Snapshot, ...]) -> Mapping[str, AlertsToCheck]:
    """Alerts that people are asked to check on the measures of the catalogue, by source."""
    rules, counts = quality_rules(), dict[str, dict[str, dict[str, int]]]()
    for group in _MEASURED_GROUPS:
        for alert in _alerts_of_group(state, group):
            if rules[alert.rule].severity is AlertSeverity.ASK:
                places = counts.setdefault(alert.source, {}).setdefault(alert.measure, {})
                places[alert.place] = places.get(alert.place, 0) + 1
    latest = {snapshot.card.source: snapshot for snapshot in state}
    return {source: AlertsToCheck(edition=latest[source], counts=count) for source, count in counts.items()}


def _read(snapshot: Snapshot) -> pl.DataFrame:
    name = view_name(snapshot.card.source)
    keys = ", ".join(snapshot.card.key)
    return engine.run_query(f"SELECT * FROM {name} ORDER BY {keys}", {name: snapshot})  # noqa: S608 - names of our own cards


def _consumption_alerts(tables: Tables) -> list[QualityAlert]:
    communal, homes = tables.get(consumption.SOURCE), tables.get(consumption.SECOND_SOURCE)
    if communal is None:
        return []
    members = register.membership_frame(PERIMETER_VINTAGE).select("insee_code", "siren")
    alerts = [
        *consumption.masked_meshes(communal),
        *consumption.homes_only_total(communal),
        *consumption.gas_without_use(communal),
        *consumption.one_site_dominates(communal, members),
        *consumption.home_mean_out_of_range(communal),
    ]
    if homes is not None:
        alerts += consumption.two_sources_apart(communal, homes, members)
        alerts += consumption.operator_missing(communal, homes, members)
    return alerts


def _production_alerts(tables: Tables) -> list[QualityAlert]:
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


def _emission_alerts(tables: Tables) -> list[QualityAlert]:
    inventory, census = tables.get(emissions.SOURCE), tables.get("insee-dwellings")
    if inventory is None:
        return []
    alerts = list(emissions.hole_among_neighbours(inventory))
    if census is not None:
        alerts += emissions.site_in_services(inventory, census)
        alerts += emissions.site_booked_where_it_stands(inventory, census)
    return alerts


def _filing_alerts(tables: Tables) -> list[QualityAlert]:
    quality_alerts: list[QualityAlert] = []
    inventory, passage = tables.get(emissions.SOURCE), current_perimeter().passage
    for source in (source for source in PERIOD_YEARS if source in tables):
        cells = tables[source]
        quality_alerts += filings.deposit_unit(cells, source=source)
        quality_alerts += filings.deposit_sectors_swapped(cells, source=source)
        quality_alerts += filings.deposit_filler(cells, source=source)
        if inventory is not None:
            quality_alerts += filings.deposit_apart_from_inventory(cells, inventory, passage, source=source)
    if filings.HEADINGS in tables:
        quality_alerts += filings.deposit_several(tables[filings.HEADINGS])
    return quality_alerts


def _series_alerts(tables: Tables) -> list[QualityAlert]:
    delivered, independent = tables.get(series.DELIVERED), tables.get(series.INDEPENDENT)
    alerts: list[QualityAlert] = []
    if delivered is not None:
        alerts += series.homes_to_services(delivered)
    if delivered is not None and independent is not None:
        alerts += series.floor_above_total(delivered, independent)
    for source in sorted(series.SERIES & set(tables)):
        alerts += series.low_between_years(tables[source], source=source)
    for source in sorted(set(series.HEAT) & set(tables)):
        alerts += series.jump_between_years(tables[source], source=source)
    if series.POWER in tables and series.DELIVERED_HEAT in tables:
        alerts += series.heat_hours(tables[series.DELIVERED_HEAT], tables[series.POWER])
    return alerts


def _edition_alerts(tables: Tables) -> list[QualityAlert]:
    passage = current_perimeter().passage
    quality_alerts = [
        alert
        for source, table in tables.items()
        if source in MEASURE_ROWS and source not in BY_TERRITORY
        for alert in editions.merged_commune(table, passage, source=source)
    ]
    if certificates.SOURCE in tables:
        quality_alerts += certificates.few_certificates(tables[certificates.SOURCE])
    before, after = register.VINTAGES[-2:]
    quality_alerts += editions.same_population(
        register.membership_frame(before),
        register.membership_frame(after),
        source=PERIMETER_SOURCE,
        years=(before, after),
    )
    return quality_alerts


def _alerts_of_plugin(check: QualityCheck, tables: Tables) -> list[QualityAlert]:
    """Alerts of the rule of a plug-in, none under the name of another; none of one that raises."""
    alerts = run_or_leave_aside(check, lambda: list(check.find(tables)) if tables else [], list[QualityAlert]())
    return [alert for alert in alerts if alert.rule == check.rule.code]


_GROUPS: Mapping[str, tuple[frozenset[str], Callable[[Tables], list[QualityAlert]]]] = {
    "filings": (frozenset({emissions.SOURCE, filings.HEADINGS, *PERIOD_YEARS}), _filing_alerts),
    "consumption": (frozenset({consumption.SOURCE, consumption.SECOND_SOURCE}), _consumption_alerts),
    "production": (frozenset({production.SOURCE, "odre-capacity"}), _production_alerts),
    "emissions": (frozenset({emissions.SOURCE, "insee-dwellings"}), _emission_alerts),
    "editions": (CHECKED, _edition_alerts),
    "series": (series.SERIES | set(series.HEAT) | {series.INDEPENDENT}, _series_alerts),
    **{code: (check.sources, partial(_alerts_of_plugin, check)) for code, check in added_checks().items()},
}
"""Rules by subject: the sources that they read, and what raises their alerts."""
_MEASURED_GROUPS = ("consumption", "production", "emissions")
"""Subjects whose alerts are on measures of the catalogue."""
