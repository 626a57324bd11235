"""A network's members as values: who they are, since when, and how surely."""

from dataclasses import dataclass
from datetime import date

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.texts.core.labelled import Labelled
from autan.ground.wordings import Text


class Certainty(Labelled):
    """How surely a territory is, or was, a member."""

    CONFIRMED = "confirmed", "confirmé", "confirmed"
    PROBABLE = "probable", "probable", "probable"


def periods_meet(first: tuple[date | None, date | None], second: tuple[date | None, date | None]) -> bool:
    """Say whether two periods share a day; an end that is None is open.

    Args:
        first: first and last day, both included.
        second: the same, of the other period.

    >>> periods_meet((date(2012, 1, 1), date(2014, 12, 31)), (date(2015, 1, 1), None))
    False
    >>> periods_meet((None, None), (date(2015, 1, 1), None))
    True
    """
    begins = max(first[0] or date.min, second[0] or date.min)
    return begins <= min(first[1] or date.max, second[1] or date.max)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerBody:
    """What a territory was at an earlier date.

    Attributes:
        short_name: name then that fits on a map, or empty when it is that of today.
        kind: legal form then, or empty when it is not established.
        siren: SIREN then, or empty when it is not established.
    """

    year: int
    name: Text
    short_name: str = ""
    kind: Text
    siren: str
    established: Text
    unknown: Text
    evidence: tuple[EvidenceRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One territory in a network.

    Attributes:
        short_name: name that fits on a map.
        valid_from: first day, or None when no source gives it.
        valid_to: last day, or None when it is not over or not known.
        former_body: what it was at the time of the founding survey, or None.
    """

    siren: str
    name: str
    short_name: str
    kind: str
    valid_from: date | None
    valid_to: date | None
    certainty: Certainty
    note: Text
    evidence: tuple[EvidenceRef, ...]
    former_body: FormerBody | None = None

    def short_name_in(self, year: int | None) -> str:
        """Return the name that fits on a map: that of the body of a year where it is known, else that of today.

        `year`: year of the name; None for today.
        """
        former = self.former_body
        return former.short_name or self.short_name if former and former.year == year else self.short_name

    @property
    def is_probable(self) -> bool:
        """True when no source confirms the membership."""
        return self.certainty is Certainty.PROBABLE
