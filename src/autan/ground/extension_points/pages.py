"""What a room adds to the pages of territories and networks."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from autan.ground.texts.language import number


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSection:
    """One section of the page of a territory, ready to be drawn.

    Attributes:
        count: how many things it holds, shown beside the heading when it is folded; None when it is not a list.
        is_open: True for what is read first: drawn open, before the folded sections; False for what is folded.
        readings: addresses that the head of the page leads to at once, and their words; the first is the main one.
    """

    anchor: str
    title: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    count: int | None = None
    is_open: bool = False
    readings: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TerritorySection:
    """How a room fills its part of the page of a territory.

    `build` takes a SIREN and who reads; answers the sections of the room, none when it has nothing to say.
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
    """What a room gives to the one page of a territory, or of a network.

    Attributes:
        figures: its main figures, the most telling first; those whose value is unknown too.
        findings: what its figures say in a sentence, the most telling first.
        plan: the plan, its next date, what it aims at and what is observed.
        money: what it costs, and who pays.
        decided: what was decided here, the latest first.
        asked: what the territory, or its network for want of it, asks of the network.
        asked_by: who asks, when and where it is written, in the language of the page; empty without `asked`.
        missing: what nobody knows of the territory, in the language of the page.
    """

    figures: Sequence[DigestFigure] = ()
    findings: Sequence[DigestLine] = ()
    plan: Sequence[DigestLine] = ()
    money: Sequence[DigestLine] = ()
    decided: Sequence[DigestLine] = ()
    asked: Sequence[DigestLine] = ()
    asked_by: str = ""
    missing: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TerritoryDigest:
    """How a room fills the one page of a territory, written for its elected representatives.

    `build` takes a SIREN and who reads; answers the part of the room.
    """

    rank: int
    build: Callable[[str, Any], DigestPart]


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkDigest:
    """How a room fills the one page of a network.

    Attributes:
        build: takes the slug of a network and who reads; answers the part of the room.
        opens_home: True where its findings, or what it says is asked, open the home of the network.
    """

    rank: int
    build: Callable[[str, Any], DigestPart]
    opens_home: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkSection:
    """How a room fills its part of the home of a network.

    A part with a code is folded there, and built when it is opened only: the home of a network asks little, however
    many rooms have something to say of it.

    Attributes:
        build: takes the slug of a network and who reads; answers the sections of the room, none when it has nothing.
        code: its word in an address, lower-case letters and hyphens; empty for what the home draws at once.
        title: its heading when it is folded, to be translated when it is shown.
        holds: takes the slug of a network and who reads; answers querysets, one of which has a row when there is
            something to open (those of all the rooms make one query), or a truth that costs none.
    """

    rank: int
    build: Callable[[str, Any], Iterable[PageSection]]
    code: str = ""
    title: Any = ""
    holds: Callable[[str, Any], Sequence[Any] | bool] = lambda _network, _reader: True


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A figure of a network that a first note prints.

    Attributes:
        code: name of the figure in the note, lower-case letters and underscores.
        figure_id: address of the figure of the network; empty when nothing gives it, which the note then says.
        members: address of the same figure of a member, where `{siren}` stands for it; empty when members have none.
        source: who says it and of when, as `Text`.
        label: what it is called where nothing gives it, as `Text`; None where something does.
        place: whose figure it is, in words, when it is not that of the whole network.
    """

    code: str
    figure_id: str
    source: Any
    members: str = ""
    label: Any = None
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadlineTopic:
    """One chapter of the first note of a network.

    Attributes:
        title: its title, as `Text`.
        build: takes the slug of a network; answers its figures of today, the most telling first, none when the room
            knows nothing of it: the note then lists the chapter among what is not known.
    """

    rank: int
    title: Any
    build: Callable[[str], Sequence[Headline]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueFigure:
    """A figure of a network that a text may print.

    Attributes:
        source: who says it and of when, as `Text`.
        members: address of the same figure of a member, where `{siren}` stands for it; empty when members have none.
        search_words: other words by which it is searched, such as those of a question.
        place: whose figure it is, in words, when it is not that of the whole network.
    """

    figure: Any
    source: Any
    members: str = ""
    search_words: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueTopic:
    """What a room gives to the catalogue of whoever writes a text.

    Attributes:
        title: its title, as `Text`.
        build: takes the slug of a network; answers its figures of today that anybody may read.
    """

    rank: int
    title: Any
    build: Callable[[str], Sequence[CatalogueFigure]]


_MOST_HEADLINES = 3


def quoted_topics(
    *, rank: int, title: Any, build: Callable[[str], Iterable[Any]], source: Any = None
) -> tuple[CatalogueTopic, HeadlineTopic]:
    """Give what a room knows and can prove to whoever writes a text, and its first measures to a first note.

    `build` gives the `CatalogueFigure` of a network, or its figures alone where `source`, as `Text`, says all of them.
    """

    def quoted(network: str) -> list[CatalogueFigure]:
        items = (
            build(network) if source is None else (CatalogueFigure(figure=one, source=source) for one in build(network))
        )
        return [item for item in items if item.figure.is_known and item.figure.has_evidence]

    def headlines(network: str) -> Sequence[Headline]:
        measures: dict[str, CatalogueFigure] = {}
        for item in quoted(network):
            measures.setdefault(item.members or item.figure.id, item)
        first = list(measures.values())[:_MOST_HEADLINES]
        return [_headline(item, number) for number, item in enumerate(first, start=1)]

    return CatalogueTopic(rank=rank, title=title, build=quoted), HeadlineTopic(rank=rank, title=title, build=headlines)


def _headline(item: CatalogueFigure, number: int) -> Headline:
    """Name a figure of a note by its address, its place left out."""
    source, _place, *measured = item.figure.id.split(".")
    code = f"{re.sub('[^a-z0-9]+', '_', '_'.join((source, *measured)).lower())}_{number}"
    return Headline(code=code, figure_id=item.figure.id, source=item.source, members=item.members, place=item.place)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDay:
    """A day of a part of a network: what falls then, and who is waited for; nobody where empty."""

    day: date
    what: str
    who: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkStepView:
    """Where one part of a network stands, for whoever coordinates it.

    Attributes:
        is_done: True when nothing has to be done there today.
        days: what falls due or takes place, and who is waited for; in any order.
        code: word by which the network sets the part aside; filled by the page.
    """

    title: str
    is_done: bool
    known: str
    lacks: tuple[str, ...] = ()
    days: tuple[StepDay, ...] = ()
    url: str
    label: str
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkStep:
    """How a room tells who coordinates a network what is there, what is missing and what to do next.

    Attributes:
        rank: place among the steps, first to be done first; its tens are the parts of the year.
        build: takes the slug of a network and who reads; answers None when the room has nothing to say.
        is_public: True when what it says is told on the home of the network too.
        code: its word in what a network sets aside; empty for what no network can do without.
        menu: name of the address of the entry of the menu that goes with it when it is set aside.
    """

    rank: int
    build: Callable[[str, Any], NetworkStepView | None]
    is_public: bool = False
    code: str = ""
    menu: str = ""


def counted_step(
    *,
    rank: int,
    code: str,
    page: str,
    title: Any,
    counted: Any,
    label: Any,
    count: Callable[[str, Any], int],
    lacks: Callable[[str, Any], Iterable[str]] = lambda _network, _reader: (),
    days: Callable[[str, Any], Iterable[StepDay]] = lambda _network, _reader: (),
    menu: str = "",
) -> NetworkStep:
    """Return the step of a room whose part is done once it holds something.

    `page` is the name of an address that takes the slug of a network; `counted` is plural on `n` and prints `count`;
    what is missing and what falls due are asked once something is there.
    """

    def build(network: str, reader: Any) -> NetworkStepView:
        total = count(network, reader)
        return NetworkStepView(
            title=str(title),
            is_done=bool(total),
            known=str(counted % {"n": total, "count": number(total)}) if total else _("Rien n’est encore enregistré."),
            lacks=tuple(lacks(network, reader)) if total else (),
            days=tuple(days(network, reader)) if total else (),
            url=reverse(page, args=[network]),
            label=str(label),
        )

    return NetworkStep(rank=rank, build=build, code=code, menu=menu)


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberColumns:
    """Columns that a room gives to the table of the members of a network.

    Attributes:
        headings: takes the slug of a network; answers the headings in the language of the page, none when the room
            knows nothing of any member.
        figures: takes the SIREN of the members shown; answers, by SIREN, one figure or None under each heading.
        maps: takes the slug of a network; answers the maps that go with the table.
    """

    rank: int
    headings: Callable[[str], Sequence[str]]
    figures: Callable[[Collection[str]], Mapping[str, Sequence[Any]]]
    maps: Callable[[str], Sequence[Any]] = lambda _network: ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ThematicMap:
    """A map that a room gives to the chooser of the atlas.

    Attributes:
        code: its word in an address, lower-case letters, figures and hyphens.
        label: its name in the chooser, to be translated when it is shown.
        build: takes the slug of a network; answers the map, None when the room knows nothing of any member.
        page: takes the slug of a network; answers the address of what the map is made from.
    """

    code: str
    rank: int
    label: Any
    build: Callable[[str], Any | None]
    page: Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkContext:
    """What is worked on in a page: an action, a project, a target, a question.

    `place` is the SIREN of its territory, or slug of its network.
    """

    room: str
    kind: str
    key: str
    text: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextPanel:
    """How a room shows something beside what is worked on in the page of another room.

    `build` takes what is worked on and who reads; answers sections, none when the room has nothing near it.
    """

    rank: int
    build: Callable[[WorkContext, Any], Iterable[PageSection]]
