"""What becomes of messages, as values."""

import re
from datetime import datetime, timedelta
from enum import StrEnum

# Links that must not leave: those that lead nowhere, and those that a name would smuggle.


_LOCAL = re.compile(
    r"https?://(?:localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|\[::1?\])(?=[:/?#\s]|$)[^\s<>\"]*", re.IGNORECASE
)
_ADDRESS = re.compile(r"(?<!\S)(?=\S*?(?:://|\bwww\.|@))\S+|(?<![\w-])[\w-]{2,}+\.(?:[a-z]{2,}|[A-Z]{2,})\b\S*")


def find_local_links(text: str) -> tuple[str, ...]:
    """Return the links of a text that lead to the machine of its reader.

    >>> find_local_links("voir http://localhost:8000/compte/ ou https://exemple.fr/")
    ('http://localhost:8000/compte/',)
    """
    return tuple(_LOCAL.findall(text))


def find_addresses(name: str) -> tuple[str, ...]:
    """Return what a mail program would turn into a link in the name of a person: web addresses, sites, e-mails.

    >>> find_addresses("Mme A. Dupont, gagnez sur exemple.fr/prix")
    ('exemple.fr/prix',)
    >>> find_addresses("J.-P. O’Neill (S.C.O.T)")
    ()
    """
    return tuple(_ADDRESS.findall(name))


# What becomes of a message, and when it is tried again.


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
