"""What a room adds to pages that it does not own: sections of a territory, desk, menu, search; and to acts below all.

Each room makes these objects and registers them when Django starts; the site reads them in the order of their ranks.
Readers and people are `object` here, since this module is below every room.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSection:
    """One section of the page of a territory, ready to be drawn.

    Attributes:
        anchor: its place in the page.
        title: its heading, in the language of the page.
        template: what draws it; it finds `section` in its context.
        context: what the template needs.
        count: how many things it holds, shown beside the heading when it is folded; None when it is not a list.
        is_open: True for what is read first: drawn open, before the folded sections; False for what is folded.
    """

    anchor: str
    title: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    count: int | None = None
    is_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TerritorySection:
    """How a room fills its part of the page of a territory.

    Attributes:
        rank: place in the page, lowest first.
        build: takes a SIREN and who reads; answers the sections of the room, none when it has nothing to say.
    """

    rank: int
    build: Callable[[str, Any], Iterable[PageSection]]


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestFigure:
    """A figure of the one page of a territory, and who says it and of when, as `Text`."""

    figure: Any
    source: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestLine:
    """A sentence of the one page of a territory, in the language of the page, and the page where it is told whole."""

    words: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestPart:
    """What a room gives to the one page of a territory.

    Attributes:
        figures: its main figures, the most telling first; those whose value is unknown too.
        asked: what the territory, or its network for want of it, asks of the network.
        asked_by: who asks, when and where it is written, in the language of the page; empty without `asked`.
        missing: what nobody knows of the territory, in the language of the page.
    """

    figures: Sequence[DigestFigure] = ()
    asked: Sequence[DigestLine] = ()
    asked_by: str = ""
    missing: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TerritoryDigest:
    """How a room fills the one page of a territory, written for its elected representatives.

    Attributes:
        rank: place on the page, lowest first.
        build: takes a SIREN and who reads; answers the part of the room.
    """

    rank: int
    build: Callable[[str, Any], DigestPart]


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkSection:
    """How a room fills its part of the home of a network.

    Attributes:
        rank: place in the page, lowest first.
        build: takes the slug of a network and who reads; answers the sections of the room, none when it has nothing.
    """

    rank: int
    build: Callable[[str, Any], Iterable[PageSection]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A figure of a network that a first note prints.

    Attributes:
        code: name of the figure in the note, lower-case letters and underscores.
        figure_id: address of the figure of the network.
        members: address of the same figure of a member, where `{siren}` stands for it; empty when members have none.
        source: who says it and of when, as `Text`.
    """

    code: str
    figure_id: str
    source: Any
    members: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadlineTopic:
    """One chapter of the first note of a network.

    Attributes:
        rank: place among the chapters, lowest first.
        title: its title, as `Text`.
        build: takes the slug of a network; answers its figures of today, none when the room knows nothing of it.
    """

    rank: int
    title: Any
    build: Callable[[str], Sequence[Headline]]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """Where one part of a network stands, for who coordinates it.

    Attributes:
        title: the part, in the language of the page.
        is_done: True when nothing has to be done there today.
        known: what is there, in one sentence.
        lacks: what is missing, one sentence each.
        url: where to act.
        label: words of the button.
    """

    title: str
    is_done: bool
    known: str
    lacks: tuple[str, ...] = ()
    url: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkStep:
    """How a room tells who coordinates a network what is there, what is missing and what to do next.

    Attributes:
        rank: place among the steps, first to be done first.
        build: takes the slug of a network and who reads; answers None when the room has nothing to say.
        is_public: True when what it says is told on the home of the network too.
    """

    rank: int
    build: Callable[[str, Any], StepView | None]
    is_public: bool = False


