"""Which sources can be read or fetched, and the one door to each of them."""

from collections.abc import Mapping
from types import ModuleType

import polars as pl

from autan.errors import DomainError
from autan.observatory.connectors import (
    ademe_dpe,
    igt_ghg,
    igt_portal,
    insee_dwellings,
    melodi_portal,
    odre_capacity,
    odre_portal,
    odre_register,
    ore_communes,
    ore_homes_epci,
    ore_portal,
)
from autan.observatory.connectors.harvest import Harvest, Wish
from autan.observatory.connectors.raw_table import Expectation, Reading
from autan.observatory.connectors.transport import Transport
from autan.observatory.core.cards import Card


class UnknownSourceError(DomainError):
    """No connector reads this source.

    Attributes:
        source: slug that was asked for.
        known: slugs that can be read.
    """

    def __init__(self, source: str, known: tuple[str, ...]) -> None:
        self.source = source
        self.known = known
        super().__init__(f"aucune source {source!r} ; sources connues : {', '.join(known)}")


_MODULES = (ore_communes, igt_ghg, odre_register, insee_dwellings, ademe_dpe, ore_homes_epci, odre_capacity)
CONNECTORS: Mapping[str, ModuleType] = {module.SOURCE: module for module in _MODULES}
SOURCES = tuple(CONNECTORS)
PORTALS: Mapping[str, ModuleType] = {
    module.SOURCE: module for module in (ore_portal, odre_portal, igt_portal, melodi_portal)
}
FETCHED_SOURCES = tuple(PORTALS)
"""Sources that a service gives; the others are taken from files alone."""
SOURCES_BY_PLACE = (melodi_portal.SOURCE,)
"""Those whose service is asked place by place."""


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
    module = CONNECTORS.get(card.source)
    if module is None:
        raise UnknownSourceError(card.source, SOURCES)
    portal = PORTALS.get(card.source)
    if portal and portal.recognises(content):
        module = portal
    reading: Reading = module.read(content, file=file, expectation=expectation)
    table = reading.table.select(column.name for column in card.columns).sort(card.key)
    return Reading(
        table=table.with_columns(pl.col(pl.String).str.strip_chars()),
        data_date=reading.data_date,
        remarks=reading.remarks,
        set_aside=reading.set_aside,
    )
