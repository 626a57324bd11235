"""One part of a living text changed: its addresses named, the head kept in step, faults at the lines of the part."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

import yaml

from autan.ground.errors import Fault, ImportFileError
from autan.publishing.living_text.core.address_marks import MemberMeasure, NamedAddresses, drawing_entry, name_addresses
from autan.publishing.living_text.importers.living_text import read_living_text
from autan.publishing.living_text.importers.sections import TextSection, join_sections, split_sections

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
    remaining: list[str] = []
    is_dropped = False
    for line in lines[start + 1 : end]:
        match = _ENTRY.match(line)
        # the lines that an entry runs over have no such match: they go, or stay, with it
        if match and match[1] == indent:
            is_dropped = match[2] in names
        if not is_dropped:
            remaining.append(line)
    is_empty = not any(line.strip() for line in remaining)
    title = [] if is_empty and table != "figures" else [f"{table}: {{}}" if is_empty else f"{table}:"]
    return "\n".join([*lines[:start], *title, *remaining, *lines[end:]])


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
    """Return the line after a key and its value: the next line that is not indented."""
    return next(
        (
            rank
            for rank in range(start + 1, len(lines))
            if lines[rank].strip() and not lines[rank].startswith((" ", "\t"))
        ),
        len(lines),
    )


FIRST_CHAPTER = 2
_MARK = re.compile(r"\{\{((?:(?!\{\{).)*?)\}\}", re.DOTALL)

type DescribeMembers = Callable[[str], MemberMeasure]
"""Takes the address of the figure of each member; says what it measures."""


def with_section(
    sections: Sequence[TextSection], place: int, text: str, *, file: str, describe: DescribeMembers
) -> str:
    """Return the whole text with one part changed.

    `describe` says what the figure of each member measures, for new charts and maps.

    Raises ImportFileError: faults, at the lines of the part; a fault of the head has no line.
    """
    if place >= FIRST_CHAPTER and not text.startswith("# "):
        raise ImportFileError(file, [Fault(row=1, expected="un chapitre qui commence par « # » et son titre")])
    if place == 0:
        whole = join_sections([text, *(section.text for section in sections[1:])])
        read_living_text(whole, file=file)  # a head that cannot be read has no tables to be kept in step
        return checked(whole, file=file)
    texts = [section.text for section in sections]
    texts[0], texts[place] = _with_names(texts[0], text, describe)
    return _checked_at(texts, place, file)


def standalone_section(
    sections: Sequence[TextSection], text: str, *, file: str, describe: DescribeMembers
) -> tuple[str, int]:
    """Return the text that one part makes alone, with what it calls of the head, and the line before its first.

    Raises ImportFileError: faults, at the lines of the part.
    """
    head, names = _with_names(_without_english(sections[0].text), text, describe)
    texts = [_without_unused(head, names), names]
    return _checked_at(texts, 1, file), join_sections(texts[:1]).count("\n") + 1


def checked(source: str, *, file: str) -> str:
    """Return a whole text without the names that it no longer calls, once it was read without a fault.

    Raises ImportFileError: the text is at fault.
    """
    sections = split_sections(source)
    body = "\n\n".join(section.text for section in sections[1:])
    whole = join_sections([_without_unused(sections[0].text, body), body])
    read_living_text(whole, file=file)
    return whole


def _checked_at(texts: Sequence[str], place: int, file: str) -> str:
    body = "\n\n".join(texts[1:])
    texts = [_without_unused(texts[0], body), *texts[1:]]
    try:
        return checked(join_sections(texts), file=file)
    except ImportFileError as error:
        before = join_sections(texts[:place]).count("\n") + 1
        raise ImportFileError(file, [_shift_fault(fault, before) for fault in error.faults]) from error


def _shift_fault(fault: Fault, before: int) -> Fault:
    row = fault.row - before if fault.row and fault.row > before else None
    return Fault(row=row, column=fault.column, value=fault.value, expected=fault.expected)


def _with_names(head: str, text: str, describe: DescribeMembers) -> tuple[str, str]:
    """The head with what the part calls by address, and the part with names alone."""
    tables = tables_of(head)
    figures = {
        name: str(value["figure"] if isinstance(value, Mapping) else value) for name, value in tables["figures"].items()
    }
    names: NamedAddresses = name_addresses(text, figures, frozenset(tables["charts"]) | frozenset(tables["maps"]))
    head = add_entries(head, "figures", names.figures)
    for item in names.illustrations:
        head = add_entries(head, f"{item.kind}s", {item.name: drawing_entry(item, describe(item.pattern))})
    return head, names.text


def _without_english(head: str) -> str:
    """The head without its English summary, which calls figures of its own."""
    lines = head.split("\n")
    start = next((rank for rank, line in enumerate(lines) if line.startswith("english_summary:")), None)
    if start is None:
        return head
    end = next(rank for rank in range(start + 1, len(lines)) if lines[rank].strip() and lines[rank][0] != " ")
    return "\n".join([*lines[:start], *lines[end:]])


def _without_unused(head: str, body: str) -> str:
    """Drop the names that nothing calls: those of drawings first, whose sentences may call figures."""
    for table in ("charts", "maps", "pictures", "figures"):
        unused = [name for name in tables_of(head)[table] if not _is_called(name, table, head + body)]
        head = drop_entries(head, table, unused)
    return head


def _is_called(name: str, table: str, text: str) -> bool:
    if table != "figures":
        return re.search(rf"\{{\{{\s*{table[:-1]}\s*:\s*{name}\s*\}}\}}", text) is not None
    return any(re.search(rf"(?<![\w.]){name}(?!\w)", mark) for mark in _MARK.findall(text))
