"""The connectors: sources that can be read or fetched, and the one way to each of them."""

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from autan.ground.errors import UnknownError
from autan.ground.plugins import plugin_objects
from autan.opendata.producers.connectors.aldo import ALDO
from autan.opendata.producers.connectors.declared_series import DECLARED_SERIES
from autan.opendata.producers.connectors.dido import SDES_ENERGY_EPCI
from autan.opendata.producers.connectors.districts import without_doubled_districts
from autan.opendata.producers.connectors.dpe_portal import ADEME_DPE
from autan.opendata.producers.connectors.geo_register import GEO_REGISTER
from autan.opendata.producers.connectors.igt_portal import IGT_GHG
from autan.opendata.producers.connectors.indicator_portal import INDICATORS
from autan.opendata.producers.connectors.insee_jobs import INSEE_JOBS
from autan.opendata.producers.connectors.melodi_portal import INSEE_DWELLINGS
from autan.opendata.producers.connectors.odre_capacity import ODRE_CAPACITY
from autan.opendata.producers.connectors.odre_portal import ODRE_REGISTER
from autan.opendata.producers.connectors.ore_homes_epci import ORE_HOMES_EPCI
from autan.opendata.producers.connectors.ore_operators import ORE_OPERATORS
from autan.opendata.producers.connectors.ore_portal import ORE_COMMUNES
from autan.opendata.producers.connectors.pcaet_deposits import PCAET_HEADINGS
from autan.opendata.producers.connectors.pcaet_filings import PCAET_V1, PCAET_V2
from autan.opendata.producers.connectors.regional_set import RARE_COMMUNES, RARE_EPCI
from autan.opendata.producers.connectors.sdes_heat_networks import SDES_HEAT_NETWORKS
from autan.opendata.producers.connectors.sdes_vehicles import SDES_VEHICLES
from autan.opendata.sources.connectors.archives import open_archives
from autan.opendata.sources.connectors.connector import Connector
from autan.opendata.sources.connectors.fetching import FetchedEdition, FetchRequest
from autan.opendata.sources.connectors.transport import Transport
from autan.opendata.sources.core.readings import Expectation, Reading
from autan.opendata.sources.core.source_cards import INDICATOR_PREFIX, SourceCard


class UnknownSourceError(UnknownError):
    """No connector reads this source."""

    def __init__(self, source: str, known: tuple[str, ...]) -> None:
        self.source = source
        self.known = known
        super().__init__(
            "aucune source «\u202f{source}\u202f»\u202f; sources connues\u00a0: {known}",
            source=source,
            known=", ".join(known),
        )


_OURS = (
    *(ORE_COMMUNES, IGT_GHG, ODRE_REGISTER, INSEE_DWELLINGS, ADEME_DPE, ORE_HOMES_EPCI, ODRE_CAPACITY, INDICATORS),
    *(SDES_ENERGY_EPCI, SDES_HEAT_NETWORKS, SDES_VEHICLES, PCAET_V1, PCAET_V2, PCAET_HEADINGS, GEO_REGISTER, ALDO),
    *(RARE_EPCI, RARE_COMMUNES, INSEE_JOBS, ORE_OPERATORS),
    *DECLARED_SERIES,
)
CONNECTORS: Mapping[str, Connector] = {
    connector.source: connector for connector in (*_OURS, *plugin_objects(Connector), *_OURS)
}
"""Ours first, then those of plug-ins, which never take the place of Autan."""
_ALL = tuple(CONNECTORS.values())
SOURCES = tuple(CONNECTORS)
FETCHED_SOURCES = tuple(connector.source for connector in _ALL if connector.fetch)
"""Sources that a service gives; the others are taken from files alone."""
SOURCES_BY_PLACE = tuple(connector.source for connector in _ALL if connector.needs_places)
SLOW_SOURCES = tuple(connector.source for connector in _ALL if connector.is_slow)
"""Those asked for by name, or for the places of a network."""
SOURCES_OF_MANY = tuple(connector.source for connector in _ALL if connector.is_portal)


def kind_of(source: str) -> str:
    """The source whose connector and model card serve a source: that of its portal for an indicator of the ministry.

    >>> kind_of("indicator-emissions"), kind_of("ore-communes"), kind_of("indicator-ore-gas")
    ('indicators', 'ore-communes', 'indicator-ore-gas')
    """
    return INDICATORS.source if source.startswith(INDICATOR_PREFIX) and source not in CONNECTORS else source


def fetch(source: str, transport: Transport, request: FetchRequest) -> tuple[FetchedEdition, ...]:
    """Bring back the editions of a source from its service.

    Raises, whatever the connector:
        SourceUnreachableError: no whole response came.
        SourceChangedError: the responses are not what they were.
    """
    connector = CONNECTORS.get(source)
    if connector is None or connector.fetch is None:
        raise UnknownSourceError(source, FETCHED_SOURCES)
    return connector.fetch(transport, request)


def clean_files(source: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Files without what may never be kept (names of people), archives opened: to be called before anything is kept.

    Raises ImportFileError: a file is not of this source.
    """
    opened, clean = open_archives(files), connector_of(source).clean
    return {name: clean(content, name) for name, content in opened.items()} if clean else opened


def connector_of(source: str) -> Connector:
    """The connector that reads a source."""
    connector = CONNECTORS.get(kind_of(source))
    if connector is None:
        raise UnknownSourceError(source, SOURCES)
    return connector


def read_files(card: SourceCard, files: Mapping[str, bytes], *, expectation: Expectation) -> list[Reading]:
    """Read clean files of one source into tidy tables as the card describes them, sorted by its key.

    Raises ImportFileError: a file is not what it should be; every fault is listed.
    """
    readings = connector_of(card.source).read(files, card, expectation)
    return [_in_form(reading, card) for reading in readings]


def read_editions(card: SourceCard, files: Mapping[str, bytes], *, expectation: Expectation) -> tuple[Reading, ...]:
    """Read files of one source into one table for each year or day that they are about, in order of date.

    Raises ImportFileError: a file is not what it should be.
    """
    readings = read_files(card, files, expectation=expectation)
    editions = [edition for reading in readings for edition in _by_year(reading)]
    return tuple(sorted(editions, key=lambda edition: edition.data_date))


def _in_form(reading: Reading, card: SourceCard) -> Reading:
    """The reading with the columns and the order that the card announces."""
    table, remark = without_doubled_districts(reading.table, card.key)
    table = table.select(column.name for column in card.columns).sort(card.key)
    return replace(reading, table=table, remarks=(*reading.remarks, remark) if remark else reading.remarks)


def _by_year(reading: Reading) -> list[Reading]:
    """One reading for each year of a file that holds several; a reading that tells its date is left whole."""
    if reading.data_date:
        return [reading]
    years = reading.table["year"].unique().sort().to_list()
    return [replace(reading, table=reading.table.filter(pl.col("year") == year), data_date=str(year)) for year in years]
