"""Texts that can be coded: a survey answer, the notes of a workshop, a text of a plan; any kind that a room registers.

They are coded together in sets: the answers to one question, the notes of one workshop, what plans say of one thing.
"""

import hashlib
from dataclasses import dataclass

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Text


def text_version(text: str) -> str:
    """Sixteen hexadecimal digits that change when anything in the text does."""
    # a file may bring half a surrogate pair, which strict UTF-8 refuses
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedTerritory:
    """A territory that was asked, with the name it is shown by."""

    siren: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeGroup:
    """Territories that have one value of an attribute in common: a kind, a size, an answer.

    `code`: place in the ids of figures (`by_kind.ca`).
    """

    code: str
    label: Text
    sirens: frozenset[str]
    basis: tuple[EvidenceRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CodableKind:
    """A kind of text that a room registers.

    `is_answer`: True for an answer to a survey; only these enter « 7 of 11 that answered », others are counted apart.
    """

    code: str
    label: Text
    is_answer: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CodableText:
    """One text to be coded.

    Attributes:
        key: identifier that its kind understands.
        siren: territory that says them; empty when no one territory does.
    """

    key: str
    kind: CodableKind
    text: str
    siren: str
    title: Text
    evidence: EvidenceRef

    @property
    def version(self) -> str:
        """Version of the words as they stand."""
        return text_version(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class AvailableTextSet:
    """A set of texts that may be coded, before its texts are read.

    Attributes:
        address: where its room finds it, in two parts (`essai-2026.q37`).
        label: what was asked, or what the texts are.
        group: what it belongs to (a campaign).
    """

    kind: CodableKind
    address: str
    label: Text
    group: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSet:
    """A set of texts, as they stand.

    `texts`: the texts that hold a word, in the order of the territories.
    """

    kind: CodableKind
    address: str
    network: str
    label: Text
    group: Text
    period: Period
    asked: tuple[AskedTerritory, ...]
    texts: tuple[CodableText, ...]

    def find(self, key: str) -> CodableText | None:
        """Return the text of a key, or None."""
        return next((text for text in self.texts if text.key == key), None)
