"""What a room adds to the desk, the menu and the search, and what it lets people make."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

TOOLS = 80
"""Rank from which a line of the desk leads to a tool that is always there, and says nothing that waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskItem:
    """One thing that waits for a person, or a tool of that person (see `TOOLS`).

    Attributes:
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
class DueDay:
    """One day of the calendar of a person.

    Attributes:
        uid: identifier that stays the same from one calendar to the next.
        detail: what falls due, where.
    """

    uid: str
    day: date
    title: str
    url: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDays:
    """What falls due for a person in a room; `build` takes the person and the day, and gives what is open, past too."""

    build: Callable[[Any, date], Iterable[DueDay]]


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuEntry:
    """One entry of the menu.

    Attributes:
        label: words of the link, to be translated when it is shown.
        also: names of further addresses whose pages belong to it, or of a namespace (`plans:`), all of whose pages do.
        under: name of the address of the entry under which it stands; shown on the pages of that section alone.
        is_shown: takes who reads; None for everybody.
        network_key: name under which its address takes the network that the page is about; empty when it takes none.
        called: other words by which people look for the page, parted by commas, to be translated.
    """

    label: Any
    url_name: str
    rank: int
    also: tuple[str, ...] = ()
    under: str = ""
    is_shown: Callable[[Any], bool] | None = None
    network_key: str = ""
    called: Any = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventChoices:
    """Events of a room that what happens in another room may be part of, such as a workshop.

    `list_events` takes `network` (a slug) or `host` (a SIREN); returns the address and the title of each.
    """

    list_events: Callable[..., list[tuple[str, str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """One thing found.

    Attributes:
        score: how well it answers, 0 to 1.
        ref: kind and key of the evidence that it is, parted by a colon; empty where it can prove nothing.
    """

    title: str
    url: str
    kind: str
    excerpt: str = ""
    score: float = 0.5
    ref: str = ""
    is_invented: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchSource:
    """How a room is searched.

    Attributes:
        search: takes the words and who reads; answers what this reader may see, best first.
        kinds: French words that name the kinds of what it finds, as `SearchHit.kind` holds them.
        holds: says whether something that anybody may find has a word of this stem.
        gives_evidence: False for what cannot be cited: who chooses evidence does not wait for it.
    """

    name: str
    search: Callable[[str, Any], Sequence[SearchHit]]
    kinds: tuple[str, ...] = ()
    holds: Callable[[str], bool] = lambda _word: False
    gives_evidence: bool = True


class Subject(StrEnum):
    """What the address of a beginning names."""

    NETWORK = "network"
    TERRITORY = "territory"
    NOTHING = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StartingModel:
    """First values of a form, which its reader completes. It states nothing: what is to be written is in brackets.

    Attributes:
        title: its name, as `Text`.
        values: by the name of the field, in the language of the page.
    """

    code: str
    title: Any
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """Something that a person may make, under « Nouveau » in the head of every page and where its room is empty.

    Attributes:
        code: its word in `{% beginning %}`, in `{% starting_models %}` and in `starting_values`.
        label: what is made, as « Une réunion »; empty for what is not under « Nouveau »; as the next two, a lazy
            translation.
        purpose: what its room is for, in one sentence; empty where another beginning of the room says it.
        act: words of the button where the room is empty; `%(name)s` stands for the territory.
        url_name: where it is made; its address takes the slug of a network or a SIREN, as `subject` says.
        permission: what it takes, on the network or on the territory.
        example: name of the address of its room in a network, that anybody reads in the invented one; empty for none.
        models: file of its models; None where it has none.
        part: code of the part of the year that it belongs to: a network that set it aside is not offered it.
    """

    code: str
    rank: int
    label: Any
    url_name: str
    permission: str
    subject: Subject = Subject.NETWORK
    purpose: Any = ""
    act: Any = ""
    example: str = ""
    models: Path | None = None
    part: str = ""
