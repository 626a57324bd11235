"""What answers to programs are made of: forms, and places in a table."""

import base64
import binascii
import json
from collections.abc import Sequence
from decimal import Decimal
from hashlib import sha256

from autan.ground.errors import DomainError

# Cursors: the place in a table after which a page begins, told by the key of a row and not by its number.


type Key = tuple[str | int, ...]


class InvalidCursorError(DomainError):
    """A cursor is not one that was given for this table."""

    def __init__(self) -> None:
        super().__init__("curseur illisible\u00a0: reprenez celui de «\u202fnext\u202f», tel quel, pour la même table")


def write_cursor(key: Sequence[str | int]) -> str:
    """Write the key of a row as a cursor, in signs that an address takes.

    >>> read_cursor(write_cursor(("nord", 12)), (str, int))
    ('nord', 12)
    """
    return base64.urlsafe_b64encode(json.dumps(list(key)).encode()).decode().rstrip("=")


def read_cursor(cursor: str, kinds: Sequence[type]) -> Key:
    """Read a cursor, whose parts are of these kinds; raise InvalidCursorError when it is not one of this table."""
    padded = cursor + "=" * (-len(cursor) % 4)
    try:
        key = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (binascii.Error, ValueError):
        raise InvalidCursorError from None
    if not isinstance(key, list) or [type(part) for part in key] != list(kinds):
        raise InvalidCursorError
    return tuple(key)


# Rows that programs send: each cell as the files of people write it, and the digest of a request.


def cell_text(value: str | float | None) -> str | None:
    r"""Return a cell of JSON as a file writes it: a decimal comma, which is not taken for a thousand.

    >>> cell_text(1234.567), cell_text(1e-7), cell_text(2024), cell_text(None), cell_text("deux\r\nlignes")
    ('1234,567', '0,0000001', '2024', None, 'deux\nlignes')
    """
    if value is None or isinstance(value, str):
        return value and "\n".join(value.splitlines())
    return f"{Decimal(repr(value)):f}".replace(".", ",")


def content_digest(content: object) -> str:
    """Return a digest of what JSON writes.

    >>> content_digest([1, "a"]) == content_digest([1, "a"]) != content_digest([2, "a"])
    True
    """
    return sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
