"""Answers given from a message, by a link good for one act and fourteen days."""

from datetime import date, datetime, timedelta

from autan.ground.texts.core.labelled import Labelled

GOOD_FOR = timedelta(days=14)
REMINDED_BEFORE = (timedelta(days=7), timedelta(days=2))
"""How long before a meeting a reminder leaves by itself to whoever was invited and did not answer."""
REMINDED_EVERY = timedelta(days=7)
"""A reminder of a task or a decision is sent once in this time at most."""
REMINDED_UNTIL = timedelta(days=28)
"""How long after its day a task or a decision is reminded of without anybody asking for it."""


def meeting_reminder_is_due(*, meets_on: date, written_on: date, today: date) -> bool:
    """Say whether a reminder of a meeting leaves by itself on a day.

    >>> meets = date(2026, 12, 10)
    >>> meeting_reminder_is_due(meets_on=meets, written_on=date(2026, 12, 1), today=date(2026, 12, 3))
    True
    >>> meeting_reminder_is_due(meets_on=meets, written_on=date(2026, 12, 3), today=date(2026, 12, 7))
    False
    """
    return today <= meets_on and any(written_on < meets_on - before <= today for before in REMINDED_BEFORE)


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
        """True when the seat takes part in votes, in person or by whoever represents it."""
        return self in {Attendance.PRESENT, Attendance.REPRESENTED}


class MailLinkState(Labelled):
    """Whether a link may serve."""

    GOOD = "good", "sert encore", "still serves"
    USED = "used", "a déjà servi", "has served already"
    EXPIRED = "expired", "a expiré", "has expired"


def link_state(*, sent_at: datetime, used_at: datetime | None, now: datetime) -> MailLinkState:
    """Say whether a link may serve at a moment.

    >>> from datetime import UTC
    >>> sent = datetime(2026, 5, 1, 9, tzinfo=UTC)
    >>> link_state(sent_at=sent, used_at=None, now=sent + GOOD_FOR).value
    'expired'
    """
    if used_at is not None:
        return MailLinkState.USED
    return MailLinkState.GOOD if now < sent_at + GOOD_FOR else MailLinkState.EXPIRED
