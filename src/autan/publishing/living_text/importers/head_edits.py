"""Changes of the head of a living text, line by line: what its author laid out by hand stays as it is."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

import yaml

_ENTRY = re.compile(r"^(\s+)([a-z][a-z0-9_]*):")
_WIDTH = 10_000
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TABLES = ("figures", "charts", "maps", "pictures")


def add_entries(head: str, table: str, entries: Mapping[str, object]) -> str:
    """Return the head with more entries in one of its tables, at its end; a table that is missing is made.

    The head stands between its two lines `---`.
    """
    if not entries:
        return head
    lines = head.split("\n")
    start, end, indent = _table(lines, table)
    written = yaml.safe_dump(dict(entries), allow_unicode=True, sort_keys=False, width=_WIDTH).rstrip("\n")
    added = [f"{indent}{line}" for line in written.split("\n")]
    if start is None:
        return "\n".join([*lines[:-1], f"{table}:", *added, lines[-1]])
    body = lines[start + 1 : end]
    return "\n".join([*lines[:start], f"{table}:", *body, *added, *lines[end:]])


def drop_entries(head: str, table: str, names: Sequence[str]) -> str:
    """Return the head without some entries of one of its tables; the table of figures stays, even empty."""
    lines = head.split("\n")
    start, end, indent = _table(lines, table)
    if start is None or not names:
        return head
    kept: list[str] = []
    is_dropped = False
    for line in lines[start + 1 : end]:
        match = _ENTRY.match(line)
        # the lines that an entry runs over have no such match: they go, or stay, with it
        if match and match[1] == indent:
            is_dropped = match[2] in names
        if not is_dropped:
            kept.append(line)
    is_empty = not any(line.strip() for line in kept)
    title = [] if is_empty and table != "figures" else [f"{table}: {{}}" if is_empty else f"{table}:"]
    return "\n".join([*lines[:start], *title, *kept, *lines[end:]])


def set_value(head: str, key: str, value: object) -> str:
    """Return the head with another value for one of its keys, of one line or of several; a new key comes last."""
    lines = head.split("\n")
    written = yaml.safe_dump({key: value}, allow_unicode=True, sort_keys=False, width=_WIDTH).rstrip("\n").split("\n")
    start = next((rank for rank, line in enumerate(lines) if line.startswith(f"{key}:")), None)
    if start is None:
        return "\n".join([*lines[:-1], *written, lines[-1]])
    return "\n".join([*lines[:start], *written, *lines[_end(lines, start) :]])


def tables_of(head: str) -> dict[str, dict[str, object]]:
    """Return the tables of a head that was read without a fault, as plain values."""
    return {table: dict(values) for table, values in _tables_of(head).items()}


@lru_cache(maxsize=64)
def _tables_of(head: str) -> dict[str, dict[str, object]]:
    """Cached, since checking one part reads the same few heads again and again."""
    values = yaml.load("\n".join(head.split("\n")[1:-1]), Loader=_Loader) or {}  # noqa: S506 - both loaders are safe
    return {table: values.get(table) or {} for table in _TABLES}


def _table(lines: Sequence[str], table: str) -> tuple[int | None, int, str]:
    """First line of a table, the line after it, and the margin of its entries."""
    start = next((rank for rank, line in enumerate(lines) if line.startswith(f"{table}:")), None)
    if start is None:
        return None, 0, "  "
    end = _end(lines, start)
    entry = next((match for line in lines[start + 1 : end] if (match := _ENTRY.match(line))), None)
    return start, end, entry[1] if entry else "  "


def _end(lines: Sequence[str], start: int) -> int:
    """The line after a key and its value: the next that is not set back."""
    return next(
        (
            rank
            for rank in range(start + 1, len(lines))
            if lines[rank].strip() and not lines[rank].startswith((" ", "\t"))
        ),
        len(lines),
    )
