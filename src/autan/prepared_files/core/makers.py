"""What a room registers to have its large files made beside the pages."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol


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
