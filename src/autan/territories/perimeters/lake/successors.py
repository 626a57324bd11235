"""EPCI that no longer exist, and those where their communes are today."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import polars as pl

from autan.ground.search.core.searching import SearchedDocument, SearchIndex
from autan.territories.perimeters.core.bodies import Epci
from autan.territories.perimeters.lake.register import (
    LATEST,
    VINTAGES,
    epci_of,
    find_epci,
    members_of,
    passage_frame,
    vintages_of,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Successor:
    """An EPCI of today that holds communes of one that no longer exists.

    Attributes:
        communes: how many communes of the former one it holds.
        total: how many the former one had.
    """

    epci: Epci
    communes: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerEpci:
    """An EPCI that no longer exists: as it was in its last vintage, and where its communes are, most first."""

    epci: Epci
    successors: tuple[Successor, ...]


@cache
def find_former_epci(siren: str) -> FormerEpci | None:
    """Return an EPCI that no longer exists; None for one that does, or that the register never saw."""
    vintages = vintages_of(siren)
    if not vintages or vintages[-1] == LATEST:
        return None
    codes = members_of(siren, vintages[-1]).select(pl.col("insee_code").alias("source_code"))
    placed = codes.join(passage_frame(), on="source_code").drop_nulls("siren")
    counted = (
        placed.group_by("siren").agg(pl.len().alias("communes")).sort("communes", "siren", descending=[True, False])
    )
    return FormerEpci(
        epci=find_epci(siren, vintages[-1]),
        successors=tuple(
            Successor(epci=find_epci(today), communes=communes, total=codes.height)
            for today, communes in counted.iter_rows()
        ),
    )


@cache
def _former_names() -> SearchIndex[str]:
    """Every EPCI that no longer exists, by its last name and its SIREN."""
    names = {siren: epci.name for vintage in VINTAGES for siren, epci in epci_of(vintage).items()}
    gone = (siren for siren in names if siren not in epci_of(LATEST))
    return SearchIndex(SearchedDocument(key=siren, title=names[siren], text=siren) for siren in gone)


def search_former_epci(words: Sequence[str]) -> list[FormerEpci]:
    """Return the EPCI that no longer exist and answer the words of a search, best first."""
    former_epcis = (find_former_epci(siren) for siren, _score in _former_names().search(words, needs_all=True))
    return [former for former in former_epcis if former]
