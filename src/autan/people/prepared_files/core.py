"""What makes a file, and where its making stands. Pure."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from autan.ground.texts.core.labelled import Labelled

# An answer kept as it was made for whoever reads as anybody: its headers and its bytes, in one file.


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAnswer:
    """What a page or a file was answered."""

    headers: Mapping[str, str]
    body: bytes

    def written(self) -> bytes:
        r"""Return the answer as one file: a line of JSON, then the bytes.

        >>> KeptAnswer.read(KeptAnswer(headers={"Content-Type": "image/png"}, body=b"\n1").written()).body
        b'\n1'
        """
        return json.dumps(dict(self.headers)).encode() + b"\n" + self.body

    @classmethod
    def read(cls, content: bytes) -> "KeptAnswer":
        """Return the answer that a file holds."""
        headers, _, body = content.partition(b"\n")
        return cls(headers=json.loads(headers), body=body)


# What makes a large file, and where its making stands.


class TellProgress(Protocol):
    """Is told how much of what the file is made from was read."""

    def __call__(self, done: int, total: int) -> None:
        """Tell that `done` of `total` things were read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileMaker:
    """One kind of large file.

    Attributes:
        kind: its name, such as `answers`.
        scope: says what a person may read of what is asked for, as a short text; raises `NotAllowedError` for who may
            read nothing. A file whose scope has changed since it was asked for is not given.
        make: gives the file piece by piece, with the rights of a person; tells how far its reading is.
    """

    kind: str
    scope: Callable[[Any, Mapping[str, Any]], str]
    make: Callable[[Any, Mapping[str, Any], TellProgress], Iterator[bytes]]


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
    """How far a making is; `total` is how many there are; 0 when it is not known yet."""

    done: int = 0
    total: int = 0
    size: int = 0
    reported_at: datetime


def settle_state(state: FileState, *, reported_at: datetime, now: datetime) -> FileState:
    """Return where a file stands now: one that told nothing for ten minutes will not come.

    >>> from datetime import UTC
    >>> noon = datetime(2026, 5, 1, 12, tzinfo=UTC)
    >>> settle_state(FileState.MAKING, reported_at=noon, now=noon + timedelta(minutes=9)).value
    'making'
    >>> settle_state(FileState.MAKING, reported_at=noon, now=noon + timedelta(minutes=11)).value
    'failed'
    """
    return FileState.FAILED if state.is_open and now - reported_at > SILENT else state
