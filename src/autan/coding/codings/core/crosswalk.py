"""Codings given in one version of a codebook read in another, so that counts of both can stand side by side."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from autan.coding.codings.core.codebook import ChangeKind, Codebook, CodebookChange, CodebookError
from autan.coding.codings.core.codings import Coding
from autan.ground.wordings import Sentence

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

    Raises:
        CodebookError: a version that this codebook does not reach.
    """
    listed = list(codings)
    for wanted in (version, *(coding.codebook_version for coding in listed)):
        if not 1 <= wanted <= codebook.version:
            reason = Sentence("une version de 1 à {version} (lu : {wanted})", version=codebook.version, wanted=wanted)
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
