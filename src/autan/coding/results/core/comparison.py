"""What changed: from one campaign to the next, or from one version of a codebook to another."""

from collections.abc import Mapping
from dataclasses import dataclass

from autan.coding.codings.core.codebook import ChangeKind, Codebook
from autan.coding.codings.core.corpus import CorpusError, MentionState
from autan.coding.results.core.counts import CodeCount, CodeTable


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeChange:
    """One idea in two campaigns, over the territories that were asked in both.

    Attributes:
        came: territories that mention it only in the later one, and were read in the earlier.
        left: territories that mention it only in the earlier one, and were read in the later: silence, not a « no ».
    """

    before: CodeCount
    after: CodeCount
    stayed: tuple[str, ...]
    came: tuple[str, ...]
    left: tuple[str, ...]
    unknown: tuple[str, ...]


def compare_campaigns(before: CodeTable, after: CodeTable) -> tuple[CodeChange, ...]:
    """Compare the same codes over two campaigns.

    Both in the same version of the same codebook (see `crosswalk`).

    Raises:
        CorpusError: two codebooks, or two versions.
    """
    books = [(table.corpus.codebook.slug, table.corpus.codebook.version) for table in (before, after)]
    if books[0] != books[1]:
        raise CorpusError(after.corpus.address, f"coded with {books[1]}, not with {books[0]}: read both in one version")
    return tuple(_change(*rows) for rows in zip(before.rows, after.rows, strict=True))


def _change(before: CodeCount, after: CodeCount) -> CodeChange:
    both = [siren for siren in after.states if siren in before.states]
    pairs = {siren: (before.states[siren], after.states[siren]) for siren in both}
    mentioned, silent = MentionState.MENTIONED, MentionState.NOT_MENTIONED

    def those(*wanted: tuple[MentionState, MentionState]) -> tuple[str, ...]:
        return tuple(siren for siren, pair in pairs.items() if pair in wanted)

    known = those((mentioned, mentioned), (silent, mentioned), (mentioned, silent), (silent, silent))
    return CodeChange(
        before=before,
        after=after,
        stayed=those((mentioned, mentioned)),
        came=those((silent, mentioned)),
        left=those((mentioned, silent)),
        unknown=tuple(siren for siren in both if siren not in known),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """One idea of an earlier version of a codebook, beside what it became."""

    before: CodeCount | None
    after: tuple[CodeCount, ...]


def compare_versions(before: CodeTable, after: CodeTable) -> tuple[VersionLine, ...]:
    """Set the counts of two versions of one codebook side by side.

    The codebook of `after` holds the changes since `before`. Returns each idea of the earlier version with what it
    became, in the earlier order; then the ideas that came later.

    Raises:
        CorpusError: two codebooks, or a later version that is not later.
    """
    earlier, later = before.corpus.codebook, after.corpus.codebook
    if earlier.slug != later.slug or earlier.version > later.version:
        raise CorpusError(after.corpus.address, f"{later.slug} {later.version} does not follow {earlier.slug}")
    became = _successors(earlier, later)
    rows = {row.code.key: row for row in after.rows}
    lines = [
        VersionLine(before=row, after=tuple(rows[key] for key in became[row.code.key] if key in rows))
        for row in before.rows
    ]
    followed = {key for keys in became.values() for key in keys}
    return (*lines, *(VersionLine(before=None, after=(row,)) for row in after.rows if row.code.key not in followed))


def _successors(earlier: Codebook, later: Codebook) -> Mapping[str, tuple[str, ...]]:
    """Keys that each code of the earlier version has in the later one; a split code stays above its parts."""
    became: dict[str, tuple[str, ...]] = {code.key: (code.key,) for code in earlier.codes}
    for change in later.changes:
        if change.version <= earlier.version or change.kind not in {ChangeKind.MERGE, ChangeKind.SPLIT}:
            continue
        kept = change.before if change.kind is ChangeKind.SPLIT else ()
        for key, successors in became.items():
            if set(successors) & set(change.before):
                became[key] = tuple(
                    dict.fromkeys(
                        new
                        for old in successors
                        for new in ((*kept, *change.after) if old in change.before else (old,))
                    )
                )
    return became
