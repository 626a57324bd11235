"""Codings: one code given by one person to one passage of one text."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from autan.coding.codings.core.anchors import Anchor
from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.texts.core.labelled import Labelled


class CodingOrigin(Labelled):
    """How a coding came to be."""

    HAND = "hand", "à la main", "by hand"
    SUGGESTION = (
        "suggestion",
        "proposition acceptée",
        "accepted suggestion",
    )  # proposed by the product, accepted by a person
    IMPORT = "import", "repris d’un fichier", "taken from a file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coder:
    """Who codes.

    Attributes:
        key: identifier; two people may have one name, never one key.
        is_person: False for the product's own suggestions, which never count as a coder.
    """

    key: str
    name: str
    is_person: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """One code given to one passage.

    Attributes:
        key: identifier, kept through every change of the codebook and of the text.
        code: key of the code, in the codebook of `codebook_version`.
    """

    key: str
    text: str
    code: str
    anchor: Anchor
    coder: str
    day: date
    memo: str = ""
    codebook_version: int = 1
    origin: CodingOrigin = CodingOrigin.HAND

    @property
    def evidence(self) -> EvidenceRef:
        """Address of this coding among the evidence."""
        return EvidenceRef(kind="coding", key=self.key)


def distinct_names(coders: Iterable[Coder]) -> dict[str, str]:
    """Names to show, by key: those who share a name are numbered in the order given.

    >>> distinct_names([Coder(key="1", name="Anne"), Coder(key="2", name="Paul"), Coder(key="3", name="Anne")])
    {'1': 'Anne (1)', '2': 'Paul', '3': 'Anne (2)'}
    """
    listed = list(coders)
    shown: dict[str, str] = {}
    for coder in listed:
        same = [other.key for other in listed if other.name == coder.name]
        shown[coder.key] = f"{coder.name} ({same.index(coder.key) + 1})" if len(same) > 1 else coder.name
    return shown


@dataclass(frozen=True, slots=True, kw_only=True)
class CoderReading:
    """What one person coded."""

    coder: Coder
    read: frozenset[str]
    codings: tuple[Coding, ...]
