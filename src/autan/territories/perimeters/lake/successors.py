"""EPCI that no longer exist, those where their communes are today, and former communes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from autan.ground.search.core.searching import SearchedDocument, SearchIndex
from autan.ground.texts.core.labelled import Labelled
from autan.territories.perimeters.core.bodies import Epci
from autan.territories.perimeters.lake.register import (
    LATEST,
    VINTAGES,
    UnknownVintageError,
    commune_names,
    epci_of,
    find_epci,
    members_of,
    passage_frame,
    passage_query,
    register_rows,
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
    codes = members_of(siren, vintages[-1]).select(source_code="insee_code")
    placed = codes.join(passage_frame(), on="source_code").drop_nulls("siren")
    counted = placed.group_by("siren").len("communes").sort("communes", "siren", descending=[True, False])
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
    former = (siren for siren in names if siren not in epci_of(LATEST))
    return SearchIndex(SearchedDocument(key=siren, title=names[siren], text=siren) for siren in former)


def search_former_epci(words: Sequence[str]) -> list[FormerEpci]:
    """Return the EPCI that no longer exist and answer the words of a search, best first."""
    former_epcis = (find_former_epci(siren) for siren, _score in _former_names().search(words, needs_all=True))
    return [former for former in former_epcis if former]


FIRST_YEAR = 2012


class ChangeKind(Labelled):
    """What became of a commune."""

    NAME = "name", "changements de nom", "changes of name"
    MERGE = "merge", "fusions", "mergers"
    SPLIT = "split", "communes rétablies", "municipalities made anew"
    DEPARTMENT = "department", "changements de département", "changes of department"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommuneChange:
    """What became of a commune on a day (ISO): its code and name before, those that its ground is under since then."""

    day: str
    kind: ChangeKind
    former_insee_code: str
    former_name: str
    insee_code: str
    commune_name: str

    @property
    def makes_code(self) -> bool:
        """True when nothing had this code before: a commune made anew, or one that goes on under another code."""
        is_moved = self.former_insee_code != self.insee_code and self.former_name == self.commune_name
        return self.kind is ChangeKind.SPLIT or is_moved


@cache
def commune_changes() -> tuple[CommuneChange, ...]:
    """Every change, in order of day."""
    rows = register_rows(f"SELECT {', '.join(CommuneChange.__slots__)} FROM changes")  # noqa: S608 - our own fields
    return tuple(
        CommuneChange(**{**dict(zip(CommuneChange.__slots__, row, strict=True)), "kind": ChangeKind(row[1])})
        for row in rows
    )


@cache
def changes_in(siren: str) -> tuple[CommuneChange, ...]:
    """Changes of the ground that an EPCI of today holds, in order of day."""
    return _changes_by_epci().get(siren, ())


@cache
def _changes_by_epci() -> dict[str, tuple[CommuneChange, ...]]:
    holders = dict(register_rows(f"SELECT source_code, siren FROM ({passage_query()})"))  # noqa: S608 - our own query
    changes: dict[str, tuple[CommuneChange, ...]] = {}
    for change in commune_changes():
        if siren := holders.get(change.insee_code):
            changes[siren] = (*changes.get(siren, ()), change)
    return changes


@cache
def communes_on_january_first(year: int) -> dict[str, str]:
    """Name of each commune that there was on 1 January of a year, by code, from 2012 to the first vintage."""
    if not FIRST_YEAR <= year <= VINTAGES[0]:
        raise UnknownVintageError(year)
    names = {code: commune_names(VINTAGES[0])[code] for code in _codes_of_first_vintage()}
    later = [change for change in reversed(commune_changes()) if change.day > f"{year}-01-01"]
    for _day, changes in groupby(later, key=lambda change: change.day):
        of_day = list(changes)
        stood = {change.former_insee_code for change in of_day}
        for code in {change.insee_code for change in of_day if change.makes_code} - stood:
            names.pop(code, None)
        names |= {change.former_insee_code: change.former_name for change in of_day}
    return names


def _codes_of_first_vintage() -> list[str]:
    query = f"SELECT DISTINCT insee_code FROM membership WHERE first_vintage = {VINTAGES[0]} ORDER BY insee_code"  # noqa: S608 - a year
    return [code for (code,) in register_rows(query)]
