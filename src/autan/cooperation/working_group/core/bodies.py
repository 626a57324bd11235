"""Bodies of a working group, the seats in them and who holds a seat on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.notation import format_date
from autan.ground.wordings import Text


class BodyKind(Labelled):
    """What a body of a network is."""

    PRESIDENTS = "presidents", "Conférence des présidents", "Conference of presidents"
    ELECTED = "elected", "Élus référents", "Elected leads"
    OFFICERS = "officers", "Groupe technique", "Officers’ group"
    REFERENT = "referent", "Référent thématique", "Thematic referent"
    OTHER = "other", "Autre instance", "Other body"


class SeatRole(Labelled):
    """What somebody does in a body."""

    CHAIR = "chair", "présidence", "chair"
    SECRETARY = "secretary", "secrétariat", "secretary"
    PILOT = "pilot", "copilotage", "co-lead"
    MEMBER = "member", "membre", "member"
    REFERENT = "referent", "référent", "referent"
    GUEST = "guest", "invité permanent", "standing guest"

    @property
    def runs_meetings(self) -> bool:
        """True for who prepares the meetings of the body and keeps its decisions."""
        return self in {SeatRole.CHAIR, SeatRole.SECRETARY}


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatTerm:
    """One seat and the days on which it is held; `name` is who holds it, or the authority when nobody is named."""

    key: int
    name: str
    has_vote: bool
    since: date | None
    until: date | None

    def is_in_force_on(self, day: date) -> bool:
        """Say whether the seat is held on a day; an unknown first day is before every day."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)

    def absence_on(self, day: date) -> Text | None:
        """Say why the seat is not held on a day; None when it is.

        >>> held = SeatTerm(key=1, name="A. B.", has_vote=True, since=date(2026, 1, 1), until=date(2026, 6, 1))
        >>> held.absence_on(date(2026, 7, 1)).en
        'A. B. left the body on 1 June 2026'
        """
        if self.is_in_force_on(day):
            return None
        if self.until is not None and self.until <= day:
            left = self.until
            return Text(
                f"{self.name} a quitté l’instance le {format_date(left, language='fr')}",
                f"{self.name} left the body on {format_date(left, language='en')}",
            )
        begins = self.since or day
        return Text(
            f"{self.name} n’entre dans l’instance que le {format_date(begins, language='fr')}",
            f"{self.name} only joins the body on {format_date(begins, language='en')}",
        )


def count_voices(terms: Iterable[SeatTerm], day: date) -> int:
    """Return how many seats have a voice on a day."""
    return sum(term.has_vote and term.is_in_force_on(day) for term in terms)
