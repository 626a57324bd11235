"""What a room adds to what it does not own: pages, desk, menu, search, acts below all, what programs read.

Each room makes these objects and registers them when Django starts; the site reads them in the order of their ranks.
Readers and people are `object` here, since this module is below every room.
"""

from collections.abc import Sequence
from typing import Any

from autan.extension_points.acts import DailyAct, DataSubject, PersonalData, RestoreStep
from autan.extension_points.pages import (
    BesideWork,
    CatalogueFigure,
    CatalogueTopic,
    DigestFigure,
    DigestLine,
    DigestPart,
    Headline,
    HeadlineTopic,
    MemberColumns,
    NetworkSection,
    NetworkStep,
    PageSection,
    StepView,
    TerritoryDigest,
    TerritorySection,
    ThematicMap,
    WorkPlace,
)
from autan.extension_points.publication import (
    ColumnKind,
    EmbedCode,
    NewsFeed,
    NewsItem,
    PublicCalendars,
    PublishedColumn,
    PublishedFigures,
    PublishedTable,
)
from autan.extension_points.tools import TOOLS, DeskItem, DeskLine, MenuEntry, SearchHit, SearchSource

__all__ = [
    "TOOLS",
    "BesideWork",
    "CatalogueFigure",
    "CatalogueTopic",
    "ColumnKind",
    "DailyAct",
    "DataSubject",
    "DeskItem",
    "DeskLine",
    "DigestFigure",
    "DigestLine",
    "DigestPart",
    "EmbedCode",
    "Headline",
    "HeadlineTopic",
    "MemberColumns",
    "MenuEntry",
    "NetworkSection",
    "NetworkStep",
    "NewsFeed",
    "NewsItem",
    "PageSection",
    "PersonalData",
    "PublicCalendars",
    "PublishedColumn",
    "PublishedFigures",
    "PublishedTable",
    "RestoreStep",
    "SearchHit",
    "SearchSource",
    "StepView",
    "TerritoryDigest",
    "TerritorySection",
    "ThematicMap",
    "WorkPlace",
    "beside_work",
    "catalogue_topics",
    "daily_acts",
    "desk_lines",
    "embed_code",
    "headline_topics",
    "member_columns",
    "menu_entries",
    "network_sections",
    "network_steps",
    "news_feeds",
    "personal_data",
    "public_calendars",
    "published_figures",
    "published_tables",
    "register",
    "restore_steps",
    "search_sources",
    "territory_digests",
    "territory_sections",
    "thematic_maps",
]

type Extension = (
    HeadlineTopic
    | CatalogueTopic
    | TerritorySection
    | TerritoryDigest
    | NetworkSection
    | NetworkStep
    | MemberColumns
    | ThematicMap
    | DeskLine
    | MenuEntry
    | SearchSource
    | RestoreStep
    | DailyAct
    | PersonalData
    | BesideWork
    | PublishedTable
    | PublishedFigures
    | NewsFeed
    | PublicCalendars
    | EmbedCode
)

_registered: dict[type, list[Any]] = {}


def register(*extensions: Extension) -> None:
    """Add what a room gives to the pages of the site, or to an act below every room."""
    for extension in extensions:
        _registered.setdefault(type(extension), []).append(extension)


def _ranked[E](kind: type[E]) -> list[E]:
    """What was registered of one kind, in the order of the ranks, where there are."""
    return sorted(_registered.get(kind, ()), key=lambda extension: getattr(extension, "rank", 0))


def territory_sections() -> list[TerritorySection]:
    """Return what fills the page of a territory, in order."""
    return _ranked(TerritorySection)


def territory_digests() -> list[TerritoryDigest]:
    """Return what fills the one page of a territory, in order."""
    return _ranked(TerritoryDigest)


def network_sections() -> list[NetworkSection]:
    """Return what fills the home of a network, in order."""
    return _ranked(NetworkSection)


def network_steps() -> list[NetworkStep]:
    """Return what a network goes through, first step first."""
    return _ranked(NetworkStep)


def member_columns() -> list[MemberColumns]:
    """Return the columns of the table of members, in order."""
    return _ranked(MemberColumns)


def thematic_maps() -> list[ThematicMap]:
    """Return the maps of the atlas that are not of a measure, in order."""
    return _ranked(ThematicMap)


def desk_lines() -> Sequence[DeskLine]:
    """Return what fills the desk."""
    return _ranked(DeskLine)


def menu_entries() -> list[MenuEntry]:
    """Return the entries of the menu, in order."""
    return _ranked(MenuEntry)


def search_sources() -> Sequence[SearchSource]:
    """Return what the search asks."""
    return _ranked(SearchSource)


def headline_topics() -> list[HeadlineTopic]:
    """Return the chapters of the first note of a network, in order."""
    return _ranked(HeadlineTopic)


def catalogue_topics() -> list[CatalogueTopic]:
    """Return what fills the catalogue of who writes a text, in order."""
    return _ranked(CatalogueTopic)


def restore_steps() -> list[RestoreStep]:
    """Return what rooms do once a backup was restored."""
    return _ranked(RestoreStep)


def daily_acts() -> list[DailyAct]:
    """Return what rooms do once a day."""
    return _ranked(DailyAct)


def personal_data() -> list[PersonalData]:
    """Return what rooms hold of people."""
    return _ranked(PersonalData)


def beside_work() -> list[BesideWork]:
    """Return what rooms show beside what is worked on, in order."""
    return _ranked(BesideWork)


def embed_code() -> EmbedCode | None:
    """Return where to find what shows a figure or a drawing elsewhere; None where no room gives it."""
    return next(iter(_ranked(EmbedCode)), None)


def public_calendars() -> list[PublicCalendars]:
    """Return the calendars that anybody may follow, in order."""
    return _ranked(PublicCalendars)


def published_tables() -> list[PublishedTable]:
    """Return the tables that rooms publish, in order."""
    return _ranked(PublishedTable)


def published_figures() -> list[PublishedFigures]:
    """Return where the published figures of a network are, in order."""
    return _ranked(PublishedFigures)


def news_feeds() -> list[NewsFeed]:
    """Return the feeds of what is new, in order."""
    return _ranked(NewsFeed)
