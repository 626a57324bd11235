"""What changed: from one campaign to the next, or of a codebook to another version; codes by rank."""

from collections.abc import Iterable, Mapping
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

    Raises CorpusError: two codebooks, or two versions.
    """
    books = [(table.corpus.codebook.slug, table.corpus.codebook.version) for table in (before, after)]
    if books[0] != books[1]:
        raise CorpusError(after.corpus.address, f"coded with {books[1]}, not with {books[0]}: read both in one version")
    return tuple(_change(*rows) for rows in zip(before.rows, after.rows, strict=True))


def _change(before: CodeCount, after: CodeCount) -> CodeChange:
    both = [siren for siren in after.states if siren in before.states]
    pairs = {siren: (before.states[siren], after.states[siren]) for siren in both}
    mentioned, silent = MentionState.MENTIONED, MentionState.NOT_MENTIONED

    def those(*kinds: tuple[MentionState, MentionState]) -> tuple[str, ...]:
        return tuple(siren for siren, pair in pairs.items() if pair in kinds)

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

    Raises CorpusError: two codebooks, or a later version that is not later.
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
        before = change.before if change.kind is ChangeKind.SPLIT else ()
        for key, successors in became.items():
            if set(successors) & set(change.before):
                became[key] = tuple(
                    dict.fromkeys(
                        new
                        for old in successors
                        for new in ((*before, *change.after) if old in change.before else (old,))
                    )
                )
    return became


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedCode:
    """One idea in a ranking by number of territories.

    Attributes:
        rank: rank from 1; ideas of one count share the best rank, and the next one follows all of them; None when
            nothing is known of it.
        best_rank: rank that it could reach, were every territory that is not known to mention it.
        worst_rank: rank that it could fall to, were every such territory to mention the others and not it.
    """

    count: CodeCount
    rank: int | None
    tied: tuple[str, ...]
    best_rank: int | None
    worst_rank: int | None

    @property
    def is_sure(self) -> bool:
        """True when nothing that is not known could change its rank."""
        return self.rank is not None and self.best_rank == self.rank == self.worst_rank


def rank_codes(counts: Iterable[CodeCount]) -> tuple[RankedCode, ...]:
    """Rank ideas by the number of territories that mention them.

    They are codes of one level, or all that can be given. Returned from the most mentioned; equal ones in the order
    given; those that nothing is known of last, without a rank.
    """
    listed = list(counts)
    known = [(count, int(count.territories.value)) for count in listed if count.territories.value is not None]
    ranked = [_rank_code(count, value, known) for count, value in sorted(known, key=lambda pair: -pair[1])]
    unknown = [count for count in listed if count.territories.value is None]
    return (
        *ranked,
        *(RankedCode(count=count, rank=None, tied=(), best_rank=None, worst_rank=None) for count in unknown),
    )


def _rank_code(count: CodeCount, value: int, known: list[tuple[CodeCount, int]]) -> RankedCode:
    # at best all its unknown territories mention it, at worst those of the others do
    highest = value + _count_missing(count)
    others = [(other, other_value) for other, other_value in known if other is not count]
    return RankedCode(
        count=count,
        rank=1 + sum(other_value > value for _, other_value in others),
        tied=tuple(other.code.key for other, other_value in others if other_value == value),
        best_rank=1 + sum(other_value > highest for _, other_value in others),
        worst_rank=1 + sum(other_value + _count_missing(other) > value for other, other_value in others),
    )


def _count_missing(count: CodeCount) -> int:
    return count.territories.total - count.territories.known
