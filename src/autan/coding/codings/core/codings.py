"""Codings: one code given by one person to one passage of one text; those that are kept once coders have settled."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from autan.coding.codings.core.anchors import Anchor
from autan.coding.codings.core.codebook import ChangeKind, Codebook, CodebookChange, CodebookError
from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.texts.core.labelled import Labelled
from autan.ground.wordings import Sentence


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
    agreed = set()
    for unit, coders in gave.items():
        # who gave the code without marking the text read counts as its reader; the silence of another says nothing
        readers = {reading.coder.key for reading in readings if unit[0] in reading.read} | coders
        if coders == readers or decided.get(unit) is DisagreementOutcome.PRESENT:
            agreed.add(unit)
        elif unit not in decided:
            undecided.append(unit)
    return SettledCodings(
        codings=tuple(
            coding for reading in readings for coding in reading.codings if (coding.text, coding.code) in agreed
        ),
        undecided=tuple(undecided),
    )


NO_ALLOCATION: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionReading:
    """Codings read in one version of a codebook.

    Invariant: each coding that was given is in `codings` or in `unresolved`, once, under its own key.

    Attributes:
        unresolved: those that it has none for, as they were given: with a code that it does not have, or with one that
            was several in it.
    """

    version: int
    codings: tuple[Coding, ...]
    unresolved: tuple[Coding, ...]


def read_in_version(
    codings: Iterable[Coding],
    codebook: Codebook,
    version: int,
    *,
    allocations: Mapping[str, str] = NO_ALLOCATION,
) -> VersionReading:
    """Read codings in an earlier or a later version than the one they were given in.

    A renaming, a move, a new definition and a retirement change nothing. Onwards, codings of merged codes are read as
    the merged one; those of a split code as the part they were given, and as the split code itself until then.
    Backwards, a part is read as the code that it was split from; a merged code cannot be read as one of several.

    The codebook holds every change up to the latest of the versions at stake; `allocations` gives the key of the
    part that each coding of a split code was given, by key of the coding.

    Raises CodebookError: a version that this codebook does not reach.
    """
    listed = list(codings)
    for number in (version, *(coding.codebook_version for coding in listed)):
        if not 1 <= number <= codebook.version:
            reason = Sentence("une version de 1 à {version} (lu : {wanted})", version=codebook.version, wanted=number)
            raise CodebookError(reason)
    read: list[Coding] = []
    unresolved: list[Coding] = []
    for coding in listed:
        code = _code_in(coding, codebook, version, allocations)
        if code is None or (version == codebook.version and code not in codebook):
            unresolved.append(coding)
        else:
            read.append(replace(coding, code=code, codebook_version=version))
    return VersionReading(version=version, codings=tuple(read), unresolved=tuple(unresolved))


def _code_in(coding: Coding, codebook: Codebook, version: int, allocations: Mapping[str, str]) -> str | None:
    code: str | None = coding.code
    if version >= coding.codebook_version:
        for change in codebook.changes:
            if code is not None and coding.codebook_version < change.version <= version:
                code = _onwards(code, change, allocations.get(coding.key))
        return code
    for change in reversed(codebook.changes):
        if code is not None and version < change.version <= coding.codebook_version:
            code = _backwards(code, change)
    return code


def _onwards(code: str, change: CodebookChange, part: str | None) -> str:
    if code not in change.before:
        return code
    if change.kind is ChangeKind.SPLIT:
        return part if part in change.after and part is not None else code
    return change.after[0]


def _backwards(code: str, change: CodebookChange) -> str | None:
    if code not in change.after:
        return code
    if change.kind is ChangeKind.SPLIT:
        return change.before[0]
    # before it was added a code was nothing, before a merge it was several
    return None if change.kind in {ChangeKind.MERGE, ChangeKind.ADD} else code
