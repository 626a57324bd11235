"""What becomes of a message, and when it is tried again."""

from datetime import datetime, timedelta
from enum import StrEnum

RETRY_AFTER_MINUTES = (1, 5, 15, 60, 240, 720)
"""Time before each new attempt, from the last one: given up after about 17 hours."""


class MessageStatus(StrEnum):
    """What became of a message.

    QUEUED waits for its first attempt; SENDING is being given to the server, or was when the product stopped; RETRYING
    failed and will be tried again; SENT was taken by the mail server; WRITTEN stays here, for want of a mail server;
    FAILED was given up.
    """

    QUEUED = "queued"
    SENDING = "sending"
    RETRYING = "retrying"
    SENT = "sent"
    WRITTEN = "written"
    FAILED = "failed"

    @property
    def is_final(self) -> bool:
        """True once nothing more is tried."""
        return self in {MessageStatus.SENT, MessageStatus.WRITTEN, MessageStatus.FAILED}


WAITING = tuple(status.value for status in MessageStatus if not status.is_final)
"""Fates of the messages that have not left."""


def next_attempt(attempts: int, now: datetime) -> datetime | None:
    """Return when a message is tried again after so many failed attempts; None when it is given up.

    >>> from datetime import UTC, datetime
    >>> next_attempt(1, datetime(2026, 1, 1, tzinfo=UTC))
    datetime.datetime(2026, 1, 1, 0, 1, tzinfo=datetime.timezone.utc)
    """
    if attempts > len(RETRY_AFTER_MINUTES):
        return None
    return now + timedelta(minutes=RETRY_AFTER_MINUTES[attempts - 1])
