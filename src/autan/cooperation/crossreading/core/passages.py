"""Passages of plans: an axis, an action or a target, as one thing that is put on the frame."""

from dataclasses import dataclass
from hashlib import sha256

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.texts.core.labelled import Labelled


class PassageKind(Labelled):
    """What a passage is."""

    AXIS = "axis", "Axe", "Axis"
    ACTION = "action", "Action", "Action"
    TARGET = "target", "Objectif", "Target"


class Strength(Labelled):
    """How far a member goes on something, from what it says to what it did."""

    AIM = "aim", "visé", "aimed at"
    TARGET = "target", "chiffré", "quantified"
    FUNDED = "funded", "financé", "funded"
    DONE = "done", "réalisé", "done"

    @property
    def rank(self) -> int:
        """Place on the scale, from 1."""
        return _RANKS[self.value]


_RANKS = {strength.value: rank for rank, strength in enumerate(Strength, start=1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One passage.

    Attributes:
        key: its kind and identifier, `action:sicoval-renoval`.
        quantity: what a target is about; else empty.
        part: sector that a target is about; else empty.
        direction: `down` or `up` for a target that is a change; else empty.
        printed: words of which a print is kept, where they are not those that are read.
    """

    key: str
    kind: PassageKind
    text: str
    plan: str
    sirens: tuple[str, ...]
    strength: Strength
    ref: EvidenceRef
    themes: tuple[str, ...] = ()
    quantity: str = ""
    part: str = ""
    direction: str = ""
    printed: str = ""

    @property
    def fingerprint(self) -> str:
        """Twelve hexadecimal digits that change when what it says does, whatever its blanks and capitals."""
        return sha256(" ".join((self.printed or self.text).lower().split()).encode()).hexdigest()[:12]


def action_strength(*, status: str, is_funded: bool) -> Strength:
    """Return how far an action goes: done, funded, or aimed at."""
    if status == "done":
        return Strength.DONE
    return Strength.FUNDED if is_funded else Strength.AIM
