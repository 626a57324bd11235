"""One part of a living text changed: its addresses named, the head kept in step, faults at the lines of the part."""

import re
from collections.abc import Callable, Mapping, Sequence

from autan.ground.errors import Fault, ImportFileError
from autan.publishing.living_text.core.address_marks import MemberMeasure, NamedAddresses, drawing_entry, name_addresses
from autan.publishing.living_text.importers.head_edits import add_entries, drop_entries, tables_of
from autan.publishing.living_text.importers.living_text import read_living_text
from autan.publishing.living_text.importers.sections import TextSection, join_sections, split_sections

FIRST_CHAPTER = 2
_MARK = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)

type DescribeMembers = Callable[[str], MemberMeasure]
"""Takes the address of the figure of each member; says what it measures."""


def with_section(
    sections: Sequence[TextSection], place: int, text: str, *, file: str, describe: DescribeMembers
) -> str:
    """Return the whole text with one part changed.

    `describe` says what the figure of each member measures, for new charts and maps.

    Raises:
        ImportFileError: faults, at the lines of the part; a fault of the head has no line.
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

    Raises:
        ImportFileError: faults, at the lines of the part.
    """
    head, named = _with_names(_without_english(sections[0].text), text, describe)
    texts = [_without_unused(head, named), named]
    return _checked_at(texts, 1, file), join_sections(texts[:1]).count("\n") + 1


def checked(source: str, *, file: str) -> str:
    """Return a whole text without the names that it no longer calls, once it was read without a fault.

    Raises:
        ImportFileError: the text is at fault.
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
        raise ImportFileError(file, [_shifted(fault, before) for fault in error.faults]) from error


def _shifted(fault: Fault, before: int) -> Fault:
    row = fault.row - before if fault.row and fault.row > before else None
    return Fault(row=row, column=fault.column, value=fault.value, expected=fault.expected)


def _with_names(head: str, text: str, describe: DescribeMembers) -> tuple[str, str]:
    """The head with what the part calls by address, and the part with names alone."""
    tables = tables_of(head)
    figures = {name: _address(value) for name, value in tables["figures"].items()}
    named: NamedAddresses = name_addresses(text, figures, frozenset(tables["charts"]) | frozenset(tables["maps"]))
    head = add_entries(head, "figures", named.figures)
    for item in named.illustrations:
        head = add_entries(head, f"{item.kind}s", {item.name: drawing_entry(item, describe(item.pattern))})
    return head, named.text


def _address(value: object) -> str:
    return str(value["figure"]) if isinstance(value, Mapping) else str(value)


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
