"""Codings: one code given by one person to one passage of one text; those that are kept once coders have settled."""

from collections.abc import Iterable, Sequence
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


class DisagreementOutcome(Labelled):
    """What was decided of one idea in one text."""

    PRESENT = "present", "l’idée y est", "the idea is there"
    ABSENT = "absent", "l’idée n’y est pas", "the idea is not there"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What was decided of one idea in one text on which coders disagreed."""

    text: str
    code: str
    decision: DisagreementOutcome
    by: str
    day: date
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledCodings:
    """What is kept of the codings of several people.

    Attributes:
        codings: those on which they agree, those that were decided, and those of texts that one person read.
        undecided: text and code of each disagreement that is still open, in order: not counted, and not absent.
    """

    codings: tuple[Coding, ...]
    undecided: tuple[tuple[str, str], ...]


def settle_codings(readings: Sequence[CoderReading], settlements: Sequence[Settlement]) -> SettledCodings:
    """Put together what several people coded, without changing what they gave.

    The last settlement for a text and a code holds. Returns the codings kept, in the order of the readings, under their
    own keys.
    """
    decided = {(settled.text, settled.code): settled.decision for settled in settlements}
    gave: dict[tuple[str, str], set[str]] = {}
    for reading in readings:
        for coding in reading.codings:
            gave.setdefault((coding.text, coding.code), set()).add(reading.coder.key)
    undecided = []
    kept = set()
    for unit, coders in gave.items():
        # who coded a text without marking it read still counts as its reader
        readers = {reading.coder.key for reading in readings if unit[0] in reading.read} | coders
        if coders == readers or decided.get(unit) is DisagreementOutcome.PRESENT:
            kept.add(unit)
        elif unit not in decided:
            undecided.append(unit)
    return SettledCodings(
        codings=tuple(
            coding for reading in readings for coding in reading.codings if (coding.text, coding.code) in kept
        ),
        undecided=tuple(undecided),
    )
