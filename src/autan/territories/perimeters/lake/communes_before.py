"""Communes from 2012 to the first vintage of the register: which there were, and what became of them.

The official geographic code tells changes of name, mergers, communes made anew and changes of department. In which EPCI
a commune was before 2019 is not told: no membership of those years ships.
"""

from dataclasses import dataclass
from functools import cache
from itertools import groupby

from autan.ground.texts.core.labelled import Labelled
from autan.territories.perimeters.lake.register import (
    VINTAGES,
    UnknownVintageError,
    commune_names,
    passage_query,
    register_rows,
)

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