def _no_maps(network: str) -> Sequence[Any]:
    del network
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberColumns:
    """Columns that a room gives to the table of the members of a network.

    Attributes:
        rank: place in the table, lowest first.
        headings: takes the slug of a network; answers the headings in the language of the page, none when the room
            knows nothing of any member.
        figures: takes the slug of a network; answers, by SIREN, one figure or None under each heading.
        maps: takes the slug of a network; answers the maps that go with the table.
    """

    rank: int
    headings: Callable[[str], Sequence[str]]
    figures: Callable[[str], Mapping[str, Sequence[Any]]]
    maps: Callable[[str], Sequence[Any]] = _no_maps


@dataclass(frozen=True, slots=True, kw_only=True)
class ThematicMap:
    """A map that a room gives to the chooser of the atlas.

    Attributes:
        code: its word in an address, lower-case letters, figures and hyphens.
        rank: place among the thematic maps, lowest first.
        label: its name in the chooser, to be translated when it is shown.
        build: takes the slug of a network; answers the map, None when the room knows nothing of any member.
        page: takes the slug of a network; answers the address of what the map is made from.
    """

    code: str
    rank: int
    label: Any
    build: Callable[[str], Any | None]
    page: Callable[[str], str]


TOOLS = 80
"""Rank from which a line of the desk leads to a tool that is always there, and says nothing that waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskItem:
    """One thing that waits for a person, or a tool of that person (see `TOOLS`).

    Attributes:
        title: what it is, in the language of the page.
        url: where to do it.
        detail: what is to be done, before when.
        rank: place among the others, most urgent first.
    """

    title: str
    url: str
    detail: str = ""
    rank: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskLine:
    """How a room says what waits for a person; `build` takes the person."""

    build: Callable[[Any], Iterable[DeskItem]]


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuEntry:
    """One entry of the menu.

    Attributes:
        label: words of the link, to be translated when it is shown.
        url_name: name of its address.
        rank: place in the menu, lowest first.
        also: names of further addresses whose pages belong to it.
        is_shown: takes who reads; None for everybody.
    """

    label: Any
    url_name: str
    rank: int
    also: tuple[str, ...] = ()
    is_shown: Callable[[Any], bool] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """One thing found.

    Attributes:
        title: what it is, in the language of the page.
        url: where it is.
        kind: what sort of thing, in the language of the page.
        excerpt: words around what was found, or empty.
        score: how well it answers, 0 to 1.
    """

    title: str
    url: str
    kind: str
    excerpt: str = ""
    score: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchSource:
    """How a room is searched.

    Attributes:
        name: identifier of the source.
        search: takes the words and who reads; answers what this reader may see, best first.
    """

    name: str
    search: Callable[[str, Any], Sequence[SearchHit]]


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreStep:
    """What a room does once a backup was put in a home, such as holding messages that may have left meanwhile."""

    run: Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSubject:
    """Somebody of whom the product holds something, known by an address, with an account or not.

    Attributes:
        email: address, in small letters.
        person: number of the account; None for who only held a personal link, or got messages.
    """

    email: str
    person: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalData:
    """What a room holds of people: told in the register, exported, erased, and swept when its time has passed.

    Attributes:
        code: key of the export, such as `accounts`.
        what: what is held; this and the next three are lazy translations.
        whom: of whom.
        why: for what, and on which ground of article 6 of the GDPR.
        kept: for how long, and what remains after an erasure.
        export: what is held of somebody, as objects for JSON.
        erase: removes what names somebody; gives how many rows changed. None where another entry does it.
        sweep: removes what is older than its time, at a moment; counts without removing when `dry_run`.
    """

    code: str
    what: Any
    whom: Any
    why: Any
    kept: Any
    export: Callable[[DataSubject], Sequence[Mapping[str, Any]]]
    erase: Callable[[DataSubject], int] | None = None
    sweep: Callable[..., int] | None = None


type Extension = (
    HeadlineTopic
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
    | PersonalData
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


def restore_steps() -> list[RestoreStep]:
    """Return what rooms do once a backup was restored."""
    return _ranked(RestoreStep)


def personal_data() -> list[PersonalData]:
    """Return what rooms hold of people."""
    return _ranked(PersonalData)
