"""Which sources can be read, and the one door to read a file of any of them."""

from collections.abc import Mapping
from types import ModuleType

import polars as pl

from autan.errors import DomainError
from autan.observatory.connectors import (
    ademe_dpe,
    igt_ghg,
    insee_dwellings,
    odre_capacity,
    odre_register,
    ore_communes,
    ore_homes_epci,
)
from autan.observatory.connectors.raw_table import Expectation, Reading
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
        super().__init__(f"no connector reads {source!r}; known: {', '.join(known)}")


_MODULES = (ore_communes, igt_ghg, odre_register, insee_dwellings, ademe_dpe, ore_homes_epci, odre_capacity)
CONNECTORS: Mapping[str, ModuleType] = {module.SOURCE: module for module in _MODULES}
SOURCES = tuple(CONNECTORS)


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
    reading: Reading = module.read(content, file=file, expectation=expectation)
    table = reading.table.select(column.name for column in card.columns).sort(card.key)
    return Reading(
        table=table.with_columns(pl.col(pl.String).str.strip_chars()),
        data_date=reading.data_date,
        remarks=reading.remarks,
        set_aside=reading.set_aside,
    )
