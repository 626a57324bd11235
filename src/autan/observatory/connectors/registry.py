"""Which sources can be read or fetched, and the one door to each of them."""

from collections.abc import Mapping
from dataclasses import replace
from types import ModuleType

import polars as pl

from autan.errors import UnknownError
from autan.observatory.connectors import (
    ademe_dpe,
    aldo,
    dpe_portal,
    geo_register,
    igt_ghg,
    igt_portal,
    indicator_files,
    indicator_portal,
    insee_dwellings,
    insee_jobs,
    melodi_portal,
    odre_capacity,
    odre_portal,
    odre_register,
    ore_communes,
    ore_homes_epci,
    ore_portal,
    pcaet_deposits,
    pcaet_v1,
    pcaet_v2,
    rare_communes,
    rare_epci,
    sdes_energy_epci,
    sdes_heat_networks,
    sdes_vehicles,
)
from autan.observatory.connectors.archives import open_archives
from autan.observatory.connectors.districts import without_doubled_districts
from autan.observatory.connectors.harvest import Harvest, Wish
from autan.observatory.connectors.raw_table import Expectation, Reading
from autan.observatory.connectors.transport import Transport
from autan.observatory.core.cards import Card


class UnknownSourceError(UnknownError):
    """No connector reads this source.

    Attributes:
        source: slug that was asked for.
        known: slugs that can be read.
    """

    def __init__(self, source: str, known: tuple[str, ...]) -> None:
        self.source = source
        self.known = known
        super().__init__(f"aucune source {source!r} ; sources connues : {', '.join(known)}")


_MODULES = (
    *(ore_communes, igt_ghg, odre_register, insee_dwellings, ademe_dpe, ore_homes_epci, odre_capacity),
    *(indicator_files, sdes_energy_epci, sdes_heat_networks, sdes_vehicles, pcaet_v1, pcaet_v2, pcaet_deposits),
    *(geo_register, aldo, rare_epci, rare_communes, insee_jobs),
)
CONNECTORS: Mapping[str, ModuleType] = {module.SOURCE: module for module in _MODULES}
SOURCES = tuple(CONNECTORS)
PORTALS: Mapping[str, ModuleType] = {
    module.SOURCE: module
    for module in (
        *(ore_portal, odre_portal, igt_portal, melodi_portal, indicator_portal),
        *(sdes_energy_epci, sdes_heat_networks, sdes_vehicles, pcaet_v1, pcaet_v2, pcaet_deposits),
        *(geo_register, dpe_portal, insee_jobs),
    )
}
FETCHED_SOURCES = tuple(PORTALS)
"""Sources that a service gives; the others are taken from files alone."""
SOURCES_BY_PLACE = (melodi_portal.SOURCE, insee_jobs.SOURCE)
"""Those whose service is asked place by place."""
SLOW_SOURCES = (dpe_portal.SOURCE,)
"""Those that take hundreds of questions for the whole country: asked for by name, or for the places of a network."""
SOURCES_OF_MANY = (indicator_portal.SOURCE,)
"""Portals of many data sets: each data set becomes a source of its own in the lake."""


def kind_of(source: str) -> str:
    """The source whose connector and model card serve a source: that of its portal for an indicator.

    >>> kind_of("indicator-emissions"), kind_of("ore-communes")
    ('indicators', 'ore-communes')
    """
    return indicator_files.SOURCE if source.startswith(indicator_files.PREFIX) else source


def part_column(source: str) -> str:
    """Column that tells the files of a source apart when it comes in several files; empty for one file."""
    return str(getattr(CONNECTORS.get(kind_of(source)), "PART_COLUMN", ""))


def fetch(source: str, transport: Transport, wish: Wish) -> tuple[Harvest, ...]:
    """Bring back the editions of a source from its service.

    Args:
        source: slug of the source.
        transport: who asks.
        wish: which years and places.

    Raises:
        UnknownSourceError: no service gives this source.
        SourceUnreachableError: no whole answer came.
        SourceChangedError: the answers are not what they were.
    """
    portal = PORTALS.get(source)
    if portal is None:
        raise UnknownSourceError(source, FETCHED_SOURCES)
    harvests: tuple[Harvest, ...] = portal.fetch(transport, wish)
    return harvests


def read_file(card: Card, content: bytes, *, file: str, expectation: Expectation) -> Reading:
    """Read a file of the source of a card into the tidy table that the card describes, sorted by its key.

    Args:
        card: card of the source; its columns and key give the form of the table.
        content: the file, as bytes.
        file: its name, for the messages.
        expectation: what is known outside the file.

    Raises:
        UnknownSourceError: no connector reads this source.
        ImportFileError: the file is not what it should be; every fault is listed.
    """
    module = _reader(card.source, content)
    if hasattr(module, "read_many"):
        reading: Reading = module.read_many({file: content}, card=card, expectation=expectation)
    else:
        reading = module.read(content, file=file, expectation=expectation)
    return _in_form(reading, card)


def clean_files(source: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Files without what may never be kept (names of people), archives opened: to be called before anything is kept.

    Raises:
        ImportFileError: a file is not of this source.
    """
    opened = open_archives(files)
    clean = getattr(CONNECTORS.get(kind_of(source)), "clean", None)
    return {name: clean(content, name) for name, content in opened.items()} if clean else opened


def read_editions(card: Card, files: Mapping[str, bytes], *, expectation: Expectation) -> tuple[Reading, ...]:
    """Read files of one source into one table for each year or day that they are about, in order of date.

    Args:
        card: card of the source.
        files: files by name; an archive stands for the tables that it holds.
        expectation: what is known outside the files.

    Raises:
        UnknownSourceError: no connector reads this source.
        ImportFileError: a file is not what it should be.
    """
    opened = clean_files(card.source, files)
    module = _reader(card.source, *opened.values())
    if hasattr(module, "read_many"):
        readings = [_in_form(module.read_many(opened, card=card, expectation=expectation), card)]
    else:
        readings = [read_file(card, content, file=name, expectation=expectation) for name, content in opened.items()]
    editions = [edition for reading in readings for edition in _by_year(reading)]
    return tuple(sorted(editions, key=lambda edition: edition.data_date))


def _reader(source: str, *contents: bytes) -> ModuleType:
    module = CONNECTORS.get(kind_of(source))
    if module is None:
        raise UnknownSourceError(source, SOURCES)
    portal = PORTALS.get(kind_of(source))
    return portal if portal and any(portal.recognises(content) for content in contents) else module


def _in_form(reading: Reading, card: Card) -> Reading:
    """The reading with the columns and the order that the card announces."""
    table, said = without_doubled_districts(reading.table, card.key)
    table = table.select(column.name for column in card.columns).sort(card.key)
    return replace(reading, table=table, remarks=(*reading.remarks, said) if said else reading.remarks)


def _by_year(reading: Reading) -> list[Reading]:
    """One reading for each year of a file that holds several; a reading that tells its date is left whole."""
    if reading.data_date:
        return [reading]
    years = reading.table["year"].unique().sort().to_list()
    return [replace(reading, table=reading.table.filter(pl.col("year") == year), data_date=str(year)) for year in years]
