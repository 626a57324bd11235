"""Answers given from a message, by a link good for one act and fourteen days."""

from datetime import datetime, timedelta

from autan.evidence.core.labelled import Labelled

GOOD_FOR = timedelta(days=14)


class MeetingAnswer(Labelled):
    """What somebody answers to an invitation."""

    COMES = "comes", "viendra", "will come"
    REPRESENTED = "represented", "sera représenté·e", "will be represented"
    EXCUSED = "excused", "est excusé·e", "sends apologies"


class Attendance(Labelled):
    """Who was at a meeting."""

    PRESENT = "present", "présent·e", "present"
    REPRESENTED = "represented", "représenté·e", "represented"
    EXCUSED = "excused", "excusé·e", "excused"
    ABSENT = "absent", "absent·e", "absent"

    @property
    def has_voice(self) -> bool:
        """True when the seat takes part in votes, in person or by who represents it."""
        return self in {Attendance.PRESENT, Attendance.REPRESENTED}


class LinkState(Labelled):
    """Whether a link may serve."""

    GOOD = "good", "sert encore", "still serves"
    USED = "used", "a déjà servi", "has served already"
    EXPIRED = "expired", "a expiré", "has expired"


def link_state(*, sent_at: datetime, used_at: datetime | None, now: datetime) -> LinkState:
    """Say whether a link may serve at a moment.

    >>> from datetime import UTC
    >>> sent = datetime(2026, 5, 1, 9, tzinfo=UTC)
    >>> link_state(sent_at=sent, used_at=None, now=sent + GOOD_FOR).value
    'expired'
    """
    if used_at is not None:
        return LinkState.USED
    return LinkState.GOOD if now < sent_at + GOOD_FOR else LinkState.EXPIRED
