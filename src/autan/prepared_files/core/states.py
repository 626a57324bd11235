"""Where the making of a file stands."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from autan.evidence.core.labelled import Labelled

KEPT = timedelta(hours=24)
"""How long a file is given, once asked for."""
SILENT = timedelta(minutes=10)
"""A making that told nothing for so long was cut short by a stop of the server."""


class FileState(Labelled):
    """Where the making of a file stands."""

    WAITING = "waiting", "en attente", "waiting"
    MAKING = "making", "en préparation", "being made"
    READY = "ready", "prêt", "ready"
    FAILED = "failed", "en échec", "failed"

    @property
    def is_open(self) -> bool:
        """True while the file is still to come."""
        return self in {FileState.WAITING, FileState.MAKING}


@dataclass(frozen=True, slots=True, kw_only=True)
class FileProgress:
    """How far a making is.

    Attributes:
        done: how many of the things that the file is made from were read.
        total: how many there are; 0 when it is not known yet.
    """

    done: int = 0
    total: int = 0
    size: int = 0
    told_at: datetime


def settle_state(state: FileState, *, told_at: datetime, now: datetime) -> FileState:
    """Return where a file stands now: one that told nothing for ten minutes will not come.

    >>> from datetime import UTC
    >>> noon = datetime(2026, 5, 1, 12, tzinfo=UTC)
    >>> settle_state(FileState.MAKING, told_at=noon, now=noon + timedelta(minutes=9)).value
    'making'
    >>> settle_state(FileState.MAKING, told_at=noon, now=noon + timedelta(minutes=11)).value
    'failed'
    """
    return FileState.FAILED if state.is_open and now - told_at > SILENT else state
