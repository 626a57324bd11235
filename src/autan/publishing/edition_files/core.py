"""Editions as they are printed, and the marks of their documents: pure values."""

import hashlib
import json
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from autan.evidence.figures.core.figures import Figure
from autan.ground.texts.core.labelled import Labelled

# The figures marked in a document that leaves for an agency, and what became of each when it comes back.


MANIFEST_NAMESPACE = "urn:autan:edition"
"""Names the XML text in which a document says which figures it left with."""

SECTION = "autan_t"
"""Begins the name of the bookmark of a title, before its rank."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentMark:
    """One printed figure of a document: its rank among the marks as it left, from 1, and that of the title above it."""

    rank: int
    name: str
    figure_id: str
    words: str
    section: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentManifest:
    """What a document says of itself: its edition, the hash of what was printed, and its marks.

    `titles`: words of each title, by rank.
    """

    edition: str
    content_hash: str
    marks: tuple[DocumentMark, ...]
    titles: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundMark:
    """A mark met in a document that came back, in its order of reading."""

    rank: int
    words: str
    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedDocument:
    """A document that came back: what it said when it left, and what is in it now."""

    manifest: DocumentManifest
    found: tuple[FoundMark, ...]
    sections: frozenset[str]


class ReworkKind(Labelled):
    """Changes made to a printed figure."""

    CHANGED = "changed", "changé", "changed"
    REMOVED = "removed", "retiré", "removed"
    MOVED = "moved", "déplacé", "moved"
    REPEATED = "repeated", "répété", "repeated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rework:
    """One thing done to one printed figure: its words and the rank of its title now, empty for one that was removed."""

    kind: ReworkKind
    mark: DocumentMark
    words: str = ""
    section: str = ""


def reworks_of(document: ReturnedDocument) -> tuple[Rework, ...]:
    """Say which printed figures were changed, removed, moved or repeated in a document that came back.

    A figure was moved when it left its section, or when it is not among the figures that kept their order: the longest
    run of ranks that still grows (longest increasing subsequence), which leaves out as few as can be.

    Returns what was done, in the order in which the figures left; a figure may be both changed and moved.
    """
    first: dict[int, FoundMark] = {}
    repeated: list[FoundMark] = []
    known = {mark.rank: mark for mark in document.manifest.marks}
    for found_mark in document.found:
        # the first of a rank is the figure itself; those that follow are copies of it
        if found_mark.rank in known and first.setdefault(found_mark.rank, found_mark) is not found_mark:
            repeated.append(found_mark)
    selected = _in_order(list(first))
    reworks: list[Rework] = []
    for rank, mark in known.items():
        now = first.get(rank)
        if now is None:
            reworks.append(Rework(kind=ReworkKind.REMOVED, mark=mark))
            continue
        if _plain(now.words) != _plain(mark.words):
            reworks.append(_rework(ReworkKind.CHANGED, mark, now))
        has_left = now.section != mark.section and mark.section in document.sections | {""}
        if rank not in selected or has_left:
            reworks.append(_rework(ReworkKind.MOVED, mark, now))
        reworks += [_rework(ReworkKind.REPEATED, mark, other) for other in repeated if other.rank == rank]
    return tuple(reworks)


def _rework(kind: ReworkKind, mark: DocumentMark, now: FoundMark) -> Rework:
    return Rework(kind=kind, mark=mark, words=now.words, section=now.section)


def _plain(words: str) -> str:
    """Words without the kind of their spaces, which word processors change on their own."""
    return " ".join(words.replace("\u202f", " ").replace("\u00a0", " ").split())


def _in_order(ranks: Sequence[int]) -> frozenset[int]:
    """The longest increasing subsequence of distinct numbers, by patience sorting."""
    ends: list[int] = []  # smallest last number of a run of each length
    before: dict[int, int | None] = {}
    for rank in ranks:
        place = bisect_left(ends, rank)
        before[rank] = ends[place - 1] if place else None
        ends[place : place + 1] = [rank]
    selected: list[int] = []
    last = ends[-1] if ends else None
    while last is not None:
        selected.append(last)
        last = before[last]
    return frozenset(selected)


# What was published, held against what the figures say today.


FORMATS = ("html", "pdf", "docx", "odt", "pptx", "csv")
"""Files that a publication may make."""

OFFICE_FORMATS = ("docx", "odt")
"""Those that a word processor opens, and that an agency may rework and bring back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenFigure:
    """A figure as it was printed on the day of publication."""

    name: str
    figure_id: str
    printed: str
    content_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A published figure that says something else today.

    `today`: what would be printed today; empty when the figure no longer exists.
    """

    name: str
    figure_id: str
    published: str
    today: str


def edition_hash(source: str, hashes: Iterable[str]) -> str:
    """Return the content hash of an edition: its text and the hash of every figure, in the order of reading.

    Returns thirty-two hexadecimal digits.
    """
    content = json.dumps([source, list(hashes)], ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()[:32]


def changes_since(
    frozen: Sequence[FrozenFigure], today: Mapping[tuple[str, str], tuple[Figure, str]]
) -> tuple[Change, ...]:
    """List the published figures whose value, coverage, state or evidence is no longer the same, in the order given.

    `today`: by name and id, since a figure may be printed in one unit and drawn in another.
    """
    changes = []
    for item in frozen:
        figure, words = today.get((item.name, item.figure_id), (None, ""))
        if figure is None or figure.content_hash != item.content_hash:
            changes.append(Change(name=item.name, figure_id=item.figure_id, published=item.printed, today=words))
    return tuple(changes)
