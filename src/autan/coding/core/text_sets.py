"""Texts that are coded together: the answers to one question, the notes of one workshop, the texts of one project."""

from dataclasses import dataclass

from autan.coding.core.codable_texts import CodableKind, CodableText
from autan.coding.core.corpus import AskedTerritory
from autan.evidence.core.periods import Period
from autan.evidence.core.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class SetOffer:
    """A set of texts that may be coded, before its texts are read.

    Attributes:
        kind: kind of its texts.
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

    Attributes:
        kind: kind of its texts.
        address: where its room finds it.
        network: slug of the network whose texts they are.
        label: what was asked, or what the texts are.
        group: what it belongs to (a campaign).
        period: time that the texts are about.
        asked: every territory asked, in the order shown.
        texts: the texts that hold a word, in the order of the territories.
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
