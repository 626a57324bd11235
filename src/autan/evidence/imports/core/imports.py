"""How a room takes in one kind of file, whatever page or command gives it."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any

from autan.evidence.imports.core.previews import Preview, PreviewItem, Upload
from autan.ground.texts.core.texts import Text


def show_plainly(_item: PreviewItem[Any], _field: str, value: Any) -> str:
    """Return a value as it is, a dash where there is none.

    >>> show_plainly(None, "size", 12), show_plainly(None, "size", None)
    ('12', '—')
    """
    return "—" if value is None or value == "" else str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Import[T]:
    """How a room takes in one kind of file: one object serves its page and its command.

    Attributes:
        kind: what is taken in, and into what, such as `answers/essai-2013`: a file that waits for one kind is not
            confirmed for another.
        read: reads a file and compares it with what stands; writes nothing. Raises `ImportFileError` when nothing of
            it can be read.
        write: writes what a preview says, in the transaction that is open; takes who acts, and asks the right.
        lock: holds what the import compares with from the reading to the end of the write, so that nobody changes it.
    """

    kind: str
    read: Callable[[Upload], Preview[T]]
    write: Callable[[Any, Preview[T]], object]
    fields: Mapping[str, Text] = field(default_factory=dict)
    show: Callable[[PreviewItem[T], str, Any], str] = show_plainly
    lock: Callable[[], AbstractContextManager[object]] = nullcontext
