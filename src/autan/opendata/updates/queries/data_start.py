"""Where each source stands for a network: what is held of its members, and by which way the rest comes."""

from collections.abc import Collection, Mapping
from types import MappingProxyType

from autan.opendata.measures.queries.editions import covered_territories, lake_state
from autan.opendata.measures.queries.indicators import COMMUNE, EPCI, get_indicator
from autan.opendata.measures.queries.yearly_series import places_around, series_at
from autan.opendata.producers.connectors.registry import FETCHED_SOURCES, SOURCES, SOURCES_OF_MANY
from autan.opendata.sources.core.source_cards import SourceCard
from autan.opendata.sources.importers import shipped_cards, shipped_table_cards
from autan.opendata.sources.lake.snapshots import Snapshot
from autan.opendata.updates.core.data_start import AcquisitionMode, SourceStatusLine


def start_lines(
    sirens: Collection[str], failures: Mapping[str, str] = MappingProxyType({})
) -> tuple[SourceStatusLine, ...]:
    """One line for each source that can be read, portals of many data sets left out."""
    snapshots = {snapshot.card.source: snapshot for snapshot in lake_state()}
    return tuple(
        _line(shipped_cards()[source], snapshots.get(source), sirens, failures.get(source, ""))
        for source in SOURCES
        if source not in SOURCES_OF_MANY
    )


def _line(card: SourceCard, snapshot: Snapshot | None, sirens: Collection[str], failure: str) -> SourceStatusLine:
    is_context = bool(snapshot) and is_context_series(card)
    return SourceStatusLine(
        source=card.source,
        title=card.title,
        way=_acquisition_mode(card.source),
        covered=_count_covered(snapshot, sirens, is_context=is_context) if snapshot else 0,
        members=len(sirens),
        is_held=snapshot is not None,
        is_context=is_context,
        failure=failure,
    )


def _acquisition_mode(source: str) -> AcquisitionMode:
    """A service gives more than the table that ships, and both more than a file that has to be found."""
    if source in FETCHED_SOURCES:
        return AcquisitionMode.SERVICE
    return AcquisitionMode.SHIPPED if source in shipped_table_cards() else AcquisitionMode.FILE


def is_context_series(card: SourceCard) -> bool:
    """True for a series of departments, regions or France alone: it tells of what is around the members."""
    indicator = get_indicator(card.source) if card.indicator else None
    return indicator is not None and not {EPCI, COMMUNE} & indicator.years.keys()


def _count_covered(snapshot: Snapshot, sirens: Collection[str], *, is_context: bool) -> int:
    if not is_context:
        return len(covered_territories(snapshot) & set(sirens))
    indicator = get_indicator(snapshot.card.source)
    category = indicator.categories[0] if indicator and indicator.categories else ""
    return sum(
        any(series_at(snapshot.card.source, mesh=mesh, code=code, category=category) for mesh, code in places_around(s))
        for s in sirens
    )
