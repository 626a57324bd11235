"""What a room publishes for programs: tables and figures, from which API, open data and their catalogue are made."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


class PublishedColumnKind(StrEnum):
    """What the cells of a published column hold; every cell may be null where the value is unknown."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    FLAG = "flag"
    DAY = "day"  # a `date`


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedColumn:
    """One column of a published table.

    Attributes:
        name: its name in files and addresses; a quantity carries its unit in it.
        title: a few words, as `Text`.
        description: what it holds, and what an empty cell means, as `Text`.
        unit: code of the unit of a quantity; empty where another column tells it, or there is none.
        codes: wording of each code that the cells may hold, as `Text`; empty where they hold no codes.
        is_filter: True where the API narrows the table to one value of it.
    """

    name: str
    title: Any
    description: Any
    kind: PublishedColumnKind = PublishedColumnKind.TEXT
    unit: str = ""
    codes: Mapping[str, Any] = field(default_factory=dict)
    is_filter: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedTable:
    """One table that a room publishes: what anybody may read, and nothing else.

    Attributes:
        name: its name in files and addresses, lower-case letters and underscores.
        title: a few words, as `Text`.
        description: what a row is, and what is left out, as `Text`.
        key: names of the columns that tell a row from the others.
        rows: takes the slug of a network; answers the rows of it that anybody may read, cells in the order of the
            columns.
        of_member: takes the slug and the SIREN of a member; answers its rows alone, where they are computed of each
            member and all of them may be more than an answer.
        periods: takes the slug of a network; answers the period of each of its rows, where that costs far less than
            the rows do.
    """

    name: str
    rank: int
    title: Any
    description: Any
    columns: tuple[PublishedColumn, ...]
    key: tuple[str, ...]
    rows: Callable[[str], Iterable[Sequence[Any]]]
    of_member: Callable[[str, str], Iterable[Sequence[Any]]] | None = None
    periods: Callable[[str], Iterable[str]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WritableTable:
    """One table of which programs write rows, by the road of the files that people give: same rights, faults, journal.

    Attributes:
        name: its name in addresses and in the scope of keys, lower-case letters and underscores.
        title: a few words, as `Text`.
        description: what a row is, and what becomes of one that stands, as `Text`.
        permissions: the rights asked for its rows, the only ones that a key of this table gives.
        columns: names of the columns of a row that must be there.
        more_columns: names of those that may.
        example: a row, by column.
        importing: takes who acts; answers the `Import` that takes the rows in.
    """

    name: str
    rank: int
    title: Any
    description: Any
    permissions: frozenset[str]
    columns: tuple[str, ...]
    more_columns: tuple[str, ...]
    example: Mapping[str, Any]
    importing: Callable[[Any], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFigures:
    """Figures that a room publishes of a network.

    `figures` takes the slug of a network and the SIREN of a member; answers the figures of the member that anybody may
    read; for an empty SIREN, those of the network and of every member.
    """

    rank: int
    figures: Callable[[str, str], Iterable[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsItem:
    """One thing that is new.

    Attributes:
        key: tells it from the others at its address.
        summary: what to know of it, as `Text`.
    """

    key: str
    title: Any
    summary: Any
    path: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsFeed:
    """A feed that a room gives to those who follow what is new.

    Attributes:
        name: its word in an address, lower-case letters and hyphens.
        title: a few words, as `Text`.
        items: what anybody may read, in any order.
    """

    name: str
    rank: int
    title: Any
    items: Callable[[], Iterable[NewsItem]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicCalendars:
    """Calendars (iCalendar) that a room gives to those who follow its meetings.

    `calendars` takes the slug of a network; answers title, as `Text`, and path of each public one.
    """

    rank: int
    calendars: Callable[[str], Iterable[tuple[Any, str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedCode:
    """Where a reader is given what to copy to show a figure or a drawing in another site.

    Attributes:
        figure: takes the address of a figure; answers the page that gives its code.
        drawing: takes the path of a page, with what it was asked, and the name of a drawing of it; answers the same.
    """

    figure: Callable[[str], str]
    drawing: Callable[[str, str], str]
