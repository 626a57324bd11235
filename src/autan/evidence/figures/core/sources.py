"""Sources, places in them, and references to pieces of evidence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document, a page or a data set that somebody published.

    Attributes:
        licence: terms of reuse, or empty when the source states none.
        published: date as the source gives it (`2014`, `2024-05-12`), or empty.
        document: name of the document when it has no address.
    """

    slug: str
    title: str
    producer: str
    licence: str = ""
    published: str = ""
    url: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A place in a source: lines, page, part of a page, rows of a file."""

    source: Source
    locator: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRef:
    """A pointer to a piece of evidence of any room, resolved by the registry of the room that holds it.

    Attributes:
        kind: which room's evidence: `fact`, `source`, `lake`, `answer`, `membership`...
        key: identifier that this room understands.
    """

    kind: str
    key: str


def fact_refs(keys: Iterable[str]) -> tuple[EvidenceRef, ...]:
    """References to facts of the register."""
    return tuple(EvidenceRef(kind="fact", key=key) for key in keys)


def refs_as_json(refs: Iterable[EvidenceRef]) -> list[list[str]]:
    """Return references as a JSON column holds them: kind and key of each.

    >>> refs_as_json([EvidenceRef(kind="fact", key="S089")])
    [['fact', 'S089']]
    """
    return [[ref.kind, ref.key] for ref in refs]


def evidence_refs(pairs: Iterable[Sequence[str]]) -> tuple[EvidenceRef, ...]:
    """Return the pieces of evidence that a JSON column holds, as kind and key."""
    return tuple(EvidenceRef(kind=kind, key=key) for kind, key in pairs)
