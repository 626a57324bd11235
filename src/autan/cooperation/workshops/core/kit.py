"""The kit of a workshop: what is printed before it, as every form of it shows it."""

from dataclasses import dataclass

from autan.evidence.figures.core.charts import MapSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class KitFigure:
    """A figure of the host on the site sheet: label, number and unit, what is known of it, who says it, address."""

    label: str
    number: str
    facts: str
    source: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KitTopic:
    """What sources state of the site on one topic: its label, then each statement with its source."""

    label: str
    statements: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KitMoment:
    """The sheet of one moment: its place, its question, and the lines that help to answer it."""

    rank: int
    question: str
    hints: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkshopKit:
    """The kit, in the language of the reader.

    `link` is the address where notes are taken on a phone; empty for a reader who does not keep the workshop.
    `map` shows the host among the members of its network, for the posters; None without contours.
    """

    language: str
    title: str
    network: str
    caution: str
    heading: tuple[tuple[str, str], ...]
    invitation: str
    agenda: tuple[str, ...]
    site: str
    ambition: str
    states: tuple[tuple[str, str, str], ...]
    topics: tuple[KitTopic, ...]
    figures: tuple[KitFigure, ...]
    moments: tuple[KitMoment, ...]
    attendee_kinds: tuple[str, ...]
    link: str
    words: dict[str, str]
    map: MapSpec | None = None
