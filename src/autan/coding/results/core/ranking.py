"""Ranks of ideas with their ties, and how far what is not known could move them."""

from collections.abc import Iterable
from dataclasses import dataclass

from autan.coding.results.core.counts import CodeCount


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
    ranked = [_ranked(count, value, known) for count, value in sorted(known, key=lambda pair: -pair[1])]
    unknown = [count for count in listed if count.territories.value is None]
    return (
        *ranked,
        *(RankedCode(count=count, rank=None, tied=(), best_rank=None, worst_rank=None) for count in unknown),
    )


def _ranked(count: CodeCount, value: int, known: list[tuple[CodeCount, int]]) -> RankedCode:
    # at best all its unknown territories mention it, at worst those of the others do
    highest = value + _missing(count)
    others = [(other, other_value) for other, other_value in known if other is not count]
    return RankedCode(
        count=count,
        rank=1 + sum(other_value > value for _, other_value in others),
        tied=tuple(other.code.key for other, other_value in others if other_value == value),
        best_rank=1 + sum(other_value > highest for _, other_value in others),
        worst_rank=1 + sum(other_value + _missing(other) > value for other, other_value in others),
    )


def _missing(count: CodeCount) -> int:
    return count.territories.total - count.territories.known
